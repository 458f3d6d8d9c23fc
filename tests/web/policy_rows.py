"""A policy document as large as they come: twenty domains, a hundred and twenty rows; and what
tests ask of its pages."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.urls import reverse

from people.models import Organization, Person
from sessions.choices import DeadlineKind, PartyRole, TaskStatus, UnitRole
from sessions.models import Policy, Register, Task, TaskLeader, TaskUnit

from .. import factories as make

LONG = "健全跨部门跨层级跨区域的协同推进机制把责任分解到岗落实到人"


def large_policy(*, domains: int = 20, a_domain: int = 6) -> Policy:
    """Of each six rows the second goes on with the first, one is done, one is overdue, one comes
    every year, one goes on."""
    policy: Policy = make.PolicyFactory(
        title="青岚市人民政府办公厅关于印发优化营商环境方案的通知",
        enclosed_title="优化营商环境方案",
        number="青政办发〔2020〕36号",
    )
    office = make.OrganizationFactory(name="青岚市人民政府办公厅")
    make.PolicyPartyFactory(
        policy=policy, role=PartyRole.ISSUER, name=office.name, organization=office
    )
    register = make.RegisterFactory(policy=policy)
    units = [make.OrganizationFactory(name=f"青岚市第{n}局") for n in range(4)]
    leaders = [make.PersonFactory(name=name) for name in ("林青", "高远")]
    for place in range(domains):
        for number in range(a_domain):
            row = place * a_domain + number + 1
            _row(policy, register, place, number, row, units, leaders)
    return policy


def _row(
    policy: Policy,
    register: Register,
    place: int,
    number: int,
    row: int,
    units: list[Organization],
    leaders: list[Person],
) -> Task:
    values: dict[str, Any] = {"deadline_on": dt.date(2020, 1 + place % 12, 28)}
    if number == 4:
        values = _undated(DeadlineKind.YEARLY, "每年推进")
    elif number == 5:
        values = _undated(DeadlineKind.ROLLING, "持续推进")
    goes_on = number == 1
    task: Task = make.TaskFactory(
        policy=policy, register=register, row=row, continues=goes_on,
        serial="" if goes_on else f"({row})", number=row - 1 if goes_on else row,
        domain=f"{place + 1}. " + (LONG if place == 1 else f"第{place + 1}个领域"),
        task=f"任务{row - 1 if goes_on else row}", **values,
    )  # fmt: skip
    TaskUnit.objects.create(
        task=task, role=UnitRole.LEAD, name=f"市第{place % 4}局", organization=units[place % 4]
    )
    TaskUnit.objects.create(task=task, role=UnitRole.SHARED, name="各区县政府", group=True)
    TaskLeader.objects.create(task=task, name=leaders[place % 2].name, person=leaders[place % 2])
    if number == 2:
        make.TaskStepFactory(task=task, status=TaskStatus.ACCEPTED, on=dt.date(2020, 2, 1))
    return task


def _undated(kind: str, words: str) -> dict[str, Any]:
    return {"deadline_kind": kind, "deadline_on": None, "deadline_text": words}


def page(client: Any, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(f"web:{name}", args=args), query)
    assert response.status_code == 200, response.content
    return b"".join(response).decode()


def rows(text: str) -> list[str]:
    """The ids of the tasks in the table, in order."""
    return re.findall(r'<tr id="t(\d+)"', text)
