"""A bulletin comes in as a PDF, the way a clerk does it: upload, meet a finding, mend it,
publish; others meet the claim, and their rights."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from ..seeds import seed
from ..sessions.importer.typeset_pdf import seed_pdf
from .pages import answer_of, check_no_english, go

# One story, told on one site: its tests follow one another, on one worker.
pytestmark = pytest.mark.own_database

# The bulletin's own sum with two figures changed places: what the clerk has to find.
RIGHT, WRONG = "实有代表 479", "实有代表 497"


@pytest.fixture(scope="module")
def bulletin_pdf() -> bytes:
    text = seed("001_").read_text(encoding="utf-8")
    assert RIGHT in text
    return seed_pdf(text.replace(RIGHT, WRONG))


def tab(page: Page, name: str) -> None:
    """Go to a step of the review, and be there."""
    link = page.get_by_role("navigation", name="审核步骤").get_by_role("link", name=name)
    go(page, link)
    expect(link).to_have_attribute("aria-current", "page")


def test_a_bulletin_comes_in_as_a_pdf_and_is_public_the_same_morning(
    site, visit, bulletin_pdf
) -> None:
    clerk = visit("lin")

    # Upload
    clerk.goto("/admin/")
    go(clerk, clerk.get_by_role("link", name="导入", exact=True).first)
    go(clerk, clerk.get_by_role("link", name=re.compile("上传文件|增加 导入|增加导入")).first)
    site.shot(clerk, "01-upload")
    clerk.set_input_files(
        "#id_documents",
        {"name": "第十九号公报.pdf", "mimeType": "application/pdf", "buffer": bulletin_pdf},
    )
    clerk.get_by_role("button", name="上传").click()
    expect(clerk.locator("[data-progress]")).to_be_visible()
    site.shot(clerk, "02-reading")
    job_url = clerk.url
    expect(clerk.get_by_role("button", name="开始审核")).to_be_visible()
    expect(clerk.locator(".review-counts")).to_contain_text("文件 51")
    site.shot(clerk, "03-overview")
    check_no_english(clerk)

    # Review: the finding first
    go(clerk, clerk.get_by_role("button", name="开始审核"))
    finding = clerk.locator("article.finding", has_text="497")
    expect(finding).to_be_visible()
    site.shot(clerk, "04-findings")
    go(clerk, finding.get_by_role("link", name="去订正"))
    entry = clerk.locator("article.entry", has_text="代表名额")
    expect(entry.locator(".source-lines")).to_be_visible()
    site.shot(clerk, "05-mending")
    clerk.get_by_label("现有代表").fill("479")
    go(clerk, clerk.get_by_role("button", name="保存", exact=True))
    expect(clerk.locator("article.entry", has_text="机器读作：497")).to_be_visible()
    site.shot(clerk, "06-mended")
    tab(clerk, "待核问题")
    expect(clerk.get_by_role("heading", name="已改正的")).to_be_visible()

    # A person is chosen by typing part of the name
    tab(clerk, "任免")
    act = clerk.locator("article.entry", has=clerk.get_by_role("heading", name="曹敬之"))
    expect(act.locator(".source-lines").first).to_contain_text("曹敬之为宁波市发展和改革")
    expect(act.locator(".source-lines").last).to_contain_text("任命曹敬之为市发改委")
    go(clerk, act.get_by_role("link", name="订正"))
    clerk.locator(".item-field", has_text="人员").locator(".select2-selection").first.click()
    clerk.locator(".select2-search__field").fill("曹敬之")
    expect(clerk.locator(".select2-results__option", has_text="本期公报").first).to_be_visible()
    site.shot(clerk, "07-picker")
    clerk.keyboard.press("Escape")

    # A second clerk meets the claim
    other = visit("gao")
    other.goto(job_url)
    expect(other.locator(".review-claim")).to_contain_text("林青正在审核")
    tab(other, "任免")
    expect(other.get_by_role("link", name="订正")).to_have_count(0)
    site.shot(other, "08-claimed")

    # The clerk may not publish, and hands over
    tab(clerk, "发布")
    expect(clerk.locator("#content")).to_contain_text("请编辑来这一页发布")
    assert answer_of(f"{site.url}/api/v1/bulletins/")["count"] == 0
    tab(clerk, "概况")
    go(clerk, clerk.get_by_role("button", name="结束审核"))
    clerk.get_by_role("button", name="开始审核").wait_for()

    # The editor sees what will change, and publishes
    editor = visit("bai")
    editor.goto(job_url)
    tab(editor, "发布")
    expect(editor.locator(".publish-counts")).to_contain_text("任免")
    site.shot(editor, "09-publish")
    check_no_english(editor)
    if (reason := editor.locator("input[name=reason]")).get_attribute("required") is not None:
        reason.fill("都对照原件看过。")
    go(editor, editor.get_by_role("button", name="发布"))
    expect(editor.locator(".messagelist")).to_contain_text("已发布")
    site.shot(editor, "10-published")

    # And everybody can ask
    found = answer_of(f"{site.url}/api/v1/credentials-reports/")["results"][0]
    assert (found["after"], found["adds_up"]) == (479, True)
    acts = answer_of(f"{site.url}/api/v1/appointments/?person=%E6%9B%B9%E6%95%AC%E4%B9%8B")
    assert acts["count"] == 1
    public = visit(None)
    public.goto("/")
    expect(public.locator("body")).to_contain_text("十六届第19号")

    # The same file again is recognised
    clerk.goto("/admin/congress/importjob/add/")
    clerk.set_input_files(
        "#id_documents",
        {"name": "再传一次.pdf", "mimeType": "application/pdf", "buffer": bulletin_pdf},
    )
    clerk.get_by_role("button", name="上传").click()
    expect(clerk.locator(".messagelist")).to_contain_text("以前上传过")


def test_a_viewer_looks_and_changes_nothing(site, visit) -> None:
    viewer = visit("cha")
    viewer.goto("/admin/congress/importjob/")
    expect(viewer.locator("#result_list")).to_contain_text("第十九号公报.pdf")
    go(viewer, viewer.get_by_role("link", name="第十九号公报.pdf"))
    tab(viewer, "任免")
    expect(viewer.locator("article.entry").first).to_be_visible()
    expect(viewer.get_by_role("link", name="订正")).to_have_count(0)
    viewer.goto("/admin/congress/importjob/add/")
    expect(viewer.locator("body")).not_to_contain_text("把公报的文件拖到下面")
    site.shot(viewer, "11-viewer")


def test_a_scanned_or_broken_file_is_told_in_a_sentence(site, visit) -> None:
    clerk = visit("lin")
    for name, data, words in (
        ("坏的.pdf", b"%PDF-1.7\nbroken", "坏的.pdf"),
        ("表格.zip", b"PK\x03\x04" + bytes(200), "压缩"),
    ):
        clerk.goto("/admin/congress/importjob/add/")
        clerk.set_input_files(
            "#id_documents", {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        )
        clerk.get_by_role("button", name="上传").click()
        expect(clerk.locator(".errornote")).to_contain_text(words)
        check_no_traceback = clerk.inner_text("body")
        assert "Traceback" not in check_no_traceback
        site.shot(clerk, f"12-refused-{len(name)}")


def test_the_pages_are_usable_on_a_narrow_screen(site, visit) -> None:
    clerk = visit("lin", width=420, height=800)
    clerk.goto("/admin/congress/importjob/")
    go(clerk, clerk.get_by_role("link", name="第十九号公报.pdf"))
    for step in ("任免", "人员认定", "发布"):
        tab(clerk, step)
        too_wide = clerk.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        assert not too_wide, step
        site.shot(clerk, f"13-narrow-{step}")
