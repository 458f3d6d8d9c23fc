"""Review opinions and their points."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from npcrecords.core.dates import Precision
from npcrecords.rest.fields import LabelField, PrecisionField
from npcrecords.rest.links import IdField, OwnSourceField, Source
from npcrecords.rest.serializers import RecordSerializer
from npcrecords.rest.viewsets import RecordViewSet
from npcrecords.rest.visibility import sees_drafts
from people.api.refs import OrganizationField

from ..choices import Claim, OpinionState, PointKind, ReplyBasis, Satisfaction, Verified
from ..concerns import Naming
from ..models import FollowUp, Opinion, OpinionPoint
from ..states import days_late, days_to_reply
from .concerns import NamedField
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


class ReplyField(serializers.Field[Any, Any, Any, Any]):
    """One of the things told beside the day of the first reply: its basis, precision, words."""

    def __init__(self, told: str, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)
        self.told = told

    def to_representation(self, value: Any) -> Any:
        return (value.reply or {}).get(self.told) or None


@extend_schema_field({"type": ["string", "null"], "enum": [*Precision.values, None]})
class ReplyPrecisionField(ReplyField):
    """How exactly the day of the first reply is known; null where none is."""

    def to_representation(self, value: Any) -> Any:
        return None if value.replied_on is None else super().to_representation(value)


@extend_schema_field({"type": ["string", "null"]})
class ReplyTextField(ReplyField):
    """The words of the day of the first reply, as printed."""


@extend_schema_field({"type": ["string", "null"], "enum": [*ReplyBasis.values, None]})
class ReplyBasisField(ReplyField):
    """What tells the day of the first reply."""


@extend_schema_field({"type": ["string", "null"]})
class ReplyBasisLabelField(ReplyField):
    """The label of the basis, in the language of the request."""

    def to_representation(self, value: Any) -> Any:
        basis = super().to_representation(value)
        return str(ReplyBasis(basis).label) if basis else None


@extend_schema_field({"type": ["integer", "null"]})
class DaysToReplyField(serializers.Field[Any, Any, Any, Any]):
    """Days from the adoption to the first reply; null where one of them is not known."""

    def to_representation(self, value: Any) -> int | None:
        return days_to_reply(value.adopted_on, value.replied_on)


@extend_schema_field({"type": ["integer", "null"]})
class DaysLateField(serializers.Field[Any, Any, Any, Any]):
    """Days after the due date; 0 in time or not due yet; null where nobody can tell."""

    def to_representation(self, value: Any) -> int | None:
        return days_late(value.state, value.due_on, value.replied_on, value.as_of)


class OpinionSerializer(RecordSerializer):
    """A review opinion. ``state`` and the days of replies are as of today, or of ``on``.

    ``replied_on`` is the day of the first reply: that of the government's report, or the one
    that the committee's report retells; of a report of no day the session whose bulletin prints
    it (``replied_on_basis`` is ``bulletin``: by then at the latest).
    """

    adopted_on_precision = PrecisionField("adopted_on", Precision)
    addressee = OrganizationField("addressee_organization", printed="addressee")
    state = serializers.ChoiceField(OpinionState.choices, read_only=True)
    state_label = LabelField("state", OpinionState)
    replied_on = serializers.DateField(read_only=True, allow_null=True)
    replied_on_precision = ReplyPrecisionField("precision")
    replied_on_text = ReplyTextField("text")
    replied_on_basis = ReplyBasisField("basis")
    replied_on_basis_label = ReplyBasisLabelField("basis")
    days_to_reply = DaysToReplyField(source="*", read_only=True)
    days_late = DaysLateField(source="*", read_only=True)
    source = OpinionSourceField("document", "document")

    class Meta:
        model = Opinion
        fields = [
            "id", "title", "document", "letter_number", "report", "report_title",
            "considered_at", "adopted_by", "adopted_on", "adopted_on_precision",
            "adopted_on_text", "addressee", "aspects_count", "points_count", "due_on", "due_rule",
            "closed_on", "withdrawn_on", "withdrawn_reason", "state", "state_label", "replied_on",
            "replied_on_precision",
            "replied_on_text", "replied_on_basis", "replied_on_basis_label", "days_to_reply",
            "days_late", "source", "modified",
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
    """审议意见。state、replied_on、days_late 按今天（或 on= 那天）计算；办理的来龙去脉见
    opinions/{id}/trace/，统计见 opinions/statistics/。"""

    queryset = Opinion.objects.select_related(
        "document", "report", "considered_at", "adopted_by", "addressee_organization"
    )
    serializer_class = OpinionSerializer
    filterset_class = OpinionFilters
    ordering = ("-adopted_on", "id")
    ordering_fields = ("adopted_on", "due_on", "title", "letter_number")

    def get_queryset(self) -> Any:
        rows = stated(super().get_queryset(), self.request)
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


class NamedPointSerializer(OpinionPointSerializer):
    """A point with where it, or what answers it, names the organisations asked for."""

    named = NamedField()

    class Meta(OpinionPointSerializer.Meta):
        fields = [*OpinionPointSerializer.Meta.fields, "named"]


class OpinionPointViewSet(RecordViewSet):
    """审议意见的方面和条目：政府自报的结果与常委会核实的结果分开记。问 organization= 时，
    每条带 named：哪几个字、在条目还是在答复里点到了这个机构。"""

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

    def namings(self) -> dict[int, list[Naming]]:
        """Where the points of the list name the organisations that are asked for."""
        found: dict[int, list[Naming]] = self.request.named_points  # type: ignore[attr-defined]
        return found

    def get_serializer_class(self) -> Any:
        asked = hasattr(self.request, "named_points")
        return NamedPointSerializer if asked else super().get_serializer_class()
