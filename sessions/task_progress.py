"""Entering how far tasks have come: one step, of one task or of several at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from npcrecords.core import history, rights
from npcrecords.core.changes import Watch
from npcrecords.core.models import ActionKind

from .choices import DeadlineKind, TaskStatus
from .models import Task, TaskStep

_NAMED = 3  # tasks named in a sentence


@dataclass(frozen=True)
class Said:
    """What happened: the columns of a step but the task and the year."""

    status: str
    on: dt.date
    actor: Any = None
    person: Any = None
    document: Any = None
    evidence: str = ""
    note: str = ""


class StepError(ValueError):
    """Steps that are not entered, none of them; ``sentences`` say of which tasks, and why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("".join(sentences))
        self.sentences = list(sentences)


@transaction.atomic
def enter_steps(
    *, tasks: Iterable[Task], said: Said, year: int | None, by: Any, reason: str = ""
) -> list[TaskStep]:
    """Enter one step of each of these tasks, as one action; ``year`` is that of the yearly ones.

    Raises StepError, and ``rights.Refused`` where ``by`` may not do it: then nothing is written.
    """
    rows = [_step(task, said, year) for task in tasks]
    if sentences := [*_wrong(rows), *_twice(rows)]:
        raise StepError(sentences)
    rights.require(rights.why_not(by, "add", TaskStep))
    names = "、".join(str(row.task)[:30] for row in rows[:_NAMED])
    more = _("等 %(count)d 项") % {"count": len(rows)} if len(rows) > _NAMED else ""
    summary = f"{TaskStatus(said.status).label}：{names}{more}"
    with history.acting(ActionKind.CREATE, by=by, reason=reason, summary=summary):
        watch = Watch(*rows)
        for row in rows:
            row.save()
        watch.note(*rows)
        rights.require(rights.why_not_result(by, rows))
    return rows


def _step(task: Task, said: Said, year: int | None) -> TaskStep:
    yearly = task.deadline_kind == DeadlineKind.YEARLY
    return TaskStep(task=task, year=year if yearly else None, **vars(said))


def _wrong(rows: list[TaskStep]) -> list[str]:
    """What is wrong with the steps, each sentence once with the tasks that it is about."""
    found: dict[str, list[str]] = {}
    for row in rows:
        try:
            row.full_clean()
        except ValidationError as error:
            for sentence in error.messages:
                found.setdefault(sentence, []).append(str(row.task)[:30])
    return [f"{_tasks(names)}：{sentence}" for sentence, names in found.items()]


def _twice(rows: list[TaskStep]) -> list[str]:
    """The tasks that have the same step already."""
    held = set(
        TaskStep.objects.filter(task__in={row.task_id for row in rows})
        .order_by()
        .values_list("task_id", "year", "status", "on")
    )
    names = [
        str(row.task)[:30] for row in rows if (row.task_id, row.year, row.status, row.on) in held
    ]
    if not names:
        return []
    sentence = _("这一天已经录过同样的进展，不再重复录入：请去掉这些任务，或改日期。")
    return [f"{_tasks(names)}：{sentence}"]


def _tasks(names: list[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_NAMED])
    if len(names) > _NAMED:
        shown += _("等 %(count)d 项") % {"count": len(names)}
    return shown
