"""Due dates as iCalendar (RFC 5545), to be subscribed to: an event of a whole day for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from icalendar import Event

from sessions.choices import OpinionState

from ..calendar_files import calendar_file, day_event
from .asking import asked, narrowed
from .refusing import refusal
from .table import addressee_words, as_of, due_words, with_replies


@require_safe
@conditional_page
def opinions_calendar(request: HttpRequest) -> HttpResponse:
    """The due dates of the opinions that the table's parameters ask for."""
    wanted = asked(request.GET, timezone.localdate())
    if wanted.refused:
        return refusal(wanted.refused)
    rows = with_replies(narrowed(as_of(wanted.on), wanted), wanted.on).exclude(due_on=None)
    name = _("审议意见办理期限")
    return _answer(request, rows.order_by("due_on", "pk"), wanted.on, name, "opinions")


@require_safe
@conditional_page
def opinion_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The due date of one opinion; 404 where none is set."""
    today = timezone.localdate()
    row: Any = with_replies(as_of(today), today).filter(pk=pk).exclude(due_on=None).first()
    if row is None:
        raise Http404
    return _answer(
        request, [row], today, _("办理期限：%(title)s") % {"title": row}, f"opinion-{pk}"
    )


def _answer(
    request: HttpRequest, rows: Iterable[Any], on: dt.date, name: str, file: str
) -> HttpResponse:
    events = (_event(request, row, on) for row in rows)
    return calendar_file(events, of="opinions", name=name, file=file)


def _event(request: HttpRequest, row: Any, on: dt.date) -> Event:
    """The due date of an opinion."""
    address = request.build_absolute_uri(reverse("web:opinion", args=[row.pk]))
    told = [
        _("交办对象：%(name)s") % {"name": addressee_words(row)} if addressee_words(row) else "",
        _("期限依据：%(rule)s") % {"rule": row.due_rule},
        " ".join(filter(None, [str(OpinionState(row.state).label), due_words(row, on)])),
        address,
    ]
    return day_event(
        uid=f"opinion-{row.pk}-due@{request.get_host()}",
        modified=row.modified,
        day=row.due_on,
        summary=_("办理期限：%(title)s") % {"title": row.title},
        told=told,
        address=address,
    )
