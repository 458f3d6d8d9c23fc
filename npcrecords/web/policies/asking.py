"""What the address of a register asks for: which of its tasks, as of which day, in which order.

The table, its picture, the calendar and the links to the API read the same parameters; they have
the API's names, so that what is asked here can be asked there.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from people.lookup import NUMBER
from sessions.choices import DeadlineKind, TaskStatus

from ..parameters import MOST, day_of, plain, values_of

AS_PRINTED = "row"
ORDERS = (AS_PRINTED, "task", "deadline_on")
LANES = ("domain", "unit")  # by what the picture groups the tasks
FILTERS = (
    "register", "domain", "unit", "leader", "deadline_kind", "month", "status", "overdue",
)  # fmt: skip
LONGEST_DOMAIN = 200
_MONTH = re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Asked:
    """``on`` is the day as of which the tasks are told. Of each filter, several values are OR;
    filters are AND. ``refused`` are sentences about what cannot be meant."""

    on: dt.date
    is_today: bool = True
    register: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    leader: tuple[str, ...] = ()
    deadline_kind: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    q: str = ""
    ordering: str = AS_PRINTED
    lanes: str = "domain"
    year: str = ""
    refused: tuple[str, ...] = ()

    def query(self, **changes: str) -> str:
        """The parameters of this question, with other values for some of them; "" takes one
        away. Ready to have more added: "" or "status=open&"."""
        said: dict[str, object] = {name: getattr(self, name) for name in FILTERS}
        said |= {
            "q": self.q,
            "on": "" if self.is_today else self.on.isoformat(),
            "ordering": "" if self.ordering == AS_PRINTED else self.ordering,
            "lanes": "" if self.lanes == LANES[0] else self.lanes,
            "year": self.year,
        }
        kept = {name: value for name, value in (said | changes).items() if value}
        return f"{urlencode(kept, doseq=True)}&" if kept else ""

    @property
    def everything(self) -> str:
        """The parameters without any filter."""
        return self.query(q="", **dict.fromkeys(FILTERS, ""))

    @property
    def hidden(self) -> list[tuple[str, tuple[str, ...]]]:
        """What a form keeps that asks for other words or another day."""
        kept = [(name, getattr(self, name)) for name in FILTERS]
        kept += [("year", (self.year,))] if self.year else []
        kept += [("lanes", (self.lanes,))] if self.lanes != LANES[0] else []
        return kept + ([("ordering", (self.ordering,))] if self.ordering != AS_PRINTED else [])

    @property
    def narrows(self) -> bool:
        """Whether not all tasks are asked for."""
        return bool(self.q) or any(getattr(self, name) for name in FILTERS)

    def of_api(self, policy: int) -> dict[str, object]:
        """The parameters that ask the API for the same tasks in the same order."""
        names = ("register", "domain", "unit", "leader", "deadline_kind", "status", "overdue", "q")
        said: dict[str, object] = {"policy": policy} | {one: getattr(self, one) for one in names}
        if self.month:
            first, last = days_of(self.month[0])
            said |= {"due_after": first.isoformat(), "due_before": last.isoformat()}
        said["on"] = "" if self.is_today else self.on.isoformat()
        said["ordering"] = "" if self.ordering == AS_PRINTED else self.ordering
        return {name: value for name, value in said.items() if value}


def days_of(month: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of ``2020-12``."""
    year, number = int(month[:4]), int(month[5:])
    last = calendar.monthrange(year, number)[1]
    return dt.date(year, number, 1), dt.date(year, number, last)


def asked(query: QueryDict, today: dt.date) -> Asked:
    """What these parameters mean. A value that means nothing is left out, and refused with a
    sentence."""
    refused: list[str] = []
    on = day_of(query.get("on", ""), today, refused)
    ordering = query.get("ordering", "") or AS_PRINTED
    if ordering.removeprefix("-") not in ORDERS:
        said = _("不能按“%(ordering)s”排序：可用的有 %(known)s。")
        refused.append(said % {"ordering": ordering[:MOST], "known": "、".join(ORDERS)})
        ordering = AS_PRINTED
    domains = (plain(one, LONGEST_DOMAIN) for one in query.getlist("domain"))
    lanes = query.get("lanes", "")
    return Asked(
        on=on,
        is_today=on == today,
        register=_numbers(query, refused),
        domain=tuple(dict.fromkeys(filter(None, domains))),
        unit=values_of(query, "unit", 300),
        leader=values_of(query, "leader"),
        deadline_kind=_codes(query, "deadline_kind", DeadlineKind.values, refused),
        month=_months(query, refused),
        status=_codes(query, "status", TaskStatus.values, refused),
        overdue=_codes(query, "overdue", ["1"], refused),
        q=plain(query.get("q", "")),
        ordering=ordering,
        lanes=lanes if lanes in LANES else LANES[0],
        year=year if _YEAR.fullmatch(year := query.get("year", "")) else "",
        refused=tuple(refused),
    )


def _numbers(query: QueryDict, refused: list[str]) -> tuple[str, ...]:
    typed = values_of(query, "register")
    said = _("“%(word)s”不是清单的编号。")
    refused += [said % {"word": one} for one in typed if not NUMBER.fullmatch(one)]
    return tuple(one for one in typed if NUMBER.fullmatch(one))


def _codes(query: QueryDict, name: str, known: list[str], refused: list[str]) -> tuple[str, ...]:
    typed = values_of(query, name)
    said = _("%(name)s 没有“%(word)s”这个值：可用的有 %(known)s。")
    refused += [
        said % {"name": name, "word": one, "known": "、".join(known)}
        for one in typed
        if one not in known
    ]
    return tuple(one for one in typed if one in known)


def _months(query: QueryDict, refused: list[str]) -> tuple[str, ...]:
    """One month at most: the API has a first and a last day."""
    typed = plain(query.get("month", ""))
    if not typed or _MONTH.fullmatch(typed):
        return (typed,) if typed else ()
    refused.append(_("“%(typed)s”不是月份：请写成 2020-12 这样。") % {"typed": typed})
    return ()
