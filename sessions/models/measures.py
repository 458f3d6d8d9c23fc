"""The measures of policy documents, as their outline nests them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Part, Record, leads_back

from ..choices import MeasureKind
from .policies import OfPolicyQuerySet, Policy


class Measure(Record):
    """A node of a policy document's outline: a chapter, a measure, or what a measure asks for."""

    resource = "measures"
    public_by = ("policy",)

    policy = models.ForeignKey(
        Policy,
        models.CASCADE,
        related_name="measures",
        verbose_name=_("政策文件"),
        help_text=_("属于哪份文件。"),
    )
    key = models.CharField(_("记录键"), max_length=500, blank=True, editable=False)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
        help_text=_("在哪一章、哪一条之下。"),
    )
    order = models.PositiveIntegerField(
        _("次序"), default=0, help_text=_("在文件中的阅读次序，从 0 起。")
    )
    level = models.PositiveIntegerField(
        _("层次"), default=1, help_text=_("0 为无标题的段落，1 为最上一层，依此类推。")
    )
    kind = models.CharField(
        _("种类"),
        max_length=10,
        choices=MeasureKind,
        default=MeasureKind.MEASURE,
        help_text=_("章节、举措，或举措之下的具体事项。"),
    )
    marker = models.CharField(_("序号"), max_length=20, blank=True, help_text=_("原文的序号。"))
    heading = models.CharField(
        _("小标题"), max_length=500, blank=True, help_text=_("原文的小标题。")
    )
    text = models.TextField(
        _("正文"), null=True, blank=True, help_text=_("段落用换行分开；未录入原文的为空。")
    )
    units_text = models.TextField(
        _("责任单位（原文）"), blank=True, help_text=_("括号里的责任单位，原文。")
    )
    page = models.PositiveIntegerField(_("页码"), null=True, blank=True, help_text=_("印的页码。"))
    line_start = models.PositiveIntegerField(
        _("起始行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起。")
    )
    line_end = models.PositiveIntegerField(
        _("终止行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起，含本行。")
    )

    objects = OfPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("举措")
        ordering = ["policy_id", "order", "id"]
        indexes = [models.Index(fields=["policy", "order"], name="congress_measure_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "key"],
                condition=~Q(key=""),
                name="congress_measure_key_once",
                violation_error_message=_("这份政策文件已有这一条。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marker}{self.heading}" or str(self.order)

    def clean(self) -> None:
        """A measure stands under one of the same document, and not under itself."""
        super().clean()
        if self.parent is not None and self.parent.policy_id != self.policy_id:
            raise ValidationError(
                {
                    "parent": ValidationError(
                        _("上级不在这份政策文件里：请选同一份文件的章节或举措。"),
                        code="other_policy",
                    )
                }
            )
        if leads_back(self, "parent"):
            message = _("这一条是本条，或在本条之下：不能作本条的上级。")
            raise ValidationError({"parent": ValidationError(message, code="loop")})


class MeasureUnit(Part):
    """Who is responsible for a measure: ``name`` as printed."""

    part_of = "measure"

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="unit_set", verbose_name=_("举措")
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    name = models.CharField(_("名称（原文）"), max_length=300)
    organization = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="measure_units",
        verbose_name=_("机构"),
        help_text=_("尚未认定的、或是一类单位的为空。"),
    )
    group = models.BooleanField(
        _("一类单位"), default=False, help_text=_("如“各镇（街道）”，不是一个机构。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("举措的责任单位")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
