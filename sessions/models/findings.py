"""What does not add up, and what staff decided about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Record

from ..choices import Severity
from .bulletins import Bulletin


class Finding(Record):
    """Something in a bulletin, or in a policy document, that a person should look at."""

    resource = "findings"

    bulletin = models.ForeignKey(
        Bulletin,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("公报"),
        help_text=_("在哪一期公报里。"),
    )
    policy = models.ForeignKey(
        "congress.Policy",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("政策文件"),
        help_text=_("在哪份政策文件里。"),
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
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bulletin=None) ^ models.Q(policy=None),
                name="congress_finding_where",
                violation_error_message=_("问题在一期公报里，或在一份政策文件里。"),
            )
        ]

    def __str__(self) -> str:
        return self.message


class SetAside(models.Model):
    """Somebody looked at a finding and lets it be, for a reason.

    ``fingerprint`` stands for the finding's facts (``sessions.checks.found``): when they
    change, the finding comes back.
    """

    code = models.CharField(_("代码"), max_length=60)
    resource = models.CharField(_("资源"), max_length=50, help_text=_("有关记录在接口中的名称。"))
    record_id = models.PositiveBigIntegerField(_("记录编号"))
    fingerprint = models.CharField(_("事实的指纹"), max_length=64)
    reason = models.TextField(_("理由"), help_text=_("一句话：为什么可以不改。"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    by_name = models.CharField(_("操作人姓名"), max_length=150, blank=True)
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = _("已搁置的问题")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "resource", "record_id", "fingerprint"],
                name="congress_setaside_once",
                violation_error_message=_("这个问题已经搁置。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="congress_setaside_reason",
                violation_error_message=_("请写明搁置的理由。"),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
