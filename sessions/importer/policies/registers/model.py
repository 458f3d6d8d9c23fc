"""What the stages of reading a register hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from ...record.policy import Column

AS_ABOVE = "〃"  # a cell that goes on from the row above


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as printed: one text for each column, "" for a blank cell and 〃 for one that goes
    on from above. ``extra`` are texts beyond the last column; ``placed`` says that blank cells
    are missing in the text, so that the places were found by what the texts are."""

    cells: tuple[str, ...]
    line_start: int
    line_end: int
    page: int | None = None
    extra: tuple[str, ...] = ()
    placed: bool = False
    after_break: bool = False  # the first one of a page


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that spans the table and names the domain of the rows below it."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of tasks: its title, columns, and rows with the headings between them. ``taken``
    are all its lines, repeated headers and page numbers too; ``unplaced`` those of them that
    belong to no row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[RawRow | Heading, ...]
    taken: tuple[int, ...]
    page: int | None = None
    unplaced: tuple[int, ...] = ()
    ends_open: bool = False  # further pages may be missing
