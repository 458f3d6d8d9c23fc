"""Policy documents: plans, decisions and notices that say who is to do what by when."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Part, Record

from ..choices import Completeness, PartyRole, Status
from ..titles import same_number, same_title, says_too_little

YEARS = [MinValueValidator(1900), MaxValueValidator(2999)]


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policy documents."""

    def public(self) -> Self:
        """The published ones."""
        return self.filter(status=Status.PUBLISHED)


class OfPolicyQuerySet(models.QuerySet[Any]):
    """Rows that belong to a policy document."""

    def public(self) -> Self:
        """Those of published documents."""
        return self.filter(policy__status=Status.PUBLISHED)


class Policy(Record):
    """One policy document. ``title`` is that of what was issued under the ``number``;
    ``enclosed_title`` that of the plan which a notice issues (印发). A citation finds it by
    either title or by the number: ``title_key``, ``enclosed_key``, ``number_key``."""

    resource = "policies"
    derived = ("modified", "title_key", "enclosed_key", "number_key")
    by_verb = ("status", "published_at")

    title = models.CharField(_("标题"), max_length=500, help_text=_("发文的完整标题。"))
    enclosed_title = models.CharField(
        _("所印发文件的标题"),
        max_length=500,
        blank=True,
        help_text=_("通知所印发的方案、计划的标题；不是印发通知的为空。"),
    )
    number = models.CharField(
        _("文号"), max_length=100, blank=True, help_text=_("如“甬政办发〔2020〕36号”。")
    )
    title_key = models.CharField(_("标题键"), max_length=500, blank=True, editable=False)
    enclosed_key = models.CharField(
        _("所印发文件的标题键"), max_length=500, blank=True, editable=False
    )
    number_key = models.CharField(_("文号键"), max_length=200, blank=True, editable=False)
    place = models.CharField(
        _("行政区域"), max_length=100, blank=True, help_text=_("简称和人名在这个范围内认定。")
    )
    adopted_by = models.CharField(
        _("通过的会议"), max_length=300, blank=True, help_text=_("哪次会议通过的，原文。")
    )
    adopted_on = models.DateField(
        _("通过日期"), null=True, blank=True, db_index=True, help_text=_("通过的日期。")
    )
    adopted_on_precision = precision_field()
    adopted_on_text = text_field()
    issued_on = models.DateField(
        _("成文日期"), null=True, blank=True, db_index=True, help_text=_("落款的日期。")
    )
    issued_on_precision = precision_field()
    issued_on_text = text_field()
    printed_on = models.DateField(
        _("印发日期"), null=True, blank=True, help_text=_("版记里的印发日期。")
    )
    effective_on = models.DateField(
        _("施行日期"), null=True, blank=True, help_text=_("自哪天起施行；没有写明的为空。")
    )
    expires_on = models.DateField(
        _("失效日期"), null=True, blank=True, help_text=_("有效期到哪天；没有写明的为空。")
    )
    disclosure = models.CharField(
        _("公开标识"), max_length=100, blank=True, help_text=_("如“此件公开发布”，原文。")
    )
    period_start = models.PositiveIntegerField(
        _("起始年"), null=True, blank=True, validators=YEARS, help_text=_("规划期的第一年。")
    )
    period_end = models.PositiveIntegerField(
        _("终止年"), null=True, blank=True, validators=YEARS, help_text=_("规划期的最后一年。")
    )
    begins_late = models.BooleanField(
        _("缺开头"), default=False, help_text=_("收到的文本从中间开始。")
    )
    ends_early = models.BooleanField(
        _("缺结尾"), default=False, help_text=_("收到的文本没有结尾。")
    )
    abstract = models.TextField(_("摘要"), blank=True, help_text=_("编者写的内容提要，不是原文。"))
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

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策文件")
        ordering = ["-issued_on", "id"]
        indexes = [
            models.Index(fields=["title_key"], name="congress_policy_title_key"),
            models.Index(fields=["enclosed_key"], name="congress_policy_enclosed_key"),
            models.Index(fields=["number_key"], name="congress_policy_number_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="congress_policy_titled",
                violation_error_message=_("政策文件要有标题。"),
            ),
            models.UniqueConstraint(
                fields=["number_key"],
                condition=~Q(number_key=""),
                name="congress_policy_number_once",
                violation_error_message=_("这个文号的政策文件已经录入。"),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="congress_policy_period",
                violation_error_message=_("规划期的终止年不能早于起始年。"),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("effective_on")),
                name="congress_policy_in_force",
                violation_error_message=_("失效日期不能早于施行日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title

    def derive(self) -> None:
        super().derive()
        self.title_key = "" if says_too_little(self.title) else same_title(self.title)
        enclosed = self.enclosed_title
        self.enclosed_key = "" if says_too_little(enclosed) else same_title(enclosed)
        self.number_key = same_number(self.number)[:200]

    @property
    def completeness(self) -> Completeness:
        """Whether the text begins and ends where the document does."""
        if self.begins_late and self.ends_early:
            return Completeness.BOTH
        if self.begins_late:
            return Completeness.BEGINS_LATE
        return Completeness.ENDS_EARLY if self.ends_early else Completeness.WHOLE

    def clean(self) -> None:
        """A number is that of one document; a document is not issued before it is adopted."""
        super().clean()
        self.derive()
        same = Policy.objects.filter(number_key=self.number_key).exclude(pk=self.pk)
        if self.number_key and same.exists():
            message = _("这个文号的政策文件已经录入：请核对文号，或改已录入的那一份。")
            raise ValidationError({"number": ValidationError(message, code="number_held")})
        if self.issued_on and self.adopted_on and self.issued_on < self.adopted_on:
            message = _("成文日期早于通过日期 %(day)s：请核对这两个日期。")
            raise ValidationError(
                {
                    "issued_on": ValidationError(
                        message, code="before_adoption", params={"day": self.adopted_on}
                    )
                }
            )


class PolicyParty(Part):
    """Who issued the document, whom it is sent to, who gets a copy: ``name`` as printed. A
    ``group`` (各区县（市）人民政府) is no organisation."""

    part_of = "policy"

    policy = models.ForeignKey(
        Policy, models.CASCADE, related_name="parties", verbose_name=_("政策文件")
    )
    role = models.CharField(_("身份"), max_length=20, choices=PartyRole)
    order = models.PositiveIntegerField(_("次序"), default=0)
    name = models.CharField(_("名称（原文）"), max_length=300)
    organization = models.ForeignKey(
        "people.Organization",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("机构"),
        help_text=_("尚未认定的、或是一类单位的为空。"),
    )
    group = models.BooleanField(
        _("一类单位"), default=False, help_text=_("如“各镇（街道）”，不是一个机构。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("发文、主送、抄送")
        ordering = ["role", "order", "id"]

    def __str__(self) -> str:
        return self.name


class PolicyBasis(Part):
    """A document that the policy carries out (根据、按照…). Which held one it is follows from
    its number and title."""

    part_of = "policy"

    policy = models.ForeignKey(
        Policy, models.CASCADE, related_name="bases", verbose_name=_("政策文件")
    )
    order = models.PositiveIntegerField(_("次序"), default=0)
    title = models.CharField(_("标题"), max_length=500, blank=True)
    number = models.CharField(_("文号"), max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("所贯彻的文件")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="", number=""),
                name="congress_policybasis_what",
                violation_error_message=_("所贯彻的文件要有标题或文号。"),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.number


class PolicyCitation(Record):
    """A 《title》 or a document number that a policy document names."""

    resource = "policy-citations"
    public_by = ("policy",)
    derived = ("modified", "title_key", "number_key")

    policy = models.ForeignKey(
        Policy,
        models.CASCADE,
        related_name="citations",
        verbose_name=_("政策文件"),
        help_text=_("引用者。"),
    )
    key = models.CharField(_("记录键"), max_length=500, blank=True, editable=False)
    title = models.CharField(
        _("所引标题"), max_length=500, blank=True, help_text=_("书名号里的标题。")
    )
    number = models.CharField(
        _("文号"), max_length=100, blank=True, help_text=_("如“浙政发〔2018〕16号”。")
    )
    count = models.PositiveIntegerField(_("次数"), default=1, help_text=_("在文件中引用的次数。"))
    title_key = models.CharField(_("标题键"), max_length=500, blank=True, editable=False)
    number_key = models.CharField(_("文号键"), max_length=200, blank=True, editable=False)
    page = models.PositiveIntegerField(_("页码"), null=True, blank=True)
    line_start = models.PositiveIntegerField(_("起始行"), null=True, blank=True)
    line_end = models.PositiveIntegerField(_("终止行"), null=True, blank=True)

    objects = OfPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策文件的引用")
        ordering = ["policy_id", "id"]
        indexes = [
            models.Index(fields=["title_key"], name="congress_policycite_title"),
            models.Index(fields=["number_key"], name="congress_policycite_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "key"],
                condition=~Q(key=""),
                name="congress_policycite_key_once",
                violation_error_message=_("这份政策文件已有这条引用。"),
            ),
            models.CheckConstraint(
                condition=~Q(title="", number=""),
                name="congress_policycite_what",
                violation_error_message=_("引用要有标题或文号。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number

    def derive(self) -> None:
        super().derive()
        self.title_key = same_title(self.title)
        self.number_key = same_number(self.number)[:200]
