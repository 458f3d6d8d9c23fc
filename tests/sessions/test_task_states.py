"""How tasks stand on a day: the rules in Python, and the same in the database's terms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.choices import DeadlineKind, TaskStatus
from sessions.models import Task, TaskStep
from sessions.policy_queries import overdue_on, step_taken, with_status
from sessions.task_states import StepTaken, instances, is_overdue, standing

from .. import factories as f

DAY = dt.date(2020, 12, 31)
NEXT = dt.date(2021, 1, 1)


def test_a_task_without_a_step_is_open() -> None:
    assert standing([], DAY).status == TaskStatus.OPEN
    assert standing([StepTaken("accepted", NEXT)], DAY).status == TaskStatus.OPEN


def test_the_last_step_by_the_day_decides() -> None:
    steps = [
        StepTaken("accepted", dt.date(2020, 3, 1), id=1),
        StepTaken("returned", dt.date(2020, 5, 1), id=2),
        StepTaken("reported", dt.date(2020, 5, 1), id=3),
    ]
    assert standing(steps, dt.date(2020, 4, 1)) == standing(steps[:1], DAY)
    found = standing(steps, DAY)
    assert (found.status, found.since) == (TaskStatus.REPORTED, dt.date(2020, 5, 1))


@pytest.mark.parametrize(
    ("kind", "status", "overdue"),
    [
        ("date", "open", True),
        ("range", "open", True),
        ("date", "reported", True),
        ("date", "inspected", True),
        ("date", "returned", True),
        ("date", "accepted", False),
        ("date", "written_off", False),
        ("yearly", "open", False),
        ("rolling", "open", False),
        ("as_deployed", "open", False),
        ("none", "open", False),
    ],
)
def test_only_what_falls_due_and_is_not_ended_is_overdue(kind, status, overdue) -> None:
    assert is_overdue(kind, DAY, status, NEXT) is overdue
    assert not is_overdue(kind, DAY, status, DAY)
    assert not is_overdue(kind, None, status, NEXT)


def test_a_yearly_task_has_an_instance_a_year() -> None:
    steps = [
        StepTaken("reported", dt.date(2020, 12, 1), 2020, 1),
        StepTaken("accepted", dt.date(2021, 2, 1), 2020, 2),
        StepTaken("returned", dt.date(2021, 12, 1), 2021, 3),
    ]
    on = dt.date(2022, 1, 1)
    found = instances(steps, first=2020, last=2022, issued_on=None, on=on)
    assert [(one.year, one.status) for one in found] == [
        (2020, "accepted"), (2021, "returned"), (2022, "open"),
    ]  # fmt: skip
    issued = instances([], first=None, last=None, issued_on=dt.date(2020, 6, 1), on=on)
    assert [one.year for one in issued] == [2020, 2021, 2022]
    assert [one.year for one in instances(steps, first=None, last=None, issued_on=None, on=on)] == [
        2020,
        2021,
    ]
    assert instances([], first=None, last=None, issued_on=None, on=on) == []
    assert standing(steps, dt.date(2021, 6, 1)).status == "accepted"


days = st.dates(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
steps_taken = st.lists(
    st.tuples(st.sampled_from(TaskStatus.values), days, st.none() | st.integers(2019, 2022)),
    max_size=5,
)
UNHURRIED: Any = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.mark.django_db
@settings(max_examples=60, **UNHURRIED)
@given(kind=st.sampled_from(DeadlineKind.values), due=days, steps=steps_taken, on=days)
def test_the_database_says_the_same(kind, due, steps, on) -> None:
    falls = kind in ("date", "range")
    task = f.TaskFactory(deadline_kind=kind, deadline_on=due if falls else None)
    for status, day, year in steps:
        f.TaskStepFactory(
            task=task, status=status, on=day, actor=None, year=year if kind == "yearly" else None
        )
    held = [step_taken(step) for step in TaskStep.objects.filter(task=task)]
    row = with_status(Task.objects.filter(pk=task.pk), on).get()
    here = standing(held, on)
    assert (row.status, row.status_on) == (here.status, here.since)
    assert row.overdue is is_overdue(kind, task.deadline_on, here.status, on)
    found = overdue_on(Task.objects.filter(pk=task.pk), on).exists()
    assert found is row.overdue
