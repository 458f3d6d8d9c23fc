"""What does not add up in the records, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers

from npcrecords.rest.fields import CodeField, InstantField, LabelField
from npcrecords.rest.filters import Codes, Numbers, Texts
from npcrecords.rest.links import Source
from npcrecords.rest.lists import problem
from npcrecords.rest.viewsets import ReadingView, StaffOnly

from ..checks import CODES, Found, check_records
from ..choices import Severity


@extend_schema_field(Source(allow_null=True))
class FoundSourceField(serializers.Field[Any, Any, Any, Any]):
    """The place in the bulletin."""

    shape = Source

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, found: Found) -> dict[str, Any] | None:
        if found.bulletin is None:
            return None
        return {
            "bulletin": found.bulletin,
            "document": found.document,
            "page": found.page,
            "line_start": found.line,
            "line_end": found.line,
        }


class FoundRecord(serializers.Serializer[Any]):
    """A record by the name of its list and its id."""

    resource = serializers.CharField()
    id = serializers.IntegerField(source="record")


class FindingSerializer(serializers.Serializer[Any]):
    """One finding: what is wrong, where, and what to do. ``source`` is the place in the
    bulletin, as far as there is one; ``modified`` when it was found: of what is checked
    anew each time, now."""

    code = serializers.CharField()
    severity = CodeField(Severity.choices)
    severity_label = LabelField("severity", Severity)
    record = FoundRecord(source="*")
    message = serializers.CharField()
    source = FoundSourceField()
    modified = InstantField()


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
        everything = check_records()
        known = {*CODES, *(found.code for found in everything)}
        for code in parameters["code"]:
            if code not in known:
                message = _("没有“%(word)s”这个代码：可用的有 %(codes)s。")
                codes = "、".join(sorted(known))
                raise problem("code", "invalid_code", message % {"word": code, "codes": codes})
        since = parameters["modified_since"]
        return [
            found
            for found in everything
            if (since is None or found.modified >= since)
            and all(
                getattr(found, name) in parameters[name]
                for name in ("code", "severity", "bulletin", "resource")
                if parameters[name]
            )
        ]
