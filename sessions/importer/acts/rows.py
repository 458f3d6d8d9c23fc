"""Rows of tables → acts.

In: rows, the mode and title above them. Out: acts. The header says which column is which;
without one each cell speaks for itself. A row's own verb (任, 免, 任命 …) goes before the
column's, the column's before the heading's, the heading's before the title's.
拟任职务 is an appointment only below the title of an adopted list; 原任职务 is information.
"""

from __future__ import annotations

import re

from .cleaning import clean
from .headings import Mode, Title, heading_mode
from .names import trim
from .recorder import Recorder
from .tables import Row, kind_of
from .text import Piece, join

_COLUMN_KIND = {"post_appoint": "appoint", "post_remove": "remove", "post_resign": "resign",
                "post_dismiss": "dismiss", "post_proposed": "appoint",
                "post_proposed_remove": "remove"}  # fmt: skip


class RowReader:
    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.columns: tuple[str, ...] = ()
        self.names_follow: tuple[Piece, str] | None = None

    def leave(self) -> None:
        """The table is over."""
        self.columns = ()
        self.names_follow = None

    def expect_names(self, posts: Piece, act: str) -> None:
        """A heading has named the post: the rows below hold nothing but names."""
        self.names_follow = (posts, act)

    def read(self, row: Row, mode: Mode, title: Title, after_items: bool) -> bool:
        """Whether the row belongs to a table or list that goes on."""
        if row.kind == "header":
            self.columns = row.columns
            return True
        if row.kind == "rule":
            return True
        if title.proposal:
            return True
        if row.kind == "names":
            return self._names(row)
        return self._cells(row, mode, title, after_items)

    def _names(self, row: Row) -> bool:
        if self.names_follow is None:
            return False
        posts, act = self.names_follow
        people = [
            _name(c) for c, kind in zip(row.cells, row.columns, strict=False) if kind == "name"
        ]
        self.recorder.add(people, posts, act)
        return True

    def _cells(self, row: Row, mode: Mode, title: Title, after_items: bool) -> bool:
        name: Piece | None = None
        organization: Piece | None = None
        verb: Mode | None = None
        posts: list[tuple[str, Piece]] = []
        post_first = not self.columns and kind_of(row.cells[0].text) == "post"
        aligned = len(self.columns) == len(row.cells)
        pairs: list[tuple[Piece, Piece]] = []
        for i, cell in enumerate(row.cells):
            column = self.columns[i] if aligned else ""
            kind = kind_of(cell.text)
            if not cell or column in ("info", "date"):
                continue
            if kind == "verb" or column == "verb":
                verb = _verb_mode(cell.text)
            elif kind == "name" and column in ("", "name"):
                if name is not None and posts and not aligned and not post_first:
                    pairs.append((name, posts[-1][1]))
                    posts = []
                name = _name(cell)
            elif column == "org":
                organization = cell
            elif column.startswith("post") or (kind == "post" and not column):
                posts.append((column, clean(cell)))
            elif kind == "other" and not column and organization is None and name is not None:
                organization = cell
        if name is None:
            return False
        if not posts and organization is not None:
            return False
        if post_first and verb is None and (after_items or not (mode.kind or mode.prefix)):
            return False
        read = 0
        for other, cell in pairs:
            read += self._one(other, cell, "", None, verb, mode, title)
        people = (
            [_name(c) for c in row.cells if kind_of(c.text) == "name"] if post_first else [name]
        )
        for column, cell in posts:
            for person in people:
                read += self._one(person, cell, column, organization, verb, mode, title)
        return bool(read) or bool(self.columns)

    def _one(
        self,
        name: Piece,
        cell: Piece,
        column: str,
        organization: Piece | None,
        verb: Mode | None,
        mode: Mode,
        title: Title,
    ) -> int:
        kind = _COLUMN_KIND.get(column, "")
        governing = verb or mode
        if kind and not (verb and verb.kind):
            governing = Mode(kind, mode.prefix)
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
        if organization is not None and kind_of(organization.text) == "other":
            cell = join([organization, cell])
        act = Mode(governing.kind, governing.prefix).code(title.prefix)
        return self.recorder.add([name], cell, act)


def _name(cell: Piece) -> Piece:
    cell = clean(cell)
    start, end = trim(cell.text, 0, len(cell))
    return cell[start:end]


def _verb_mode(text: str) -> Mode | None:
    text = re.sub(r"（.*?）|^拟", "", text)
    found = heading_mode(text.rstrip("：") + "：")
    return found or (Mode("appoint") if text in ("新任", "连任", "留任") else None)
