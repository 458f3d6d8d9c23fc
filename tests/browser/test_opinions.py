"""Review opinions as people meet them: the table with its filters, the picture and the texts of
one opinion, with long headings, with twenty aspects, with none; on a narrow screen, on paper."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

# One site for all tests of the file, on one worker.
pytestmark = pytest.mark.own_database

STORY = """
import django; django.setup()
import datetime as dt
from people.models import Organization
from sessions.models import (
    AgendaItem, Bulletin, Document, FollowUp, Opinion, OpinionPoint, Response, Section, Session,
)

committee = Organization.objects.create(name="青岚市人民代表大会常务委员会", jurisdiction="青岚市")
city = Organization.objects.create(name="青岚市人民政府", jurisdiction="青岚市")
session = Session.objects.create(
    body=committee, kind="committee", term=18, number=9, start_date=dt.date(2024, 5, 29),
    name="青岚市第十八届人民代表大会常务委员会第九次会议",
)
bulletin = Bulletin.objects.create(
    issuer=committee, label="十八届第9号", place="青岚市", status="published", session=session,
    published_at=dt.datetime(2024, 7, 1, tzinfo=dt.UTC),
)
sequence = iter(range(1, 1000))
LONG = "健全跨部门跨层级跨区域的协同推进机制，把责任分解到岗、落实到人，并以《青岚市水环境治理三年行动计划（2024—2026年）》为依据，"


def document(title, kind, page):
    return Document.objects.create(
        bulletin=bulletin, title=title, kind=kind, sequence=next(sequence), page_start=page,
        page_end=page + 4,
    )


def section(document, marker, heading, text, page, parent=None):
    return Section.objects.create(
        document=document, parent=parent, order=next(sequence), level=2 if parent else 1,
        marker=marker, heading=heading, text=text, page=page,
    )


def opinion(title, aspects, **values):
    row = Opinion.objects.create(
        title=title, document=document(title, "review_opinion", 20), considered_at=session,
        report_title=title.removesuffix("的审议意见"), adopted_on=dt.date(2024, 6, 12),
        addressee="市政府", addressee_organization=city, **values,
    )
    made = []
    for number, heading in enumerate(aspects, 1):
        made.append(OpinionPoint.objects.create(
            opinion=row, bulletin=bulletin, kind="aspect", number=number, order=number * 10,
            marker=f"（{number}）", title=heading, source_page=21,
        ))
    return row, made


def report(row, kind, title, day=None):
    paper = document(title, f"{kind}_report", 60)
    return FollowUp.objects.create(
        opinion=row, kind=kind, bulletin=bulletin, document=paper, replied_on=day,
        author_organization=city if kind == "handling" else committee,
    )


def answer(follow_up, point, part):
    Response.objects.create(
        follow_up=follow_up, bulletin=bulletin, point=point, section=part, heading=part.heading,
        match="exact",
    )


# Twenty aspects: some answered, two by one section, some not; long texts.
row, aspects = opinion(
    "关于全市水环境综合治理情况报告的审议意见", [f"第{n}个方面要继续压实责任" for n in range(1, 21)],
    letter_number="青人大常办函〔2024〕7号", due_on=dt.date(2024, 9, 12), due_rule="自交办之日起三个月内",
)
handling = report(row, "handling", "关于水环境审议意见研究处理情况的报告", dt.date(2024, 9, 20))
tracking = report(row, "tracking", "关于水环境审议意见跟踪督办情况的报告", dt.date(2024, 11, 8))
shared = section(handling.document, "一、", "关于压实责任", "已经建立责任清单。" * 8, 61)
section(handling.document, "（一）", "建机制", "每月调度一次，逐项销号。" * 60, 62, parent=shared)
for place, aspect in enumerate(aspects):
    if place < 2:
        answer(handling, aspect, shared)
    elif place % 4 != 3:
        part = section(handling.document, f"{place}、", f"关于第{place + 1}个方面", "正在办理。" * 30, 63)
        answer(handling, aspect, part)
    if place % 3 == 0:
        part = section(tracking.document, f"{place}、", "核实情况", "现场看了五处，三处到位。" * 9, 80)
        answer(tracking, aspect, part)
aspects[0].claim, aspects[0].verified, aspects[0].satisfaction = "A", "partly", "basically"
aspects[0].save()
OpinionPoint.objects.create(
    opinion=row, bulletin=bulletin, parent=aspects[0], kind="point", number=1, order=11,
    marker="1.", title="列出清单", text="把任务列成清单。", source_page=21,
)
tracking.evaluation = section(tracking.document, "二、", "综合评价", "总体是好的。", 90)
tracking.recommendations = section(tracking.document, "三、", "下一步建议", "还要抓紧。", 91)
tracking.save()

# Long headings.
row, aspects = opinion("关于" + LONG * 3 + "工作情况报告的审议意见", [LONG * 4, "短", LONG * 2])
handling = report(row, "handling", LONG * 3 + "研究处理情况的报告")
answer(handling, aspects[0], section(handling.document, "一、", LONG * 4, LONG * 12, 70))
answer(handling, aspects[2], section(handling.document, "二、", LONG, None, 71))

# None at all; overdue.
opinion("关于档案工作情况报告的审议意见", [], due_on=dt.date(2024, 9, 12), due_rule="三个月内")
"""
MANY = "关于全市水环境综合治理情况报告的审议意见"
NONE = "关于档案工作情况报告的审议意见"
LONG = "关于健全跨部门"
NAMES = {"many": MANY, "long": LONG, "none": NONE}


@pytest.fixture(scope="module")
def told(site) -> Any:
    """The site with the opinions of the story."""
    site.run("-c", STORY)
    return site


def follow(page: Page, name: str) -> None:
    """From the table to an opinion, the page whole: a sheet printed before the style has come
    is another size."""
    page.goto("/opinions/")
    link = page.get_by_role("table").get_by_role("link", name=name).first
    href = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{href}")


def test_the_table_is_filtered_by_its_counts(told, visit) -> None:
    page = visit(None)
    page.goto("/opinions/")
    told.shot(page, "70-opinions")
    expect(page.get_by_role("row")).to_have_count(4)
    counts = page.get_by_role("navigation", name="筛选")
    for name, others in (("逾期未答复 1", 1), ("青岚市人民政府 1", 1)):
        counts.get_by_role("link", name=name).click()
        page.wait_for_url("**state=overdue*")
        expect(page.get_by_role("row")).to_have_count(1 + others)
    expect(page.get_by_role("table")).to_contain_text(NONE)
    page.get_by_label("状态截至").fill("2024-09-01")
    page.get_by_role("button", name="查看").click()
    page.wait_for_url("**on=2024-09-01*")
    expect(page.get_by_text("没有符合这些条件的审议意见。")).to_be_visible()
    page.get_by_role("link", name="取消筛选").click()
    page.wait_for_url("**?on=2024-09-01*")
    expect(page.get_by_role("row")).to_have_count(4)
    page.get_by_role("columnheader", name="办理期限").get_by_role("link").click()
    page.wait_for_url("**ordering=-due_on*")
    expect(page.get_by_role("columnheader", name="办理期限")).to_have_attribute(
        "aria-sort", "descending"
    )


def test_the_picture_is_told_in_words_and_leads_to_the_texts(told, visit) -> None:
    page = visit(None)
    follow(page, MANY)
    told.shot(page, "71-many")
    image = page.locator("svg[role=img]").first
    expect(image).to_have_accessible_name(re.compile(f"{MANY}：办理脉络"))
    expect(image).to_have_accessible_name(re.compile("共20个方面，政府答复了15个"))
    page.locator("svg a[href^='#p']").nth(1).click()
    expect(page.locator("tr:target")).to_contain_text("第2个方面要继续压实责任")
    expect(page.locator("tr:target")).to_contain_text("同一节也答复：（1）")
    section = page.locator("svg a[href*='#s']").first
    href = section.get_attribute("href")
    section.click()
    page.wait_for_url(f"**{href}")
    expect(page.locator("section:target")).to_contain_text("关于压实责任")


def test_a_long_text_is_unfolded(told, visit) -> None:
    page = visit(None)
    follow(page, MANY)
    inner = page.get_by_text("（一）建机制", exact=True)
    expect(inner).to_be_hidden()
    page.get_by_text("展开全文").first.click()
    expect(inner).to_be_visible()
    page.get_by_role("link", name="展开全部正文").click()
    page.wait_for_url("**?unfolded=1")
    expect(page.get_by_text("（一）建机制", exact=True)).to_be_visible()


def test_none_at_all_is_a_sentence(told, visit) -> None:
    page = visit(None)
    follow(page, NONE)
    expect(page.locator("svg")).to_have_count(0)
    expect(page.get_by_text("所以没有图")).to_be_visible()
    expect(page.get_by_text("已逾期")).to_be_visible()
    told.shot(page, "72-none")


@pytest.mark.parametrize("name", ["many", "long"])
def test_no_words_of_a_picture_are_cut_or_leave_their_box(told, visit, name) -> None:
    """Measured in the letters that the browser draws."""
    page = visit(None)
    follow(page, NAMES[name])
    told.shot(page, f"73-{name}")
    for svg in page.locator("svg[role=img]").all():
        measured = svg.evaluate(
            """svg => ({
                wide: svg.viewBox.baseVal.width,
                boxes: [...svg.querySelectorAll('rect')].map(one => {
                    const box = one.getBBox(); return [box.x, box.y, box.width, box.height];
                }),
                words: [...svg.querySelectorAll('text[font-size]')].map(one => {
                    const box = one.getBBox();
                    return [one.textContent, box.x, box.y, box.width, box.height];
                }),
            })"""
        )
        assert measured["words"]
        for words, x, y, wide, high in measured["words"]:
            assert x + wide <= measured["wide"]
            assert any(
                left <= x
                and x + wide <= left + across + 0.5
                and top <= y + 4
                and y + high <= top + down + 4
                for left, top, across, down in measured["boxes"]
            ), words


@pytest.mark.parametrize("name", ["many", "long", "none"])
def test_on_a_phone_the_picture_moves_and_the_page_does_not(told, visit, name) -> None:
    page = visit(None, width=360, height=740)
    page.goto("/opinions/")
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen
    follow(page, NAMES[name])
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen
    if name != "none":
        inside, shown = page.locator(".pictures").evaluate(
            "box => [box.scrollWidth, box.clientWidth]"
        )
        assert inside > shown
    told.shot(page, f"74-{name}-narrow")


@pytest.mark.parametrize("width", [720, 1024, 1360])
def test_the_page_of_the_table_is_no_wider_than_its_window(told, visit, width) -> None:
    page = visit(None, width=width)
    page.goto("/opinions/")
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen
    if width == 1360:
        inside, shown = page.locator(".scrolls").evaluate(
            "box => [box.scrollWidth, box.clientWidth]"
        )
        assert inside <= shown


def test_the_table_on_a_phone_is_cards(told, visit) -> None:
    page = visit(None, width=360, height=740)
    page.goto("/opinions/")
    told.shot(page, "75-opinions-narrow")
    expect(page.get_by_role("table").get_by_text("逾期8天答复")).to_be_visible()


@pytest.mark.parametrize("name", ["many", "long", "none", "table"])
def test_a_page_is_printed_whole(told, visit, name, tmp_path) -> None:
    page = visit(None)
    if name == "table":
        page.goto("/opinions/")
    else:
        follow(page, NAMES[name])
    printed = page.pdf(
        path=told.shots / f"76-{name}.pdf" if told.shots else tmp_path / "page.pdf",
        prefer_css_page_size=True,
    )
    file = pypdfium2.PdfDocument(printed)
    assert [round(side) for side in file[0].get_size()] == [595, 842]  # A4
    text = "".join(sheet.get_textpage().get_text_range() for sheet in file)
    flat = re.sub(r"\s", "", text)
    assert "数据接口" not in flat  # the navigation
    assert "下载表格" not in flat
    if name == "many":
        # What is folded on the screen; one sentence may stand on two sheets.
        assert flat.count("每月调度一次，逐项销号。") >= 59
        assert "展开全文" not in flat
    if name != "table":
        assert page.url in flat  # the lasting address in full
    page.emulate_media(media="print")
    for box in page.locator(".pictures, .scrolls").all():
        inside, shown = box.evaluate("box => [box.scrollWidth, box.clientWidth]")
        assert inside <= shown
