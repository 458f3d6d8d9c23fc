"""Whatever the pages and the widths of columns, the rows are the same; whatever is wrong with a
table, it is told and takes no time."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.importer.policies.registers import find_tables, read_registers
from sessions.importer.reading.read import raw_lines, read_text

from . import made_up
from .made_up import HEADS, ROWS, facts, stacked, tabbed

CELLS = [row.cells for row in ROWS]
WANTED = [facts(task) for task in made_up.read(tabbed(CELLS)).tasks]
HEAD = "\t".join(HEADS)


@given(
    st.lists(st.integers(1, len(CELLS) - 1), max_size=5),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["\t", "|", " | "]),
)
@settings(deadline=None)
def test_page_breaks_anywhere_give_the_same_rows(
    breaks: list[int], trailing: bool, again: bool, parting: str
) -> None:
    body = tabbed(CELLS, breaks=breaks, trailing=trailing, domain_again=again, parting=parting)
    assert [facts(task) for task in made_up.read(body).tasks] == WANTED


@given(
    st.lists(st.integers(1, len(CELLS) - 1), max_size=4),
    st.sampled_from(["— {} —", "第 {} 页", "（续表）"]),
)
@settings(deadline=None)
def test_page_numbers_between_the_pages_are_no_rows(breaks: list[int], foot: str) -> None:
    pages = tabbed(CELLS, breaks=breaks).split("\n\n")
    body = "\n".join(f"{page}\n{foot.format(n)}" for n, page in enumerate(pages, 1) if page.strip())
    read = made_up.read(body)
    assert [facts(task) for task in read.tasks] == WANTED
    assert "row_unplaced" not in {finding.code for finding in read.findings}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_blanks_in_wrapped_cells_give_the_same_names(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(CELLS) - 1))
    row = list(CELLS[at])
    for column in (2, 5, 6):
        text = row[column]
        if len(text) > 3 and text[1:-1]:
            # A narrow column: after the second character at the earliest, never of the last one.
            place = data.draw(st.integers(2, len(text) - 1))
            row[column] = f"{text[:place]} {text[place:]}"
    cells = [*CELLS[:at], tuple(row), *CELLS[at + 1 :]]
    assert [facts(task) for task in made_up.read(tabbed(cells)).tasks] == WANTED


SERIALS = ["({})", "（{}）", "{}", "{}.", "{}、"]


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["市发改委", "市财政局、市民政局", "各镇（街道）"]),
                  st.sampled_from(["2023年6月", "持续推进", "每年开展", "2023年1-6月"])),
        min_size=1, max_size=30,
    ),
    st.sampled_from(SERIALS),
    st.integers(1, 9),
    st.booleans(),
)  # fmt: skip
@settings(deadline=None)
def test_no_row_is_lost_or_doubled(
    made: list[tuple[bool, str, str]], form: str, each: int, one_a_line: bool
) -> None:
    number, cells = 0, []
    for may_go_on, units, deadline in made:
        goes_on = may_go_on and number > 0
        number += not goes_on
        serial = "" if goes_on else form.format(number)
        name = "" if goes_on else f"推进第{number}类事项改革"
        cells.append((serial, name, "细化办法，明确要求。", units, deadline))
    heads = ("序号", "重点任务", "具体措施", "责任单位", "完成时限")
    if one_a_line:
        body = stacked(cells, heads)  # type: ignore[arg-type]
    else:
        body = tabbed(cells, heads, range(each, len(cells), each))  # type: ignore[arg-type]
    read = made_up.read(body)
    assert [(task.serial, task.continues) for task in read.tasks] == [
        (row[0], not row[0]) for row in cells
    ]
    assert len({task.key for task in read.tasks}) == len(cells)
    assert [task.deadline.text for task in read.tasks] == [row[4] for row in cells]
    assert read.findings == ()


@given(
    st.text(alphabet="序号任务责任单位时限牵头领导123\t\n|　 、。(（一市局2023年月", max_size=400)
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_complaint(text: str) -> None:
    source = read_text(f"青岚市重点任务清单\n{text}\n以上请认真落实。")
    read = read_registers(source.lines, raw_lines(source), year=2023, measures=())
    numbers = {line.number for line in source.lines}
    assert read.lines <= numbers
    assert read.lines <= find_tables(source.lines, raw_lines(source))
    assert len({task.key for task in read.tasks}) == len(read.tasks)


# --- bad input ----------------------------------------------------------------------------


def test_rows_without_a_header_are_no_register() -> None:
    source = read_text("青岚市清单\n" + "\n".join("\t".join(row) for row in CELLS))
    read = read_registers(source.lines, raw_lines(source), year=2023, measures=())
    assert (read.registers, read.tasks) == ((), ())
    # They are rows of a table all the same: whoever asks can say that none was read.
    assert len(find_tables(source.lines, raw_lines(source))) == len(CELLS)


def test_a_header_alone_is_told() -> None:
    read = made_up.read(HEAD)
    assert read.tasks == ()
    assert [finding.code for finding in read.findings] == ["register_empty"]


def test_nothing_gives_nothing() -> None:
    assert read_registers((), (), year=None, measures=()).tasks == ()


def test_rows_with_too_many_cells_are_told_and_keep_them() -> None:
    read = made_up.read(
        HEAD + "\n1. 便民\t(1)\t推进联办\t收件。\t贺明\t市民政局\t市教育局\t2023年6月\t另注\t再注"
    )
    assert [cell.printed for cell in read.tasks[0].cells][-2:] == ["另注", "再注"]
    assert "cells_too_many" in {finding.code for finding in read.findings}


def test_ten_thousand_rows_take_a_few_seconds() -> None:
    rows = "\n".join(
        f"\t({n})\t推进第{n}项\t做好第{n}项工作。\t贺明\t市民政局\t市教育局、市第{n % 50}医院\t2023年{n % 12 + 1}月"
        for n in range(1, 10_001)
    )
    source = read_text(f"青岚市清单\n{HEAD}\n{rows}")
    raw = raw_lines(source)
    began = time.process_time()
    read = read_registers(source.lines, raw, year=2023, measures=())
    assert len(read.tasks) == 10_000
    assert time.process_time() - began < 10


def test_ten_thousand_cells_one_a_line_take_a_few_seconds() -> None:
    rows = [(str(n), f"推进第{n}项", "市民政局", "2023年6月") for n in range(1, 2_501)]
    source = read_text("青岚市清单\n" + stacked(rows, ("序号", "任务", "责任单位", "时限")))  # type: ignore[arg-type]
    raw = raw_lines(source)
    began = time.process_time()
    assert len(read_registers(source.lines, raw, year=2023, measures=()).tasks) == 2_500
    assert time.process_time() - began < 10


def test_cells_of_ten_thousand_characters() -> None:
    long = "推进事项改革" * 1_700
    for at in range(len(HEADS)):
        row = list(CELLS[0])
        row[at] = long
        began = time.process_time()
        read = made_up.read(HEAD + "\n" + "\t".join(row) + "\n" + "\t".join(CELLS[1]))
        assert len(read.tasks) == 2
        assert time.process_time() - began < 5
