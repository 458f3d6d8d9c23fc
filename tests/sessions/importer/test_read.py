"""Reading: encodings, refusals, pages, furniture, footnotes; the seed's own traps."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.outlining.outline import outline
from sessions.importer.reading.read import read, read_bytes, read_text
from sessions.importer.splitting.split import split
from sessions.importer.stages import ReadingError, SourceText
from tests.seeds import seed
from tests.sessions.importer.bulletins import PAPERS, Layout, PageStyle, printed, typeset

TEXT = typeset(PAPERS, Layout(18))
NAMES = "云岭市人大常委会任免名单\n任命：\n卢见深为云岭市中级人民法院审判员。\n"


def kinds(source: SourceText) -> dict[int, str]:
    return {
        n: piece.kind
        for piece in source.furniture
        for n in range(piece.line_start, piece.line_end + 1)
    }


# --- encodings and refusals ---------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", [TEXT, NAMES, "任命张三为局长。"])
def test_chinese_encodings_are_told_apart(text: str, encoding: str) -> None:
    source = read_bytes(text.encode(encoding), "公报.txt")

    assert [line.text for line in source.lines] == [
        line.strip() for line in text.splitlines() if line.strip()
    ]
    assert source.encoding


def _zip(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "x" * 100)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b" \n\t\r\n\xe3\x80\x80\n", "空白"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"%PDF-1.7\ntrailer << /Encrypt 9 0 R >>", "加密"),
        (_zip("word/document.xml"), "Word"),
        (_zip("a.txt"), "压缩"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "旧版"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
        ("<!DOCTYPE html><p>公报</p>".encode(), "网页"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (bytes(range(256)) * 40, "不是可读"),
        ("公报\x00名单".encode(), "空字节"),
        ("公\x01\x02\x03报\x04\x05".encode(), "控制字符"),
        (b"Minutes of the harbour committee, 12 March.", "不像是公报"),
        ("日本国憲法は、すべての国民のための".encode("shift_jis") * 9, "不是可读"),
    ],
)
def test_what_is_no_bulletin_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, "上传的文件")

    message = str(caught.value)
    assert words in message
    assert message.startswith("上传的文件")
    assert "\n" not in message


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="找不到"):
        read(tmp_path / "没有.txt")
    with pytest.raises(ReadingError, match="文件夹"):
        read(tmp_path)


def test_a_file_is_read_with_its_name_and_digest(tmp_path: Path) -> None:
    file = tmp_path / "名单.txt"
    file.write_bytes(NAMES.encode("gbk"))

    source = read(file)

    assert (source.name, len(source.sha256), source.encoding) == ("名单.txt", 64, "gb18030")


def test_a_few_broken_bytes_are_read_and_reported() -> None:
    data = bytearray(TEXT.encode())
    data[900] = 0xFF

    source = read_bytes(bytes(data), "a.txt")

    assert [finding.code for finding in source.findings] == ["unreadable_characters"]
    assert source.findings[0].line is not None


# --- lines --------------------------------------------------------------------------------


def test_lines_are_the_non_blank_ones_by_universal_newlines() -> None:
    source = read_text("\ufeff甲公报\r\n\r\n　　\n乙\x0b丙\x1c丁\u2028戊\r己报告\n\x0c\n庚\n")

    assert [line.text for line in source.lines] == ["甲公报", "乙 丙 丁 戊", "己报告", "庚"]
    assert [line.number for line in source.lines] == [0, 1, 2, 3]


def test_indents_count_full_width_spaces_twice() -> None:
    source = read_text("标题报告\n　　首行\n    首行\n续行\n")

    assert [line.indent for line in source.lines] == [0, 4, 4, 0]


@given(st.text(alphabet="公报一、（）《》1 .\n\r\t\f\x1c\u2028—【】：。", max_size=300))
@settings(deadline=None)
def test_every_line_is_in_the_flow_in_a_note_or_in_the_furniture(text: str) -> None:
    try:
        source = read_text("公报文本\n" + text)
    except ReadingError:
        return
    places = [line.number for line in source.flow]
    places += [line.number for _, note in source.notes for line in note]
    places += kinds(source)

    assert sorted(places) == list(range(len(source.lines)))


# --- pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("style", [style for style in get_args(PageStyle) if style != "none"])
@pytest.mark.parametrize("front", [False, True])
@pytest.mark.parametrize("indent", ["kept", "lost"])
def test_printed_pages(style: PageStyle, front: bool, indent: str) -> None:
    layout = Layout(
        20, indent=indent, pages=style, page_lines=30, cover=front, contents=front, imprint=front
    )  # type: ignore[arg-type]
    source = read_text(typeset(PAPERS, layout))
    expected = [line for line in printed(PAPERS, layout) if line.text.strip()]

    got = {line.number: line.page for line in source.flow}
    assert got == {n: line.page for n, line in enumerate(expected) if line.paper is not None}
    assert source.findings == ()


@pytest.mark.parametrize("style", ["number", "total", "bare", "header", "header_line"])
def test_page_numbers_need_not_begin_at_one(style: PageStyle) -> None:
    layout = Layout(20, pages=style, first_page=35)
    source = read_text(typeset(PAPERS, layout))

    assert source.flow[0].page == 35
    assert source.pages == max(line.page or 0 for line in printed(PAPERS, layout))


def test_counted_pages_follow_the_table_of_contents() -> None:
    layout = Layout(20, pages="feed", first_page=7, cover=True, contents=True)
    source = read_text(typeset(PAPERS, layout))

    assert source.flow[0].page == 7


def test_no_trace_no_page() -> None:
    source = read_text(typeset(PAPERS, Layout(20)))

    assert source.pages is None
    assert {line.page for line in source.lines} == {None}


def test_a_misprinted_page_number_is_found() -> None:
    layout = Layout(20, pages="number")
    text = typeset(PAPERS, layout).replace("— 3 —", "— 8 —")
    source = read_text(text)

    assert [finding.code for finding in source.findings] == ["page_number_off"]
    assert "8" in source.findings[0].message and "3" in source.findings[0].message
    assert max(line.page or 0 for line in source.lines) == source.pages


def test_a_missing_page_is_not_guessed() -> None:
    layout = Layout(20, pages="number", page_lines=30)
    lines = typeset(PAPERS, layout).split("\n")
    cut = lines.index("— 3 —")
    source = read_text("\n".join(lines[:cut] + lines[cut + 1 :]))

    pages = {line.page for line in source.flow}
    assert {1, 2, 5} <= pages
    assert not {3, 4} & pages
    assert None in pages


def test_figures_alone_on_a_line_are_no_page_numbers() -> None:
    rows = "\n".join(f"{n}\n云岭市某某镇\n{n * 17}" for n in range(1, 30))
    source = read_text("云岭市代表名额分配表\n" + rows)

    assert source.furniture == ()


# --- furniture ----------------------------------------------------------------------------


def test_cover_contents_imprint_headers_and_numbers_are_named() -> None:
    layout = Layout(20, pages="header", cover=True, contents=True, imprint=True)
    source = read_text(typeset(PAPERS, layout))
    count = Counter(kinds(source).values())
    pages = max(line.page or 0 for line in printed(PAPERS, layout))

    assert count == {
        "cover": 4,
        "contents": 1 + len(PAPERS),
        "imprint": 2,
        "page_header": pages,
        "page_number": pages,
    }


def test_a_regulations_own_contents_are_text() -> None:
    text = (
        "云岭市古树名木保护条例\n（2023年5月30日云岭市第五届人大常委会第十二次会议通过）\n目　录\n"
        "第一章　总　则\n第二章　保　护\n第一章　总　则\n第一条　为了保护古树名木，制定本条例。\n"
        "第二章　保　护\n第二条　本条例自公布之日起施行。\n"
    )
    assert read_text(text).furniture == ()


def test_lines_printed_twice_round_a_page_break() -> None:
    page = "某段文字的第一行，写在这一页的末尾处\n某段文字的第二行，也写在这一页末尾处\n"
    text = "云岭市报告\n" + "正文。\n" * 20 + page + "— 1 —\n" + page + "正文。\n" * 20 + "— 2 —\n"
    source = read_text(text)

    assert [n for n, kind in kinds(source).items() if kind == "repeated"] == [24, 25]


# --- footnotes ----------------------------------------------------------------------------

NOTED = """关于我市古道保护的报告
全市已有“一道一档”1登记古道 46 条，
其中石板道 2占六成，2022 年新修 5 公里。
12
1 “一道一档”：每条古道建立一份档案。
2 石板道：以石板铺成的古道，包括
条石路。
— 1 —
第二页从这里开始，共有 12 条古道列入
名录，2 条在建。
— 2 —
"""


def test_footnotes_and_their_anchors_are_taken_out_of_the_flow() -> None:
    source = read_text(NOTED)

    notes = [(marker, [line.number for line in lines]) for marker, lines in source.notes]
    assert notes == [("1", [4]), ("2", [5, 6])]
    assert kinds(source)[3] == "footnote_anchors"
    assert source.anchors == ((4, 1), (5, 2))
    assert [line.text for line in source.flow][1:5] == [
        "全市已有“一道一档”登记古道 46 条，",
        "其中石板道占六成，2022 年新修 5 公里。",
        "第二页从这里开始，共有 12 条古道列入",
        "名录，2 条在建。",
    ]
    assert source.lines[1].text == "全市已有“一道一档”1登记古道 46 条，"


def test_anchors_glued_to_a_year() -> None:
    text = NOTED.replace("新修 5 公里。\n12\n", "新修 5 公里，截至 202212\n")
    source = read_text(text)

    assert source.flow[2].text.endswith("截至 2022")
    assert len(source.notes) == 2


def test_a_list_at_the_end_of_a_page_is_no_footnote() -> None:
    text = (
        "关于古道的报告\n主要有以下几类：\n① 石板道\n② 土路\n1 号道在城东，\n12 个村落相连。\n"
        "— 1 —\n"
        "第二页的文字。\n— 2 —\n第三页的文字。\n— 3 —\n"
    )
    assert read_text(text).notes == ()


@pytest.mark.parametrize("marker", ["①", "[1]", "*"])
def test_other_note_markers(marker: str) -> None:
    text = (
        f"关于古道的报告\n全市登记古道{marker}共有四十六条。\n{marker} 古道：百年以上的道路。\n"
        "— 1 —\n"
        "第二页的文字。\n— 2 —\n第三页的文字。\n— 3 —\n"
    )
    source = read_text(text)

    assert [lines[0].number for _, lines in source.notes] == [2]
    assert source.flow[1].text == "全市登记古道共有四十六条。"


def test_notes_in_brackets_are_lines_of_their_own_wherever_they_stand() -> None:
    text = (
        "关于古道的报告\n登记古道[1]共四十六条，截至2023[2]年底。\n[1] 古道：百年以上的道路。\n"
        "[2] 年底的数字。\n第二段文字，其中[9]没有注。\n[3] 这一行没有人提到。\n"
    )
    source = read_text(text)

    assert [(marker, [line.number for line in lines]) for marker, lines in source.notes] == [
        ("1", [2]),
        ("2", [3]),
    ]
    assert source.anchors == ((2, 1), (3, 1))
    assert [line.text for line in source.flow][1:] == [
        "登记古道共四十六条，截至2023年底。",
        "第二段文字，其中[9]没有注。",
        "[3] 这一行没有人提到。",
    ]


@pytest.mark.parametrize("number", ["", "— {} —\n"])
def test_the_line_that_pages_begin_with_is_a_header(number: str) -> None:
    pages = [
        f"云岭市人大常委会会议文件\n{number.format(k)}" + f"第{k}页的文字写在这里。\n" * 9
        for k in range(1, 6)
    ]
    source = read_text("\f".join(pages))

    assert Counter(kinds(source).values())["page_header"] == 5
    assert len(source.flow) == 45
    assert source.flow[-1].page == 5


def test_short_lines_above_a_number_at_the_top_are_headers_and_a_short_last_page_is_text() -> None:
    heads = ["关于古道的报告", "关于古树的报告", "关于河道的报告"]
    pages = [f"{head}\n— {k} —\n" + "这一页的文字。\n" * 9 for k, head in enumerate(heads, start=1)]
    source = read_text("\f".join([*pages, "以上报告，请审议。\n— 4 —\n"]))

    headers = [n for n, kind in kinds(source).items() if kind == "page_header"]
    assert [source.lines[n].text for n in headers] == heads
    assert source.flow[-1].text == "以上报告，请审议。"


# --- the seed -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bulletin() -> SourceText:
    return read(seed("001_"))


def test_seed_lines_and_pages(bulletin: SourceText) -> None:
    raw = Path(seed("001_")).read_text(encoding="utf-8").split("\n")
    lines = [line for line in raw if line.strip()]
    # The rule that the text itself shows: pages that begin with a space, and headers.
    page, expected = 0, []
    for line in lines:
        page += line.startswith(" ") or ("公报【" in line)
        expected.append(page)

    assert len(bulletin.lines) == 8408
    assert [line.page for line in bulletin.lines] == expected
    assert bulletin.pages == 134
    for line in bulletin.lines:
        if line.text.startswith("— "):
            assert line.text == f"— {line.page} —"


def test_seed_furniture(bulletin: SourceText) -> None:
    found = kinds(bulletin)
    headers = [756, 1402, 4818, 6005, 6211, 6602, 6729, 7164]

    assert [n for n, kind in found.items() if kind == "page_header"] == headers
    assert [n for n, kind in found.items() if kind == "page_number"] == [n + 1 for n in headers]
    assert [n for n, k in found.items() if k == "footnote_anchors"] == [1659, 1795, 1864, 7161]
    assert [n for n, kind in found.items() if kind == "repeated"] == [1664, 1665]
    assert len(found) == 22
    assert bulletin.findings == ()


def test_seed_footnotes(bulletin: SourceText) -> None:
    spans = [(m, lines[0].number, lines[-1].number) for m, lines in bulletin.notes]
    assert spans == [
        ("1", 1660, 1661),
        ("2", 1662, 1663),
        ("3", 1728, 1729),
        ("4", 1730, 1732),
        ("5", 1796, 1796),
        ("6", 1797, 1799),
        ("7", 1865, 1865),
        ("1", 7162, 7163),
    ]
    assert [line for _, line in bulletin.anchors] == [
        1635, 1646, 1721, 1725, 1736, 1790, 1808, 7117,
    ]  # fmt: skip
    changed = {
        line.number for line in bulletin.flow if line.text != bulletin.lines[line.number].text
    }
    assert changed == {1635, 1646, 1721, 1725, 1727, 1736, 1790, 1808, 7117}
    flow = {line.number: line.text for line in bulletin.flow}
    assert flow[1727].endswith("截至 2023")
    assert flow[1790].startswith("担率（不含步行）为")


def test_random_bytes_are_refused() -> None:
    with pytest.raises(ReadingError):
        read_bytes(os.urandom(6000), "a.bin")


@pytest.mark.parametrize(
    "text", ["公报" + "（" * 3_000_000, "公" + "1" * 3_000_000, "报一、" * 900_000]
)
def test_one_endless_line_is_read_in_seconds(text: str) -> None:
    start = time.perf_counter()
    source = read_text(text)
    found = split(source)
    outline(found[0])

    assert len(source.lines) == 1
    assert time.perf_counter() - start < 20
