"""The registers of a policy's record with their tasks, written to their tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ... import models as m
from ...choices import UnitRole
from ...task_readings import deadline_columns, is_rejected, reading, text_of, with_offices
from .. import record as rec
from .parts import stated
from .policy_parts import PolicyPublication, place
from .table import Table, put_children

Corrections = dict[str, list[rec.Correction]]


def publish_registers(p: PolicyPublication) -> None:
    """Registers, tasks, and who leads and shares in them; a task that staff entered steps of
    stays, with its register."""
    registers = p.table("registers", p.policy.registers.all())
    for item in p.record.registers:
        registers.put(
            item.key,
            policy_id=p.policy.pk,
            order=item.order,
            title=item.title,
            columns=[column.model_dump(mode="json") for column in item.columns],
            **place(item.source),
        )
    registers.flush()
    tasks = p.table("tasks", p.policy.tasks.all())
    settled = _settled(p)
    items = _going_on([_as_decided(p, task, settled) for task in p.record.tasks])
    written = [task for task in items if _put(p, tasks, registers, task)]
    tasks.flush()
    stepped = p.policy.tasks.filter(steps__isnull=False).distinct()
    staying = dict(stepped.values_list("pk", "register_id"))
    tasks.kept |= set(staying)
    registers.kept |= set(staying.values())
    tasks.finish()
    registers.finish()
    _put_parts(p, tasks, [task for task in written if task.key in tasks.rows])


def _put(p: PolicyPublication, tasks: Table, registers: Table, item: rec.Task) -> bool:
    """Put a task, but for one whose register people deleted."""
    register = registers.id(item.table)
    if register is None:
        return False
    held = tasks.rows.get(item.key)
    tasks.put(
        item.key,
        policy_id=p.policy.pk,
        register_id=register,
        row=item.row,
        serial=item.serial,
        number=item.number,
        continues=item.continues,
        domain=item.domain,
        task=item.task,
        measure=stated(item.measure),
        **deadline_columns(item.deadline),
        cells=_cells(item, held.cells if held is not None else []),
        **place(item.source),
    )
    return True


def _cells(item: rec.Task, held: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells of the row; of one whose print the record does not state, as it is held."""
    found: list[dict[str, Any]] = []
    waiting = list(held)
    for cell in item.cells:
        values = {"field": cell.field, "head": cell.head, "printed": cell.printed}
        same = (old for old in waiting if (old["field"], old["head"]) == (cell.field, cell.head))
        if (old := next(same, None)) is not None:
            waiting.remove(old)
            if cell.printed is None:
                values["printed"] = old["printed"]
        found.append(values)
    return found


def _settled(p: PolicyPublication) -> dict[str, dict[tuple[str, str, str], str]]:
    """What staff decided on corrections, by the key of the task and by what they say."""
    rows = m.TaskCorrection.objects.filter(task__policy=p.policy).exclude(state="proposed")
    found: dict[str, dict[tuple[str, str, str], str]] = {}
    for key, *said, state in rows.values_list("task__key", "field", "printed", "value", "state"):
        found.setdefault(key, {})[said[0], said[1], said[2]] = state
    return found


def _as_decided(
    p: PolicyPublication, item: rec.Task, settled: dict[str, dict[tuple[str, str, str], str]]
) -> rec.Task:
    """The task with its corrections as staff decided on them; a cell of which one is rejected
    reads as its other corrections and the print have it."""
    decided = settled.get(item.key, {})
    corrections = tuple(
        one.model_copy(
            update={"state": decided.get((one.field, one.printed, one.value), one.state)}
        )
        for one in item.corrections
    )
    item = item.model_copy(update={"corrections": corrections})
    for name in dict.fromkeys(one.field for one in corrections if is_rejected(one)):
        item = _reading_of(p, item, name, [one for one in corrections if one.field == name])
    return item


def _going_on(items: list[rec.Task]) -> list[rec.Task]:
    """The tasks, of which a row whose number or name is read as printed again goes on with the
    row above where it has no number, or the number of that."""
    found: list[rec.Task] = []
    for item in items:
        above = found[-1] if found and found[-1].table == item.table else None
        if any(is_rejected(one) and one.field in ("serial", "task") for one in item.corrections):
            goes_on = above is not None and item.number in (None, above.number)
            update: dict[str, Any] = {"continues": goes_on}
            if above is not None and goes_on:
                update |= {"number": above.number, "task": item.task or above.task}
            item = item.model_copy(update=update)  # noqa: PLW2901 (the task as it reads)
        found.append(item)
    return found


def _reading_of(
    p: PolicyPublication, item: rec.Task, name: str, corrections: Iterable[rec.Correction]
) -> rec.Task:
    printed = next((cell.printed for cell in item.cells if cell.field == name), None)
    text = text_of(printed, corrections)
    if text is None:
        return item
    issued = p.policy.issued_on
    found = reading(name, text, year=issued.year if issued else None)
    update: dict[str, Any] = {
        column: value
        for column, value in found.columns.items()
        if not column.startswith("deadline_")
    }
    if "deadline_kind" in found.columns:
        columns = found.columns
        update["deadline"] = rec.Deadline(
            kind=columns["deadline_kind"],
            text=columns["deadline_text"],
            on=columns["deadline_on"],
            start=columns["deadline_start"],
            precision=columns["deadline_precision"],
        )
    if found.role is not None:
        known = _known_units(p.record)
        field = "lead_units" if found.role is UnitRole.LEAD else "units"
        update[field] = tuple(
            unit.model_copy(update={"organization": known.get(unit.name)}) for unit in found.units
        )
    if found.leaders is not None:
        people = {
            one.name: one.person for task in p.record.tasks for one in task.leaders if one.person
        }
        update["leaders"] = tuple(
            one.model_copy(update={"person": people.get(one.name)})
            for one in with_offices(found.leaders, item.leaders)
        )
    return item.model_copy(update=update)


def _known_units(record: rec.PolicyRecord) -> dict[str, str]:
    """The organisation that each printed name means elsewhere in the record."""
    named = [unit for measure in record.measures for unit in measure.units]
    for task in record.tasks:
        named += [*task.lead_units, *task.units]
    return {unit.name: unit.organization for unit in named if unit.organization}


def _put_parts(p: PolicyPublication, tasks: Table, items: list[rec.Task]) -> None:
    ids = {item.key: tasks.rows[item.key].pk for item in items}
    units = {
        ids[item.key]: [
            *({"role": UnitRole.LEAD.value, **unit} for unit in p.units(item.lead_units)),
            *({"role": UnitRole.SHARED.value, **unit} for unit in p.units(item.units)),
        ]
        for item in items
    }
    put_children(tasks, m.TaskUnit, "task_id", units)
    leaders = {
        ids[item.key]: [
            {
                "order": order,
                "name": one.name,
                "role": one.role,
                "person_id": p.names.person(one.person),
                "lead_unit": one.lead_unit,
            }
            for order, one in enumerate(item.leaders)
        ]
        for item in items
    }
    put_children(tasks, m.TaskLeader, "task_id", leaders)
    corrections = {
        ids[item.key]: [
            {"order": order, **one.model_dump(mode="json")}
            for order, one in enumerate(item.corrections)
        ]
        for item in items
    }
    put_children(tasks, m.TaskCorrection, "task_id", corrections)
