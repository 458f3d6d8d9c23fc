"""What in a register's cells a person should look at, though nothing speaks for another
reading: a blank cell in a column that is filled everywhere else, words printed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...record import Finding
from ...record.policy import CellField
from .messages import finding
from .rows import Row

_FILLED: tuple[CellField, ...] = ("leader", "lead_unit", "deadline", "task")
_FEWEST = 8  # rows from which on a column counts as always filled
_TWICE = re.compile(r"([\u3400-\u9fff]{3,})\1")


def odd_cells(rows: Sequence[Row]) -> list[Finding]:
    """Findings for the rows of one register."""
    findings: list[Finding] = []
    for wanted in _FILLED:
        blank = [row for row in rows if row.at(wanted) is not None and not _said(row, wanted)]
        if len(rows) < _FEWEST or len(blank) * 10 > len(rows):
            continue
        for row in blank:
            place = row.at(wanted)
            head = row.columns[place].head if place is not None else ""
            findings.append(
                finding(
                    "cell_blank", row,
                    f"“{head}”为空，而其他各行几乎都有。请核对原文：是原文未写，还是与上一行合为一格。",
                    "info",
                )
            )  # fmt: skip
    for row in rows:
        if twice := _TWICE.search(row.task):
            words = f"任务名称“{row.task}”里“{twice[1]}”接连印了两次。请核对原文，必要时更正。"
            findings.append(finding("words_doubled", row, words))
    return findings


def _said(row: Row, wanted: CellField) -> bool:
    return bool(row.task) if wanted == "task" else any(map(str.strip, row.all_values(wanted)))
