"""Which markers count, and which stand above which.

In: the markers of a text's paragraphs in order. Out: those that run on in sequence, and how
the document itself nests them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..forms import squeeze
from .markers import Marker, MarkerType

_GAP = 3  # so many numbers on, a number still runs on: one or two were misprinted

Nestings = Counter[tuple[MarkerType, MarkerType]]


def in_sequence(markers: Sequence[Marker | None]) -> list[Marker | None]:
    """``markers`` with None for those that are out of sequence.

    Chinese numbers are misprinted and missed among headings; they all count. Digits at the
    beginning of a paragraph are more likely a figure when they do not run on.
    """
    last: dict[MarkerType, int] = {}
    accepted: list[Marker | None] = []
    for at, marker in enumerate(markers):
        if marker is None or not _fits(marker, last.get(marker.type), markers[at + 1 :]):
            accepted.append(None)
            continue
        last[marker.type] = marker.number
        accepted.append(marker)
    return accepted


def _fits(marker: Marker, last: int | None, following: Sequence[Marker | None]) -> bool:
    """Whether a marker runs on from the ``last`` one of its type. In a text that begins in the
    middle the first number need not be 1, if the next one follows it."""
    if marker.type < MarkerType.ARABIC or marker.number == 1:
        return True
    if last is not None:
        return last <= marker.number <= last + _GAP
    after = next((one for one in following if one and one.type is marker.type), None)
    return after is not None and after.number == marker.number + 1


def own_contents(texts: Sequence[str], markers: Sequence[Marker | None]) -> int:
    """How many paragraphs at the beginning are the document's own table of contents (目录,
    第一章 总则, 第二章 …; 目录, 一、 …), whose first heading comes again below them."""
    if not texts or squeeze(texts[0]) not in ("目录", "目次"):
        return 0
    end = 1
    while end < len(texts) and (marker := markers[end]) and marker.type is not MarkerType.ARTICLE:
        if end > 1 and squeeze(texts[end]) == squeeze(texts[1]):
            return end
        end += 1
    return 0


def nestings(markers: Sequence[Marker]) -> Nestings:
    """How often a run of one type starts between two items of another that follow each
    other, as (outer, inner): 1. starts between （一） and （二）, so it stands inside."""
    following: list[dict[MarkerType, int]] = []
    after: dict[MarkerType, int] = {}
    for marker in reversed(markers):
        following.append(dict(after))
        after[marker.type] = marker.number
    following.reverse()
    found: Nestings = Counter()
    before: dict[MarkerType, int] = {}
    for marker, rest in zip(markers, following, strict=True):
        if marker.number == 1:
            for outer, number in before.items():
                if outer is not marker.type and rest.get(outer) == number + 1:
                    found[outer, marker.type] += 1
        before[marker.type] = marker.number
    return found


def is_above(upper: Marker, lower: Marker, order: Nestings) -> bool:
    """Whether ``upper`` is of a higher level: by the document's own habit, else by custom."""
    if upper.type is lower.type:
        return False
    if upper.type >= MarkerType.CHINESE and lower.type >= MarkerType.CHINESE:
        inside = order[upper.type, lower.type] - order[lower.type, upper.type]
        if inside:
            return inside > 0
    return upper.type < lower.type
