"""Tables whose cells are lines: first the heads one below the other, then the cells of each row.

In: lines with their raw text, from the first head on. Out: the columns and rows. A row begins
with its serial; blank cells are missing, and a narrow column may have broken one cell over
several lines: what a text is tells where it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...record.policy import CellField, Column
from ...stages import Line
from .fitting import fit
from .headers import Raw
from .heads import columns_of, field_of, is_header, plain
from .model import Heading, RawRow, Table
from .serials import is_chinese, is_serial, serial_of
from .spreading import spread
from .titles import is_furniture, is_marked_heading, title_above

_MOST_HEADS = 14
_JUMP = 3  # serials that may be missing between two rows
_MOST_LINES = 240  # of one task
_AFTER = re.compile(r"抄送|附件|附表|（此件|注[：:]|.{2,30}(?:办公室|政府|委员会)\s*.{4,14}印发")


def heads_at(lines: Sequence[Line], raw: Raw, at: int) -> list[str]:
    """The heads that stand one below the other from index ``at`` on; [] where none do."""
    heads: list[str] = []
    for line in lines[at : at + _MOST_HEADS]:
        text = line.text.strip()
        if "\t" in text or not 1 <= len(text) <= 20 or field_of(text) is None:
            break
        if plain(text) in map(plain, heads):
            break
        heads.append(text)
    fields = {field_of(head) for head in heads}
    enough = len(heads) >= 3 and is_header(heads) and fields & {"task", "measure"}
    return heads if enough and fields & {"unit", "lead_unit", "leader"} else []


def read_stacked(
    lines: Sequence[Line], raw: Raw, at: int, floor: int, heads: list[str]
) -> tuple[Table, int]:
    """The table whose heads begin at index ``at``, and the index of the line after it."""
    columns = columns_of(heads)
    end = _end(lines, raw, at + len(heads), at, heads)
    body = _without_headers(lines, at + len(heads), end, heads)
    if any(column.field == "serial" for column in columns):
        rows, unplaced, used = _by_serials(body, columns)
    else:
        rows, unplaced, used = _by_count(body, columns)
    if used < len(body):
        end = lines.index(body[used])
    taken = tuple(line.number for line in lines[at:end])
    title = title_above(lines, at, floor)
    return Table(title, columns, tuple(rows), taken, lines[at].page, tuple(unplaced)), end


def _end(lines: Sequence[Line], raw: Raw, start: int, at: int, heads: list[str]) -> int:
    """Where the table must end: where lines no longer begin with the tab that all its heads
    begin with, or at another table, or at what can only stand after a table."""
    tabs = all(raw[line.number][:1] == "\t" for line in lines[at : at + len(heads)])
    again = list(map(plain, heads))
    index = start
    while index < len(lines):
        text = lines[index].text
        if tabs and raw[lines[index].number][:1] != "\t" and not is_furniture(text):
            return index
        if _AFTER.match(text):
            return index
        if field_of(text) is not None:
            if [plain(line.text) for line in lines[index : index + len(heads)]] == again:
                index += len(heads)
                continue
            if heads_at(lines, raw, index):
                return index
        index += 1
    return len(lines)


def _without_headers(lines: Sequence[Line], start: int, end: int, heads: list[str]) -> list[Line]:
    """The lines of the cells, without the heads that every page repeats and page numbers in
    their dress (a bare number may be a serial)."""
    wanted = list(map(plain, heads))
    body: list[Line] = []
    at = start
    while at < end:
        here = [plain(line.text) for line in lines[at : at + len(heads)]]
        if here == wanted and at + len(heads) <= end:
            at += len(heads)
            continue
        text = lines[at].text
        if not (is_furniture(text) and not is_serial(text)):
            body.append(lines[at])
        at += 1
    return body


def _by_serials(
    body: list[Line], columns: tuple[Column, ...]
) -> tuple[list[RawRow | Heading], list[int], int]:
    """Rows that begin at their serials; columns before the serial belong to the row below."""
    fields = [column.field for column in columns]
    before = fields.index("serial")
    starts = _serial_lines(body)
    rows: list[RawRow | Heading] = []
    if not starts:
        return rows, [line.number for line in body], len(body)
    unplaced: list[int] = []
    leading = body[: starts[0]]
    used = len(body)
    again = _again(columns, before)
    for k, start in enumerate(starts):
        last = k + 1 == len(starts)
        stop = len(body) if last else starts[k + 1]
        own = body[start:stop]
        unplaced += _headings(leading[: max(0, len(leading) - before)], rows)
        front = leading[max(0, len(leading) - before) :] if before else []
        if last:
            own = _last_row(own, columns, before)
            used = start + len(own)
        own, leading = _tail(own, columns, before, last=last)
        rows += _rows(front, own[:_MOST_LINES], columns, before, again)
        unplaced += [line.number for line in own[_MOST_LINES:]]
    return rows, unplaced, used


def _serial_lines(body: Sequence[Line]) -> list[int]:
    """The indices of the lines at which a row begins: serials that count on."""
    starts: list[int] = []
    value = 0
    chinese = False
    candidates = [(at, serial_of(line.text)) for at, line in enumerate(body)]
    numbers = [(at, number) for at, number in candidates if number is not None]
    for index, (at, number) in enumerate(numbers):
        if not starts:
            value, chinese = number, is_chinese(body[at].text)
            starts.append(at)
            continue
        if is_chinese(body[at].text) != chinese or at - starts[-1] < 2:
            continue
        later = any(n == value + 1 for a, n in numbers[index + 1 : index + 4])
        if (
            number == value + 1
            or (value < number <= value + _JUMP and not later)
            or number == value
        ):
            starts.append(at)
            value = number
    return starts


def _headings(lines: Sequence[Line], rows: list[RawRow | Heading]) -> list[int]:
    """Headings of domains among lines between rows; the numbers of the others."""
    unplaced = []
    for line in lines:
        if is_marked_heading(line.text):
            rows.append(Heading(line.text.strip(), line.number))
        else:
            unplaced.append(line.number)
    return unplaced


def _tail(
    own: list[Line], columns: tuple[Column, ...], before: int, *, last: bool
) -> tuple[list[Line], list[Line]]:
    """The lines of a row, and those at its end that belong to the next one: a heading, or the
    cells of the columns before the serial."""
    room = len(columns) - before
    fields = [column.field for column in columns[before:]]
    if last or (len(own) == room and _fits([line.text for line in own], fields)):
        return own, []
    best, keep = float("-inf"), len(own)
    most = min(before or 1, max(0, len(own) - 2))
    for give in range(most + 1):
        rest = own[len(own) - give :]
        if give and not before and not all(is_marked_heading(line.text) for line in rest):
            continue
        if give and len(own) - give < 2:
            continue
        texts = [line.text for line in own[: len(own) - give]]
        score = spread(texts, fields, joining=True, again=_again(columns, before)).score
        score -= 0.1 * abs(len(texts) - room)
        score += 1.0 if give and before and len(texts) <= room < len(own) else 0.0
        if score > best:
            best, keep = score, len(own) - give
    return own[:keep], own[keep:]


def _fits(texts: Sequence[str], fields: Sequence[CellField]) -> bool:
    """Whether texts fit the columns one by one, and the last one is no heading."""
    return min(map(fit, texts, fields)) >= 0 and not (
        is_marked_heading(texts[-1]) and fit(texts[-1], fields[-1]) <= 0
    )


def _last_row(own: list[Line], columns: tuple[Column, ...], before: int) -> list[Line]:
    """The lines of the last row: as many as fit its columns best, of those that follow."""
    fields = [column.field for column in columns[before:]]
    best, keep = float("-inf"), 1
    again = _again(columns, before)
    first, last = 1, 3 * len(fields)
    while first <= min(len(own), last, _MOST_LINES):
        texts = [line.text for line in own[:first]]
        score = spread(texts, fields, joining=True, again=again).score
        if score > best:
            best, keep, last = score, first, max(last, first + 2 * len(fields))
        first += 1
    return own[:keep]


def _again(columns: tuple[Column, ...], before: int) -> int | None:
    """The column, counted from the serial's, from which on a row that goes on with a task has
    texts: the one after the task's name."""
    fields = [column.field for column in columns[before:]]
    after = fields.index("task") + 1 if "task" in fields else 1
    return after if after + 1 < len(fields) else None


def _rows(
    front: Sequence[Line],
    own: list[Line],
    columns: tuple[Column, ...],
    before: int,
    again: int | None,
) -> list[RawRow]:
    """The row that begins with a serial, and those that go on with its task. ``front`` are the
    lines of the columns before the serial."""
    fields = [column.field for column in columns[before:]]
    texts = [line.text.strip() for line in own]
    places: Sequence[int] = range(len(fields))
    breaks: frozenset[int] = frozenset()
    exact = len(texts) == len(fields) and _fits(texts, fields)
    if not exact:
        found = spread(texts, fields, joining=True, again=again)
        places, breaks = (
            found.columns or [min(at, len(fields) - 1) for at in range(len(texts))],
            found.breaks,
        )
    edges = [0, *sorted(breaks), len(texts)]
    rows = []
    for first, stop in pairwise(edges):
        cells = [""] * len(columns)
        lines = own[first:stop] if first else [*front, *own[first:stop]]
        if not first:
            cells[: len(front)] = [line.text.strip() for line in front]
        for place, text in zip(places[first:stop], texts[first:stop], strict=True):
            cells[before + place] = f"{cells[before + place]} {text}".strip()
        rows.append(
            RawRow(
                tuple(cells), lines[0].number, lines[-1].number, lines[0].page, placed=not exact
            )
        )  # fmt: skip
    return rows


def _by_count(
    body: list[Line], columns: tuple[Column, ...]
) -> tuple[list[RawRow | Heading], list[int], int]:
    """Rows without serials: as many lines each as there are columns, while they fit."""
    count = len(columns)
    fields = [column.field for column in columns]
    rows: list[RawRow | Heading] = []
    at = 0
    while at + 1 < len(body):
        texts = [line.text.strip() for line in body[at : at + count]]
        if is_marked_heading(texts[0]) and spread(texts[1 : count + 1], fields).score > 0:
            rows.append(Heading(texts[0], body[at].number))
            at += 1
            continue
        found = spread(texts, fields)
        if not found.columns or found.score <= 0:
            break
        cells = [""] * count
        for place, text in zip(found.columns, texts, strict=True):
            cells[place] = text
        last = body[min(at + count, len(body)) - 1]
        rows.append(RawRow(tuple(cells), body[at].number, last.number, body[at].page))
        at += count
    return rows, [], at
