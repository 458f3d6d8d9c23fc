"""Forms that offices of other places use, in documents of made-up cities."""

from __future__ import annotations

import pytest

from sessions.importer.policies.issuers import place_of_organ
from sessions.importer.policies.registers.spreading import spread

from . import made_up
from .papers import at, record, rows

OPINION = """
云泽市人民政府关于促进养老服务发展的实施意见
云政发【2021】18号
各县（市、区）人民政府，市政府各部门：
一、主要任务
（一）完善设施布局。新建住宅小区按标准配建养老服务
设施，已建成小区分年度补齐。责任单位：市自然资源和
规划局、市住房城乡建设局、市民政局、市卫生健康委
（二）加强资金保障。将所需经费列入预算，用好用足各
级财政补助资金。责任单位：市财政局
本意见自2021年9月1日起施行，有效期5年。此前规定与本
意见不一致的，以本意见为准。
云泽市人民政府
2021年8月3日
"""


@pytest.mark.parametrize(
    ("organ", "place"),
    [
        ("中共临川县委组织部", "临川县"),
        ("中共明州市委宣传部", "明州市"),
        ("临川县人民武装部", "临川县"),
        ("共青团明州市委员会", "明州市"),
        ("明州市总工会", "明州市"),
        ("工业和信息化部", "全国"),
        ("住房和城乡建设部", "全国"),
        ("中共中央组织部", "全国"),
    ],
)
def test_a_department_of_a_place_is_of_that_place(organ: str, place: str) -> None:
    assert place_of_organ(organ) == place


def test_units_without_a_stop_end_their_measure() -> None:
    found = record(OPINION)
    assert rows(found, "measure") == [
        ("measure", "（一）", "完善设施布局"),
        ("measure", "（二）", "加强资金保障"),
    ]
    first, second = at(found, "完善设施布局"), at(found, "加强资金保障")
    assert [unit.name for unit in first.units] == [
        "市自然资源和规划局", "市住房城乡建设局", "市民政局", "市卫生健康委",
    ]  # fmt: skip
    assert first.text == "新建住宅小区按标准配建养老服务设施，已建成小区分年度补齐。"
    assert [unit.name for unit in second.units] == ["市财政局"]


def test_what_follows_units_is_not_theirs() -> None:
    last = record(OPINION).measures[-1]
    assert (last.level, last.units) == (0, ())
    assert last.text is not None and last.text.startswith("本意见自2021年9月1日起施行")


def test_the_parts_of_a_broken_unit_make_one_cell() -> None:
    text = "\n".join(
        """
桐城市重点工作任务分解
序号
工作任务
牵头领导
牵头单位
配合单位
完成时限
1
新开工保障性
住房2000套
王立新
市住房城乡建设
局
市财政局、市自
然资源和规划局
2024年一季度
2
举办秋季招聘会
李敏
市人力资源社会
保障局
市总工会
10月15日前
3
建成市民中心
王立新
市城投集团
市财政局
2025年全面
完成
""".strip().splitlines()
    )
    read = made_up.read(text)
    assert [
        (
            task.serial,
            [unit.name for unit in task.lead_units],
            [unit.name for unit in task.units],
            task.deadline.text,
        )
        for task in read.tasks
    ] == [
        ("1", ["市住房城乡建设局"], ["市财政局", "市自然资源和规划局"], "2024年一季度"),
        ("2", ["市人力资源社会保障局"], ["市总工会"], "10月15日前"),
        ("3", ["市城投集团"], ["市财政局"], "2025年全面完成"),
    ]
    assert read.findings == ()


def test_two_units_below_each_other_stay_two_cells() -> None:
    found = spread(
        ["市教育局", "各区人民政府", "年内"], ["lead_unit", "unit", "deadline"], joining=True
    )
    assert found.columns == (0, 1, 2)
