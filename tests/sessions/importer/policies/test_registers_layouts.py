"""One made-up register in every layout gives the same tasks; and what layouts have of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sessions.importer.policies.build import policy_reading
from sessions.importer.policies.registers import RegistersRead
from sessions.importer.policies.registers.heads import field_of, two_rows
from sessions.importer.policies.registers.serials import is_serial, serial_of
from sessions.importer.reading.read import read_text
from sessions.importer.record.policy import Task

from . import made_up
from .made_up import HEADS, ROWS, TITLE, as_docx, as_pdf, facts, gapped, read_file, stacked, tabbed

CELLS = [row.cells for row in ROWS]

NARROW = (60.0, 34.0, 62.0, 90.0, 50.0, 70.0, 90.0, 60.0)

LAYOUTS: dict[str, Callable[[], RegistersRead]] = {
    "tabs": lambda: made_up.read(tabbed(CELLS)),
    "tabs on pages": lambda: made_up.read(tabbed(CELLS, breaks=(2, 3, 5))),
    "tabs, blank ends missing": lambda: made_up.read(tabbed(CELLS, breaks=(2,), trailing=False)),
    "domain only once": lambda: made_up.read(tabbed(CELLS, breaks=(2, 6), domain_again=False)),
    "bars": lambda: made_up.read(tabbed(CELLS, breaks=(4,), parting="|")),
    "bars round it": lambda: made_up.read(
        tabbed([("", *row, "") for row in CELLS], ("", *HEADS, ""), parting=" | ")  # type: ignore[arg-type]
    ),
    "gaps": lambda: made_up.read(gapped(CELLS, HEADS)),
    "one cell a line": lambda: made_up.read(stacked(CELLS)),
    "one cell a line, no tabs": lambda: made_up.read(stacked(CELLS, tab="")),
    "Word": lambda: read_file(as_docx(CELLS), "清单.docx"),
    "Word, domains as rows": lambda: read_file(as_docx(CELLS, spanning=True), "清单.docx"),
    "Word, two rows of heads": lambda: read_file(as_docx(CELLS, two_rows=True), "清单.docx"),
    "Word, both": lambda: read_file(as_docx(CELLS, spanning=True, two_rows=True), "清单.docx"),
    "PDF": lambda: read_file(as_pdf(CELLS), "清单.pdf"),
    "PDF, rows torn by pages": lambda: read_file(as_pdf(CELLS, room=NARROW, lines=11), "清单.pdf"),
    "PDF, rows torn more often": lambda: read_file(as_pdf(CELLS, room=NARROW, lines=7), "清单.pdf"),
    "PDF on pages": lambda: read_file(as_pdf(CELLS, breaks=(3, 6)), "清单.pdf"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_tasks(layout: str) -> None:
    read = LAYOUTS[layout]()
    assert [register.title for register in read.registers] == [TITLE]
    assert [facts(task) for task in read.tasks] == [facts(task) for task in _plain().tasks]
    assert read.findings == ()


def _plain() -> RegistersRead:
    return made_up.read(tabbed(CELLS))


def test_the_made_up_register_is_read_as_it_was_made() -> None:
    tasks = _plain().tasks
    assert [task.serial for task in tasks] == [row.serial for row in ROWS]
    assert [task.number for task in tasks] == [1, 2, 2, 3, 4, 5, 6, 7]
    assert [task.continues for task in tasks] == [not row.serial for row in ROWS]
    assert [task.domain for task in tasks] == [
        *["1. 便民服务"] * 4, *["2. 市场环境"] * 2, *["3. 组织保障"] * 2
    ]  # fmt: skip
    assert tasks[2].task == "建设自助办事点"
    assert [leader.name for leader in tasks[2].leaders] == ["贺明"]
    assert [unit.name for unit in tasks[5].units] == ["市市场监管局", "市生态环境局", "有关部门"]
    assert tasks[6].deadline.start == date(2023, 1, 1)
    assert tasks[6].deadline.on == date(2023, 10, 31)
    assert [task.deadline.kind for task in tasks] == [
        "date", "date", "rolling", "date", "date", "yearly", "range", "as_deployed",
    ]  # fmt: skip


# --- columns ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "heads"),
    [
        ("serial", "序号 编号 序\u3000号"),
        ("task", "任务 重点任务 工作任务 工作内容 主要任务 事项 目标任务 重点工作"),
        ("measure", "具体措施 改革措施 工作举措 工作要求 主要内容"),
        ("leader", "牵头领导 分管领导 责任领导 市领导 市分管领导 牵头市领导"),
        ("lead_unit", "牵头单位 责任（牵头）单位 牵头(责任)单位 主办单位 牵头部门"),
        ("unit", "责任单位 配合单位 协办单位 参与单位 责任部门 牵头及配合单位 责任单位（排名第一的为牵头单位）"),
        ("deadline", "完成时限 时间要求 完成时间 时间节点 办结时限 时限 完成期限 时间进度"),
        ("domain", "所属领域 领域 类别 专项 板块"),
        ("other", "备注 责任人 联系人"),
    ],
)  # fmt: skip
def test_heads_of_all_places(field: str, heads: str) -> None:
    for head in heads.split(" "):
        assert field_of(head) == field, head


def test_words_of_a_text_are_no_heads() -> None:
    for text in ("推进重点任务落实。", "市发改委", "2023年6月", "各镇（街道）", ""):
        assert field_of(text) is None


def test_a_head_over_several_columns() -> None:
    wanted = ["序号", "任务", "责任单位 牵头", "责任单位 配合", "时限"]
    assert (
        two_rows(["序号", "任务", "责任单位", "时限"], ["〃", "〃", "牵头", "配合", "〃"]) == wanted
    )
    assert (
        two_rows(["序号", "任务", "责任单位", "", "时限"], ["", "", "牵头", "配合", ""]) == wanted
    )
    assert two_rows(["序号", "任务", "责任单位", "时限"], ["1", "推进", "市财政局", "长期"]) is None


def test_serials() -> None:
    values = {
        "(1)": 1,
        "（12）": 12,
        "3": 3,
        "4.": 4,
        "5、": 5,
        "⑥": 6,
        "七": 7,
        "（十二）": 12,
        "第8项": 8,
        "０９": 9,
    }
    for text, value in values.items():
        assert serial_of(text) == value, text
    assert is_serial("1.2")
    assert not is_serial("市发改委")


def _tasks(body: str) -> list[tuple[object, ...]]:
    return [_short(task) for task in made_up.read(body).tasks]


def _short(task: Task) -> tuple[object, ...]:
    return (
        task.domain, task.number, task.task, [unit.name for unit in task.lead_units],
        [unit.name for unit in task.units],
    )  # fmt: skip


def test_responsible_units_alone_are_not_guessed_to_lead() -> None:
    body = "编号\t工作内容\t责任单位\t时间节点\n1\t推进联办\t市发改委、市财政局\t年底前\n2\t简化材料\t市民政局\t"
    assert _tasks(body) == [
        ("", 1, "推进联办", [], ["市发改委", "市财政局"]),
        ("", 2, "简化材料", [], ["市民政局"]),
    ]


def test_the_head_or_the_cell_may_say_who_leads() -> None:
    body = "序号\t任务\t责任单位（排名第一的为牵头单位）\t时限\n1\t推进联办\t市发改委、市财政局\t年底前\n"
    assert _tasks(body)[0][3:] == (["市发改委"], ["市财政局"])
    body = (
        "序号\t任务\t责任单位\t时限\n1\t推进联办\t牵头单位：市发改委 配合单位：市财政局、市民政局\t年底前\n"
        "2\t简化材料\t市民政局（牵头）、市教育局\t年底前\n"
    )
    assert [row[3:] for row in _tasks(body)] == [
        (["市发改委"], ["市财政局", "市民政局"]),
        (["市民政局"], ["市教育局"]),
    ]


def test_other_orders_of_columns() -> None:
    body = (
        "序号\t类别\t事项\t主要内容\t分管领导\t主办单位\t参与单位\t时间要求\t备注\n"
        "1\t民生\t推进联办\t一次收件。\t副市长 林晓峰\t市发改委\t市财政局\t2023年10月中旬\t新增\n"
        "2\t\t简化材料\t减少材料。\t林 晓峰、贺明\t市教育局、市民政局\t\t常态化\t\n"
    )
    first, second = made_up.read(body).tasks
    assert (first.domain, first.leaders[0].role) == ("民生", "副市长")
    assert second.domain == "民生"
    assert [(one.name, one.lead_unit) for one in second.leaders] == [
        ("林晓峰", "市教育局"), ("贺明", "市民政局"),
    ]  # fmt: skip
    assert [cell.printed for cell in first.cells if cell.field == "other"] == ["新增"]


def test_a_task_that_covers_several_serials_is_that_of_each() -> None:
    body = "重点任务\t序号\t工作内容\t责任单位\t时限\n便民\t1\t推进联办\t市发改委\t年底前\n\t2\t简化材料\t市民政局\t年底前\n"
    assert [row[:3] for row in _tasks(body)] == [("便民", 1, "推进联办"), ("便民", 2, "简化材料")]


def test_domains_as_rows_of_their_own() -> None:
    wanted = [
        ("一、优化政务环境", 1, "推进联办", ["市发改委"], []),
        ("二、优化法治环境", 2, "简化材料", ["市法院"], []),
    ]
    head = "编号\t任务\t牵头单位\t时限\n"
    one, two = "1\t推进联办\t市发改委\t年底前\n", "2\t简化材料\t市法院\t年底前\n"
    for first, second in (
        ("一、优化政务环境\n", "二、优化法治环境\n"),
        ("一、优化政务环境\t\t\t\n", "二、优化法治环境\t\t\t\n"),
        ("一\t优化政务环境\t\t\n", "二\t优化法治环境\t\t\n"),
        ("一、优化政务环境\n" + head, "二、优化法治环境\n" + head),
    ):
        assert _tasks(head + first + one + second + two) == wanted


def test_several_registers_in_one_document() -> None:
    body = (
        "序号\t任务\t责任单位\t时限\n1\t推进联办\t市发改委\t2023年\n2\t简化材料\t市民政局\t2023年\n\n附件2\n\n"
        "青岚市问题整改清单\n\n序号\t任务\t责任单位\t时限\n1\t补齐台账\t市审计局\t2023年\n\n附件3\n\n"
        "青岚市支持政策一览表\n\n事项\t工作举措\t牵头单位\t备注\n支持创业\t发放补贴\t市人力社保局\t\n"
    )
    read = made_up.read(body)
    assert [register.title for register in read.registers] == [
        TITLE, "青岚市问题整改清单", "青岚市支持政策一览表",
    ]  # fmt: skip
    assert [(task.table, task.row) for task in read.tasks] == [
        ("register-1", 1), ("register-1", 2), ("register-2", 1), ("register-3", 1),
    ]  # fmt: skip


def test_merged_cells_hold_for_every_row_they_cover() -> None:
    body = (
        "序号\t任务\t具体措施\t责任单位\t时限\n1\t推进联办\t一次收件。\t市发改委\t2023年6月\n"
        "〃\t〃\t统一出件。\t市教育局\t〃\n2\t简化材料\t减少材料。\t〃\t2023年7月\n"
    )
    tasks = made_up.read(body).tasks
    assert [(task.number, task.continues) for task in tasks] == [(1, False), (1, True), (2, False)]
    assert tasks[1].deadline.on == date(2023, 6, 30)
    assert [unit.name for unit in tasks[2].units] == ["市教育局"]


# --- torn lines ---------------------------------------------------------------------------


def test_cells_broken_over_lines_are_joined() -> None:
    body = (
        "序号\t任务\t牵头单位\t责任单位\t时限\n1\t推进联办\t市市场\n监管局\t市发改委\t2023年6月\n"
        "2\t简化材料\t市发改委\t市教育局、\n市财政局\t2023年7月\n3\t公开进度\t市发改委\t市教育局\t2023年\n8月\n"
    )
    read = made_up.read(body)
    assert [_short(task)[3:] for task in read.tasks] == [
        (["市市场监管局"], ["市发改委"]),
        (["市发改委"], ["市教育局", "市财政局"]),
        (["市发改委"], ["市教育局"]),
    ]
    assert read.tasks[2].deadline.on == date(2023, 8, 31)


def test_a_row_torn_by_a_page_break_is_one_row() -> None:
    head = "\t".join(HEADS) + "\n"
    body = (
        head + "一、便民\t1\t推进联办\t各窗口一次收件，\t林晓峰\t市发改委\t市教育局、\t2023年6月\n"
        + head + "\t\t\t统一出件。\t\t\t市民政局\t\n\t2\t简化材料\t减少。\t贺明\t市财政局\t市市场\t2023年7月\n"
        "\t\t\t\t\t\t监管局\t\n\t3\t公开进度\t上网。\t贺明\t市财政局\t市市场监管局\t2023年8月\n"
    )  # fmt: skip
    tasks = made_up.read(body).tasks
    assert [_short(task)[4] for task in tasks] == [
        ["市教育局", "市民政局"], ["市市场监管局"], ["市市场监管局"],
    ]  # fmt: skip
    assert tasks[0].measure == "各窗口一次收件，统一出件。"


def test_rows_that_lost_the_blank_cells_at_their_left() -> None:
    lost = "\n".join("\t".join(row).lstrip("\t") for row in [HEADS, *CELLS])
    assert [facts(task) for task in made_up.read(lost).tasks] == [
        facts(task) for task in _plain().tasks
    ]


def test_wrapped_cells_one_below_the_other() -> None:
    body = (
        "序号\n重点任务\n责任单位\n完成时限\n1\n推进窗口综合改革、事项联办和\n材料精简\n市发改委、\n市财政局\n"
        "2023年6月\n底前\n2\n简化材料\n市教育局\n— 3 —\n序号\n重点任务\n责任单位\n完成时限\n3\n公开进度\n"
        "市财政局\n长期"
    )
    read = made_up.read(body)
    assert [_short(task)[1:] for task in read.tasks] == [
        (1, "推进窗口综合改革、事项联办和材料精简", [], ["市发改委", "市财政局"]),
        (2, "简化材料", [], ["市教育局"]),
        (3, "公开进度", [], ["市财政局"]),
    ]
    assert [task.deadline.kind for task in read.tasks] == ["date", "none", "rolling"]


def test_wrapped_cells_with_gaps() -> None:
    body = (
        "序号  重点任务          责任单位              完成时限\n"
        "1     推进综合窗口      市发改委、市财政局、  2023年6月底\n"
        "      改革              市教育局              前\n"
        "2     推进一网通办      市教育局              2023年12月\n"
    )
    read = made_up.read(body)
    assert [_short(task)[1:] for task in read.tasks] == [
        (1, "推进综合窗口改革", [], ["市发改委", "市财政局", "市教育局"]),
        (2, "推进一网通办", [], ["市教育局"]),
    ]


def test_what_stands_below_a_register_is_not_its() -> None:
    read = made_up.read(
        "序号\t任务\t责任单位\t时限\n1\t推进联办\t市发改委\t年底前\n注：标*的为省定任务。"
    )
    assert len(read.tasks) == 1
    assert max(read.lines) == read.tasks[0].source.line_end  # type: ignore[union-attr]


@pytest.mark.parametrize("body", ["tabs", "bars", "gaps", "lines"])
def test_a_whole_document_with_measures_and_a_register(body: str) -> None:
    text = {
        "tabs": tabbed(CELLS, breaks=(2, 5)),
        "bars": tabbed(CELLS, parting="|"),
        "gaps": gapped(CELLS, HEADS),
        "lines": stacked(CELLS),
    }[body]
    record = policy_reading(read_text(DOCUMENT + text + "\n\n抄送：市委各部门。\n")).record
    assert [facts(task) for task in record.tasks] == [facts(task) for task in _plain().tasks]
    assert record.registers[0].title == TITLE
    assert record.policy.number == "青政办发〔2023〕8号"
    assert any(measure.heading == "便民服务" for measure in record.measures)
    assert not [finding for finding in record.findings if finding.severity != "info"]


DOCUMENT = (
    "青岚市人民政府办公室文件\n\n青政办发〔2023〕8号\n\n青岚市人民政府办公室关于印发提升服务实施方案的通知\n\n"
    "各镇人民政府、街道办事处：\n\n《青岚市提升服务实施方案》已经市政府同意，现印发给你们。\n\n"
    "青岚市人民政府办公室\n\n2023年3月1日\n\n青岚市提升服务实施方案\n\n一、总体要求\n\n坚持便民。\n\n"
    "二、重点任务\n\n（一）便民服务。推进窗口通办，建设自助办事点，清理重复证明。\n\n"
    "（二）市场环境。简化开办流程，规范涉企检查。\n\n附件：青岚市提升服务重点任务清单\n\n附件\n\n"
    f"{TITLE}\n\n"
)


def test_headings_above_each_table_are_domains() -> None:
    head = "序号\t任务\t责任单位\t时限\n"
    body = f"一、便民\n{head}1\t推进联办\t市发改委\t年底前\n二、企业\n{head}2\t简化材料\t市民政局\t年底前\n"
    read = made_up.read(body)
    assert [register.title for register in read.registers] == [TITLE]
    assert [task.domain for task in read.tasks] == ["一、便民", "二、企业"]


def test_names_that_count_themselves() -> None:
    body = "任务\t责任单位\t时限\n1.推进联办\t市发改委\t年底前\n2.简化材料\t市民政局\t年底前\n"
    tasks = made_up.read(body).tasks
    assert [(task.serial, task.number, task.task) for task in tasks] == [
        ("1.", 1, "推进联办"), ("2.", 2, "简化材料"),
    ]  # fmt: skip


def test_a_title_that_comes_again_on_every_page_is_no_domain() -> None:
    head = "序号\t任务\t责任单位\t时限\n"
    body = f"{head}1\t推进联办\t市发改委\t年底前\n— 2 —\n{TITLE}（续）\n{head}2\t简化材料\t市民政局\t年底前\n"
    read = made_up.read(body)
    assert [task.domain for task in read.tasks] == ["", ""]
    assert read.findings == ()


def test_serials_within_serials_stay_as_printed() -> None:
    body = "序号\t任务\t责任单位\t时限\n1.1\t推进联办\t市发改委\t年底前\n1.2\t简化材料\t市民政局\t年底前\n"
    read = made_up.read(body)
    assert [(task.serial, task.number) for task in read.tasks] == [("1.1", None), ("1.2", None)]
    assert read.findings == ()
