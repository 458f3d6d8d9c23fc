"""What the sentences of an opinion and of its follow-ups say."""

from dataclasses import replace

import pytest

from sessions.importer.opinion.opinion_facts import opinion_title, report_titles
from sessions.importer.opinion.opinions import letter_number
from sessions.importer.record import DocumentKind

from .papers import lines_of, paper

ROADS = "关于全县乡村道路养护情况的报告"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"县人大常委会第九次会议听取和审议了县人民政府《{ROADS}》。现提出如下意见：", [ROADS]),
        (f"会议听取和审议了副县长白露受县政府委托所作的《{ROADS}》，提出意见。", [ROADS]),
        (f"会议听取了县交通局局长高山所作的{ROADS}，提出意见。", [ROADS]),
        (f"会议审议了《{ROADS}》和《关于桥梁检修情况的报告》。", [ROADS, "关于桥梁检修情况的报告"]),
        (
            f"会议听取和审议了县政府《{ROADS}（书面）》，审议了县人大农委《关于渡口情况的调研报告》。",
            [f"{ROADS}（书面）", "关于渡口情况的调研报告"],
        ),
        # Marks inside the report's name, and a title that is no report.
        (
            "会议听取了县政府关于《云溪县公路条例》实施情况的报告。",
            ["关于《云溪县公路条例》实施情况的报告"],
        ),
        ("会议审议了《云溪县公路条例（草案）》。", []),
    ],
)
def test_reports_told_as_heard(text, titles):
    assert report_titles(text) == titles


@pytest.mark.parametrize(
    "kind", ["跟踪检查报告", "跟踪监督报告", "督查报告", "报告", "跟踪督办报告"]
)
def test_the_opinion_that_a_follow_ups_title_names(kind):
    title = f"关于乡村道路养护工作审议意见落实情况的{kind}"
    assert opinion_title(title) == "关于乡村道路养护工作审议意见"


@pytest.mark.parametrize(
    "title",
    [
        "关于乡村道路养护情况的审议意见书",
        "关于乡村道路养护情况\n的审议意见",
        "关于《云政发〔2023〕2号文件》执行情况的审议意见",  # the number of what it is on
    ],
)
def test_the_letters_number_stands_above_or_below_the_title(title):
    number = "云人大审〔2024〕\n9号"  # broken over two lines
    below = paper(DocumentKind.REVIEW_OPINION, title, "一、要快。", adoption=number, start=2)
    assert letter_number(below) == "云人大审〔2024〕9号"
    above = paper(DocumentKind.REVIEW_OPINION, title, "一、要快。", start=2)
    above = replace(above, lines=(*lines_of(number), *above.lines))
    assert letter_number(above) == "云人大审〔2024〕9号"
    without = paper(DocumentKind.REVIEW_OPINION, title, "一、要快。")
    assert letter_number(without) == ""
