"""Rows with what the rows above give them: merged cells, domains, tasks that go on.

In: a table's rows as printed. Out: one ``Row`` for each, with what each cell is taken to mean
beside what is printed. A blank domain is that of the row above; a row without a serial goes on
with the task above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...record.policy import CellField, Column, Correction
from .model import AS_ABOVE, Heading, RawRow, Table
from .serials import serial_of
from .torn import is_rest
from .wording import unwrapped

_COUNTED = re.compile(
    r"(?P<serial>\d{1,3}[.．、]|[（(]\d{1,3}[）)]|[①-⑳])\s*(?P<name>(?!\d).+)", re.DOTALL
)


@dataclass
class Row:
    """A row being read: ``printed`` and ``values`` have one text for each column."""

    columns: tuple[Column, ...]
    printed: list[str]
    values: list[str]
    line_start: int
    line_end: int
    page: int | None = None
    extra: tuple[str, ...] = ()
    placed: bool = False
    serial: str = ""
    number: int | None = None
    continues: bool = False
    domain: str = ""
    task: str = ""
    corrections: list[Correction] = field(default_factory=list)

    def at(self, wanted: CellField) -> int | None:
        """The first column of a field."""
        return next((i for i, column in enumerate(self.columns) if column.field == wanted), None)

    def value(self, wanted: CellField) -> str:
        """What the first cell of a field is taken to mean; "" where there is none."""
        place = self.at(wanted)
        return "" if place is None else self.values[place]

    def print_of(self, wanted: CellField) -> str:
        """What stands in the first cell of a field."""
        place = self.at(wanted)
        return "" if place is None else self.printed[place]

    def all_values(self, wanted: CellField) -> list[str]:
        """What all cells of a field are taken to mean."""
        return [
            value
            for column, value in zip(self.columns, self.values, strict=True)
            if column.field == wanted
        ]

    def correct(self, wanted: CellField, value: str, reason: str, *, at: int | None = None) -> None:
        """Proposes another reading of a cell."""
        place = self.at(wanted) if at is None else at
        printed = "" if place is None else self.printed[place]
        if place is not None:
            self.values[place] = value
        self.corrections = [c for c in self.corrections if not (c.field == wanted and at is None)]
        self.corrections.append(
            Correction(field=wanted, printed=printed, value=value, reason=reason)
        )


def rows_of(table: Table) -> list[Row]:
    """The rows of a table, merged cells filled in, torn rows joined, tasks not yet numbered."""
    rows: list[Row] = []
    heading = domain = ""
    fields = tuple(column.field for column in table.columns)
    for raw in table.rows:
        if isinstance(raw, Heading):
            heading = unwrapped(raw.text)
            continue
        if rows and is_rest(raw, rows[-1].printed, fields, domain):
            _join(raw, rows[-1], domain)
            domain = rows[-1].print_of("domain") or domain
            continue
        row = _row(raw, table.columns, rows[-1] if rows else None)
        row.domain = heading
        domain = row.print_of("domain") or domain
        rows.append(row)
    return rows


def _row(raw: RawRow, columns: tuple[Column, ...], above: Row | None) -> Row:
    values = []
    for at, cell in enumerate(raw.cells):
        if cell != AS_ABOVE:
            values.append(cell)
        elif columns[at].field in ("serial", "task", "domain"):
            values.append("")  # what continue_tasks() gives
        else:
            values.append(above.values[at] if above else "")
    return Row(
        columns, list(raw.cells), values, raw.line_start, raw.line_end, raw.page, raw.extra,
        raw.placed,
    )  # fmt: skip


def _join(raw: RawRow, above: Row, domain: str) -> None:
    for at, cell in enumerate(raw.cells):
        if cell and not (above.columns[at].field == "domain" and _same(cell, domain)):
            above.printed[at] = f"{above.printed[at]} {cell}"
            above.values[at] = f"{above.values[at]} {cell}"
    above.line_end = raw.line_end


def _same(cell: str, domain: str) -> bool:
    return "".join(cell.split()) == "".join(domain.split())


def continue_tasks(rows: Sequence[Row]) -> None:
    """Gives each row its serial, number, domain and task, those of the task above where it
    goes on with it."""
    counted = _counted_names(rows)
    above: Row | None = None
    for row in rows:
        own_task, serial = unwrapped(row.value("task")), row.value("serial").strip()
        row.domain = unwrapped(row.value("domain")) or row.domain
        if counted and own_task:
            serial, own_task = counted.pop(0)
        row.serial, row.number, row.task = serial, serial_of(serial), own_task
        if above is not None:
            if not row.domain:
                row.domain = above.domain
            merged = row.print_of("serial") == AS_ABOVE
            numbered = row.at("serial") is not None
            if not serial and (merged or not own_task) and (numbered or not own_task):
                row.continues = True
                row.number = above.number
                row.task = own_task or above.task
                row.domain = row.domain if row.value("domain") else above.domain
            elif serial and not own_task and row.at("task") is not None:
                row.task = above.task  # the name covers several rows with serials of their own
        above = row
    _one_wording(rows)


def _counted_names(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Serials and names where the names count themselves (1.推进联办) and no column does; []
    where not all of them do, from 1 on."""
    if not rows or rows[0].at("serial") is not None:
        return []
    found = [_COUNTED.match(unwrapped(row.value("task"))) for row in rows if row.value("task")]
    pairs = [(match["serial"], match["name"]) for match in found if match]
    numbers = [serial_of(serial) for serial, _ in pairs]
    if len(pairs) < max(2, len(found)) or numbers != list(range(1, len(pairs) + 1)):
        return []
    return pairs


def _one_wording(rows: Sequence[Row]) -> None:
    """Gives a domain that pages print with and without a blank (lost where a narrow column
    broke it) one wording: the one with it."""
    wordings: dict[str, str] = {}
    for row in rows:
        key = "".join(row.domain.split())
        wordings[key] = max(wordings.get(key, ""), row.domain, key=len)
    for row in rows:
        row.domain = wordings["".join(row.domain.split())]
