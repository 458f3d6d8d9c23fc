"""How far a task has come, and whether it is overdue, derived from its deadline, its steps and a
date: defined here and nowhere else.

Pure Python. ``sessions.policy_queries.with_status`` says the same in the database's terms; a
property test holds both to one another.

**The status** of a task on a day is what its last step by the end of that day says; a task
without a step is open. Each year of a yearly task has steps of its own: the status of the whole
is that of the latest year that has one by then, ``instances`` tell each year's.

**Overdue** on a day is a task that falls due (a ``date`` or a ``range``), whose last day lies
before it, and that is not ended: accepted, or written off. That the unit reported it done
(``reported``) does not end it, nor that somebody inspected it: until the office accepts it, it
stands. What is accepted and then returned is not ended any more. A yearly task, one that goes on
(``rolling``), one ``as_deployed`` and one without a deadline never fall due: no day was set, so
none was missed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from .choices import DeadlineKind, TaskStatus

FALLS_DUE: Final = (DeadlineKind.DATE, DeadlineKind.RANGE)
ENDED: Final = (TaskStatus.ACCEPTED, TaskStatus.WRITTEN_OFF)
MOST_YEARS: Final = 50  # a plan spans five or fifteen years; a misread one leaves no long list


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step: what it says of the task on which day, and of which ``year`` of a yearly one.
    ``id`` tells which of two of one day came later."""

    status: str
    on: date
    year: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a task has come: ``since`` the day of the step that says so, None where there is
    none."""

    status: TaskStatus
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """One year of a yearly task, and how far it has come."""

    year: int
    status: TaskStatus
    status_on: date | None = None


def standing(steps: Iterable[StepTaken], on: date) -> Standing:
    """How far a task with these steps has come at the end of the day ``on``."""
    taken = [step for step in steps if step.on <= on]
    if not taken:
        return Standing(TaskStatus.OPEN)
    last = max(taken, key=lambda step: (step.year or 0, step.on, step.id))
    return Standing(TaskStatus(last.status), last.on)


def falls_due(kind: str) -> bool:
    """Whether a deadline of this kind can be missed."""
    return kind in FALLS_DUE


def is_overdue(kind: str, deadline_on: date | None, status: str, on: date) -> bool:
    """Whether a task is overdue at the end of the day ``on``, on which it has this status."""
    if not falls_due(kind) or deadline_on is None:
        return False
    return deadline_on < on and status not in ENDED


def instances(
    steps: Iterable[StepTaken],
    *,
    first: int | None,
    last: int | None,
    issued_on: date | None,
    on: date,
) -> list[Instance]:
    """The years of a yearly task, each with how far it has come at the end of the day ``on``.

    They are those of the policy's period (``first`` to ``last``); where it states no first year,
    from the year of issue; where it states no last one, to the year of ``on``. A year outside
    that has a step is one too.
    """
    taken = [step for step in steps if step.year is not None]
    begin = first if first is not None else (issued_on.year if issued_on else None)
    end = last if last is not None else on.year
    years = set() if begin is None else set(range(begin, min(end, begin + MOST_YEARS - 1) + 1))
    years |= {step.year for step in taken if step.year is not None and step.on <= on}
    found = []
    for year in sorted(years):
        here = standing((step for step in taken if step.year == year), on)
        found.append(Instance(year, here.status, here.since))
    return found
