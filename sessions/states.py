"""The state of a review opinion and its days, derived from facts and a date: defined here and
nowhere else.

Pure Python. ``sessions.queries.with_state`` says the same in the database's terms; a property
test holds both to one another.

**On which day the government replied.** A handling report is the government's own: its reply is
of the day that it gives (``replied_on``), else of the day that its document is dated. A tracking
report is the committee's, and what it gives as ``replied_on`` is the government's reply that it
retells: it tells nothing of its own day. Where no report of an opinion tells a day for a reply,
the reply was there by the session whose bulletin prints it. A handling report without a day is
the reply that a tracking report retells, so that day goes before the bulletin's.

**On which day the committee tracked**: that of the tracking document, else of the session whose
bulletin prints it.

Of a half-known date the first day that it allows counts, as everywhere: so nobody is called late
who may have been in time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .choices import FollowUpKind, OpinionState, ReplyBasis

Day = date


@dataclass(frozen=True, slots=True)
class Report:
    """What a handling or tracking report tells of days: the reply that it gives or retells, the
    day its document is dated, and the first day of the session whose bulletin prints it. ``id``
    is the caller's."""

    kind: str
    replied_on: Day | None = None
    dated_on: Day | None = None
    printed_for: Day | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply of the government's: its day, None when no day is known, and what tells it: the
    kind of basis, and the id of the report."""

    on: Day | None
    basis: str | None
    report: int = 0


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What is known of an opinion's fate. ``closed_on`` is the day that ``ended_on`` gives.

    ``replies`` and ``trackings`` hold the day of each reply and tracking, or None for one of
    which no day is known.
    """

    due_on: Day | None = None
    closed_on: Day | None = None
    replies: tuple[Day | None, ...] = ()
    trackings: tuple[Day | None, ...] = ()


def ended_on(closed_on: Day | None, withdrawn_on: Day | None) -> Day | None:
    """The day from which nothing is awaited any more: the opinion is closed, or withdrawn."""
    return min((day for day in (closed_on, withdrawn_on) if day is not None), default=None)


def facts_of(
    reports: Iterable[Report], *, due_on: Day | None = None, closed_on: Day | None = None
) -> OpinionFacts:
    """The facts that the reports on an opinion tell."""
    held = list(reports)
    return OpinionFacts(
        due_on=due_on,
        closed_on=closed_on,
        replies=tuple(reply.on for reply in replies_in(held)),
        trackings=tuple(
            report.dated_on or report.printed_for
            for report in held
            if report.kind == FollowUpKind.TRACKING
        ),
    )


def replies_in(reports: Iterable[Report]) -> list[Reply]:
    """The government's replies that these reports on one opinion make or retell."""
    held = list(reports)
    retold = [
        Reply(report.replied_on, ReplyBasis.RETOLD, report.id)
        for report in held
        if report.kind == FollowUpKind.TRACKING and report.replied_on
    ]
    found = list(retold)
    for report in held:
        if report.kind != FollowUpKind.HANDLING:
            continue
        if report.replied_on:
            found.append(Reply(report.replied_on, ReplyBasis.REPORT, report.id))
        elif report.dated_on:
            found.append(Reply(report.dated_on, ReplyBasis.DOCUMENT, report.id))
        elif not retold:
            basis = ReplyBasis.BULLETIN if report.printed_for else None
            found.append(Reply(report.printed_for, basis, report.id))
    return found


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


def first_reply(facts: OpinionFacts, on: Day) -> Day | None:
    """The day of the first reply made by the end of ``on``; None where there is none, or where
    the day of one is not known, which may have been the first."""
    if None in facts.replies:
        return None
    return min((day for day in facts.replies if day is not None and day <= on), default=None)


def days_to_reply(adopted_on: Day | None, replied_on: Day | None) -> int | None:
    """How many days the government took from the adoption to its first reply; None where a day
    is not known, or where the reply would come before the opinion (a finding says so)."""
    if adopted_on is None or replied_on is None or replied_on < adopted_on:
        return None
    return (replied_on - adopted_on).days


def days_late(state: str, due_on: Day | None, replied_on: Day | None, on: Day) -> int | None:
    """How many days late the reply came, or is at the end of ``on``: 0 is in time, or not due.

    ``state`` and ``replied_on`` are as of that day (``opinion_state``, ``first_reply``). None
    where nobody can tell: no due date was set; the day of a reply is not known; or the opinion
    went its way (tracked, closed) without a reply that is known.
    """
    if due_on is None:
        return None
    if replied_on is not None:
        return max(0, (replied_on - due_on).days)
    if state == OpinionState.OVERDUE:
        return (on - due_on).days
    return 0 if state == OpinionState.AWAITING else None
