"""PDF files: the order in which pages are read, and what is told apart on them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.build import build_record
from sessions.importer.reading.files import read_file
from sessions.importer.reading.pdf.layout import cut, text_of_pages
from sessions.importer.reading.pdf.model import Glyph
from sessions.importer.reading.pdf.model import Sheet as Page
from sessions.importer.reading.read import read_bytes, read_text
from sessions.importer.record import Record
from sessions.importer.stages import SourceText
from tests.seeds import seed

from .bulletins import PAPERS, Layout, Paper, typeset
from .same_record import differences
from .typeset_pdf import (
    Form,
    Row,
    Sheet,
    furnish,
    papers_pdf,
    pdf,
    rows_of,
    seed_pages,
    seed_pdf,
    sheets_of,
    table,
)

LABEL = frozenset({"bulletin"})  # the running header tells the issue's number, the text does not


def text_of(*sheets: Sheet) -> str:
    return read_file(pdf(sheets), "公报.pdf").text


def lines_of(*sheets: Sheet) -> list[str]:
    return [line for line in text_of(*sheets).replace("\f", "\n").split("\n") if line.strip()]


@cache
def _wanted() -> Record:
    return build_record(read_text(typeset(PAPERS, Layout(None, indent="kept"))))


# --- whole bulletins ----------------------------------------------------------------------

FORMS = {
    "two columns": Form(),
    "one column": Form(columns=1),
    "number in the corner": Form(number="corner"),
    "number at the top": Form(number="top", dressed="{}"),
    "no number": Form(number="none"),
    "bare number, no header": Form(header="", dressed="{}"),
    "bare number in the corner": Form(header="", number="corner", dressed="·{}·"),
    "a header of other words": Form(header="云岭市人大常委会会议文件", dressed="{}"),
    "a header and no number": Form(header="云岭市人大常委会会议文件", number="none"),
    "nothing but text": Form(header="", number="none"),
    "large type": Form(columns=1, size=16, leading=30, rows=20),
    "small type": Form(size=9, leading=14, rows=40, gutter=18),
    "a narrow gutter": Form(gutter=12, rows=20),
    "justified": Form(justified=True),
    "justified across": Form(columns=1, rows=18, justified=True),
}


@pytest.mark.parametrize("shuffled", [None, 7])
@pytest.mark.parametrize("name", FORMS)
def test_a_bulletin_reads_the_same_however_it_is_set(name: str, shuffled: int | None) -> None:
    data = papers_pdf(PAPERS, FORMS[name], shuffled=shuffled)

    assert differences(build_record(read_bytes(data, "公报.pdf")), _wanted(), besides=LABEL) == []


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.number != "none"])
def test_printed_numbers_tell_the_pages(name: str) -> None:
    form = FORMS[name]
    rows = [
        Row(f"第{k}段文字的内容写在这里，行行都有。") for k in range(4 * form.columns * form.rows)
    ]
    columns = [rows[k : k + form.rows] for k in range(0, len(rows), form.rows)]
    source = read_bytes(pdf(sheets_of(columns, form, first_page=35)), "公报.pdf")

    pages = Counter(line.page for line in source.flow)
    assert pages == dict.fromkeys(range(35, 39), form.columns * form.rows)
    headers = [piece for piece in source.furniture if piece.kind == "page_header"]
    assert len(headers) == (4 if form.header else 0)
    assert source.findings == ()


def test_the_issue_is_read_from_the_running_header() -> None:
    record = build_record(read_bytes(papers_pdf(PAPERS, Form()), "公报.pdf"))

    assert (record.bulletin.number, record.bulletin.running_number) == (12, 31)
    assert record.bulletin.file is not None
    assert record.bulletin.file.encoding == "pdf"


# --- the seed -----------------------------------------------------------------------------


@cache
def _seed() -> tuple[SourceText, SourceText]:
    """The seed as text, and as a two-column PDF made of it."""
    path = seed("001_")
    return read_bytes(path.read_bytes()), read_bytes(seed_pdf(path.read_text("utf-8")), "公报.pdf")


def test_the_seed_as_two_columns_gives_the_same_record() -> None:
    text, printed = _seed()

    assert differences(build_record(printed), build_record(text)) == []
    assert printed.pages == 134


def test_the_seed_as_two_columns_gives_the_same_lines_on_the_same_pages() -> None:
    text, printed = _seed()
    same = [(" ".join(line.text.split()), line.page) for line in text.flow]
    read = [(" ".join(line.text.split()), line.page) for line in printed.flow]

    # Two lines spaced out character by character are closed up.
    apart = [(a, b) for a, b in zip(same, read, strict=True) if a != b]
    assert len(apart) == 2
    assert all("".join(a.split()) == "".join(b.split()) and p == q for (a, p), (b, q) in apart)


def test_the_seeds_furniture_is_what_every_page_bears() -> None:
    _, printed = _seed()
    kinds = Counter(piece.kind for piece in printed.furniture)

    assert (kinds["page_header"], kinds["page_number"]) == (134, 134)
    assert len(seed_pages(seed("001_").read_text("utf-8"))) == 134


# --- the order of reading -----------------------------------------------------------------


@given(st.randoms(use_true_random=False), st.integers(9, 24), st.integers(8, 40), st.floats(9, 16))
@settings(deadline=None, max_examples=40)
def test_reading_order_hangs_on_places_alone(
    order: random.Random, width: int, height: int, size: float
) -> None:
    lines = [
        [f"{'左右'[side]}{k:02d}" + "列文字"[k % 3] * (width - 3) for k in range(height)]
        for side in (0, 1)
    ]
    glyphs = [
        Glyph(char, x + at * size, x + (at + 1) * size, 800 - 1.8 * size * k, size)
        for side in (0, 1)
        for k, line in enumerate(lines[side])
        for x in (60 + side * (width + 2) * size,)
        for at, char in enumerate(line)
    ]
    order.shuffle(glyphs)
    page = cut(Page(glyphs, width=120 + (2 * width + 2) * size, height=842))

    assert text_of_pages([page]).split() == [*lines[0], *lines[1]]


def test_a_title_across_the_page_comes_before_both_columns() -> None:
    form = Form(header="", number="none")
    rows = [[Row(f"{side}栏第{k}行文字写得满满当当整整齐齐") for k in range(10)] for side in "左右"]
    (sheet,) = sheets_of(rows, form)
    sheet.centred(790, "关于我市古道保护利用工作情况的报告", 16)
    below = form.top - 11 * form.leading
    sheet.centred(below, "关于我市河道管护工作情况的报告", 16)
    for side in (0, 1):
        for k in range(6):
            sheet.put(
                form.x(side), below - (k + 2) * 20, f"{'左右'[side]}栏又一行{k}文字写得满满当当整齐"
            )

    read = [line.strip() for line in lines_of(sheet)]
    assert read[0] == "关于我市古道保护利用工作情况的报告"
    assert read[1:11] == [row.text for row in rows[0]]
    assert read[11:21] == [row.text for row in rows[1]]
    assert read[21] == "关于我市河道管护工作情况的报告"
    assert [line[0] for line in read[22:]] == ["左"] * 6 + ["右"] * 6


def test_columns_of_unequal_length_and_level() -> None:
    form = Form(header="", number="none")
    sheets = []
    for page in "甲乙丙":
        sheet = Sheet()
        for side, count in ((0, 30), (1, 7)):
            for k in range(count):
                sheet.put(
                    form.x(side),
                    760 - k * 20 - 7 * side,
                    f"{'左右'[side]}栏{page}页{k:02d}行文字写得满满当当整齐",
                )
        sheets.append(sheet)

    assert [line[0] for line in lines_of(*sheets)] == (["左"] * 30 + ["右"] * 7) * 3


def test_a_name_broken_over_columns_and_pages_is_one() -> None:
    form = Form(rows=5)
    filler = [f"第{k}行文字写得满满当当整整齐齐的" for k in "一二三"]
    texts = [
        "会议由云岭市人大常委会副主任覃",
        "向阳主持，副主任黎晚舟和委员共",
        "三十一人出席会议，副市长莫怀远",
        "列席会议。市林业局局长蒙青松、",
    ]
    rows = [text for k in (0, 2) for text in (texts[k], *filler, texts[k + 1])]
    columns = [[Row(text, full=True) for text in rows[k : k + 5]] for k in (0, 5)]
    source = read_bytes(pdf(sheets_of(columns, form)), "公报.pdf")

    assert [line.text for line in source.flow] == rows


def test_pages_on_their_side_are_turned_and_margin_notes_aslant_left_out() -> None:
    sheet = Sheet(size=(842.0, 595.0))
    for k in range(8):
        sheet.put(100 + k * 20, 100, f"第{k}行的文字写在侧过来的页面上", angle=90)
    sheet.put(400, 300, "草案", 60, angle=45)

    assert lines_of(sheet) == [f"第{k}行的文字写在侧过来的页面上" for k in range(8)]


def test_two_printed_pages_on_a_sheet_are_two_pages() -> None:
    sheets = []
    for number in (1, 3, 5):
        sheet = Sheet(size=(1190.0, 842.0))
        for half in (0, 1):
            left = half * 595 + 62
            sheet.put(left + 230, 50, f"— {number + half} —", 9)
            for side in (0, 1):
                for k in range(20):
                    text = f"第{number + half}页{'左右'[side]}栏{k:02d}行文字写得满满当当"
                    sheet.put(left + side * 248, 760 - 20 * k, text)
        sheets.append(sheet)
    source = read_bytes(pdf(sheets), "公报.pdf")

    wanted = [
        (f"第{number}页{side}栏{k:02d}行文字写得满满当当", number)
        for number in range(1, 7)
        for side in "左右"
        for k in range(20)
    ]
    assert [(line.text, line.page) for line in source.flow] == wanted


@pytest.mark.parametrize("across", [6, 14, 22, 30])
def test_a_text_that_begins_across_the_page_goes_on_in_columns(across: int) -> None:
    forms = (Form(columns=1, header="", number="none"), Form(header="", number="none"))
    first: list[Row] = []
    rest: list[Row] = []
    for paper in PAPERS:
        parts = [
            replace(paper, body=(), tail=()),
            *[Paper(paper.kind, (), (text,), ()) for text in paper.body],
        ]
        for part in (*parts, Paper(paper.kind, (), (), (), (), paper.tail)):
            wide = len(first) < across
            (first if wide else rest).extend(rows_of(part, forms[0 if wide else 1]))
    columns = [rest[k : k + 30] for k in range(0, len(rest), 30)]
    sheets = [*sheets_of([first], forms[0]), *sheets_of(columns, forms[1], 2)]
    record = build_record(read_bytes(pdf(sheets), "公报.pdf"))

    assert differences(record, _wanted(), besides=LABEL) == []


# --- tables -------------------------------------------------------------------------------


def _list_sheet() -> Sheet:
    sheet = Sheet()
    sheet.centred(780, "云岭市人大常委会任免名单", 16)
    xs, ys = (60.0, 100.0, 180.0, 420.0, 520.0), (740.0, 710.0, 670.0, 640.0, 610.0)
    rows = [
        ("序号", "姓名", "职务", "任免"),
        ("1", "卢见深", "云岭市中级人民法院审判员、民事审判", "任命"),
        ("2", "邓　远", "云岭市人民检察院检察员", ""),
        ("3", "文若溪", "云岭市人大常委会副秘书长", "免去"),
    ]
    for y, row in zip(ys, rows, strict=False):
        for x, cell in zip(xs, row, strict=False):
            sheet.put(x + 4, y - 16, cell)
    sheet.put(184, 680, "第一庭副庭长")
    table(sheet, xs, ys, gone=[(420.0, 640.0, 520.0, 640.0), (420.0, 670.0, 420.0, 670.0)])
    # The verb of the first two persons is one cell.
    sheet.rules.remove((420.0, 670.0, 520.0, 670.0))
    sheet.rules.append((420.0, 640.0, 520.0, 640.0))
    return sheet


def test_the_cells_of_a_table_are_parted_by_tabs_and_merged_ones_stand_once() -> None:
    assert lines_of(_list_sheet())[1:] == [
        "序号\t姓名\t职务\t任免",
        "1\t卢见深\t云岭市中级人民法院审判员、民事审判第一庭副庭长\t任命",
        "2\t邓　远\t云岭市人民检察院检察员\t〃",
        "3\t文若溪\t云岭市人大常委会副秘书长\t免去",
    ]


def test_appointments_are_read_from_a_table() -> None:
    record = build_record(read_bytes(pdf([_list_sheet()]), "名单.pdf"))

    acts = [(act.person, act.post, act.act.value) for act in record.appointments]
    assert ("邓远", "检察员", "appoint") in acts
    assert ("文若溪", "副秘书长", "remove") in acts
    assert {person for person, _, act in acts if act == "appoint"} == {"卢见深", "邓远"}


def half_widths(text: str) -> int:
    return sum(2 if char > "\u2e80" else 1 for char in text)


def test_a_list_in_columns_without_lines_keeps_its_gaps() -> None:
    sheet = Sheet()
    for k, (name, post, verb) in enumerate(
        [("卢见深", "市中级人民法院审判员", "任命"), ("邓远", "市人民检察院检察员", "免去")]
    ):
        for x, cell in ((60, name), (160, post), (420, verb)):
            sheet.put(x, 700 - 20 * k, cell)

    first, second = lines_of(sheet)
    assert first.split() == ["卢见深", "市中级人民法院审判员", "任命"]
    assert "  " in second
    starts = [
        half_widths(first[: first.index("任命")]),
        half_widths(second[: second.index("免去")]),
    ]
    assert abs(starts[0] - starts[1]) <= 1


# --- characters and spaces ----------------------------------------------------------------


def test_radicals_ligatures_and_double_printing_become_ordinary_text() -> None:
    sheet = Sheet()
    sheet.put(60, 700, "⼀是⽬标⻓远，⼈⼤代表⾼度关注")
    for shift in (0, 0.3):  # bold type made by printing twice
        sheet.put(60 + shift, 680, "市人大常委会办公室")
    sheet.put(60, 660, "２０２４年　三月")

    assert lines_of(sheet) == [
        "一是目标长远，人大代表高度关注",
        "市人大常委会办公室",
        "２０２４年　三月",
    ]


def test_a_spaced_out_line_has_no_spaces_and_a_real_space_stays() -> None:
    sheet = Sheet()
    sheet.put(60, 700, "云岭市人民代表大会常务委员会", space=5)
    sheet.put(60, 680, "提升新质生产力 全力推进共同富裕")
    sheet.put(60, 660, "市林业局局长 张　平")

    assert lines_of(sheet) == [
        "云岭市人民代表大会常务委员会",
        "提升新质生产力 全力推进共同富裕",
        "市林业局局长 张　平",
    ]


def test_indents_are_full_width_spaces() -> None:
    form = Form(columns=1, header="", number="none")
    rows = [
        Row("这一段的首行缩进两个字，其余各行顶格排", 2),
        *[Row("顶格的一行文字，写得满满当当。")] * 5,
    ]
    read = lines_of(*sheets_of([rows], form))

    assert read[0].startswith("　　这一段")
    assert {line[0] for line in read[1:]} == {"顶"}


# --- footnotes ----------------------------------------------------------------------------


def _noted(form: Form) -> list[Sheet]:
    sheets = []
    for number in (1, 2):
        sheet = Sheet()
        furnish(sheet, form, number)
        for side in range(form.columns):
            for k in range(12):
                sheet.put(
                    form.x(side), 760 - 20 * k, f"正文第{number}页{side}栏{k}行写得满满当当没有空"
                )
        if number == 1:
            end = sheet.put(form.x(0), 500, "登记古道“一道一档”")
            end = sheet.put(end, 504, "1", 6)
            end = sheet.put(end, 500, "截至2023")
            end = sheet.put(end, 504, "2", 6)
            sheet.put(end, 500, "年底。")
            sheet.put(form.x(0), 120, "1", 5)
            sheet.put(form.x(0) + 4, 116, "“一道一档”：每条古道建一份档案，", 8)
            sheet.put(form.x(0), 104, "由村里保存。", 8)
            sheet.put(form.x(0), 94, "2", 5)
            sheet.put(form.x(0) + 4, 90, "截至年底的数字。", 8)
        sheets.append(sheet)
    return sheets


@pytest.mark.parametrize("columns", [1, 2])
def test_footnotes_leave_the_flow_and_their_anchors_leave_the_figures(columns: int) -> None:
    source = read_bytes(pdf(_noted(Form(columns=columns))), "公报.pdf")

    notes = [(marker, "".join(line.text for line in lines)) for marker, lines in source.notes]
    assert notes == [
        ("1", "[1] “一道一档”：每条古道建一份档案，由村里保存。"),
        ("2", "[2] 截至年底的数字。"),
    ]
    flow = [line.text for line in source.flow]
    assert "登记古道“一道一档”截至2023年底。" in ["".join(text.split()) for text in flow]
    assert len(flow) == 24 * columns + 1
    assert {line.page for _, lines in source.notes for line in lines} == {1}


def test_a_raised_figure_that_calls_no_note_stays() -> None:
    sheet = Sheet()
    end = sheet.put(60, 700, "全市面积12.5km")
    end = sheet.put(end, 704, "2", 6)
    sheet.put(end, 700, "，保护范围扩大。")

    assert "".join(lines_of(sheet)[0].split()) == "全市面积12.5km2，保护范围扩大。"
