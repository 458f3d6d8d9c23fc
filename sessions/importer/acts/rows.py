"""Rows of tables → acts and deputy changes.

In: rows, the mode and title above them. Out: acts. The header says which column is which;
without one each cell speaks for itself. A row's own verb (任, 免, 任命 …) goes before the
column's, the column's before the heading's, the heading's before the title's; a row's own date
goes before all others. 拟任职务 is an appointment only below the title of an adopted list;
原任职务 is information. A table with the electing units of its persons tells of deputies.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from .cleaning import clean
from .dates import find_dates
from .deputies import DeputyReader
from .headings import Mode, Title, heading_mode
from .names import is_loose_name, trim
from .recorder import Recorder
from .tables import Row, kind_of
from .text import Piece, join

_COLUMN_KIND = {"post_appoint": "appoint", "post_remove": "remove", "post_resign": "resign",
                "post_dismiss": "dismiss", "post_proposed": "appoint",
                "post_proposed_remove": "remove"}  # fmt: skip


@dataclass(slots=True)
class _Cells:
    """What the cells of one row are."""

    name: Piece | None = None
    organization: Piece | None = None
    verb: Mode | None = None
    posts: list[tuple[str, Piece]] = field(default_factory=list)
    pairs: list[tuple[Piece, Piece]] = field(default_factory=list)
    unit: str = ""
    cause: str = ""
    date: datetime.date | None = None
    dated: bool = False


class RowReader:
    """Reads the rows of tables and lists in columns, one after the other."""

    def __init__(self, recorder: Recorder, deputies: DeputyReader) -> None:
        self.recorder = recorder
        self.deputies = deputies
        self.names_follow: tuple[Piece, str] | None = None

    def leave(self) -> None:
        """The table is over."""
        self.names_follow = None

    def expect_names(self, posts: Piece, act: str) -> None:
        """A heading has named the post: the rows below hold nothing but names."""
        self.names_follow = (posts, act)

    def read(self, row: Row, mode: Mode, title: Title, after_items: bool) -> bool:
        """Whether the row belongs to a table or list that goes on."""
        if row.kind in ("header", "rule"):
            return True
        if title.proposal and "unit" not in row.named_columns():
            return True
        if row.kind == "names":
            return self._names(row)
        return self._acts(row, mode, title, after_items)

    def _names(self, row: Row) -> bool:
        people = [
            _name(c) for c, kind in zip(row.cells, row.columns, strict=False) if kind == "name"
        ]
        if self.recorder.add_awaited(people):
            return True
        if self.names_follow is None:
            return False
        posts, act = self.names_follow
        self.recorder.add(people, posts, act)
        return True

    def _acts(self, row: Row, mode: Mode, title: Title, after_items: bool) -> bool:
        columns = row.named_columns()
        post_first = row.header is None and kind_of(row.cells[0].text) == "post"
        cells = self._cells(row, columns, post_first)
        if cells.name is None:
            return False
        if "unit" in columns and not cells.posts:
            self.deputies.read_row(cells.name, cells.unit, cells.cause)
            return True
        if not cells.posts and cells.organization is not None:
            return False
        if post_first and cells.verb is None and (after_items or not (mode.kind or mode.prefix)):
            return False
        read = 0
        for other, cell in cells.pairs:
            read += self._one(other, cell, "", cells, mode, title)
        people = [cells.name]
        if post_first:
            people = [_name(c) for c in row.cells if kind_of(c.text) == "name"]
        for column, cell in cells.posts:
            for person in people:
                read += self._one(person, cell, column, cells, mode, title)
        return bool(read) or row.header is not None

    def _cells(self, row: Row, columns: tuple[str, ...], post_first: bool) -> _Cells:
        found = _Cells()
        for i, cell in enumerate(row.cells):
            column = columns[i] if columns else ""
            kind = kind_of(cell.text)
            if not cell or column == "info":
                continue
            if column == "date":
                self._date(found, cell)
            elif column == "unit":
                found.unit = cell.raw
            elif column == "cause":
                found.cause = cell.text
            elif kind == "verb" or column == "verb":
                found.verb = _verb_mode(cell.text)
            elif (kind == "name" and not column) or (column == "name" and _holds_name(cell)):
                if found.name is not None and found.posts and not columns and not post_first:
                    found.pairs.append((found.name, found.posts[-1][1]))
                    found.posts = []
                found.name = _name(cell)
            elif column == "org":
                found.organization = cell
            elif column.startswith("post") or (kind == "post" and not column):
                found.posts.append((column, clean(cell)))
            elif kind == "other" and not column and found.name and not found.organization:
                found.organization = cell
        return found

    def _date(self, found: _Cells, cell: Piece) -> None:
        for date in find_dates(cell.text, self.recorder.governing_year()):
            self.recorder.check(date, cell)
            if date.day is not None:
                found.date, found.dated = date.value, True

    def _one(
        self,
        name: Piece,
        cell: Piece,
        column: str,
        cells: _Cells,
        mode: Mode,
        title: Title,
    ) -> int:
        column, _, prefix = column.partition("@")
        kind = _COLUMN_KIND.get(column, "")
        governing = cells.verb or mode
        if kind and not (cells.verb and cells.verb.kind):
            governing = Mode(kind, prefix or mode.prefix)
        elif not governing.kind and mode.prefix:
            governing = Mode("appoint", mode.prefix)
        if column.startswith("post_proposed") and not title.is_list:
            self.recorder.find(
                "proposed_only", "warning", name.line,
                f"第{name.line}行“{name.raw}”列在拟任（拟免）职务栏，文中看不出已经通过，未列为任免；"
                "如已通过，请补上名单标题或手工录入。",
            )  # fmt: skip
            return 0
        if not governing.kind:
            self.recorder.find(
                "row_without_verb", "warning", name.line,
                f"第{name.line}行“{name.raw}”的表格行没有写明任命还是免去，未列为任免；"
                "请看原件，在该行或标题补上任免方式。",
            )  # fmt: skip
            return 0
        if cells.organization is not None and kind_of(cells.organization.text) == "other":
            cell = join([cells.organization, cell])
        act = governing.code(title.prefix)
        return self.recorder.add(
            [name], cell, act, date=cells.date, dated=cells.dated, reason=cells.cause
        )


def _holds_name(cell: Piece) -> bool:
    return kind_of(cell.text) == "name" or is_loose_name(_name(cell).text)


def _name(cell: Piece) -> Piece:
    cell = clean(cell)
    start, end = trim(cell.text, 0, len(cell))
    return cell[start:end]


def _verb_mode(text: str) -> Mode | None:
    text = re.sub(r"（.*?）|^拟", "", text)
    found = heading_mode(text.rstrip("：") + "：")
    return found or (Mode("appoint") if text in ("新任", "连任", "留任") else None)
