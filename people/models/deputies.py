"""Changes of the deputies of a congress."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Sourced

from ..choices import Cause, DeputyChangeKind
from .organizations import Organization
from .people import Person


class DeputyChange(Sourced):
    """A deputy's seat that fell vacant, or was filled by a by-election."""

    resource = "deputy-changes"
    public_by = ("bulletin", "document")

    congress = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="deputy_changes",
        verbose_name=_("人民代表大会"),
        help_text=_("哪个人民代表大会的代表。"),
    )
    term = models.PositiveIntegerField(_("届"), null=True, blank=True, help_text=_("第几届。"))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputy_changes",
        verbose_name=_("人员"),
        help_text=_("尚未认定是谁时为空。"),
    )
    person_name = models.CharField(
        _("姓名（原文）"), max_length=100, help_text=_("文件上印的姓名。")
    )
    electoral_unit = models.CharField(
        _("选举单位"), max_length=100, blank=True, help_text=_("选出该代表的选举单位或选区。")
    )
    change = models.CharField(
        _("变动"), max_length=20, choices=DeputyChangeKind, help_text=_("出缺或补选。")
    )
    cause = models.CharField(
        _("原因"), max_length=20, choices=Cause, blank=True, help_text=_("出缺的原因。")
    )
    date = models.DateField(
        _("日期"), null=True, blank=True, db_index=True, help_text=_("变动确认的日期。")
    )
    date_precision = precision_field()
    date_text = text_field()
    document = models.ForeignKey(
        "congress.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy_changes",
        verbose_name=_("文件"),
        help_text=_("确认变动的文件。"),
    )

    class Meta(Sourced.Meta):
        verbose_name = verbose_name_plural = _("代表变动")
        ordering = ["-date", "id"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(person_name=""),
                name="people_deputychange_named",
                violation_error_message=_("代表变动要有姓名。"),
            ),
            models.CheckConstraint(
                condition=Q(change="vacated") | Q(cause=""),
                name="people_deputychange_cause",
                violation_error_message=_("只有出缺才写原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.electoral_unit}{self.person_name} {DeputyChangeKind(self.change).label}"
