"""What is on the desk of an organisation, or of a person: the tasks, the measures, the points of
opinions, and who answers for them now. Read when it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from people.choices import TenureState
from people.models import Appointment, Organization, Person
from people.queries import NamedTenure, named, read_tenures, select_tenures
from people.titles import has_one_holder

from .choices import TaskStatus, UnitRole
from .concerns import OpenPoints
from .models import Measure, MeasureUnit, Task, TaskLeader, TaskUnit
from .policy_queries import seen, with_parts, with_status, with_units
from .task_states import ENDED


@dataclass(frozen=True)
class Counts:
    """How many rows of tasks there are, how many are overdue, how many ended."""

    rows: int = 0
    overdue: int = 0
    ended: int = 0

    @classmethod
    def of(cls, tasks: Iterable[Any]) -> Counts:
        held = list(tasks)
        return cls(
            len(held),
            sum(task.overdue for task in held),
            sum(TaskStatus(task.status) in ENDED for task in held),
        )


@dataclass(frozen=True)
class OrganizationDesk:
    """As of the day ``on``: the tasks that the organisation leads, those that it shares in, the
    measures that name it, the open points of opinions that do, and who holds its posts then."""

    organization: Organization
    on: dt.date
    led: list[Any]
    shared: list[Any]
    measures: list[Measure]
    points: OpenPoints
    holders: list[NamedTenure] = field(default_factory=list)

    @property
    def heads(self) -> list[NamedTenure]:
        """Those who head it: holders of posts that one person holds at a time."""
        return [
            one for one in self.holders if one.first.post and has_one_holder(one.first.post.title)
        ]


@dataclass(frozen=True)
class PersonDesk:
    """As of the day ``on``: the tasks that the person leads, each in ``roles`` with the role and
    the leading unit as printed, and the posts held then."""

    person: Person
    on: dt.date
    led: list[Any]
    roles: dict[int, TaskLeader]
    posts: list[NamedTenure]


def desk_of_organization(
    organization: Organization, on: dt.date, *, drafts: bool = False
) -> OrganizationDesk:
    """The desk of an organisation: a fixed number of queries."""
    units = TaskUnit.objects.order_by().filter(organization=organization)
    leading = units.filter(role=UnitRole.LEAD).values("task")
    shares = units.exclude(role=UnitRole.LEAD).values("task")
    tasks = _tasks(drafts=drafts, on=on)
    led = list(tasks.filter(pk__in=leading))
    shared = list(tasks.filter(pk__in=shares).exclude(pk__in=leading))
    of_measures = MeasureUnit.objects.order_by().filter(organization=organization)
    measures = seen(Measure, drafts=drafts).select_related("policy")
    return OrganizationDesk(
        organization=organization,
        on=on,
        led=led,
        shared=shared,
        measures=list(
            with_units(measures)
            .filter(pk__in=of_measures.values("measure"))
            .order_by("-policy__issued_on", "policy_id", "order", "pk")
        ),
        points=OpenPoints([organization.pk], on, drafts=drafts),
        holders=_held(on, drafts=drafts, post__organization=organization),
    )


def desk_of_person(person: Person, on: dt.date, *, drafts: bool = False) -> PersonDesk:
    """The desk of a person: a fixed number of queries."""
    leaders = TaskLeader.objects.order_by("pk").filter(person=person)
    roles = {one.task_id: one for one in leaders}
    return PersonDesk(
        person=person,
        on=on,
        led=list(_tasks(drafts=drafts, on=on).filter(pk__in=roles)),
        roles=roles,
        posts=_held(on, drafts=drafts, person=person),
    )


def _tasks(*, drafts: bool, on: dt.date) -> Any:
    """The tasks that the reader sees, the most urgent first."""
    tasks = with_parts(seen(Task, drafts=drafts).select_related("policy"))
    tasks = tasks.prefetch_related("steps")
    due = F("deadline_on").asc(nulls_last=True)
    return with_status(tasks, on).order_by(due, "policy_id", "register_id", "row", "pk")


def _held(on: dt.date, *, drafts: bool, **of: Any) -> list[NamedTenure]:
    """The posts held on that day."""
    acts = seen(Appointment, drafts=drafts).filter(**of)
    tenures = [
        one
        for one in select_tenures(read_tenures(acts, [on]), today=on, on=[on])
        if one.state(on) is TenureState.CURRENT
    ]
    found = named(tenures)
    return sorted(found, key=lambda one: (str(one.first.post or one.first.post_text), one.first.pk))
