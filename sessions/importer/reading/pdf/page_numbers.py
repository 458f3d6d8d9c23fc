"""Printed page numbers: told by their form, their place, and by counting on from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .edges import EdgeRow, Key, half_width, squeezed
from .model import Segment

_LEVEL = 6.0  # points that the number may move from page to page
_FEW_PAGES = 3  # too few to count on
_DASH = r"[—–―－\-─━~～·•∙・*=|｜.]"
_DRESSED = re.compile(
    rf"(?:{_DASH}+第?([0-9]{{1,4}})页?{_DASH}+|第([0-9]{{1,4}})页(?:[,，、/／]?[（(]?共[0-9]{{1,4}}页[）)]?)?"
    r"|([0-9]{1,4})[/／][0-9]{1,4})\Z"
)
_BARE = re.compile(r"[0-9]{1,4}\Z")
_LAST = re.compile(r"(?P<rest>.*\D)\s+(?P<number>[0-9]{1,4})\Z")
_FIRST = re.compile(r"(?P<number>[0-9]{1,4})\s+(?P<rest>\D.*)\Z")


@dataclass(frozen=True)
class PageNumber:
    """What may be a page number: a row, or one segment of it, or an end of that."""

    row: EdgeRow
    segments: tuple[Segment, ...]
    rest: str
    value: int
    dressed: bool


def page_numbers(rows: Sequence[EdgeRow], pages: int) -> dict[Key, PageNumber]:
    """The page numbers: those that count on from page to page at one level, and those that are
    dressed as such (— 12 —) at the level of the others. In a file of few pages a figure alone
    at the very foot is one too."""
    candidates = [number for row in rows for number in _candidates(row)]
    at: dict[tuple[int, int], list[PageNumber]] = {}
    for number in candidates:
        at.setdefault((number.row.page, number.value), []).append(number)
    chosen: dict[Key, PageNumber] = {}
    levels: Counter[tuple[bool, int]] = Counter()
    for number in candidates:
        row = number.row
        near = [at.get((row.page + d, number.value + d), ()) for d in (-2, -1, 1, 2)]
        if any(_neighbour(number, others) for others in near):
            _keep(chosen, number)
            levels[row.top, round(row.y / _LEVEL)] += 1
    for number in candidates:
        if not number.dressed and not (pages <= _FEW_PAGES and _alone_at_foot(number)):
            continue
        level = round(number.row.y / _LEVEL)
        known = any(levels[number.row.top, level + d] for d in (-1, 0, 1))
        if known or not levels:
            _keep(chosen, number)
    return _one_a_page(chosen, levels)


def _candidates(row: EdgeRow) -> Iterator[PageNumber]:
    joined = squeezed(row.words)
    if match := _DRESSED.match(joined):
        yield PageNumber(row, row.segments, "", _value(match), dressed=True)
        return
    for segment in row.segments:
        text = half_width(segment.text).strip()
        bare = squeezed(text)
        if match := _DRESSED.match(bare):
            yield PageNumber(row, (segment,), "", _value(match), dressed=True)
        elif _BARE.match(bare):
            yield PageNumber(row, (segment,), "", int(bare), dressed=False)
    for segment, pattern in ((row.segments[-1], _LAST), (row.segments[0], _FIRST)):
        if found := pattern.match(half_width(segment.text).strip()):
            yield PageNumber(row, (segment,), found["rest"].strip(), int(found["number"]), False)


def _alone_at_foot(number: PageNumber) -> bool:
    row = number.row
    return (
        not row.top
        and row.depth == 0
        and row.apart
        and row.margin
        and len(row.segments) == 1
        and not number.rest
    )


def _value(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group))


def _neighbour(number: PageNumber, others: Sequence[PageNumber]) -> bool:
    return any(
        other.row.top == number.row.top
        and abs(other.row.y - number.row.y) <= _LEVEL
        and squeezed(other.rest) == squeezed(number.rest)
        for other in others
    )


def _keep(chosen: dict[Key, PageNumber], number: PageNumber) -> None:
    key = number.row.key
    if key not in chosen or (number.dressed and not chosen[key].dressed):
        chosen[key] = number


def _one_a_page(
    chosen: dict[Key, PageNumber], levels: Counter[tuple[bool, int]]
) -> dict[Key, PageNumber]:
    """The best number of each page: at the level that most pages have theirs at."""
    best: dict[int, Key] = {}

    def worth(key: Key) -> tuple[int, int]:
        number = chosen[key]
        level = round(number.row.y / _LEVEL)
        near = sum(levels[number.row.top, level + d] for d in (-1, 0, 1))
        return near, -number.row.depth

    for key in chosen:
        page = key[0]
        if page not in best or worth(key) > worth(best[page]):
            best[page] = key
    return {key: chosen[key] for key in best.values()}
