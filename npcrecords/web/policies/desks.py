"""What is on the desk of an organisation, and on that of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.models import Organization, Person
from sessions.desks import Counts, desk_of_organization, desk_of_person
from sessions.task_states import ENDED

from ..citing import cite
from ..opinions.table import as_of_words
from ..parameters import day_of
from .table import shown, unit_names

TASKS_A_PAGE = 50
POINTS_A_PAGE = 20
MEASURES = 100  # that are listed; the API has them all


@require_safe
def organization_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks that an organisation leads or shares in, its measures, the points of opinions that
    name it, and who heads it, on a day."""
    row = get_object_or_404(Organization.objects.public(), pk=pk)
    if row.merged_into_id is not None:
        return redirect("web:organization_desk", pk=row.merged_into_id, permanent=True)
    on, refused = _day(request)
    desk = desk_of_organization(row, on)
    role = request.GET.get("role", "")
    rows = {"lead": desk.led, "shared": desk.shared}.get(role, [*desk.led, *desk.shared])
    names = {
        "": (_("全部"), len(desk.led) + len(desk.shared)),
        "lead": (_("牵头"), len(desk.led)),
        "shared": (_("参与"), len(desk.shared)),
    }
    roles = [(words, one, number, one == role) for one, (words, number) in names.items()]
    points = Paginator(desk.points, POINTS_A_PAGE)
    kept = {"on": request.GET["on"]} if request.GET.get("on") and not refused else {}
    query = urlencode(kept | ({"role": role} if role in names and role else {}))
    measures = desk.measures[:MEASURES]
    context = _tasks(request, rows, on) | {
        "organization": row,
        "on": on,
        "typed": on.isoformat(),
        "refused": refused,
        "as_of": as_of_words(on),
        "counts": Counts.of([*desk.led, *desk.shared]),
        "roles": [
            (words, urlencode(kept | ({"role": one} if one else {})), number, chosen)
            for words, one, number, chosen in roles
        ],
        "heads": desk.heads,
        "measures": [(one, unit_names(one.unit_set.all())) for one in measures],
        "measures_count": len(desk.measures),
        "points": points.get_page(request.GET.get("points")),
        "query": f"{query}&" if query else "",
        "calendar": reverse("web:desk_calendar", args=[row.pk]),
        "api": f"/api/v1/organizations/{row.pk}/desk/",
        "cite": cite(request, subject=_("%(name)s手上的事") % {"name": row}, query=query),
    }
    return render(request, "web/organization_desk.html", context)


@require_safe
def person_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks that a person leads, and the posts held on a day."""
    row = get_object_or_404(Person.objects.public(), pk=pk)
    if row.merged_into_id is not None:
        return redirect("web:person_desk", pk=row.merged_into_id, permanent=True)
    on, refused = _day(request)
    desk = desk_of_person(row, on)
    kept = {"on": request.GET["on"]} if request.GET.get("on") and not refused else {}
    query = urlencode(kept)
    context = _tasks(request, desk.led, on) | {
        "person": row,
        "on": on,
        "typed": on.isoformat(),
        "refused": refused,
        "as_of": as_of_words(on),
        "counts": Counts.of(desk.led),
        "posts": desk.posts,
        "query": f"{query}&" if query else "",
        "api": f"/api/v1/people/{row.pk}/desk/",
        "cite": cite(request, subject=_("%(name)s牵头的事") % {"name": row.name}, query=query),
    }
    return render(request, "web/person_desk.html", context)


def _day(request: HttpRequest) -> tuple[dt.date, list[str]]:
    refused: list[str] = []
    return day_of(request.GET.get("on", ""), timezone.localdate(), refused), refused


def _tasks(request: HttpRequest, rows: Sequence[Any], on: dt.date) -> dict[str, Any]:
    """A page of the tasks, the most urgent first: overdue, then by last day, then those without
    one, then those that are ended."""
    page = Paginator(sorted(rows, key=_urgency), TASKS_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": shown(page, on, as_printed=False)}


def _urgency(task: Any) -> tuple[Any, ...]:
    ended = task.status in ENDED
    day = task.deadline_on or dt.date.max
    return ended, day, task.policy_id, task.register_id, task.row
