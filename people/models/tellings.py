"""Other places that tell of an act or a deputy change: one act, several sources.

The record's own source stands in its own row; each telling keeps its place, its words and what
it says, and is compared with the record, never merged into it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import precision_field, text_field
from npcrecords.core.models import Part

from ..choices import Act, Cause, DeputyChangeKind, kin_of
from .appointments import Appointment
from .deputies import DeputyChange


class Telling(Part):
    """Base: where it is told, in which words, and what is said of the name and the day.

    ``differing`` names what it tells otherwise than the record.
    """

    document = models.ForeignKey(
        "congress.Document",
        models.CASCADE,
        related_name="+",
        verbose_name=_("文件"),
        help_text=_("同样记载这件事的文件。"),
    )
    page = models.PositiveIntegerField(
        _("页码"), null=True, blank=True, help_text=_("公报上印的页码。")
    )
    line_start = models.PositiveIntegerField(
        _("起始行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起。")
    )
    line_end = models.PositiveIntegerField(
        _("终止行"), null=True, blank=True, help_text=_("原文非空行的行号，从 0 起，含本行。")
    )
    text = models.CharField(_("原文"), max_length=500, blank=True, help_text=_("这份文件的原话。"))
    name = models.CharField(
        _("姓名（原文）"), max_length=100, blank=True, help_text=_("这份文件上印的姓名。")
    )
    date = models.DateField(
        _("日期"), null=True, blank=True, help_text=_("这份文件写的日期；没有写的为空。")
    )
    date_precision = precision_field()
    date_text = text_field()

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(line_end__gte=F("line_start")),
                name="%(app_label)s_%(class)s_lines",
                violation_error_message=_("终止行不能早于起始行。"),
            )
        ]

    def __str__(self) -> str:
        return self.text or self.name

    @property
    def differing(self) -> list[str]:
        """The fields of the record that this telling gives otherwise; [] where both agree."""
        raise NotImplementedError

    def _name_and_date(self, told: Appointment | DeputyChange) -> list[str]:
        found = ["name"] if self.name and self.name != told.person_name else []
        day = (self.date, self.date_precision)
        if self.date and told.date and day != (told.date, told.date_precision):
            found.append("date")
        return found


class AppointmentTelling(Telling):
    """Another place that tells of an appointment act."""

    part_of = "appointment"

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, related_name="telling_set", verbose_name=_("任免")
    )
    post_text = models.CharField(
        _("职务（原文）"), max_length=300, blank=True, help_text=_("这份文件上印的机构和职务。")
    )
    other_post = models.BooleanField(
        _("职务不同"),
        default=False,
        help_text=_("写的是另一个职务，而不只是简称。"),
    )
    act = models.CharField(
        _("任免"), max_length=30, choices=Act, blank=True, help_text=_("这份文件写的任免。")
    )

    class Meta(Telling.Meta):
        verbose_name = verbose_name_plural = _("任免的其他出处")

    @property
    def differing(self) -> list[str]:
        told = self.appointment
        found = self._name_and_date(told)
        if self.other_post:
            found.append("post")
        if self.act and kin_of(self.act) != kin_of(told.act):
            found.append("act")
        return found


class DeputyChangeTelling(Telling):
    """Another place that tells of a deputy change."""

    part_of = "deputy_change"

    deputy_change = models.ForeignKey(
        DeputyChange, models.CASCADE, related_name="telling_set", verbose_name=_("代表变动")
    )
    electoral_unit = models.CharField(
        _("选举单位"), max_length=100, blank=True, help_text=_("这份文件写的选举单位。")
    )
    change = models.CharField(
        _("变动"),
        max_length=20,
        choices=DeputyChangeKind,
        blank=True,
        help_text=_("这份文件写的变动。"),
    )
    cause = models.CharField(
        _("原因"), max_length=20, choices=Cause, blank=True, help_text=_("这份文件写的原因。")
    )

    class Meta(Telling.Meta):
        verbose_name = verbose_name_plural = _("代表变动的其他出处")

    @property
    def differing(self) -> list[str]:
        told = self.deputy_change
        found = self._name_and_date(told)
        unit, own = self.electoral_unit, told.electoral_unit
        if unit and own and unit not in own and own not in unit:  # not the same one in short
            found.append("electoral_unit")
        if self.change and self.change != told.change:
            found.append("change")
        if self.cause and told.cause not in {"", Cause.OTHER, self.cause}:
            found.append("cause")
        return found
