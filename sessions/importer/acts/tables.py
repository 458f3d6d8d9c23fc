"""Rows of tables: 方勤 | 市人大常委会副秘书长 | 任命.

In: one raw line. Out: its cells, each with its kind, or None where the line is no row.
Cells are parted by tabs, bars, wide gaps, commas of a CSV file or (only where every cell is
clearly of a kind) by single spaces. A name padded inside (张 平, 张　平) is one cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .columns import column_of, columns_of_cells, starts_of
from .headings import NUMBERING
from .names import is_loose_name, is_name
from .text import Piece, join, piece_of
from .titles import is_post

_VERBS = re.compile(
    r"(?:拟)?(?:决定|批准|同意|接受)?(?:任命|免去|任职|免职|任|免|撤职|撤销职务|罢免|辞职|辞去|选举|补选|当选|代理|接受辞职|批准辞职|新任|留任|连任)"
)
_INDEX = re.compile(r"(?:\d{1,4}[.、]?|[一二三四五六七八九十]{1,3}[.、]?|（\d{1,3}）|[①-⑳])")
_MINOR = re.compile(
    r"男|女|[\u4e00-\u9fff]{1,5}族|汉|(?:19|20)\d\d[.年/-]?\d{0,2}[.月/-]?\d{0,2}日?|\d{1,3}岁?|中共党员|群众|大学|"
    r"研究生|本科|硕士|博士|无|-+|—+|/|备注|"
)
_AS_ABOVE = "〃"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one line; `kind`: header, rule, names (nothing else), or cells. `columns`: those
    of the cells, "" where not known. `starts`: where gaps part the cells, where they begin.
    `header`: the row above that names the columns."""

    cells: tuple[Piece, ...]
    line: int
    kind: str
    columns: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    header: Row | None = None

    def named_columns(self) -> tuple[str, ...]:
        """The columns of the cells as the header above names them; () without one."""
        if self.header is None:
            return ()
        return columns_of_cells(
            self.header.columns, self.header.starts, self.starts, len(self.cells)
        )


def row_of(
    raw: str, line: int, previous: Row | None, *, names_expected: bool = False
) -> Row | None:
    """The row that a line is, or None. `previous` is the row directly above.

    `names_expected`: the line follows a colon, so names without a known surname count too.
    """
    raw = raw.strip("\r\n")
    if len(raw) > 600:
        return None
    if _AS_ABOVE in raw and previous is not None:
        raw = _spelt_out(raw, previous)
    row = _row(raw, line, previous, names_expected=names_expected)
    if row is None or row.kind == "header" or previous is None:
        return row
    return replace(row, header=previous if previous.kind == "header" else previous.header)


def _spelt_out(raw: str, above: Row) -> str:
    """A row whose ditto marks are replaced by what stands in the row above: so a cell that
    covers several rows is written."""
    cells = raw.split("\t")
    for at, cell in enumerate(cells[: len(above.cells)]):
        if cell.strip() == _AS_ABOVE:
            cells[at] = above.cells[at].raw
    return "\t".join(cells)


def _row(raw: str, line: int, previous: Row | None, *, names_expected: bool) -> Row | None:
    if "\t" in raw or "|" in raw or "｜" in raw or "│" in raw:
        cells = [piece_of(c, line) for c in re.split(r"[\t|｜│]", raw.strip(" 　|｜│"))]
        if "|" in raw and all(re.fullmatch(r"[:：=—-]*", c.text) for c in cells):
            return Row(tuple(cells), line, "rule")
        return _classified(cells, line, previous, wide=True)
    if names_expected and (named := _loose_names(raw, line)):
        return named
    if re.search(r"\S(?: {2,}|　+| 　|　 )\S", raw):
        parts = re.split(r"(?: {2,}|　+| +　| *　 +)", raw.strip(" 　"))
        cells = _merged(parts, line)
        row = _classified(cells, line, previous, wide=True, starts=starts_of(raw, cells))
        if row:
            return row
    if " " in raw.strip():
        return _classified(_merged(raw.split(), line), line, previous, wide=False)
    if raw.count(",") >= 1 and re.fullmatch(r"[^,，。；：]+(?:,[^,，。；：]*){1,6}", raw):
        return _classified([piece_of(c, line) for c in raw.split(",")], line, previous, wide=False)
    return None


def continued(raw: str, line: int, row: Row) -> Row | None:
    """The row with the rest of its last post, which a narrow cell broke over the line.

    Only where the line begins with a gap, holds one cell, and the post above asks for more
    (it ends with 、 or ，) or the cell ends a post by itself.
    """
    if row.kind != "cells" or not re.match(r"[\s|｜]", raw):
        return None
    cells = [piece_of(c, line) for c in re.split(r"[\t|｜]| {2,}|　", raw)]
    cells = [c for c in cells if c]
    at = max(
        (i for i, c in enumerate(row.cells) if kind_of(c.text) in ("post", "other")), default=-1
    )
    if len(cells) != 1 or at < 0 or not is_posts(cells[0].text):
        return None
    if not row.cells[at].text.endswith(("、", "，")) and is_posts(row.cells[at].text):
        return None
    merged = [*row.cells[:at], join([row.cells[at], cells[0]]), *row.cells[at + 1 :]]
    return replace(row, cells=tuple(merged))


def _loose_names(raw: str, line: int) -> Row | None:
    """Two or more cells that are nothing but names, known surnames or not."""
    cells = _merged(raw.split(), line)
    if len(cells) < 2 or not all(len(c) <= 4 or "·" in c.text for c in cells):
        return None
    if not all(is_loose_name(c.text) for c in cells):
        return None
    return Row(tuple(cells), line, "names", ("name",) * len(cells))


def _merged(parts: list[str], line: int) -> list[Piece]:
    """张 平 → 张平: two cells of one character each are one name."""
    cells: list[Piece] = []
    pending: Piece | None = None
    for part in parts:
        piece = piece_of(part, line)
        for sub in _padded_name(part, line) or [piece]:
            if len(sub) == 1 and "\u3400" <= sub.text <= "\u9fff" and sub.text not in "任免男女":
                if pending is not None:
                    cells.append(join([pending, sub]))
                    pending = None
                else:
                    pending = sub
                continue
            if pending is not None:
                cells.append(pending)
                pending = None
            cells.append(sub)
    if pending is not None:
        cells.append(pending)
    return [c for c in cells if c]


def _padded_name(part: str, line: int) -> list[Piece] | None:
    """A cell that itself holds single spaces: several names, or a name and a post."""
    if " " not in part.strip():
        return None
    sub = _merged(part.split(), line)
    if all(kind_of(c.text) in ("name", "post", "verb") for c in sub):
        return sub
    return None


def kind_of(text: str) -> str:
    """What a cell is: header, name, post, verb, index, minor, or other."""
    if not text:
        return "empty"
    plain = re.sub(r"（[^（）]{0,20}）", "", text)
    plain = NUMBERING.sub("", plain) if len(plain) > 3 else plain
    if column_of(text):
        return "header"
    if _VERBS.fullmatch(plain.rstrip("：")):
        return "verb"
    if is_name(plain.removesuffix("同志")):
        return "name"
    if is_posts(plain):
        return "post"
    if _INDEX.fullmatch(text):
        return "index"
    if _MINOR.fullmatch(text):
        return "minor"
    return "other"


def is_posts(text: str) -> bool:
    """One post or several, and no sentence."""
    text = re.sub(r"职务$", "", text.strip("。；，、"))
    if "。" in text or "；" in text or "：" in text or len(text) > 120:
        return False
    return is_post(text)


def _classified(
    cells: list[Piece],
    line: int,
    previous: Row | None,
    *,
    wide: bool,
    starts: tuple[int, ...] = (),
) -> Row | None:
    kinds = [kind_of(c.text) for c in cells]
    shown = [k for k in kinds if k != "empty"]
    if kinds.count("header") >= 2 and "name" not in kinds and "other" not in kinds:
        columns = tuple(column_of(c.text) or "info" for c in cells)
        return Row(tuple(cells), line, "header", columns, starts)
    if len(shown) >= 2 and all(k in ("name", "index") for k in shown) and "name" in shown:
        if shown.count("name") >= 2 or previous is not None:
            return Row(tuple(cells), line, "names", tuple(kinds))
        return None
    row = Row(tuple(cells), line, "cells", tuple(kinds), starts)
    if "name" in kinds and ("post" in kinds or "verb" in kinds):
        others = kinds.count("other")
        if others == 0 or (wide and (others <= 2 or (previous and previous.kind != "names"))):
            return row
    below = previous is not None and previous.kind in ("cells", "header", "rule")
    if below and wide and ("name" in kinds or _named_by_header(row, previous)):
        return row
    return None


def _named_by_header(row: Row, previous: Row | None) -> bool:
    """A name without a known surname, in the column of the names."""
    above = previous if previous is None or previous.kind == "header" else previous.header
    columns = replace(row, header=above).named_columns()
    return any(
        column == "name" and is_loose_name(cell.text.removesuffix("同志"))
        for column, cell in zip(columns, row.cells, strict=False)
    )
