"""The record of one policy document: a plan, decision or notice that says who is to do what by
when, with its measures and its task registers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from .bulletin import Furniture
from .shared import (
    Count,
    File,
    Finding,
    Key,
    Organization,
    Part,
    Person,
    Positive,
    Precision,
    Source,
    When,
)

POLICY_FORMAT: Final = "npcrecords/policy"
POLICY_VERSION: Final = 1

Year = Annotated[int, Field(ge=1900, le=2999)]
# What a column of a register holds, whatever its head is called.
CellField = Literal[
    "domain", "serial", "task", "measure", "leader", "lead_unit", "unit", "deadline", "other"
]


class Unit(Part):
    """Somebody who is to act or is written to, ``name`` as printed (without the blanks of a
    wrapped line) with the second name in brackets: 市委改革办（市跑改办）. A ``group``
    (各镇（街道）, 市级有关单位) is no organisation."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    organization: Key | None = None
    group: bool = False


class Superior(Part):
    """A document that the policy says it carries out."""

    title: str = ""
    number: str = ""


class PolicyCitation(Part):
    """A 《title》 or a document number that the policy names, ``count`` times."""

    key: Key
    title: str = ""
    number: str = ""
    count: Positive = 1
    source: Source | None = None


class Measure(Part):
    """A node of the outline, in reading order. ``kind``: a ``chapter`` gathers measures, a
    ``measure`` is the numbered step itself, an ``action`` one of its paragraphs that begins with
    what it is about. ``level`` is 1 for 一、, 2 for （一） and so on, as the document nests them;
    0 for text under no heading. ``heading`` is without the marker and the full stop; ``text`` the
    node's own text without it, null where not stated here; ``units_text`` the bracket at its end
    that says who is responsible, as printed, ``units`` its reading."""

    key: Key
    parent: Key | None = None
    order: Count
    level: Count
    kind: Literal["chapter", "measure", "action"] = "measure"
    marker: str = ""
    heading: str = ""
    text: str | None = None
    units_text: str = ""
    units: tuple[Unit, ...] = ()
    source: Source | None = None


class Column(Part):
    """A column of a register: its head as printed, and what it holds."""

    head: str
    field: CellField


class Register(Part):
    """One table of tasks: ``title`` as printed above it, in the order of the document."""

    key: Key
    order: Count
    title: str = ""
    columns: tuple[Column, ...] = ()
    source: Source | None = None


class Cell(Part):
    """A cell of the row as printed; ``printed`` null: not stated here."""

    field: CellField
    head: str = ""
    printed: str | None = None


class Correction(Part):
    """What the print has wrong in a cell: ``printed`` as it stands, ``value`` as it should
    read, the ``reason`` a sentence with the evidence. What a correction says is the reading of the
    cell, until somebody rejects it; ``confirmed`` when staff have looked at it."""

    field: CellField
    printed: str = ""
    value: str = ""
    reason: str
    state: Literal["proposed", "confirmed", "rejected"] = "proposed"


class Leader(Part):
    """A leader who answers for a task. ``lead_unit`` is the leading unit (its ``name``) that is
    paired with the leader by position where a cell holds several of both."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    role: str = ""
    person: Key | None = None
    lead_unit: str = ""


class Deadline(Part):
    """When a task is to be done. ``on`` is the last day that the words ``text`` allow, of a
    ``range`` that of its end; ``start`` the first day of a range. Only a ``date`` and a ``range``
    have days; of a ``yearly`` task every year is an instance."""

    kind: Literal["date", "range", "yearly", "rolling", "as_deployed", "none"] = "none"
    text: str = ""
    on: date | None = None
    start: date | None = None
    precision: Precision = "day"


class Task(Part):
    """One row of a register. ``table`` is its register, ``row`` its place there, from 1;
    ``serial`` as printed, ``number`` its value. A row without a serial ``continues`` the task
    above: its ``number``, ``domain`` and ``task`` are those of that task. ``measure`` is null
    where not stated here."""

    key: Key
    table: Key
    row: Positive
    serial: str = ""
    number: Count | None = None
    continues: bool = False
    domain: str = ""
    task: str = ""
    measure: str | None = None
    leaders: tuple[Leader, ...] = ()
    lead_units: tuple[Unit, ...] = ()
    units: tuple[Unit, ...] = ()
    deadline: Deadline = Deadline()
    cells: tuple[Cell, ...] = ()
    corrections: tuple[Correction, ...] = ()
    source: Source | None = None


class Policy(Part):
    """The document itself. ``title`` is that of what was issued under the ``number``, by whom
    ``issuers``; ``enclosed_title`` that of the plan which a notice issues (印发). ``place`` scopes
    abbreviations and people. ``period_start`` and ``period_end`` are the years that the plan
    spans. What is printed as ``adopted_by`` is the meeting that adopted it."""

    title: Annotated[str, Field(min_length=1, max_length=500)]
    enclosed_title: str = ""
    number: str = ""
    place: str = ""
    issuers: tuple[Unit, ...] = ()
    adopted_by: str = ""
    adopted_on: When | None = None
    issued_on: When | None = None
    printed_on: When | None = None
    effective_on: When | None = None
    expires_on: When | None = None
    disclosure: str = ""
    addressees: tuple[Unit, ...] = ()
    copies: tuple[Unit, ...] = ()
    implements: tuple[Superior, ...] = ()
    period_start: Year | None = None
    period_end: Year | None = None
    begins_late: bool = False
    ends_early: bool = False
    source: Source | None = None
    file: File = File()


class PolicyRecord(Part):
    """The whole record file of a policy document."""

    format: Literal["npcrecords/policy"] = POLICY_FORMAT
    version: Literal[1] = POLICY_VERSION
    policy: Policy
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    measures: tuple[Measure, ...] = ()
    registers: tuple[Register, ...] = ()
    tasks: tuple[Task, ...] = ()
    citations: tuple[PolicyCitation, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    findings: tuple[Finding, ...] = ()
