"""What became of review opinions: the reports on them, and what each section answers."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Sourced, SourcedQuerySet

from ..choices import FollowUpKind, Match
from .documents import Document, Section, other_document
from .opinions import IN_NONE, IN_PUBLISHED, Opinion
from .points import OpinionPoint


def _is_elsewhere(section: Section | None, document: int | None) -> bool:
    """Whether the section is in another document than this one, as far as that is known."""
    return section is not None and document is not None and section.document_id != document


class FollowUpQuerySet(SourcedQuerySet):
    """Reports on opinions."""

    def public(self) -> Self:
        """Those of published bulletins; typed by hand without a document, those of public
        opinions."""
        opinions = Opinion.objects.order_by().public().values("pk")
        return self.filter(IN_PUBLISHED | (IN_NONE & Q(opinion__in=opinions)))


class FollowUp(Sourced):
    """A report on what became of an opinion."""

    resource = "follow-ups"
    public_by = ("bulletin", "document", "opinion")

    opinion = models.ForeignKey(
        Opinion,
        models.RESTRICT,
        related_name="follow_ups",
        verbose_name=_("审议意见"),
        help_text=_("针对哪件审议意见。"),
    )
    kind = models.CharField(
        _("种类"), max_length=20, choices=FollowUpKind, help_text=_("政府的答复或常委会的督办。")
    )
    document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("文件"),
        help_text=_("报告的文件。"),
    )
    author_organization = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("作者机构"),
        help_text=_("报告由谁作出。"),
    )
    author_name = models.CharField(
        _("作者（原文）"), max_length=200, blank=True, help_text=_("报告的作者，原文。")
    )
    letter_number = models.CharField(
        _("所引函号"), max_length=100, blank=True, help_text=_("报告引用的交办函文号。")
    )
    replied_on = models.DateField(
        _("答复日期"), null=True, blank=True, help_text=_("政府答复的日期。")
    )
    replied_on_precision = precision_field()
    replied_on_text = text_field()
    evaluation = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("综合评价"),
        help_text=_("作出评价的段落。"),
    )
    recommendations = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("工作建议"),
        help_text=_("提出建议的段落。"),
    )

    objects = FollowUpQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("办理与督办")
        ordering = ["opinion_id", "id"]

    def __str__(self) -> str:
        return f"{FollowUpKind(self.kind).label}：{self.opinion}"

    def clean(self) -> None:
        """The sections named are of the report, and what it answers is of its opinion."""
        super().clean()
        named = {"evaluation": _("评价段落"), "recommendations": _("建议段落")}
        errors: dict[str, ValidationError] = {}
        for link, what in named.items():
            if _is_elsewhere(getattr(self, link), self.document_id):
                errors[link] = other_document(what)
        if self.pk is not None:
            elsewhere = self.responses.exclude(point=None).exclude(point__opinion=self.opinion_id)
            if elsewhere.exists():
                errors["opinion"] = ValidationError(
                    _("这份报告的答复已归入另一件审议意见的条目：请先改那些答复。"),
                    code="other_opinion",
                )
        if errors:
            raise ValidationError(errors)


class Response(Sourced):
    """The section of a follow-up that answers an aspect or a point."""

    resource = "responses"
    public_by = ("bulletin", "follow_up", "section")

    follow_up = models.ForeignKey(
        FollowUp,
        models.RESTRICT,
        related_name="responses",
        verbose_name=_("办理与督办"),
        help_text=_("在哪份报告里。"),
    )
    point = models.ForeignKey(
        OpinionPoint,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("审议意见条目"),
        help_text=_("答复哪个方面或哪一条；尚未认定的为空。"),
    )
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("段落"),
        help_text=_("作出答复的段落。"),
    )
    heading = models.CharField(
        _("段落标题"), max_length=500, blank=True, help_text=_("答复段落的小标题，原文。")
    )
    quoted = models.CharField(
        _("所答的方面（原文）"),
        max_length=500,
        blank=True,
        help_text=_("报告以什么名称称呼所答复的方面，原文。"),
    )
    match = models.CharField(
        _("认定方式"),
        max_length=20,
        choices=Match,
        blank=True,
        help_text=_("凭什么认定是这一条的答复。"),
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("答复")
        ordering = ["follow_up_id", "id"]

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        """The point is of the opinion that the report follows up, the section of the report."""
        super().clean()
        if self.follow_up_id is None:
            return
        errors: dict[str, ValidationError] = {}
        if self.point is not None and self.point.opinion_id != self.follow_up.opinion_id:
            errors["point"] = ValidationError(
                _("这一条不在这份报告所办理的审议意见里：请选那件审议意见的方面或条。"),
                code="other_opinion",
            )
        if _is_elsewhere(self.section, self.follow_up.document_id):
            errors["section"] = other_document(_("段落"))
        if errors:
            raise ValidationError(errors)
