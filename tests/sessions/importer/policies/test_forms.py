"""Policies in layouts other than the seeds': joint notices, decisions, newspapers, rules."""

from __future__ import annotations

import pytest

from tests.sessions.importer.policies import papers
from tests.sessions.importer.policies.papers import at, reading, record, rows


def test_a_joint_notice_has_two_issuers_and_the_plan_that_it_issues():
    policy = record(papers.JOINT).policy
    assert [one.name for one in policy.issuers] == ["中共青岚市委办公室", "青岚市人民政府办公室"]
    assert policy.issuers[0].organization == "中国共产党青岚市委员会办公室"
    assert policy.number == "青委办〔2021〕15号"
    assert policy.title.endswith("关于印发《青岚市古道保护三年行动计划（2021—2023年）》的通知")
    assert policy.enclosed_title == "青岚市古道保护三年行动计划（2021—2023年）"
    assert (policy.period_start, policy.period_end) == (2021, 2023)
    assert policy.place == "青岚市"
    assert policy.disclosure == "此件公开发布"


def test_its_dates_addressees_and_copies():
    policy = record(papers.JOINT).policy
    assert policy.issued_on and str(policy.issued_on.on) == "2021-03-09"
    assert policy.printed_on and str(policy.printed_on.on) == "2021-03-10"
    assert [one.name for one in policy.addressees] == [
        "各县（市、区）委和人民政府",
        "市直各单位",
        "各人民团体",
    ]
    assert [one.name for one in policy.copies] == [
        "市人大常委会办公室",
        "市政协办公室",
        "市中级人民法院",
        "市检察院",
    ]


def test_units_on_lines_of_their_own_and_full_width_digits():
    found = record(papers.JOINT)
    assert rows(found, "measure") == [
        ("measure", "１．", "开展古道普查"),
        ("measure", "２．", "建立古道档案"),
        ("measure", "１．", "抢修险段"),
        ("measure", "２．", "恢复铺装"),
    ]
    one = at(found, "开展古道普查")
    assert one.text == "组织人员逐段踏勘，登记里程与现状。"
    assert [(unit.name, unit.group) for unit in one.units] == [
        ("市文广旅体局", False),
        ("市自然资源规划局", False),
        ("市档案馆", False),
        ("各县（市、区）政府", True),
    ]
    assert one.units_text.startswith("牵头单位：市文广旅体局")


def test_what_the_preamble_carries_out():
    assert [(one.title, one.number) for one in record(papers.JOINT).policy.implements] == [
        ("中华人民共和国文物保护法", ""),
        ("关于加强古道保护的意见", "岚政发〔2020〕8号"),
    ]


def test_an_office_s_opinion_in_which_only_bracketed_numbers_are_steps():
    found = record(papers.OFFICE)
    policy = found.policy
    assert policy.title == "青岚市人民政府办公厅关于加快发展竹产业的实施意见"
    assert policy.number == "岚政办发〔2022〕7号"
    assert policy.issued_on and str(policy.issued_on.on) == "2022-04-06"
    assert policy.effective_on and str(policy.effective_on.on) == "2022-05-01"
    assert policy.expires_on and str(policy.expires_on.on) == "2027-04-30"
    assert policy.adopted_by == "市政府第12次常务会议"
    assert [row[1:] for row in rows(found, "measure")] == [
        ("（一）", "培育优质竹林"),
        ("（二）", "建设竹林道路"),
        ("（三）", "引进骨干企业"),
        ("（四）", "支持技术改造"),
        ("（五）", "加强领导"),
    ]


@pytest.mark.parametrize(
    ("heading", "units"),
    [
        ("培育优质竹林", ["市林业局", "市农业农村局", "市财政局"]),
        ("建设竹林道路", ["市交通运输局", "各县区人民政府"]),
        ("引进骨干企业", ["市经信局", "市商务局"]),
        ("支持技术改造", []),
    ],
)
def test_brackets_that_hold_units_and_brackets_that_do_not(heading: str, units: list[str]):
    one = at(record(papers.OFFICE), heading)
    assert [unit.name for unit in one.units] == units
    if heading == "建设竹林道路":
        assert one.text == "分年实施（试行）。"
    if not units:
        assert "（含设备、软件）" in (one.text or "")


def test_units_are_organisations_of_the_place():
    one = at(record(papers.OFFICE), "引进骨干企业")
    assert [unit.organization for unit in one.units] == ["青岚市经济和信息化局", "青岚市商务局"]


def test_a_decision_whose_paragraphs_begin_with_what_they_are_about():
    found = record(papers.DECISION)
    assert found.policy.adopted_by == "中国共产党青岚市第六届委员会第九次全体会议"
    assert found.policy.adopted_on and str(found.policy.adopted_on.on) == "2020-07-18"
    assert rows(found, "action") == [
        ("action", "", "完善责任清单"),
        ("action", "", "强化日常监督"),
        ("action", "", "精简会议文件"),
        ("action", "", "推行一线工作法"),
        ("action", "", "公开村务清单"),
    ]
    assert at(found, "完善责任清单").level == 3
    assert found.measures[-1].level == 0
    assert (found.measures[-1].text or "").startswith("市委号召")


def test_a_newspaper_s_marks_inside_the_text_are_furniture():
    found = reading(papers.NEWSPAPER)
    one = at(found.record, "铺设光纤网络")
    assert "山区自然村同步接入" in (one.text or "")
    assert not found.record.policy.begins_late
    assert found.record.policy.ends_early
    (told,) = [one for one in found.record.findings if one.code == "ends_early"]
    assert told.severity == "info"
    assert "建设服务" in told.message


@pytest.mark.parametrize(
    "mark",
    [
        "（上接第1版）",
        "【紧接第1版】",
        "上接A1版",
        "（上接一版）",
        "▲上接第1版",
        "（接第1版）",
        "[上接1版]",
        "（上接A01版）",
        "（接上版）",
        "【上接第1、2版】",
    ],
)
def test_marks_of_a_text_that_begins_elsewhere(mark: str):
    text = f"青岚市推进数字乡村建设行动方案\n{mark}\n" + "\n".join(
        papers.NEWSPAPER.splitlines()[6:]
    )
    policy = record(text).policy
    assert policy.begins_late, mark


@pytest.mark.parametrize(
    "mark",
    [
        "（下转第4版）",
        "【下转A4版】",
        "下转四版",
        "（转第8版）",
        "（下转2、3版）",
        "(下接第五版)",
        "（未完待续）",
        "▶下转A2版",
    ],
)
def test_marks_of_a_text_that_goes_on_elsewhere(mark: str):
    found = record(f"{papers.DECISION}{mark}\n")
    assert found.policy.ends_early
    assert [piece.kind for piece in found.furniture] == ["continuation"]


def test_numbers_that_begin_in_the_middle_say_that_the_text_does():
    text = "5.修缮驿站。照旧样修。\n6.整治沿线。拆除棚屋。\n三、加强领导\n7.落实责任。分段包干。\n"
    found = record(text)
    assert found.policy.begins_late
    assert {one.code for one in found.findings} >= {"begins_late", "no_title"}
    assert at(found, "修缮驿站").level == at(found, "落实责任").level == 2


def test_rules_in_articles():
    found = record(papers.RULES)
    assert found.policy.number == "青岚市人民政府令第31号"
    assert found.policy.title == "青岚市古树名木管理办法"
    assert found.policy.effective_on and str(found.policy.effective_on.on) == "2020-01-01"
    assert found.policy.adopted_by == "青岚市人民政府第40次常务会议"
    assert [one.marker for one in found.measures if one.kind == "measure"] == [
        f"第{n}条" for n in "一二三四五"
    ]
    assert [one.heading for one in found.measures if one.kind == "action"] == ["", ""]
    assert [one.title for one in found.policy.implements] == ["城市绿化条例"]


def test_the_head_of_a_web_page():
    found = record(papers.PAGE)
    policy = found.policy
    assert policy.number == "岚政发〔2023〕4号"
    assert policy.enclosed_title == "2023年青岚市民生实事清单"
    assert [one.name for one in policy.issuers] == ["青岚市人民政府"]
    assert (policy.period_start, policy.period_end) == (2023, 2023)
    assert [row[:2] for row in rows(found) if row[1]] == [
        ("measure", "一、"),
        ("action", "一是"),
        ("action", "二是"),
        ("measure", "二、"),
    ]


def test_a_paragraph_printed_twice_is_told_and_kept():
    twice = "按季公开收支，接受查询，对群众反映的问题限期答复，并在公示栏张榜公布结果。"
    text = papers.DECISION.replace("按季公开收支，接受查询。", f"{twice}\n公开村务清单。{twice}")
    found = record(text)
    assert [one.heading for one in found.measures].count("公开村务清单") == 2
    (told,) = [one for one in found.findings if one.code == "duplicated_paragraph"]
    assert told.severity == "warning"
    assert told.line is not None


@pytest.mark.parametrize(
    "name", ["JOINT", "OFFICE", "DECISION", "NEWSPAPER", "RULES", "PAGE", "REGISTER"]
)
def test_no_line_is_lost(name: str):
    text = getattr(papers, name)
    lines = [line for line in text.splitlines() if line.strip()]
    assert set(reading(text).roles) == set(range(len(lines)))


def test_body_and_register_that_name_different_days():
    found = record(papers.REGISTER)
    told = [one for one in found.findings if one.code == "deadline_differs"]
    assert len(told) == 1
    assert "建成古道博物馆" in told[0].message
    assert "2022年6月底前" in told[0].message
    assert "2022年12月" in told[0].message
    assert len(found.tasks) == 3
    leaders = {one.name for task in found.tasks for one in task.leaders}
    assert leaders == {one.name for one in found.people}
    assert all(one.person for task in found.tasks for one in task.leaders)
