"""The text of documents: sections, footnotes, and what is cited."""

from __future__ import annotations

from npcrecords.rest.links import IdField, NullField, OwnSourceField
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet

from ..models import Citation, Footnote, Section
from .filters import CitationFilters, FootnoteFilters, SectionFilters


class _OfDocument(RecordSerializer):
    """A row with a place of its own in the document that it belongs to."""

    source = OwnSourceField("document")


class SectionSerializer(_OfDocument):
    """A node of a document's outline. ``text`` is null where the text was not brought in."""

    parent = IdField(queryset=Section.objects.all(), required=False, allow_null=True)

    class Meta:
        model = Section
        fields = [
            "id", "document", "parent", "order", "level", "marker", "heading", "text", "page",
            "line_start", "line_end", "source", "modified",
        ]  # fmt: skip


class SectionViewSet(RecordViewSet):
    """文件的段落，按阅读次序。"""

    queryset = Section.objects.select_related("document")
    serializer_class = SectionSerializer
    filterset_class = SectionFilters
    ordering = ("document_id", "order", "id")
    ordering_fields = ("order", "level", "page", ("document", "document_id"))


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


class CitationSerializer(RecordSerializer):
    """A title or a document number that a document cites."""

    cited_policy = NullField()

    class Meta:
        model = Citation
        fields = [
            "id", "document", "title", "number", "count", "cited_document", "cited_policy",
            "source", "modified",
        ]  # fmt: skip


class CitationViewSet(RecordViewSet):
    """文件引用的标题和文号。"""

    queryset = Citation.objects.select_related("document", "cited_document")
    serializer_class = CitationSerializer
    filterset_class = CitationFilters
    ordering = ("document_id", "id")
    ordering_fields = ("title", "number", "count", ("document", "document_id"))
