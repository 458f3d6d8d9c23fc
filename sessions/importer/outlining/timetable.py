"""An agenda set as a timetable: a column of times, a column of items.

Reads the lines of an agenda; gives its items, each with the time printed before it, where
the lines have this form (５月２９日上午　　　一、听取…).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..stages import Line, join
from .markers import read_marker
from .paragraphs import Paragraph

_ROW = re.compile(
    r"(?P<time>\S(?:.{0,24}?\S)?)[ \u3000]{2,}"
    r"(?=[一二三四五六七八九十]+、|[0-9０-９]{1,2}[.．、]\D)"
)


def timetable(lines: Sequence[Line]) -> list[tuple[str, str, Paragraph]] | None:
    """(time, text from the item's marker on, lines) of each row; None where the lines are no
    timetable. What stands above the first row is its table's head and left out of the rows."""
    rows = {at: match for at, line in enumerate(lines) if (match := _ROW.match(line.text))}
    if not rows or any(read_marker(line.text) and at not in rows for at, line in enumerate(lines)):
        return None
    starts = sorted(rows)
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        first = lines[start]
        item = Line(first.number, first.text[rows[start].end() :], first.page, first.indent)
        text = join([item, *lines[start + 1 : end]]).text
        found.append((rows[start]["time"], text, tuple(lines[start:end])))
    return found
