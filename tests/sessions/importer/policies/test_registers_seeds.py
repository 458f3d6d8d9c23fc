"""The registers of two real documents, whose texts stand outside the repository, row by row."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sessions.importer.policies.build import policy_reading
from sessions.importer.policies.registers import read_registers
from sessions.importer.reading.read import raw_lines, read, read_bytes, read_text
from sessions.importer.record.policy import PolicyRecord, Task

from ....seeds import ROOT, seed
from .made_up import Cells, as_docx, as_pdf, gapped, paper, stacked, tabbed

GOLDEN = Path(ROOT, "tests", "golden", "policies", "registers")


@cache
def record_of(prefix: str) -> PolicyRecord:
    return policy_reading(read(seed(prefix))).record


def facts(task: Task) -> dict[str, Any]:
    deadline = task.deadline
    return {
        "row": task.row,
        "domain": task.domain,
        "serial": task.serial,
        "number": task.number,
        "continues": task.continues,
        "task": task.task,
        "leaders": [leader.name for leader in task.leaders],
        "lead_units": [unit.name for unit in task.lead_units],
        "units": [unit.name for unit in task.units],
        "deadline": deadline.kind,
        "on": deadline.on.isoformat() if deadline.on else None,
        "start": deadline.start.isoformat() if deadline.start else None,
    }


@pytest.mark.parametrize(
    ("prefix", "name", "rows"),
    [("002_", "fenghua-2018-83", 30), ("004_", "ningbo-2020-36", 107)],
)
def test_every_row_says_what_a_careful_reader_finds(prefix: str, name: str, rows: int) -> None:
    tasks = record_of(prefix).tasks
    wanted = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert len(tasks) == len(wanted) == rows
    for task, row in zip(tasks, wanted, strict=True):
        read_of_it = facts(task)
        assert {key: read_of_it[key] for key in row} == row


def test_the_titles_and_columns_of_the_registers() -> None:
    (fenghua,) = record_of("002_").registers
    assert fenghua.title == (
        "宁波市奉化区人民政府“两强三提高”建设行动计划（2018—2022年）实施方案重点任务清单"
    )
    assert [column.field for column in fenghua.columns] == [
        "serial", "task", "lead_unit", "deadline",
    ]  # fmt: skip
    (ningbo,) = record_of("004_").registers
    assert ningbo.title == "全市建设国际一流营商环境攻坚行动重点任务清单"
    assert [column.field for column in ningbo.columns] == [
        "domain", "serial", "task", "measure", "leader", "lead_unit", "unit", "deadline",
    ]  # fmt: skip


def test_a_hundred_tasks_in_a_hundred_and_seven_rows() -> None:
    tasks = record_of("004_").tasks
    assert [task.number for task in tasks if not task.continues] == list(range(1, 101))
    assert sum(task.continues for task in tasks) == 7
    assert Counter(task.deadline.kind for task in tasks) == {"date": 86, "rolling": 19, "none": 2}
    assert Counter(leader.name for task in tasks for leader in task.leaders) == {
        "陈仲朝": 44, "沈敏": 21, "宋越舜": 15, "李关定": 10, "陈炳荣": 7, "裘东耀": 4, "卞吉安": 4,
        "许亚南": 2, "李军": 1,
    }  # fmt: skip
    assert Counter(task.domain for task in tasks) == {
        "1. 政务服务": 12, "2. 招标投标": 3, "3. 政府采购": 4, "4.企业开办": 5, "5. 获得电力": 5,
        "6. 用水用气": 7, "7. 办理建筑许可": 9, "8. 不动产登记": 4, "9. 纳税服务": 4, "10. 企业注销": 2,
        "11. 获得信贷": 3, "12. 跨境贸易": 6, "13. 知识产权创造、保护和运用": 4, "14. 信用体系建设": 3,
        "15. 劳动力市场监管服务": 2, "16. 优化非公经济服务": 3, "17. 市场监管": 4,
        "18. 保护中小投资者": 3, "19. 执行合同": 6, "20. 办理破产": 4, "21. 包容普惠创新": 9,
        "组织保障": 5,
    }  # fmt: skip


def test_the_deadlines_of_the_thirty_tasks() -> None:
    tasks = record_of("002_").tasks
    assert Counter(task.deadline.kind for task in tasks) == {
        "yearly": 17, "date": 9, "as_deployed": 2, "range": 2,
    }  # fmt: skip


def test_leaders_and_units_of_one_cell_are_paired_by_their_place() -> None:
    task = next(task for task in record_of("004_").tasks if task.serial == "(59)")
    assert [(leader.name, leader.lead_unit) for leader in task.leaders] == [
        ("李关定", "市口岸办"), ("沈敏", "市市场监管局"), ("李关定", "宁波海关"),
    ]  # fmt: skip


def test_just_what_the_document_shows_to_be_misprinted_is_corrected() -> None:
    proposed = {
        (task.row, correction.field, correction.value)
        for task in record_of("004_").tasks
        for correction in task.corrections
        if correction.field not in ("task", "unit")
    }
    assert proposed == {
        (27, "serial", "(26)"), (28, "serial", "(27)"), (29, "serial", "(28)"),
        (34, "serial", "(30)"), (35, "serial", "(31)"),
        (45, "leader", "陈仲朝"), (45, "lead_unit", "市委改革办（市跑改办）"),
        (45, "deadline", "2020年9月"), (65, "deadline", "2020年9月"), (69, "deadline", "2020年12月"),
        (81, "domain", "18. 保护中小投资者"),
    }  # fmt: skip
    changed = {task.row for task in record_of("004_").tasks if task.corrections}
    assert changed == {27, 28, 29, 34, 35, 45, 65, 69, 79, 81}
    assert all(
        correction.reason.endswith("。") and correction.state == "proposed"
        for task in record_of("004_").tasks
        for correction in task.corrections
    )
    assert not any(task.corrections for task in record_of("002_").tasks)


def test_the_cells_keep_the_print() -> None:
    tasks = record_of("004_").tasks
    shifted = next(task for task in tasks if task.serial == "(41)")
    printed = {cell.head: cell.printed for cell in shifted.cells}
    assert printed["责任单位"] == "2020年9月"
    assert printed["完成时限"] == ""
    early = tasks[26]
    assert {cell.head: cell.printed for cell in early.cells}["序号"] == "(27)"
    wrapped = next(task for task in tasks if task.serial == "(72)")
    assert {cell.head: cell.printed for cell in wrapped.cells}["牵头单位"] == "市市场 监管局"


def test_findings_tell_what_a_person_should_look_at() -> None:
    codes = Counter(finding.code for finding in record_of("004_").findings)
    assert codes["correction_proposed"] == 10
    assert codes["cell_blank"] == 3  # one leader, two deadlines
    assert codes["words_doubled"] == 1
    assert "serial_missing" not in codes
    assert "row_unplaced" not in codes


def test_a_register_is_read_quickly() -> None:
    source = read(seed("004_"))
    began = time.process_time()
    policy_reading(source)
    assert time.process_time() - began < 2


# --- printed again in other layouts -------------------------------------------------------

ROOM = (64.0, 34.0, 92.0, 250.0, 50.0, 80.0, 120.0, 64.0)
AGAIN: dict[str, Callable[[Sequence[Cells], Cells], str | bytes]] = {
    "tabs on pages": lambda rows, heads: tabbed(rows, heads, range(7, len(rows), 7)),
    "bars": lambda rows, heads: tabbed(rows, heads, parting=" | "),
    "gaps": gapped,
    "one cell a line": stacked,
    "Word": lambda rows, heads: as_docx(rows),
    "PDF": lambda rows, heads: as_pdf(rows, heads=heads, room=ROOM, lines=30),
    "PDF, rows torn": lambda rows, heads: as_pdf(rows, heads=heads, room=ROOM, lines=17),
}


@pytest.mark.parametrize("layout", AGAIN)
def test_the_same_tasks_in_other_layouts(layout: str) -> None:
    record = record_of("004_")
    heads = tuple(column.head for column in record.registers[0].columns)
    rows = [tuple(cell.printed or "" for cell in task.cells) for task in record.tasks]
    printed = AGAIN[layout](rows, heads)
    source = (
        read_text(paper(printed))
        if isinstance(printed, str)
        else read_bytes(printed, "清单.docx" if layout == "Word" else "清单.pdf")
    )
    again = read_registers(source.lines, raw_lines(source), year=2020, measures=record.measures)
    assert [facts(task) for task in again.tasks] == [facts(task) for task in record.tasks]
    # Where blank cells leave no trace a shifted cell is one fewer; the rows are the same.
    assert [task.row for task in again.tasks if task.corrections] == [
        task.row for task in record.tasks if task.corrections
    ]


@pytest.mark.parametrize("layout", ["tabs on pages", "bars", "gaps", "one cell a line"])
def test_the_thirty_tasks_in_other_layouts(layout: str) -> None:
    record = record_of("002_")
    heads = tuple(column.head for column in record.registers[0].columns)
    rows = [tuple(cell.printed or "" for cell in task.cells) for task in record.tasks]
    printed = AGAIN[layout](rows, heads)
    assert isinstance(printed, str)
    source = read_text(paper(printed))
    again = read_registers(source.lines, raw_lines(source), year=2018, measures=())
    assert [facts(task) for task in again.tasks] == [facts(task) for task in record.tasks]
