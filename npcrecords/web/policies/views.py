"""The pages of policy documents: the list of all, one with its measures, its register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sessions.choices import PartyRole
from sessions.models import Policy
from sessions.task_states import ENDED

from ..citing import cite
from ..headings import heading
from ..opinions.table import as_of_words
from ..pictures import deadlines_svg
from ..pictures.deadlines import DeadlineYear, deadline_year
from . import listing, reading
from .asking import LANES, Asked, asked
from .counting import dimensions
from .outline import outline_of
from .table import shown
from .tasks import narrowing, ordered, rows_of

PER_PAGE = 50
ROWS_A_PAGE = 300
API = "/api/v1/tasks/"


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """The policy documents."""
    wanted = listing.asked(request.GET)
    page = Paginator(listing.listed(wanted), PER_PAGE).get_page(request.GET.get("page"))
    names = {
        "issued_on": _("成文日期"),
        "title": _("标题"),
        "tasks_count": _("任务"),
        "measures_count": _("举措"),
    }
    context = {
        "page": page,
        "wanted": wanted,
        "query": wanted.query(),
        "dimensions": listing.dimensions(wanted),
        "headings": {name: heading(wanted, name, names[name]) for name in listing.ORDERS},
    }
    return render(request, "web/policies.html", context)


@require_safe
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy document: its head, its deadlines, its measures, what it stands to."""
    row = _held(pk)
    today = timezone.localdate()
    tasks = rows_of(row, today)
    wanted = _of_picture(asked(request.GET, today), today)
    picture = _picture(row, tasks, wanted)
    context = {
        "policy": row,
        "issuers": reading.in_role(row, PartyRole.ISSUER),
        "addressees": reading.in_role(row, PartyRole.ADDRESSEE),
        "copies": reading.in_role(row, PartyRole.COPY),
        "bases": reading.bases(row),
        "missing": reading.missing_words(row),
        "registers": _registers(row, tasks),
        "as_of": as_of_words(today),
        "outline": outline_of(row),
        "cited": reading.cited(row),
        "cited_by": reading.cited_by(row),
        "alike": reading.alike(row),
        "unfolded": request.GET.get("unfolded") == "1",
        "cite": cite(request, title=row.title, subject=row.number),
    }
    context |= _choices(picture, tasks, wanted)
    return render(request, "web/policy.html", context)


@require_safe
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The registers of a document: its tasks as they stood on a day."""
    row = _held(pk)
    wanted = asked(request.GET, timezone.localdate())
    rows = rows_of(row, wanted.on)
    narrow = narrowing(wanted)
    found = ordered(narrow.of(rows), wanted.ordering)
    page = _page_of(request, found)
    picture = _picture(row, found, wanted)
    names = {"row": _("序号"), "task": _("任务和措施"), "deadline_on": _("完成时限")}
    context = {
        "policy": row,
        "page": page,
        "rows": shown(page, wanted.on, as_printed=wanted.ordering == "row"),
        "registers": {one.pk: str(one) for one in row.registers.all()},
        "wanted": wanted,
        "query": wanted.query(),
        "dimensions": dimensions(rows, wanted, narrow, row.registers.all()),
        "headings": {name: heading(wanted, name, names[name], first="") for name in names},
        "as_of": as_of_words(wanted.on),
        "typed": wanted.on.isoformat(),
        "links": _links(row, wanted),
        "unfolded": request.GET.get("unfolded") == "1",
        "cite": cite(
            request,
            title=row.title,
            subject=_("任务清单"),
            query=wanted.query().removesuffix("&"),
        ),
    }
    context |= _choices(picture, rows, wanted)
    return render(request, "web/policy_tasks.html", context)


def _held(pk: int) -> Policy:
    row = reading.policy(pk)
    if row is None:
        raise Http404
    return row


def _page_of(request: HttpRequest, rows: Sequence[Any]) -> Page[Any]:
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))


def _picture(row: Policy, rows: Sequence[Any], wanted: Asked) -> DeadlineYear:
    """Its marks lead to the rows of the table, on whatever page these are."""
    place = {task.pk: number // ROWS_A_PAGE + 1 for number, task in enumerate(rows)}
    base = reverse("web:policy_tasks", args=[row.pk])
    query = wanted.query()

    def href(task: Any) -> str:
        asks = query + (f"page={place[task.pk]}" if place[task.pk] > 1 else "")
        return f"{base}?{asks.removesuffix('&')}#t{task.pk}".replace("?#", "#")

    return deadline_year(
        "deadlines",
        row.enclosed_title or row.title,
        rows,
        wanted.on,
        href,
        year=int(wanted.year) if wanted.year else None,
        by_unit=wanted.lanes == "unit" or not any(task.domain for task in rows),
    )


def _of_picture(wanted: Asked, on: dt.date) -> Asked:
    """What the page of a document takes from its address: the year and the lanes."""
    return Asked(on=on, year=wanted.year, lanes=wanted.lanes)


def _choices(picture: DeadlineYear, rows: Sequence[Any], wanted: Asked) -> dict[str, Any]:
    """What else can be drawn: other lanes, other years."""
    years = [(year, n, wanted.query(year=str(year))) for year, n in picture.years.items()]
    return {
        "picture": picture,
        "drawn": deadlines_svg.draw(picture),
        "lanes": _lanes(wanted) if any(task.domain for task in rows) else [],
        "years": years if len(years) > 1 else [],
    }


def _registers(row: Policy, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Each register with how many tasks it holds, and how they stand."""
    found = []
    for one in row.registers.all():
        held = [task for task in rows if task.register_id == one.pk]
        found.append(
            {
                "register": one,
                "rows": len(held),
                "tasks": sum(not task.continues for task in held),
                "overdue": sum(task.overdue for task in held),
                "ended": sum(task.status in ENDED for task in held),
                "corrected": sum(bool(task.correction_set.all()) for task in held),
            }
        )
    return found


def _lanes(wanted: Asked) -> list[tuple[str, str, bool]]:
    """By what the picture may group the tasks: in words, the parameters, whether it does."""
    names = {"domain": _("按领域"), "unit": _("按牵头单位")}
    return [
        (names[one], wanted.query(lanes="" if one == LANES[0] else one), one == wanted.lanes)
        for one in LANES
    ]


def _links(row: Policy, wanted: Asked) -> Mapping[str, str]:
    """The addresses of just these tasks in other forms."""
    asks = wanted.of_api(row.pk)

    def at(form: str) -> str:
        return f"{API}?{urlencode(asks | {'format': form}, doseq=True)}"

    calendar = reverse("web:policy_calendar", args=[row.pk])
    query = wanted.query(ordering="", lanes="", year="").removesuffix("&")
    return {
        "csv": at("csv"),
        "jsonl": at("jsonl"),
        "calendar": f"{calendar}?{query}" if query else calendar,
    }
