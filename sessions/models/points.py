"""The aspects and points of review opinions.

What the government says (``claim``) and what the committee found (``verified``) are two
statements by two parties and never share a field.
"""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Sourced, SourcedQuerySet

from ..choices import Claim, PointKind, Satisfaction, Verified
from .opinions import Opinion


class PointQuerySet(SourcedQuerySet):
    """Points of opinions."""

    def public(self) -> Self:
        """Those of published bulletins; typed by hand, those of public opinions that are
        not printed in a draft."""
        unprinted = Q(document=None) | Q(document__bulletin__status="published")
        opinions = Opinion.objects.order_by().public().filter(unprinted).values("pk")
        return self.filter(Q(bulletin__status="published") | Q(bulletin=None, opinion__in=opinions))


class OpinionPoint(Sourced):
    """An aspect (方面) of an opinion, or a numbered point (条)."""

    resource = "opinion-points"
    public_by = ("bulletin", "opinion")

    opinion = models.ForeignKey(
        Opinion,
        models.CASCADE,
        related_name="points",
        verbose_name=_("审议意见"),
        help_text=_("属于哪件审议意见。"),
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("所属方面"),
        help_text=_("这一条属于哪个方面。"),
    )
    kind = models.CharField(_("种类"), max_length=10, choices=PointKind, help_text=_("方面或条。"))
    number = models.PositiveIntegerField(_("序号"), help_text=_("用阿拉伯数字表示的序号。"))
    marker = models.CharField(
        _("序号（原文）"), max_length=20, blank=True, help_text=_("原文的序号。")
    )
    title = models.CharField(_("标题"), max_length=500, blank=True, help_text=_("方面或条的标题。"))
    text = models.TextField(_("正文"), null=True, blank=True, help_text=_("未录入原文的为空。"))
    order = models.PositiveIntegerField(
        _("次序"), default=0, help_text=_("在审议意见中的阅读次序，从 0 起。")
    )
    claim = models.CharField(
        _("办理单位自报"),
        max_length=1,
        choices=Claim,
        blank=True,
        help_text=_("政府答复的办理结果。"),
    )
    verified = models.CharField(
        _("常委会核实"),
        max_length=20,
        choices=Verified,
        blank=True,
        help_text=_("常委会跟踪核实的结果。"),
    )
    satisfaction = models.CharField(
        _("满意度测评"),
        max_length=20,
        choices=Satisfaction,
        blank=True,
        help_text=_("测评的结果。"),
    )

    objects = PointQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("审议意见条目")
        ordering = ["opinion_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "key"],
                condition=~Q(key=""),
                name="congress_point_key_once",
                violation_error_message=_("这件审议意见已有这一条。"),
            ),
            Sourced.Meta.constraints[1],
        ]

    def __str__(self) -> str:
        return f"{self.marker}{self.title}"

    def clean(self) -> None:
        """A point stands under an aspect of the same opinion; an aspect stands under none."""
        super().clean()
        parent = self.parent
        if parent is None:
            return
        if parent.opinion_id != self.opinion_id:
            message = _("所属方面不在这件审议意见里：请选这件审议意见的方面。")
            raise ValidationError({"parent": ValidationError(message, code="other_opinion")})
        if self.kind == PointKind.ASPECT:
            message = _("方面不能再归入别的方面：请清空所属方面，或把种类改为条。")
            raise ValidationError({"parent": ValidationError(message, code="not_an_aspect")})
        if parent.kind != PointKind.ASPECT or parent.pk == self.pk:
            message = _("条只能归入方面：请选一个方面。")
            raise ValidationError({"parent": ValidationError(message, code="not_an_aspect")})
