"""The aspects and points of review opinions.

What the government says (``claim``) and what the committee found (``verified``) are two
statements by two parties and never share a field.
"""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Sourced, SourcedQuerySet, leads_back

from ..choices import Claim, PointKind, Satisfaction, Verified
from .documents import Document
from .opinions import Opinion

Errors = dict[str, ValidationError]
_UNSTATED: dict[str, Any] = {
    "claim": _("写了自报的单位、日期或出处，就要选定自报的结果。"),
    "verified": _("写了核实的机构、日期或出处，就要选定核实的结果。"),
}


def _details(voice: str) -> list[str]:
    """The columns that tell who says so, when, and where."""
    return [f"{voice}_{what}" for what in ("by", "on", "document", "page")]


def _columns(voice: str) -> list[str]:
    """The same, as attributes: ids in the place of records."""
    return [f"{voice}_{what}" for what in ("by_id", "on", "document_id", "page")]


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
        models.RESTRICT,
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
    claim_by = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("自报单位"),
        help_text=_("哪个单位这样说，如市政府。"),
    )
    claim_on = models.DateField(
        _("自报日期"), null=True, blank=True, help_text=_("作出这一表述的日期。")
    )
    claim_document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("自报出处"),
        help_text=_("写在哪个文件里；未收录的为空。"),
    )
    claim_page = models.PositiveIntegerField(
        _("自报页码"), null=True, blank=True, help_text=_("在那个文件的哪一页，印的页码。")
    )
    verified = models.CharField(
        _("常委会核实"),
        max_length=20,
        choices=Verified,
        blank=True,
        help_text=_("常委会跟踪核实的结果。"),
    )
    verified_by = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("核实机构"),
        help_text=_("谁核实的，如常委会的某个工作委员会。"),
    )
    verified_on = models.DateField(
        _("核实日期"), null=True, blank=True, help_text=_("作出这一表述的日期。")
    )
    verified_document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("核实出处"),
        help_text=_("写在哪个文件里；未收录的为空。"),
    )
    verified_page = models.PositiveIntegerField(
        _("核实页码"), null=True, blank=True, help_text=_("在那个文件的哪一页，印的页码。")
    )
    satisfaction = models.CharField(
        _("满意度测评"),
        max_length=20,
        choices=Satisfaction,
        blank=True,
        help_text=_("测评的结果。"),
    )
    repeat_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeats",
        verbose_name=_("重复提出"),
        help_text=_("再次提出了以前哪件审议意见的哪一条。"),
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
            *(
                models.CheckConstraint(
                    condition=~Q(**{voice: ""}) | Q(**dict.fromkeys(_details(voice))),
                    name=f"congress_point_{voice}_stated",
                    violation_error_message=message,
                )
                for voice, message in _UNSTATED.items()
            ),
            models.CheckConstraint(
                condition=~Q(repeat_of=F("id")),
                name="congress_point_repeats_another",
                violation_error_message=_("一条不能是自己的重复：请选以前的审议意见里的那一条。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marker}{self.title}"

    def clean(self) -> None:
        """Raises ValidationError where what it says does not fit together."""
        super().clean()
        errors = {**self._wrong_parent(), **self._wrong_voices(), **self._wrong_repeat()}
        if errors:
            raise ValidationError(errors)

    def _wrong_parent(self) -> Errors:
        """A point stands under an aspect of the same opinion; an aspect stands under none."""
        parent = self.parent
        if parent is None:
            return {}
        if parent.opinion_id != self.opinion_id:
            message = _("所属方面不在这件审议意见里：请选这件审议意见的方面。")
            return {"parent": ValidationError(message, code="other_opinion")}
        if self.kind == PointKind.ASPECT:
            message = _("方面不能再归入别的方面：请清空所属方面，或把种类改为条。")
            return {"parent": ValidationError(message, code="not_an_aspect")}
        if parent.kind != PointKind.ASPECT or parent.pk == self.pk:
            message = _("条只能归入方面：请选一个方面。")
            return {"parent": ValidationError(message, code="not_an_aspect")}
        return {}

    def _wrong_voices(self) -> Errors:
        """Who, when and where go with what is said; a page is a page of a document."""
        errors: Errors = {}
        for voice, message in _UNSTATED.items():
            given = any(getattr(self, column) is not None for column in _columns(voice))
            if given and not getattr(self, voice):
                errors[voice] = ValidationError(message, code="unstated")
            if getattr(self, f"{voice}_page") is not None and not getattr(
                self, f"{voice}_document_id"
            ):
                errors[f"{voice}_page"] = ValidationError(
                    _("写了页码，就要选定页码所在的文件。"), code="page_of_nothing"
                )
        return errors

    def _wrong_repeat(self) -> Errors:
        """What is repeated was said earlier, in another opinion."""
        earlier = self.repeat_of
        if earlier is None:
            return {}
        if earlier.opinion_id == self.opinion_id:
            message = _("重复的要是另一件审议意见的条目：请选以前的审议意见里的那一条。")
            return {"repeat_of": ValidationError(message, code="same_opinion")}
        if leads_back(self, "repeat_of"):
            message = _("“%(name)s”本身就是这一条的重复：不能互相重复。")
            return {"repeat_of": ValidationError(message, code="loop", params={"name": earlier})}
        mine, then = self.opinion.adopted_on, earlier.opinion.adopted_on
        if mine is not None and then is not None and then >= mine:
            message = _(
                "“%(name)s”所在的审议意见于 %(then)s 通过，不早于本件（%(mine)s）："
                "请选更早的审议意见里的那一条。"
            )
            params = {"name": earlier, "then": then, "mine": mine}
            return {"repeat_of": ValidationError(message, code="not_earlier", params=params)}
        return {}
