"""Entering the rows of a register that was pasted, all at once: tasks with their leaders, units and
corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from npcrecords.core import history, rights
from npcrecords.core.changes import Watch
from npcrecords.core.models import ActionKind
from people.entering import sentences

from .choices import UnitRole
from .importer import record as rec
from .models import Policy, Register, Task, TaskCorrection, TaskLeader, TaskUnit
from .register_pasting import Known, ReadRows
from .task_readings import deadline_columns


class RowsError(ValueError):
    """Rows that break a rule: what is wrong, in sentences, by the index of the row. Nothing is
    written."""

    def __init__(self, problems: dict[int, list[str]]) -> None:
        super().__init__(str(problems))
        self.problems = problems


@transaction.atomic
def enter_rows(
    *,
    policy: Policy,
    register: Register | None,
    title: str,
    read: ReadRows,
    tasks: Sequence[rec.Task],
    known: Known,
    by: Any,
) -> Register:
    """Enter these of the rows that were read, as one action, at the end of the register; without
    one in a new register of this title. Raises RowsError, and ``rights.Refused`` where ``by`` may
    not do it: then nothing is written."""
    rights.require(rights.why_not(by, "add", Task))
    summary = _("%(policy)s：%(count)d 行任务") % {
        "policy": policy.number or policy.title[:40],
        "count": len(tasks),
    }
    with history.acting(ActionKind.PASTE, by=by, summary=summary):
        made: list[Any] = []
        if register is None:
            register = Register(policy=policy, title=title, columns=_columns(read))
            register.order = Register.objects.filter(policy=policy).count()
            rights.require(rights.why_not(by, "add", Register))
            register.full_clean()
        watch = Watch(policy)
        if register.pk is None:
            register.save()
            made.append(register)
        last = Task.objects.filter(register=register).order_by("-row").first()
        first = 1 if last is None else last.row + 1
        problems: dict[int, list[str]] = {}
        parts: list[Any] = []
        for index, task in enumerate(tasks):
            row = _task(task, policy, register, first + index)
            try:
                row.full_clean(exclude=("policy", "register"))  # they were just read
                row.save()
                made.append(row)
                own = list(_parts(task, row, known))
                for part in own:
                    part.clean_fields(exclude=("task", "person", "organization"))
                parts += own
            except ValidationError as error:
                problems[index] = sentences(row, error)
        if problems:
            raise RowsError(problems)
        for model in (TaskLeader, TaskUnit, TaskCorrection):
            rows: list[Any] = [one for one in parts if type(one) is model]
            model._default_manager.bulk_create(rows)
        watch.also(*parts)
        watch.note(*made)
        rights.require(rights.why_not_result(by, made))
    return register


def _columns(read: ReadRows) -> list[dict[str, str]]:
    return [{"head": one.head, "field": one.field} for one in read.columns]


def _task(task: rec.Task, policy: Policy, register: Register, row: int) -> Task:
    return Task(
        policy=policy,
        register=register,
        row=row,
        serial=task.serial,
        number=task.number,
        continues=task.continues,
        domain=task.domain,
        task=task.task,
        measure=task.measure,
        cells=[cell.model_dump() for cell in task.cells],
        **deadline_columns(task.deadline),
    )


def _parts(task: rec.Task, row: Task, known: Known) -> Iterable[Any]:
    for order, leader in enumerate(task.leaders):
        yield TaskLeader(
            task=row,
            order=order,
            name=leader.name,
            role=leader.role,
            lead_unit=leader.lead_unit,
            person=known.people.get(leader.name),
        )
    for role, units in ((UnitRole.LEAD, task.lead_units), (UnitRole.SHARED, task.units)):
        for order, unit in enumerate(units):
            meant = None if unit.group else known.organizations.get(unit.name)
            yield TaskUnit(
                task=row, role=role, order=order, name=unit.name, group=unit.group,
                organization=meant,
            )  # fmt: skip
    for order, one in enumerate(task.corrections):
        yield TaskCorrection(
            task=row, order=order, field=one.field, printed=one.printed, value=one.value,
            reason=one.reason, state=one.state,
        )  # fmt: skip
