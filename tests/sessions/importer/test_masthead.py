"""Issuer, term and number, on covers, running headers and in the documents."""

import pytest

from sessions.importer.meeting.masthead import bulletin, read_masthead
from sessions.importer.naming.names import Names
from sessions.importer.reading.read import read, read_text
from sessions.importer.splitting.split import split
from tests.seeds import seed

MINUTES = (
    "云岭县第十七届人民代表大会常务委员会第二十三次会议纪要\n"
    "云岭县第十七届人民代表大会常务委员会第二十三次会议于2024年8月28日在县城举行。会议由主任马占山主持。\n"
)


def masthead(text: str):
    source = read_text(text)
    return read_masthead(source, split(source))


@pytest.mark.parametrize(
    ("line", "term", "number", "running", "label"),
    [
        ("【十七届第７号（总第31期）】", 17, 7, 31, "【十七届第7号（总第31期）】"),
        ("2024年第4号", 17, 4, None, "2024年第4号"),
        ("第四期（总第286号）", 17, 4, 286, "第四期（总第286号）"),
        ("2024年第4号(总第286号)", 17, 4, 286, "2024年第4号(总第286号)"),
        ("二〇二四年第四号", 17, 4, None, "二〇二四年第四号"),
        ("2024年第2期 总第108期", 17, 2, 108, "2024年第2期总第108期"),
        ("第十七届 第 5 号", 17, 5, None, "第十七届第5号"),
    ],
)
def test_labels_in_any_form_on_a_running_header(line, term, number, running, label):
    header = f"云岭县人民代表大会常务委员会公报{line}\n— 1 —\n"
    found = masthead(header + MINUTES + header.replace("1 —", "2 —") + "会议听取了报告。\n" * 3)
    assert (found.term, found.number, found.running_number) == (term, number, running)
    assert found.label == label
    assert (found.issuer, found.place) == ("云岭县人民代表大会常务委员会", "云岭县")
    assert found.findings == ()


@pytest.mark.parametrize("body", ["人大常委会", "人民代表大会常务委员会"])
def test_a_single_paper_whose_title_names_the_issuer_without_a_term(body):
    found = masthead(
        f"云岭县{body}\n关于全县执行工作情况报告的审议意见\n"
        "（2021年8月5日县七届人大常委会第八次主任会议通过）\n县人民法院：\n一、提高效率。要快。\n"
    )
    assert (found.place, found.term) == ("云岭县", 7)
    assert [one.severity for one in found.findings] == ["info"]


def test_a_cover_over_several_lines():
    found = masthead(
        "云岭县\n人民代表大会常务委员会\n公　报\n2024\n第 4 号\n（总第 86 号）\n\n目  录\n"
        "云岭县第十七届人民代表大会常务委员会第二十三次会议纪要……（1）\n"
        "云岭县第十七届人民代表大会常务委员会第二十三次会议议程……（3）\n"
        "云岭县人大常委会任免名单……（5）\n" + MINUTES
    )
    assert (found.number, found.running_number, found.term) == (4, 86, 17)
    assert found.issuer == "云岭县人民代表大会常务委员会"
    assert found.findings == ()


def test_without_cover_and_header_the_documents_tell():
    found = masthead(MINUTES)
    assert (found.issuer, found.place, found.term) == (
        "云岭县人民代表大会常务委员会", "云岭县", 17,
    )  # fmt: skip
    assert (found.number, found.label) == (None, "")
    assert [(f.code, f.severity) for f in found.findings] == [("no_issue_number", "warning")]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("江东省第十四届人民代表大会常务委员会", "江东省"),
        ("白水土家族苗族自治州第十六届人民代表大会常务委员会", "白水土家族苗族自治州"),
        ("青山畲族自治县第九届人大常委会", "青山畲族自治县"),
        ("青江市南浦区第五届人民代表大会常务委员会", "青江市南浦区"),
        ("乌兰旗第三届人民代表大会常务委员会", "乌兰旗"),
        ("第十五届全国人民代表大会常务委员会", "全国"),
    ],
)
def test_places_of_every_level(body, place):
    found = masthead(
        f"{body}第二次会议纪要\n{body}第二次会议于2024年8月28日举行。会议通过了决定。\n"
    )
    assert found.place == place


def test_headers_that_differ_are_a_finding():
    def header(number: int, page: int) -> str:
        return (
            f"云岭县人民代表大会常务委员会公报2024年第{number}号\n— {page} —\n会议听取了报告。\n"
            * 1
        )

    found = masthead(MINUTES + header(4, 1) + header(4, 2) + header(5, 3) + header(4, 4))
    assert found.number == 4
    assert [finding.code for finding in found.findings] == ["masthead_differs"]
    assert "第5号" in found.findings[0].message


def test_nothing_at_all_is_said_and_not_guessed():
    found = masthead("会议通知\n各位代表，请于下周一参加培训。\n")
    assert (found.issuer, found.place, found.term, found.number) == ("", "", None, None)
    assert {finding.code for finding in found.findings} == {"no_issue_number", "no_issuer"}


def test_the_seed():
    source = read(seed("001_"))
    found = read_masthead(source, split(source))
    record = bulletin(found, Names(found.place), source)
    assert (record.issuer, record.place) == ("宁波市人民代表大会常务委员会", "宁波市")
    assert (record.term, record.number, record.running_number) == (16, 19, 12)
    assert record.label == "【十六届第19号（总第12期）】"
    assert (record.pages, record.file.lines) == (134, 8408)
    assert found.findings == ()
