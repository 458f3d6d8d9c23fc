"""Review opinions."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Record

from ..titles import same_number
from .documents import Document
from .meetings import Session

# Of follow-ups: in no bulletin, by themselves or by their document; and in a published one.
IN_NONE = Q(bulletin=None, document=None)
IN_PUBLISHED = Q(bulletin__status="published") | Q(
    bulletin=None, document__bulletin__status="published"
)


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def public(self) -> Self:
        """Opinions printed in a published bulletin, known from one, or typed by hand."""
        printed = Q(document__bulletin__status="published")
        told = (
            apps.get_model("congress", "FollowUp")
            .objects.order_by()
            .filter(~IN_NONE, opinion=OuterRef("pk"))
        )
        by_hand: Any = Q(document=None) & ~Exists(told)
        return self.filter(printed | Exists(told.filter(IN_PUBLISHED)) | by_hand)


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
    withdrawn_on = models.DateField(
        _("撤回日期"),
        null=True,
        blank=True,
        help_text=_("审议意见被撤回的日期：从这天起不再等待答复，也不算逾期。"),
    )
    withdrawn_reason = models.CharField(
        _("撤回原因"), max_length=300, blank=True, help_text=_("为什么撤回，凭哪个文件。")
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
            models.CheckConstraint(
                condition=Q(withdrawn_reason="") | Q(withdrawn_on__isnull=False),
                name="congress_opinion_withdrawn",
                violation_error_message=_("写了撤回原因，就要写明撤回日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        super().derive()
        self.letter_key = same_number(self.letter_number)[:200]

    def clean(self) -> None:
        """An opinion is withdrawn after it was adopted."""
        super().clean()
        if self.withdrawn_on and self.adopted_on and self.withdrawn_on < self.adopted_on:
            message = _("撤回日期早于通过日期 %(day)s：请核对这两个日期。")
            raise ValidationError(
                {
                    "withdrawn_on": ValidationError(
                        message, code="before_adoption", params={"day": self.adopted_on}
                    )
                }
            )
