"""What the address of the table asks for: which opinions, as of which day, in which order.

The table, its CSV, the feed and the calendar read the same parameters.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from people.lookup import organizations_called
from sessions.choices import OpinionState

from ..parameters import MOST, day_of, ids_and_names, plain, values_of

UNDATED = "none"  # the year of opinions whose day of adoption is not known
ORDERS = ("adopted_on", "due_on", "replied_on", "unanswered")
NEWEST_FIRST = "-adopted_on"
FILTERS = ("state", "year", "addressee", "addressee_printed", "body")
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Asked:
    """``on`` is the day as of which states are told. Of each filter, several values are OR;
    filters are AND. ``refused`` are sentences about what cannot be meant."""

    on: dt.date
    is_today: bool = True
    state: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    addressee_printed: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    q: str = ""
    ordering: str = NEWEST_FIRST
    refused: tuple[str, ...] = ()

    def query(self, **changes: str) -> str:
        """The parameters of this question, with other values for some of them; "" takes one
        away. Ready to have more added: "" or "state=overdue&"."""
        said: dict[str, object] = {name: getattr(self, name) for name in FILTERS}
        said |= {
            "q": self.q,
            "on": "" if self.is_today else self.on.isoformat(),
            "ordering": "" if self.ordering == NEWEST_FIRST else self.ordering,
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
        if self.ordering != NEWEST_FIRST:
            kept.append(("ordering", (self.ordering,)))
        return kept

    @property
    def narrows(self) -> bool:
        """Whether not all opinions are asked for."""
        return bool(self.q) or any(getattr(self, name) for name in FILTERS)


def asked(query: QueryDict, today: dt.date) -> Asked:
    """What these parameters mean. A value that means nothing is left out, and refused with a
    sentence."""
    refused: list[str] = []
    on = day_of(query.get("on", ""), today, refused)
    states, years = values_of(query, "state"), values_of(query, "year")
    refused += [
        _("没有“%(state)s”这种状态：可用的有 %(known)s。")
        % {"state": state, "known": "、".join(OpinionState.values)}
        for state in states
        if state not in OpinionState.values
    ]
    refused += [
        _("“%(year)s”不是年份：请写成 2024 这样。") % {"year": year}
        for year in years
        if not _is_year(year)
    ]
    ordering = query.get("ordering", "") or NEWEST_FIRST
    if ordering.removeprefix("-") not in ORDERS:
        said = _("不能按“%(ordering)s”排序：可用的有 %(known)s。")
        refused.append(said % {"ordering": ordering[:MOST], "known": "、".join(ORDERS)})
        ordering = NEWEST_FIRST
    return Asked(
        on=on,
        is_today=on == today,
        state=tuple(one for one in states if one in OpinionState.values),
        year=tuple(filter(_is_year, years)),
        addressee=values_of(query, "addressee"),
        addressee_printed=values_of(query, "addressee_printed"),
        body=values_of(query, "body"),
        q=plain(query.get("q", "")),
        ordering=ordering,
        refused=tuple(refused),
    )


def _is_year(word: str) -> bool:
    return word == UNDATED or _YEAR.fullmatch(word) is not None


def narrowed(rows: QuerySet[Any], wanted: Asked, *, but: str = "") -> QuerySet[Any]:
    """Those of the rows (of ``table.as_of``) that are asked for; ``but`` names a filter that
    is left out: "state", "year", "addressee" or "body"."""
    if wanted.state and but != "state":
        rows = rows.filter(state__in=wanted.state)
    if wanted.year and but != "year":
        years = [int(year) for year in wanted.year if year != UNDATED]
        dated = Q(adopted_on__year__in=years) if years else Q()
        undated = Q(adopted_on=None) if UNDATED in wanted.year else Q()
        rows = rows.filter(dated | undated)
    if (wanted.addressee or wanted.addressee_printed) and but != "addressee":
        rows = rows.filter(_addressed(wanted))
    if wanted.body and but != "body":
        rows = rows.filter(body__in=organizations_called(*ids_and_names(wanted.body)))
    for word in wanted.q.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(report_title__icontains=word)
            | Q(letter_number__icontains=word)
            | Q(addressee__icontains=word)
            | Q(addressee_organization__name__icontains=word)
        )
    return rows


def _addressed(wanted: Asked) -> Q:
    """By id, name or alias of the organisation, as the API has it; or as printed, where
    nobody has settled which organisation that is."""
    found = Q()
    if wanted.addressee:
        ids, names = ids_and_names(wanted.addressee)
        called = organizations_called(ids, names)
        found |= Q(addressee_organization__in=called) | Q(addressee__in=names)
    if wanted.addressee_printed:
        printed = Q(addressee__in=wanted.addressee_printed)
        found |= Q(addressee_organization=None) & printed
    return found
