"""Tenures: who held what, when. Read from the acts on each request, never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from npcrecords.core.kept import ask
from npcrecords.core.models import Tombstone
from npcrecords.core.recent import remembered
from npcrecords.rest.filters import Codes, Days, Flags, Named
from npcrecords.rest.listing import Listing, Part
from npcrecords.rest.lists import (
    ListFilter,
    problem,
    read_parameters,
    read_since,
    refuse_parameters,
)
from npcrecords.rest.quick import Numbering, any_by_hand, public, read_filters
from npcrecords.rest.viewsets import ReadingView, not_there
from npcrecords.rest.visibility import sees_drafts

from ..choices import TenureState
from ..lookup import posts_called
from ..models import Appointment
from ..queries import fold_rows, perhaps_held, read_tenures, select_tenures
from ..tenures import Tenure
from .filters import REACH, meant, organization, person
from .tenure_rows import COLUMNS, ShownTenures, TenureSerializer, show_tenures


class TenureFilters(FilterSet):
    person = person(printed="person_name")
    organization = organization("post__organization")
    post = Named("post", find=posts_called)
    state = Codes(codes=TenureState, help_text=gettext_lazy("今天的状态。"))
    on = Days(help_text=gettext_lazy("这一天在任的：起任当日算在任，免职当日不算。"))
    include_unknown = Flags(
        help_text=gettext_lazy("1：与 on 合用，连同起任时间不详而其后才免职的，和日期只知大概的。")
    )
    include_predecessors = Flags(help_text=REACH["include_predecessors"])
    include_children = Flags(help_text=REACH["include_children"])


QUICK = frozenset({"organization", "person", "post", "state", "on", "include_unknown"})
ORDERINGS = ("id", "modified", "start_date", "end_date")


@extend_schema(responses=TenureSerializer(many=True))
class TenureView(ReadingView):
    """任期：由任免推算，不另存储。on= 问某日谁在任：起任当日算在任，免职当日不算。"""

    name = "tenures"
    serializer_class = TenureSerializer
    filterset_class = TenureFilters
    filter_backends = (ListFilter,)
    lookup_value_regex = "[0-9]{1,18}"

    def list(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        parameters = read_parameters(request, self, "ordering", "modified_since")
        parameters["organization"] = meant(parameters)
        ordering = _ordering(request)
        since = read_since(request)
        modified = last_change()
        if since is None:
            found = _ordered(_find(request, parameters), ordering)
            return self.answer(
                Listing.of(ShownTenures(found, modified)),
                self.name,
                if_empty=lambda: known_from(_acts(request, parameters), parameters["on"]),
            )
        found = []
        gone: list[Tombstone] = []
        if modified is not None and modified >= since:
            everything = read_tenures(visible_acts(request))
            found = _ordered(_find(request, parameters), ordering)
            gone = _gone(everything, since, modified)
        listing = Listing((Part(ShownTenures(found, modified)), Part(gone)))
        return self.answer(listing, self.name, deleted=True)

    @classmethod
    def quick_page(cls, request: Request, numbering: Numbering) -> Sequence[Any] | None:
        """The rows of a page for the public; None where the question has to go the long way.
        One query. Raises ValidationError, NotFound."""
        filters = read_filters(cls, request)
        if filters is None:
            return None
        given = {one.name: one for one in filters}
        narrowing = [given[name] for name in ("organization", "person", "post") if name in given]
        if not narrowing or not given.keys() <= QUICK:
            return None
        values = {name: one.values for name, one in given.items()}
        days = values.get("on", ())
        ordering = _ordering(request)
        by_hand = any_by_hand(Appointment)

        def write(marks: list[Any]) -> QuerySet[Any]:
            acts = public(Appointment, by_hand=by_hand)
            each = iter(marks)
            for one in narrowing:
                acts = cls.filterset_class.base_filters[one.name].filter(acts, one.words_with(each))
            return perhaps_held(acts, list(each)).values_list(*COLUMNS)

        form = ("tenures", by_hand, len(days), *(one.form for one in narrowing))
        slots = [value for one in narrowing for value in one.slots]
        acts = ask(form, write, slots + (list(days) if len(days) == 1 else []))
        tenures = select_tenures(
            fold_rows(acts),
            today=timezone.localdate(),
            states=values.get("state", ()),
            on=days,
            include_unknown=any(values.get("include_unknown", ())),
        )
        if not tenures:
            return None  # the long way tells from when on something is known
        number, size = numbering.read(request), numbering.size
        numbering.number_pages(number, len(tenures))
        page = _ordered(tenures, ordering)[(number - 1) * size : number * size]
        return show_tenures(page, acts, last_change())

    @extend_schema(responses=TenureSerializer)
    def retrieve(self, request: Request, *_args: Any, **kwargs: Any) -> Response:
        refuse_parameters(request, "format", "bom")
        number = int(kwargs["pk"])
        acts = visible_acts(request)
        act = acts.filter(pk=number).first()
        found = read_tenures(_together(acts, act)) if act is not None else []
        this = [tenure for tenure in found if tenure.id == number]
        if not this:
            raise _no_tenure(number, found)
        return Response(self.get_serializer(ShownTenures(this, last_change())[0]).data)


def _no_tenure(number: int, found: Sequence[Tenure]) -> NotFound:
    """404; ``found`` are the tenures of the person and post of the act of that number."""
    for tenure in found:
        if number in tenure.acts:
            message = _("任期的编号是它第一条任免的编号：任免 %(act)d 属于任期 %(tenure)d。")
            return NotFound(message % {"act": number, "tenure": tenure.id})
    return not_there(Appointment.resource, number)


def known_from(rows: QuerySet[Any], days: Sequence[dt.date]) -> dict[str, Any]:
    """Of a list that is asked for these days and finds nothing: the first day on which any of
    ``rows`` (acts, changes) tells of something; null where there is none. One query."""
    return {"known_from": rows.aggregate(first=Min("date"))["first"]} if days else {}


def visible_acts(request: Request) -> QuerySet[Appointment]:
    """The acts that this reader sees."""
    rows = Appointment.objects.all()
    return rows if sees_drafts(request.user) else rows.public()


def _acts(request: Request, parameters: dict[str, Any]) -> QuerySet[Appointment]:
    """The acts on the persons, posts and organisations that are asked for."""
    acts: Any = visible_acts(request)
    for name in ("organization", "person", "post"):
        acts = TenureFilters.base_filters[name].filter(acts, parameters[name])
    found: QuerySet[Appointment] = acts
    return found


def _find(request: Request, parameters: dict[str, Any]) -> list[Tenure]:
    acts = _acts(request, parameters)
    return select_tenures(
        read_tenures(acts, parameters["on"]),
        today=timezone.localdate(),
        states=parameters["state"],
        on=parameters["on"],
        include_unknown=any(parameters["include_unknown"]),
    )


def last_change() -> dt.datetime | None:
    """When any act was last changed or taken away, as far as the public knows. Two queries, or
    none."""
    return remembered("last change of acts", _last_change)


def _last_change() -> dt.datetime | None:
    gone = Tombstone.objects.filter(resource=Appointment.resource)
    times = [rows.aggregate(last=Max("modified"))["last"] for rows in (Appointment.objects, gone)]
    return max((time for time in times if time is not None), default=None)


def _together(acts: QuerySet[Appointment], act: Appointment) -> QuerySet[Appointment]:
    """All acts on the person and post of this one."""
    if act.person_id is None:
        return acts.filter(pk=act.pk)
    same = acts.filter(person=act.person_id, post=act.post_id)
    return same if act.post_id else same.filter(post_text=act.post_text)


def _ordering(request: Request) -> list[str]:
    """The names that the list is to be ordered by. Raises ValidationError."""
    given = ",".join(request.query_params.getlist("ordering")).split(",")
    names = [name.strip() for name in given if name.strip()]
    for name in names:
        if name.removeprefix("-") not in ORDERINGS or name.startswith("--"):
            message = _("不能按“%(name)s”排序：可用的有 %(known)s。")
            raise problem(
                "ordering",
                "unknown_ordering",
                message % {"name": name, "known": "、".join(ORDERINGS)},
            )
    return names or ["-start_date"]


def _ordered(tenures: list[Tenure], names: Sequence[str]) -> list[Tenure]:
    """In this order, then by id; what is not known comes last, up or down."""
    found = sorted(tenures, key=lambda tenure: tenure.id)
    for name in reversed(names):
        column = name.removeprefix("-")
        if column == "modified":  # the same of all
            continue
        known = [tenure for tenure in found if getattr(tenure, column) is not None]
        unknown = [tenure for tenure in found if getattr(tenure, column) is None]
        known.sort(key=lambda tenure: getattr(tenure, column), reverse=name.startswith("-"))
        found = known + unknown
    return found


def _gone(tenures: list[Tenure], since: dt.datetime, modified: dt.datetime) -> list[Tombstone]:
    """The ids under which no tenure is found any more: of acts that were taken away, and of
    acts that, by a change of one of them, came to stand within another's tenure."""
    rows = Tombstone.objects.filter(resource=Appointment.resource, modified__gte=since)
    ids = set(rows.values_list("record_id", flat=True))
    changed = set(Appointment.objects.filter(modified__gte=since).values_list("pk", flat=True))
    for tenure in tenures:
        if not changed.isdisjoint(tenure.acts):
            ids.update(tenure.acts)
    ids -= {tenure.id for tenure in tenures}
    return [Tombstone(record_id=pk, modified=modified) for pk in sorted(ids)]
