"""Seats of deputies: who sat for which electoral unit when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import CodeField, InstantField, LabelField, PrecisionField
from npcrecords.rest.filters import Days, Flags, Numbers, Texts
from npcrecords.rest.links import SourceField
from npcrecords.rest.viewsets import ReadingView
from npcrecords.rest.visibility import sees_drafts

from ..choices import Cause, TenureState
from ..holding import Held
from ..models import DeputyChange
from ..seats import DeputySeat, fold_seats
from .filters import organization, person
from .refs import OrganizationField, PersonField
from .tenures import known_from


class _ToldField(SourceField):
    """The place of the change that tells of the seat."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.told


class DeputySeatSerializer(serializers.Serializer[Any]):
    """A seat from ``start_date``, inclusive, to ``end_date``, exclusive. ``id`` is that of the
    change that tells of it first; ``filled`` and ``vacated`` are the ids of both changes."""

    id = serializers.IntegerField()
    congress = OrganizationField("congress", source="told", read_only=True)
    term = serializers.IntegerField(source="told.term", allow_null=True)
    person = PersonField(printed="person_name", source="told", read_only=True)
    electoral_unit = serializers.CharField(source="told.electoral_unit")
    start_date = serializers.DateField(allow_null=True)
    start_date_precision = PrecisionField(
        "start_date", Precision, source="filled.date_precision", allow_null=True, default=None
    )
    end_date = serializers.DateField(allow_null=True)
    end_date_precision = PrecisionField(
        "end_date", Precision, source="vacated.date_precision", allow_null=True, default=None
    )
    filled = serializers.IntegerField(source="filled.pk", allow_null=True, default=None)
    vacated = serializers.IntegerField(source="vacated.pk", allow_null=True, default=None)
    cause = CodeField(Cause.choices, source="vacated.cause", allow_null=True, default=None)
    state = serializers.ChoiceField(TenureState.choices)
    state_label = LabelField("state", TenureState)
    source = _ToldField()
    modified = InstantField()


class DeputySeatFilters(FilterSet):
    congress = organization("congress")
    term = Numbers("term")
    electoral_unit = Texts("electoral_unit")
    person = person(printed="person_name")
    on = Days(help_text=_("这一天任代表的：补选当日算，出缺当日不算。"))
    include_unknown = Flags(help_text=_("1：与 on 合用，连同当选时间不详而其后才出缺的。"))


@extend_schema(responses=DeputySeatSerializer(many=True))
class DeputySeatView(ReadingView):
    """代表的任职：由代表变动推算；换届时选出的代表没有变动记录，当选时间不详。"""

    name = "deputy-seats"
    serializer_class = DeputySeatSerializer
    filterset_class = DeputySeatFilters

    def rows(self, parameters: dict[str, Any]) -> Sequence[DeputySeat]:
        changes = self._changes(parameters).select_related("congress", "person")
        wanted = {Held.YES, Held.MAYBE} if any(parameters["include_unknown"]) else {Held.YES}
        days, units, since = (
            parameters[name] for name in ("on", "electoral_unit", "modified_since")
        )
        return [
            seat
            for seat in fold_seats(changes)
            if (not units or seat.told.electoral_unit in units)
            and (not days or any(seat.held_on(day) in wanted for day in days))
            and (since is None or seat.modified >= since)
        ]

    def if_empty(self, parameters: dict[str, Any]) -> dict[str, Any]:
        return known_from(self._changes(parameters), parameters["on"])

    def _changes(self, parameters: dict[str, Any]) -> QuerySet[DeputyChange]:
        """All changes that tell of the seats; the unit is asked of the seats."""
        changes: Any = DeputyChange.objects.all()
        if not sees_drafts(self.request.user):
            changes = changes.public()
        for name in ("congress", "term", "person"):
            changes = DeputySeatFilters.base_filters[name].filter(changes, parameters[name])
        found: QuerySet[DeputyChange] = changes
        return found
