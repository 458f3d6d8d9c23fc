"""Titles in book-title marks, document numbers, short titles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.linking.citations import citations_of
from sessions.importer.marks import book_titles, document_numbers
from sessions.importer.record import DocumentKind
from sessions.importer.stages import Line

from .papers import paper, seed_bulletin


def titles(text: str) -> list[tuple[str, int]]:
    return [(title.text, title.depth) for title in book_titles(text)[0]]


def numbers(text: str) -> list[str]:
    return [number.text for number in document_numbers(text)]


def cited(body: str, title: str = "关于全市林业工作情况的报告") -> dict[str, tuple[str, int]]:
    document = paper(DocumentKind.WORK_REPORT, title, body)
    citations, _ = citations_of(document)
    return {one.title or one.number: (one.number, one.count) for one in citations}


# --- marks ---------------------------------------------------------------------------------


def test_marks_nest():
    assert titles("《关于送〈关于《甲法》《乙条例》的意见〉的函》收悉") == [
        ("关于送〈关于《甲法》《乙条例》的意见〉的函", 0),
        ("关于《甲法》《乙条例》的意见", 1),
        ("甲法", 2),
        ("乙条例", 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "《关于修改《甲法》的决定》",
        "《关于修改<甲法>的决定》",
        "《关于修改＜甲法＞的决定》",
        "≪关于修改〈甲法〉的决定≫",
    ],
)
def test_other_marks_nest_too(text: str):
    assert [title for title, _ in titles(text)][1] == "甲法"
    assert [depth for _, depth in titles(text)] == [0, 1]


def test_signs_of_comparison_are_no_marks():
    assert book_titles("当a<b且c>d时，依《甲法》办理，3＜5＞2。") == (
        book_titles("当a<b且c>d时，依《甲法》办理，3＜5＞2。")[0],
        [],
    )
    assert titles("当a<b且c>d时，依《甲法》办理。") == [("甲法", 0)]


def test_marks_without_a_partner_do_not_swallow_what_follows():
    text = "依据《甲法办理。又据《乙法》和丙法》执行，《〈丁法》也是。"
    found, lonely = book_titles(text)
    assert [title.text for title in found] == ["乙法", "〈丁法"]
    assert [text[at] for at in lonely] == ["《", "》", "〈"]


def test_a_title_does_not_run_over_two_hundred_characters():
    found, lonely = book_titles("《" + "长" * 201 + "》")
    assert (found, lonely) == ([], [0])


def test_spaces_of_justified_lines_go_and_those_of_the_author_stay():
    assert titles("《 创 新 管 理 指 南 （试行）》") == [("创新管理指南 （试行）", 0)]
    assert titles("《发展生产力 推进工业化的意见》") == [("发展生产力 推进工业化的意见", 0)]


@settings(max_examples=200, deadline=None)
@given(st.text("《》〈〉<>。甲乙", max_size=40))
def test_any_marks_are_either_paired_or_lonely(text: str):
    found, lonely = book_titles(text)
    used = {title.start for title in found} | {title.end - 1 for title in found}
    assert not used & set(lonely)
    assert len({title.start for title in found}) == len(found)
    for title in found:
        assert text[title.start] in "《〈<"
        assert text[title.end - 1] in "》〉>"
        assert "。" not in text[title.start : title.end]
    strict = [at for at, mark in enumerate(text) if mark in "《》〈〉"]
    empty = {at for at in range(len(text) - 1) if re.match("《》|[〈<][〉>]", text[at:])}
    empty |= {at + 1 for at in empty}
    assert set(strict) <= used | set(lonely) | empty


# --- numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "青人大常办函〔2023〕30号", "青人大常办函〔2023〕 30 号", "青人大常办函[2023]30号",
        "青人大常办函［2023］30号", "青人大常办函【2023】30号", "青人大常办函（2023）30号",
        "青人大常办函(2023)30号", "青人大常办函〔２０２３〕３０号", "青人大常 办函〔2023〕第30号",
    ],
)  # fmt: skip
def test_numbers_in_any_brackets(text: str):
    assert numbers(f"（{text}）") == ["青人大常办函〔2023〕30号"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("根据浙政发〔2018〕16号文件", ["浙政发〔2018〕16号"]),
        (
            "按照国办发〔2020〕1号和青政办发〔2021〕2号要求",
            ["国办发〔2020〕1号", "青政办发〔2021〕2号"],
        ),
        ("中华人民共和国主席令第七十二号", ["中华人民共和国主席令第七十二号"]),
        ("依据国务院令第 713 号", ["国务院令第713号"]),
        ("国务院第713号令", ["国务院第713号令"]),
        ("青禾市人民代表大会常务委员会公告（第三号）", ["青禾市人民代表大会常务委员会公告第三号"]),
        ("滨河小区（2023）5号楼", []),
        ("一期工程（2023）5号", []),
        ("中山路〔2023〕3号院", []),
        ("命令第五号", []),
        ("2023年第30号台风", []),
    ],
)
def test_numbers_in_running_text(text: str, found: list[str]):
    assert numbers(text) == found


def test_a_number_belongs_to_the_title_before_it():
    assert cited("依《林业规划》（青政发〔2022〕 9 号）推进，青政发〔2022〕9号已修订。") == {
        "林业规划": ("青政发〔2022〕9号", 2),
    }
    assert cited("依《林业规划》推进。见青政发〔2022〕9号。") == {
        "林业规划": ("", 1),
        "青政发〔2022〕9号": ("青政发〔2022〕9号", 1),
    }


def test_titles_and_numbers_broken_over_lines():
    body = "执行《青禾市古\n树名木条例》（青人\n大常〔2022\n〕 9\n号）的规定。"
    assert cited(body) == {"青禾市古树名木条例": ("青人大常〔2022〕9号", 1)}


# --- short titles --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "definition",
    [
        "《青禾市花木条例》（以下简称《条例》）",
        "《青禾市花木条例》（以下简称“《条例》”）",
        "《青禾市花木条例》(下称《条例》)",
        "《青禾市花木条例》（简称《条例》）",
        "《青禾市花木条例》（青人大常〔2020〕3号，以下简称《条例》）",
        "《青禾市花木条例》（青人大常〔2020〕3号）（以下简称《条例》）",
        "《青禾市花木条例》，以下简称《条例》，",
    ],
)
def test_a_short_title_is_counted_under_the_full_one(definition: str):
    found = cited(f"{definition}施行三年。《条例》第五条落实较好，《条 例》第六条较差。")
    assert {title: count for title, (_, count) in found.items()} == {"青禾市花木条例": 3}


def test_a_common_name_of_several_titles():
    found = cited(
        "检查了《甲省花木条例》《乙市林木条例》和《关于爱林的决定》（以下简称“两条例一决定”）。"
        "“两条例一决定”实施良好，“两条例一决定”要继续宣传。"
    )
    assert found == {
        "甲省花木条例": ("", 3),
        "乙市林木条例": ("", 3),
        "关于爱林的决定": ("", 3),
    }


def test_two_short_titles_at_once():
    found = cited(
        "《甲花木条例》《乙护林办法》（以下分别简称《条例》《办法》）实施。《办法》好，《条例》好，《办法》好。"
    )
    assert {title: count for title, (_, count) in found.items()} == {
        "甲花木条例": 2,
        "乙护林办法": 3,
    }


def test_the_draft_of_a_short_title():
    found = cited(
        "《甲花木条例》（以下简称《条例》）需要修订，《条例（修订草案）》共三十条。",
        "关于《甲花木条例（修订草案）》的说明",
    )
    assert {title: count for title, (_, count) in found.items()} == {
        "甲花木条例": 1,
        "甲花木条例（修订草案）": 2,
    }


def test_a_short_title_of_what_the_document_is_on():
    found = cited(
        "《条例》施行多年，《修订草案》作了修改。", "关于《甲花木条例（修订草案）》的说明"
    )
    assert {title: count for title, (_, count) in found.items()} == {
        "甲花木条例": 1,
        "甲花木条例（修订草案）": 2,
    }


def test_a_short_title_that_nothing_explains_stays_and_is_told():
    document = paper(DocumentKind.WORK_REPORT, "关于林业的报告", "规划写入《纲要》，依《森林法》。")
    citations, findings = citations_of(document)
    assert [one.title for one in citations] == ["纲要", "森林法"]
    (finding,) = findings
    assert (finding.code, finding.severity) == ("unexplained_short_title", "info")
    assert "《纲要》" in finding.message


def test_a_definition_behind_something_else_defines_no_title():
    found = cited("今年工作要点（以下简称《要点》）已印发，《要点》很好，《森林法》也好。")
    assert found == {"要点": ("", 2), "森林法": ("", 1)}


# --- documents -----------------------------------------------------------------------------


def test_counts_first_place_and_the_document_itself():
    body = "依《森林法》。\n又依《森林法》和《水法》。\n再依《关于林业的报告》。"
    document = paper(DocumentKind.WORK_REPORT, "关于林业的报告", body, start=40)
    other = paper(DocumentKind.REGULATION, "水法", start=90, sequence=2)
    held = [(document.key, document.title), (other.key, other.title)]
    citations, findings = citations_of(document, held)
    assert [
        (one.title, one.count, one.cited_document, one.source and one.source.line_start)
        for one in citations
    ] == [
        ("森林法", 2, None, 41),
        ("水法", 1, "水法", 42),
        ("关于林业的报告", 1, None, 43),
    ]
    assert findings == []


def test_a_title_that_two_documents_bear_is_not_linked():
    document = paper(DocumentKind.WORK_REPORT, "关于林业的报告", "见《任免名单》。")
    held = [("任免名单", "任免名单"), ("任免名单#2", "任免名单")]
    citations, _ = citations_of(document, held)
    assert citations[0].cited_document is None


def test_footnotes_cite_too():
    document = paper(DocumentKind.WORK_REPORT, "关于林业的报告", "见注。")
    note = ("1", (Line(7, "出自《森林法》第三条。"),))
    document = document.__class__(**{**document_fields(document), "notes": (note,)})
    citations, _ = citations_of(document)
    assert [(one.title, one.source and one.source.line_start) for one in citations] == [
        ("森林法", 7)
    ]


def document_fields(document: object) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__dataclass_fields__}  # type: ignore[attr-defined]


def test_marks_without_a_partner_are_findings_with_their_lines_and_not_too_many():
    body = "\n".join(["依《森林法办理。"] * 8)
    document = paper(DocumentKind.WORK_REPORT, "关于林业的报告", body, start=10)
    _, findings = citations_of(document)
    assert [finding.line for finding in findings] == [11, 12, 13, 14, 15, None]
    assert "第11行" in findings[0].message
    assert "另有3处" in findings[-1].message


@pytest.mark.parametrize(
    "text",
    ["《" * 100000, "《》" * 50000, "》" * 100000, "《甲" * 50000, "《〈" * 50000,
     "（" * 100000, "〔2023〕3" * 20000, "令第" * 50000, "林业" * 50000,
     "（以下简称" * 20000, "《甲》（以下简称《乙》）" * 6000],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_long_lines_come_to_an_end(text: str):
    document = paper(DocumentKind.WORK_REPORT, "关于林业的报告", text)
    citations_of(document)


# --- the seed ------------------------------------------------------------------------------


def seed_citations(title: str) -> dict[str, tuple[str, int, str | None]]:
    bulletin = seed_bulletin()
    (document,) = [one for one in bulletin.documents if one.title == title]
    held = [(one.key, one.title) for one in bulletin.documents]
    citations, findings = citations_of(document, held)
    assert findings == []
    return {one.title: (one.number, one.count, one.cited_document) for one in citations}


def test_seed_one_short_title_means_three_regulations():
    means = {
        "关于《宁波市慈善事业促进条例（修订草案）》审议意见的报告": "宁波市慈善事业促进条例",
        "关于《宁波市预防和制止家庭暴力条例》实施情况的报告": "宁波市预防和制止家庭暴力条例",
        "关于《宁波市企业技术秘密保护条例》实施情况的调研报告": "宁波市企业技术秘密保护条例",
    }
    for title, full in means.items():
        found = seed_citations(title)
        assert "条例" not in found
        assert found[full][1] > 5


def test_seed_letters_and_their_numbers():
    bulletin = seed_bulletin()
    found = {}
    for document in bulletin.of_kind(DocumentKind.HANDLING_REPORT):
        for one in citations_of(document)[0]:
            if one.number:
                found[one.number] = one.title
    assert set(found) == {
        "甬人大常办函〔2023〕29号",
        "甬人大常办函〔2023〕30号",
        "甬人大常办函〔2023〕31号",
        "甬人大常办函〔2024〕3号",
        "甬人大常办函〔2024〕4号",
        "甬人大常〔2021〕48号",
    }
    assert found["甬人大常〔2021〕48号"] == (
        "宁波市人民代表大会常务委员会关于加强国有资产管理情况监督的决定"
    )


def test_seed_titles_nested_three_deep():
    title = (
        "关于《浙江省民营企业发展促进条例》《浙江省促进中小微企业发展条例》《宁波市人大常委会"
        "关于促进民营经济高质量发展的决定》实施情况报告的审议意见研究处理情况的报告"
    )
    found = seed_citations(title)
    opinion = title.removesuffix("研究处理情况的报告")
    assert found[opinion][1] == 1
    assert found[f"关于请研究处理〈{opinion}〉的函"][0] == "甬人大常办函〔2023〕31号"
    assert found["浙江省促进中小微企业发展条例"][1] == 2


def test_seed_documents_that_cite_each_other():
    decision = "宁波市人大常委会关于加快推进宁波城市国际化的决定"
    found = seed_citations("宁波市第十六届人民代表大会常务委员会第十九次会议纪要")
    assert found[decision] == ("", 1, decision)


def test_seed_has_one_short_title_without_its_full_one_and_no_lonely_mark():
    bulletin = seed_bulletin()
    found = [
        (finding.code, finding.line)
        for document in bulletin.documents
        for finding in citations_of(document)[1]
    ]
    assert found == [("unexplained_short_title", 2124)]
