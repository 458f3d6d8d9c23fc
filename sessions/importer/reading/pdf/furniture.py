"""Running headers, footers and page numbers: told by their place and by coming again.

Reads the segments of all pages; gives for each page what is furniture and what is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .model import Rule, Segment

_ZONE = 0.17  # of the page's height, at its top and at its bottom
_MARGIN = 0.09
_ROWS = 3
_FEW_PAGES = 3  # nothing comes again often enough to be told by that
_LEVEL = 6.0  # points that the same header may move from page to page
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DASH = r"[—–―－\-─━~～·•∙・*=|｜.]"
_DRESSED = re.compile(
    rf"(?:{_DASH}+第?([0-9]{{1,4}})页?{_DASH}+|第([0-9]{{1,4}})页(?:[,，、/／]?[（(]?共[0-9]{{1,4}}页[）)]?)?"
    r"|([0-9]{1,4})[/／][0-9]{1,4})\Z"
)
_BARE = re.compile(r"[0-9]{1,4}\Z")
_LAST = re.compile(r"(?P<rest>.*\D)\s+(?P<number>[0-9]{1,4})\Z")
_FIRST = re.compile(r"(?P<number>[0-9]{1,4})\s+(?P<rest>\D.*)\Z")
_SENTENCE = re.compile(r"[。；：！？，、]\Z")
_ISSUE = re.compile(r"公\s*报|第.{1,6}[号期]|简报|会刊")


@dataclass
class PageParts:
    """A page: its headers and footers in words, its printed number, and its text."""

    headers: list[str] = field(default_factory=list)
    number: str = ""
    text: list[Segment] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """Segments on one level at the edge of a page; ``depth`` 0 stands outermost."""

    page: int
    top: bool
    depth: int
    y: float
    segments: tuple[Segment, ...]
    apart: bool  # set off from the text by a wide space or a rule
    margin: bool  # at the very edge of the page

    @property
    def words(self) -> str:
        return "　　".join(segment.text for segment in self.segments)

    @property
    def size(self) -> float:
        return max(segment.size for segment in self.segments)


@dataclass(frozen=True)
class _Number:
    """What may be a page number: a row, or one segment of it, or an end of that."""

    row: _Row
    segments: tuple[Segment, ...]
    rest: str
    value: int
    dressed: bool


def part_pages(
    pages: Sequence[Sequence[Segment]],
    rules: Sequence[Sequence[Rule]],
    heights: Sequence[float],
    body: float,
) -> list[PageParts]:
    """Each page with its furniture apart. ``body`` is the size of most of the text."""
    rows = [
        row
        for page, segments in enumerate(pages)
        for row in _edge_rows(page, segments, rules[page], heights[page])
    ]
    numbers = _numbers(rows, len(pages))
    headers = _headers(rows, numbers, len(pages), body)
    parts = []
    for page, segments in enumerate(pages):
        part = PageParts()
        gone: set[int] = set()
        for row in (row for row in rows if row.page == page):
            number = numbers.get((page, row.top, row.depth))
            taken = set(map(id, number.segments)) if number else set()
            if number:
                part.number = str(number.value)
                gone |= taken
            if (page, row.top, row.depth) in headers:
                words = [s.text for s in row.segments if id(s) not in taken]
                words += [number.rest] if number and number.rest else []
                part.headers += ["　　".join(words)] if words else []
                gone |= set(map(id, row.segments))
        part.text = [segment for segment in segments if id(segment) not in gone]
        parts.append(part)
    return parts


def _edge_rows(
    page: int, segments: Sequence[Segment], rules: Sequence[Rule], height: float
) -> Iterator[_Row]:
    levels: list[list[Segment]] = []
    for segment in segments:  # from top to bottom
        if levels and levels[-1][0].y - segment.y <= max(2.0, 0.4 * segment.size):
            levels[-1].append(segment)
        else:
            levels.append([segment])
    for top, order in ((True, levels), (False, levels[::-1])):
        for depth, level in enumerate(order[:_ROWS]):
            y = level[0].y
            if not (y >= height * (1 - _ZONE) if top else y <= height * _ZONE):
                break
            inner = order[depth + 1][0] if depth + 1 < len(order) else None
            apart = inner is None or _apart(y, inner, rules, top=top)
            row = tuple(sorted(level, key=lambda s: s.x0))
            margin = y >= height * (1 - _MARGIN) if top else y <= height * _MARGIN
            yield _Row(page, top, depth, y, row, apart, margin)


def _apart(y: float, inner: Segment, rules: Sequence[Rule], *, top: bool) -> bool:
    if abs(y - inner.y) > 2.2 * inner.size:
        return True
    low, high = (inner.y, y) if top else (y, inner.y)
    return any(
        low < rule.y0 < high + 2 and rule.x1 - rule.x0 > 100 and rule.y1 - rule.y0 < 2
        for rule in rules
    )


# --- page numbers -------------------------------------------------------------------------

_Key = tuple[int, bool, int]


def _numbers(rows: Sequence[_Row], pages: int) -> dict[_Key, _Number]:
    """The page numbers: those that count on from page to page at one level, and those that are
    dressed as such (— 12 —) at the level of the others. In a file of few pages a figure alone
    at the very foot is one too."""
    candidates = [number for row in rows for number in _candidates(row)]
    at: dict[tuple[int, int], list[_Number]] = {}
    for number in candidates:
        at.setdefault((number.row.page, number.value), []).append(number)
    chosen: dict[_Key, _Number] = {}
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


def _candidates(row: _Row) -> Iterator[_Number]:
    joined = _squeeze(row.words)
    if match := _DRESSED.match(joined):
        yield _Number(row, row.segments, "", _value(match), dressed=True)
        return
    for segment in row.segments:
        text = segment.text.translate(_DIGITS).strip()
        squeezed = _squeeze(text)
        if match := _DRESSED.match(squeezed):
            yield _Number(row, (segment,), "", _value(match), dressed=True)
        elif _BARE.match(squeezed):
            yield _Number(row, (segment,), "", int(squeezed), dressed=False)
    for segment, pattern in ((row.segments[-1], _LAST), (row.segments[0], _FIRST)):
        if found := pattern.match(segment.text.translate(_DIGITS).strip()):
            yield _Number(row, (segment,), found["rest"].strip(), int(found["number"]), False)


def _alone_at_foot(number: _Number) -> bool:
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


def _squeeze(text: str) -> str:
    return "".join(text.translate(_DIGITS).split())


def _neighbour(number: _Number, others: Sequence[_Number]) -> bool:
    return any(
        other.row.top == number.row.top
        and abs(other.row.y - number.row.y) <= _LEVEL
        and _squeeze(other.rest) == _squeeze(number.rest)
        for other in others
    )


def _keep(chosen: dict[_Key, _Number], number: _Number) -> None:
    key = (number.row.page, number.row.top, number.row.depth)
    if key not in chosen or (number.dressed and not chosen[key].dressed):
        chosen[key] = number


def _one_a_page(
    chosen: dict[_Key, _Number], levels: Counter[tuple[bool, int]]
) -> dict[_Key, _Number]:
    """The best number of each page: at the level that most pages have theirs at."""
    best: dict[int, _Key] = {}

    def worth(key: _Key) -> tuple[int, int]:
        number = chosen[key]
        level = round(number.row.y / _LEVEL)
        near = sum(levels[number.row.top, level + d] for d in (-1, 0, 1))
        return near, -number.row.depth

    for key in chosen:
        page = key[0]
        if page not in best or worth(key) > worth(best[page]):
            best[page] = key
    return {key: chosen[key] for key in best.values()}


# --- headers and footers ------------------------------------------------------------------


def _headers(
    rows: Sequence[_Row], numbers: dict[_Key, _Number], pages: int, body: float
) -> set[_Key]:
    """The rows that are running headers or footers (or hold nothing but a page number)."""
    keys = {(row.page, row.top, row.depth): _words(row, numbers) for row in rows}
    pages_with: dict[tuple[bool, str], set[int]] = {}
    for row in rows:
        words = keys[row.page, row.top, row.depth]
        pages_with.setdefault((row.top, words), set()).add(row.page)
    steady = _steady_levels(rows, numbers, pages, body)
    found: set[_Key] = set()
    for row in rows:  # from the outermost inwards
        key = (row.page, row.top, row.depth)
        if row.depth and (row.page, row.top, row.depth - 1) not in found:
            continue
        words = keys[key]
        if key in numbers and not words:
            found.add(key)
        elif words and _is_running(row, words, len(pages_with[row.top, words]), pages, body):
            found.add(key)
        elif row.apart and row.size <= 0.95 * body:
            few = pages <= _FEW_PAGES and row.margin and not _SENTENCE.search(words)
            if few or (row.top, round(row.y)) in steady:
                found.add(key)
    return found


def _words(row: _Row, numbers: dict[_Key, _Number]) -> str:
    """The words of a row without its page number, figures made alike."""
    number = numbers.get((row.page, row.top, row.depth))
    taken = set(map(id, number.segments)) if number else set()
    words = "".join(s.text for s in row.segments if id(s) not in taken)
    words += number.rest if number else ""
    return re.sub(r"[0-9]+", "#", _squeeze(words))


def _is_running(row: _Row, words: str, count: int, pages: int, body: float) -> bool:
    if _SENTENCE.search(words) or row.size > 1.15 * body or len(words) > 60:
        return False
    least = max(3, pages // 5)
    if count >= least and (row.apart or row.size <= 0.95 * body or count * 2 >= pages):
        return True
    small = row.size <= 0.95 * body or _ISSUE.search(words) is not None
    return pages <= 12 and count >= 2 and small and row.apart


def _steady_levels(
    rows: Sequence[_Row], numbers: dict[_Key, _Number], pages: int, body: float
) -> set[tuple[bool, int]]:
    """The levels at which most pages have something small set off from the text: headers that
    change with the document below them."""
    seen: Counter[tuple[bool, int]] = Counter(
        (row.top, round(row.y))
        for row in rows
        if row.depth == 0 and row.apart and row.size <= 0.95 * body
    )
    levels = {level for level, count in seen.items() if pages >= 4 and count * 2 >= pages}
    return {(top, y + d) for top, y in levels for d in (-1, 0, 1)}
