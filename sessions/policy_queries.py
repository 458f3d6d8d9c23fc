"""Reads of policy documents, measures and tasks that the API, the web pages and the admin share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from .choices import MeasureKind, TaskStatus, UnitRole
from .models import (
    Measure,
    MeasureUnit,
    Policy,
    Task,
    TaskCorrection,
    TaskLeader,
    TaskStep,
    TaskUnit,
)
from .task_states import ENDED, FALLS_DUE, Instance, StepTaken, instances

NOT_RESOLVED = Q(organization=None, group=False)


def seen(model: Any, *, drafts: bool) -> QuerySet[Any]:
    """The rows of a table that the reader sees: with ``drafts`` all, else the public ones."""
    rows: Any = model._default_manager.all()
    return rows if drafts else rows.public()  # type: ignore[no-any-return]


# Policies


def with_counts(policies: QuerySet[Policy]) -> QuerySet[Any]:
    """Each policy with ``rows_count``, the rows of its registers; ``tasks_count``, those that do
    not continue another; ``measures_count``, the measures themselves, without chapters and
    actions."""
    tasks = Task.objects.order_by().filter(policy=OuterRef("pk")).values("policy")
    measures = Measure.objects.order_by().filter(policy=OuterRef("pk")).values("policy")
    none = Value(0)
    return policies.annotate(
        rows_count=Coalesce(Subquery(tasks.values(number=Count("pk"))), none),
        tasks_count=Coalesce(
            Subquery(tasks.filter(continues=False).values(number=Count("pk"))), none
        ),
        measures_count=Coalesce(
            Subquery(measures.filter(kind=MeasureKind.MEASURE).values(number=Count("pk"))), none
        ),
    )


# Tasks


def with_status(tasks: QuerySet[Task], on: dt.date) -> QuerySet[Any]:
    """Each task as it stood at the end of that day (``as_of``), as ``sessions.task_states``
    defines it: ``status``, the day ``status_on`` of the step that says so, and ``overdue``."""
    last = (
        TaskStep.objects.filter(task=OuterRef("pk"), on__lte=on)
        .order_by(F("year").desc(nulls_last=True), "-on", "-id")
        .values("status", "on")
    )
    return tasks.annotate(
        as_of=Value(on, output_field=DateField()),
        status=Coalesce(Subquery(last.values("status")[:1]), Value(TaskStatus.OPEN.value)),
        status_on=Subquery(last.values("on")[:1]),
    ).annotate(
        overdue=Case(
            When(
                Q(deadline_kind__in=FALLS_DUE, deadline_on__lt=on) & ~Q(status__in=ENDED),
                then=Value(True),
            ),
            default=Value(False),
            output_field=BooleanField(),
        )
    )


def overdue_on(tasks: QuerySet[Task], day: dt.date) -> QuerySet[Any]:
    """Those of the tasks that were overdue at the end of that day."""
    return with_status(tasks, day).filter(overdue=True)


def with_parts(tasks: QuerySet[Any], path: str = "") -> QuerySet[Any]:
    """The tasks with their leaders, units and corrections: three queries for a page of them;
    with ``path``, of the tasks at its end."""
    names = [f"{path}{name}" for name in ("leader_set", "unit_set", "correction_set")]
    leaders = TaskLeader.objects.select_related("person")
    units = TaskUnit.objects.select_related("organization")
    return tasks.prefetch_related(
        Prefetch(names[0], leaders),
        Prefetch(names[1], units),
        Prefetch(names[2], TaskCorrection.objects.all()),
    )


def with_units(measures: QuerySet[Any]) -> QuerySet[Any]:
    """The measures with their units: one query for a page of them."""
    units = MeasureUnit.objects.select_related("organization")
    return measures.prefetch_related(Prefetch("unit_set", units))


def of_units(organizations: Any, names: Collection[str] = (), role: UnitRole | None = None) -> Q:
    """The condition of tasks that name one of these organisations, or, not resolved, one of
    these printed names; with ``role`` as that alone."""
    named = TaskUnit.objects.order_by().filter(unit_is(organizations, names))
    if role is not None:
        named = named.filter(role=role)
    return Q(pk__in=named.values("task"))


def measures_of_units(organizations: Any, names: Collection[str] = ()) -> Q:
    """The condition of measures that name one of these as responsible."""
    named = MeasureUnit.objects.order_by().filter(unit_is(organizations, names))
    return Q(pk__in=named.values("measure"))


def unit_is(organizations: Any, names: Collection[str]) -> Q:
    """A unit that is one of these organisations; or, not resolved, is printed with such a name."""
    found = Q(organization__in=organizations)
    if names:
        found |= Q(organization=None, name__in=names)
    return found


def corrected(tasks: QuerySet[Any], *, yes: bool = True) -> QuerySet[Any]:
    """Those of the tasks of which the print is corrected in a cell; or the others."""
    held = Exists(TaskCorrection.objects.order_by().filter(task=OuterRef("pk")))
    return tasks.filter(held if yes else ~held)


def step_taken(step: TaskStep) -> StepTaken:
    """What a step says, for ``task_states``."""
    return StepTaken(step.status, step.on, step.year, step.pk)


def instances_of(task: Task, steps: Iterable[TaskStep], on: dt.date) -> list[Instance]:
    """The years of a yearly task, each with its status on that day. The policy has to be
    selected along."""
    policy = task.policy
    return instances(
        map(step_taken, steps),
        first=policy.period_start,
        last=policy.period_end,
        issued_on=policy.issued_on,
        on=on,
    )
