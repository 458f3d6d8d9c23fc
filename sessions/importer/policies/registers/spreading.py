"""Spreading the texts of a row over its columns where blank cells left no trace.

In: texts in their order and the fields of the columns. Out: the column of each text, by what
the texts are; and how well that fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...record.policy import CellField
from ..units import looks_like_unit
from .fitting import WORDS, fit

_COST: dict[str, float] = {
    "domain": 0.3, "serial": 1.0, "lead_unit": 0.6, "task": 0.6, "measure": 0.6, "deadline": 0.5,
}  # fmt: skip
_NEW_ROW = 1.0
_BETWEEN = re.compile(r"[、，,；;]")
_BEGINS_A_UNIT = re.compile(r"[省市县区州旗各有相国中]")
# The end of a deadline that a narrow column broke: 2025年全面|完成.
_DONE = re.compile(r"[年月日]?[底末]?(?:之?前)?(?:全面|基本)?(?:完成|前|底|建成|取得.{2,8})\Z")
_UNREACHED = float("-inf")


@dataclass(frozen=True, slots=True)
class Spread:
    """The column of each text, the texts at which a further row of the same task begins, and
    how well it all fits. No columns where the texts fit no way."""

    columns: tuple[int, ...]
    breaks: frozenset[int]
    score: float


def spread(
    texts: Sequence[str],
    fields: Sequence[CellField],
    *,
    joining: bool = False,
    again: int | None = None,
) -> Spread:
    """The best columns for the texts. A column takes one text; with ``joining`` several that a
    narrow column broke. ``again``: the column from which on a further row of the same task may
    follow (one without serial and name)."""
    width = len(fields)
    if not texts or not width:
        return Spread((), frozenset(), 0.0 if not texts else _UNREACHED)
    best = [fit(texts[0], of) - _skipped(fields[:at]) for at, of in enumerate(fields)]
    came: list[list[tuple[int, bool]]] = [[(-1, False)] * width]
    for at in range(1, len(texts)):
        row, origin = [], []
        for column in range(width):
            options = _options(best, texts[at - 1], texts[at], column, fields, joining, again)
            score, before, new = max(options, default=(_UNREACHED, -1, False))
            row.append(score)
            origin.append((before, new))
        best = row
        came.append(origin)
    ends = [score - _skipped(fields[at + 1 :]) for at, score in enumerate(best)]
    score = max(ends)
    if score == _UNREACHED:
        return Spread((), frozenset(), score)
    column = ends.index(score)
    columns, breaks = [column], set()
    for at in range(len(texts) - 1, 0, -1):
        column, new = came[at][column]
        columns.append(column)
        if new:
            breaks.add(at)
    return Spread(tuple(reversed(columns)), frozenset(breaks), score)


def _options(
    best: Sequence[float],
    above: str,
    text: str,
    column: int,
    fields: Sequence[CellField],
    joining: bool,
    again: int | None,
) -> list[tuple[float, int, bool]]:
    """What a text in a column may follow: (score, column of the text before, new row)."""
    own = fit(text, fields[column])
    options: list[tuple[float, int, bool]] = []
    for before, score in enumerate(best):
        if score == _UNREACHED:
            continue
        if before < column:
            gain = own - _skipped(fields[before + 1 : column])
            options.append((score + gain, before, False))
        elif before == column and joining and fields[column] != "serial":
            options.append((score + _joined(above, text, fields[column]), before, False))
        if again is not None and again <= column <= before:
            cost = _skipped(fields[before + 1 :]) + _skipped(fields[again:column]) + _NEW_ROW
            options.append((score + own - cost, before, True))
    return options


def _skipped(fields: Sequence[CellField]) -> float:
    """What it costs to leave columns without a text."""
    return sum(_COST.get(field, 0.4) for field in fields)


def _joined(above: str, below: str, field: CellField) -> float:
    """How well two lines go on from one another in one cell."""
    opens = sum(map(above.count, "（(《“[")) - sum(map(above.count, "）)》”]"))
    if opens > 0 or above.endswith(("、", "，", "和", "及")) or below[:1] in "、，。；）)”》":
        return 1.5
    if field in WORDS:
        broken = len(above) >= 8 and above[-1] not in "。；"
        return (-0.3 if field == "measure" else -0.8) if broken else -1.2
    whole = above + below
    if field in ("unit", "lead_unit") and _breaks_a_unit(above, below):
        return 1.5
    if field == "deadline" and _DONE.match(below) and fit(whole, field) > 0:
        return 0.5
    gain = fit(whole, field) - fit(above, field) - fit(below, field) + min(fit(below, field), 0)
    return gain - 1.0 if fit(whole, field) > 0 else -3.0


def _breaks_a_unit(above: str, below: str) -> bool:
    """Whether the name of a unit runs over both lines: 市财政局、市自|然资源和规划局."""
    last, first = _BETWEEN.split(above)[-1].strip(), _BETWEEN.split(below)[0].strip()
    if not last or not first or _BEGINS_A_UNIT.match(first) or looks_like_unit(last):
        return False
    return looks_like_unit(last + first)
