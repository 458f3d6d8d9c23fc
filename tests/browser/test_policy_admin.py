"""Policy documents in the admin, the way a clerk sees them: one typed and its register pasted,
progress of its tasks entered, a correction decided on; another that comes in as a file."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from ..seeds import seed
from .pages import check_no_english, go, said

# One story, told on one site: its tests follow one another, on one worker.
pytestmark = pytest.mark.own_database

REGISTER = """重点任务清单
所属领域\t序号\t重点任务\t具体措施\t牵头领导\t牵头单位\t责任单位\t完成时限
一、河道\t1\t疏浚东河\t清淤三公里，修复河岸。\t方勤\t市水利局\t市财政局、各镇（街道）\t2020年12月
\t\t\t两岸种植绿化。\t方勤\t市水利局\t市住建局\t持续推进
二、水质\t2\t公布水质\t每月公布一次水质。\t林朗\t市生态环境局\t\t看情况
"""


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """What the tests of this file, which follow one another, tell each other."""
    return {}


def save(page: Page, button: str = "保存") -> None:
    go(page, page.get_by_role("button", name=button, exact=True).first)


def test_a_document_is_typed_and_its_register_pasted(site, visit, known) -> None:
    editor = visit("bai")
    editor.goto("/admin/")
    site.shot(editor, "60-index")
    editor.goto("/admin/congress/policy/add/")
    editor.fill("#id_title", "青岚市人民政府关于印发青岚市清水行动方案的通知")
    editor.fill("#id_enclosed_title", "青岚市清水行动方案")
    editor.fill("#id_number", "青政发〔2020〕7号")
    editor.fill("#id_place", "青岚市")
    editor.fill("#id_issued_on", "2020年6月1日")
    editor.fill("#id_parties-0-name", "青岚市人民政府")
    site.shot(editor, "61-policy-new")
    save(editor)
    known["policy"] = editor.url
    steps = editor.locator(".steps")
    expect(steps).to_contain_text("还没有任务清单")
    site.shot(editor, "62-policy-steps")
    check_no_english(editor)

    go(editor, editor.get_by_role("link", name="＋ 粘贴清单或上传表格"))
    site.shot(editor, "63-paste")
    editor.fill("#id_text", REGISTER)
    go(editor, editor.get_by_role("button", name="读出", exact=True))
    rows = editor.locator(".register-rows tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(2)).to_contain_text("看情况")
    expect(rows.nth(2)).to_have_class("doubtful")
    site.shot(editor, "64-paste-rows")
    check_no_english(editor)
    go(editor, editor.get_by_role("button", name="确认录入").first)
    said(editor, "已录入 3 行任务（重点任务清单）")
    expect(steps).to_contain_text("任务 3")
    site.shot(editor, "65-after-paste")


def test_progress_is_entered_for_one_and_for_several(site, visit, known) -> None:
    editor = visit("bai")
    editor.goto(known["policy"])
    go(editor, editor.get_by_role("link", name="任务 3").first)
    site.shot(editor, "66-tasks")
    check_no_english(editor)
    for box in editor.locator("input.action-select").all()[:2]:
        box.check()
    editor.select_option("select[name=action]", "enter_step")
    go(editor, editor.get_by_role("button", name="执行"))
    expect(editor.locator(".step-tasks li")).to_have_count(2)
    site.shot(editor, "67-step-form")
    check_no_english(editor)
    save(editor, "录入进展")
    expect(editor.locator(".field-evidence .errorlist")).to_contain_text("请写明凭据")
    site.shot(editor, "68-step-error")
    editor.fill("#id_evidence", "市水利局完成情况报告")
    save(editor, "录入进展")
    said(editor, "已录入 2 项任务的进展。")
    go(editor, editor.get_by_role("link", name="疏浚东河").first)
    expect(editor.locator(".task-steps")).to_contain_text("市水利局完成情况报告")
    site.shot(editor, "69-task")
    check_no_english(editor)
    go(editor, editor.locator(".task-steps").get_by_role("link", name="＋ 已认可"))
    expect(editor.locator("#id_status")).to_have_value("accepted")
    editor.fill("#id_evidence", "市政府督查室核查记录")
    save(editor, "录入进展")
    expect(editor.locator(".task-steps li")).to_have_count(2)

    narrow = visit("bai", width=420)
    for name, address in (
        ("70-narrow-policy", known["policy"]),
        ("71-narrow-tasks", "/admin/congress/task/"),
        ("72-narrow-task", editor.url),
        ("73-narrow-paste", f"{known['policy'].replace('change', 'register')}"),
    ):
        narrow.goto(address)
        site.shot(narrow, name)
        wide = narrow.evaluate("document.documentElement.scrollWidth")
        assert wide <= 430, f"{name} is {wide} wide"


def test_a_file_comes_in_and_its_corrections_are_decided_on(site, visit, known) -> None:
    editor = visit("bai")
    editor.goto("/admin/congress/importjob/add/")
    site.shot(editor, "74-upload")
    path = seed("004_")
    editor.set_input_files("#id_documents", path)
    editor.get_by_role("button", name="上传").click()
    expect(editor.get_by_role("button", name="开始审核")).to_be_visible()
    expect(editor.locator(".review-job")).to_contain_text("政策文件")
    expect(editor.locator(".review-counts")).to_contain_text("任务 107")
    site.shot(editor, "75-overview")
    check_no_english(editor)
    go(editor, editor.get_by_role("button", name="开始审核"))
    site.shot(editor, "76-findings")
    tabs = editor.get_by_role("navigation", name="审核步骤")
    for name, shot in (
        ("文号和发文机关", "77-head"),
        ("举措", "78-measures"),
        ("任务清单", "79-register"),
    ):
        go(editor, tabs.get_by_role("link", name=name))
        site.shot(editor, shot, whole=shot == "77-head")
    entry = editor.locator("article.entry", has_text="2012").first
    expect(entry.locator(".source-lines")).to_contain_text("2012")
    go(editor, entry.get_by_role("link", name="订正"))
    editor.locator(".item-form").scroll_into_view_if_needed()
    site.shot(editor, "80-row-form", whole=False)
    go(editor, tabs.get_by_role("link", name="人员认定"))
    check_no_english(editor)
    go(editor, tabs.get_by_role("link", name="发布", exact=True))
    site.shot(editor, "81-publish")
    if editor.locator("input[name=reason][required]").count():
        editor.fill("input[name=reason]", "与原件核对过。")
    go(editor, editor.get_by_role("button", name="发布", exact=True))
    said(editor, "已发布")
    go(editor, editor.locator(".review-job").get_by_role("link", name=re.compile("36号")))
    site.shot(editor, "82-published-policy")
    go(editor, editor.get_by_role("link", name=re.compile("处订正待确认")))
    site.shot(editor, "83-corrections")
    check_no_english(editor)
    first = editor.locator(".correction").first
    go(editor, first.get_by_role("button", name="确认", exact=True))
    said(editor, "已确认 1 处订正。")
    narrow = visit("bai", width=420)
    narrow.goto(editor.url)
    site.shot(narrow, "84-narrow-corrections")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 430
