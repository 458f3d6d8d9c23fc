"""The cells of a line as a row of its table.

In: the cells of a line and the table so far. Out: a row with a text for each column, a heading
of a domain, or the rest of the row above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...stages import Line
from .cells import Cells, nearest
from .fitting import fit, is_units, total
from .headers import Header, Reading
from .model import AS_ABOVE, Heading, RawRow
from .serials import is_chinese, is_serial
from .spreading import spread
from .titles import is_heading, is_marked_heading
from .wording import is_open


def take(reading: Reading, cells: Cells, line: Line) -> None:
    """A row, a heading, or the rest of a row that was broken over the line."""
    header = reading.header
    texts = list(cells.texts[header.blank_before :])
    if header.blank_before and any(cells.texts[: header.blank_before]):
        texts = list(cells.texts)
    if heading := _spanning(texts, reading):
        reading.rows.append(Heading(heading, line.number))
        return
    broken = _rejoined(texts, reading, line) if cells.parting == "tab" else None
    if broken is not None:
        reading.rows[-1] = broken
        return
    if cells.parting == "gap":
        row = _from_gaps(texts, cells, line, reading)
    else:
        row = _positional(texts, line, header)
    if row is not None:
        reading.rows.append(row)


def _spanning(texts: Sequence[str], reading: Reading) -> str:
    """The text of a row that holds nothing but the heading of a domain."""
    shown = [(at, text) for at, text in enumerate(texts) if text and text != AS_ABOVE]
    fields = reading.header.fields
    serial = reading.header.serial
    if len(shown) == 1:
        at, text = shown[0]
        alike = all(t in ("", AS_ABOVE) for t in texts)
        if at >= len(fields) or alike or fields[at] in ("deadline", "unit", "lead_unit", "leader"):
            return ""
        if is_marked_heading(text) and at <= (serial or 0) + 1 and fields[at] != "measure":
            return text
        first = serial is not None and at == serial and not is_serial(text)
        return text if first and is_heading(text) else ""
    if len(set(texts)) == 1 and len(texts) > 2 and is_heading(texts[0]):
        return texts[0]
    if len(shown) == 2 and serial is not None and shown[0][0] == serial:
        number, text = shown[0][1], shown[1][1]
        if is_chinese(number) and shown[1][0] == serial + 1 and _counts_in_digits(reading):
            return f"{number.rstrip('、.')}、{text}"
    return ""


def _counts_in_digits(reading: Reading) -> bool:
    """Whether the other rows are not numbered in Chinese: then 一 numbers a domain."""
    column = reading.header.serial
    for row in reading.rows:
        if isinstance(row, RawRow) and column is not None and is_chinese(row.cells[column]):
            return False
    return True


def _positional(texts: list[str], line: Line, header: Header) -> RawRow:
    """The texts at their places; where the blank cells at the left are lost, as many places to
    the right as makes them fit."""
    count = len(header.columns)
    serial = header.serial
    stands = serial is not None and serial < len(texts) and is_serial(texts[serial])
    if texts and texts[0] not in ("", AS_ABOVE) and len(texts) < count and not stands:
        lost = max(
            range(count - len(texts) + 1),
            key=lambda blank: (total([""] * blank + texts, header.fields), -blank),
        )
        texts = [""] * lost + texts
    extra = [text for text in texts[count:] if text]
    cells = (texts + [""] * count)[:count]
    return RawRow(tuple(cells), line.number, line.number, line.page, tuple(extra))


def _from_gaps(texts: list[str], cells: Cells, line: Line, reading: Reading) -> RawRow | None:
    """A row whose blank cells left no trace: its texts stand where they begin, or where what
    they are allows. One without a serial that fills few columns is the rest of the row above."""
    header = reading.header
    count = len(header.columns)
    if len(texts) == count:
        return RawRow(tuple(texts), line.number, line.number, line.page)
    by_start = _by_starts(cells.starts, header.starts, count)
    by_kind: Sequence[int] = spread(texts, header.fields).columns
    placed = by_kind
    if by_start is not None:
        filled = [""] * count
        for at, text in zip(by_start, texts, strict=True):
            filled[at] = text
        if total(filled, header.fields) >= total(_filled(by_kind, texts, count), header.fields):
            placed = by_start
    if not placed:
        return None
    filled = _filled(placed, texts, count)
    serial = header.serial
    above = reading.last_row()
    if above is not None and serial is not None and not filled[serial]:
        rest = len(texts) * 2 <= count or filled[header.fields.index("task")]
        if rest and by_start is not None and not _is_own_row(filled, above, header):
            joined = tuple(f"{a} {b}".strip() for a, b in zip(above.cells, filled, strict=True))
            reading.rows[-1] = replace(above, cells=joined, line_end=line.number)
            return None
    return RawRow(tuple(filled), line.number, line.number, line.page, placed=True)


def _is_own_row(filled: Sequence[str], above: RawRow, header: Header) -> bool:
    """Whether a line without a serial is a row: it states a deadline, a leader or units whole
    where the row above has done so too."""
    for text, cell, field in zip(filled, above.cells, header.fields, strict=True):
        if field in ("deadline", "leader", "lead_unit", "unit") and fit(text, field) > 0:
            if field == "deadline" or (fit(cell, field) > 0 and cell[-1:] not in "、，"):
                return True
    return False


def _filled(places: Sequence[int], texts: Sequence[str], count: int) -> list[str]:
    filled = [""] * count
    for at, text in zip(places, texts, strict=False):
        filled[at] = text
    return filled


def _by_starts(starts: tuple[int, ...], heads: tuple[int, ...], count: int) -> list[int] | None:
    if len(heads) != count or len(starts) > count:
        return None
    places: list[int] = []
    for start in starts:
        after = places[-1] + 1 if places else 0
        if after >= count:
            return None
        places.append(nearest(start, heads, after))
    return places


def _rejoined(texts: list[str], reading: Reading, line: Line) -> RawRow | None:
    """The row above with the rest that a line break in one of its cells tore off; None where
    the line is a row of its own."""
    above = reading.last_row()
    header = reading.header
    if above is None or not texts or not texts[0] or above.extra:
        return None
    count, fields = len(header.columns), header.fields
    filled = max((at for at, cell in enumerate(above.cells) if cell), default=-1)
    if filled < 0 or filled + len(texts) > count or texts[0] == AS_ABOVE:
        return None
    own = total((texts + [""] * count)[:count], fields)
    joined = [*above.cells[:filled], f"{above.cells[filled]} {texts[0]}", *texts[1:]]
    joined = (joined + [""] * count)[:count]
    gain = total(joined, fields) - total(above.cells, fields)
    serial = reading.header.serial
    if serial is None or is_serial(texts[serial] if serial < len(texts) else ""):
        return None
    torn = own < 0 or is_open(above.cells[filled]) or re.search(r"[、，]\Z", above.cells[filled])
    better = gain > own and gain >= (1 if len(texts) > 1 else 0)
    if not torn or not better or (is_units(texts[0]) and fields[filled] in ("task", "domain")):
        return None
    return replace(above, cells=tuple(joined), line_end=line.number)
