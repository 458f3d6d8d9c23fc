"""Counts and averages of review opinions over the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from npcrecords.rest.links import Ref
from npcrecords.rest.lists import ListFilter, filter_parameters, refuse_parameters
from npcrecords.rest.viewsets import ApiView
from npcrecords.rest.visibility import sees_drafts

from ..choices import OpinionState
from ..models import Opinion
from ..opinion_statistics import Group, statistics
from .filters import OpinionFilters, as_of, stated


class TallySerializer(serializers.Serializer[Any]):
    """What is counted of some opinions: how many there are; how many are ``replied`` to, and of
    how many of these the day is only known as that of the bulletin (``at_latest``); the days
    from the adoption to the first reply, of those of which both days are known; how many
    replies came late or are late, and by how many days."""

    opinions = serializers.IntegerField(source="tally.opinions")
    replied = serializers.IntegerField(source="tally.replied")
    replied_at_latest = serializers.IntegerField(source="tally.at_latest")
    mean_days_to_reply = serializers.FloatField(source="tally.mean_days_to_reply", allow_null=True)
    median_days_to_reply = serializers.FloatField(
        source="tally.median_days_to_reply", allow_null=True
    )
    late = serializers.IntegerField(source="tally.late_count")
    mean_days_late = serializers.FloatField(source="tally.mean_days_late", allow_null=True)


class OfStateSerializer(TallySerializer):
    """The opinions of one state."""

    state = serializers.ChoiceField(OpinionState.choices, source="value")
    state_label = serializers.SerializerMethodField()

    def get_state_label(self, group: Group) -> str:
        return str(OpinionState(group.value).label)


class OfYearSerializer(TallySerializer):
    """The opinions adopted in one year; null: not known when."""

    year = serializers.IntegerField(source="value", allow_null=True)


@extend_schema_field(Ref)
class GroupRefField(serializers.Field[Any, Any, Any, Any]):
    """The organisation of a group, or its name as printed; null where there is neither."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True, allow_null=True)

    def to_representation(self, value: Group) -> dict[str, Any] | None:
        return {"id": value.organization, "name": value.name} if value.name else None


class OfOrganizationSerializer(TallySerializer):
    """The opinions of one addressee, body or committee."""

    organization = GroupRefField()


class StatisticsSerializer(serializers.Serializer[Any]):
    """Opinions counted as of the day ``on``: all, and by state, by year of adoption, by
    addressee, by the body at whose session the report was considered, and by the committee that
    tracked (an opinion that two tracked counts for both)."""

    on = serializers.DateField()
    total = TallySerializer()
    by_state = OfStateSerializer(source="states", many=True)
    by_year = OfYearSerializer(source="years", many=True)
    by_addressee = OfOrganizationSerializer(source="addressees", many=True)
    by_body = OfOrganizationSerializer(source="bodies", many=True)
    by_committee = OfOrganizationSerializer(source="committees", many=True)


class _Filters:
    """Whose filters they are, for the OpenAPI document."""

    filterset_class = OpinionFilters


PARAMETERS = [
    OpenApiParameter(
        one["name"], one["schema"], description=one["description"], style="form", explode=False
    )
    for one in filter_parameters(_Filters)
]


class OpinionStatisticsView(ApiView):
    """审议意见的统计：件数、答复用时、逾期；条件同 opinions/，on= 按那一天结束时的情况计算。"""

    queryset = Opinion.objects.all()
    serializer_class = StatisticsSerializer
    filterset_class = OpinionFilters
    filter_backends = ()
    pagination_class = None
    ordering = ("id",)
    wide = False
    http_method_names = ["get", "head", "options"]

    def get_renderers(self) -> list[Any]:
        """Json alone: it is no list."""
        return super().get_renderers()[:1]

    @classmethod
    def ordering_paths(cls) -> dict[str, str]:
        return {}

    @extend_schema(parameters=PARAMETERS, responses=StatisticsSerializer)
    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        refuse_parameters(request, *self.filterset_class.base_filters, "format")
        drafts = sees_drafts(request.user)
        opinions = Opinion.objects.all() if drafts else Opinion.objects.public()
        listing = ListFilter().filter_queryset(request, stated(opinions, request), self)
        found = statistics(listing.parts[0].rows, as_of(request), drafts=drafts)
        return Response(self.get_serializer(found).data)
