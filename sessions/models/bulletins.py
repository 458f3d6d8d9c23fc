"""Bulletins: the issue that all else is taken from."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Record

from ..choices import Status


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Bulletins."""

    def public(self) -> Self:
        """The published ones."""
        return self.filter(status=Status.PUBLISHED)


class Bulletin(Record):
    """One issue of a committee's bulletin."""

    resource = "bulletins"
    by_verb = ("status", "published_at")

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
        permissions = [("publish_bulletin", _("发布公报"))]

    def __str__(self) -> str:
        return f"{self.issuer}公报{self.label}"
