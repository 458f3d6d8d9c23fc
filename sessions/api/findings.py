"""What does not add up in the records, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers

from npcrecords.rest.fields import CodeField, LabelField
from npcrecords.rest.filters import Codes, Numbers, Texts
from npcrecords.rest.links import Source
from npcrecords.rest.viewsets import ReadingView, StaffOnly

from ..checks import Found, check_records
from ..choices import Severity


class FoundRecord(serializers.Serializer[Any]):
    """A record by the name of its list and its id."""

    resource = serializers.CharField()
    id = serializers.IntegerField(source="record")


class FindingSerializer(serializers.Serializer[Any]):
    """One finding: what is wrong, where, and what to do. ``source`` is the place in the
    bulletin, as far as there is one."""

    code = serializers.CharField()
    severity = CodeField(Severity.choices)
    severity_label = LabelField("severity", Severity)
    record = FoundRecord(source="*")
    message = serializers.CharField()
    source = serializers.SerializerMethodField()

    @extend_schema_field(Source(allow_null=True))
    def get_source(self, found: Found) -> dict[str, Any] | None:
        """The place in the bulletin."""
        if found.bulletin is None:
            return None
        return {
            "bulletin": found.bulletin,
            "document": found.document,
            "page": found.page,
            "line_start": found.line,
            "line_end": found.line,
        }


class FindingFilters(FilterSet):
    code = Texts()
    severity = Codes(codes=Severity)
    bulletin = Numbers()
    resource = Texts()


@extend_schema(responses=FindingSerializer(many=True))
class FindingView(ReadingView):
    """记录中对不上的地方：导入时发现的，和随时核查出的。只供工作人员。"""

    name = "findings"
    permission_classes = (StaffOnly,)
    serializer_class = FindingSerializer
    filterset_class = FindingFilters

    def rows(self, parameters: dict[str, Any]) -> Sequence[Found]:
        return [
            found
            for found in check_records()
            if all(
                getattr(found, name) in parameters[name]
                for name in ("code", "severity", "bulletin", "resource")
                if parameters[name]
            )
        ]
