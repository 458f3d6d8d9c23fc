"""Dates as people write them in forms and spreadsheets. Pure Python."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

_NUMBERS = re.compile(
    r"(?P<year>[12]\d{3})\s*(?:(?:年|[-/.])\s*"
    r"(?:(?P<month>\d{1,2})\s*(?:(?:月|[-/.])\s*(?:(?P<day>\d{1,2})\s*日?)?)?)?)?"
)
_RUN_TOGETHER = re.compile(r"(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})")


class Written(NamedTuple):
    """A date, and how exactly it is written: ``day``, ``month`` or ``year``. Of half a date
    ``on`` is the first day it allows."""

    on: dt.date
    precision: str


def written_date(text: str) -> Written | None:
    """The date in 2024-07-31, 2024/7/31, 2024.7.31, 2024年7月31日, 20240731, 2024.7,
    2024年7月, 2024年; None for anything else, and for a day that no calendar has."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix(" 00:00:00")
    match = _RUN_TOGETHER.fullmatch(plain) or _NUMBERS.fullmatch(plain)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    try:
        on = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return Written(on, "day" if day else "month" if month else "year")
