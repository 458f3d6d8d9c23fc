"""How many tasks there are of each domain, unit, leader, kind of deadline, month and status.

The counts of one of them respect the filters on the others, so that each says how many rows its
link leads to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sessions.choices import DeadlineKind, TaskStatus
from sessions.models import Register

from ..counted import Counted, Dimension
from .asking import Asked, days_of
from .tasks import Narrowing, month_of, unit_key

Value = tuple[str, str, str]  # of the parameter, in words, what is to be noted


def dimensions(
    rows: Sequence[Any], wanted: Asked, narrow: Narrowing, registers: Iterable[Register]
) -> list[Dimension]:
    """What stands beside the table. No query."""
    held = list(registers)
    found = [
        _dimension("domain", _("领域"), rows, wanted, narrow, _domains),
        _dimension("unit", _("单位"), rows, wanted, narrow, _units, largest=True),
        _dimension("leader", _("牵头领导"), rows, wanted, narrow, _leaders, largest=True),
        _dimension("deadline_kind", _("时限种类"), rows, wanted, narrow, _kinds),
        _dimension("month", _("到期月份"), rows, wanted, narrow, _months, sort=True),
        _dimension("status", _("进展"), rows, wanted, narrow, _statuses),
        _dimension("overdue", _("逾期"), rows, wanted, narrow, _overdue),
    ]
    if len(held) > 1:
        titles = {one.pk: str(one) for one in held}

        def of_register(row: Any) -> list[Value]:
            return [(str(row.register_id), titles[row.register_id], "")]

        found.insert(0, _dimension("register", _("清单"), rows, wanted, narrow, of_register))
    return found


def _dimension(
    name: str,
    words: str,
    rows: Sequence[Any],
    wanted: Asked,
    narrow: Narrowing,
    values: Callable[[Any], Iterable[Value]],
    *,
    largest: bool = False,
    sort: bool = False,
) -> Dimension:
    """Every value that a row has, in the order of the rows; those of which no row is left are
    told only where they are chosen."""
    every: Mapping[Value, None] = dict.fromkeys(one for row in rows for one in values(row))
    held = Counter(one for row in narrow.of(rows, but=name) for one in dict.fromkeys(values(row)))
    chosen = getattr(wanted, name)
    counts = [
        Counted(one[1], held[one], wanted.query(**{name: one[0]}), picked, one[2])
        for one in every
        if (picked := one[0] in chosen or one[1] in chosen) or held[one]
    ]
    if sort:
        counts.sort(key=lambda one: one.query)
    if largest:
        counts.sort(key=lambda one: (not one.chosen, -one.number))
    return Dimension(name, words, counts, wanted.query(**{name: ""}))


def _domains(row: Any) -> Iterable[Value]:
    if row.domain:
        yield row.domain, row.domain, ""


def _units(row: Any) -> Iterable[Value]:
    for unit in row.unit_set.all():
        pk, name = unit_key(unit)
        if pk is None:
            yield name, name, _("一类单位") if unit.group else _("未认定机构")
        else:
            yield str(pk), name, ""


def _leaders(row: Any) -> Iterable[Value]:
    for one in row.leader_set.all():
        if one.person is None:
            yield one.name, one.name, _("未认定人员")
        else:
            yield str(one.person_id), one.person.name, one.person.note


def _kinds(row: Any) -> Iterable[Value]:
    yield row.deadline_kind, str(DeadlineKind(row.deadline_kind).label), ""


def _months(row: Any) -> Iterable[Value]:
    if month := month_of(row):
        yield month, date_format(days_of(month)[0], "YEAR_MONTH_FORMAT"), ""


def _statuses(row: Any) -> Iterable[Value]:
    yield row.status, str(TaskStatus(row.status).label), ""


def _overdue(row: Any) -> Iterable[Value]:
    if row.overdue:
        yield "1", _("已逾期"), ""
