"""By when opinions have to be answered: the rules of places."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.models import Record

from ..choices import ReportKind


class DueRule(Record):
    """Within how many months a place wants its opinions answered.

    A rule proposes a date and never sets one: a due date stands in the opinion, with the words
    that it comes from.
    """

    resource = "due-rules"

    place = models.CharField(
        _("行政区域"),
        max_length=100,
        blank=True,
        db_index=True,
        help_text=_("在哪里适用，如“浙江省”；各地都适用的为空。"),
    )
    also_in = models.JSONField(
        _("下辖地方"),
        default=list,
        blank=True,
        help_text=_("也适用这条规则的下级地方，如“宁波市”。"),
    )
    report_kind = models.CharField(
        _("报告种类"),
        max_length=30,
        choices=ReportKind,
        default=ReportKind.ANY,
        help_text=_("针对哪种报告的审议意见；写明种类的优先于“任何报告”。"),
    )
    months = models.PositiveIntegerField(
        _("月数"),
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("通过之后多少个月以内答复。"),
    )
    basis = models.CharField(
        _("依据"), max_length=200, help_text=_("期限出自哪部法规、哪份文件或哪种惯例。")
    )
    valid_from = models.DateField(
        _("起用日期"), null=True, blank=True, help_text=_("从哪天通过的审议意见起；不知道就空着。")
    )
    valid_to = models.DateField(
        _("停用日期"), null=True, blank=True, help_text=_("到哪天通过的为止；还在用就空着。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("办理期限规则")
        ordering = ["place", "report_kind", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1),
                name="congress_duerule_months",
                violation_error_message=_("期限至少是一个月。"),
            ),
            models.CheckConstraint(
                condition=~Q(basis=""),
                name="congress_duerule_basis",
                violation_error_message=_("要写明规则的依据。"),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="congress_duerule_days",
                violation_error_message=_("停用日期不能早于起用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return _("%(place)s %(kind)s：%(months)s 个月") % {
            "place": self.place or _("各地"),
            "kind": ReportKind(self.report_kind).label,
            "months": self.months,
        }

    def clean(self) -> None:
        """Of one place and kind of report one rule holds at a time."""
        super().clean()
        if not isinstance(self.also_in, list) or not all(
            isinstance(name, str) and name for name in self.also_in
        ):
            raise ValidationError(
                {
                    "also_in": ValidationError(
                        _("下辖地方要写成一列名称。"), code="not_a_list_of_names"
                    )
                }
            )
        others = DueRule.objects.filter(place=self.place, report_kind=self.report_kind)
        if self.valid_to is not None:
            others = others.filter(Q(valid_from=None) | Q(valid_from__lte=self.valid_to))
        if self.valid_from is not None:
            others = others.filter(Q(valid_to=None) | Q(valid_to__gte=self.valid_from))
        other = others.exclude(pk=self.pk).first()
        if other is not None:
            raise ValidationError(
                _("已有同一地方、同一种报告、同一时期的规则（%(rule)s）：请改那一条，或写明起止。"),
                code="overlap",
                params={"rule": other},
            )
