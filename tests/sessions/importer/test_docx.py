"""Word files: paragraphs with their automatic numbers, tables, breaks, notes, changes."""

from __future__ import annotations

from functools import cache

import pytest
from docx import Document

from sessions.importer.build import build_record
from sessions.importer.reading.files import read_file
from sessions.importer.reading.read import read_bytes, read_text
from sessions.importer.record import Record

from .bulletins import PAPERS, Layout, typeset
from .same_record import differences
from .typeset_docx import (
    lines_of,
    numbered,
    numbering,
    papers_docx,
    paragraph,
    run,
    saved,
    text_of,
    word,
)

# A run of headings that begins again under one heading needs a list of its own.
COUNTED = tuple(paper for paper in PAPERS if paper.kind != "handling_report")


# --- the bulletin -------------------------------------------------------------------------


@cache
def _wanted(automatic: bool) -> Record:
    papers = COUNTED if automatic else PAPERS
    return build_record(read_text(typeset(papers, Layout(None, indent="kept"))))


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"indents": "twips"},
        {"indents": "typed"},
        {"indents": "none"},
        {"titles": "breaks"},
        {"pages": True},
        {"automatic": True},
        {"automatic": True, "pages": True, "titles": "breaks", "indents": "twips"},
    ],
    ids=str,
)
def test_a_bulletin_reads_the_same_as_its_text(setting: dict[str, object]) -> None:
    automatic = "automatic" in setting
    data = papers_docx(COUNTED if automatic else PAPERS, **setting)  # type: ignore[arg-type]
    record = build_record(read_bytes(data, "公报.docx"))

    assert differences(record, _wanted(automatic)) == []
    assert record.bulletin.file is not None
    assert record.bulletin.file.encoding == "docx"


# --- paragraphs ---------------------------------------------------------------------------


def test_changes_hidden_text_and_fields_are_read_as_word_shows_them() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 甲 \\h</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第三条</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    read = lines_of(
        paragraph(run("保留"), "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>", f"<w:ins>{run('插入')}</w:ins>"),
        paragraph(f"<w:moveFrom>{run('移走')}</w:moveFrom>", f"<w:moveTo>{run('移来')}</w:moveTo>"),
        paragraph(run("看得见"), run("看不见", "<w:vanish/>"), run("又看得见", '<w:vanish w:val="0"/>')),
        paragraph(run("依照"), field, run("执行")),
        paragraph(f"<w:fldSimple w:instr=\"DATE\">{run('5月30日')}</w:fldSimple>"),
        paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件里的字')}</w:sdtContent></w:sdt>"),
        paragraph(f"<w:hyperlink>{run('链接的字')}</w:hyperlink>"),
        paragraph(
            "<w:r><w:ruby><w:rt><w:r><w:t>lín</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>临</w:t></w:r></w:rubyBase></w:ruby></w:r>", run("溪市"),
        ),
        paragraph("<w:r><w:t>非</w:t><w:softHyphen/><w:t>连续</w:t><w:noBreakHyphen/><w:t>文字</w:t></w:r>"),
    )  # fmt: skip

    assert read == [
        "保留插入", "移来", "看得见又看得见", "依照第三条执行", "5月30日", "控件里的字", "链接的字", "临溪市", "非连续-文字",
    ]  # fmt: skip


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"

    assert lines_of(paragraph(run("前一半"), properties=deleted), paragraph(run("后一半"))) == [
        "前一半后一半"
    ]


def test_a_text_box_is_read_once_below_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert lines_of(paragraph(run("正文在前"), both), "正文在后") == [
        "正文在前",
        "框里的字",
        "正文在后",
    ]


def test_indents_and_alignment_are_full_width_spaces() -> None:
    read = lines_of(
        paragraph(run("标题"), properties='<w:jc w:val="center"/>'),
        paragraph(run("首行缩进"), properties='<w:ind w:firstLineChars="200" w:firstLine="420"/>'),
        paragraph(run("整段缩进"), properties='<w:ind w:leftChars="200"/>'),
        paragraph(run("落款"), properties='<w:jc w:val="right"/>'),
        paragraph(run("顶格")),
    )
    depths = [len(line) - len(line.lstrip("　")) for line in read]

    assert depths[1:3] == [2, 2]
    assert depths[4] == 0
    assert depths[3] > depths[0] > 8


def test_headers_and_footers_stay_out() -> None:
    document = Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"

    assert text_of(saved(document)).split() == ["正文"]


# --- pages --------------------------------------------------------------------------------


def test_every_kind_of_break_ends_a_page_once() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    text = text_of(
        word(
            paragraph(run("第一页"), page),
            paragraph(rendered, run("第二页")),
            paragraph(run("第二页又一段"), rendered, run("写到第三页")),
            paragraph(run("第三页")),
            paragraph(run("第四页"), properties="<w:pageBreakBefore/>"),
            paragraph(
                run("第四页末"), properties='<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
            ),
            paragraph(run("第五页")),
        )
    )
    pages = [page.split() for page in text.split("\f")]

    assert [len(page) for page in pages] == [1, 2, 1, 2, 1]
    assert pages[1] == ["第二页", "第二页又一段写到第三页"]
    assert pages[4] == ["第五页"]


def test_pages_that_word_did_not_note_are_told_of() -> None:
    file = read_file(word(*["正文写得很长。" * 40] * 10), "公报.docx")

    assert [(finding.code, finding.severity) for finding in file.findings] == [
        ("pages_not_known", "info")
    ]


# --- tables -------------------------------------------------------------------------------


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def rows(*cells: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"


def test_the_cells_of_a_row_are_parted_by_tabs_and_merged_ones_stand_once() -> None:
    wide, first, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    read = lines_of(
        "任免名单",
        rows(
            (cell("人员", wide), cell("任免")),
            (cell("卢见深"), cell("市中级人民法院审判员"), cell("任命", first)),
            (cell("邓　远"), cell("市人民检察院检察员"), cell("", more)),
        ),
        "以上",
    )
    assert read == [
        "任免名单",
        "人员\t任免",
        "卢见深\t市中级人民法院审判员\t任命",
        "邓　远\t市人民检察院检察员\t〃",
        "以上",
    ]


def test_appointments_are_read_from_a_table_with_merged_cells() -> None:
    first, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    data = word(
        "云岭市人大常委会任免名单",
        rows(
            (cell("任免"), cell("姓名"), cell("职务")),
            (cell("任命", first), cell("卢见深"), cell("云岭市中级人民法院审判员")),
            (cell("", more), cell("邓远"), cell("云岭市人民检察院检察员")),
            (cell("免去"), cell("文若溪"), cell("云岭市人大常委会副秘书长")),
        ),
    )
    record = build_record(read_bytes(data, "名单.docx"))

    acts = [(act.person, act.post, act.act.value) for act in record.appointments]
    assert acts == [
        ("卢见深", "审判员", "appoint"),
        ("邓远", "检察员", "appoint"),
        ("文若溪", "副秘书长", "remove"),
    ]


def test_a_frame_of_one_cell_is_text_and_a_table_inside_a_table_is_read() -> None:
    inner = rows((cell("甲"), cell("乙")))
    frame = f"<w:tbl><w:tr><w:tc><w:tcPr/>{paragraph(run('框内第一段'))}{inner}{paragraph(run('框内第二段'))}</w:tc></w:tr></w:tbl>"
    nested = f"<w:tbl><w:tr><w:tc><w:tcPr/>{inner}{paragraph(run('外'))}</w:tc>{cell('边')}</w:tr></w:tbl>"

    assert lines_of(frame) == ["框内第一段", "甲\t乙", "框内第二段"]
    assert lines_of(nested) == ["外\t边", "甲\t乙"]


def test_deleted_rows_are_left_out_and_numbers_in_cells_are_counted() -> None:
    read = lines_of(
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('行')}</w:tr>"
        f"<w:tr><w:tc><w:tcPr/>{numbered('甲')}</w:tc>{cell('乙')}</w:tr>"
        f"<w:tr><w:tc><w:tcPr/>{numbered('丙')}</w:tc>{cell('丁')}</w:tr></w:tbl>",
        parts={"numbering": numbering(("chineseCounting", "%1、"))},
    )
    assert read == ["一、甲\t乙", "二、丙\t丁"]


# --- notes --------------------------------------------------------------------------------


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(kind: str, *texts: str) -> str:
    made = "".join(
        f'<w:{kind} w:id="{k}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + text)}</w:p></w:{kind}>'
        for k, text in enumerate(texts, start=2)
    )
    line = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
    return f"<w:{kind}s>{line}{made}</w:{kind}s>"


def test_notes_belong_to_the_document_that_calls_them() -> None:
    body = [
        "关于我市古道保护情况的报告", "市林业局", "市人大常委会：",
        paragraph(run("全市登记古道“一道一档”"), reference("footnote", 2), run("，截至2023"), reference("footnote", 3), run("年底。")),
        "以上报告，请予审议。",
        "关于我市河道管护情况的报告", "市水利局", "市人大常委会：",
        paragraph(run("河道管护已有成效"), reference("endnote", 2), run("。")),
        "以上报告，请予审议。",
    ]  # fmt: skip
    data = word(
        *body,
        parts={
            "footnotes": notes("footnote", "每条古道建一份档案。", "截至年底的数字。"),
            "endnotes": notes("endnote", "见附表。"),
        },
    )
    record = build_record(read_bytes(data, "公报.docx"))

    first, second = record.documents
    assert [(note.marker, note.text) for note in first.footnotes] == [
        ("1", "每条古道建一份档案。"),
        ("2", "截至年底的数字。"),
    ]
    assert [(note.marker, note.text) for note in second.footnotes] == [("3", "见附表。")]
    assert first.sections[0].text.startswith("全市登记古道“一道一档”，截至2023年底。")
    assert first.sections[0].key == first.footnotes[0].section
