"""Agenda items."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet

from ..models import AgendaItem, Document
from .filters import AgendaItemFilters
from .parts import IdsField, KindLabelsField, KindsField, OutcomeSerializer, ReporterSerializer


class AgendaItemSerializer(RecordSerializer):
    """An item of a session's agenda, with what the minutes say of it."""

    kinds = KindsField()
    kinds_label = KindLabelsField()
    reporters = ReporterSerializer(source="reporter_set", many=True, required=False)
    outcomes = OutcomeSerializer(source="outcome_set", many=True, required=False)
    documents = IdsField()
    parts = {"kind_set": "kind_set", "reporter_set": "reporter_set", "outcome_set": "outcome_set"}

    class Meta:
        model = AgendaItem
        fields = [
            "id", "session", "number", "number_text", "minutes_number", "minutes_number_text",
            "text", "kinds", "kinds_label", "reporters", "outcomes", "documents", "minutes_page",
            "minutes_line_start", "minutes_line_end", "source", "modified",
        ]  # fmt: skip

    def part_values(self, field: str, value: Any) -> list[dict[str, Any]]:
        return list(value) if field == "kind_set" else super().part_values(field, value)


class AgendaItemViewSet(RecordViewSet):
    """议程，连同纪要所记的报告人和审议结果。"""

    queryset = AgendaItem.objects.select_related("session").prefetch_related(
        "kind_set",
        "reporter_set__person",
        "outcome_set__document",
        Prefetch(
            "documents",
            Document.objects.only("id", "bulletin", "agenda_item").order_by(
                "bulletin_id", "sequence", "id"
            ),
        ),
    )
    serializer_class = AgendaItemSerializer
    filterset_class = AgendaItemFilters
    ordering = ("session_id", "number", "id")
    ordering_fields = ("number", "minutes_number", ("session", "session_id"))
