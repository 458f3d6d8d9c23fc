"""Cells that stand in the wrong column: all from one on moved to the left, or to the right.

In: a row. Out: the row with its cells where they belong, each change a correction. The evidence
is what the texts are: a date under 责任单位 with a blank under 完成时限, a leader and a unit in
one cell. Only when every text of the row then fits its column is it moved.
"""

from __future__ import annotations

from ...acts.names import is_name
from ...record.policy import CellField
from .fitting import fit, is_deadline, is_leaders, is_mixed, is_units, total
from .rows import Row
from .spreading import spread

_TYPED: frozenset[CellField] = frozenset({"leader", "lead_unit", "unit", "deadline"})


def move_back(row: Row) -> bool:
    """Moves shifted cells of ``row`` back; whether it did."""
    fields = [column.field for column in row.columns]
    typed = [at for at, field in enumerate(fields) if field in _TYPED]
    if not typed or not _contradicts(row, typed):
        return False
    first = typed[0]
    if any(fields[at] not in (*_TYPED, "other") for at in range(first, len(fields))):
        return False
    texts: list[str] = []
    for at in range(first, len(fields)):
        texts += _parted(row.values[at]) if row.values[at].strip() else []
    texts += list(row.extra)
    places = spread(texts, fields[first:]).columns
    if not places or len(set(places)) != len(texts):
        return False
    moved = row.values[:first] + [""] * (len(fields) - first)
    for place, text in zip(places, texts, strict=True):
        moved[first + place] = text
    if total(moved, fields) < total(row.values, fields) + 4:
        return False
    if any(fit(moved[at], fields[at]) < 1 for at in typed if moved[at].strip()):
        return False
    _record(row, moved)
    row.extra = ()
    return True


def _contradicts(row: Row, typed: list[int]) -> bool:
    """Whether a cell holds what can only belong to another column."""
    return bool(row.extra) or any(
        fit(row.values[at], row.columns[at].field) < 0 or is_mixed(row.values[at]) for at in typed
    )


def _parted(text: str) -> list[str]:
    """陈仲朝 市委改革办 → both: a leader and a unit that stand in one cell."""
    words = text.split()
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        if is_leaders(left) and is_units(right) and not is_units(left) and not is_name(right):
            return [left, right]
        if is_units(left) and is_deadline(right) and not is_deadline(left):
            return [left, right]
    return [text]


def _record(row: Row, moved: list[str]) -> None:
    reason = _reason(row)
    changed = [at for at, text in enumerate(moved) if text != row.values[at]]
    for at in changed:
        row.correct(row.columns[at].field, moved[at], reason, at=at)


def _reason(row: Row) -> str:
    """The sentence that says what in the row shows the shift."""
    seen = []
    for at, column in enumerate(row.columns):
        text = row.values[at]
        if column.field not in _TYPED:
            continue
        if len(_parted(text)) > 1:
            seen.append(f"“{column.head}”一格里有“{_short(text)}”两样内容")
        elif text and fit(text, column.field) < 0:
            kind = "日期" if is_deadline(text) else "姓名" if is_leaders(text) else "单位"
            seen.append(f"“{column.head}”一格里是{kind}“{_short(text)}”")
    blank = [c.head for at, c in enumerate(row.columns) if c.field in _TYPED and not row.values[at]]
    if blank:
        seen.append(f"“{'”“'.join(blank)}”为空")
    return f"第{row.line_start}行各格错位：{'，'.join(seen)}，各格应依次移回本列。"


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:30] + "…"
