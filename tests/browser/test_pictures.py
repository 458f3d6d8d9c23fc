"""The pictures of who held what, as people meet them: told in words, followed to the act, on a
narrow screen, on paper."""

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
from people.models import Appointment, Organization, Person, Post
from sessions.models import Bulletin, Document

committee = Organization.objects.create(name="青岚市人民代表大会常务委员会", jurisdiction="青岚市")
bureau = Organization.objects.create(
    name="青岚市旧城改造与水务综合协调管理局", jurisdiction="青岚市",
    founded_on="2001-03-01", founded_on_precision="month", dissolved_on="2019-03-11",
)
bulletin = Bulletin.objects.create(
    issuer=committee, label="十八届第9号", place="青岚市", status="published"
)
document = Document.objects.create(
    bulletin=bulletin, title="青岚市人大常委会任免名单", sequence=1, kind="appointment_list",
    page_start=3, page_end=4,
)
head = Post.objects.create(organization=bureau, title="局长")
deputy = Post.objects.create(organization=bureau, title="副局长兼城区排水与内涝防治办公室主任")
for name, post, act, date, precision in (
    ("方勤", head, "remove", "2008-05-01", "day"),
    ("林言", head, "appoint", "2008-05-01", "day"),
    ("林言", head, "remove", "2012-03-15", "day"),
    ("沈朗", head, "acting", "2014-06-01", "day"),
    ("沈朗", head, "appoint", "2015-01-10", "day"),
    ("林言", deputy, "appoint", "2005-01-01", "year"),
    ("林言", deputy, "remove", "2005-12-05", "day"),
):
    person, _ = Person.objects.get_or_create(name=name, jurisdiction="青岚市")
    Appointment.objects.create(
        bulletin=bulletin, document=document, person=person, person_name=name, post=post,
        post_text=str(post), act=act, date=date, date_precision=precision, source_page=3,
    )
"""


@pytest.fixture(scope="module")
def told(site) -> Any:
    """The site with the acts of the story."""
    site.run("-c", STORY)
    return site


def follow(page: Page, list_page: str, *names: str) -> None:
    """From a list, link by link, each page whole: a sheet printed before the style has come is
    another size."""
    page.goto(list_page)
    for name in names:
        link = page.get_by_role("main").get_by_role("link", name=name, exact=True).first
        href = link.get_attribute("href")
        link.click()
        page.wait_for_url(f"**{href}")


BUREAU = "青岚市旧城改造与水务综合协调管理局"
PATHS = {
    "person": ("/people/", "林言"),
    "organization": ("/organizations/", BUREAU),
    "post": ("/organizations/", BUREAU, "局长"),
}


@pytest.mark.parametrize(
    ("name", "picture", "said"),
    [
        ("person", "林言的任职时间线", "2个职务，2段"),
        ("organization", f"{BUREAU}的职务和历任", "2个职务，5段任职"),
        ("post", f"{BUREAU}局长", "1个职务，4段任职"),
    ],
)
def test_a_picture_is_told_in_words(told, visit, name, picture, said) -> None:
    page = visit(None)
    follow(page, *PATHS[name])
    image = page.locator("svg[role=img]").last
    expect(image).to_have_accessible_name(re.compile(picture))
    expect(image).to_have_accessible_name(re.compile(said))
    table = page.get_by_role("table", name=picture)
    for words in ("方勤", "沈朗") if name != "person" else ("2005年 任命", "2012年3月15日 免去"):
        expect(table).to_contain_text(words)
    told.shot(page, f"60-{name}")


def test_the_chart_of_a_day(told, visit) -> None:
    page = visit(None)
    follow(page, *PATHS["organization"])
    for on, words in (
        ("2000-01-01", "机构尚未设立"),
        ("2010-01-01", "林言"),
        ("2013-01-01", "空缺"),
        ("2014-07-01", "沈朗（代理）"),
        ("2020-01-01", "2019年3月11日撤销；1人未见卸任记录"),
    ):
        page.get_by_label("日期").fill(on)
        page.get_by_role("button", name="查看").click()
        expect(page.locator("svg[role=img]").first).to_contain_text(words)
    page.goto(page.url.split("?")[0] + "?on=2013-13-01")
    expect(page.get_by_role("alert")).to_contain_text("不是日期")


def test_an_end_leads_to_its_act(told, visit) -> None:
    page = visit(None)
    follow(page, *PATHS["post"])
    page.locator("svg a[href*='#act']").first.click()
    row = page.locator("tr:target")
    expect(row).to_contain_text("方勤")
    expect(page.get_by_role("heading", level=1)).to_contain_text("青岚市人大常委会任免名单")


@pytest.mark.parametrize("name", PATHS)
def test_on_a_phone_the_picture_moves_and_the_page_does_not(told, visit, name) -> None:
    page = visit(None, width=360, height=740)
    follow(page, *PATHS[name])
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen
    box = page.locator(".pictures").last
    inside, shown = box.evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert inside > shown
    expect(page.get_by_text("图可以左右滑动。").last).to_be_visible()
    told.shot(page, f"61-{name}-narrow")


@pytest.mark.parametrize("name", PATHS)
def test_no_words_of_a_picture_are_cut_or_meet(told, visit, name) -> None:
    """Measured in the letters that the browser draws."""
    page = visit(None)
    follow(page, *PATHS[name])
    for svg in page.locator("svg[role=img]").all():
        wide, high = svg.evaluate("svg => [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height]")
        boxes = svg.evaluate(
            """svg => [...svg.querySelectorAll('text')].map(one => {
                const box = one.getBBox();
                return [one.textContent, box.x, box.y, box.width, box.height];
            })"""
        )
        for place, (words, x, y, width, height) in enumerate(boxes):
            assert x >= -0.5, words
            assert x + width <= wide + 0.5, words
            assert y + height <= high + 1, words
            for other, left, top, other_wide, other_high in boxes[place + 1 :]:
                apart = (
                    x + width <= left + 0.5 or left + other_wide <= x + 0.5
                    # Lines of type overlap by their leading, letters do not.
                    or y + height <= top + 5 or top + other_high <= y + 5
                )  # fmt: skip
                assert apart, (words, other)


@pytest.mark.parametrize("name", PATHS)
def test_a_page_is_printed_whole(told, visit, name, tmp_path) -> None:
    page = visit(None)
    follow(page, *PATHS[name])
    printed = page.pdf(
        path=told.shots / f"62-{name}.pdf" if told.shots else tmp_path / "page.pdf",
        prefer_css_page_size=True,
    )
    file = pypdfium2.PdfDocument(printed)
    assert [round(side) for side in file[0].get_size()] == [595, 842]  # A4
    text = "".join(sheet.get_textpage().get_text_range() for sheet in file)
    flat = re.sub(r"\s", "", text)
    assert page.url in flat  # the lasting address in full
    assert "任免名单" in flat or name != "person"
    assert ("打印" in flat) is (name == "person")
    assert "数据接口" not in flat  # the navigation
    page.emulate_media(media="print")
    # Drawn as wide as the sheet, not as wide as it scrolls.
    for box in page.locator(".pictures").all():
        inside, shown = box.evaluate("box => [box.scrollWidth, box.clientWidth]")
        assert inside <= shown
