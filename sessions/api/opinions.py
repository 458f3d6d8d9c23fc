"""Review opinions and their points."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField
from npcrecords.rest.links import IdField, OwnSourceField
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet
from people.api.refs import OrganizationField

from ..choices import Claim, OpinionState, PointKind, Satisfaction, Verified
from ..models import Opinion, OpinionPoint
from .filters import OpinionFilters, OpinionPointFilters, stated


class OpinionSerializer(RecordSerializer):
    """A review opinion. ``state`` is as of today."""

    adopted_on_precision = PrecisionField("adopted_on", Precision)
    addressee = OrganizationField("addressee_organization", printed="addressee")
    state = serializers.ChoiceField(OpinionState.choices, read_only=True)
    state_label = LabelField("state", OpinionState)
    source = OwnSourceField("document", "document")

    class Meta:
        model = Opinion
        fields = [
            "id", "title", "document", "letter_number", "report", "report_title",
            "considered_at", "adopted_by", "adopted_on", "adopted_on_precision",
            "adopted_on_text", "addressee", "aspects_count", "points_count", "due_on", "due_rule",
            "closed_on", "state", "state_label", "source", "modified",
        ]  # fmt: skip


class OpinionViewSet(RecordViewSet):
    """审议意见。state 按今天计算；办理的来龙去脉见 opinions/{id}/trace/。"""

    queryset = Opinion.objects.select_related(
        "document", "report", "considered_at", "adopted_by", "addressee_organization"
    )
    serializer_class = OpinionSerializer
    filterset_class = OpinionFilters
    ordering = ("-adopted_on", "id")
    ordering_fields = ("adopted_on", "due_on", "title", "letter_number")

    def get_queryset(self) -> Any:
        return stated(super().get_queryset(), self.request.user)


class OpinionPointSerializer(RecordSerializer):
    """An aspect of an opinion, or a point: what the government claims of it, and what the
    committee found."""

    opinion = IdField(queryset=Opinion.objects.all())
    parent = IdField(queryset=OpinionPoint.objects.all(), required=False, allow_null=True)
    kind_label = LabelField("kind", PointKind)
    claim_label = LabelField("claim", Claim)
    verified_label = LabelField("verified", Verified)
    satisfaction_label = LabelField("satisfaction", Satisfaction)

    class Meta:
        model = OpinionPoint
        fields = [
            "id", "opinion", "parent", "kind", "kind_label", "number", "marker", "title", "text",
            "order", "claim", "claim_label", "verified", "verified_label", "satisfaction",
            "satisfaction_label", "source", "modified",
        ]  # fmt: skip


class OpinionPointViewSet(RecordViewSet):
    """审议意见的方面和条目：政府自报的结果与常委会核实的结果分开记。"""

    queryset = OpinionPoint.objects.all()
    serializer_class = OpinionPointSerializer
    filterset_class = OpinionPointFilters
    ordering = ("opinion_id", "order", "id")
    ordering_fields = ("order", "number", ("opinion", "opinion_id"))
