"""Counts of the tasks of one policy, as of a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from .choices import DeadlineKind, TaskStatus, UnitRole
from .models import Policy, Task, TaskLeader, TaskUnit
from .policy_queries import with_status

Key = tuple[int | None, str]


@dataclass
class Count:
    """How many rows there are of something, how many of them are overdue, and how many are
    ended (accepted or written off). Of a unit, in how many rows it leads."""

    rows: int = 0
    overdue: int = 0
    ended: int = 0
    leading: int = 0


@dataclass(frozen=True)
class Group:
    """The rows of one domain, organisation, person, month, kind or status."""

    value: str
    count: Count
    id: int | None = None


@dataclass(frozen=True)
class Statistics:
    """The rows of a policy's registers counted as of the day ``on``. A row that several units
    share, or several leaders lead, counts for each. ``months`` are those of the last days."""

    on: dt.date
    tasks: int
    total: Count
    domains: list[Group] = field(default_factory=list)
    units: list[Group] = field(default_factory=list)
    leaders: list[Group] = field(default_factory=list)
    months: list[Group] = field(default_factory=list)
    kinds: list[Group] = field(default_factory=list)
    statuses: list[Group] = field(default_factory=list)


def statistics(policy: Policy, on: dt.date) -> Statistics:
    """The statistics of a policy. Three queries."""
    rows = list(
        with_status(Task.objects.filter(policy=policy), on)
        .order_by("register_id", "row", "pk")
        .values_list(
            "pk", "domain", "deadline_kind", "deadline_on", "status", "overdue", "continues"
        )
    )
    ended = (TaskStatus.ACCEPTED, TaskStatus.WRITTEN_OFF)
    standing = {row[0]: (row[5], row[4] in ended) for row in rows}

    def count(pks: Iterable[int], leading: int = 0) -> Count:
        held = [standing[pk] for pk in pks]
        return Count(len(held), sum(one[0] for one in held), sum(one[1] for one in held), leading)

    def by(key: Callable[[tuple[object, ...]], Hashable]) -> dict[Hashable, list[int]]:
        found: dict[Hashable, list[int]] = defaultdict(list)
        for row in rows:
            found[key(row)].append(row[0])
        return found

    months = by(lambda row: row[3].isoformat()[:7] if isinstance(row[3], dt.date) else "")
    kinds, statuses = by(lambda row: row[2]), by(lambda row: row[4])
    return Statistics(
        on=on,
        tasks=sum(not row[6] for row in rows),
        total=count(standing),
        domains=[Group(str(name), count(pks)) for name, pks in by(lambda row: row[1]).items()],
        units=_units(policy, count),
        leaders=_leaders(policy, count),
        months=[Group(str(name), count(months[name])) for name in sorted(months, key=str) if name],
        kinds=[Group(one, count(kinds[one])) for one in DeadlineKind.values if one in kinds],
        statuses=[Group(one, count(statuses[one])) for one in TaskStatus.values if one in statuses],
    )


def _units(policy: Policy, count: Callable[..., Count]) -> list[Group]:
    named = TaskUnit.objects.filter(task__policy=policy).order_by("task", "role", "order")
    tasks: dict[Key, set[int]] = defaultdict(set)
    leading: Counter[Key] = Counter()
    columns = named.values_list("task", "role", "organization", "organization__name", "name")
    for task, role, pk, known, printed in columns:
        key = (pk, known or printed)
        if role == UnitRole.LEAD and task not in tasks[key]:
            leading[key] += 1
        tasks[key].add(task)
    return _sorted(tasks, lambda key: count(tasks[key], leading[key]))


def _leaders(policy: Policy, count: Callable[..., Count]) -> list[Group]:
    named = TaskLeader.objects.filter(task__policy=policy)
    tasks: dict[Key, set[int]] = defaultdict(set)
    for task, pk, known, printed in named.values_list("task", "person", "person__name", "name"):
        tasks[pk, known or printed].add(task)
    return _sorted(tasks, lambda key: count(tasks[key], len(tasks[key])))


def _sorted(tasks: dict[Key, set[int]], count: Callable[[Key], Count]) -> list[Group]:
    """The most rows first."""
    groups = [Group(key[1], count(key), key[0]) for key in tasks]
    return sorted(groups, key=lambda one: (-one.count.rows, one.value, one.id or 0))
