"""The cells of one line of a table.

In: a raw line, with the tabs at its ends. Out: its cells and where they begin. Cells are parted
by tabs, by bars, or by gaps of two blanks and more.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Parting = Literal["tab", "bar", "gap"]
_BAR = re.compile(r"[|｜│┃]")
_GAP = re.compile(r"(?: {2,}|　| *　 *)[ 　]*")
_RULE = re.compile(r"[\s|｜│┃+\-—─━═:：=┼├┤┬┴┌┐└┘╋┠┨]+\Z")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a line, how they are parted, and the places at which they begin."""

    texts: tuple[str, ...]
    parting: Parting
    starts: tuple[int, ...] = ()


def split_cells(raw: str, parting: Parting | None = None) -> Cells | None:
    """The cells of ``raw``; None for a line that holds no two (of that ``parting``)."""
    raw = raw.strip("\r\n")
    if parting in (None, "tab") and "\t" in raw:
        return Cells(tuple(cell.strip() for cell in raw.split("\t")), "tab")
    if parting == "bar" and _RULE.match(raw):
        return Cells((), "bar")
    if parting in (None, "bar") and _BAR.search(raw) and not _RULE.match(raw):
        texts = tuple(cell.strip() for cell in _BAR.split(raw.strip()))
        return Cells(texts, "bar") if len(texts) > 1 else None
    if parting in (None, "gap"):
        return _at_gaps(raw)
    return None


def _at_gaps(raw: str) -> Cells | None:
    texts: list[str] = []
    starts: list[int] = []
    at = len(raw) - len(raw.lstrip())
    for match in [*_GAP.finditer(raw.rstrip(), at), None]:
        end = match.start() if match else len(raw.rstrip())
        if text := raw[at:end].strip():
            texts.append(text)
            starts.append(width(raw[:at]))
        at = match.end() if match else end
    return Cells(tuple(texts), "gap", tuple(starts)) if len(texts) > 1 else None


def width(text: str) -> int:
    """How many columns of a terminal ``text`` fills: a Chinese character fills two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def nearest(start: int, starts: tuple[int, ...], after: int) -> int:
    """The column, of those from ``after`` on, whose head begins nearest to ``start``."""
    return min(range(after, len(starts)), key=lambda at: abs(starts[at] - start))
