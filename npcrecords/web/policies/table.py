"""How a row of a register is shown: who leads, who shares, by when, how far it has come, and what
is wrong with the print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from npcrecords.core.wording import date_text
from sessions.choices import CorrectionState, DeadlineKind, TaskField, TaskStatus, UnitRole
from sessions.policy_queries import instances_of
from sessions.task_states import ENDED, falls_due

from ..passages import Passage, passage

LONG = 90  # characters of a measure that a cell shows unfolded


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a unit as printed; ``href`` leads to who that is, ``whole`` is the full name
    where the print has another."""

    name: str
    href: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A leader with the leading units that stand beside the name; or leading units alone."""

    leader: Named | None
    units: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What is printed in which column, what it should be, why, and whether anybody has confirmed
    it. ``reason`` is "" where the next correction has the same."""

    field: str
    column: str
    printed: str
    value: str
    reason: str
    state: str
    state_words: str

    @property
    def is_rejected(self) -> bool:
        return self.state == CorrectionState.REJECTED


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: the ``words`` as they read, the ``kind``, and the last day in full."""

    words: str
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Row:
    """A task as a row of the table. ``joined``: it goes on with the task of the row above."""

    task: Any
    measure: Passage
    leads: Sequence[Lead]
    units: Sequence[Named]
    deadline: Deadline
    status: str
    due: str
    years: Sequence[tuple[int, str]]
    corrections: Sequence[Correction] = ()
    joined: bool = False
    opens: str = ""  # the domain that begins here

    @property
    def id(self) -> int:
        return int(self.task.pk)

    @property
    def corrected(self) -> set[str]:
        """The columns of which the print is wrong."""
        return {one.field for one in self.corrections if not one.is_rejected}


def shown(rows: Iterable[Any], on: dt.date, *, as_printed: bool = True) -> list[Row]:
    """The rows of ``tasks.rows_of`` for the table. ``as_printed``: domain by domain, in the order
    of the register. No query."""
    found: list[Row] = []
    above: Any = None
    for task in rows:
        follows = above is not None and above.register_id == task.register_id
        joined = as_printed and follows and task.continues and above.row == task.row - 1
        begins = as_printed and task.domain and not (follows and above.domain == task.domain)
        found.append(
            Row(
                task=task,
                measure=passage(task.measure, LONG),
                leads=leads_of(task),
                units=[_unit(one) for one in task.unit_set.all() if one.role == UnitRole.SHARED],
                deadline=deadline_of(task),
                status=str(TaskStatus(task.status).label),
                due=due_words(task, on),
                years=_years(task, on),
                corrections=corrections_of(task),
                joined=bool(joined),
                opens=task.domain if begins else "",
            )
        )
        above = task
    return found


def leads_of(task: Any) -> list[Lead]:
    """Each leader with the unit that the cell pairs with the name, then the other leading
    units."""
    units = [one for one in task.unit_set.all() if one.role == UnitRole.LEAD]
    by_name = {one.name: _unit(one) for one in units}
    found, paired = [], set()
    for one in task.leader_set.all():
        unit = one.lead_unit
        beside = (by_name.get(unit) or Named(unit),) if unit else ()
        paired.add(unit)
        found.append(Lead(_person(one), beside))
    rest = tuple(by_name[one.name] for one in units if one.name not in paired)
    if rest and len(found) == 1 and not found[0].units:
        return [Lead(found[0].leader, rest)]
    return [*found, Lead(None, rest)] if rest else found


def _person(one: Any) -> Named:
    if one.person_id is None:
        return Named(one.name, whole=one.role)
    return Named(one.name, reverse("web:person", args=[one.person_id]), one.role)


def _unit(one: Any) -> Named:
    if one.organization_id is None:
        return Named(one.name)
    whole = one.organization.name
    href = reverse("web:organization", args=[one.organization_id])
    return Named(one.name, href, whole if whole != one.name else "")


def unit_names(rows: Iterable[Any]) -> list[Named]:
    """The units of a measure."""
    return [_unit(one) for one in rows]


def deadline_of(task: Any) -> Deadline:
    """The words as they read, else the day; and what they are taken to mean."""
    kind = str(DeadlineKind(task.deadline_kind).label)
    if task.deadline_on is None:
        return Deadline(task.deadline_text, kind, "")
    words = task.deadline_text or date_text(task.deadline_on, task.deadline_precision, "")
    last = date_format(task.deadline_on, "DATE_FORMAT")
    if task.deadline_start is not None:
        said = _("%(first)s至%(last)s")
        first = date_format(task.deadline_start, "DATE_FORMAT")
        return Deadline(words, kind, said % {"first": first, "last": last})
    return Deadline(words, kind, _("至%(day)s") % {"day": last} if words != last else "")


def due_words(task: Any, on: dt.date) -> str:
    """How long until the last day, or how long past it; "" where none was set, and of a task
    that is ended."""
    if not falls_due(task.deadline_kind) or task.deadline_on is None or task.status in ENDED:
        return ""
    days = (task.deadline_on - on).days
    if days == 0:
        return _("今天到期") if on == timezone.localdate() else _("当天到期")
    if days > 0:
        return _("还有%(days)s天") % {"days": days}
    return _("已逾期%(days)s天") % {"days": -days}


def _years(task: Any, on: dt.date) -> list[tuple[int, str]]:
    """Of a yearly task each year with how far it has come, where anything was said of it."""
    if task.deadline_kind != DeadlineKind.YEARLY:
        return []
    steps = list(task.steps.all())
    if not steps:
        return []
    return [(one.year, str(TaskStatus(one.status).label)) for one in instances_of(task, steps, on)]


def corrections_of(task: Any) -> list[Correction]:
    """In the order of the columns; one reason of several is told with the last of them."""
    places = {one: place for place, one in enumerate(TaskField.values)}
    rows = sorted(task.correction_set.all(), key=lambda one: (places[one.field], one.order))
    found = []
    for one, after in zip_longest(rows, rows[1:]):
        same = after is not None and after.reason == one.reason
        found.append(
            Correction(
                field=one.field,
                column=str(TaskField(one.field).label),
                printed=one.printed,
                value=one.value,
                reason="" if same else one.reason,
                state=one.state,
                state_words=str(CorrectionState(one.state).label),
            )
        )
    return found
