"""Columns: where the gutter of a page stands, and in which order its lines are read.

Reads the segments of a page (furniture apart); gives its lines in reading order. What crosses
the gutter (a title, a table) parts a page into bands; each band is read column by column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..characters import AS_ABOVE
from .lines import Line, joined, line_of, rows_of
from .model import Segment
from .tables import Table

_STEP = 2.0
_FEW = 3
_LEAST = 4  # lines in each column
_FULL = 0.75  # of the column's width has a line that was broken at its end
_NARROWEST = 7.0  # characters in a column
_FULL_LINES = 0.3
_SOME_FULL_LINES = 0.04
_OFF_CENTRE = 2.5
_PADDING = 1.6
_INDENT = 2.0
_INDENT = 2.0  # characters that a first line is indented by
_DEEPEST = 2.4
_NEAR = 0.4
_PRIOR = 12.0  # points that the gutter may move from page to page


@dataclass(frozen=True)
class Gutter:
    """The free space between two columns, and the left edges of both."""

    x: float
    left: float
    right: float


def find_gutter(segments: Sequence[Segment], page_width: float) -> Gutter | None:
    """The gutter of a page, by its own lines; None where it has one column."""
    if len(segments) < 2 * _LEAST:
        return None
    left = sorted(s.x0 for s in segments)[len(segments) // 50]
    right = sorted(s.x1 for s in segments)[-1 - len(segments) // 50]
    width = right - left
    places = [left + width / 4 + k * _STEP for k in range(int(width / 2 / _STEP) + 1)]
    if not places:
        return None
    crossing = [sum(1 for s in segments if s.x0 < x < s.x1) for x in places]
    least = min(crossing)
    best: Gutter | None = None
    widest = 0.0
    for start, end in _plateaus(crossing, least):
        gutter = _gutter_at(segments, (places[start] + places[end]) / 2, page_width / 2)
        if gutter and places[end] - places[start] >= widest:
            best, widest = gutter, places[end] - places[start]
    return best


def _plateaus(crossing: Sequence[int], least: int) -> Iterable[tuple[int, int]]:
    start: int | None = None
    for k, count in enumerate([*crossing, least + 1]):
        if count == least and start is None:
            start = k
        elif count != least and start is not None:
            yield start, k - 1
            start = None


def _gutter_at(segments: Sequence[Segment], x: float, middle: float) -> Gutter | None:
    """The gutter at ``x``, where both sides are columns of text and not cells of a table.

    Cells leave room: of lines of text a good part is full. Where one column holds short lines
    alone (a list), the gutter must stand in the middle of the page.
    """
    lefts = _lines([s for s in segments if s.x1 <= x])
    rights = _lines([s for s in segments if s.x0 >= x])
    if min(len(lefts), len(rights)) < _LEAST:
        return None
    left, right = left_edge(lefts), left_edge(rights)
    gap = right - sorted(s.x1 for s in lefts)[-1 - len(lefts) // 20]
    width = right - left - max(gap, 0.0)
    size = _usual_size(segments)
    reach = sorted(s.x1 for s in rights)[-1 - len(rights) // 20] - right
    if width < _NARROWEST * size or reach > 1.35 * width:
        return None
    full = [_share_of_full(side, width) for side in (lefts, rights)]
    if min(full) >= _FULL_LINES and reach >= 0.65 * width:
        return Gutter(x, left, right)
    centred = abs((right + right - gap) / 2 - middle) <= _OFF_CENTRE * size
    if centred and max(full) >= _FULL_LINES and min(full) >= _SOME_FULL_LINES:
        return Gutter(x, left, right)
    return None


def _lines(segments: Sequence[Segment]) -> list[Segment]:
    """The lines of one side: segments that a padding parts (第一条　为了) put together."""
    lines: list[Segment] = []
    for row in rows_of(segments):
        for at, segment in enumerate(row):
            if at and segment.x0 - lines[-1].x1 <= _PADDING * segment.size:
                lines[-1] = replace(lines[-1], x1=segment.x1)
            else:
                lines.append(segment)
    return lines


def _share_of_full(segments: Sequence[Segment], width: float) -> float:
    return sum(1 for s in segments if s.x1 - s.x0 >= _FULL * width) / len(segments)


def left_edge(segments: Sequence[Segment]) -> float:
    """Where the lines of a column begin that have no indent: the leftmost place at which
    several of them do, or one two characters left of it, where nearly all have an indent."""
    starts = sorted(s.x0 for s in segments)
    least = max(2, len(starts) // 12)
    edge = next(
        (
            start
            for k, start in enumerate(starts)
            if sum(1 for other in starts[k : k + 4 * least] if other <= start + 2.5) >= least
        ),
        starts[0],
    )
    size = _usual_size(segments)
    return next((start for start in starts if is_indent(edge - start, size)), edge)


def is_indent(distance: float, size: float) -> bool:
    """Whether a distance is the usual indent of two characters."""
    return abs(distance - _INDENT * size) <= 0.3 * size


def _usual_size(segments: Sequence[Segment]) -> float:
    return Counter(round(s.size, 1) for s in segments).most_common(1)[0][0]


def known_gutter(segments: Sequence[Segment], known: Sequence[Gutter]) -> Gutter | None:
    """The gutter of a page with little text, where other pages have theirs: both columns have
    lines, and those of the right one begin at its edge."""
    best: tuple[int, Gutter] | None = None
    for gutter in known:
        lefts = [s for s in segments if s.x1 <= gutter.x + 1]
        rights = [s for s in segments if s.x0 >= gutter.x - 1]
        size = max((s.size for s in rights), default=0.0)
        at_edge = [s for s in rights if -2 <= s.x0 - gutter.right <= 2.3 * size]
        if lefts and at_edge and len(at_edge) * 2 >= len(rights):
            crossing = len(segments) - len(lefts) - len(rights)
            if best is None or crossing < best[0]:
                best = (crossing, gutter)
    return best[1] if best else None


def common_gutters(found: Sequence[Gutter | None]) -> list[Gutter]:
    """The gutters that several pages have, one of each place; in a short file, that any has."""
    least = 2 if sum(1 for gutter in found if gutter) > _FEW else 1
    kinds: list[list[Gutter]] = []
    for gutter in sorted((g for g in found if g), key=lambda g: g.x):
        if kinds and gutter.x - kinds[-1][-1].x <= _PRIOR:
            kinds[-1].append(gutter)
        else:
            kinds.append([gutter])
    return [
        Gutter(
            kind[len(kind) // 2].x,
            _usual_edge([gutter.left for gutter in kind]),
            _usual_edge([gutter.right for gutter in kind]),
        )
        for kind in kinds
        if len(kind) >= least
    ]


def _usual_edge(edges: Sequence[float]) -> float:
    """The leftmost of the edges that a good part of the pages have."""
    counts = Counter(round(edge) for edge in edges)
    place = min(place for place, count in counts.items() if count * 6 >= len(edges))
    return next(edge for edge in edges if round(edge) == place)


def with_usual_edges(gutter: Gutter, known: Sequence[Gutter], body: float) -> Gutter:
    """A gutter whose columns hold indented lines alone on its page: with the other pages'
    edges."""
    for usual in known:
        if abs(usual.x - gutter.x) <= _PRIOR:
            left = usual.left if is_indent(gutter.left - usual.left, body) else gutter.left
            right = usual.right if is_indent(gutter.right - usual.right, body) else gutter.right
            return Gutter(gutter.x, left, right)
    return gutter


# --- reading order ------------------------------------------------------------------------


def in_order(
    segments: Sequence[Segment],
    tables: Sequence[Table],
    gutter: Gutter | None,
    edge: float,
    body: float,
) -> list[Line]:
    """The lines of a page in reading order. ``edge``: where lines across the page begin."""
    lines: list[Line] = []
    band: tuple[list[Segment], list[Segment]] = ([], [])
    waiting: list[list[Line]] = [[], []]

    def close() -> None:
        for side in (0, 1):
            left = gutter.right if gutter and side else (gutter.left if gutter else edge)
            made = [line_of(row, left, body, column=side) for row in rows_of(band[side])]
            lines.extend(sorted([*made, *waiting[side]], key=lambda line: -line.y))
            band[side].clear()
            waiting[side].clear()

    for row, table in _from_the_top(segments, tables):
        if table is not None:
            side = _side(table.x0, table.x1, gutter, body)
            if side is None:
                close()
                lines.extend(_table_lines(table, None))
            else:
                waiting[side].extend(_table_lines(table, side))
            continue
        sides = [_side(s.x0, s.x1, gutter, s.size) for s in row]
        if gutter is not None and None in sides:
            close()
            lines.append(line_of(row, edge, body, column=None))
            continue
        for segment, side in zip(row, sides, strict=True):
            band[side or 0].append(segment)
    close()
    return lines


def _from_the_top(
    segments: Sequence[Segment], tables: Sequence[Table]
) -> list[tuple[list[Segment], Table | None]]:
    """The rows of segments and the tables of a page, from top to bottom."""
    blocks: list[tuple[float, list[Segment], Table | None]] = [
        (row[0].y, row, None) for row in rows_of(segments)
    ]
    blocks += [(table.y1, [], table) for table in tables]
    blocks.sort(key=lambda block: -block[0])
    return [(row, table) for _, row, table in blocks]


def _side(x0: float, x1: float, gutter: Gutter | None, size: float) -> int | None:
    """The column that something stands in, None where it crosses the gutter."""
    if gutter is None:
        return 0
    if x0 < gutter.x - size / 2 and x1 > gutter.x + size / 2:
        return None
    return int((x0 + x1) / 2 > gutter.x)


def _table_lines(table: Table, column: int | None) -> list[Line]:
    """A table's rows, the cells of each parted by tabs."""
    lines = []
    bottom = table.y1
    for row in table.rows:
        if not any(row):
            continue
        bottom = min([bottom, *(segment.y for cell in row if cell for segment in cell)])
        text = "\t".join(AS_ABOVE if cell is None else _cell_text(cell) for cell in row)
        lines.append(Line(text.rstrip(), 0.0, bottom, 0.0, column, cells=True))
    return lines


def _cell_text(cell: Sequence[Segment]) -> str:
    rows = [line_of(row, row[0].x0, row[0].size, column=None) for row in rows_of(cell)]
    return joined([row.text for row in rows]).replace("\t", " ")
