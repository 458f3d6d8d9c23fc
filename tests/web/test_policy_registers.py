"""The register of a policy document: its rows, filters, counts, corrections, calendar."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.choices import (
    CorrectionState,
    DeadlineKind,
    TaskField,
    TaskStatus,
    UnitRole,
)

from .. import factories as make
from .policy_rows import large_policy, page, rows

pytestmark = pytest.mark.django_db
TODAY = dt.date(2020, 6, 15)


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def test_a_row_tells_all_of_it(client) -> None:
    task = make.TaskFactory(measure="措施" * 60)
    leader = make.TaskLeaderFactory(task=task, lead_unit="市水利局", order=0)
    make.TaskLeaderFactory(task=task, lead_unit="市林业局", order=1, name="高远", person=None)
    water = make.TaskUnitFactory(task=task, name="市水利局")
    make.TaskUnitFactory(task=task, name="市林业局", organization=None, order=1)
    make.TaskUnitFactory(
        task=task, role=UnitRole.SHARED, name="各镇（街道）", organization=None, group=True
    )
    text = page(client, "policy_tasks", task.policy_id)
    row = text.partition(f'id="t{task.pk}"')[2].partition("</tr>")[0]
    assert task.serial in row
    assert f'<a href="/people/{leader.person_id}/">{leader.name}</a>' in row
    pair = re.search(r"高远.*?</p>", row, re.DOTALL)
    assert pair is not None
    assert "市林业局" in pair[0]
    assert f'<a href="/organizations/{water.organization_id}/"' in row
    for words in (
        "各镇（街道）",
        "2020年12月",
        "定期完成",
        "至2020年12月31日",
        "未报完成",
        "还有199天",
    ):
        assert words in row, words
    assert "展开全文（120字）" in row


@pytest.mark.parametrize(
    ("state", "said", "struck"),
    [
        (CorrectionState.PROPOSED, "（待确认）", True),
        (CorrectionState.CONFIRMED, "（已确认）", True),
        (CorrectionState.REJECTED, "（不采用）", False),
    ],
)
def test_corrections_are_shown_plainly(client, state, said, struck) -> None:
    task = make.TaskFactory()
    one = make.TaskCorrectionFactory(task=task, state=state)
    make.TaskCorrectionFactory(
        task=task, field=TaskField.SERIAL, printed="", value="(1)", reason=one.reason, state=state
    )
    text = page(client, "policy_tasks", task.policy_id)
    row = text.partition('class="corrections"')[2].partition("</tr>")[0]
    assert said in row
    assert row.count(one.reason) == 1  # told once for both
    assert ("<del>2012年12月</del>" in row) is struck
    assert ("<ins>2020年12月</ins>" in row) is struck
    assert ("corrected" in text.partition(f'id="t{task.pk}"')[2].partition("</tr>")[0]) is struck


def test_a_row_that_goes_on_belongs_to_the_one_above(client) -> None:
    register = make.RegisterFactory()
    first = make.TaskFactory(register=register, row=1)
    second = make.TaskFactory(
        register=register, row=2, continues=True, serial="", number=1, task=first.task,
        deadline_on=dt.date(2020, 1, 31),
    )  # fmt: skip
    text = page(client, "policy_tasks", register.policy_id)
    assert f'id="t{second.pk}" class="task joined"' in text
    assert "续第1项" in text
    alone = page(client, "policy_tasks", register.policy_id, ordering="deadline_on")
    assert rows(alone) == [str(second.pk), str(first.pk)]
    assert "joined" not in alone
    assert "（续）" in alone


def test_years_of_a_yearly_task(client) -> None:
    task = make.TaskFactory(
        deadline_kind=DeadlineKind.YEARLY, deadline_on=None, deadline_text="每年推进"
    )
    make.TaskStepFactory(task=task, year=2020, on=dt.date(2020, 5, 1))
    text = page(client, "policy_tasks", task.policy_id)
    assert "2020年 已报完成" in text
    assert "2021年 未报完成" in text
    assert "逾期</span>" not in text


@pytest.fixture
def several() -> Any:
    """Six tasks that differ in all that can be asked for."""
    register = make.RegisterFactory()
    water, woods = (
        make.OrganizationFactory(name=name) for name in ("青岚市水利局", "青岚市林业局")
    )
    person = make.PersonFactory(name="林青")
    tasks = {
        "done": make.TaskFactory(register=register, row=1, deadline_on=dt.date(2020, 3, 31)),
        "late": make.TaskFactory(register=register, row=2, deadline_on=dt.date(2020, 5, 31)),
        "coming": make.TaskFactory(register=register, row=3, domain="2. 林地", task="种树"),
        "rolling": make.TaskFactory(
            register=register, row=4, deadline_kind=DeadlineKind.ROLLING, deadline_on=None,
            deadline_text="持续推进", domain="2. 林地",
        ),
    }  # fmt: skip
    make.TaskStepFactory(task=tasks["done"], status=TaskStatus.ACCEPTED, on=dt.date(2020, 4, 1))
    make.TaskStepFactory(task=tasks["late"], on=dt.date(2020, 6, 1))
    make.TaskUnitFactory(task=tasks["done"], organization=water)
    make.TaskUnitFactory(task=tasks["late"], organization=water)
    make.TaskUnitFactory(task=tasks["coming"], name="市林业局", organization=woods)
    make.TaskUnitFactory(
        task=tasks["rolling"], name="各镇", organization=None, group=True, role=UnitRole.SHARED
    )
    make.TaskLeaderFactory(task=tasks["coming"], person=person, name="林青")
    make.TaskLeaderFactory(task=tasks["rolling"], person=None, name="高远")
    return register, tasks


FILTERED = [
    ({"domain": "2. 林地"}, ["coming", "rolling"]),
    ({"unit": "青岚市水利局"}, ["done", "late"]),
    ({"unit": "各镇"}, ["rolling"]),
    ({"leader": "林青"}, ["coming"]),
    ({"leader": "高远"}, ["rolling"]),
    ({"leader": "linqing"}, ["coming"]),
    ({"deadline_kind": "rolling"}, ["rolling"]),
    ({"month": "2020-05"}, ["late"]),
    ({"status": "accepted"}, ["done"]),
    ({"status": "reported,open"}, ["late", "coming", "rolling"]),
    ({"overdue": "1"}, ["late"]),
    ({"overdue": "1", "on": "2020-03-31"}, []),
    ({"overdue": "1", "on": "2021-01-01"}, ["late", "coming"]),
    ({"status": "accepted", "on": "2020-03-01"}, []),
    ({"q": "种树"}, ["coming"]),
    ({"q": "种树", "unit": "青岚市水利局"}, []),
    ({"ordering": "-deadline_on"}, ["coming", "late", "done", "rolling"]),
    ({"ordering": "-row"}, ["rolling", "coming", "late", "done"]),
]


@pytest.mark.parametrize(("query", "found"), FILTERED)
def test_the_register_is_filtered(client, several, query, found) -> None:
    register, tasks = several
    text = page(client, "policy_tasks", register.policy_id, **query)
    assert rows(text) == [str(tasks[name].pk) for name in found]


@pytest.mark.parametrize(("query", "found"), FILTERED)
def test_the_api_answers_its_links_with_the_same_rows(client, several, query, found) -> None:
    register, tasks = several
    text = page(client, "policy_tasks", register.policy_id, **query)
    links = re.findall(r'href="(/api/v1/tasks/[^"]*format=jsonl[^"]*)"', text)
    response = client.get(html.unescape(links[0]))
    lines = b"".join(response).decode().splitlines()
    ids = [int(re.search(r'"id": ?(\d+)', line)[1]) for line in lines]  # type: ignore[index]
    assert sorted(ids) == sorted(tasks[name].pk for name in found)
    assert parse_qs(urlsplit(html.unescape(links[0])).query)["policy"] == [str(register.policy_id)]


def test_each_count_leads_to_as_many_rows(client, several) -> None:
    register, _tasks = several
    for query in ({}, {"status": "open"}, {"domain": "2. 林地"}, {"overdue": "1"}):
        text = page(client, "policy_tasks", register.policy_id, **query)
        counts = text.partition('<nav class="counts"')[2].partition("</nav>")[0]
        found = re.findall(r'href="\?([^"]*)"[^>]*>[^<]* <b>(\d+)</b>', counts)
        assert len(found) > 5
        for link, number in found:
            asked = parse_qs(html.unescape(link))
            answer = page(client, "policy_tasks", register.policy_id, **asked)
            assert len(rows(answer)) == int(number), link


def test_many_choices_are_folded(client) -> None:
    policy = large_policy()
    text = page(client, "policy_tasks", policy.pk)
    assert "另有12个" in text  # domains: eight are seen
    assert len(rows(text)) == 120
    assert text.count('<tr class="domain">') == 20


def test_two_registers_are_told_apart(client) -> None:
    policy = make.PolicyFactory()
    first, second = (
        make.RegisterFactory(policy=policy, order=order, title=title)
        for order, title in enumerate(("重点清单", "改革清单"))
    )
    one, two = make.TaskFactory(register=first), make.TaskFactory(register=second)
    text = page(client, "policy_tasks", policy.pk)
    assert rows(text) == [str(one.pk), str(two.pk)]
    assert re.search(r'register=\d+&amp;">改革清单 <b>1</b>', text)
    text = page(client, "policy_tasks", policy.pk, register=second.pk)
    assert rows(text) == [str(two.pk)]


def test_the_calendar_holds_the_days_of_what_is_asked_for(client, several) -> None:
    register, tasks = several
    answer = client.get(reverse("web:policy_calendar", args=[register.policy_id]))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20200531" in text
    narrowed = client.get(answer.wsgi_request.path, {"overdue": "1"}).content.decode()
    assert re.findall(r"UID:task-(\d+)-", narrowed) == [str(tasks["late"].pk)]
    assert client.get(answer.wsgi_request.path, {"month": "x"}).status_code == 400
