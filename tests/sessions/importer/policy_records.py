"""A small policy of a made-up place, as a record file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sessions.importer import record as rec

PLACE = "青岚市"
WATER, FINANCE = "青岚市水利局", "青岚市财政局"


def unit(name: str, organization: str | None = None, *, group: bool = False) -> rec.Unit:
    return rec.Unit(name=name, organization=organization, group=group)


def small_policy(**values: Any) -> rec.PolicyRecord:
    """Two measures under a chapter; a register with three rows, two of them one task."""
    water, finance = unit("市水利局", "水利局"), unit("市财政局", "财政局")
    record = rec.PolicyRecord(
        policy=rec.Policy(
            title="青岚市人民政府关于印发治水行动方案的通知",
            enclosed_title="青岚市治水行动方案",
            number="青政发〔2020〕5号",
            place=PLACE,
            issuers=(unit(f"{PLACE}人民政府", "市政府"),),
            addressees=(unit("各镇（街道）", group=True),),
            adopted_by="市政府第三次常务会议",
            issued_on=rec.When(on=dt.date(2020, 6, 1), text="2020年6月1日"),
            implements=(rec.Superior(title="关于治水的决定", number="某发〔2019〕1号"),),
            period_start=2020,
            period_end=2022,
            file=rec.File(name="治水.txt", sha256="a" * 64, lines=90),
        ),
        organizations=(
            rec.Organization(key="市政府", name=f"{PLACE}人民政府", jurisdiction=PLACE),
            rec.Organization(key="水利局", name=WATER, jurisdiction=PLACE, aliases=("市水利局",)),
            rec.Organization(key="财政局", name=FINANCE, jurisdiction=PLACE, aliases=("市财政局",)),
        ),
        people=(rec.Person(key="方勤", name="方勤"),),
        measures=(
            rec.Measure(key="章", order=0, level=1, kind="chapter", heading="治理河道"),
            rec.Measure(
                key="一",
                parent="章",
                order=1,
                level=2,
                marker="1.",
                heading="清淤",
                text="建设青岚江实验室。",
                units_text="（市水利局）",
                units=(water,),
                source=rec.Source(page=2, line_start=10, line_end=12),
            ),
        ),
        registers=(
            rec.Register(
                key="清单",
                order=0,
                title="任务清单",
                columns=(
                    rec.Column(head="序号", field="serial"),
                    rec.Column(head="时限", field="deadline"),
                ),
            ),
        ),
        tasks=(
            task("1", 1, "1", finance=finance, water=water),
            task("1续", 2, "", continues=True, water=water),
            task("2", 3, "2", water=water, deadline=rec.Deadline(kind="yearly", text="每年")),
        ),
        citations=(rec.PolicyCitation(key="引", title="水法", count=2),),
        findings=(rec.Finding(code="deadline_differs", severity="warning", message="两处不一。"),),
    )
    return record.model_copy(update=values)


def task(
    key: str,
    row: int,
    serial: str,
    *,
    water: rec.Unit,
    finance: rec.Unit | None = None,
    continues: bool = False,
    deadline: rec.Deadline | None = None,
) -> rec.Task:
    due = rec.Deadline(kind="date", text="2020年12月", on=dt.date(2020, 12, 31), precision="month")
    corrections: tuple[rec.Correction, ...] = ()
    cells = (rec.Cell(field="deadline", head="时限", printed="2020年12月"),)
    if finance is not None:
        cells = (rec.Cell(field="deadline", head="时限", printed="2012年12月"),)
        corrections = (
            rec.Correction(
                field="deadline",
                printed="2012年12月",
                value="2020年12月",
                reason="文件是2020年印发的。",
            ),
        )
    return rec.Task(
        key=key,
        table="清单",
        row=row,
        serial=serial,
        number=int(serial) if serial else 1,
        continues=continues,
        domain="治水",
        task=f"任务{key}",
        measure="清理河道。",
        leaders=(rec.Leader(name="方勤", person="方勤", role="副市长"),),
        lead_units=(water,),
        units=() if finance is None else (finance, unit("有关单位", group=True)),
        deadline=deadline or due,
        cells=cells,
        corrections=corrections,
        source=rec.Source(page=3, line_start=row * 10, line_end=row * 10 + 2),
    )


def facts_only(record: rec.PolicyRecord) -> rec.PolicyRecord:
    """The same without the sentences of the document."""
    return record.model_copy(
        update={
            "measures": tuple(m.model_copy(update={"text": None}) for m in record.measures),
            "tasks": tuple(
                one.model_copy(
                    update={
                        "measure": None,
                        "cells": tuple(
                            cell.model_copy(update={"printed": None}) for cell in one.cells
                        ),
                    }
                )
                for one in record.tasks
            ),
        }
    )
