"""Two printed pages on one sheet of the file, side by side: cut apart.

A wide sheet may as well be one page with two columns; it is two pages where each half bears a
page number of its own, on most such sheets of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import Cut, Rule, Segment

_WIDE = 1.2  # times as wide as tall
_EDGE = 0.12  # of the height, at the top and at the foot
_NUMBER = re.compile(r"[^\w]*第?\s*([0-9０-９]{1,4})\s*页?[^\w]*\Z")


def apart(cuts: Sequence[Cut]) -> list[Cut]:
    """The pages, those of a spread one after the other."""
    wide = [cut for cut in cuts if _may_be_spread(cut)]
    numbered = sum(1 for cut in wide if _is_numbered_twice(cut))
    if not wide or numbered * 2 < len(wide):
        return list(cuts)
    pages: list[Cut] = []
    for cut in cuts:
        if _may_be_spread(cut):
            middle = cut.width / 2
            pages += [_half(cut, 0.0, middle), _half(cut, middle, cut.width)]
        else:
            pages.append(cut)
    return pages


def _may_be_spread(cut: Cut) -> bool:
    middle = cut.width / 2
    return cut.width > _WIDE * cut.height and not any(
        segment.x0 < middle < segment.x1 for segment in cut.segments
    )


def _is_numbered_twice(cut: Cut) -> bool:
    """Whether both halves bear numbers that follow each other."""
    found: list[set[int]] = [set(), set()]
    for segment in cut.segments:
        at_edge = not _EDGE * cut.height < segment.y < (1 - _EDGE) * cut.height
        match = _NUMBER.match(segment.text) if at_edge else None
        if match:
            found[segment.middle > cut.width / 2].add(int(match[1]))
    return any(number + 1 in found[1] for number in found[0])


def _half(cut: Cut, left: float, right: float) -> Cut:
    segments = tuple(_moved(s, left) for s in cut.segments if left <= s.middle < right)
    rules = tuple(
        Rule(max(r.x0, left) - left, r.y0, min(r.x1, right) - left, r.y1)
        for r in cut.rules
        if r.x0 < right and r.x1 > left
    )
    return Cut(segments, rules, right - left, cut.height)


def _moved(one: Segment, left: float) -> Segment:
    return Segment(one.text, one.x0 - left, one.x1 - left, one.y, one.size, one.raised)
