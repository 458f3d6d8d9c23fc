"""What is on the desk of an organisation, or of a person, in one answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from npcrecords.rest.fields import TextField
from npcrecords.rest.links import Ref
from npcrecords.rest.viewsets import not_there, redirect_to_survivor
from npcrecords.rest.visibility import sees_drafts
from people.api.refs import PersonField, PostField
from people.models import Organization, Person

from ..concerns import Naming
from ..desks import Counts, desk_of_organization, desk_of_person
from .concerns import OpenPointSerializer
from .measures import MeasureSerializer
from .policy_views import ON, AsOfView, PolicyRef
from .tasks import TaskSerializer


class DeskTaskSerializer(TaskSerializer):
    """A task with the policy that it is of."""

    policy = PolicyRef()


class DeskMeasureSerializer(MeasureSerializer):
    """A measure with the policy that it is of."""

    policy = PolicyRef()


class LedTaskSerializer(DeskTaskSerializer):
    """A task that a person leads, ``as_leader`` in which role and with which leading unit."""

    as_leader = serializers.SerializerMethodField()

    class Meta(TaskSerializer.Meta):
        fields = [*TaskSerializer.Meta.fields, "as_leader"]

    @extend_schema_field(
        {
            "type": "object",
            "properties": {
                "role": {"type": ["string", "null"]},
                "lead_unit": {"type": ["string", "null"]},
            },
            "required": ["role", "lead_unit"],
        }
    )
    def get_as_leader(self, row: Any) -> dict[str, Any]:
        one = self.context["roles"][row.pk]
        return {"role": one.role or None, "lead_unit": one.lead_unit or None}


class HolderSerializer(serializers.Serializer[Any]):
    """Who holds a post on the day: since when, null where it is not known; and whether acting.
    ``tenure`` is its id in tenures/."""

    tenure = serializers.IntegerField(source="tenure.id")
    person = PersonField("person", printed="person_name", source="first")
    post = PostField("post", printed="post_text", source="first")
    start_date = serializers.DateField(source="tenure.start_date", allow_null=True)
    acting = serializers.BooleanField(source="tenure.acting")


class DeskCountsSerializer(serializers.Serializer[Any]):
    """How many rows of tasks, how many of them are overdue, how many ended."""

    rows = serializers.IntegerField()
    overdue = serializers.IntegerField()
    ended = serializers.IntegerField()


class OrganizationCounts(serializers.Serializer[Any]):
    """What is on the desk of an organisation, counted."""

    led = DeskCountsSerializer()
    shared = DeskCountsSerializer()
    measures = serializers.IntegerField()
    points = serializers.IntegerField()


class OrganizationDeskSerializer(serializers.Serializer[Any]):
    """As of the day ``on``: the tasks that the organisation leads (``led``) and shares in, the
    most urgent first; the measures that name it; the open points of review opinions that name
    it; who heads it, and who holds its posts."""

    organization = Ref()
    on = serializers.DateField()
    counts = OrganizationCounts()
    heads = HolderSerializer(many=True)
    holders = HolderSerializer(many=True)
    led = DeskTaskSerializer(many=True)
    shared = DeskTaskSerializer(many=True)
    measures = DeskMeasureSerializer(many=True)
    points = OpenPointSerializer(many=True)


class PersonRef(Ref):
    """A person, with what tells bearers of one name apart."""

    note = TextField(allow_null=True)


class PersonDeskSerializer(serializers.Serializer[Any]):
    """As of the day ``on``: the tasks that the person leads, the most urgent first, and the
    posts held."""

    person = PersonRef()
    on = serializers.DateField()
    counts = DeskCountsSerializer()
    posts = HolderSerializer(many=True)
    led = LedTaskSerializer(many=True)


def _row(view: Any, rows: Any) -> Any:
    """The person or organisation that the address names. Raises NotFound."""
    seen = rows if sees_drafts(view.request.user) else rows.public()
    found = seen.filter(pk=view.kwargs["pk"]).first()
    if found is None:
        raise not_there(rows.model.resource, int(view.kwargs["pk"]))
    return found


class OrganizationDeskView(AsOfView):
    """一个机构案头的事：牵头和参与的任务、责任举措、点到它的审议意见条目、现任负责人。"""

    serializer_class = OrganizationDeskSerializer
    found: dict[int, list[Naming]]

    def namings(self) -> dict[int, list[Naming]]:
        """Where each point names the organisation."""
        return self.found

    @extend_schema(parameters=ON, responses=OrganizationDeskSerializer)
    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        day = self.day()
        row = _row(self, Organization.objects.select_related("merged_into"))
        if row.merged_into_id is not None:
            return redirect_to_survivor(request, row)
        desk = desk_of_organization(row, day, drafts=sees_drafts(request.user))
        self.found = desk.points.named
        points = list(desk.points)
        shown = {
            "organization": desk.organization,
            "on": desk.on,
            "counts": {
                "led": Counts.of(desk.led),
                "shared": Counts.of(desk.shared),
                "measures": len(desk.measures),
                "points": len(points),
            },
            "heads": desk.heads,
            "holders": desk.holders,
            "led": desk.led,
            "shared": desk.shared,
            "measures": desk.measures,
            "points": points,
        }
        return Response(self.get_serializer(shown).data)


class PersonDeskView(AsOfView):
    """一个人案头的事：牵头的任务（以什么职务、对应哪个牵头单位），和现任职务。"""

    serializer_class = PersonDeskSerializer

    @extend_schema(parameters=ON, responses=PersonDeskSerializer)
    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        day = self.day()
        row = _row(self, Person.objects.select_related("merged_into"))
        if row.merged_into_id is not None:
            return redirect_to_survivor(request, row)
        desk = desk_of_person(row, day, drafts=sees_drafts(request.user))
        shown = {
            "person": desk.person,
            "on": desk.on,
            "counts": Counts.of(desk.led),
            "posts": desk.posts,
            "led": desk.led,
        }
        context = {**self.get_serializer_context(), "roles": desk.roles}
        return Response(PersonDeskSerializer(shown, context=context).data)
