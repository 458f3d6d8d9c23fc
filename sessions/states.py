"""The state of a review opinion, derived from facts and a date: defined here and nowhere else.

Pure Python. ``sessions.queries.with_state`` says the same in the database's terms; a property
test holds both to one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .choices import OpinionState

Day = date


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What is known of an opinion's fate.

    ``replies`` and ``trackings`` hold one entry for each handling or tracking report: its
    day (of a half-known date the first day it allows), or None when no day is known.
    """

    due_on: Day | None = None
    closed_on: Day | None = None
    replies: tuple[Day | None, ...] = ()
    trackings: tuple[Day | None, ...] = ()


def opinion_state(facts: OpinionFacts, on: Day) -> OpinionState:
    """How the opinion stood at the end of the day ``on``.

    The last step taken decides: closed, tracked, handled. Before any step the opinion is
    awaited, and overdue from the day after ``due_on``. Without a due date it is never
    overdue: no deadline was set, so none was missed. A report whose day is not known
    counts on every day: nobody is called late on the ground of a date that we lack.
    """
    if facts.closed_on is not None and facts.closed_on <= on:
        return OpinionState.CLOSED
    if _any_by(facts.trackings, on):
        return OpinionState.TRACKED
    if _any_by(facts.replies, on):
        return OpinionState.HANDLED
    if facts.due_on is not None and facts.due_on < on:
        return OpinionState.OVERDUE
    return OpinionState.AWAITING


def _any_by(days: tuple[Day | None, ...], on: Day) -> bool:
    return any(day is None or day <= on for day in days)
