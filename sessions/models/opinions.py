"""Review opinions and what became of them.

What the government says (``claim``) and what the committee found (``verified``) are two
statements by two parties and never share a field.
"""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Record, Sourced, SourcedQuerySet

from ..choices import Claim, FollowUpKind, Match, PointKind, Satisfaction, Verified
from ..titles import same_number
from .documents import Document, Section, other_document
from .meetings import Session

# Of follow-ups: in no bulletin, by themselves or by their document; and in a published one.
_IN_NONE = Q(bulletin=None, document=None)
_IN_PUBLISHED = Q(bulletin__status="published") | Q(
    bulletin=None, document__bulletin__status="published"
)


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def public(self) -> Self:
        """Opinions printed in a published bulletin, known from one, or typed by hand."""
        printed = Q(document__bulletin__status="published")
        told = FollowUp.objects.order_by().filter(~_IN_NONE, opinion=OuterRef("pk"))
        by_hand: Any = Q(document=None) & ~Exists(told)
        return self.filter(printed | Exists(told.filter(_IN_PUBLISHED)) | by_hand)


class Opinion(Record):
    """A review opinion (审议意见). It may be known only through its follow-ups: then it has
    no ``document``; when the bulletin that prints it comes, it is the same record.

    ``letter_key`` is by what a citation of the letter finds it (``titles.same_number``).
    """

    resource = "opinions"
    public_by = ("document",)
    known_by_mention = True
    derived = ("modified", "letter_key")

    title = models.CharField(_("标题"), max_length=500, help_text=_("审议意见的标题。"))
    document = models.OneToOneField(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opinion",
        verbose_name=_("文件"),
        help_text=_("印有这件审议意见的文件；公报未收录的为空。"),
    )
    letter_number = models.CharField(
        _("函号"),
        max_length=100,
        blank=True,
        db_index=True,
        help_text=_("交办函的文号，如“甬人大常办函〔2023〕30号”。"),
    )
    letter_key = models.CharField(
        _("函号键"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("统一了括号、不带空格的函号，供引用查找。"),
    )
    report = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opinions_on",
        verbose_name=_("所审议的报告"),
        help_text=_("针对哪个报告。"),
    )
    report_title = models.CharField(
        _("所审议的报告（原文）"), max_length=500, blank=True, help_text=_("报告的名称，原文。")
    )
    considered_at = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opinions_considered",
        verbose_name=_("审议的会议"),
        help_text=_("听取和审议报告的会议。"),
    )
    adopted_by = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opinions_adopted",
        verbose_name=_("通过的会议"),
        help_text=_("通过审议意见的会议。"),
    )
    adopted_on = models.DateField(
        _("通过日期"), null=True, blank=True, db_index=True, help_text=_("通过的日期。")
    )
    adopted_on_precision = precision_field()
    adopted_on_text = text_field()
    addressee = models.CharField(
        _("交办对象（原文）"), max_length=200, blank=True, help_text=_("交谁研究处理，原文。")
    )
    addressee_organization = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("交办对象"),
        help_text=_("交哪个机关研究处理。"),
    )
    aspects_count = models.PositiveIntegerField(
        _("方面数"), null=True, blank=True, help_text=_("写明或数出的方面数。")
    )
    points_count = models.PositiveIntegerField(
        _("条数"), null=True, blank=True, help_text=_("写明或数出的条数。")
    )
    due_on = models.DateField(
        _("办理期限"), null=True, blank=True, db_index=True, help_text=_("没有规定期限的为空。")
    )
    due_rule = models.CharField(
        _("期限依据"), max_length=300, blank=True, help_text=_("期限出自哪条规定或哪句话。")
    )
    closed_on = models.DateField(
        _("办结日期"), null=True, blank=True, help_text=_("常委会确认办结的日期。")
    )

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("审议意见")
        ordering = ["-adopted_on", "id"]
        indexes = [models.Index(fields=["letter_key"], name="congress_opinion_letter_key")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="congress_opinion_titled",
                violation_error_message=_("审议意见要有标题。"),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | ~Q(due_rule=""),
                name="congress_opinion_due_rule",
                violation_error_message=_("写了办理期限，就要写明期限的依据。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        super().derive()
        self.letter_key = same_number(self.letter_number)[:200]


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


def _is_elsewhere(section: Section | None, document: int | None) -> bool:
    """Whether the section is in another document than this one, as far as that is known."""
    return section is not None and document is not None and section.document_id != document


class FollowUpQuerySet(SourcedQuerySet):
    """Reports on opinions."""

    def public(self) -> Self:
        """Those of published bulletins; typed by hand without a document, those of public
        opinions."""
        opinions = Opinion.objects.order_by().public().values("pk")
        return self.filter(_IN_PUBLISHED | (_IN_NONE & Q(opinion__in=opinions)))


class FollowUp(Sourced):
    """A report on what became of an opinion."""

    resource = "follow-ups"
    public_by = ("bulletin", "document", "opinion")

    opinion = models.ForeignKey(
        Opinion,
        models.CASCADE,
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
        models.CASCADE,
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


class CredentialsReport(Sourced):
    """The seat arithmetic of a credentials report."""

    resource = "credentials-reports"
    public_by = ("bulletin", "document")

    document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="credentials",
        verbose_name=_("文件"),
        help_text=_("报告的文件。"),
    )
    congress = models.ForeignKey(
        "people.Organization",
        models.PROTECT,
        related_name="credentials_reports",
        verbose_name=_("人民代表大会"),
        help_text=_("哪个人民代表大会的代表。"),
    )
    term = models.PositiveIntegerField(_("届"), null=True, blank=True, help_text=_("第几届。"))
    seats = models.PositiveIntegerField(
        _("代表名额"), null=True, blank=True, help_text=_("代表总名额。")
    )
    before = models.PositiveIntegerField(
        _("原有代表"), null=True, blank=True, help_text=_("变动前实有代表数。")
    )
    vacated = models.PositiveIntegerField(
        _("出缺"), null=True, blank=True, help_text=_("出缺人数。")
    )
    by_elected = models.PositiveIntegerField(
        _("补选"), null=True, blank=True, help_text=_("补选人数。")
    )
    after = models.PositiveIntegerField(
        _("现有代表"), null=True, blank=True, help_text=_("变动后实有代表数。")
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("代表资格报告")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} − {self.vacated} + {self.by_elected} = {self.after}"

    @property
    def adds_up(self) -> bool | None:
        """Whether before − vacated + by-elected is after; None where a number is missing."""
        if self.before is None or self.after is None:
            return None
        return self.before - (self.vacated or 0) + (self.by_elected or 0) == self.after
