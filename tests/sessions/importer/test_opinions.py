"""Review opinions: their aspects and points in every numbering, their dates and addressees."""

from __future__ import annotations

from datetime import date

import pytest

from sessions.importer.linking.relations import relations_of
from sessions.importer.naming.names import Names
from sessions.importer.opinion.due_dates import due_date
from sessions.importer.opinion.opinion_facts import report_titles, stated_counts
from sessions.importer.opinion.opinion_points import spoken_points
from sessions.importer.opinion.opinions import handed_to, opinion_of
from sessions.importer.record import DocumentKind, Finding, MeetingKind, Opinion

from .papers import paper, sections_of, seed_bulletin

TITLE = "关于全市公园建设情况报告的审议意见"
ADOPTION = "（2023年5月31日青禾市第九届人大常委会第二十次主任会议通过）"
LEAD = """
2023年4月27日，青禾市第九届人大常委会第十一次会议听取和审议了市政府关于全市公园建设情况的报告。
常委会组成人员认为，近两年公园多了，市民满意。现提出如下审议意见：
"""


def read_opinion(body: str, **parts: str) -> tuple[Opinion, list[Finding]]:
    document = paper(
        DocumentKind.REVIEW_OPINION, TITLE, LEAD + body, **{"adoption": ADOPTION, **parts}
    )
    return opinion_of(document, sections_of(document), Names("青禾市"), term=9)


def outline_of(opinion: Opinion) -> list[tuple[str, int, str, str | None]]:
    markers = {point.key: point.marker for point in opinion.points}
    return [
        (point.kind, point.number, point.title, markers.get(point.parent or ""))
        for point in opinion.points
    ]


def test_points_that_run_on_through_the_aspects():
    opinion, findings = read_opinion("""
        一、把规划做细
        1.补上空白。城东三个片区还没有公园。
        2.留足绿地。新区开发要先定绿线。
        二、把日常管好
        3.管好厕所。每座公园至少一处。
        """)
    assert outline_of(opinion) == [
        ("aspect", 1, "把规划做细", None),
        ("point", 1, "补上空白", "一、"),
        ("point", 2, "留足绿地", "一、"),
        ("aspect", 2, "把日常管好", None),
        ("point", 3, "管好厕所", "二、"),
    ]
    assert (opinion.aspects_count, opinion.points_count) == (2, 3)
    assert opinion.points[1].text == "城东三个片区还没有公园。"
    assert findings == []


def test_points_that_start_again_in_each_aspect_and_full_width_numerals():
    opinion, findings = read_opinion("""
        一、把规划做细
        １．补上空白。城东三个片区还没有公园。
        ２．留足绿地。新区开发要先定绿线。
        二、把日常管好
        １．管好厕所。每座公园至少一处。
        """)
    assert [(p.number, p.title) for p in opinion.points if p.kind == "point"] == [
        (1, "补上空白"),
        (2, "留足绿地"),
        (1, "管好厕所"),
    ]
    assert len({point.key for point in opinion.points}) == 5
    assert findings == []


def test_points_in_brackets_under_aspects():
    opinion, _ = read_opinion("""
        一、把规划做细
        （一）补上空白。城东三个片区还没有公园。
        （二）留足绿地。新区开发要先定绿线。
        二、把日常管好
        （一）管好厕所。每座公园至少一处。
        （二）修好步道。破损三天内修补。
        """)
    assert [(p.kind, p.number) for p in opinion.points] == [
        ("aspect", 1),
        ("point", 1),
        ("point", 2),
        ("aspect", 2),
        ("point", 1),
        ("point", 2),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "1.补上空白。城东缺公园。\n2.留足绿地。先定绿线。\n3.管好厕所。至少一处。",
        "（一）补上空白。城东缺公园。\n（二）留足绿地。先定绿线。\n（三）管好厕所。至少一处。",
        "一是补上空白。城东缺公园。\n二是留足绿地。先定绿线。\n三是管好厕所。至少一处。",
        "一是补上空白。城东缺公园。二是留足绿地。先定绿线。三是管好厕所。至少一处。",
    ],
    ids=["numbers", "brackets", "spoken", "spoken in one paragraph"],
)
def test_points_without_aspects(body: str):
    opinion, findings = read_opinion(body)
    assert outline_of(opinion) == [
        ("point", 1, "补上空白", None),
        ("point", 2, "留足绿地", None),
        ("point", 3, "管好厕所", None),
    ]
    assert (opinion.aspects_count, opinion.points_count) == (None, 3)
    assert findings == []


def test_aspects_without_points():
    opinion, findings = read_opinion("""
        一、把规划做细
        城东三个片区还没有公园，要尽快补上。
        二、把日常管好
        每座公园至少有一处厕所，步道破损要及时修补。
        """)
    assert outline_of(opinion) == [
        ("aspect", 1, "把规划做细", None),
        ("aspect", 2, "把日常管好", None),
    ]
    assert opinion.points[0].text == "城东三个片区还没有公园，要尽快补上。"
    assert (opinion.aspects_count, opinion.points_count) == (2, None)
    assert findings == []


def test_spoken_points_under_aspects_have_lines_of_their_own():
    opinion, _ = read_opinion("""
        一、把规划做细
        一是补上空白。城东三个片区还没有公园。
        二是留足绿地。新区开发要先定绿线。
        二、把日常管好
        每座公园至少有一处厕所。
        """)
    points = [point for point in opinion.points if point.kind == "point"]
    assert [(p.number, p.marker, p.title) for p in points] == [
        (1, "一是", "补上空白"),
        (2, "二是", "留足绿地"),
    ]
    lines = [point.source.line_start for point in points if point.source]
    assert lines == [lines[0], lines[0] + 1]


def test_what_is_asked_may_stand_below_one_heading_of_several():
    opinion, _ = read_opinion("""
        一、总体评价
        常委会组成人员对工作给予肯定。
        二、存在的主要问题
        公园分布不均，管护经费不足。
        三、意见和建议
        （一）补上空白。城东三个片区还没有公园。
        （二）留足绿地。新区开发要先定绿线。
        """)
    assert [point.title for point in opinion.points] == ["补上空白", "留足绿地"]


def test_a_number_left_out_is_a_finding():
    _, findings = read_opinion("""
        一、把规划做细
        1.补上空白。城东三个片区还没有公园。
        2.留足绿地。新区开发要先定绿线。
        三、把日常管好
        3.管好厕所。每座公园至少一处。
        """)
    assert [finding.code for finding in findings] == ["point_numbers"]
    assert "三、把日常管好" in findings[0].message


def test_numbers_that_never_run_on_are_told_three_times_and_counted():
    _, findings = read_opinion("1、要快些办好。\n2、要办得细。\n" * 6)
    assert [finding.code for finding in findings] == ["point_numbers"] * 4
    assert "第12行：从这里起另有2处" in findings[-1].message


def test_an_opinion_without_points_is_a_finding():
    opinion, findings = read_opinion("请继续努力。")
    assert opinion.points == ()
    assert [finding.code for finding in findings] == ["no_points"]


def test_who_considered_and_adopted_it():
    opinion, _ = read_opinion("1.补上空白。要快。\n2.留足绿地。要多。")
    assert opinion.considered_at is not None
    assert opinion.adopted_by is not None
    assert opinion.considered_at.kind is MeetingKind.COMMITTEE
    assert (opinion.considered_at.term, opinion.considered_at.number) == (9, 11)
    assert opinion.adopted_by.kind is MeetingKind.CHAIRPERSONS
    assert opinion.adopted_by.number == 20
    assert opinion.adopted_on is not None
    assert opinion.adopted_on.on == date(2023, 5, 31)
    assert opinion.report_title == "关于全市公园建设情况的报告"


def test_due_date_is_reckoned_and_its_words_are_no_part_of_the_last_point():
    opinion, findings = read_opinion("""
        1.补上空白。城东三个片区还没有公园。
        2.留足绿地。新区开发要先定绿线。
        请市政府在三个月内将研究处理情况书面报告市人大常委会。
        """)
    assert opinion.due_on == date(2023, 8, 31)
    assert "三个月内" in opinion.due_rule
    assert opinion.points[-1].text is not None
    assert "三个月" not in opinion.points[-1].text
    assert findings == []


def test_a_span_from_an_unknown_receipt_gives_no_date():
    opinion, findings = read_opinion("""
        1.补上空白。城东三个片区还没有公园。
        2.留足绿地。新区开发要先定绿线。
        请于收到本审议意见之日起两个月内书面反馈。
        """)
    assert opinion.due_on is None
    assert "两个月内" in opinion.due_rule
    assert [(f.code, f.severity) for f in findings] == [("due_date_open", "info")]


def test_no_due_date_where_none_is_given():
    opinion, _ = read_opinion("1.补上空白。三年内建成二十座公园。\n2.留足绿地。要多。")
    assert (opinion.due_on, opinion.due_rule) == (None, "")


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("请于2023年11月底前报告研究处理情况。", date(2023, 11, 30)),
        ("请市政府在2024年2月底前报市人大常委会。", date(2024, 2, 29)),
        ("请于11月15日前书面报告。", date(2023, 11, 15)),
        ("请于明年3月10日前反馈办理情况。", date(2024, 3, 10)),
        ("有关情况请于年底前书面报告。", date(2023, 12, 31)),
        ("请在60日内反馈。", date(2023, 7, 30)),
        ("请于十月上旬前报告。", date(2023, 10, 10)),
        ("请于六个月内报告。", date(2023, 11, 30)),
        ("请在20个工作日内反馈。", None),
        ("请于3月15日前报告。", None),  # the day is past: which year is meant cannot be told
    ],
)
def test_due_dates(words: str, on: date | None):
    due = due_date(words, date(2023, 5, 31))
    assert due is not None
    assert (due.on, due.rule) == (on, words)


@pytest.mark.parametrize(
    "words",
    ["要在三年内建成二十座公园。", "2023年底前全部完工。", "报告指出，三个月内客流上升。"],
)
def test_other_spans_are_no_due_dates(words: str):
    assert due_date(words, date(2023, 5, 31)) is None


def test_letter_number_and_addressee_at_the_head():
    opinion, _ = read_opinion(
        "1.补上空白。要快。\n2.留足绿地。要多。",
        adoption="青人大常办函〔2023〕 7 号",
        addressee="市人民政府：",
    )
    assert (opinion.key, opinion.letter_number) == ("青人大常办函〔2023〕7号",) * 2
    assert opinion.addressee == "市人民政府"
    assert opinion.addressee_organization == "青禾市人民政府"


def test_addressee_by_the_minutes_item_on_the_same_subject():
    document = paper(
        DocumentKind.MINUTES,
        "青禾市第九届人大常委会第十一次会议纪要",
        """
        一、会议听取和审议了关于全市粮食储备情况的报告。形成审议意见后交市粮食局研究处理。
        二、会议听取和审议了关于全市公园建设情况的报告。形成审议意见，经主任会议研究确定后交市政府研究处理。
        """,
    )
    assert handed_to(sections_of(document), TITLE) == "市政府"
    assert handed_to(sections_of(document), "关于全市港口疏浚情况报告的审议意见") == ""


def test_stated_counts_stand_and_a_difference_is_a_finding():
    opinion, findings = read_opinion("""
        1.补上空白。城东三个片区还没有公园。
        2.留足绿地。新区开发要先定绿线。
        """)
    assert (opinion.points_count, findings) == (2, [])
    document = paper(
        DocumentKind.REVIEW_OPINION,
        TITLE,
        "会议提出以下3条审议意见：\n1.补上空白。要快。\n2.留足绿地。要多。",
        adoption=ADOPTION,
    )
    opinion, findings = opinion_of(document, sections_of(document), Names("青禾市"))
    assert opinion.points_count == 3
    assert [finding.code for finding in findings] == ["opinion_count"]


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("并提出6 方面 19项审议意见。", (6, 19)),
        ("提出了4方面审议意见。", (4, None)),
        ("形成3个方面12条意见建议。", (3, 12)),
        ("提出十二条审议意见。", (None, 12)),
        ("形成三大方面共9条具体建议。", (3, 9)),
        ("从三个方面推进了工作。", (None, None)),
    ],
)
def test_stated_counts(words: str, counts: tuple[int | None, int | None]):
    found = stated_counts(words)
    assert (found.aspects, found.points) == counts


def test_report_titles_keep_titles_in_marks_whole():
    text = (
        "市人大常委会第九次会议听取和审议了市政府关于《青禾市花木条例》（以下简称《条例》）"
        "实施情况的报告，审议了市政府关于《林场规划》《水系规划》中期评估报告，并提出意见。"
    )
    assert report_titles(text) == [
        "关于《青禾市花木条例》实施情况的报告",
        "关于《林场规划》《水系规划》中期评估报告",
    ]
    assert report_titles("会议很成功。报告会另行通知。") == []


def test_spoken_numbers_must_begin_at_one_and_run_on():
    assert spoken_points("要注意三点：二是加快。三是落实。") == []
    found = spoken_points("第一，加快建设。第二，管好经费。第四，别的。")
    assert [(one.number, one.text) for one in found] == [
        (1, "加快建设。"),
        (2, "管好经费。第四，别的。"),
    ]


# --- the seed ------------------------------------------------------------------------------

SEED = {
    "关于我市行政执法规范化情况报告的审议意见": ([4, 4, 4], "关于宁波市行政执法规范化情况的报告"),
    "关于我市缓解“停车难”问题情况报告的审议意见": (
        [3, 4, 4, 3, 2],
        "关于我市缓解“停车难”问题情况的报告",
    ),
    "关于我市推进城市国际化工作情况报告的审议意见": (
        [3, 3, 3, 3, 3],
        "关于我市推进城市国际化工作情况的报告",
    ),
}


@pytest.mark.parametrize("title", SEED)
def test_seed_opinions(title: str):
    bulletin = seed_bulletin()
    (document,) = [one for one in bulletin.documents if one.title == title]
    relations, _ = relations_of(bulletin.documents)
    (relation,) = relations[document.key]
    opinion, findings = opinion_of(
        document,
        bulletin.sections[document.key],
        bulletin.names,
        term=16,
        report=relation.document,
        minutes=bulletin.minutes(),
    )
    per_aspect, report = SEED[title]
    aspects = [point for point in opinion.points if point.kind == "aspect"]
    points = [point for point in opinion.points if point.kind == "point"]
    assert [aspect.marker for aspect in aspects] == list(
        map("{}、".format, "一二三四五"[: len(per_aspect)])
    )
    assert [sum(p.parent == a.key for p in points) for a in aspects] == per_aspect
    assert [point.number for point in points] == list(range(1, sum(per_aspect) + 1))
    assert (opinion.aspects_count, opinion.points_count) == (len(per_aspect), sum(per_aspect))
    assert (opinion.report, opinion.report_title) == (report, report)
    assert opinion.considered_at is not None
    assert opinion.considered_at.number == 19
    assert opinion.adopted_by is not None
    assert (opinion.adopted_by.kind, opinion.adopted_by.number) == (MeetingKind.CHAIRPERSONS, 63)
    assert opinion.adopted_on is not None
    assert opinion.adopted_on.on == date(2024, 8, 16)
    assert opinion.addressee == "市政府"
    assert (opinion.due_on, opinion.due_rule, opinion.letter_number) == (None, "", "")
    assert findings == []


def test_seed_titles_of_points():
    bulletin = seed_bulletin()
    title = "关于我市行政执法规范化情况报告的审议意见"
    (document,) = [one for one in bulletin.documents if one.title == title]
    opinion, _ = opinion_of(document, bulletin.sections[document.key], bulletin.names)
    titles = {point.number: point.title for point in opinion.points if point.kind == "point"}
    assert titles[3] == "深化“一件事”综合监管"
    assert titles[11] == "规范管理执法辅助人员与第三方机构"
    places = {p.number: p.source for p in opinion.points if p.kind == "point" and p.source}
    assert (places[8].line_start, places[8].line_end, places[8].page) == (1209, 1217, 20)
