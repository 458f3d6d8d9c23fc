"""The text of documents: sections and footnotes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from npcrecords.rest.links import IdField, OwnSourceField
from npcrecords.rest.serializers import PartSerializer, RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet
from npcrecords.rest.visibility import sees_drafts

from ..answered import with_answers
from ..models import Footnote, Response, Section
from .filters import FootnoteFilters, SectionFilters


class _OfDocument(RecordSerializer):
    """A row with a place of its own in the document that it belongs to."""

    source = OwnSourceField("document")


class AnsweredSerializer(PartSerializer):
    """What a section of a follow-up answers: the ``response`` that says so, the aspect or
    ``point`` (null where none is found), and its ``opinion``."""

    response = serializers.IntegerField(source="pk", read_only=True)
    opinion = serializers.IntegerField(source="follow_up.opinion_id", read_only=True)

    class Meta:
        model = Response
        fields = ["response", "point", "opinion"]
        read_only_fields = fields


class SectionSerializer(_OfDocument):
    """A node of a document's outline. ``text`` is null where the text was not brought in.
    ``answers`` leads back from a section of a follow-up to what it answers."""

    parent = IdField(queryset=Section.objects.all(), required=False, allow_null=True)
    answers = AnsweredSerializer(many=True, read_only=True)

    class Meta:
        model = Section
        fields = [
            "id", "document", "parent", "order", "level", "marker", "heading", "text", "page",
            "line_start", "line_end", "answers", "source", "modified",
        ]  # fmt: skip


class SectionViewSet(RecordViewSet):
    """文件的段落，按阅读次序。"""

    queryset = Section.objects.select_related("document")
    serializer_class = SectionSerializer
    filterset_class = SectionFilters
    ordering = ("document_id", "order", "id")
    ordering_fields = ("order", "level", "page", ("document", "document_id"))

    def get_queryset(self) -> Any:
        return with_answers(super().get_queryset(), drafts=sees_drafts(self.request.user))


class FootnoteSerializer(_OfDocument):
    """A footnote, taken out of the flow of the text."""

    section = IdField(queryset=Section.objects.all(), required=False, allow_null=True)

    class Meta:
        model = Footnote
        fields = [
            "id", "document", "section", "marker", "text", "page", "line_start", "line_end",
            "source", "modified",
        ]  # fmt: skip


class FootnoteViewSet(RecordViewSet):
    """文件的脚注。"""

    queryset = Footnote.objects.select_related("document")
    serializer_class = FootnoteSerializer
    filterset_class = FootnoteFilters
    ordering = ("document_id", "id")
    ordering_fields = ("page", ("document", "document_id"))
