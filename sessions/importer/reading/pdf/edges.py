"""The rows at the top and at the foot of a page, where headers, footers and numbers stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .model import Rule, Segment

_ZONE = 0.17  # of the page's height, at its top and at its foot
_MARGIN = 0.09
_ROWS = 3
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")

Key = tuple[int, bool, int]  # page, whether at the top, depth


@dataclass(frozen=True)
class EdgeRow:
    """Segments on one level at the edge of a page; ``depth`` 0 stands outermost."""

    page: int
    top: bool
    depth: int
    y: float
    segments: tuple[Segment, ...]
    apart: bool  # set off from the text by a wide space or a rule
    margin: bool  # at the very edge of the page

    @property
    def key(self) -> Key:
        return self.page, self.top, self.depth

    @property
    def words(self) -> str:
        return "　　".join(segment.text for segment in self.segments)

    @property
    def size(self) -> float:
        return max(segment.size for segment in self.segments)


def edge_rows(
    page: int, segments: Sequence[Segment], rules: Sequence[Rule], height: float
) -> Iterator[EdgeRow]:
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
            yield EdgeRow(page, top, depth, y, row, apart, margin)


def _apart(y: float, inner: Segment, rules: Sequence[Rule], *, top: bool) -> bool:
    if abs(y - inner.y) > 2.2 * inner.size:
        return True
    low, high = (inner.y, y) if top else (y, inner.y)
    return any(
        low < rule.y0 < high + 2 and rule.x1 - rule.x0 > 100 and rule.y1 - rule.y0 < 2
        for rule in rules
    )


def squeezed(text: str) -> str:
    """A text without white space, its figures half-width."""
    return half_width("".join(text.split()))


def half_width(text: str) -> str:
    return text.translate(_DIGITS)
