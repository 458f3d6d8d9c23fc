"""Bulletins: the issue that all else is taken from."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Record

from ..choices import Severity, Status


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Bulletins."""

    def public(self) -> Self:
        """The published ones."""
        return self.filter(status=Status.PUBLISHED)


class Bulletin(Record):
    """One issue of a committee's bulletin."""

    resource = "bulletins"

    issuer = models.ForeignKey(
        "people.Organization",
        models.PROTECT,
        related_name="bulletins",
        verbose_name=_("编发机关"),
        help_text=_("哪个常委会的公报。"),
    )
    place = models.CharField(
        _("行政区域"), max_length=100, blank=True, help_text=_("简称和人名在这个范围内认定。")
    )
    term = models.PositiveIntegerField(_("届"), null=True, blank=True, help_text=_("第几届。"))
    number = models.PositiveIntegerField(
        _("号"), null=True, blank=True, help_text=_("本届第几号。")
    )
    running_number = models.PositiveIntegerField(
        _("总期数"), null=True, blank=True, help_text=_("总第几期。")
    )
    label = models.CharField(
        _("期号（原文）"), max_length=200, blank=True, help_text=_("如“十六届第19号（总第12期）”。")
    )
    pages = models.PositiveIntegerField(
        _("页数"), null=True, blank=True, help_text=_("印出的页数。")
    )
    session = models.ForeignKey(
        "congress.Session",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="bulletins",
        verbose_name=_("会议"),
        help_text=_("这期公报所载的会议。"),
    )
    status = models.CharField(
        _("状态"),
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        db_index=True,
        help_text=_("草稿只有工作人员能看到。"),
    )
    published_at = models.DateTimeField(
        _("发布时间"), null=True, blank=True, editable=False, help_text=_("最近一次发布的时刻。")
    )
    file_name = models.CharField(
        _("文件名"), max_length=255, blank=True, editable=False, help_text=_("导入的文件。")
    )
    file_sha256 = models.CharField(
        _("文件校验码"), max_length=64, blank=True, editable=False, help_text=_("文件的 SHA-256。")
    )
    lines_count = models.PositiveIntegerField(
        _("行数"), default=0, editable=False, help_text=_("原文的非空行数。")
    )

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公报")
        ordering = ["-term", "-number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "term", "number"],
                condition=Q(term__isnull=False, number__isnull=False),
                name="congress_bulletin_once",
                violation_error_message=_("这一期公报已经录入。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer}公报{self.label}"


class ImportJob(Record):
    """A file that came in: what the machine read of it, and what people made of that.

    ``parsed`` is never overwritten; what a person mends stands beside it in ``reviewed``.
    """

    file_name = models.CharField(_("文件名"), max_length=255, help_text=_("上传的文件。"))
    sha256 = models.CharField(_("校验码"), max_length=64, db_index=True, help_text=_("SHA-256。"))
    text = models.TextField(_("原文"), blank=True, help_text=_("从文件中读出的全文。"))
    parsed = models.JSONField(_("读出的记录"), null=True, help_text=_("机器读出的记录文件。"))
    reviewed = models.JSONField(
        _("审定的记录"), null=True, blank=True, help_text=_("人工订正后的记录文件。")
    )
    bulletin = models.ForeignKey(
        Bulletin,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("公报"),
        help_text=_("发布成了哪一期公报。"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("导入")
        ordering = ["-modified", "id"]

    def __str__(self) -> str:
        return self.file_name


class Finding(Record):
    """Something in a bulletin that a person should look at."""

    resource = "findings"

    bulletin = models.ForeignKey(
        Bulletin,
        models.CASCADE,
        related_name="findings",
        verbose_name=_("公报"),
        help_text=_("在哪一期公报里。"),
    )
    code = models.CharField(_("代码"), max_length=60, help_text=_("问题的种类。"))
    severity = models.CharField(
        _("程度"), max_length=10, choices=Severity, help_text=_("错误、警告或提示。")
    )
    message = models.TextField(_("说明"), help_text=_("哪里、什么、怎么办。"))
    document = models.ForeignKey(
        "congress.Document",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("文件"),
        help_text=_("在哪个文件里。"),
    )
    page = models.PositiveIntegerField(_("页码"), null=True, blank=True, help_text=_("印的页码。"))
    line = models.PositiveIntegerField(
        _("行号"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("待核问题")
        ordering = ["bulletin_id", "id"]

    def __str__(self) -> str:
        return self.message
