"""Segments of one column to lines: what stands on one level, with the gaps as spaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .model import Segment

_LEVEL = 0.4
_ONE = 1.6  # a gap of fewer characters is one space
_DEEPEST = 30.0
_SINGLES = 6


@dataclass
class Line:
    """A line as read: ``indent`` in characters of the text's size; ``column`` None for one
    across the page; ``raised`` as in Segment; ``cells`` for a table's row."""

    text: str
    indent: float
    y: float
    size: float
    column: int | None
    raised: tuple[tuple[int, int], ...] = ()
    cells: bool = False
    x: float = 0.0  # where it begins, from the page's edge

    def printed(self) -> str:
        """The line with its indent as full-width spaces."""
        return "\u3000" * round(self.indent) + self.text


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments by their level, from top to bottom; each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-s.y, s.x0)):
        if rows and _same_level(rows[-1], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.x0) for row in rows]


def _same_level(row: list[Segment], segment: Segment) -> bool:
    """Whether a segment stands on the level of a row, and not over or under a part of it."""
    if row[0].y - segment.y > _LEVEL * min(row[0].size, segment.size):
        return False
    return all(
        segment.x0 >= other.x1 - 0.5 * other.size or segment.x1 <= other.x0 + 0.5 * other.size
        for other in row
    )


def line_of(row: Sequence[Segment], edge: float, body: float, *, column: int | None) -> Line:
    """The line of a row in a column that begins at ``edge``."""
    text = ""
    raised: list[tuple[int, int]] = []
    last: Segment | None = None
    spread = _is_spread(row)
    for segment in row:
        if last is not None and not spread:
            text += _gap(segment.x0 - last.x1, min(last.size, segment.size))
        raised += [(start + len(text), end + len(text)) for start, end in segment.raised]
        text += segment.text
        last = segment
    indent = (row[0].x0 - edge) / body if body else 0.0
    indent = 0.0 if indent < 0.75 else min(indent, _DEEPEST)
    size = max(row, key=lambda s: len(s.text)).size
    return Line(text, indent, row[0].y, size, column, tuple(raised), x=row[0].x0)


def _is_spread(row: Sequence[Segment]) -> bool:
    """Whether a line is spaced out character by character to fill its width."""
    gaps = [b.x0 - a.x1 for a, b in zip(row, row[1:], strict=False)]
    singles = sum(1 for segment in row if len(segment.text) == 1)
    return (
        singles >= _SINGLES
        and singles >= 0.8 * len(row)
        and max(gaps) - min(gaps) <= 0.5 * row[0].size
    )


def joined(texts: Sequence[str]) -> str:
    """Lines that were broken for want of room as one text; Latin words stay apart."""
    whole = ""
    for text in texts:
        latin = whole[-1:].isascii() and whole[-1:].isalpha()
        whole += (" " if latin and text[:1].isascii() and text[:1].isalpha() else "") + text
    return whole


def _gap(gap: float, size: float) -> str:
    """A gap as spaces: a full-width one in a padded name, more between the cells of a row, so
    many that cells below each other begin at the same place."""
    wide = gap / size if size else 0.0
    if wide < 0.3:
        return ""
    return "\u3000" if wide < _ONE else " " * max(2, round(2 * wide))
