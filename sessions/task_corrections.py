"""Deciding on corrections of tasks: confirming one, or rejecting it, whereupon the cell reads as
it is printed. Called alike by the admin and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from npcrecords.core import history, rights
from npcrecords.core.changes import Watch
from npcrecords.core.models import ActionKind
from people.models import OrganizationAlias

from .choices import CorrectionState, TaskField
from .models import MeasureUnit, Task, TaskCorrection, TaskLeader, TaskUnit
from .task_readings import Reading, is_rejected, reading, text_of, with_offices

Key = tuple[str, str, str]


def settle(
    *, correction: TaskCorrection, state: CorrectionState, by: Any = None, reason: str = ""
) -> None:
    """Confirm or reject a correction, or leave it open again; the task reads accordingly.

    Raises ``rights.Refused`` where ``by`` may not change the task.
    """
    task = correction.task
    if by is not None:
        rights.require(rights.why_not_change(by, task))
    with history.acting(ActionKind.CHANGE, by=by, reason=reason):
        # Who decides on another correction of the task in the same moment waits, and reads ours.
        task.refresh_from_db(from_queryset=Task.objects.select_for_update())
        before = states_of(task)
        watch = Watch(task)
        correction.state = state
        correction.save(update_fields=["state"])
        task.save()
        watch.note(task)
        take_settled(task, before)


def states_of(task: Task) -> dict[Key, str]:
    """How each correction of a task stands, by what it says."""
    if task.pk is None:
        return {}
    return {_key(one): one.state for one in TaskCorrection.objects.filter(task=task)}


def take_settled(task: Task, before: Mapping[Key, str]) -> None:
    """Read those cells again of which a correction was rejected since ``before``, or taken up
    again. To be called inside the action of the change."""
    now = list(TaskCorrection.objects.filter(task=task))
    fields = {
        one.field
        for one in now
        if _key(one) in before and is_rejected(one) != (before[_key(one)] == _REJECTED)
    }
    if fields:
        _read_again(task, sorted(fields), now)


_REJECTED = CorrectionState.REJECTED


def _key(one: TaskCorrection) -> Key:
    return one.field, one.printed, one.value


def _read_again(task: Task, fields: Iterable[str], corrections: list[TaskCorrection]) -> None:
    watch = Watch(task)
    issued = task.policy.issued_on
    for name in fields:
        printed = next((cell["printed"] for cell in task.cells if cell["field"] == name), None)
        text = text_of(printed, [one for one in corrections if one.field == name])
        if text is None:
            continue
        found = reading(name, text, year=issued.year if issued else None)
        for column, value in found.columns.items():
            setattr(task, column, value)
        _put(task, found)
    if not {TaskField.SERIAL, TaskField.TASK}.isdisjoint(fields):
        _go_on(task)
    task.full_clean()
    task.save()
    watch.also(*TaskUnit.objects.filter(task=task), *TaskLeader.objects.filter(task=task))
    watch.note(task)


def _go_on(task: Task) -> None:
    """A row without a number, or with that of the row above, goes on with the task above."""
    rows = Task.objects.filter(register=task.register_id, row__lt=task.row)
    above = rows.order_by("-row").first()
    task.continues = above is not None and task.number in (None, above.number)
    if above is not None and task.continues:
        task.number, task.task = above.number, task.task or above.task


def _put(task: Task, found: Reading) -> None:
    """Bring the units or leaders of a task to what the cell says."""
    if found.role is not None:
        known = _organizations(task, {unit.name for unit in found.units})
        TaskUnit.objects.filter(task=task, role=found.role).delete()
        TaskUnit.objects.bulk_create(
            TaskUnit(
                task=task,
                role=found.role,
                order=order,
                name=unit.name,
                organization_id=known.get(unit.name),
                group=unit.group,
            )
            for order, unit in enumerate(found.units)
        )
    if found.leaders is not None:
        names = {leader.name for leader in found.leaders}
        led = TaskLeader.objects.filter(task__policy=task.policy_id, name__in=names)
        held = dict(led.exclude(person=None).values_list("name", "person"))
        before = list(TaskLeader.objects.filter(task=task).order_by("order", "pk"))
        TaskLeader.objects.filter(task=task).delete()
        TaskLeader.objects.bulk_create(
            TaskLeader(
                task=task,
                order=order,
                name=leader.name,
                role=leader.role,
                lead_unit=leader.lead_unit,
                person_id=held.get(leader.name),
            )
            for order, leader in enumerate(with_offices(found.leaders, before))
        )


def _organizations(task: Task, names: set[str]) -> dict[str, int]:
    """What these names mean in the policy: what they mean elsewhere in it, else the only
    organisation that goes by the name in its place."""
    aliases = OrganizationAlias.objects.filter(
        name__in=names, jurisdiction=task.policy.place, organization__merged_into=None
    )
    bearers: dict[str, set[int]] = {}
    for name, pk in aliases.values_list("name", "organization"):
        bearers.setdefault(name, set()).add(pk)
    found = {name: next(iter(held)) for name, held in bearers.items() if len(held) == 1}
    for rows in (
        MeasureUnit.objects.filter(measure__policy=task.policy_id),
        TaskUnit.objects.filter(task__policy=task.policy_id),
    ):
        named = rows.filter(name__in=names).exclude(organization=None)
        found |= dict(named.values_list("name", "organization"))
    return found
