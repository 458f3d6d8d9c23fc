"""The files: .xlsx and .csv to a table of cells and back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

import openpyxl
from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_UNPACKED = 300 * 2**20
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ENCODINGS = ("utf-8-sig", "gb18030")

Cell = str | int | float | dt.date | None


class SheetError(ValueError):
    """A file that cannot be taken: one sentence for a clerk."""


class Table(NamedTuple):
    """The heads, and below them the rows with their numbers in the sheet."""

    heads: list[str]
    rows: list[tuple[int, list[Cell]]]


def read_table(data: bytes, name: str) -> Table:
    """The table in a file. Raises SheetError."""
    return _table(read_lines(data, name), name)


def read_lines(data: bytes, name: str) -> Iterable[list[Cell]]:
    """All rows of the first sheet of a file. Raises SheetError."""
    if len(data) > settings.NPC_UPLOAD_LIMIT:
        raise SheetError(
            _("文件“%(name)s”超过 %(limit)d MB：请分成几个文件。")
            % {"name": name, "limit": settings.NPC_UPLOAD_LIMIT // 2**20}
        )
    ending = PurePath(name).suffix.lower()
    if data[:2] == b"PK":
        return _xlsx_lines(data, name)
    if ending == ".xls" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise SheetError(
            _("“%(name)s”是旧的 .xls 文件，或者加了密码：请在 Excel 里另存为 .xlsx 或 CSV。")
            % {"name": name}
        )
    if ending in ("", ".csv", ".txt", ".tsv"):
        return _csv_lines(data, name)
    raise SheetError(_("“%(name)s”不是表格文件：请用 .xlsx 或 .csv 文件。") % {"name": name})


def _table(lines: Iterable[list[Cell]], name: str) -> Table:
    heads: list[str] = []
    rows: list[tuple[int, list[Cell]]] = []
    for number, cells in enumerate(lines, 1):
        if not any(cell is not None and str(cell).strip() for cell in cells):
            continue
        if not heads:
            heads = [str(cell or "").strip() for cell in cells]
            continue
        if len(rows) == MOST_ROWS:
            raise SheetError(
                _("“%(name)s”超过 %(most)d 行：请分成几个文件。")
                % {"name": name, "most": MOST_ROWS}
            )
        rows.append((number, cells))
    if not heads:
        raise SheetError(_("“%(name)s”是空的：第一行要写列名，如“姓名”。") % {"name": name})
    return Table(heads, rows)


def _xlsx_lines(data: bytes, name: str) -> Iterable[list[Cell]]:
    try:
        _refuse_bomb(data, name)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        return [[_cell(value) for value in row] for row in _bounded(sheet)]
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(
            _("“%(name)s”读不出来，文件可能坏了：请在 Excel 里打开，另存为 .xlsx 再试。")
            % {"name": name}
        ) from error


def _refuse_bomb(data: bytes, name: str) -> None:
    """A workbook is a zip; none is unpacked that says it holds more than the limit."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
    if unpacked > MOST_UNPACKED:
        raise SheetError(
            _("“%(name)s”解开后超过 %(limit)d MB，不像是表格：请另存为新文件再试。")
            % {"name": name, "limit": MOST_UNPACKED // 2**20}
        )


def _bounded(sheet: Any) -> Iterable[Sequence[Any]]:
    """The rows of a sheet as far as is looked at; a sheet's own word on its size may be wrong."""
    sheet.reset_dimensions()
    empty = 0
    for count, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        empty = 0 if any(value is not None for value in row) else empty + 1
        if count > 2 * MOST_ROWS or empty > MOST_ROWS:
            return
        yield row


def _cell(value: Any) -> Cell:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, bool | int | float | dt.date):
        return value
    return str(value)


def _csv_lines(data: bytes, name: str) -> Iterable[list[Cell]]:
    text = _decoded(data, name)
    first = text.split("\n", 1)[0]
    separator = max(",;\t，", key=first.count)
    if separator == "，":
        raise SheetError(
            _("“%(name)s”的列名用全角逗号隔开：请在 Excel 里另存为 CSV。") % {"name": name}
        )
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise SheetError(
            _("“%(name)s”读不出来，引号可能没有成对：请在 Excel 里另存为 CSV 再试。")
            % {"name": name}
        ) from error


def _decoded(data: bytes, name: str) -> str:
    """UTF-8 with or without BOM, UTF-16 (Excel's Unicode text), or GBK (Excel in Chinese)."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(
        _("“%(name)s”的文字编码认不出来：请在 Excel 里另存为“CSV UTF-8”。") % {"name": name}
    )


def safe(value: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def plain(value: Cell) -> Cell:
    """The cell as it was before it was made safe."""
    if isinstance(value, str) and value.startswith("'") and value[1:].startswith(FORMULA):
        return value[1:]
    return value


def write_xlsx(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook with one sheet, whose heads stay in sight."""
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("任免")
    sheet.freeze_panes = "C2"
    widths = {"姓名": 10, "机构": 28, "职务（原文）": 32, "文件": 36, "会议": 36, "日期": 13}
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(head, 12)
    bold = []
    for head in heads:
        cell = openpyxl.cell.WriteOnlyCell(sheet, value=head)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in rows:
        sheet.append([_written(sheet, safe(value)) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _written(sheet: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return "".join(char for char in value if char.isprintable() or char in "\n\t")
    if isinstance(value, dt.date):
        midnight = dt.datetime.combine(value, dt.time())
        cell = openpyxl.cell.WriteOnlyCell(sheet, value=midnight)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool) -> bytes:
    """CSV in UTF-8; with a BOM, Excel knows that it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in rows:
        writer.writerow(["" if value is None else safe(value) for value in row])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8", "replace")
