"""Tables with printed lines: which segments stand in which cell.

Reads the segments and rules of a page; gives its tables as rows of cells and the segments
that are in none. A cell that spans several columns or rows is one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .model import Rule, Segment

_NEAR = 3.0
_MOST_LINES = 400  # of one direction, on one page


@dataclass
class Table:
    """A table: its edges, and its rows as the segments of each cell; None for a cell that goes
    on from the row above."""

    x0: float
    x1: float
    y0: float
    y1: float
    rows: list[list[list[Segment] | None]] = field(default_factory=list)


def find_tables(
    segments: Sequence[Segment], rules: Sequence[Rule]
) -> tuple[list[Table], list[Segment]]:
    """The tables of a page from top to bottom, and the segments that stand in none."""
    flat = _merged([r for r in rules if r.x1 - r.x0 > 8 and r.y1 - r.y0 <= 2], upright=False)
    upright = _merged([r for r in rules if r.y1 - r.y0 > 5 and r.x1 - r.x0 <= 2], upright=True)
    if not flat or not upright or max(len(flat), len(upright)) > _MOST_LINES:
        return [], list(segments)
    tables: list[Table] = []
    rest = list(segments)
    for lines, walls in _connected(flat, upright):
        grid = _Grid(lines, walls)
        if grid.columns < 2 or grid.rows < 1 or grid.rows * grid.columns < 3:
            continue
        inside = [s for s in rest if grid.holds(s)]
        cells = grid.fill(inside)
        if sum(1 for row in cells for cell in row if cell) < 3:
            continue
        tables.append(Table(grid.xs[0], grid.xs[-1], grid.ys[-1], grid.ys[0], cells))
        taken = set(map(id, inside))
        rest = [s for s in rest if id(s) not in taken]
    tables.sort(key=lambda table: -table.y1)
    return tables, rest


def _merged(rules: Sequence[Rule], *, upright: bool) -> list[Rule]:
    """Rules that continue each other made one: a border is often drawn cell by cell."""

    def level(rule: Rule) -> float:
        return rule.x0 if upright else rule.y0

    def span(rule: Rule) -> tuple[float, float]:
        return (rule.y0, rule.y1) if upright else (rule.x0, rule.x1)

    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=level):
        if groups and level(rule) - level(groups[-1][-1]) <= _NEAR / 2:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged: list[Rule] = []
    for group in groups:
        at = sum(map(level, group)) / len(group)
        low, high = span(min(group, key=span))
        for one in sorted(group, key=span)[1:]:
            start, end = span(one)
            if start <= high + _NEAR:
                high = max(high, end)
            else:
                merged.append(_rule(at, low, high, upright=upright))
                low, high = start, end
        merged.append(_rule(at, low, high, upright=upright))
    return merged


def _rule(at: float, low: float, high: float, *, upright: bool) -> Rule:
    return Rule(at, low, at, high) if upright else Rule(low, at, high, at)


def _connected(
    flat: Sequence[Rule], upright: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that touch each other."""
    everything = [*flat, *upright]
    parent = list(range(len(everything)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, line in enumerate(flat):
        for j, wall in enumerate(upright, start=len(flat)):
            if (
                line.x0 - _NEAR <= wall.x0 <= line.x1 + _NEAR
                and wall.y0 - _NEAR <= line.y0 <= wall.y1 + _NEAR
            ):
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for k, rule in enumerate(everything):
        groups.setdefault(root(k), ([], []))[k >= len(flat)].append(rule)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]


class _Grid:
    """The cells that a group of rules makes. ``ys`` run from top to bottom."""

    def __init__(self, lines: Sequence[Rule], walls: Sequence[Rule]) -> None:
        self.xs = _levels([*(wall.x0 for wall in walls), *_open_sides(lines, walls)])
        self.ys = _levels([line.y0 for line in lines])[::-1]
        self._lines, self._walls = lines, walls
        self.columns, self.rows = len(self.xs) - 1, len(self.ys) - 1

    def holds(self, segment: Segment) -> bool:
        middle = segment.y + segment.size / 3
        return self.ys[-1] < middle < self.ys[0] and self.xs[0] < segment.middle < self.xs[-1]

    def fill(self, segments: Sequence[Segment]) -> list[list[list[Segment] | None]]:
        """The rows, each with the segments of its cells. A cell that spans columns is one;
        where one goes on from the row above stands None."""
        owner = self._owners()
        cells: dict[tuple[int, int], list[Segment]] = {}
        for segment in segments:
            middle = segment.y + segment.size / 3
            row = sum(1 for y in self.ys[1:] if y > middle)
            column = sum(1 for x in self.xs[1:] if x < segment.middle)
            row, column = min(row, self.rows - 1), min(column, self.columns - 1)
            cells.setdefault(owner[row, column], []).append(segment)
        return [
            [
                None if owner[row, column][0] < row else cells.get((row, column), [])
                for column in range(self.columns)
                if column == 0 or owner[row, column] != owner[row, column - 1]
            ]
            for row in range(self.rows)
        ]

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each place of the grid the first place of the cell that covers it."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(self.rows):
            for column in range(self.columns):
                own = (row, column)
                if column and not self._wall(row, column):
                    own = owner[row, column - 1]
                elif row and not self._line(row, column):
                    own = owner[row - 1, column]
                owner[row, column] = own
        return owner

    def _wall(self, row: int, column: int) -> bool:
        """Whether a line parts a place from the one to its left."""
        x, middle = self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs(w.x0 - x) <= _NEAR and w.y0 <= middle <= w.y1 for w in self._walls)

    def _line(self, row: int, column: int) -> bool:
        """Whether a line parts a place from the one above it."""
        y, middle = self.ys[row], (self.xs[column] + self.xs[column + 1]) / 2
        return any(abs(one.y0 - y) <= _NEAR and one.x0 <= middle <= one.x1 for one in self._lines)


def _open_sides(lines: Sequence[Rule], walls: Sequence[Rule]) -> list[float]:
    """The outer edges of a table that has none printed: as far as its flat lines reach."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    inner_left, inner_right = min(w.x0 for w in walls), max(w.x0 for w in walls)
    edges = [left] if left < inner_left - 3 * _NEAR else []
    return [*edges, right] if right > inner_right + 3 * _NEAR else edges


def _levels(values: Sequence[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return levels
