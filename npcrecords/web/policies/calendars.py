"""The last days of tasks as iCalendar: those of a policy document that its table shows, and those
on the desk of an organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from icalendar import Event

from people.models import Organization
from sessions.choices import UnitRole
from sessions.desks import desk_of_organization

from ..calendar_files import calendar_file, day_event
from ..opinions.refusing import refusal
from . import reading
from .asking import asked
from .table import deadline_of, due_words
from .tasks import narrowing, ordered, rows_of


@require_safe
@conditional_page
def policy_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The last days of the tasks that the table's parameters ask for."""
    row = reading.policy(pk)
    if row is None:
        raise Http404
    wanted = asked(request.GET, timezone.localdate())
    if wanted.refused:
        return refusal(wanted.refused)
    tasks = narrowing(wanted).of(rows_of(row, wanted.on))
    name = _("任务期限：%(title)s") % {"title": row.enclosed_title or row.title}
    return _answer(request, ordered(tasks, "deadline_on"), wanted.on, name, f"policy-{pk}")


@require_safe
@conditional_page
def desk_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The last days of the tasks that an organisation leads or shares in."""
    row = get_object_or_404(Organization.objects.public().filter(merged_into=None), pk=pk)
    today = timezone.localdate()
    desk = desk_of_organization(row, today)
    tasks = ordered([*desk.led, *desk.shared], "deadline_on")
    return _answer(request, tasks, today, _("任务期限：%(title)s") % {"title": row}, f"desk-{pk}")


def _answer(
    request: HttpRequest, rows: Iterable[Any], on: dt.date, name: str, file: str
) -> HttpResponse:
    dated = (_event(request, row, on) for row in rows if row.deadline_on is not None)
    return calendar_file(dated, of="tasks", name=name, file=file)


def _event(request: HttpRequest, row: Any, on: dt.date) -> Event:
    path = reverse("web:policy_tasks", args=[row.policy_id])
    address = request.build_absolute_uri(f"{path}#t{row.pk}")
    leading = [one.name for one in row.unit_set.all() if one.role == UnitRole.LEAD]
    deadline = deadline_of(row)
    told = [
        row.policy.enclosed_title or row.policy.title,
        _("牵头单位：%(names)s") % {"names": "、".join(leading)} if leading else "",
        _("时限：%(words)s") % {"words": deadline.words},
        due_words(row, on),
        address,
    ]
    return day_event(
        uid=f"task-{row.pk}-due@{request.get_host()}",
        modified=row.modified,
        day=row.deadline_on,
        summary=_("任务到期：%(task)s") % {"task": f"{row.serial}{row.task}"},
        told=told,
        address=address,
    )
