"""Reads of the congress app that several callers share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from .choices import FollowUpKind, OpinionState
from .models import FollowUp, Opinion


def with_state(opinions: QuerySet[Opinion], on: date, *, drafts: bool = False) -> QuerySet[Opinion]:
    """Each opinion with its ``state`` on that day, as ``states.opinion_state`` defines it.

    A report's day is that of the reply, else the day the report is dated. Reports in
    bulletins that are not published count only with ``drafts``, or the state would tell of
    what the public cannot see.
    """
    made = (
        (FollowUp.objects.all() if drafts else FollowUp.objects.public())
        .annotate(day=Coalesce("replied_on", "document__dated_on"))
        .filter(Q(day=None) | Q(day__lte=on), opinion=OuterRef("pk"))
    )
    return opinions.annotate(
        state=Case(
            When(closed_on__lte=on, then=Value(OpinionState.CLOSED.value)),
            When(
                Exists(made.filter(kind=FollowUpKind.TRACKING)),
                then=Value(OpinionState.TRACKED.value),
            ),
            When(
                Exists(made.filter(kind=FollowUpKind.HANDLING)),
                then=Value(OpinionState.HANDLED.value),
            ),
            When(due_on__lt=on, then=Value(OpinionState.OVERDUE.value)),
            default=Value(OpinionState.AWAITING.value),
            output_field=CharField(),
        )
    )


def overdue_on(
    opinions: QuerySet[Opinion], day: date, *, drafts: bool = False
) -> QuerySet[Opinion]:
    """Those opinions that were overdue on that day, each with its ``state`` then."""
    stated: QuerySet[Any] = with_state(opinions, day, drafts=drafts)
    return stated.filter(state=OpinionState.OVERDUE)
