"""Years that no deadline can have: 2012年9月 in a document of 2020.

In: the rows of a register and the year of the document. Out: a correction where the deadlines
of all other rows agree on one year; else a finding. The evidence is the document's year, before
which nothing can fall due, and the other rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...record import Finding
from ..deadlines import read_deadline
from .messages import finding
from .rows import Row

_YEAR = re.compile(r"(?<!\d)\d{4}(?=\s*[年.\-/])")
_FAR = 15  # years after the document
_FEWEST = 4  # other rows with days


def correct_years(rows: Sequence[Row], year: int | None) -> list[Finding]:
    """Corrects or reports the deadlines whose year is impossible."""
    if year is None:
        return []
    years: dict[int, int] = {}
    for at, row in enumerate(rows):
        deadline = read_deadline(row.value("deadline"), year=year)
        if deadline.kind == "date" and deadline.on is not None:
            years[at] = deadline.on.year
    usual = Counter(value for value in years.values() if year <= value <= year + _FAR)
    findings: list[Finding] = []
    for at, value in years.items():
        if year <= value <= year + _FAR:
            continue
        row = rows[at]
        text = row.value("deadline")
        agreed = len(usual) == 1 and usual.total() >= _FEWEST
        only = next(iter(usual), year)
        clear = agreed and only - value != 1 and len(_YEAR.findall(text)) == 1
        if clear:
            head = _head(row)
            row.correct(
                "deadline",
                _YEAR.sub(str(only), text),
                f"文件是 {year} 年印发的，不会要求 {value} 年完成；“{head}”一列其余 "
                f"{usual.total()} 行的日期都在 {only} 年，应为 {only} 年。",
            )
        else:
            findings.append(
                finding(
                    "year_doubtful", row,
                    f"完成时限“{text}”不合文件的年份（{year} 年）。请核对原文，必要时更正。",
                )
            )  # fmt: skip
    return findings


def _head(row: Row) -> str:
    place = row.at("deadline")
    return row.columns[place].head if place is not None else "完成时限"
