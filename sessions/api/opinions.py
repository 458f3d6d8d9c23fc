"""Review opinions and their points."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject
from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField
from npcrecords.rest.links import IdField, OwnSourceField, Source
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet
from npcrecords.rest.visibility import sees_drafts
from people.api.refs import OrganizationField

from ..choices import Claim, OpinionState, PointKind, Satisfaction, Verified
from ..models import FollowUp, Opinion, OpinionPoint
from .filters import OpinionFilters, OpinionPointFilters, stated

COUNTED = {"aspects_count": PointKind.ASPECT, "points_count": PointKind.POINT}
PLACE = JSONObject(
    bulletin="bulletin_id",
    document="source_document_id",
    page="source_page",
    line_start="source_line_start",
    line_end="source_line_end",
)


class OpinionSourceField(OwnSourceField):
    """The place of the opinion; of one known from its follow-ups alone, that of the first."""

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        found = super().to_representation(value)
        known: Any = getattr(value, "known_from", None)
        if found is not None or known is None:
            return found
        return {str(name): known[name] for name in Source().fields}


class OpinionSerializer(RecordSerializer):
    """A review opinion. ``state`` is as of today."""

    adopted_on_precision = PrecisionField("adopted_on", Precision)
    addressee = OrganizationField("addressee_organization", printed="addressee")
    state = serializers.ChoiceField(OpinionState.choices, read_only=True)
    state_label = LabelField("state", OpinionState)
    source = OpinionSourceField("document", "document")

    class Meta:
        model = Opinion
        fields = [
            "id", "title", "document", "letter_number", "report", "report_title",
            "considered_at", "adopted_by", "adopted_on", "adopted_on_precision",
            "adopted_on_text", "addressee", "aspects_count", "points_count", "due_on", "due_rule",
            "closed_on", "withdrawn_on", "withdrawn_reason", "state", "state_label", "source",
            "modified",
        ]  # fmt: skip

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """How many aspects and points there are: as stated, or else as counted."""
        shown = super().to_representation(instance)
        for name in COUNTED:
            if shown.get(name, 0) is None:
                shown[name] = getattr(instance, f"{name}_held", None)
        return shown

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A number that was counted and is sent back is not thereby stated."""
        for name in COUNTED:
            held = getattr(self.instance, f"{name}_held", None)
            stated = getattr(self.instance, name, None)
            if stated is None and held is not None and attrs.get(name) == held:
                del attrs[name]
        return attrs


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
        rows = stated(super().get_queryset(), self.request.user)
        drafts = sees_drafts(self.request.user)
        follow_ups = FollowUp.objects.all() if drafts else FollowUp.objects.public()
        points = OpinionPoint.objects.all() if drafts else OpinionPoint.objects.public()
        first = follow_ups.filter(opinion=OuterRef("pk")).exclude(bulletin=None).order_by("pk")
        held = points.filter(opinion=OuterRef("pk")).order_by().values("opinion")
        return rows.annotate(
            known_from=Subquery(first.values(place=PLACE)[:1]),
            **{
                f"{name}_held": Subquery(held.filter(kind=kind).values(number=Count("pk")))
                for name, kind in COUNTED.items()
            },
        )


class OpinionPointSerializer(RecordSerializer):
    """An aspect of an opinion, or a point: what the government claims of it, and what the
    committee found, each with who says so, when and where."""

    opinion = IdField(queryset=Opinion.objects.all())
    parent = IdField(queryset=OpinionPoint.objects.all(), required=False, allow_null=True)
    kind_label = LabelField("kind", PointKind)
    claim_label = LabelField("claim", Claim)
    claim_by = OrganizationField("claim_by")
    verified_label = LabelField("verified", Verified)
    verified_by = OrganizationField("verified_by")
    satisfaction_label = LabelField("satisfaction", Satisfaction)

    class Meta:
        model = OpinionPoint
        fields = [
            "id", "opinion", "parent", "kind", "kind_label", "number", "marker", "title", "text",
            "order", "claim", "claim_label", "claim_by", "claim_on", "claim_document",
            "claim_page", "verified", "verified_label", "verified_by", "verified_on",
            "verified_document", "verified_page", "satisfaction", "satisfaction_label",
            "repeat_of", "source", "modified",
        ]  # fmt: skip


class OpinionPointViewSet(RecordViewSet):
    """审议意见的方面和条目：政府自报的结果与常委会核实的结果分开记。"""

    queryset = OpinionPoint.objects.select_related(
        "claim_by",
        "claim_document",
        "verified_by",
        "verified_document",
        "repeat_of__opinion__document",
    )
    serializer_class = OpinionPointSerializer
    filterset_class = OpinionPointFilters
    ordering = ("opinion_id", "order", "id")
    ordering_fields = ("order", "number", ("opinion", "opinion_id"))
