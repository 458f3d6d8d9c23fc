"""What a document itself shows to be misprinted is corrected, with its evidence; in doubt it is
only reported."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sessions.importer.policies.registers import RegistersRead
from sessions.importer.policies.registers.alike import misprinted
from sessions.importer.policies.registers.leaders import read_leaders
from sessions.importer.record.policy import Correction, Measure

from . import made_up

HEAD = "所属领域\t序号\t重点任务\t改革措施\t牵头领导\t牵头单位\t责任单位\t完成时限\n"


def read(*rows: str, year: int = 2023, measures: Sequence[Measure] = ()) -> RegistersRead:
    return made_up.read(HEAD + "\n".join(rows), year=year, measures=measures)


def corrections(result: RegistersRead) -> list[tuple[int, str, str]]:
    return [
        (task.row, correction.field, correction.value)
        for task in result.tasks
        for correction in task.corrections
    ]


def codes(result: RegistersRead) -> set[str]:
    return {finding.code for finding in result.findings}


def measure(number: int, heading: str, text: str) -> Measure:
    return Measure(
        key=f"m{number}", order=number, level=2, marker=f"{number}.", heading=heading, text=text
    )


# --- cells in the wrong column ------------------------------------------------------------


def test_cells_that_moved_to_the_left_are_moved_back() -> None:
    result = read(
        "便民\t(1)\t推进联办\t一次收件。\t林晓峰 市改革办（市跑办）\t市教育局、市民政局\t2023年9月\t",
        "\t(2)\t简化材料\t减少。\t贺明\t市民政局\t\t2023年9月",
    )
    task = result.tasks[0]
    assert [leader.name for leader in task.leaders] == ["林晓峰"]
    assert [unit.name for unit in task.lead_units] == ["市改革办（市跑办）"]
    assert [unit.name for unit in task.units] == ["市教育局", "市民政局"]
    assert task.deadline.kind == "date"
    assert {correction.field for correction in task.corrections} == {
        "leader", "lead_unit", "unit", "deadline",
    }  # fmt: skip
    assert "林晓峰 市改革办" in task.corrections[0].reason
    assert [cell.printed for cell in task.cells][4:] == [
        "林晓峰 市改革办（市跑办）", "市教育局、市民政局", "2023年9月", "",
    ]  # fmt: skip
    assert not result.tasks[1].corrections


def test_a_blank_cell_that_is_missing_moves_the_rest() -> None:
    result = read("便民\t(1)\t推进联办\t一次收件。\t林晓峰\t市民政局\t2023年9月\t")
    assert corrections(result) == [(1, "unit", ""), (1, "deadline", "2023年9月")]


def test_cells_that_moved_to_the_right_are_moved_back() -> None:
    result = read("便民\t(1)\t推进联办\t一次收件。\t\t林晓峰\t市民政局\t市教育局\t2023年9月")
    task = result.tasks[0]
    assert [unit.name for unit in task.lead_units] == ["市民政局"]
    assert task.deadline.kind == "date"


def test_words_that_fit_no_column_move_nothing() -> None:
    result = read("便民\t(1)\t推进联办\t一次收件。\t林晓峰\t市民政局\t另行通知事宜\t2023年9月")
    assert corrections(result) == []


# --- years --------------------------------------------------------------------------------

FOUR = [f"\t({n})\t任务{n}\t做好。\t贺明\t市民政局\t市教育局\t2023年{n + 4}月" for n in range(2, 6)]


def test_an_impossible_year_is_that_of_all_other_rows() -> None:
    result = read("便民\t(1)\t推进联办\t收件。\t贺明\t市民政局\t市教育局\t2015年9月", *FOUR)
    assert corrections(result) == [(1, "deadline", "2023年9月")]
    (correction,) = result.tasks[0].corrections
    assert correction.printed == "2015年9月"
    assert "2023 年印发" in correction.reason
    assert "4 行" in correction.reason
    assert str(result.tasks[0].deadline.on) == "2023-09-30"


@pytest.mark.parametrize("odd", ["2022年9月", "2009年9月至2010年1月"])
def test_a_year_that_may_be_meant_is_only_reported(odd: str) -> None:
    result = read(f"便民\t(1)\t推进联办\t收件。\t贺明\t市民政局\t市教育局\t{odd}", *FOUR)
    assert corrections(result) == []
    if odd.startswith("2022"):
        assert "year_doubtful" in codes(result)


def test_where_the_other_rows_differ_a_year_is_only_reported() -> None:
    more = "\t(6)\t任务6\t做好。\t贺明\t市民政局\t市教育局\t2024年6月"
    result = read("便民\t(1)\t推进联办\t收件。\t贺明\t市民政局\t市教育局\t2015年9月", *FOUR, more)
    assert corrections(result) == []
    assert "year_doubtful" in codes(result)


# --- serials and names in the wrong row ---------------------------------------------------

BODY = (
    measure(
        1, "便民服务",
        "压缩开办环节，营业执照与印章一并发放，环节不超过两个。缩短开办时间，一般事项当日办结，"
        "特殊事项三个工作日内办结，跨县事项线上会办。降低开办成本，印章由财政付费，免费提供邮寄和代办服务。"
        "提升开办便捷度。",
    ),
    measure(2, "市场环境", "规范涉企检查，同一企业的检查合并进行。保护企业权益，设立投诉专线。"),
)  # fmt: skip
EARLY = (
    "1. 便民服务\t(1)\t压缩开办环节\t营业执照与印章一并发放，环节不超过两个。\t贺明\t市政务办\t\t2023年6月",
    "\t(2)\t缩短开办时间\t一般事项当日办结，特殊事项三个工作日内办结。\t贺明\t市政务办\t\t2023年6月",
    "\t(3)\t降低开办成本\t缩短流转，跨县事项线上会办，特殊事项三个工作日内办结。\t贺明\t市司法局\t\t2023年6月",
    "\t(4)\t提升开办便捷度\t对新办企业印章由财政付费，免费提供邮寄和代办服务。\t贺明\t市政务办\t\t2023年6月",
    "\t\t\t优化网上页面。\t贺明\t市政务办\t\t2023年6月",
    "2. 市场环境\t(5)\t规范涉企检查\t同一企业的检查合并进行。\t贺明\t市司法局\t\t2023年6月",
)


def test_names_printed_a_row_early_go_to_the_row_whose_words_the_body_has() -> None:
    result = read(*EARLY, measures=BODY)
    assert [(task.number, task.task, task.continues) for task in result.tasks] == [
        (1, "压缩开办环节", False), (2, "缩短开办时间", False), (2, "缩短开办时间", True),
        (3, "降低开办成本", False), (4, "提升开办便捷度", False), (5, "规范涉企检查", False),
    ]  # fmt: skip
    assert [row for row, _, _ in corrections(result)] == [3, 3, 4, 4, 5, 5]
    first: Correction = result.tasks[2].corrections[0]
    assert (first.field, first.printed, first.value) == ("serial", "(3)", "(2)")
    assert "三个工作日内办结" in first.reason
    assert "serial_doubled" not in codes(result)


def test_without_the_body_names_stay_where_they_are_printed() -> None:
    result = read(*EARLY)
    assert corrections(result) == []
    assert [task.number for task in result.tasks] == [1, 2, 3, 4, 4, 5]


def test_a_row_rightly_continuing_stays() -> None:
    right = (
        EARLY[0], EARLY[1],
        "\t\t\t跨县事项线上会办，特殊事项三个工作日内办结。\t贺明\t市司法局\t\t2023年6月",
        "\t(3)\t降低开办成本\t印章由财政付费，免费提供邮寄和代办服务。\t贺明\t市政务办\t\t2023年6月",
        "\t(4)\t提升开办便捷度\t优化网上页面。\t贺明\t市政务办\t\t2023年6月",
    )  # fmt: skip
    assert corrections(read(*right, measures=BODY)) == []


def test_a_name_printed_a_row_late_goes_to_the_row_above() -> None:
    late = (
        EARLY[0], EARLY[1],
        "\t\t\t印章由财政付费，免费提供邮寄和代办服务。\t贺明\t市政务办\t\t2023年6月",
        "\t(3)\t降低开办成本\t印章由财政付费，另送刻章优惠券。\t贺明\t市财政局\t\t2023年6月",
    )  # fmt: skip
    result = read(*late, measures=BODY)
    assert [(task.number, task.continues) for task in result.tasks] == [
        (1, False), (2, False), (3, False), (3, True),
    ]  # fmt: skip


def test_a_domain_printed_a_row_late_is_that_under_which_the_body_has_the_task() -> None:
    result = read(
        EARLY[0],
        "\t(2)\t缩短开办时间\t一般事项当日办结。\t贺明\t市政务办\t\t2023年6月",
        "\t(3)\t规范涉企检查\t同一企业的检查合并进行。\t贺明\t市司法局\t\t2023年6月",
        "2. 市场环境\t(4)\t保护企业权益\t设立投诉专线。\t贺明\t市司法局\t\t2023年6月",
        measures=BODY,
    )
    assert [task.domain for task in result.tasks] == [
        "1. 便民服务", "1. 便民服务", "2. 市场环境", "2. 市场环境",
    ]  # fmt: skip
    assert corrections(result) == [(3, "domain", "2. 市场环境")]
    assert "规范涉企检查" in result.tasks[2].corrections[0].reason


def test_a_task_that_the_body_does_not_name_keeps_its_domain() -> None:
    result = read(
        EARLY[0],
        "\t(2)\t加强巡查督导力度\t设立投诉专线。\t贺明\t市政务办\t\t2023年6月",
        "2. 市场环境\t(3)\t保护企业权益\t设立投诉专线。\t贺明\t市司法局\t\t2023年6月",
        measures=BODY,
    )
    assert corrections(result) == []


# --- names --------------------------------------------------------------------------------


def test_a_name_that_lacks_a_character_is_the_one_used_elsewhere() -> None:
    rows = [f"\t({n})\t任务{n}\t做好。\t贺明\t市大数据局\t市教育局\t2023年6月" for n in range(2, 5)]
    result = read(
        "便民\t(1)\t推进联办\t收件。\t贺明\t市民政局\t市公安局、市数据 局\t2023年6月", *rows
    )
    assert [unit.name for unit in result.tasks[0].units] == ["市公安局", "市大数据局"]
    (correction,) = result.tasks[0].corrections
    assert (correction.field, correction.value) == ("unit", "市公安局、市大数据局")
    assert "市大数据局" in correction.reason


@pytest.mark.parametrize(
    "names",
    [
        ["市民政局"] * 4 + ["市财政局"],  # another body
        ["市公安分局"] * 4 + ["市公安局"],
        ["市委编办"] * 4 + ["市编办"],
        ["市公安局"] * 4 + ["市公安局交警局"],
        ["市大数据局", "市数据局"],  # neither is used often
        ["市第一医院"] * 4 + ["市第二医院", "市医院"],
        ["市大数据局"] * 4 + ["市数据局"] * 2,
    ],
)
def test_another_body_is_no_misprint(names: list[str]) -> None:
    assert misprinted(names) == {}


def test_a_character_printed_twice_is_a_misprint() -> None:
    assert misprinted(["市场监管局"] * 4 + ["市场监监管局"]) == {"市场监监管局": "市场监管局"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("林晓峰", [("林晓峰", "")]),
        ("沈 敏", [("沈敏", "")]),
        ("沈 敏 李 军", [("沈敏", ""), ("李军", "")]),
        ("林晓 峰", [("林晓峰", "")]),
        ("林 晓峰", [("林晓峰", "")]),
        ("林晓峰 沈 敏", [("林晓峰", ""), ("沈敏", "")]),
        ("林晓峰、贺明", [("林晓峰", ""), ("贺明", "")]),
        ("副市长 贺明", [("贺明", "副市长")]),
        ("市委常委、常务副市长 林晓峰", [("林晓峰", "市委常委、常务副市长")]),
        ("贺明（副市长）", [("贺明", "副市长")]),
        ("贺明副市长", [("贺明", "副市长")]),
        ("分管副市长", [("分管副市长", "")]),
        ("林晓峰 林晓峰", [("林晓峰", "")]),
        ("—", []),
    ],
)
def test_leaders(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(leader.name, leader.role) for leader in read_leaders(text).leaders] == wanted


def test_leaders_and_units_are_paired_only_where_they_are_equally_many() -> None:
    paired = read_leaders("林晓峰 贺明 林晓峰", ["市口岸办", "市财政局", "青岚海关"])
    assert [(leader.name, leader.lead_unit) for leader in paired.leaders] == [
        ("林晓峰", "市口岸办"), ("贺明", "市财政局"), ("林晓峰", "青岚海关"),
    ]  # fmt: skip
    uneven = read_leaders("林晓峰 贺明", ["市口岸办", "市财政局", "青岚海关"])
    assert uneven.unpaired
    assert {leader.lead_unit for leader in uneven.leaders} == {""}


def test_what_names_nobody_is_reported() -> None:
    result = read(
        "便民\t(1)\t推进联办\t收件。\t推进机制另行研究确定的同志们\t市民政局\t市教育局\t2023年6月"
    )
    assert "leader_not_read" in codes(result)


# --- serials ------------------------------------------------------------------------------


def test_missing_doubled_and_disordered_serials_are_reported_and_stay() -> None:
    row = "\t({})\t任务{}\t做好。\t贺明\t市民政局\t市教育局\t2023年6月"
    result = read(*(row.format(n, at) for at, n in enumerate((1, 3, 3, 2, 4))))
    assert [task.number for task in result.tasks] == [1, 3, 3, 2, 4]
    assert {"serial_missing", "serial_doubled", "serial_out_of_order"} <= codes(result)
    message = next(one.message for one in result.findings if one.code == "serial_missing")
    assert "缺少序号 2" in message
    assert corrections(result) == []


def test_serials_that_begin_anew_with_each_domain_are_in_order() -> None:
    row = "{}\t{}\t任务{}\t做好。\t贺明\t市民政局\t市教育局\t2023年6月"
    rows = [row.format(d if n == 1 else "", n, n) for d in ("甲类", "乙类", "丙类") for n in (1, 2)]
    assert codes(read(*rows)) == set()


def test_a_blank_cell_in_a_column_that_is_always_filled_is_reported() -> None:
    rows = [f"\t({n})\t任务{n}\t做好。\t贺明\t市民政局\t市教育局\t2023年6月" for n in range(1, 12)]
    rows.append("\t(12)\t任务12\t做好。\t\t市民政局\t市教育局\t2023年6月")
    result = read(*rows)
    assert codes(result) == {"cell_blank"}


def test_words_printed_twice_in_a_name_are_reported() -> None:
    result = read(
        "便民\t(1)\t规范建设项目建设项目审批\t做好。\t贺明\t市民政局\t市教育局\t2023年6月"
    )
    assert codes(result) == {"words_doubled"}
    assert result.tasks[0].task == "规范建设项目建设项目审批"
