"""The picture of a year's deadlines: what it tells, how it is drawn, the table in words."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from npcrecords.web.pictures import deadlines_svg
from npcrecords.web.pictures.deadlines import (
    MOST_LANES,
    Apart,
    DeadlineYear,
    Lane,
    Look,
    Mark,
    deadline_year,
)
from npcrecords.web.pictures.rows import PANEL
from npcrecords.web.policies.tasks import rows_of
from sessions.choices import DeadlineKind, TaskStatus, UnitRole

from .. import factories as make
from .policy_rows import large_policy

pytestmark = pytest.mark.django_db
TODAY = dt.date(2020, 6, 15)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def picture(policy: Any, **values: Any) -> DeadlineYear:
    rows = rows_of(policy, TODAY)
    return deadline_year("d", "方案", rows, TODAY, lambda row: f"#t{row.pk}", **values)


def labels(marks: Any) -> list[str]:
    return [mark.label for mark in marks]


@pytest.fixture
def register() -> Any:
    """A task of each look and of each kind of deadline, in two domains."""
    register = make.RegisterFactory()

    def task(row: int, **values: Any) -> Any:
        return make.TaskFactory(register=register, row=row, **values)

    task(1, deadline_on=dt.date(2020, 5, 31))
    done = task(2, deadline_on=dt.date(2020, 5, 31))
    make.TaskStepFactory(task=done, status=TaskStatus.ACCEPTED, on=dt.date(2020, 5, 1))
    told = task(3, deadline_on=dt.date(2020, 7, 31))
    make.TaskStepFactory(task=told, on=dt.date(2020, 5, 1))
    task(4)
    task(5, deadline_on=dt.date(2021, 3, 31))
    for row, kind in enumerate((DeadlineKind.YEARLY, DeadlineKind.ROLLING, DeadlineKind.NONE), 6):
        task(row, domain="2. 林地", deadline_kind=kind, deadline_on=None)
    return register


def test_each_task_stands_in_its_month_and_lane(register) -> None:
    shown = picture(register.policy)
    first, second = shown.lanes
    assert first.name == "1. 河道治理"
    assert {month: labels(marks) for month, marks in first.months.items()} == {
        5: ["1", "2"], 7: ["3"], 12: ["4"],
    }  # fmt: skip
    assert {apart: labels(marks) for apart, marks in second.apart.items()} == {
        "yearly": ["6"], "rolling": ["7"], "other": ["8"],
    }  # fmt: skip
    assert second.months == {}
    assert [mark.look for mark in first.months[5]] == [Look.OVERDUE, Look.ENDED]
    assert first.months[7][0].look is Look.REPORTED
    assert shown.years == {2020: 4, 2021: 1}
    assert shown.day == TODAY
    for words in ("2020年到期的有4行", "已办结1行", "逾期1行", "未写明）3行", "其他年份到期的1行"):
        assert words in shown.summary, words


@pytest.mark.parametrize(
    ("on", "year"),
    [(dt.date(2019, 1, 1), 2020), (dt.date(2021, 1, 1), 2021), (dt.date(2025, 1, 1), 2021)],
)
def test_the_year_is_that_of_the_day_or_the_nearest(register, on, year) -> None:
    rows = rows_of(register.policy, on)
    shown = deadline_year("d", "方案", rows, on, lambda _row: "")
    assert shown.year == year
    assert (shown.day is not None) is (on.year == year)


def test_lanes_of_units_and_one_mark_for_rows_that_go_on(register) -> None:
    first = register.tasks.get(row=1)
    make.TaskUnitFactory(task=first, organization=make.OrganizationFactory(name="青岚市水利局"))
    make.TaskUnitFactory(
        task=register.tasks.get(row=2), name="各镇", organization=None, role=UnitRole.SHARED
    )
    make.TaskFactory(
        register=register, row=9, number=1, continues=True, serial="",
        deadline_on=dt.date(2020, 5, 31),
    )  # fmt: skip
    shown = picture(register.policy, by_unit=True)
    assert [lane.name for lane in shown.lanes] == ["青岚市水利局", "各镇", "（未写明单位）"]
    by_domain = picture(register.policy)
    assert labels(by_domain.lanes[0].months[5]) == ["1", "2"]
    assert by_domain.lanes[0].months[5][0].rows == 2


def test_it_is_drawn_so_that_it_is_read_without_colour(register) -> None:
    (drawn,) = deadlines_svg.draw(picture(register.policy))
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    named = {one.get("id"): one.text for one in root if one.get("id")}
    assert [named[key] for key in root.get("aria-labelledby", "").split()] == [
        "方案：2020年的任务期限", picture(register.policy).summary,
    ]  # fmt: skip
    links = {one.get("href"): one for one in root.iter(f"{SVG}a")}
    first = register.tasks.get(row=1).pk
    assert len(links) == 7  # the one of another year is not drawn
    boxes = {
        register.tasks.get(pk=int(href.removeprefix("#t"))).row: one.find(f".//{SVG}rect")
        for href, one in links.items()
    }
    assert {row for row, box in boxes.items() if box.get("fill") != "#fff"} == {1}
    assert {row for row, box in boxes.items() if box.get("stroke-dasharray")} == {2}
    assert {row for row, box in boxes.items() if box.get("rx") == "8"} == {6, 7, 8}
    assert "已逾期" in links[f"#t{first}"].find(f".//{SVG}title").text


def test_a_large_one_is_drawn_in_panels_that_fit_on_paper() -> None:
    policy = large_policy()
    drawn = deadlines_svg.draw(picture(policy))
    heights = [float(ElementTree.fromstring(one).get("height", "")) for one in drawn]
    assert len(drawn) > 1
    assert max(heights) <= PANEL + 2
    numbers = "".join(drawn)
    for number in (1, 3, 119, 120):
        assert f">{number}</text>" in numbers, number


def test_a_full_cell_says_how_many_are_left_out() -> None:
    marks = tuple(Mark(str(n), "任务", "", Look.OPEN, "") for n in range(50))
    lane = Lane("领域", {12: marks}, {Apart.ROLLING.value: marks[:3]})
    shown = DeadlineYear("d", "题", "说明", 2020, [lane], None, {2020: 50})
    (drawn,) = deadlines_svg.draw(shown)
    assert "+31" in drawn
    assert lane.cells[0][1] == marks  # the table in words has them all


def test_more_lanes_than_can_be_drawn_are_counted() -> None:
    register = make.RegisterFactory()
    for row in range(MOST_LANES + 3):
        make.TaskFactory(register=register, row=row + 1, domain=f"第{row}个领域")
    shown = picture(register.policy)
    assert (len(shown.lanes), shown.left_out) == (MOST_LANES, 3)


def test_nothing_is_drawn_of_nothing() -> None:
    assert deadlines_svg.draw(picture(make.PolicyFactory())) == []


def test_the_page_shows_it_with_its_words(client, register) -> None:
    for name in ("policy", "policy_tasks"):
        text = client.get(reverse(f"web:{name}", args=[register.policy_id])).content.decode()
        assert '<figure class="picture">' in text
        words = text.partition('class="cards deadlines"')[2].partition("</table>")[0]
        first = register.tasks.get(row=1).pk
        assert f'/policies/{register.policy_id}/tasks/#t{first}"' in words
        assert re.search(r">1（逾期）</a>、<a[^>]*>2（办结）</a>", words)
        assert 'href="?year=2021&amp;#deadlines"' in text
    other = client.get(
        reverse("web:policy", args=[register.policy_id]), {"year": "2021"}
    ).content.decode()
    assert "2021年的任务期限" in other
