"""Policies of further layouts: a plan in the annex, several annexes, pages, news, cover marks."""

from __future__ import annotations

import pytest

from tests.sessions.importer.policies import papers_more as papers
from tests.sessions.importer.policies.papers import at, reading, record, rows

ALL = [name for name in dir(papers) if name.isupper()]


@pytest.mark.parametrize("name", ALL)
def test_no_line_is_lost(name: str):
    text = getattr(papers, name)
    lines = [line for line in text.splitlines() if line.strip()]
    assert set(reading(text).roles) == set(range(len(lines)))


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_an_error(name: str):
    assert [one for one in record(getattr(papers, name)).findings if one.severity == "error"] == []


def test_the_plan_that_stands_in_the_annex_is_the_plan():
    found = record(papers.PLAN_IN_ANNEX)
    policy = found.policy
    assert policy.number == "岚政发〔2020〕12号"
    assert (
        policy.title == "青岚市人民政府关于印发青岚市数字经济发展三年行动计划（2020—2022年）的通知"
    )
    assert policy.enclosed_title == "青岚市数字经济发展三年行动计划（2020—2022年）"
    assert [row[2] for row in rows(found, "measure")] == [
        "做强软件产业",
        "做大集成电路",
        "推进智能制造",
        "发展智慧农业",
    ]
    one = at(found, "推进智能制造")
    assert (one.text, one.units_text) == ("实施千企改造。", "（责任单位：市经信局）")
    assert at(found, "做强软件产业").units_text.startswith("〔牵头单位：市经信局；")
    assert [unit.name for unit in at(found, "做强软件产业").units] == [
        "市经信局",
        "市发改委",
        "市科技局",
    ]


def test_leaders_and_times_on_their_lines_are_no_units():
    found = record(papers.SHARES_OF_WORK)
    assert found.policy.issued_on and str(found.policy.issued_on.on) == "2019-04-02"
    assert found.policy.adopted_by == "县政府第三次常务会议"
    names = [[unit.name for unit in one.units] for one in found.measures if one.kind == "measure"]
    assert names == [["县工信局", "县发改局", "县财政局"], ["园区管委会"], ["县交通局"]]


def test_articles_that_begin_with_what_they_are_about_have_headings():
    found = record(papers.TEN_ARTICLES)
    assert [row[1:] for row in rows(found, "measure")] == [
        ("第一条", "简化参保登记"),
        ("第二条", "缩短报销时限"),
        ("第三条", "方便异地就医"),
    ]
    assert found.measures[-1].level == 0
    assert found.policy.expires_on and str(found.policy.expires_on.on) == "2025-08-31"
    assert found.policy.effective_on == found.policy.issued_on.model_copy(  # type: ignore[union-attr]
        update={"text": "自发布之日起施行"}
    )


def test_several_annexes_a_page_s_frame_and_a_plan_s_own_contents():
    found = record(papers.THREE_ANNEXES)
    policy = found.policy
    assert policy.title == "清溪区人民政府关于印发清溪区“十四五”文化发展规划的通知"
    assert policy.place == "明州市清溪区"
    assert (policy.period_start, policy.period_end) == (2021, 2025)
    assert [row for row in rows(found, "chapter") if row[1]] == [
        ("chapter", "一、", "发展基础"),
        ("chapter", "二、", "重点任务"),
        ("chapter", "附件3", "考核办法"),
    ]
    assert [row[2] for row in rows(found, "measure")][:4] == [
        "繁荣文艺创作",
        "完善服务体系",
        "保护文化遗产",
        "壮大文化产业",
    ]
    assert [task.task for task in found.tasks] == ["图书馆新馆", "博物馆改造"]


def test_three_offices_and_pages_that_break_a_sentence():
    found = record(papers.PAGES)
    assert [one.name for one in found.policy.issuers] == [
        "溪州市教育局",
        "溪州市财政局",
        "溪州市人力资源和社会保障局",
    ]
    assert [one.group for one in found.policy.addressees] == [True] * 4
    assert at(found, "提高待遇").text == "保障工资水平，不得拖欠。"
    assert [one.number for one in found.policy.implements] == ["溪政办发〔2019〕77号"]


def test_what_a_newspaper_reports_as_issued():
    policy = record(papers.NEWS).policy
    assert policy.enclosed_title == "关于推进基层治理的实施意见"
    assert [one.name for one in policy.issuers] == [
        "中共临川省委办公厅",
        "临川省人民政府办公厅",
    ]


def test_every_way_to_say_who_is_responsible():
    found = record(papers.TEN_MEASURES)
    names = [[unit.name for unit in one.units] for one in found.measures if one.kind == "measure"]
    assert names == [
        ["市政务服务局", "市大数据局", "市财政局"],
        ["市市场监管局"],
        ["市发改委", "国网平江供电公司"],
        ["市金融办", "人行平江市中心支行"],
        ["市司法局", "各县（市、区）政府"],
    ]
    texts = [one.text for one in found.measures if one.kind == "measure"]
    assert texts[:2] == ["建成统一平台。", "全流程半日办结。"]
    assert found.policy.expires_on and str(found.policy.expires_on.on) == "2025-01-19"


def test_cover_marks_and_who_signs_for_it():
    policy = record(papers.COVER_MARKS).policy
    assert policy.number == "安乡振〔2022〕3号"
    assert policy.title.endswith("关于印发《安河市衔接资金管理办法》的通知")
    assert [one.name for one in policy.issuers] == ["安河市乡村振兴局", "安河市财政局"]
    assert policy.expires_on and str(policy.expires_on.on) == "2027-03-31"


def test_a_document_of_the_whole_country():
    found = record(papers.COUNTRY_WIDE)
    assert found.policy.place == "全国"
    assert [one.group for one in found.policy.addressees] == [True] * 5
    names = [[unit.name for unit in one.units] for one in found.measures if one.kind == "measure"]
    assert names == [
        ["国家文物局", "国务院相关部门", "各地区"],
        ["住房城乡建设部", "国家文物局"],
    ]
