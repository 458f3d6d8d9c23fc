"""Dates in the text of acts, read as everywhere else (../dates.py).

In: a piece of text. Out: the dates it names, each with its place. A date without its year is
read in that of the date before it; a day that no calendar has is said so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import mentions

_RANGE = re.compile(r"(?:上午|下午)?[至到—－~～-]+(?:\d{1,2}月)?\d{1,2}[日号]")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as found: `value` only where it names a real day with its year."""

    start: int
    end: int
    value: datetime.date | None
    year: int | None
    day: int | None
    text: str

    @property
    def impossible(self) -> bool:
        return self.year is not None and self.day is not None and self.value is None


def find_dates(text: str, year: int | None = None) -> Iterator[FoundDate]:
    """All dates of a text. `year` stands in where only month and day are printed.

    The first day of a range (30日至31日) is no date of an act: it comes without a value and
    without a day.
    """
    for found in mentions(text):
        if found.year is None and found.day is None:
            continue
        year = found.year or year
        day = found.day if found.precision == "day" else None
        if day is not None and _RANGE.match(text, found.end):
            day = None
        value = None
        if year is not None and day is not None and found.exists():
            value = _day(year, found.month, day)
        printed = text[found.start : found.end]
        yield FoundDate(found.start, found.end, value, year, day, printed)


def _day(year: int, month: int | None, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if month else None
    except ValueError:
        return None
