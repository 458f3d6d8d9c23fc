"""Tables whose rows are lines: the cells of a row parted by tabs, bars or gaps.

In: lines with their raw text, from a header on. Out: the columns and rows, with the header that
every page repeats taken out, and with what a broken line tore apart joined again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...stages import Line
from .between import after_gap, is_gap_row
from .cells import split_cells
from .headers import Header, Raw, Reading, header_at
from .model import Heading, RawRow, Table
from .placing import take
from .titles import heading_above, is_furniture, title_above


def read_table(
    lines: Sequence[Line], raw: Raw, at: int, floor: int, header: Header
) -> tuple[Table, int]:
    """The table whose header begins at index ``at``, and the index of the line after it."""
    reading = Reading(header)
    heading = heading_above(lines, at, floor)
    title = title_above(lines, at - 1 if heading else at, floor) or heading
    if heading:
        reading.rows.append(Heading(heading, lines[at - 1].number))
    here = at + header.height
    end = here
    breaks = False
    while here < len(lines):
        number = lines[here].number
        again = header_at(lines, raw, here)
        if again is not None:
            if not header.like(again):
                break
            here += again.height
            end = here
            breaks = True
            continue
        cells = split_cells(raw[number], header.parting)
        if cells is not None and (cells.texts or header.parting == "bar"):
            if header.parting == "gap" and not is_gap_row(cells, reading):
                cells = None
        if cells is not None:
            if cells.texts and any(cells.texts):
                above = reading.last_row()
                take(reading, cells, lines[here])
                _mark_break(reading, above, breaks=breaks)
                breaks = False
            here += 1
            end = here
            continue
        ahead = after_gap(lines, raw, here, reading, title)
        if ahead is None:
            break
        here = end = ahead
    end = _without_tail(lines, end, at + header.height)
    taken = tuple(line.number for line in lines[at:end])
    return (
        Table(
            title,
            header.columns,
            tuple(reading.rows),
            taken,
            lines[at].page,
            tuple(reading.unplaced),
        ),
        end,
    )


def _mark_break(reading: Reading, above: RawRow | None, *, breaks: bool) -> None:
    """Notes of the row just taken that it is the first of its page."""
    row = reading.last_row()
    if row is None or row is above or above is None:
        return
    if breaks or (row.page is not None and above.page is not None and row.page != above.page):
        reading.rows[-1] = replace(row, after_break=True)


def _without_tail(lines: Sequence[Line], end: int, floor: int) -> int:
    while end > floor and is_furniture(lines[end - 1].text):
        end -= 1
    return end
