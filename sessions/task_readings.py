"""How a cell of a task register reads, as its corrections stand.

In: the text of a cell as printed, the corrections of it, the year of the document. Out: the
columns and parts of the task that the cell says. It asks no database.

A correction that is proposed or confirmed stands in the place of the words that it corrects; of
one that is rejected the print counts. The words are read with the importer's own functions, so
that a cell reads the same however it came to be read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from .choices import CorrectionState, TaskField, UnitRole
from .importer import record as rec

LONGEST_DEADLINE = 200
_BETWEEN_NAMES = re.compile(r"[、，,；;/\s]+")
_FIRST_NUMBER = re.compile(r"\d+")
ROLES = {TaskField.LEAD_UNIT: UnitRole.LEAD, TaskField.UNIT: UnitRole.SHARED}
TEXTS = {TaskField.TASK: "task", TaskField.DOMAIN: "domain", TaskField.MEASURE: "measure"}


class Corrected(Protocol):
    """A correction, of a record file or of the database."""

    @property
    def field(self) -> str: ...
    @property
    def printed(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def state(self) -> str: ...


class Led(Protocol):
    """A leader of a task, of a record file or of the database."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def lead_unit(self) -> str: ...


@dataclass(frozen=True)
class Reading:
    """What a cell says: columns of the task by name; its units, with their role, or its
    leaders, where the cell is one of these."""

    columns: dict[str, Any] = field(default_factory=dict)
    role: UnitRole | None = None
    units: tuple[rec.Unit, ...] = ()
    leaders: tuple[rec.Leader, ...] | None = None


def text_of(cell: str | None, corrections: Iterable[Corrected]) -> str | None:
    """How the cell should read: its print, with what corrections of it say in the place of the
    words that they correct. ``cell`` is None where its print is not stated: then the words of
    the correction are the whole cell. None where nothing is known of it."""
    held = list(corrections)
    if cell is None:
        if len(held) != 1:
            return None
        return held[0].printed if is_rejected(held[0]) else held[0].value
    text = cell
    for one in held:
        if not is_rejected(one):
            text = _with(text, one)
    return text


def is_rejected(correction: Corrected) -> bool:
    return correction.state == CorrectionState.REJECTED


def _with(text: str, one: Corrected) -> str:
    if one.printed and one.printed in text:
        return text.replace(one.printed, one.value, 1)
    squeezed, printed = "".join(text.split()), "".join(one.printed.split())
    if printed and printed in squeezed:
        return squeezed.replace(printed, one.value, 1)
    return one.value


def reading(name: str, text: str, *, year: int | None) -> Reading:
    """What the text of a cell says that holds ``name``. ``year`` is that of the document."""
    if name in ROLES:
        from .importer.policies.units import split_units

        return Reading(role=ROLES[TaskField(name)], units=split_units(text))
    if name == TaskField.DEADLINE:
        from .importer.policies.deadlines import read_deadline

        return Reading(columns=deadline_columns(read_deadline(text, year=year)))
    if name == TaskField.LEADER:
        names = [part for part in _BETWEEN_NAMES.split(text) if part]
        return Reading(leaders=tuple(rec.Leader(name=part) for part in dict.fromkeys(names)))
    if name == TaskField.SERIAL:
        found = _FIRST_NUMBER.search(text)
        number = int(found[0]) if found else None
        return Reading(columns={"number": number})  # the serial itself stays as it is printed
    if name in TEXTS:
        return Reading(columns={TEXTS[TaskField(name)]: "".join(text.split())})
    return Reading()


def with_offices(leaders: Sequence[rec.Leader], before: Sequence[Led]) -> list[rec.Leader]:
    """Leaders that are read again, each with the role and the leading unit of who bore the name
    ``before``; else of who stood in the same place, where there are as many as before."""
    by_name = {one.name: one for one in reversed(before)}
    found = []
    for place, one in enumerate(leaders):
        same = by_name.get(one.name)
        if same is None and len(before) == len(leaders):
            same = before[place]
        update = {"role": same.role, "lead_unit": same.lead_unit} if same is not None else {}
        found.append(one.model_copy(update=update))
    return found


def deadline_columns(deadline: rec.Deadline) -> dict[str, Any]:
    """The columns of a task that say when it is to be done."""
    return {
        "deadline_kind": deadline.kind,
        "deadline_on": deadline.on,
        "deadline_start": deadline.start,
        "deadline_precision": deadline.precision,
        "deadline_text": deadline.text[:LONGEST_DEADLINE],
    }
