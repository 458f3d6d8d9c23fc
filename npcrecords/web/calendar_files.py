"""Days as iCalendar (RFC 5545), to be subscribed to: an event of a whole day for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.http import HttpResponse
from icalendar import Calendar, Event, vText

from .opinions.controls import without_controls

AGAIN = dt.timedelta(days=1)  # so often a program need ask anew


def calendar_file(events: Iterable[Event], *, of: str, name: str, file: str) -> HttpResponse:
    """A calendar with this name; ``of`` is what its events are of."""
    calendar = Calendar()
    calendar.add("prodid", f"-//npcrecords//{of}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Named as text: of a property that it does not know the library escapes nothing.
    calendar.add("x-wr-calname", vText(" ".join(without_controls(name).split())))
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    for one in events:
        calendar.add_component(one)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response


def day_event(
    *,
    uid: str,
    modified: dt.datetime,
    day: dt.date,
    summary: str,
    told: Iterable[str],
    address: str,
) -> Event:
    """An event of a whole day. It has one ``uid`` for good: a day that is moved moves it."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", modified)
    event.add("last-modified", modified)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", without_controls(summary))
    event.add("description", without_controls("\n".join(filter(None, told))))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
