"""Work by hand in the admin, the way a clerk sees it: an issue typed, a list pasted, two people
on one record, a spreadsheet out and in, a double merged and parted again."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from .pages import answer_of, check_no_english, go, said

# One story, told on one site: its tests follow one another, on one worker.
pytestmark = pytest.mark.own_database

LIST = """青岚市人大常委会决定任免名单
任命方勤为青岚市水利局局长；
免去林言的青岚市水利局局长职务。"""


def pick(page: Page, field: str, typed: str) -> None:
    """Choose a record by typing part of its name."""
    page.locator(f".field-{field} .select2-selection").first.click()
    page.locator(".select2-search__field").last.fill(typed)
    page.locator(".select2-results__option", has_text=typed).first.click()


def save(page: Page, button: str = "保存") -> None:
    go(page, page.get_by_role("button", name=button, exact=True).first)


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """What the tests of this file, which follow one another, tell each other."""
    return {}


def test_an_issue_is_typed_and_a_list_pasted(site, visit, known) -> None:
    clerk = visit("bai")
    clerk.goto("/admin/people/organization/add/")
    clerk.fill("#id_name", "青岚市人民代表大会常务委员会")
    clerk.fill("#id_jurisdiction", "青岚市")
    clerk.select_option("#id_classification", "standing_committee")
    site.shot(clerk, "20-organization")
    save(clerk)
    said(clerk, "青岚市人民代表大会常务委员会")

    clerk.goto("/admin/congress/bulletin/add/")
    pick(clerk, "issuer", "青岚市")
    for name, value in (("place", "青岚市"), ("term", "18"), ("number", "9"), ("pages", "12")):
        clerk.fill(f"#id_{name}", value)
    site.shot(clerk, "21-issue")
    save(clerk, "保存并继续编辑")
    expect(clerk.locator(".steps, .bulletin-steps").first).to_be_visible()
    known["bulletin"] = clerk.url

    go(clerk, clerk.get_by_role("link", name="＋ 录入会议"))
    clerk.fill("#id_number", "9")
    clerk.fill("#id_start_date", "2024年7月30日")
    clerk.fill("#id_end_date", "2024-07-31")
    clerk.fill("#id_attendance_text", "主持：主任方勤\n出席：林言、沈 朗")
    site.shot(clerk, "22-session")
    save(clerk)
    clerk.goto(known["bulletin"])
    site.shot(clerk, "23-steps")
    expect(clerk.locator("#content")).to_contain_text("第九次会议")

    go(clerk, clerk.get_by_role("link", name="＋ 任免名单"))
    clerk.fill("#id_title", "青岚市人大常委会任免名单")
    clerk.fill("#id_page_start", "7")
    clerk.fill("#id_page_end", "7")
    site.shot(clerk, "24-document")
    save(clerk)
    clerk.goto(known["bulletin"])
    go(clerk, clerk.get_by_role("link", name="＋ 粘贴名单"))
    clerk.fill("#id_text", LIST)
    site.shot(clerk, "25-paste")
    go(clerk, clerk.get_by_role("button", name="读出"))
    rows = clerk.locator(".paste-row")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("q")).to_contain_text("任命方勤为青岚市水利局局长")
    check_no_english(clerk)
    site.shot(clerk, "26-read")
    go(clerk, clerk.get_by_role("button", name="确认录入").first)
    said(clerk, "2")
    site.shot(clerk, "27-entered")

    address = f"{site.url}/api/v1/appointments/?person=%E6%96%B9%E5%8B%A4"
    assert answer_of(address)["count"] == 0, "a draft is not public"
    clerk.goto(known["bulletin"])
    go(clerk, clerk.get_by_role("button", name="保存并发布"))
    expect(clerk.locator("body")).to_contain_text("已发布")
    (act,) = answer_of(address)["results"]
    assert (act["act"], act["date"]) == ("decide_appoint", "2024-07-31")
    known["act"] = f"/admin/people/appointment/{act['id']}/change/"


def test_two_people_on_one_record_lose_nothing(site, visit, known) -> None:
    mine, theirs = visit("bai"), visit("editor")
    mine.goto(known["act"])
    theirs.goto(known["act"])
    theirs.fill("#id_reason", "工作变动")
    save(theirs)
    said(theirs, "方勤")

    # Another field: both are kept, without a question.
    mine.fill("#id_filed_with", "省人大常委会")
    save(mine, "保存并继续编辑")
    said(mine, "方勤")
    expect(mine.locator("#id_reason")).to_have_value("工作变动")

    # The same field: who comes second is asked, and what was typed stays.
    theirs.goto(known["act"])
    theirs.fill("#id_reason", "到龄")
    save(theirs)
    said(theirs, "方勤")
    mine.fill("#id_reason", "另有任用")
    save(mine)
    conflict = mine.locator(".conflict")
    for words in ("严明", "工作变动", "到龄", "另有任用"):
        expect(conflict).to_contain_text(words)
    check_no_english(mine)
    site.shot(mine, "30-conflict")
    go(mine, conflict.get_by_role("button", name="仍用我的"))
    said(mine, "方勤")
    theirs.goto(known["act"])
    expect(theirs.locator("#id_reason")).to_have_value("另有任用")
    go(theirs, theirs.locator(".object-tools").get_by_role("link", name="历史"))
    expect(theirs.locator(".record-history")).to_contain_text("到龄")
    site.shot(theirs, "31-history")


def test_a_spreadsheet_goes_out_is_mended_and_comes_in(site, visit) -> None:
    editor = visit("bai")
    editor.goto("/admin/people/appointment/")
    site.shot(editor, "40-list")
    go(editor, editor.get_by_role("link", name="导出表格"))
    with editor.expect_download() as download:
        editor.get_by_role("link", name="Excel 表格（.xlsx）").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    name, reason = heads.index("姓名") + 1, heads.index("事由") + 1
    rows = {sheet.cell(row, name).value: row for row in range(2, sheet.max_row + 1)}
    assert set(rows) == {"方勤", "林言"}
    sheet.cell(rows["林言"], reason).value = "退休"
    sheet.append(
        [{"姓名": "顾远", "任免": "任命", "职务（原文）": "某局局长"}.get(head) for head in heads]
    )
    mended = io.BytesIO()
    book.save(mended)

    editor.goto("/admin/people/appointment/")
    go(editor, editor.get_by_role("link", name="表格导入"))
    file = {
        "name": "任免.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": mended.getvalue(),
    }
    editor.set_input_files("input[type=file]", file)
    go(editor, editor.get_by_role("button", name="读取并预览"))
    expect(editor.locator(".errornote")).to_contain_text("都没有写入")
    expect(editor.locator(".sheet-rows")).to_contain_text("没有这位人员")
    site.shot(editor, "41-wrong")
    editor.set_input_files("input[type=file]", file)
    editor.get_by_label("新建没有的人员、机构和职务").check()
    go(editor, editor.get_by_role("button", name="读取并预览"))
    expect(editor.locator(".sheet-rows")).to_contain_text("退休")
    expect(editor.locator(".sheet-rows")).to_contain_text("顾远")
    check_no_english(editor)
    site.shot(editor, "42-preview")
    go(editor, editor.get_by_role("button", name="确认导入"))
    said(editor, "新增 1 条，修改 1 条，不变 1 条")
    assert answer_of(f"{site.url}/api/v1/appointments/")["count"] == 3


def test_a_double_is_merged_and_parted_again(site, visit) -> None:
    editor = visit("bai")
    editor.goto("/admin/people/person/add/")
    editor.fill("#id_name", "方勤")
    editor.fill("#id_jurisdiction", "青岚市")
    editor.fill("#id_note", "另一位")
    save(editor, "保存并继续编辑")
    said(editor, "方勤")
    double = int(re.search(r"/person/(\d+)/", editor.url)[1])
    kept = answer_of(f"{site.url}/api/v1/appointments/?person=%E6%96%B9%E5%8B%A4")
    kept = kept["results"][0]["person"]["id"]

    editor.goto(f"/admin/people/person/{kept}/change/")
    go(editor, editor.get_by_role("link", name=re.compile("合并")).first)
    editor.locator(".merge-choose .select2-selection").click()
    editor.locator(".select2-search__field").last.fill("方勤")
    editor.locator(".select2-results__option", has_text="另一位").first.click()
    go(editor, editor.get_by_role("button", name="看看会怎样"))
    expect(editor.locator(".sides")).to_contain_text("另一位")
    check_no_english(editor)
    site.shot(editor, "50-merge")
    editor.fill("#id__reason", "同一个人。")
    go(editor, editor.get_by_role("button", name="合并", exact=True))
    said(editor, "合并")
    answer = editor.request.get(f"/api/v1/people/{double}/", max_redirects=0)
    assert answer.status == 301
    assert answer.headers["location"].endswith(f"/people/{kept}/")

    editor.goto(f"/admin/people/person/{kept}/history/")
    site.shot(editor, "51-history")
    go(editor, editor.locator(".entry").first.get_by_role("link", name="合并"))
    go(editor, editor.get_by_role("link", name="撤销这次操作"))
    editor.fill("#id_reason", "原来是两个人。")
    site.shot(editor, "52-undo")
    go(editor, editor.get_by_role("button", name="撤销这次操作"))
    said(editor, "撤销")
    assert editor.request.get(f"/api/v1/people/{double}/").json()["id"] == double


PAGES = (
    "/admin/",
    "/admin/congress/bulletin/",
    "/admin/congress/importjob/add/",
    "/admin/congress/document/add/",
    "/admin/congress/finding/",
    "/admin/people/appointment/",
    "/admin/people/appointment/add/",
    "/admin/people/appointment/paste/",
    "/admin/people/appointment/import/",
    "/admin/people/appointment/export/",
    "/admin/people/person/",
    "/admin/core/action/",
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_fit_a_narrow_screen_in_both_languages(site, visit, known, language) -> None:
    editor = visit("bai", width=420, height=800)
    editor.goto(f"/language/{language}/?next=/admin/")
    for number, address in enumerate((*PAGES, known["bulletin"], known["act"])):
        answer = editor.goto(address)
        assert answer.status == 200, address
        assert editor.locator("html").get_attribute("lang") == language
        wide = editor.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 1, (address, wide)
        site.shot(editor, f"60-{language}-{number:02}")
