"""Changes of deputies."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet

from ..choices import Cause, DeputyChangeKind
from ..models import DeputyChange, DeputyChangeTelling
from .filters import DeputyChangeFilters
from .refs import OrganizationField, PersonField
from .sources import SourcesField, tellings_of


class DeputyChangeSerializer(RecordSerializer):
    """A seat that fell vacant, or was filled. ``name`` is as printed."""

    congress = OrganizationField("congress", allow_null=False)
    person = PersonField(printed="person_name")
    name = serializers.CharField(source="person_name", max_length=100, required=False)
    change_label = LabelField("change", DeputyChangeKind)
    cause_label = LabelField("cause", Cause)
    date_precision = PrecisionField("date", Precision)
    sources = SourcesField()

    class Meta:
        model = DeputyChange
        fields = [
            "id", "congress", "term", "person", "name", "electoral_unit", "change",
            "change_label", "cause", "cause_label", "date", "date_precision", "date_text",
            "document", "source", "sources", "modified",
        ]  # fmt: skip

    def create(self, validated_data: dict[str, Any]) -> Any:
        if (person := validated_data.get("person")) is not None:
            validated_data.setdefault("person_name", person.name)
        return super().create(validated_data)


class DeputyChangeViewSet(RecordViewSet):
    """代表变动：出缺和补选。"""

    queryset = DeputyChange.objects.select_related(
        "congress", "person", "document"
    ).prefetch_related(tellings_of(DeputyChangeTelling))
    serializer_class = DeputyChangeSerializer
    filterset_class = DeputyChangeFilters
    ordering = ("-date", "id")
    ordering_fields = ("date", "term", "electoral_unit", ("name", "person_name"))
