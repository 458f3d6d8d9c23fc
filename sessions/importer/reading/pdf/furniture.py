"""Running headers, footers and page numbers: told by their place and by coming again.

Reads the segments of all pages; gives for each page what is furniture and what is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .edges import EdgeRow, Key, edge_rows, squeezed
from .model import Rule, Segment
from .page_numbers import PageNumber, page_numbers

_FEW_PAGES = 3  # nothing comes again often enough to be told by that
_SENTENCE = re.compile(r"[。；：！？，、]\Z")
_ISSUE = re.compile(r"公\s*报|第.{1,6}[号期]|简报|会刊")


@dataclass
class PageParts:
    """A page: its headers and footers in words, its printed number, and its text."""

    headers: list[str] = field(default_factory=list)
    number: str = ""
    text: list[Segment] = field(default_factory=list)


def part_pages(
    pages: Sequence[Sequence[Segment]],
    rules: Sequence[Sequence[Rule]],
    heights: Sequence[float],
    body: float,
) -> list[PageParts]:
    """Each page with its furniture apart. ``body`` is the size of most of the text."""
    edges = [
        [*edge_rows(page, segments, rules[page], heights[page])]
        for page, segments in enumerate(pages)
    ]
    rows = [row for edge in edges for row in edge]
    numbers = page_numbers(rows, len(pages))
    headers = _headers(rows, numbers, len(pages), body)
    parts = []
    for page, segments in enumerate(pages):
        part = PageParts()
        gone: set[int] = set()
        for row in edges[page]:
            number = numbers.get(row.key)
            taken = set(map(id, number.segments)) if number else set()
            if number:
                part.number = str(number.value)
                gone |= taken
            if row.key in headers:
                words = [s.text for s in row.segments if id(s) not in taken]
                words += [number.rest] if number and number.rest else []
                part.headers += ["　　".join(words)] if words else []
                gone |= set(map(id, row.segments))
        part.text = [segment for segment in segments if id(segment) not in gone]
        parts.append(part)
    return parts


def _headers(
    rows: Sequence[EdgeRow], numbers: dict[Key, PageNumber], pages: int, body: float
) -> set[Key]:
    """The rows that are running headers or footers (or hold nothing but a page number)."""
    keys = {row.key: _words(row, numbers) for row in rows}
    pages_with: dict[tuple[bool, str], set[int]] = {}
    for row in rows:
        words = keys[row.key]
        pages_with.setdefault((row.top, words), set()).add(row.page)
    steady = _steady_levels(rows, pages, body)
    found: set[Key] = set()
    for row in rows:  # from the outermost inwards
        key = row.key
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


def _words(row: EdgeRow, numbers: dict[Key, PageNumber]) -> str:
    """The words of a row without its page number, figures made alike."""
    number = numbers.get(row.key)
    taken = set(map(id, number.segments)) if number else set()
    words = "".join(s.text for s in row.segments if id(s) not in taken)
    words += number.rest if number else ""
    return re.sub(r"[0-9]+", "#", squeezed(words))


def _is_running(row: EdgeRow, words: str, count: int, pages: int, body: float) -> bool:
    if _SENTENCE.search(words) or row.size > 1.15 * body or len(words) > 60:
        return False
    least = max(3, pages // 5)
    same = count * 2 >= pages and "#" not in words
    if count >= least and (row.apart or row.size <= 0.95 * body or same):
        return True
    small = row.size <= 0.95 * body or _ISSUE.search(words) is not None
    return pages <= 12 and count >= 2 and small and row.apart


def _steady_levels(rows: Sequence[EdgeRow], pages: int, body: float) -> set[tuple[bool, int]]:
    """The levels at which most pages have something small set off from the text: headers that
    change with the document below them."""
    seen: Counter[tuple[bool, int]] = Counter(
        (row.top, round(row.y))
        for row in rows
        if row.depth == 0 and row.apart and row.size <= 0.95 * body
    )
    levels = {level for level, count in seen.items() if pages >= 4 and count * 2 >= pages}
    return {(top, y + d) for top, y in levels for d in (-1, 0, 1)}
