"""What the picture of a year's deadlines tells: the tasks by month, in lanes of domains or units,
and apart from them those that fall due on no day. Without a measure; the table beside the picture
is written from the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sessions.choices import DeadlineKind, TaskStatus, UnitRole
from sessions.task_states import ENDED

MOST_LANES = 40


class Look(StrEnum):
    """What a mark looks like: how far its task has come."""

    OPEN = "open"
    REPORTED = "reported"
    ENDED = "ended"
    OVERDUE = "overdue"


class Apart(StrEnum):
    """Tasks that fall due on no day."""

    YEARLY = "yearly"
    ROLLING = "rolling"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mark:
    """A task: its number, what it is, how far it has come in words; ``rows`` of the register."""

    label: str
    words: str
    told: str
    look: Look
    href: str
    rows: int = 1

    @property
    def short(self) -> str:
        """The number, with the word that a reader of the table must not miss."""
        said = {
            Look.OVERDUE: _("（逾期）"),
            Look.ENDED: _("（办结）"),
            Look.REPORTED: _("（已报）"),
        }
        return self.label + said.get(self.look, "")


@dataclass(frozen=True, slots=True)
class Lane:
    """The tasks of a domain or of a unit: by month (1 to 12), and those apart."""

    name: str
    months: Mapping[int, Sequence[Mark]] = field(default_factory=dict)
    apart: Mapping[str, Sequence[Mark]] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, Sequence[Mark]]]:
        """For the table in words: what has marks, with its name."""
        found = [(month_name(one), self.months[one]) for one in sorted(self.months)]
        return found + [(apart_name(one), self.apart[one]) for one in Apart if one in self.apart]


@dataclass(frozen=True, slots=True)
class DeadlineYear:
    """``day`` is the one as of which it is told, where it is in the year; ``years`` how many
    tasks fall due in each."""

    key: str
    title: str
    summary: str
    year: int
    lanes: Sequence[Lane]
    day: dt.date | None
    years: Mapping[int, int]
    left_out: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.lanes

    @property
    def looks(self) -> set[str]:
        """Those that are drawn, for the legend."""
        return {
            mark.look.value for lane in self.lanes for _name, marks in lane.cells for mark in marks
        }


def month_name(month: int) -> str:
    return str(MONTHS_3[month]).capitalize()


def apart_name(apart: str) -> str:
    names = {Apart.YEARLY: _("逐年"), Apart.ROLLING: _("持续"), Apart.OTHER: _("其他")}
    return names[Apart(apart)]


def deadline_year(
    key: str,
    name: str,
    tasks: Iterable[Any],
    on: dt.date,
    href: Callable[[Any], str],
    *,
    year: int | None = None,
    by_unit: bool = False,
) -> DeadlineYear:
    """The picture of the ``year`` that is asked for, else of the year of ``on`` or the nearest
    one in which anything falls due. ``tasks`` are rows with status and units."""
    held = list(tasks)
    years = Counter(row.deadline_on.year for row in held if row.deadline_on is not None)
    shown = year if year is not None else _nearest(years, on)
    drawn = [row for row in held if row.deadline_on is None or row.deadline_on.year == shown]
    lanes = _lanes(drawn, href, by_unit=by_unit)
    said = _("%(name)s：%(year)s年的任务期限") % {"name": name, "year": shown}
    day = on if on.year == shown else None
    summary = _summary(drawn, years, shown, on)
    most = lanes[:MOST_LANES]
    return DeadlineYear(
        key, said, summary, shown, most, day, dict(sorted(years.items())), len(lanes) - len(most)
    )


def _nearest(years: Mapping[int, int], on: dt.date) -> int:
    """This year or the next one to come, else the last one past."""
    coming = [year for year in years if year >= on.year]
    return min(coming) if coming else max(years, default=on.year)


def _lanes(tasks: Iterable[Any], href: Callable[[Any], str], *, by_unit: bool) -> list[Lane]:
    rows: dict[str, list[Any]] = defaultdict(list)
    for task in tasks:
        for name in _unit_names(task) if by_unit else [task.domain or _("（未分领域）")]:
            rows[name].append(task)
    return [_lane(name, rows[name], href) for name in rows]


def _unit_names(task: Any) -> list[str]:
    """Who leads it; of one that nobody leads, who shares in it."""
    units = list(task.unit_set.all())
    leading = [one for one in units if one.role == UnitRole.LEAD] or units
    names = [one.organization.name if one.organization else one.name for one in leading]
    return list(dict.fromkeys(names)) or [_("（未写明单位）")]


def _lane(name: str, tasks: Iterable[Any], href: Callable[[Any], str]) -> Lane:
    """Rows of one task that look alike in one cell are one mark."""
    cells: dict[int | str, dict[Any, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks:
        cell = task.deadline_on.month if task.deadline_on is not None else _apart(task)
        number = task.number if task.number is not None else f"row {task.pk}"
        cells[cell][task.register_id, number, _look(task)].append(task)
    marks = {
        cell: tuple(_mark(rows, look, href) for (_register, _n, look), rows in held.items())
        for cell, held in cells.items()
    }
    return Lane(
        name,
        {cell: held for cell, held in marks.items() if isinstance(cell, int)},
        {str(cell): held for cell, held in marks.items() if isinstance(cell, str)},
    )


def _apart(task: Any) -> Apart:
    kinds = {DeadlineKind.YEARLY: Apart.YEARLY, DeadlineKind.ROLLING: Apart.ROLLING}
    return kinds.get(task.deadline_kind, Apart.OTHER)


def _look(task: Any) -> Look:
    if task.overdue:
        return Look.OVERDUE
    if task.status in ENDED:
        return Look.ENDED
    reported = (TaskStatus.REPORTED, TaskStatus.INSPECTED)
    return Look.REPORTED if task.status in reported else Look.OPEN


def _mark(rows: Sequence[Any], look: Look, href: Callable[[Any], str]) -> Mark:
    task = rows[0]
    label = str(task.number) if task.number is not None else task.serial.strip() or str(task.row)
    told = [
        date_format(task.deadline_on, "DATE_FORMAT") if task.deadline_on else task.deadline_text,
        str(TaskStatus(task.status).label),
        _("已逾期") if task.overdue else "",
    ]
    words = task.task or (task.measure or "")[:40]
    return Mark(label, words, _("，").join(filter(None, told)), look, href(task), len(rows))


def _summary(tasks: Sequence[Any], years: Mapping[int, int], year: int, on: dt.date) -> str:
    """The picture in sentences, for who cannot see it."""
    due = [task for task in tasks if task.deadline_on is not None]
    said = [
        _("%(year)s年到期的有%(number)s行") % {"year": year, "number": len(due)},
        _("其中已办结%(number)s行") % {"number": sum(task.status in ENDED for task in due)},
        _("截至%(day)s逾期%(number)s行")
        % {
            "day": date_format(on, "DATE_FORMAT"),
            "number": sum(task.overdue for task in due),
        },
    ]
    if apart := len(tasks) - len(due):
        said.append(_("没有到期日的（每年、持续、按部署、未写明）%(number)s行") % {"number": apart})
    if others := sum(years.values()) - years.get(year, 0):
        said.append(_("其他年份到期的%(number)s行") % {"number": others})
    return _("；").join(said) + _("。")
