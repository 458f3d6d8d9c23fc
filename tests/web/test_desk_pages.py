"""What a unit, or a leader, has on the desk."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from npcrecords.core import recent
from sessions.choices import DeadlineKind, Status, TaskStatus, UnitRole

from .. import factories as make

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 12, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def page(client: Any, name: str, pk: int, **query: Any) -> str:
    response = client.get(reverse(f"web:{name}", args=[pk]), query)
    assert response.status_code == 200, response.content
    return b"".join(response).decode()


def rows(text: str) -> list[int]:
    return [int(one) for one in re.findall(r'<tr id="t(\d+)"', text)]


@pytest.fixture
def desk() -> Any:
    """Two tasks led, one shared, a measure, an open point, and a head."""
    unit = make.OrganizationFactory(name="青岚市水利局", jurisdiction="青岚市")
    person = make.PersonFactory(name="林青")
    register = make.RegisterFactory()
    later = make.TaskFactory(register=register, row=1, deadline_on=dt.date(2025, 1, 31))
    late = make.TaskFactory(register=register, row=2, deadline_on=dt.date(2024, 3, 31))
    shared = make.TaskFactory(
        register=register, row=3, deadline_kind=DeadlineKind.ROLLING, deadline_on=None,
        deadline_text="持续推进",
    )  # fmt: skip
    for task in (later, late):
        make.TaskUnitFactory(task=task, organization=unit)
        make.TaskLeaderFactory(task=task, person=person)
    make.TaskUnitFactory(task=shared, organization=unit, role=UnitRole.SHARED)
    draft = make.TaskFactory(register__policy__status=Status.DRAFT)
    make.TaskUnitFactory(task=draft, organization=unit)
    measure = make.MeasureFactory(heading="清淤一百公里")
    make.MeasureUnitFactory(measure=measure, organization=unit)
    point = make.OpinionPointFactory(title="请青岚市水利局压实责任")
    post = make.PostFactory(organization=unit, title="局长")
    make.AppointmentFactory(person=person, post=post, date=dt.date(2023, 5, 6))
    return unit, person, (later, late, shared, measure, point)


def test_the_desk_of_a_unit(client, desk) -> None:
    unit, person, (later, late, shared, measure, point) = desk
    text = page(client, "organization_desk", unit.pk)
    assert rows(text) == [late.pk, later.pk, shared.pk]  # the most urgent first
    assert "共3行，逾期1行，已办结0行" in text
    assert f'<a href="/people/{person.pk}/">林青</a>' in text
    assert "局长" in text
    assert f'/policies/{measure.policy_id}/#m{measure.pk}"' in text
    assert "清淤一百公里" in text
    assert point.title in text
    assert rows(page(client, "organization_desk", unit.pk, role="lead")) == [late.pk, later.pk]
    assert rows(page(client, "organization_desk", unit.pk, role="shared")) == [shared.pk]


def test_the_desk_on_another_day(client, desk) -> None:
    unit, _person, (later, late, shared, *_others) = desk
    text = page(client, "organization_desk", unit.pk, on="2024-03-31")
    assert "逾期0行" in text
    make.TaskStepFactory(task=late, status=TaskStatus.ACCEPTED, on=dt.date(2024, 5, 1))
    text = page(client, "organization_desk", unit.pk)
    assert rows(text) == [later.pk, shared.pk, late.pk]  # what is ended stands last
    assert "已办结1行" in text
    assert "“昨天”不是某一天" in page(client, "organization_desk", unit.pk, on="昨天")


def test_the_desk_of_a_leader(client, desk) -> None:
    _unit, person, (later, late, *_others) = desk
    text = page(client, "person_desk", person.pk)
    assert rows(text) == [late.pk, later.pk]
    assert "青岚市水利局" in text
    assert "局长" in text
    assert reverse("web:person_desk", args=[person.pk]) in page(client, "person", person.pk)


def test_empty_desks_say_so(client) -> None:
    unit, person = make.OrganizationFactory(), make.PersonFactory()
    text = page(client, "organization_desk", unit.pk)
    assert "没有点到这个机构的任务" in text
    assert "没有写明由这个机构负责的举措" in text
    assert "没有由此人牵头的任务" in page(client, "person_desk", person.pk)
    assert "/desk/" not in page(client, "person", person.pk)
    assert f"/organizations/{unit.pk}/desk/" in page(client, "organization", unit.pk)


def test_a_merged_one_leads_to_its_survivor(client) -> None:
    for name, made in (
        ("organization_desk", make.OrganizationFactory), ("person_desk", make.PersonFactory)
    ):  # fmt: skip
        survivor = made()
        gone = made(merged_into=survivor)
        answer = client.get(reverse(f"web:{name}", args=[gone.pk]))
        assert answer.status_code == 301
        assert answer["Location"] == reverse(f"web:{name}", args=[survivor.pk])


def test_the_calendar_of_a_desk(client, desk) -> None:
    unit, _person, (later, late, *_others) = desk
    answer = client.get(reverse("web:desk_calendar", args=[unit.pk]))
    text = answer.content.decode()
    assert re.findall(r"UID:task-(\d+)-", text) == [str(late.pk), str(later.pk)]


@pytest.mark.parametrize(("name", "number"), [("organization_desk", 23), ("person_desk", 9)])
def test_costs_the_same_with_one_row_and_with_many(client, desk, name, number) -> None:
    unit, person, _made = desk
    pk = unit.pk if name == "organization_desk" else person.pk

    def queries() -> int:
        recent.forget()
        with CaptureQueriesContext(connection) as held:
            page(client, name, pk)
        return len(held)

    assert queries() == number
    for _n in range(4):
        task = make.TaskFactory()
        make.TaskUnitFactory(task=task, organization=unit)
        make.TaskLeaderFactory(task=task, person=person)
        make.TaskCorrectionFactory(task=task)
        make.MeasureUnitFactory(organization=unit)
    assert queries() == number
