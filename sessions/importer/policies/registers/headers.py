"""Headers of tables whose rows are lines, and what is kept while such a table is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...record.policy import CellField, Column
from ...stages import Line
from .cells import Parting, split_cells
from .heads import columns_of, is_header, plain, two_rows
from .model import Heading, RawRow
from .serials import serial_of

Raw = Sequence[str] | Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its columns, how cells are parted, where they begin, how many lines it has."""

    columns: tuple[Column, ...]
    parting: Parting
    starts: tuple[int, ...]
    height: int
    blank_before: int = 0  # blank heads at the left of all rows: a bar or tab before the first

    @property
    def fields(self) -> tuple[CellField, ...]:
        return tuple(column.field for column in self.columns)

    @property
    def serial(self) -> int | None:
        """The column of the serials."""
        return self.fields.index("serial") if "serial" in self.fields else None

    def like(self, other: Header) -> bool:
        """Whether a header of a later page is the same, but for a head misprinted."""
        mine, its = self.columns, other.columns
        if len(mine) != len(its):
            return False
        different = sum(plain(a.head) != plain(b.head) for a, b in zip(mine, its, strict=True))
        return different == 0 or (different <= len(mine) // 4 and self.fields == other.fields)


def header_at(lines: Sequence[Line], raw: Raw, at: int) -> Header | None:
    """The header that begins with the line at index ``at``."""
    cells = split_cells(raw[lines[at].number])
    if cells is None or not is_header(cells.texts):
        return None
    below_at = at + 1
    if cells.parting == "bar":
        while below_at < len(lines) and _is_rule(raw[lines[below_at].number]):
            below_at += 1
    heads, height = list(cells.texts), below_at - at
    if below_at < len(lines):
        below = split_cells(raw[lines[below_at].number], cells.parting)
        joined = two_rows(heads, below.texts) if below and cells.parting != "gap" else None
        if joined:
            heads, height = joined, below_at + 1 - at
    while heads and not heads[-1].strip():
        heads.pop()
    blank = 0
    while blank < len(heads) and not heads[blank].strip():
        blank += 1
    return Header(columns_of(heads[blank:]), cells.parting, cells.starts, height, blank)


def _is_rule(raw: str) -> bool:
    cells = split_cells(raw, "bar")
    return cells is not None and not cells.texts


@dataclass
class Reading:
    """A table being read: its rows so far, and lines that found no place."""

    header: Header
    rows: list[RawRow | Heading] = field(default_factory=list)
    unplaced: list[int] = field(default_factory=list)

    def last_serial(self) -> int | None:
        column = self.header.serial
        for row in reversed(self.rows):
            if isinstance(row, RawRow) and column is not None:
                if (value := serial_of(row.cells[column])) is not None:
                    return value
        return None

    def last_row(self) -> RawRow | None:
        row = self.rows[-1] if self.rows else None
        return row if isinstance(row, RawRow) else None
