"""Review opinions and what became of them.

What the government says (``claim``) and what the committee found (``verified``) are two
statements by two parties and never share a field.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Record, Sourced, SourcedQuerySet

from ..choices import Claim, FollowUpKind, Match, PointKind, Satisfaction, Verified
from .documents import Document, Section
from .meetings import Session


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def public(self) -> Self:
        """Opinions printed in a published bulletin, known from one, or typed by hand."""
        printed = Q(document__bulletin__status="published")
        known = Q(pk__in=FollowUp.objects.public().values("opinion"))
        by_hand = Q(document=None) & ~Q(pk__in=FollowUp.objects.values("opinion"))
        return self.filter(printed | known | by_hand)


class Opinion(Record):
    """A review opinion (审议意见). It may be known only through its follow-ups: then it has
    no ``document``; when the bulletin that prints it comes, it is the same record."""

    resource = "opinions"

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


class PointQuerySet(SourcedQuerySet):
    """Points of opinions."""

    def public(self) -> Self:
        """Those of published bulletins; typed by hand, those of public opinions."""
        opinions = Opinion.objects.public().values("pk")
        return self.filter(
            Q(bulletin__status="published") | Q(bulletin=None, opinion__in=opinions)
        )


class OpinionPoint(Sourced):
    """An aspect (方面) of an opinion, or a numbered point (条)."""

    resource = "opinion-points"

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


class FollowUp(Sourced):
    """A report on what became of an opinion."""

    resource = "follow-ups"

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

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("办理与督办")
        ordering = ["opinion_id", "id"]

    def __str__(self) -> str:
        return f"{FollowUpKind(self.kind).label}：{self.opinion}"


class ResponseQuerySet(SourcedQuerySet):
    """Responses."""

    def public(self) -> Self:
        """Those of published bulletins; typed by hand, those in public follow-ups."""
        follow_ups = FollowUp.objects.public().values("pk")
        return self.filter(
            Q(bulletin__status="published") | Q(bulletin=None, follow_up__in=follow_ups)
        )


class Response(Sourced):
    """The section of a follow-up that answers an aspect or a point."""

    resource = "responses"

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
    match = models.CharField(
        _("认定方式"),
        max_length=20,
        choices=Match,
        blank=True,
        help_text=_("凭什么认定是这一条的答复。"),
    )

    objects = ResponseQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("答复")
        ordering = ["follow_up_id", "id"]

    def __str__(self) -> str:
        return self.heading


class CredentialsReport(Sourced):
    """The seat arithmetic of a credentials report."""

    resource = "credentials-reports"

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
