"""Measures of policy documents."""

from __future__ import annotations

from typing import Any

from npcrecords.rest.fields import LabelField
from npcrecords.rest.links import IdField
from npcrecords.rest.viewsets import RecordViewSet

from ..choices import MeasureKind
from ..models import Measure, Policy
from ..policy_queries import with_units
from .policy_filters import MeasureFilters
from .policy_parts import OfPolicySerializer, PartsField


class MeasureSerializer(OfPolicySerializer):
    """A node of a policy's outline, in reading order. ``units_text`` is the bracket that says
    who is responsible, as printed; ``units`` its reading. ``text`` is null where the text was
    not brought in."""

    policy = IdField(queryset=Policy.objects.all())
    parent = IdField(queryset=Measure.objects.all(), required=False, allow_null=True)
    kind_label = LabelField("kind", MeasureKind)
    units = PartsField("unit_set")
    parts = {"units": "unit_set"}

    class Meta:
        model = Measure
        fields = [
            "id", "policy", "parent", "order", "level", "kind", "kind_label", "marker", "heading",
            "text", "units", "units_text", "page", "line_start", "line_end", "source", "modified",
        ]  # fmt: skip


class MeasureViewSet(RecordViewSet):
    """政策文件的章节、举措和具体事项，按阅读次序，连同责任单位。"""

    queryset: Any = with_units(Measure.objects.all())
    serializer_class = MeasureSerializer
    filterset_class = MeasureFilters
    ordering = ("policy_id", "order", "id")
    ordering_fields = ("order", "level", "page", ("policy", "policy_id"))
