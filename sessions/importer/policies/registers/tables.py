"""Finding the tables of tasks in a document, in whatever form its lines hold them."""

from __future__ import annotations

from collections.abc import Sequence

from ...stages import Line
from .headers import Raw, header_at
from .model import Table
from .rowed import read_table
from .stacked import heads_at, read_stacked


def tables_of(lines: Sequence[Line], raw: Raw) -> tuple[Table, ...]:
    """The tables of tasks in ``lines``. ``raw[line.number]`` is the line with the white space
    at its ends: a row whose first cells are blank begins with tabs."""
    tables: list[Table] = []
    at = floor = 0
    while at < len(lines):
        header = header_at(lines, raw, at)
        if header is not None:
            table, after = read_table(lines, raw, at, floor, header)
        elif heads := heads_at(lines, raw, at):
            table, after = read_stacked(lines, raw, at, floor, heads)
        else:
            at += 1
            continue
        tables.append(table)
        at = floor = max(after, at + 1)
    return tuple(tables)


def find_tables(lines: Sequence[Line], raw: Raw) -> set[int]:
    """The numbers of the lines that are rows of tables: those of registers, and all others
    whose cells are parted by tabs."""
    taken = {number for table in tables_of(lines, raw) for number in table.taken}
    return taken | {line.number for line in lines if "\t" in line.text}
