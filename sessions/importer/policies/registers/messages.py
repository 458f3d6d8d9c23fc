"""Findings about rows: sentences that say what, in which line, and what to do."""

from __future__ import annotations

from ...record import Finding, Severity
from .rows import Row


def finding(code: str, row: Row, words: str, severity: Severity = "warning") -> Finding:
    """A finding about one row; ``words`` say what and what to do."""
    return at_line(code, row.line_start, f"{_named(row)}{words}", severity, row.page)


def at_line(
    code: str, line: int, words: str, severity: Severity = "warning", page: int | None = None
) -> Finding:
    """A finding about one line."""
    return Finding(code=code, severity=severity, message=f"第{line}行{words}", page=page, line=line)


def _named(row: Row) -> str:
    if row.serial:
        return f"（任务 {row.serial}）的"
    if row.continues and row.number is not None:
        return f"（续任务 {row.number}）的"
    return "的"
