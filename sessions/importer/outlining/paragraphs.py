"""Lines to paragraphs.

Reads the lines of a document's text; gives its paragraphs, each as its lines. Three layouts
are known: indented first lines; a column of one width whose indents were lost (a first line
is then two characters shorter than a full one); one paragraph a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..forms import STOP, ends_clause, ends_sentence
from ..layout import common_width, width
from ..stages import Line
from .markers import read_marker

Paragraph = tuple[Line, ...]

_INDENT = 2.0
_UNFILLED = 4.0  # a long word or a figure may leave as much room
_SLACK = 1.1  # a mark that may not begin a line moves a character up or down
_MARKS = "，。、；：！？）》”’〉」』】〕,.;:)"
_OPENING = "《（“‘〈「『【〔("
_UNBROKEN = re.compile(r"[《（“‘〈「『【〔(]*[0-9A-Za-z.%+/-]{2,}")
_CONTINUED_MARKER = 1.5
_RARER = 2.0
_SHORT = 60
_NARROWEST = 11
_WIDEST = 60
_SHORTEST_BROKEN = 18.0
_LABEL = re.compile(r"[^，。；、（）]{2,12}[：:]")
_CLOSING = re.compile(r"以上(?:报告|说明|汇报|意见|内容|议案)|特此|现予公告|请予审议")
_BAD_START = "，。、；：！？）》”’〉」』】〕%％"


def paragraphs(lines: Sequence[Line], column: float | None = None) -> list[Paragraph]:
    """The paragraphs of ``lines``. ``column`` is the width of full lines, where known."""
    if not lines:
        return []
    if _is_indented(lines):
        firsts = _indented_firsts(lines)
    else:
        measures = [width(line.text) for line in lines]
        firsts = _measured_firsts(lines, measures, column)
    starts = [k for k, first in enumerate(firsts) if first]
    return [tuple(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _indented_firsts(lines: Sequence[Line]) -> list[bool]:
    """First lines where indents tell: the indented ones, and those below a line that does not
    fill the column (headings at the margin)."""
    measures = [width(line.text) + line.indent / 2 for line in lines]
    columns = _columns_of_pages(lines, measures)
    usual = common_width(measures) or max(measures)
    firsts = [True]
    for before, above, line in zip(lines, measures, lines[1:], strict=False):
        word = _UNBROKEN.match(line.text)
        room = max(_UNFILLED, width(word[0]) + 1) if word else _UNFILLED
        column = columns.get(before.page, usual)
        firsts.append(line.indent >= _INDENT or above < column - room)
    return firsts


def _columns_of_pages(lines: Sequence[Line], measures: Sequence[float]) -> dict[int | None, float]:
    """The width of the column on each page where its own lines tell it: a document may begin
    across the page and go on in columns. Lines that stop in mid-sentence above a line without
    an indent are full ones."""
    full: dict[int | None, list[float]] = {}
    for line, measure, below in zip(lines, measures, lines[1:], strict=False):
        if below.indent < _INDENT and below.page == line.page and not ends_clause(line.text):
            full.setdefault(line.page, []).append(measure)
    return {page: max(widths) for page, widths in full.items() if _are_full(widths)}


def _are_full(widths: Sequence[float]) -> bool:
    """Whether lines are as wide as each other, as full ones are and the rows of a list not."""
    column = max(widths)
    near = sum(1 for value in widths if value >= column - _INDENT)
    return len(widths) >= 2 and column >= _NARROWEST and near * 4 >= 3 * len(widths)


def items(lines: Sequence[Line]) -> list[Paragraph]:
    """The items of a list whose every item has a marker, such as an agenda: all lines below
    a marker belong to it. Lines without any marker are read as paragraphs."""
    if not any(read_marker(line.text) for line in lines):
        return paragraphs(lines)
    found: list[list[Line]] = []
    expected: set[int] = set()
    for line in lines:
        marker = read_marker(line.text)
        if found and (marker is None or marker.number not in expected | {1}):
            if not (marker and ends_clause(found[-1][-1].text)):
                found[-1].append(line)
                continue
        found.append([line])
        expected = {marker.number, marker.number + 1} if marker else set()
    return [tuple(item) for item in found]


def _measured_firsts(
    lines: Sequence[Line], measures: Sequence[float], column: float | None
) -> list[bool]:
    """Which lines are first lines, by the widths of the lines."""
    columns = [column] if column else _likely_columns(measures)
    least = 1 if column or common_width(measures) else 2
    columns = [value for value in columns if _is_column(lines, measures, value, least)]
    if not columns:
        return _loose_firsts(lines, measures)
    # The indent may be lost with the spaces (first lines are shorter) or never have been.
    indented = min(
        (_column_firsts(lines, measures, value, _INDENT) for value in columns),
        key=lambda reading: reading[1],
    )
    flush = min(
        (_column_firsts(lines, measures, value, 0.0) for value in columns),
        key=lambda reading: reading[1],
    )
    return (flush if flush[1] + _RARER < indented[1] else indented)[0]


def _likely_columns(measures: Sequence[float]) -> list[float]:
    """The widths that the column may have: the common one, and in a short text, where first
    lines may outnumber full ones, the other widths that long lines have."""
    common = common_width(measures)
    if len(measures) > _SHORT:
        return [common] if common else []
    if common is None:
        common = max(_NARROWEST, 0.75 * max(measures))
        if max(measures) > _WIDEST:
            return []
    others = {float(round(value)) for value in measures if common < value <= common + 3.5}
    return [common, *sorted(others)]


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether indents tell the first lines: some lines have one and some have not."""
    indented = sum(1 for line in lines if line.indent >= _INDENT)
    if indented == len(lines):
        return True
    return indented >= 2 and indented * 25 >= len(lines)


def _is_column(lines: Sequence[Line], measures: Sequence[float], column: float, least: int) -> bool:
    """Whether lines break at the column's width: most unfinished lines, and ``least`` at
    least, reach it."""
    if column < _NARROWEST:
        return False
    unfinished = [
        measure
        for line, measure in zip(lines, measures, strict=True)
        if not ends_clause(line.text) and read_marker(line.text) is None
    ]
    full = sum(1 for measure in unfinished if measure >= column - _INDENT - _SLACK)
    longer = sum(1 for measure in measures if measure > column + 2)
    return full * 2 >= len(unfinished) and full >= least and longer * 10 <= len(lines)


def _loose_firsts(lines: Sequence[Line], measures: Sequence[float]) -> list[bool]:
    """First lines in a text without a column: every line, but for the rest of a sentence
    that was broken at the end of one of the longest lines."""
    longest = max(*measures, _SHORTEST_BROKEN)
    firsts = [True]
    for before, line, measure in zip(lines, lines[1:], measures, strict=False):
        broken = (
            measure >= 0.85 * longest
            and not ends_clause(before.text)
            and read_marker(line.text) is None
            and not _LABEL.match(line.text)
        )
        firsts.append(not broken)
    return firsts


# The readings of a line: a paragraph's first line; a further line of a marked paragraph in
# which no sentence has ended yet (a heading, it may be); any other further line.
_FIRST, _HEADING, _FURTHER = range(3)
_NEVER = 999.0


def _column_firsts(
    lines: Sequence[Line], measures: Sequence[float], column: float, indent: float
) -> tuple[list[bool], float]:
    """Which lines are first lines, as the cheapest reading of the whole text; its cost.

    Every line begins a paragraph or continues one, and ends it or not; each reading asks
    for a width and an ending, and costs what the line lacks. The cheapest way through all
    lines is found line by line.
    """
    costs = [0.0, _NEVER, _NEVER]
    back: list[list[int]] = []
    for before, line, measure in zip(lines, lines[1:], measures, strict=False):
        missing = [_missing(before, column - measure - indent * (s == _FIRST)) for s in range(3)]
        ended = [c + _end_cost(before, missing[s], s) for s, c in enumerate(costs)]
        going = [c + _go_on_cost(missing[s], line) for s, c in enumerate(costs)]
        # A paragraph is still a heading while it is marked and no sentence has ended.
        unstopped = not STOP.search(before.text)
        open_heading = [
            unstopped and read_marker(before.text) is not None,
            unstopped,
            False,
        ]
        marks = read_marker(line.text) is not None
        to_first = min(range(3), key=ended.__getitem__)
        heading, further = [
            [going[s] if open_heading[s] is want else _NEVER for s in range(3)]
            for want in (True, False)
        ]
        to_heading = min(range(3), key=heading.__getitem__)
        to_further = min(range(3), key=further.__getitem__)
        back.append([to_first, to_heading, to_further])
        closes = marks or _CLOSING.match(line.text) is not None
        again = _CONTINUED_MARKER if closes and ends_clause(before.text) else 0.0
        costs = [
            ended[to_first] + _start_cost(line),
            heading[to_heading] + _CONTINUED_MARKER * marks,
            further[to_further] + again,
        ]
    final = [
        c + _end_cost(lines[-1], column - measures[-1] - indent * (s == _FIRST), s)
        for s, c in enumerate(costs)
    ]
    state = min(range(3), key=final.__getitem__)
    states = [state]
    for choice in reversed(back):
        state = choice[state]
        states.append(state)
    return [state == _FIRST for state in reversed(states)], min(final)


def _start_cost(line: Line) -> float:
    if line.text[0] in _BAD_START:
        return 8.0
    if line.text[0] in "的了等":
        return 3.0
    if read_marker(line.text) is not None or _CLOSING.match(line.text):
        return 0.0
    return 0.6


def _missing(line: Line, missing: float) -> float:
    """How many characters a line lacks to be full; below 0 when it is over-full."""
    if missing < 0 and line.text[-1] in _MARKS:
        missing = min(0.0, missing + 1)  # a closing mark may be set into the margin
    return missing


def _end_cost(line: Line, missing: float, state: int) -> float:
    """What is amiss when a paragraph ends with ``line``, which lacks so much to be full."""
    cost = 0.0 if missing >= -_SLACK else 4.0
    heading = state == _HEADING or (state == _FIRST and read_marker(line.text) is not None)
    if abs(missing) <= _SLACK:
        cost += 0.4 if heading else 0.8  # few last lines happen to be full
    if ends_sentence(line.text):
        return cost
    if ends_clause(line.text):
        return cost + (1.0 if heading else 0.5)
    if line.text[-1] in "，、":
        return cost + 4.0
    return cost + (0.3 if heading else 2.0 if state == _FIRST else 3.5)


def _go_on_cost(missing: float, following: Line) -> float:
    """What is amiss when the paragraph goes on below a line that lacks so much."""
    if abs(missing) <= 0.6:
        return 0.0
    if 0 < missing <= 1.6 and _moved_down(following.text):
        return 0.2
    if (token := _UNBROKEN.match(following.text)) and 0 < missing < width(token[0]):
        return 0.4
    if abs(missing) < 0.9:
        return 0.5
    if abs(missing) <= 1.6:
        return 1.5
    return 3.0 if abs(missing) <= 2.1 else 8.0


def _moved_down(following: str) -> bool:
    """Whether the next line's beginning could not stand in this line: an opening bracket
    may not end a line, a closing mark may not begin one and takes a character along."""
    return following[0] in _OPENING or following[1:2] in tuple(_MARKS)
