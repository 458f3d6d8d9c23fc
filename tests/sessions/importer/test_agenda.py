"""Agendas in the ways they are numbered, and what their items are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.importer.meeting.agenda import agenda_items, kinds_of
from sessions.importer.meeting.items import numbered_items
from sessions.importer.record import DocumentKind
from sessions.importer.stages import join
from tests.sessions.importer.papers import lines_of, paper, seed_bulletin

TEXTS = (
    "审议《青江市养犬管理条例（草案）》",
    "听取和审议市政府关于防汛工作情况的报告",
    "审议人事任免事项",
)


def agenda(body: str):
    return agenda_items(paper(DocumentKind.AGENDA, "青江市会议议程", body))


@pytest.mark.parametrize(
    "body",
    [
        "一、{0}\n二、{1}\n三、{2}",
        "（一）{0}；\n（二）{1}；\n（三）{2}。",
        "1.{0}\n2．{1}\n3、{2}",
        "１、{0}\n２、{1}\n３、{2}",
        "会议议程：一、{0}；二、{1}；三、{2}。",
        "第一项：{0}\n第二项：{1}\n第三项：{2}",
        "{0}\n{1}\n{2}",
        "5月29日上午　　一、{0}\n5月29日下午　　二、{1}\n5月30日上午　　三、{2}",
        "（2024年3月26日）\n一、{0}\n二、{1}\n三、{2}",
    ],
)
def test_items_in_every_print(body):
    items, findings = agenda(body.format(*TEXTS))
    assert [item.text for item in items] == list(TEXTS)
    assert [item.number for item in items] == [1, 2, 3]
    assert [item.kinds for item in items] == [
        ("draft_regulation",),
        ("hear_report",),
        ("personnel",),
    ]
    assert findings == []


def test_numbers_are_kept_as_printed():
    items, _ = agenda("一、审议甲事项\n二、审议乙事项")
    assert [item.number_text for item in items] == ["一", "二"]
    items, _ = agenda("１．审议甲事项\n２．审议乙事项")
    assert [(item.number, item.number_text) for item in items] == [(1, "１"), (2, "２")]


def test_items_over_several_lines_know_their_lines():
    items, _ = agenda("一、审议《青江市养犬管理条例\n（草案）》\n二、审议人事任免\n事项")
    assert items[0].text == "审议《青江市养犬管理条例（草案）》"
    assert [(i.source.line_start, i.source.line_end) for i in items] == [(1, 2), (3, 4)]


def test_lists_within_an_item_do_not_begin_a_new_one():
    items, _ = agenda("一、审议下列报告：\n1.甲报告\n2.乙报告\n二、审议人事事项")
    assert [item.number for item in items] == [1, 2]
    assert "乙报告" in items[0].text


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("一、审议甲事项\n二、审议乙事项\n二、审议丙事项\n三、审议丁事项", [1, 2, 2, 3]),
        ("一、审议甲事项\n二、审议乙事项\n四、审议丁事项", [1, 2, 4]),
    ],
)
def test_numbers_that_come_twice_or_are_missing_are_findings(body, numbers):
    items, findings = agenda(body)
    assert [item.number for item in items] == numbers
    assert len({item.key for item in items}) == len(items)
    (finding,) = findings
    assert finding.code == "numbering"
    assert finding.line == 3


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("听取和审议县人民政府关于2023年度国有资产管理情况的综合报告", {"hear_report"}),
        ("审议《青江市物业管理条例（草案二次审议稿）》", {"draft_regulation"}),
        ("审议关于修改《青江市市容管理条例》的决定（草案）", {"draft_regulation"}),
        ("听取执法检查组关于湿地保护法实施情况的报告，并开展专题询问", {"hear_report", "inquiry"}),
        ("审议县人民政府关于提请审议2024年县级预算调整方案的议案", {"budget_adjustment"}),
        ("审议市政府关于提前下达新增债务限额安排计划（草案）的议案", {"budget_adjustment"}),
        ("审议通过关于召开云岭县第十七届人民代表大会第四次会议的决定", {"decision"}),
        ("听取和审议市政府关于绿道建设情况的报告，审议关于加强绿道建设的决定（草案）的议案",
         {"hear_report", "decision"}),
        ("听取县人大常委会关于禁放烟花的决定实施情况的报告", {"hear_report"}),
        ("审议代表资格审查委员会关于补选代表的代表资格的审查报告", {"credentials"}),
        ("审议和表决人事任免案", {"personnel"}),
        ("决定任免有关人员", {"personnel"}),
        ("审议关于接受王五辞去副县长职务请求的决定（草案）", {"personnel"}),
        ("审议有关人事事项", {"personnel"}),
        ("其他事项", {"other"}),
    ],
)  # fmt: skip
def test_kinds(text, kinds):
    assert set(kinds_of(text)) == kinds


_WORDS = st.text(alphabet="审议关于工作情况的报告和方案", min_size=2, max_size=30)


@given(st.lists(_WORDS, min_size=2, max_size=12), st.sampled_from(["{}、", "（{}）", "{}．"]))
def test_as_many_items_come_out_as_went_in(texts, form):
    numerals = [*"一二三四五六七八九十", "十一", "十二"]
    body = "\n".join(form.format(n) + t for n, t in zip(numerals, texts, strict=False))
    passage = join(lines_of(body))
    items = numbered_items(passage)
    assert [item.number for item in items] == list(range(1, len(texts) + 1))
    assert [passage.text[item.text_start : item.end] for item in items] == texts


def test_no_agenda_gives_no_items():
    assert agenda_items(None) == ([], [])
    assert agenda("") == ([], [])


def test_the_seed():
    (document,) = seed_bulletin().of_kind(DocumentKind.AGENDA)
    items, findings = agenda_items(document)
    assert findings == []
    assert [item.number_text for item in items] == list("一二三四五六七")
    assert [item.kinds for item in items] == [
        ("draft_regulation",),
        ("hear_report",),
        ("hear_report", "inquiry"),
        ("hear_report", "decision"),
        ("budget_adjustment",),
        ("credentials",),
        ("personnel",),
    ]
    assert [(i.source.line_start, i.source.line_end) for i in items][3] == (171, 175)
