"""Who must act: the open points of an organisation, of a post's, and of an appointment's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from npcrecords.rest.fields import CodeField, LabelField, TextField
from npcrecords.rest.filters import Flags
from npcrecords.rest.links import Ref
from npcrecords.rest.listing import Listing
from npcrecords.rest.lists import PlainParameters, read_parameters
from npcrecords.rest.viewsets import ApiView, not_there, redirect_to_survivor
from npcrecords.rest.visibility import sees_drafts
from people.models import Appointment, Organization, Post
from people.queries import with_descendants

from ..choices import Claim, OpinionState, PointKind, Satisfaction, Verified
from ..concerns import POINT, RESPONSE, Naming, OpenPoints
from ..states import days_late
from .days import AsOf


class NamingSerializer(serializers.Serializer[Any]):
    """That a point, or a response to it, names an organisation: with which words, on which
    printed page; of a response its id, and the document and section that say so."""

    def get_fields(self) -> dict[str, Any]:
        return {
            "organization": Ref(),
            "words": serializers.CharField(),
            "in": serializers.ChoiceField([POINT, RESPONSE]),
            "response": serializers.IntegerField(allow_null=True),
            "document": serializers.IntegerField(allow_null=True),
            "section": serializers.IntegerField(allow_null=True),
            "page": serializers.IntegerField(allow_null=True),
        }


@extend_schema_field(NamingSerializer(many=True))
class NamedField(serializers.Field[Any, Any, Any, Any]):
    """Where a point names the organisations asked for: as ``namings()`` of the view says."""

    shape = NamingSerializer

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    @cached_property
    def _names(self) -> dict[int, str]:
        """What the organisations are called. One query for a list."""
        found: dict[int, list[Naming]] = self.context["view"].namings()
        ids = {one.organization for namings in found.values() for one in namings}
        return dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name"))

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        return [
            {
                "organization": {"id": one.organization, "name": self._names[one.organization]},
                "words": one.words,
                "in": one.place,
                "response": one.response,
                "document": one.document,
                "section": one.section,
                "page": one.page,
            }
            for one in self.context["view"].namings().get(value.pk, ())
        ]


class OpinionRef(serializers.Serializer[Any]):
    """An opinion: its title, and the number of the letter that sent it."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    letter_number = TextField(allow_null=True)


class OpenPointSerializer(serializers.Serializer[Any]):
    """A point that is open on the day asked for. Due date, ``state`` and ``days_late`` are those
    of its opinion on that day; what the committee found and the government claims are as held
    today."""

    id = serializers.IntegerField()
    opinion = OpinionRef()
    parent = serializers.IntegerField(source="parent_id", allow_null=True)
    kind = serializers.ChoiceField(PointKind.choices)
    kind_label = LabelField("kind", PointKind)
    number = serializers.IntegerField()
    marker = TextField(allow_null=True)
    title = TextField(allow_null=True)
    text = TextField(allow_null=True)
    page = serializers.IntegerField(source="source_page", allow_null=True)
    claim = CodeField(Claim.choices, allow_null=True)
    claim_label = LabelField("claim", Claim)
    verified = CodeField(Verified.choices, allow_null=True)
    verified_label = LabelField("verified", Verified)
    satisfaction = CodeField(Satisfaction.choices, allow_null=True)
    satisfaction_label = LabelField("satisfaction", Satisfaction)
    due_on = serializers.DateField(source="opinion.due_on", allow_null=True)
    due_rule = TextField(source="opinion.due_rule", allow_null=True)
    state = serializers.ChoiceField(OpinionState.choices, source="opinion.state")
    state_label = serializers.SerializerMethodField()
    days_late = serializers.SerializerMethodField()
    named = NamedField()

    def get_state_label(self, row: Any) -> str:
        return str(OpinionState(row.opinion.state).label)

    def get_days_late(self, row: Any) -> int | None:
        opinion = row.opinion
        return days_late(opinion.state, opinion.due_on, opinion.replied_on, opinion.as_of)


class InheritedFilters(FilterSet):
    include_children = Flags(help_text=gettext_lazy("1：连同下属机构的条目。"))


class OpenPointFilters(InheritedFilters):
    on = AsOf(help_text=gettext_lazy("这一天结束时还没有办结的；不写为今天。"))


class _OpenPointsView(ApiView):
    """Base: subclasses say of which organisation, and of which day."""

    serializer_class = OpenPointSerializer
    filterset_class: type[FilterSet] = OpenPointFilters
    filter_backends: tuple[Any, ...] = (PlainParameters,)
    http_method_names = ["get", "head", "options"]

    def namings(self) -> dict[int, list[Naming]]:
        """Where each point that was found names the organisations."""
        return self.found.named

    def row(self, rows: Any) -> Any:
        """The record that the address names. Raises NotFound."""
        seen = rows if sees_drafts(self.request.user) else rows.public()
        row = seen.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise not_there(rows.model.resource, int(self.kwargs["pk"]))
        return row

    def open_points(self, organization: int, on: dt.date | None, name: str) -> HttpResponseBase:
        """The open points of the organisation on that day, today where none is given."""
        parameters = read_parameters(self.request, self)
        days = parameters.get("on")
        day = on or (days[0] if days else timezone.localdate())
        below = any(parameters["include_children"])
        these = with_descendants([organization]) if below else {organization}
        self.found = OpenPoints(these, day, drafts=sees_drafts(self.request.user))
        return self.answer(Listing.of(self.found), name)


class OpenPointsOfOrganizationView(_OpenPointsView):
    """机构待办理的审议意见条目：条目或答复点到这个机构，到 on= 那天（不写为今天）还没有办结、
    也没有经常委会核实为已解决的。"""

    @extend_schema(responses=OpenPointSerializer(many=True))
    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        row = self.row(Organization.objects.select_related("merged_into"))
        if row.merged_into_id is not None:
            return redirect_to_survivor(request, row)
        return self.open_points(row.pk, None, f"organizations-{row.pk}-open-points")


class OpenPointsOfPostView(_OpenPointsView):
    """职务所在机构待办理的审议意见条目：接任的人要接手的。"""

    @extend_schema(responses=OpenPointSerializer(many=True))
    def retrieve(self, _request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        row = self.row(Post.objects.all())
        return self.open_points(row.organization_id, None, f"posts-{row.pk}-open-points")


class OpenPointsOfAppointmentView(_OpenPointsView):
    """任免当天，职务所在机构还没有办结的审议意见条目：新任的人接手时的情况。"""

    filterset_class = InheritedFilters

    @extend_schema(responses=OpenPointSerializer(many=True))
    def retrieve(self, _request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        row = self.row(Appointment.objects.select_related("post"))
        if row.post is None:
            raise NotFound(
                _("编号为 %(id)d 的任免还没有认定是哪个职务，不知道是哪个机构的：请先认定职务。")
                % {"id": row.pk}
            )
        if row.date is None:
            raise NotFound(
                _(
                    "编号为 %(id)d 的任免没有日期：请补上日期，或者用 "
                    "posts/%(post)d/open-points/?on= 查某一天的条目。"
                )
                % {"id": row.pk, "post": row.post_id}
            )
        return self.open_points(
            row.post.organization_id, row.date, f"appointments-{row.pk}-open-points"
        )
