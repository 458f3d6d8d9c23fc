"""The rows of a policy's registers as they stood on a day, and those of them that are asked for.

A document holds some hundred rows at the most: they are read once, and counted, drawn and
filtered in memory, by the conditions that the API's filters set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from people.lookup import organization_ids, people_called
from sessions.models import Policy, Task, TaskUnit
from sessions.policy_queries import with_parts, with_status

from ..parameters import ids_and_names
from .asking import AS_PRINTED, Asked

Condition = Callable[[Any], bool]


def rows_of(policy: Policy, on: dt.date) -> list[Any]:
    """All rows, as printed: register by register, with leaders, units, corrections and steps.
    Five queries."""
    rows = with_parts(with_status(Task.objects.filter(policy=policy), on))
    found = list(rows.prefetch_related("steps").order_by("register__order", "register", "row"))
    for row in found:
        row.policy = policy
    return found


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The conditions of a question, by the name of their filter."""

    conditions: dict[str, Condition]

    def of(self, rows: Iterable[Any], *, but: str = "") -> list[Any]:
        """The rows that meet all conditions; ``but`` names a filter that is left out."""
        held = [one for name, one in self.conditions.items() if name != but]
        return [row for row in rows if all(meets(row) for meets in held)]


def narrowing(wanted: Asked) -> Narrowing:
    """What is asked for, as conditions. A query for the units, one for the leaders that are
    asked for."""
    found: dict[str, Condition] = {}
    if wanted.register:
        registers = {int(one) for one in wanted.register}
        found["register"] = lambda row: row.register_id in registers
    if wanted.domain:
        found["domain"] = lambda row: row.domain in wanted.domain
    if wanted.deadline_kind:
        found["deadline_kind"] = lambda row: row.deadline_kind in wanted.deadline_kind
    if wanted.month:
        found["month"] = lambda row: month_of(row) in wanted.month
    if wanted.status:
        found["status"] = lambda row: row.status in wanted.status
    if wanted.overdue:
        found["overdue"] = lambda row: row.overdue
    if wanted.unit:
        found["unit"] = _of_units(wanted.unit)
    if wanted.leader:
        found["leader"] = _of_leaders(wanted.leader)
    if wanted.q:
        words = [word.strip().lower() for word in wanted.q.split(",") if word.strip()]
        found["q"] = lambda row: any(
            word in text.lower() for word in words for text in (row.task, row.measure or "")
        )
    return Narrowing(found)


def month_of(row: Any) -> str:
    """``2020-12``: the month of its last day; "" where there is none."""
    return row.deadline_on.isoformat()[:7] if row.deadline_on else ""


def _of_units(values: tuple[str, ...]) -> Condition:
    ids = set(organization_ids(values))
    names = set(ids_and_names(values)[1])

    def meets(row: Any) -> bool:
        return any(
            unit.organization_id in ids if unit.organization_id is not None else unit.name in names
            for unit in row.unit_set.all()
        )

    return meets


def _of_leaders(values: tuple[str, ...]) -> Condition:
    numbers, names = ids_and_names(values)
    ids = set(people_called(numbers, names).values_list("survivor", flat=True))

    def meets(row: Any) -> bool:
        return any(
            one.person_id in ids if one.person_id is not None else one.name in names
            for one in row.leader_set.all()
        )

    return meets


def ordered(rows: list[Any], ordering: str) -> list[Any]:
    """In this order; rows come as printed. What has no last day stands last in any order."""
    name = ordering.removeprefix("-")
    down = ordering != name
    if name == AS_PRINTED:
        return list(reversed(rows)) if down else rows
    if name == "task":
        return sorted(rows, key=lambda row: row.task, reverse=down)
    dated = [row for row in rows if row.deadline_on is not None]
    rest = [row for row in rows if row.deadline_on is None]
    return sorted(dated, key=lambda row: row.deadline_on, reverse=down) + rest


def unit_key(unit: TaskUnit) -> tuple[int | None, str]:
    """What tells units apart: the organisation, or, not settled, its printed name."""
    if unit.organization is not None:
        return unit.organization_id, unit.organization.name
    return None, unit.name
