"""Reads of the congress app that several callers share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from .choices import OpinionState
from .models import Opinion
from .replies import AS_DATED, replies_by, trackings_by


def with_state(opinions: QuerySet[Opinion], on: date, *, drafts: bool = False) -> QuerySet[Opinion]:
    """Each opinion as it stood at the end of that day (``as_of``), as ``sessions.states`` defines
    it: its ``state``; ``replied_on``, the day of the first reply, with ``reply``, which tells the
    basis, precision and printed words of it.

    Reports in bulletins that are not published count only with ``drafts``, or the state would
    tell of what the public cannot see.
    """
    replies = replies_by(on, drafts=drafts)
    return opinions.annotate(
        as_of=Value(on, output_field=DateField()),
        state=Case(
            When(
                Q(closed_on__lte=on) | Q(withdrawn_on__lte=on),
                then=Value(OpinionState.CLOSED.value),
            ),
            When(
                Exists(trackings_by(on, drafts=drafts)),
                then=Value(OpinionState.TRACKED.value),
            ),
            When(Exists(replies), then=Value(OpinionState.HANDLED.value)),
            When(due_on__lt=on, then=Value(OpinionState.OVERDUE.value)),
            default=Value(OpinionState.AWAITING.value),
            output_field=CharField(),
        ),
        replied_on=Subquery(replies.values("day")[:1]),
        reply=Subquery(replies.values(told=AS_DATED)[:1]),
    )


LATE = Q(state=OpinionState.OVERDUE) | Q(replied_on__gt=F("due_on"))


def late(stated: QuerySet[Any], *, yes: bool = True) -> QuerySet[Any]:
    """Of opinions ``with_state`` those of which the reply came late, or is late that day
    (``states.days_late`` is more than 0); or the others."""
    if yes:
        return stated.filter(LATE)
    in_time = Q(due_on=None) | Q(replied_on=None) | Q(replied_on__lte=F("due_on"))
    return stated.exclude(state=OpinionState.OVERDUE).filter(in_time)


def overdue_on(
    opinions: QuerySet[Opinion], day: date, *, drafts: bool = False
) -> QuerySet[Opinion]:
    """Those opinions that were overdue on that day, each with its ``state`` then."""
    stated: QuerySet[Any] = with_state(opinions, day, drafts=drafts)
    return stated.filter(state=OpinionState.OVERDUE)
