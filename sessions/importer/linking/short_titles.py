"""Short titles that a document defines for itself: （以下简称《条例》）, （以下统称“两法一条例”）.

Read are definitions in brackets or after a comma, right behind the full title, with or
without a document number between the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..marks import Title

_LOOK_BACK = 80
_LONGEST_CHAIN = 30
_DEFINES = re.compile(
    r"(?:以下|下|(?<=[（(，,；;]))\s?(?:分别|统一|一并)?(?P<how>简|统|合|并|通)?称(?:为|作|之)?[:：]?\s?"
)
_QUOTED = re.compile(r"[“\"「『](?P<name>[^“”\"「」『』。]{1,40})[”\"」』]")
_BETWEEN = re.compile(r"\A[\s、和及与以]{0,4}\Z")
_BEFORE_DEFINITION = re.compile(r"\A\s*(?:[（(〔][^（()）]{0,60}[）)〕])?\s*\Z")


@dataclass(frozen=True, slots=True)
class ShortTitle:
    """``name`` stands for the ``full`` titles. ``marked``: it is written 《name》, not
    “name”. The definition itself is ``start``/``end``: no citation."""

    name: str
    full: tuple[str, ...]
    marked: bool
    start: int
    end: int


def short_titles(text: str, titles: Sequence[Title]) -> list[ShortTitle]:
    """The short titles defined in ``text``, whose book titles are ``titles``.

    A definition behind something else than a title (a plan without marks, an organ) is left
    out. One name of several titles (两条例一决定) stands for all that are joined before it.
    """
    outer = [title for title in titles if title.depth == 0]
    ends = {title.end: index for index, title in enumerate(outer)}
    starts = {title.start: title for title in titles}
    found = []
    for definition in _DEFINES.finditer(text):
        names = _names_at(text, definition.end(), starts)
        if not names:
            continue
        last = _title_before(text, definition.start(), ends)
        if last is None:
            continue
        chain = _chain(text, outer, last)
        meanings: list[tuple[str, ...]]
        if len(names) == len(chain):
            meanings = [(title.text,) for title in chain]
        elif len(names) == 1 and (definition["how"] in ("统", "合", "并") or not names[0][3]):
            meanings = [tuple(title.text for title in chain)]
        else:
            meanings = [(title.text,) for title in chain[-len(names) :]]
        for (name, start, end, marked), full in zip(names, meanings, strict=False):
            found.append(ShortTitle(name, full, marked, start, end))
    return found


def _names_at(text: str, at: int, starts: dict[int, Title]) -> list[tuple[str, int, int, bool]]:
    """The short names that stand from ``at`` on: (name, start, end, in book-title marks)."""
    names = []
    while True:
        quoted = _QUOTED.match(text, at)
        title = starts.get(at) or (starts.get(at + 1) if quoted else None)
        if title is not None:
            names.append((title.text, title.start, title.end, True))
            at = quoted.end() if quoted and title.start == at + 1 else title.end
        elif quoted:
            names.append((quoted["name"], at, quoted.end(), False))
            at = quoted.end()
        else:
            return names
        if text[at : at + 1] in ("、", "和"):
            at += 1


def _title_before(text: str, at: int, ends: dict[int, int]) -> int | None:
    """The index of the title that ends before the definition at ``at``."""
    begin = max(0, at - _LOOK_BACK)
    window = text[begin:at]
    opened = max(window.rfind("（"), window.rfind("("))
    closed = max(window.rfind("）"), window.rfind(")"))
    if opened > closed:
        at = begin + opened
    elif window.rstrip().endswith(("，", ",")):
        at = begin + len(window.rstrip()) - 1
    else:
        return None
    for end in range(at, max(begin, at - 70) - 1, -1):
        if end in ends:
            return ends[end] if _BEFORE_DEFINITION.match(text[end:at]) else None
    return None


def _chain(text: str, outer: Sequence[Title], last: int) -> list[Title]:
    """The titles that are joined to the one at ``last``, in order."""
    first = last
    while first and last - first < _LONGEST_CHAIN:
        gap = text[outer[first - 1].end : outer[first].start][:5]
        if not _BETWEEN.match(gap):
            break
        first -= 1
    return list(outer[first : last + 1])
