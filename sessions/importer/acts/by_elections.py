"""Seats filled by election between two general elections.

In: a part of a sentence. Out: the persons with their electing units and seats. Forms:
鄞州区补选张三、李四，慈溪市补选王五等3位同志为…代表 · 第三选区补选，张三当选为…代表 ·
张三当选为…代表，系由第三选区补选产生.

Only a by-election (补选, 增选, 另选, 递补) is a change: 选举法 has it fill a vacancy. A congress
elected as a whole, 换届选举 with its 另行选举, fills all seats at once and vacates none of
them: 选举张三为…代表 and 张三当选为…代表 by themselves are no changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .deputy_names import described_names
from .deputy_words import BY_ELECTION, CHOSEN, STANDS_FOR, unit_of
from .guards import part_before, speaks_only
from .names import all_names, stated_count
from .recorder import Recorder
from .text import Piece

_NUMBER = re.compile(r".*?(?=同志|当选|为)")


@dataclass(frozen=True, slots=True)
class Filled:
    """A person, the unit that elected, and the congress as printed."""

    person: Piece
    unit: str
    seat: str


def by_elections(piece: Piece, start: int, end: int, recorder: Recorder) -> list[Filled]:
    """The seats filled in a part of a sentence; a number that is not met is a finding."""
    text = piece.text
    marks = [
        mark
        for mark in BY_ELECTION.finditer(text, start, end)
        if not speaks_only(part_before(text, mark.start("verb")), passive=False)
    ]
    if not marks:
        return []
    if not STANDS_FOR.search(text, marks[0].end(), end):
        return _chosen(piece, marks[0], start, end)
    found: list[Filled] = []
    for i, mark in enumerate(marks):
        stop = marks[i + 1].start("unit") if i + 1 < len(marks) else end
        here = STANDS_FOR.search(text, mark.end(), stop)
        if not here and i + 1 == len(marks):
            continue
        # The seat of 鄞州区补选张三，慈溪市补选李四为…代表 is printed once.
        seat = here or STANDS_FOR.search(text, stop, end)
        unit = unit_of(mark["unit"])
        for a, b in described_names(text, mark.end(), here.start() if here else stop):
            found.append(Filled(piece[a:b], unit, seat["seat"] if seat else ""))
        if here:
            _count(here, found, recorder)
    return found or _chosen(piece, marks[0], start, end)


def _chosen(piece: Piece, mark: re.Match[str], start: int, end: int) -> list[Filled]:
    """经补选，张三当选为…代表 · 张三当选为…代表，系由第9选区补选产生."""
    match = CHOSEN.search(piece.text, start, end)
    names = match and all_names(piece.text, *match.span("who"))
    if not match or not names:
        return []
    unit = unit_of(mark["unit"])
    return [Filled(piece[a:b], unit, match["seat"]) for a, b in names]


def _count(here: re.Match[str], found: list[Filled], recorder: Recorder) -> None:
    number = _NUMBER.match(here.group())
    stated = stated_count(number.group()) if number else None
    if stated is not None and found and stated > len(found):
        line = found[0].person.line
        recorder.find(
            "names_missing", "warning", line,
            f"第{line}行写明补选代表{stated}人，但只认出{len(found)}个姓名；请对照原件补录。",
        )  # fmt: skip
