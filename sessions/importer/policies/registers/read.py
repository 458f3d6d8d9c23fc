"""The task registers of a document: tables in, ``Register`` and ``Task`` of the record out.

In: the lines of the document with their raw text, its year, its measures. Out: every row of
every register, each with its cells as printed, with what they are taken to mean, and with the
corrections proposed; and findings for what a person should look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...record import Finding, Source
from ...record.policy import Cell, Measure, Register, Task
from ...stages import Line
from .body import Body
from .headers import Raw
from .late import move_domains, move_labels
from .messages import at_line, finding
from .model import Table
from .numbering import check_serials
from .oddities import odd_cells
from .readings import Reader
from .rows import Row, continue_tasks, rows_of
from .shifted import move_back
from .tables import tables_of
from .years import correct_years


@dataclass(frozen=True, slots=True)
class RegistersRead:
    """The registers of a document and their tasks; ``lines`` are the numbers of all lines that
    belong to them, which are no text of the document."""

    registers: tuple[Register, ...] = ()
    tasks: tuple[Task, ...] = ()
    lines: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()


def read_registers(
    lines: Sequence[Line], raw: Raw, *, year: int | None = None, measures: Sequence[Measure] = ()
) -> RegistersRead:
    """The registers in ``lines``. ``raw[line.number]``: the line with the white space at its
    ends. ``year``: the document's; ``measures``: those of its body, by whose words misplaced
    serials and domains are seen."""
    tables = tables_of(lines, raw)
    body = Body(measures)
    findings: list[Finding] = []
    read: list[list[Row]] = []
    for table in tables:
        rows = rows_of(table)
        for row in rows:
            move_back(row)
        continue_tasks(rows)
        move_labels(rows, body)
        move_domains(rows, body)
        read.append(rows)
    reader = Reader.of([row for rows in read for row in rows], year)
    registers: list[Register] = []
    tasks: list[Task] = []
    for order, (table, rows) in enumerate(zip(tables, read, strict=True)):
        key = f"register-{order + 1}"
        registers.append(_register(table, key, order))
        findings += _of_table(table, rows)
        findings += check_serials(rows)
        findings += correct_years(rows, year)
        findings += odd_cells(rows)
        for at, row in enumerate(rows, 1):
            task, found = _task(row, key, at, reader)
            tasks.append(task)
            findings += found
    taken = frozenset(number for table in tables for number in table.taken)
    return RegistersRead(tuple(registers), tuple(tasks), taken, tuple(findings))


def _register(table: Table, key: str, order: int) -> Register:
    return Register(
        key=key,
        order=order,
        title=table.title,
        columns=table.columns,
        source=Source(page=table.page, line_start=table.taken[0], line_end=table.taken[-1]),
    )


def _of_table(table: Table, rows: Sequence[Row]) -> list[Finding]:
    """What is odd about a table as a whole."""
    first, page = table.taken[0], table.page
    found = [
        at_line(
            "row_unplaced", number,
            "在任务清单之中，但看不出属于哪一格，没有采用。请对照原文补到相应的任务里。",
        )
        for number in table.unplaced
    ]  # fmt: skip
    if not rows:
        found.append(
            at_line(
                "register_empty", first,
                "是任务清单的表头，但下面没有读到任务。请核对原文，必要时补录。",
                page=page,
            )
        )  # fmt: skip
    return found


def _task(row: Row, table: str, at: int, reader: Reader) -> tuple[Task, list[Finding]]:
    reading = reader.read(row)
    findings = list(reading.findings)
    if row.extra:
        findings.append(
            finding(
                "cells_too_many", row,
                f"内容比表头多出 {len(row.extra)} 格（“{row.extra[0][:30]}”）。请对照原文核对。",
            )
        )  # fmt: skip
    cells = tuple(
        Cell(field=column.field, head=column.head, printed=printed)
        for column, printed in zip(row.columns, row.printed, strict=True)
    ) + tuple(Cell(field="other", printed=text) for text in row.extra)
    has_measure = row.at("measure") is not None
    task = Task(
        key=f"{table}/{at}",
        table=table,
        row=at,
        serial=row.serial,
        number=row.number,
        continues=row.continues,
        domain=row.domain,
        task=row.task,
        measure=reading.measure if has_measure else None,
        leaders=reading.leaders,
        lead_units=reading.lead_units,
        units=reading.units,
        deadline=reading.deadline,
        cells=cells,
        corrections=tuple(row.corrections),
        source=Source(page=row.page, line_start=row.line_start, line_end=row.line_end),
    )
    if row.corrections:
        findings.append(
            finding(
                "correction_proposed", row,
                f"印文有误，已按文内依据拟改 {len(row.corrections)} 处。请逐处核对后确认或退回。",
                "info",
            )
        )  # fmt: skip
    return task, findings
