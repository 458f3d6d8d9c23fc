"""The rows that are typed on the page of a policy document, a measure or a task."""

from __future__ import annotations

from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from npcrecords.core.admin.by_hand import FewRows, NumberedRows
from npcrecords.core.admin.forms import TEXT_WIDGETS, NumberedFormSet

from ..choices import MeasureKind, PartyRole, UnitRole
from ..models import (
    Measure,
    MeasureUnit,
    PolicyBasis,
    PolicyParty,
    TaskCorrection,
    TaskLeader,
    TaskUnit,
)
from .rows import SectionFormSet

LOW = {
    **TEXT_WIDGETS,
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2, "cols": 26})},
}


class CountedFormSet(NumberedFormSet):
    """Rows in the order in which they were typed."""

    numbered = {"order": 0}


class PartyFormSet(CountedFormSet):
    preset = {"role": PartyRole.ISSUER}


class PartyInline(NumberedRows):
    """Who issues the document, whom it is sent to, who gets a copy."""

    model = PolicyParty
    formset = PartyFormSet
    extra = 1
    fields = ("order", "role", "name", "organization", "group")


class BasisInline(NumberedRows):
    """The documents that this one carries out."""

    model = PolicyBasis
    formset = CountedFormSet
    fields = ("order", "title", "number")


class MeasureFormSet(SectionFormSet):
    """Measures in reading order: each stands under the last one before it of a higher level."""

    preset = {"level": 1, "kind": MeasureKind.MEASURE}


class MeasureInline(FewRows):
    """The measures, on the page of a document that has not many."""

    model = Measure
    formset = MeasureFormSet
    long_text = "text"
    most = 20
    longest = 30_000
    fields = ("order", "level", "kind", "marker", "heading", "units_text", "text")
    formfield_overrides = LOW
    show_change_link = True


class MeasureUnitInline(NumberedRows):
    """Who is responsible for a measure."""

    model = MeasureUnit
    formset = CountedFormSet
    extra = 1
    fields = ("order", "name", "organization", "group")


class LeaderInline(NumberedRows):
    """The leaders who answer for a task."""

    model = TaskLeader
    formset = CountedFormSet
    extra = 1
    fields = ("order", "name", "person", "role", "lead_unit")


class UnitFormSet(CountedFormSet):
    preset = {"role": UnitRole.SHARED}


class UnitInline(NumberedRows):
    """Who leads a task, and who shares in it."""

    model = TaskUnit
    formset = UnitFormSet
    extra = 1
    fields = ("order", "role", "name", "organization", "group")


class CorrectionInline(NumberedRows):
    """Where the print of a cell is wrong."""

    model = TaskCorrection
    formset = CountedFormSet
    fields = ("order", "field", "printed", "value", "reason", "state")
    formfield_overrides = LOW
