"""Serials that are missing, doubled, or out of order: findings, nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence

from ...record import Finding
from .messages import finding
from .rows import Row
from .serials import is_serial

_MOST = 20  # findings of one kind in one register


def check_serials(rows: Sequence[Row]) -> list[Finding]:
    """What is odd about the serials of a register, which count on from row to row; where they
    begin anew with each domain that is how the register counts."""
    numbered = [row for row in rows if row.number is not None and not row.continues]
    anew = _begin_anew(numbered)
    findings: list[Finding] = []
    above: Row | None = None
    seen: set[int] = set()
    for row in numbered:
        number = row.number or 0
        if above is not None and anew and row.domain != above.domain:
            seen.clear()
            above = None
        if above is None and number > 1 and not findings and not seen:
            findings.append(_missing(row, 1, number - 1))
        if number in seen:
            findings.append(
                finding(
                    "serial_doubled", row, "序号与前面的一行重复。请核对原文，确认是否多录或印错。"
                )
            )
        elif above is not None and (last := above.number or 0) + 1 != number:
            if number > last:
                findings.append(_missing(row, last + 1, number - 1))
            else:
                findings.append(
                    finding(
                        "serial_out_of_order", row,
                        f"序号比上一行的“{above.serial}”小，次序颠倒。请核对原文。",
                    )
                )  # fmt: skip
        seen.add(number)
        above = row
    for row in rows:
        if row.at("serial") is None or row.continues or is_serial(row.serial):
            continue
        if row.number is None:  # else a number that was moved here
            words = f"序号“{row.serial}”没有读懂。" if row.serial else "任务没有序号。"
            findings.append(finding("serial_blank", row, f"{words}请核对原文，必要时补上序号。"))
    return findings[: _MOST * 5]


def _missing(row: Row, first: int, last: int) -> Finding:
    lost = str(first) if first == last else f"{first} 至 {last}"
    return finding(
        "serial_missing", row,
        f"前面缺少序号 {lost}。请核对原文：是原文漏号，还是有一行没有读到。",
    )  # fmt: skip


def _begin_anew(rows: Sequence[Row]) -> bool:
    """Whether the serials begin at 1 with each domain."""
    starts = [
        row.number for above, row in zip(rows, rows[1:], strict=False) if row.domain != above.domain
    ]
    return bool(starts) and sum(1 for number in starts if number == 1) * 2 > len(starts)
