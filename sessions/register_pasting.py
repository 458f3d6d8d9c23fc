"""A task register pasted from a spreadsheet: what was read of its rows, who is known, which rows
are held already (``register_entering`` writes them)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from people.candidates import candidates
from people.models import Organization, OrganizationAlias, Person

from .choices import TaskField
from .importer import record as rec
from .importer.policies.registers import read_registers
from .importer.policies.registers.heads import is_header
from .importer.stages import Line
from .models import Policy, Register, Task

# What the reader knows a column of a field by.
HEADS = {
    TaskField.DOMAIN: "所属领域",
    TaskField.SERIAL: "序号",
    TaskField.TASK: "重点任务",
    TaskField.MEASURE: "具体措施",
    TaskField.LEADER: "牵头领导",
    TaskField.LEAD_UNIT: "牵头单位",
    TaskField.UNIT: "责任单位",
    TaskField.DEADLINE: "完成时限",
    TaskField.OTHER: "备注",
}
MOST_ROWS = 1000
_LOOKED_AT = 6  # rows in which a header is looked for
_YEAR = re.compile(r"[〔\[［（(]((?:19|20)\d\d)[〕\]］）)]")


class PasteError(ValueError):
    """A text that is no register; the message is a sentence."""


@dataclass
class ReadRows:
    """The rows of a register as they were read; ``findings`` by the key of their row, those of
    the whole under ""."""

    title: str
    columns: tuple[rec.Column, ...]
    tasks: tuple[rec.Task, ...]
    findings: dict[str, list[str]] = field(default_factory=dict)


def year_of(policy: Policy) -> int | None:
    """The year in which days without one fall: that of the document."""
    if policy.issued_on is not None:
        return policy.issued_on.year
    found = _YEAR.search(policy.number)
    return int(found[1]) if found else policy.period_start


def read_rows(
    text: str, *, columns: Sequence[dict[str, str]] = (), year: int | None = None
) -> ReadRows:
    """The rows in a text whose cells are parted by tabs. ``columns`` say what each column holds,
    where the text has no header that says so. Raises PasteError."""
    lines = _lines(text)
    headed = next((n for n, cells in enumerate(lines[:_LOOKED_AT]) if is_header(cells)), None)
    if columns:
        body = lines if headed is None else lines[headed + 1 :]
        lines = [[HEADS[TaskField(one["field"])] for one in columns], *body]
        wide = max(len(cells) for cells in lines)
        if wide > len(columns):
            raise PasteError(
                _("粘贴的表有 %(wide)d 栏，“各栏”里只写了 %(said)d 栏：请补全“各栏”。")
                % {"wide": wide, "said": len(columns)}
            )
    elif headed is None:
        raise PasteError(
            _(
                "没有读到表头（如“序号　重点任务　责任单位　完成时限”）："
                "请连表头一起粘贴，或在“各栏”里写明每一栏是什么。"
            )
        )
    rows = [Line(n, "\t".join(cells).strip()) for n, cells in enumerate(lines)]
    raw = {n: "\t".join(cells) for n, cells in enumerate(lines)}
    found = read_registers([row for row in rows if row.text], raw, year=year)
    if not found.tasks:
        raise PasteError(_("表头下面没有读到任务：请核对粘贴的内容。"))
    if len(found.tasks) > MOST_ROWS:
        raise PasteError(_("一次最多粘贴 %(most)d 行：请分几次。") % {"most": MOST_ROWS})
    heads = [one["head"] for one in columns]
    return ReadRows(
        found.registers[0].title,
        tuple(_headed(column, heads, n) for n, column in enumerate(found.registers[0].columns)),
        tuple(_row(task, heads) for task in found.tasks),
        _by_row(found.tasks, found.findings),
    )


def _lines(text: str) -> list[list[str]]:
    """The rows of a text as a spreadsheet copies it: a cell of several lines is in quotes."""
    if "\t" not in text:
        raise PasteError(
            _("没有读到分开的格子：请在表格软件里选中整张清单（连表头），复制，再粘贴到这里。")
        )
    try:
        rows = [
            [" ".join(cell.split()) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")
        ]
    except csv.Error:  # a quote that is no spreadsheet's
        rows = [[" ".join(cell.split()) for cell in line.split("\t")] for line in text.splitlines()]
    return [row for row in rows if any(row)]


def _headed(column: rec.Column, heads: list[str], at: int) -> rec.Column:
    return column.model_copy(update={"head": heads[at]}) if at < len(heads) else column


def _row(task: rec.Task, heads: list[str]) -> rec.Task:
    """The row with its cells under the heads that were typed."""
    if not heads:
        return task
    cells = tuple(
        cell.model_copy(update={"head": heads[n]}) if n < len(heads) else cell
        for n, cell in enumerate(task.cells)
    )
    return task.model_copy(update={"cells": cells})


def _by_row(tasks: Iterable[rec.Task], findings: Iterable[rec.Finding]) -> dict[str, list[str]]:
    """The sentences of the findings, by the key of the row that their line is in."""
    at: dict[int, str] = {}
    for task in tasks:
        if task.source is not None:
            for line in range(task.source.line_start, task.source.line_end + 1):
                at[line] = task.key
    found: dict[str, list[str]] = {}
    for one in findings:
        if one.code != "correction_proposed":
            key = at.get(one.line, "") if one.line is not None else ""
            found.setdefault(key, []).append(one.message)
    return found


# Who is meant


@dataclass
class Known:
    """Whom the names of the rows mean: organisations that go by a name in the place, each name
    that means one alone; persons of the place, where one alone bears the name."""

    organizations: dict[str, Organization]
    people: dict[str, Person]
    homonyms: frozenset[str]

    @classmethod
    def of(cls, tasks: Iterable[rec.Task], place: str) -> Known:
        """Four queries, however many names."""
        units: set[str] = set()
        leaders: set[str] = set()
        for task in tasks:
            units |= {unit.name for unit in (*task.lead_units, *task.units) if not unit.group}
            leaders |= {leader.name for leader in task.leaders}
        bearers = candidates(leaders, place)
        alone = {name: held[0].person for name, held in bearers.items() if len(held) == 1}
        several = frozenset(name for name, held in bearers.items() if len(held) > 1)
        return cls(_organizations(units, place), alone if place else {}, several)


def _organizations(names: set[str], place: str) -> dict[str, Organization]:
    here = Q(jurisdiction__in=("", place)) if place else Q()
    meant: dict[str, dict[int, Organization]] = {}
    for row in Organization.objects.filter(here, name__in=names).select_related("merged_into"):
        one = row.merged_into or row
        meant.setdefault(row.name, {})[one.pk] = one
    aliases = OrganizationAlias.objects.filter(here, name__in=names)
    for alias in aliases.select_related("organization__merged_into"):
        one = alias.organization.merged_into or alias.organization
        meant.setdefault(alias.name, {})[one.pk] = one
    return {name: next(iter(held.values())) for name, held in meant.items() if len(held) == 1}


# What is held already


def held_rows(register: Register | None, tasks: Sequence[rec.Task]) -> dict[str, int]:
    """The rows that the register holds already, by key of the row: by serial; a row that goes
    on with the task above, and one of a register without serials, by what it says."""
    if register is None:
        return {}
    serials: dict[int, int] = {}
    words: dict[tuple[Any, ...], int] = {}
    rows = Task.objects.filter(register=register).order_by("-row", "-pk")
    for row in rows.only("number", "continues", "task", "measure"):
        if row.number is not None and not row.continues:
            serials[row.number] = row.pk
        words[_words(row.number, row.task, row.measure)] = row.pk
    found: dict[str, int] = {}
    for task in tasks:
        by_serial = task.number is not None and not task.continues
        key = _words(task.number, task.task, task.measure)
        pk = serials.get(task.number or 0) if by_serial else words.get(key)
        if pk is not None:
            found[task.key] = pk
    return found


def _words(number: int | None, task: str, measure: str | None) -> tuple[Any, ...]:
    return number, "".join(task.split()), "".join((measure or "").split())
