"""The page of an opinion in the admin: twenty aspects with a hundred answers, and none at all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .pages import check_no_english, go, said

# One story, told on one site: its tests follow one another, on one worker.
pytestmark = pytest.mark.own_database

MADE = """
import django; django.setup()
import datetime as dt
from tests import factories as f
opinion = f.OpinionFactory(
    title="关于全市水污染防治情况报告的审议意见", considered_at=f.SessionFactory(),
)
f.DueRuleFactory(place="青岚市", months=3, basis="青岚市的规定")
government = f.OrganizationFactory(name="青岚市人民政府")
handling = f.FollowUpFactory(
    opinion=opinion, author_organization=government, replied_on=dt.date(2024, 11, 5)
)
tracking = f.FollowUpFactory(opinion=opinion, kind="tracking")
points = [
    f.OpinionPointFactory(
        opinion=opinion, number=number, order=number, marker=f"{number}、",
        title=f"进一步压实第{number}段河道的责任" + "，统筹上下游、左右岸、干支流的系统治理" * (number % 4),
    )
    for number in range(1, 21)
]
for number in range(100):
    report = handling if number < 60 else tracking
    known = number % 25
    f.ResponseFactory(
        follow_up=report,
        point=points[number % 20] if known else None,
        match="reworded" if known else "",
        heading=f"关于压实第{number % 20 + 1}段河道的责任",
        section__text="全年巡河一千余次，清理河道六十里。" * 12,
        section__page=number // 4 + 1,
    )
f.OpinionFactory(title="关于没有条目的报告的审议意见", document=None)
"""


@pytest.fixture(scope="module")
def made(site) -> None:
    site.run("-c", MADE)


def opinion_page(page: Page, title: str) -> None:
    page.goto("/admin/congress/opinion/")
    go(page, page.get_by_role("link", name=title))
    expect(page.locator("#opinion_form")).to_be_visible()


def test_twenty_aspects_and_a_hundred_answers(site, visit, made) -> None:
    clerk = visit("bai")
    opinion_page(clerk, "关于全市水污染防治情况报告的审议意见")
    check_no_english(clerk)
    site.shot(clerk, "60-opinion")
    expect(clerk.locator(".opinion-point.is-aspect")).to_have_count(20)
    expect(clerk.locator(".answer")).to_have_count(100)
    expect(clerk.locator("#open-answers .answer")).to_have_count(4)
    wide = clerk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "the page is wider than the window"

    # What the government says of the second aspect, with the place taken from the answer.
    card = clerk.locator("#points-1")
    clerk.select_option("#id_points-1-claim", "B")
    card.locator("button[data-voice=claim]").first.click()
    expect(card.locator(".field-claim_by .select2-selection")).to_contain_text("青岚市人民政府")
    expect(clerk.locator("#id_points-1-claim_on")).to_have_value("2024-11-05")
    go(clerk, clerk.locator("#open-answers button[name=_settle]").first)
    said(clerk, "成功修改")
    expect(clerk.locator("#open-answers .answer")).to_have_count(3)
    expect(clerk.locator("#id_points-1-claim")).to_have_value("B")
    expect(card.locator(".field-claim_by .select2-selection")).to_contain_text("青岚市人民政府")

    go(clerk, clerk.get_by_role("button", name="采用这个期限"))
    said(clerk, "成功修改")
    expect(clerk.locator("#id_due_on")).to_have_value("2024/11/16")
    expect(clerk.locator("#id_due_rule")).to_have_value("青岚市 任何报告：3 个月（青岚市的规定）")
    expect(clerk.get_by_role("button", name="采用这个期限")).to_have_count(0)
    site.shot(clerk, "61-opinion-settled")


def test_an_opinion_of_which_little_is_known(site, visit, made) -> None:
    clerk = visit("bai", width=800)
    opinion_page(clerk, "关于没有条目的报告的审议意见")
    expect(clerk.get_by_text("还没有办理或督办的报告。")).to_be_visible()
    expect(clerk.locator("#open-answers")).to_have_count(0)
    site.shot(clerk, "62-opinion-bare")
    clerk.fill("#id_points-0-title", "进一步压实责任")
    go(clerk, clerk.get_by_role("button", name="保存并继续编辑"))
    said(clerk, "成功修改")
    expect(clerk.locator(".opinion-point.is-aspect")).to_have_count(1)
    expect(clerk.get_by_text("没有答复的段落。")).to_be_visible()


def test_who_only_looks_finds_nothing_to_change(site, visit, made) -> None:
    reader = visit("cha")
    opinion_page(reader, "关于全市水污染防治情况报告的审议意见")
    expect(reader.locator(".answer")).to_have_count(100)
    expect(reader.locator("#opinion_form select, #opinion_form button")).to_have_count(0)
    site.shot(reader, "63-opinion-reader")
