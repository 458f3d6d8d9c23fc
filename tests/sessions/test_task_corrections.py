"""What a task reads when corrections of its serial and name are rejected and taken up again."""

from __future__ import annotations

from typing import Any

import pytest

from sessions.choices import CorrectionState, TaskField
from sessions.models import Task
from sessions.task_corrections import settle
from tests import factories as make

pytestmark = pytest.mark.django_db

PRINTED = (("(1)", "开办便利"), ("(2)", "开办提速"), ("(3)", "开办减费"), ("", ""))
READ = ((1, "开办便利"), (1, "开办便利"), (2, "开办提速"), (3, "开办减费"))


@pytest.fixture
def rows() -> list[Task]:
    """Serials and names printed one row early, and moved: (2) stands in what belongs to (1)."""
    register = make.RegisterFactory()
    tasks = []
    for row, ((serial, name), (number, task)) in enumerate(zip(PRINTED, READ, strict=True), 1):
        cells = [
            {"field": "serial", "head": "序号", "printed": serial},
            {"field": "task", "head": "任务", "printed": name},
        ]
        held = make.TaskFactory(
            register=register, row=row, serial=serial, number=number, task=task, cells=cells,
            continues=row == 2,
        )  # fmt: skip
        if (serial, name) != (f"({number})", task):
            for field, printed, value in (
                (TaskField.SERIAL, serial, f"({number})"),
                (TaskField.TASK, name, task),
            ):
                make.TaskCorrectionFactory(task=held, field=field, printed=printed, value=value)
        tasks.append(held)
    return tasks


def decide(rows: list[Task], state: CorrectionState) -> list[tuple[Any, ...]]:
    for row in rows:
        for correction in row.correction_set.order_by("id"):
            settle(correction=correction, state=state)
    held = Task.objects.order_by("row")
    return [(one.serial, one.number, one.task, one.continues) for one in held]


def test_the_serial_stays_as_it_is_printed_whatever_is_decided(rows) -> None:
    printed = [
        ("(1)", 1, "开办便利", False),
        ("(2)", 2, "开办提速", False),
        ("(3)", 3, "开办减费", False),
        ("", 3, "开办减费", True),
    ]
    corrected = [
        ("(1)", 1, "开办便利", False),
        ("(2)", 1, "开办便利", True),
        ("(3)", 2, "开办提速", False),
        ("", 3, "开办减费", False),
    ]
    assert decide(rows, CorrectionState.CONFIRMED) == corrected
    assert decide(rows, CorrectionState.REJECTED) == printed
    assert decide(rows, CorrectionState.PROPOSED) == corrected
