"""Word files: automatic numbers, which stand in no text and are counted as Word counts them."""

from __future__ import annotations

import pytest

from sessions.importer.reading.docx.numerals import numeral

from .typeset_docx import lines_of, numbered, numbering, paragraph, run, text_of, word


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 101: "一百零一"},
        ),
        ("chineseCountingThousand", {3: "三", 30: "三十", 110: "一百一十", 1001: "一千零一"}),
        ("japaneseCounting", {1: "一", 12: "十二"}),
        ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰"}),
        ("ideographTraditional", {1: "甲", 11: "甲"}),
        ("decimal", {0: "0", 7: "7"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("ideographEnclosedCircle", {2: "㈡"}),
        ("upperLetter", {1: "A", 27: "AA"}),
        ("lowerRoman", {4: "iv", 19: "xix"}),
        ("of a later version of Word", {3: "3"}),
    ],
)
def test_the_forms_of_numbers(form: str, numbers: dict[int, str]) -> None:
    assert {number: numeral(number, form) for number in numbers} == numbers


FORMS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def test_numbers_begin_again_below_a_new_heading() -> None:
    read = lines_of(
        *[
            numbered(text, level)
            for text, level in [
                ("甲", 0),
                ("乙", 1),
                ("丙", 1),
                ("丁", 2),
                ("戊", 0),
                ("己", 1),
                ("庚", 2),
            ]
        ],
        parts={"numbering": numbering(*FORMS)},
    )

    assert read == ["一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己", "1. 庚"]


def test_a_level_may_run_on_below_new_headings() -> None:
    read = lines_of(
        *[numbered(text, level) for text, level in [("甲", 0), ("乙", 2), ("丙", 0), ("丁", 2)]],
        parts={"numbering": numbering(*FORMS, running=2)},
    )

    assert read == ["一、甲", "1. 乙", "二、丙", "2. 丁"]


def test_a_list_may_begin_anew_and_one_of_the_same_kind_runs_on() -> None:
    read = lines_of(
        numbered("甲", listed=1), "正文", numbered("乙", listed=2), numbered("丙", listed=3), numbered("丁", listed=3),
        parts={"numbering": numbering(*FORMS, lists=3, starts=[3])},
    )  # fmt: skip

    assert read == ["一、甲", "正文", "二、乙", "一、丙", "二、丁"]


def test_numbers_of_articles_and_numbers_inside_numbers() -> None:
    read = lines_of(
        numbered("总则", 0), numbered("为了保护古树，制定本条例。", 1), numbered("细则", 2),
        parts={"numbering": numbering(("chineseCounting", "第%1章"), ("decimal", "第%2条"), ("decimal", "%2.%3"))},
    )  # fmt: skip

    assert read == ["第一章总则", "第1条为了保护古树，制定本条例。", "1.1 细则"]


def test_a_style_may_carry_the_number_and_number_nought_takes_it_away() -> None:
    style = (
        '<w:styles><w:style w:type="paragraph" w:styleId="一级"><w:pPr><w:numPr><w:ilvl w:val="0"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    named = '<w:pStyle w:val="一级"/>'
    data = word(
        paragraph(run("甲"), properties=named),
        paragraph(run("乙"), properties=f'{named}<w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph(run("丙"), properties=named),
        parts={"numbering": numbering(*FORMS), "styles": style},
    )

    assert text_of(data).splitlines() == ["一、甲", "乙", "二、丙"]
