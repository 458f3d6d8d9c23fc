"""Dates in the text of acts.

In: a piece of text. Out: the dates it names, each with its place. Chinese numerals with any
of the signs for nought (二〇二四, 二○二四, 二零二四), full-width digits and stray spaces (the
text module has already dealt with those) are read; a day that no calendar has is said so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "O": 0, "o": 0, "Ｏ": 0, "0": 0, "两": 2, "元": 1,
}  # fmt: skip
_CN = "一二三四五六七八九十廿卅"
_DATE = re.compile(
    r"(?P<year>[12]\d{3}|[一二][一二三四五六七八九〇零Oo0]{3})年"
    rf"(?:(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})月(?:(?P<day>\d{{1,2}}|[{_CN}]{{1,4}})[日号])?)?"
    r"|(?P<year2>[12]\d{3})(?P<sep>[-./])(?P<month2>\d{1,2})(?P=sep)(?P<day2>\d{1,2})(?!\d)"
    rf"|(?P<month3>\d{{1,2}}|[{_CN}]{{1,3}})月(?P<day3>\d{{1,2}}|[{_CN}]{{1,4}})[日号]"
)
_RANGE = re.compile(r"(?:上午|下午)?[至到—－~～-]+(?:\d{1,2}月)?\d{1,2}[日号]")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as found: `value` only where it names a real day with its year."""

    start: int
    end: int
    value: datetime.date | None
    year: int | None
    month: int | None
    day: int | None
    text: str

    @property
    def impossible(self) -> bool:
        return self.year is not None and self.day is not None and self.value is None


def number(text: str) -> int:
    """A small number (up to 99) or a year, in Arabic or Chinese numerals."""
    if text.isdigit():
        return int(text)
    if len(text) == 4 and "十" not in text:
        return int("".join(str(_DIGITS[c]) for c in text))
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    value = (_DIGITS.get(tens, 1) if tens else 1) * 10 if ten else 0
    return value + (_DIGITS.get(ones, 99) if ones else 0)


def day_of(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def find_dates(text: str, year: int | None = None) -> Iterator[FoundDate]:
    """All dates of a text. `year` stands in where only month and day are printed.

    The first day of a range (30日至31日) is no date of an act: it comes without a value and
    without a day.
    """
    for match in _DATE.finditer(text):
        group = match.groupdict()
        printed_year = group["year"] or group["year2"]
        month = group["month"] or group["month2"] or group["month3"]
        day = group["day"] or group["day2"] or group["day3"]
        found_year = number(printed_year) if printed_year else year
        year = found_year or year
        found_month = number(month) if month else None
        found_day = number(day) if day else None
        if found_day is not None and _RANGE.match(text, match.end()):
            found_day = None
        yield FoundDate(
            match.start(),
            match.end(),
            day_of(found_year, found_month, found_day),
            found_year,
            found_month,
            found_day,
            match.group(),
        )
