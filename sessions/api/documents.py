"""Documents."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField
from npcrecords.rest.links import OwnSourceField
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet

from ..choices import DocumentKind
from ..models import Document, Section
from .filters import DocumentFilters
from .parts import AuthorSerializer, RelationSerializer


class DocumentSerializer(RecordSerializer):
    """A document printed in a bulletin; its text is in its sections."""

    kind_label = LabelField("kind", DocumentKind)
    authors = AuthorSerializer(source="author_set", many=True, required=False)
    relations = RelationSerializer(source="relation_set", many=True, required=False)
    dated_on_precision = PrecisionField("dated_on", Precision)
    adopted_on_precision = PrecisionField("adopted_on", Precision)
    has_text = serializers.BooleanField(read_only=True)
    source = OwnSourceField()
    parts = {"author_set": "author_set", "relation_set": "relation_set"}

    class Meta:
        model = Document
        fields = [
            "id", "bulletin", "sequence", "kind", "kind_label", "title", "authors", "addressee",
            "dated_on", "dated_on_precision", "dated_on_text", "adopted_by", "adopted_on",
            "adopted_on_precision", "adopted_on_text", "agenda_item", "page_start", "page_end",
            "line_start", "line_end", "relations", "abstract", "has_text", "source", "modified",
        ]  # fmt: skip

    def part_values(self, field: str, value: Any) -> list[dict[str, Any]]:
        return list(value) if field == "relation_set" else super().part_values(field, value)


class DocumentViewSet(RecordViewSet):
    """公报所载的文件。正文见 sections/。"""

    queryset = (
        Document.objects.select_related("bulletin", "adopted_by", "agenda_item")
        .prefetch_related("author_set__organization", "author_set__person", "relation_set__target")
        .annotate(
            has_text=Exists(
                Section.objects.filter(~Q(text=""), text__isnull=False, document=OuterRef("pk"))
            )
        )
    )
    serializer_class = DocumentSerializer
    filterset_class = DocumentFilters
    ordering = ("bulletin_id", "sequence", "id")
    ordering_fields = (
        "sequence",
        "title",
        "kind",
        "adopted_on",
        "dated_on",
        "page_start",
        ("bulletin", "bulletin_id"),
    )
