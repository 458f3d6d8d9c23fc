"""What is put together for one policy: its statistics, and what cites it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from npcrecords.rest.fields import TextField
from npcrecords.rest.filters import Codes
from npcrecords.rest.links import Ref
from npcrecords.rest.lists import filter_parameters, read_parameters
from npcrecords.rest.viewsets import ApiView, OneView, not_there
from npcrecords.rest.visibility import sees_drafts
from people.api.refs import BulletinField, DocumentField

from ..choices import CountedBy, DeadlineKind, TaskStatus
from ..models import Opinion, Policy
from ..policy_cited_by import cited_by
from ..policy_queries import seen
from ..policy_statistics import Group, statistics
from .days import AsOf


class PolicyRef(serializers.Serializer[Any]):
    """A policy document: its title and number."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    number = TextField(allow_null=True)


def the_policy(view: Any) -> Policy:
    """The policy that the address names, as this reader sees it. Raises NotFound."""
    pk = int(view.kwargs["pk"])
    found = seen(Policy, drafts=sees_drafts(view.request.user)).filter(pk=pk).first()
    if found is None:
        raise not_there(Policy.resource, pk)
    policy: Policy = found
    return policy


class CountSerializer(serializers.Serializer[Any]):
    """How many rows of the registers; how many of them are overdue, and how many ended."""

    rows = serializers.IntegerField(source="count.rows")
    overdue = serializers.IntegerField(source="count.overdue")
    ended = serializers.IntegerField(source="count.ended")


class TotalSerializer(serializers.Serializer[Any]):
    """The rows of all registers."""

    rows = serializers.IntegerField()
    overdue = serializers.IntegerField()
    ended = serializers.IntegerField()


class OfDomainSerializer(CountSerializer):
    """The rows of one domain; null of none."""

    domain = TextField(source="value", allow_null=True)


@extend_schema_field(Ref)
class GroupRef(serializers.Field[Any, Any, Any, Any]):
    """The organisation or person of a group; without id as printed."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Group) -> dict[str, Any]:
        return {"id": value.id, "name": value.value}


class OfUnitSerializer(CountSerializer):
    """The rows that one unit leads or shares in, and how many of them it leads."""

    unit = GroupRef()
    leading = serializers.IntegerField(source="count.leading")


class OfLeaderSerializer(CountSerializer):
    """The rows that one person leads."""

    leader = GroupRef()


class OfMonthSerializer(CountSerializer):
    """The rows whose last day lies in one month (2020-12)."""

    month = serializers.CharField(source="value")


class OfKindSerializer(CountSerializer):
    """The rows with one kind of deadline."""

    deadline_kind = serializers.ChoiceField(DeadlineKind.choices, source="value")
    deadline_kind_label = serializers.SerializerMethodField()

    def get_deadline_kind_label(self, group: Group) -> str:
        return str(DeadlineKind(group.value).label)


class OfTaskStatusSerializer(CountSerializer):
    """The rows that have come so far."""

    status = serializers.ChoiceField(TaskStatus.choices, source="value")
    status_label = serializers.SerializerMethodField()

    def get_status_label(self, group: Group) -> str:
        return str(TaskStatus(group.value).label)


class PolicyStatisticsSerializer(serializers.Serializer[Any]):
    """The rows of a policy's registers counted as of the day ``on``; ``tasks`` are those that do
    not continue another. A row that several share, or several lead, counts for each of them.
    With ``by`` only the counts that it names are told."""

    on = serializers.DateField()
    tasks = serializers.IntegerField()
    total = TotalSerializer()
    by_domain = OfDomainSerializer(source="domains", many=True, required=False)
    by_unit = OfUnitSerializer(source="units", many=True, required=False)
    by_leader = OfLeaderSerializer(source="leaders", many=True, required=False)
    by_month = OfMonthSerializer(source="months", many=True, required=False)
    by_deadline_kind = OfKindSerializer(source="kinds", many=True, required=False)
    by_status = OfTaskStatusSerializer(source="statuses", many=True, required=False)


class OnFilters(FilterSet):
    on = AsOf(help_text=_("按这一天结束时的情况；不写为今天。"))


class Asked(Codes):
    """What an answer is to tell; it filters nothing."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


class StatisticsFilters(OnFilters):
    by = Asked(codes=CountedBy, help_text=_("只要这几种统计，可写几个，用逗号隔开；不写为全部。"))


def _parameters(filters: type[FilterSet]) -> list[OpenApiParameter]:
    """The parameters of an answer, for the OpenAPI document."""
    of = type("Of", (), {"filterset_class": filters})
    return [
        OpenApiParameter(
            one["name"], one["schema"], description=one["description"], style="form", explode=False
        )
        for one in filter_parameters(of)
    ]


ON = _parameters(OnFilters)


class AsOfView(ApiView):
    """Base of answers that are put together for one record as of a day, ``on=``."""

    filterset_class: type[FilterSet] = OnFilters
    filter_backends: tuple[Any, ...] = ()
    pagination_class = None
    http_method_names = ["get", "head", "options"]

    def get_renderers(self) -> list[Any]:
        """Json alone: it is no list."""
        return super().get_renderers()[:1]

    def day(self) -> Any:
        """The day asked for, else today. Raises ValidationError."""
        days = read_parameters(self.request, self)["on"]
        return days[0] if days else timezone.localdate()


class PolicyStatisticsView(AsOfView):
    """一份政策文件的任务统计：按领域、单位、领导、到期月份、时限种类、进展。"""

    serializer_class = PolicyStatisticsSerializer
    filterset_class = StatisticsFilters

    @extend_schema(parameters=_parameters(StatisticsFilters), responses=PolicyStatisticsSerializer)
    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        day = self.day()
        asked = read_parameters(request, self)["by"] or CountedBy.values
        shown = self.get_serializer(statistics(the_policy(self), day)).data
        for group in set(CountedBy.values).difference(asked):
            del shown[f"by_{group}"]
        return Response(shown)


class CitingDocumentSerializer(serializers.Serializer[Any]):
    """A document of a bulletin that cites the policy, how often, and by which words."""

    citation = serializers.IntegerField(source="pk")
    document = DocumentField("document")
    bulletin = serializers.SerializerMethodField()
    title = TextField(allow_null=True)
    number = TextField(allow_null=True)
    count = serializers.IntegerField()
    page = serializers.IntegerField(source="source_page", allow_null=True)

    @extend_schema_field(BulletinField.shape)
    def get_bulletin(self, row: Any) -> dict[str, Any]:
        return {"id": row.document.bulletin_id, "label": row.document.bulletin.label}


class CitingOpinionSerializer(serializers.ModelSerializer[Any]):
    """An opinion whose own document, or whose report, cites the policy."""

    class Meta:
        model = Opinion
        fields = ["id", "title"]


class CitingPolicySerializer(serializers.Serializer[Any]):
    """A policy that cites the policy, how often, and by which words."""

    citation = serializers.IntegerField(source="pk")
    policy = PolicyRef()
    title = TextField(allow_null=True)
    number = TextField(allow_null=True)
    count = serializers.IntegerField()
    page = serializers.IntegerField(allow_null=True)


class CitedBySerializer(serializers.Serializer[Any]):
    """All that cites a policy: documents, opinions, policies; and the policies that say they
    carry it out."""

    policy = PolicyRef()
    documents = CitingDocumentSerializer(many=True)
    opinions = CitingOpinionSerializer(many=True)
    policies = CitingPolicySerializer(many=True)
    carried_out_by = PolicyRef(many=True)


class CitedByView(OneView):
    """引用这份政策文件的文件、审议意见和别的政策文件，以及贯彻它的政策文件。"""

    serializer_class = CitedBySerializer

    @extend_schema(responses=CitedBySerializer)
    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        return self.show(cited_by(the_policy(self), drafts=sees_drafts(request.user)))
