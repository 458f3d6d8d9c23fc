"""The corrections of registers, as staff look over them: a list of them, and a word on several at
once (``task_corrections`` has what becomes of one)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from npcrecords.core import history
from npcrecords.core.models import ActionKind

from .choices import CorrectionState, TaskField
from .models import Task, TaskCorrection
from .task_corrections import settle


def corrections_of(policy: int | None = None, state: str = "") -> QuerySet[TaskCorrection]:
    """The corrections of a document (of all documents), in the order of the registers."""
    rows = TaskCorrection.objects.select_related("task__policy", "task__register")
    if policy is not None:
        rows = rows.filter(task__policy=policy)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by(
        "task__policy_id", "task__register__order", "task__register_id", "task__row", "order", "id"
    )


def decide(
    *, corrections: Iterable[TaskCorrection], state: CorrectionState, by: Any, reason: str = ""
) -> int:
    """Confirm or reject these corrections, as one action; how many stood otherwise before.

    Raises ``rights.Refused`` where ``by`` may not change one of the tasks: then nothing is
    written.
    """
    rows = [row for row in corrections if row.state != state]
    if not rows:
        return 0
    summary = f"{CorrectionState(state).label}：{_named(rows)}"
    tasks: dict[int, Task] = {}
    with history.acting(ActionKind.CHANGE, by=by, reason=reason, summary=summary):
        for row in rows:
            row.task = tasks.setdefault(row.task_id, row.task)
            settle(correction=row, state=state, by=by)
    return len(rows)


def _named(rows: list[TaskCorrection]) -> str:
    first = f"{rows[0].task}·{TaskField(rows[0].field).label}"
    if len(rows) == 1:
        return first
    return _("%(first)s等 %(count)d 处") % {"first": first, "count": len(rows)}
