"""What stands between the rows of a table: page numbers, repeated headers, headings of domains,
the rest of a cell that was broken over the line.

In: the lines from one that is no row on. Out: how far they belong to the table, which takes
them in; or that the table has ended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...stages import Line
from .cells import Cells, split_cells
from .fitting import fit
from .headers import Header, Raw, Reading, header_at
from .model import Heading
from .serials import serial_of
from .spreading import spread
from .titles import is_annex, is_furniture, is_heading, is_marked_heading, repeats_title
from .wording import is_open

_LOOK_AHEAD = 8  # lines that may stand between two rows
_LONG = 60  # characters of a line that is a paragraph of text


def is_gap_row(cells: Cells, reading: Reading) -> bool:
    """Of lines with gaps only those whose texts fit the columns are rows."""
    score = spread(cells.texts, reading.header.fields).score
    return score > -1.5 or len(cells.texts) == len(reading.header.columns)


def after_gap(lines: Sequence[Line], raw: Raw, at: int, reading: Reading, title: str) -> int | None:
    """What stands at index ``at`` and is no row: furniture, a heading, the rest of a cell that
    was broken over the line. The index after it; None where the table ends."""
    header = reading.header
    stop = at
    again: Header | None = None
    is_row = False
    while stop < len(lines) and stop - at < _LOOK_AHEAD:
        again = header_at(lines, raw, stop)
        cells = split_cells(raw[lines[stop].number], header.parting)
        is_row = (
            cells is not None
            and bool(cells.texts)
            and (header.parting != "gap" or is_gap_row(cells, reading))
        )
        if again is not None or is_row:
            break
        stop += 1
    texts = [(index, lines[index].text) for index in range(at, stop)]
    if again is not None and header.like(again):
        return _to_next_header(lines, raw, stop, again, reading, title, texts)
    if again is not None or not is_row:
        return _rest_of_last(reading, lines, texts)
    if len(texts) > 3 and any(len(text) > 60 for _, text in texts):
        return None
    for index, text in texts:
        _place_text(reading, lines[index], text, alone=len(texts) == 1, title=title)
    return stop


def _rest_of_last(
    reading: Reading, lines: Sequence[Line], texts: list[tuple[int, str]]
) -> int | None:
    """The rest of the last row's last cell; None where what follows is no table's."""
    if not texts or not _continues_cell(reading, texts[0][1]):
        return None
    _append_text(reading, lines[texts[0][0]], texts[0][1])
    return texts[0][0] + 1


def _to_next_header(
    lines: Sequence[Line],
    raw: Raw,
    stop: int,
    again: Header,
    reading: Reading,
    title: str,
    texts: list[tuple[int, str]],
) -> int | None:
    """Whether the same header after other lines is that of a further page or of a new table: a
    new one has a title of its own, and its serials begin anew."""
    following = _first_serial(lines, raw, stop + again.height, again)
    last = reading.last_serial()
    goes_on = following is None or last is None or following > last
    own = [
        (index, text)
        for index, text in texts
        if not is_furniture(text) and not is_annex(text) and not repeats_title(text, title)
    ]
    anew = following == 1 and last is not None and last >= 1
    if anew and texts and any(not is_furniture(text) for _, text in texts):
        return None
    if own and not goes_on:
        return None
    if len(own) > 2 or any(len(text) > 60 for _, text in own):
        return None
    if own and any(is_annex(text) for _, text in texts):
        return None
    for index, text in own:
        if len(own) == 1 and is_heading(text) and not _continues_cell(reading, text):
            reading.rows.append(Heading(text.strip(), lines[index].number))
        else:
            _place_text(reading, lines[index], text, alone=len(own) == 1, title=title)
    return stop


def _first_serial(lines: Sequence[Line], raw: Raw, at: int, header: Header) -> int | None:
    column = header.serial
    for line in lines[at : at + 3]:
        cells = split_cells(raw[line.number], header.parting)
        if cells is None or column is None:
            continue
        for text in cells.texts[: column + 1 + header.blank_before][::-1]:
            if (value := serial_of(text)) is not None:
                return value
    return None


def _place_text(reading: Reading, line: Line, text: str, *, alone: bool, title: str) -> None:
    if is_furniture(text) or is_annex(text) or repeats_title(text, title):
        return
    if _continues_cell(reading, text) and not is_marked_heading(text):
        _append_text(reading, line, text)
    elif alone and is_heading(text):
        reading.rows.append(Heading(text.strip(), line.number))
    else:
        reading.unplaced.append(line.number)


def _continues_cell(reading: Reading, text: str) -> bool:
    """Whether a line without cells goes on from the last cell of the row above."""
    row = reading.last_row()
    if row is None:
        return False
    at = max((i for i, cell in enumerate(row.cells) if cell), default=None)
    if at is None:
        return False
    cell, column = row.cells[at], reading.header.fields[at]
    if cell.endswith(("、", "，")) or is_open(cell):
        return True
    if column == "deadline" and re.search(r"年\Z", cell) and re.match(r"\d{1,2}\s*月", text):
        return True
    return column not in ("other", "measure", "task", "domain") and (
        fit(cell + text, column) > max(0, fit(cell, column)) - (fit(text, column) < 0)
        and fit(cell + text, column) > 0
        and len(text) <= 30
        and fit(text, column) <= 0
    )


def _append_text(reading: Reading, line: Line, text: str) -> None:
    row = reading.last_row()
    assert row is not None
    at = max(i for i, cell in enumerate(row.cells) if cell)
    cells = (*row.cells[:at], f"{row.cells[at]} {text.strip()}", *row.cells[at + 1 :])
    reading.rows[-1] = replace(row, cells=cells, line_end=line.number)
