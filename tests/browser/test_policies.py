"""Policy documents as people meet them: the list, a register of twenty domains and a hundred and
twenty rows, long names, none at all, a text that begins late; on a narrow screen, on paper."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from .pages import go

# One site for all tests of the file, on one worker.
pytestmark = pytest.mark.own_database

STORY = """
import django; django.setup()
import datetime as dt
from people.models import Organization, Person
from sessions.models import (
    Measure, MeasureUnit, Policy, PolicyParty, Register, Task, TaskCorrection, TaskLeader,
    TaskStep, TaskUnit,
)

LONG = "健全跨部门跨层级跨区域的协同推进机制，把责任分解到岗、落实到人，并以《青岚市水环境治理三年行动计划》为依据，"
units = [
    Organization.objects.create(name=f"青岚市第{n}局" + ("和跨区域协同推进办公室" * (n == 3)),
                                jurisdiction="青岚市")
    for n in range(6)
]
leaders = [Person.objects.create(name=name, jurisdiction="青岚市") for name in ("林青", "高远")]


def policy(title, **values):
    return Policy.objects.create(
        title=title, place="青岚市", status="published",
        published_at=dt.datetime(2020, 6, 2, tzinfo=dt.UTC), **values,
    )


large = policy(
    "青岚市人民政府办公厅关于印发优化营商环境方案的通知", enclosed_title="优化营商环境方案",
    number="青政办发〔2020〕36号", issued_on=dt.date(2020, 6, 1), issued_on_text="2020年6月1日",
)
for n in range(20):
    PolicyParty.objects.create(
        policy=large, role="addressee", order=n, name=f"第{n + 1}个区县（市）人民政府", group=True
    )
chapter = Measure.objects.create(
    policy=large, order=0, level=1, kind="chapter", marker="一、", heading="提升服务水平"
)
for n in range(1, 9):
    measure = Measure.objects.create(
        policy=large, parent=chapter, order=n, level=2, marker=f"{n}.", heading=f"第{n}条措施",
        text=LONG * (n * 3),
    )
    MeasureUnit.objects.create(measure=measure, name=f"市第{n % 6}局", organization=units[n % 6])
register = Register.objects.create(policy=large, title="重点任务清单", page=14)
row = 0
for place in range(20):
    for number in range(6):
        row += 1
        kind = {4: "yearly", 5: "rolling"}.get(number, "date")
        goes_on = number == 1
        task = Task.objects.create(
            policy=large, register=register, row=row, number=row - goes_on,
            serial="" if goes_on else f"({row})", continues=goes_on,
            domain=f"{place + 1}. " + (LONG if place == 1 else f"第{place + 1}个领域"),
            task=f"完成第{row - goes_on}项任务" + (LONG if place == 1 else ""),
            measure=LONG * (1 + number % 3), deadline_kind=kind,
            deadline_on=dt.date(2020, 1 + place % 12, 28) if kind == "date" else None,
            deadline_text={"yearly": "每年推进", "rolling": "持续推进"}.get(kind, ""),
        )
        lead = units[place % 6]
        TaskUnit.objects.create(task=task, role="lead", name=f"市第{place % 6}局", organization=lead)
        TaskUnit.objects.create(task=task, role="shared", name="各区县（市）政府", group=True)
        TaskLeader.objects.create(task=task, name=leaders[place % 2].name, person=leaders[place % 2])
        if number in (2, 3):
            TaskStep.objects.create(
                task=task, status="accepted" if number == 2 else "reported",
                on=dt.date(2020, 3, 1), evidence="完成情况报告",
            )
        if number == 0 and place < 3:
            TaskCorrection.objects.create(
                task=task, field="deadline", printed="2012年12月", value="2020年1月28日",
                reason="文件是2020年印发的。", state=["proposed", "confirmed", "rejected"][place],
            )

late = policy("关于推进治理现代化的决定", begins_late=True, ends_early=True)
Measure.objects.create(policy=late, order=0, level=0, text="从中间开始的一段。")
policy("关于" + LONG * 2 + "的通知", number="青政发〔2020〕99号", issued_on=dt.date(2020, 7, 1))
"""
LARGE = "青岚市人民政府办公厅关于印发优化营商环境方案的通知"


@pytest.fixture(scope="module")
def told(site) -> Any:
    """The site with the documents of the story."""
    site.run("-c", STORY)
    return site


def follow(page: Page, name: str) -> None:
    """From the list to a document."""
    page.goto("/policies/")
    go(page, page.get_by_role("table").get_by_role("link", name=name).first)


def to_register(page: Page, query: str = "") -> None:
    follow(page, LARGE)
    go(page, page.get_by_role("link", name="重点任务清单"))
    if query:
        page.goto(f"{page.url}?{query}")


def test_the_list_is_filtered_and_sorted(told, visit) -> None:
    page = visit(None)
    page.goto("/")
    go(page, page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="政策文件"))
    told.shot(page, "80-policies")
    expect(page.get_by_role("row")).to_have_count(4)
    go(page, page.get_by_role("navigation", name="筛选").get_by_role("link", name="2020年 2"))
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_label("标题、文号或摘要").fill("营商环境")
    go(page, page.get_by_role("button", name="查看"))
    expect(page.get_by_role("row")).to_have_count(2)
    go(page, page.get_by_role("link", name="取消筛选"))
    go(page, page.get_by_role("columnheader", name="成文日期").get_by_role("link"))
    expect(page.get_by_role("columnheader", name="成文日期")).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_a_document_tells_its_head_its_measures_and_what_is_missing(told, visit) -> None:
    page = visit(None)
    follow(page, LARGE)
    told.shot(page, "81-policy")
    expect(page.get_by_text("全部20个")).to_be_visible()
    last = page.get_by_text("第20个区县（市）人民政府")
    expect(last).to_be_hidden()
    page.get_by_text("全部20个").click()
    expect(last).to_be_visible()
    expect(page.locator(".measures .passage[open]")).to_have_count(0)
    go(page, page.get_by_role("link", name="展开全部正文"))
    expect(page.locator(".measures .passage:not([open])")).to_have_count(0)
    follow(page, "治理现代化")
    expect(page.get_by_text("收到的文本从中间开始，也没有结尾")).to_be_visible()
    expect(page.locator("svg")).to_have_count(0)
    told.shot(page, "82-late")


def test_the_register_is_filtered_by_its_counts(told, visit) -> None:
    page = visit(None)
    to_register(page)
    told.shot(page, "83-register")
    rows = page.locator("tr.task")
    expect(rows).to_have_count(120)
    counts = page.get_by_role("navigation", name="筛选")
    go(page, counts.get_by_role("link", name="2020年1月 8"))
    expect(rows).to_have_count(8)
    go(page, counts.get_by_role("link", name="已认可 2"))
    expect(rows).to_have_count(2)
    go(page, page.get_by_role("link", name="取消筛选"))
    page.get_by_text("另有12个").first.click()
    go(page, counts.get_by_role("link", name="20. 第20个领域 6"))
    expect(rows).to_have_count(6)
    page.get_by_label("情况截至").fill("2020-02-01")
    go(page, page.get_by_role("button", name="查看"))
    expect(rows).to_have_count(6)
    expect(page.locator(".state.overdue")).to_have_count(0)


def test_corrections_are_struck_through_and_say_why(told, visit) -> None:
    page = visit(None)
    to_register(page)
    corrections = page.locator("tr.corrections")
    expect(corrections).to_have_count(3)
    expect(corrections.nth(0)).to_contain_text("（待确认）")
    expect(corrections.nth(1)).to_contain_text("（已确认）")
    expect(corrections.nth(2)).to_contain_text("（不采用）")
    expect(corrections.nth(0).locator("del")).to_have_css("text-decoration-line", "line-through")
    expect(corrections.nth(2).locator("del")).to_have_count(0)
    expect(corrections.nth(0)).to_contain_text("文件是2020年印发的。")


def test_the_picture_is_told_in_words_and_leads_to_the_rows(told, visit) -> None:
    page = visit(None)
    follow(page, LARGE)
    image = page.locator("svg[role=img]").first
    expect(image).to_have_accessible_name(re.compile("优化营商环境方案：2020年的任务期限"))
    expect(image).to_have_accessible_name(re.compile("2020年到期的有80行；其中已办结20行"))
    page.get_by_text("用文字看这张图").click()
    expect(page.locator("table.deadlines")).to_contain_text("1（逾期）")
    expect(page.locator("table.deadlines")).to_contain_text("3（办结）")
    go(page, page.locator("svg a").first)
    expect(page.locator("tr:target")).to_contain_text("完成第1项任务")
    go(page, page.get_by_role("link", name="按牵头单位"))
    expect(page.locator("svg[role=img]").first).to_contain_text("青岚市第0局")
    told.shot(page, "84-units")


def test_no_words_of_the_picture_leave_it(told, visit) -> None:
    """Measured in the letters that the browser draws."""
    page = visit(None)
    to_register(page, "lanes=unit")
    for svg in page.locator("svg[role=img]").all():
        measured = svg.evaluate(
            """svg => ({
                wide: svg.viewBox.baseVal.width,
                high: svg.viewBox.baseVal.height,
                words: [...svg.querySelectorAll('text')].map(one => {
                    const box = one.getBBox();
                    return [one.textContent, box.x, box.y, box.width, box.height];
                }),
                boxes: [...svg.querySelectorAll('a g')].map(one => {
                    const box = one.querySelector('rect').getBBox();
                    const words = one.querySelector('text').getBBox();
                    return [words.x - box.x, box.x + box.width - words.x - words.width];
                }),
            })"""
        )
        for words, x, y, wide, high in measured["words"]:
            assert x >= -0.5, words
            assert x + wide <= measured["wide"], words
            assert y + high <= measured["high"] + 1, words
        assert measured["boxes"]
        assert min(min(one) for one in measured["boxes"]) >= -0.5


@pytest.mark.parametrize("width", [420, 720, 1360])
def test_no_page_is_wider_than_its_window(told, visit, width) -> None:
    page = visit(None, width=width)
    for name in ("list", "policy", "register", "long", "desk"):
        if name == "list":
            page.goto("/policies/")
        elif name == "register":
            to_register(page)
        elif name == "desk":
            page.goto("/organizations/?q=青岚市第3局")
            go(page, page.get_by_role("link", name="青岚市第3局"))
            go(page, page.get_by_role("link", name="手上的事"))
            expect(page.locator("tr.task").first).to_be_visible()
        else:
            follow(page, LARGE if name == "policy" else "关于健全跨部门")
        told.shot(page, f"85-{name}-{width}")
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= seen, name


def test_a_leader_is_followed_to_what_he_leads(told, visit) -> None:
    page = visit(None)
    to_register(page)
    go(page, page.locator("tr.task").first.get_by_role("link", name="林青"))
    go(page, page.get_by_role("link", name="牵头的事：任务和期限"))
    expect(page.locator("tr.task")).to_have_count(50)
    expect(page.get_by_text("共60行，逾期")).to_be_visible()
    told.shot(page, "86-leader")


def test_on_paper_rows_are_whole_and_nothing_is_folded(told, visit, tmp_path) -> None:
    page = visit(None)
    to_register(page)
    target = tmp_path / "register.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(target)
    texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    text = "".join(texts)
    assert len(document) < 40
    assert "展开全文" not in text
    assert "另有12个" not in text  # the filters stay on the screen
    assert "完成第120项任务" in text
    for sheet in texts:
        assert len(sheet) > 60  # no page is empty
    if told.shots is not None:
        for number, sheet in enumerate(document):
            if number in (0, 1, 2, 3):
                sheet.render(scale=1.3).to_pil().save(told.shots / f"87-paper-{number}.png")
