"""A small policy document as a record, for the tests of its review."""

from __future__ import annotations

from sessions.importer import record as rec

TEXT = """青岚市人民政府文件

青政发〔2020〕7号

青岚市人民政府关于印发青岚市清水行动方案的通知

各区县（市）人民政府，市直各单位：

《青岚市清水行动方案》已经市政府同意，现印发给你们，请认真贯彻执行。

青岚市人民政府

2020年6月1日

青岚市清水行动方案

一、总体要求

到2022年，全市河道水质明显改善。

二、重点任务

1.疏浚河道。疏浚东河、西河。（责任单位：市水利局）

2.公布水质。每月公布一次水质。（责任单位：市生态环境局、各镇（街道））

重点任务清单

序号\t重点任务\t牵头领导\t责任单位\t完成时限
1\t疏浚东河\t方勤\t市水利局\t2012年12月
2\t公布水质\t方勤\t市生态环境局\t持续推进
"""


def at(line: int) -> rec.Source:
    return rec.Source(line_start=line, line_end=line)


def small_policy() -> rec.PolicyRecord:
    """Two measures under a chapter, a register of two rows with one correction."""
    water = rec.Unit(name="市水利局", organization="青岚市水利局")
    air = rec.Unit(name="市生态环境局", organization="青岚市生态环境局")
    towns = rec.Unit(name="各镇（街道）", group=True)
    leader = rec.Leader(name="方勤", person="方勤")
    return rec.PolicyRecord(
        policy=rec.Policy(
            title="青岚市人民政府关于印发青岚市清水行动方案的通知",
            enclosed_title="青岚市清水行动方案",
            number="青政发〔2020〕7号",
            place="青岚市",
            issuers=(rec.Unit(name="青岚市人民政府", organization="青岚市人民政府"),),
            issued_on=rec.When(on="2020-06-01", text="2020年6月1日"),
            source=rec.Source(line_start=0, line_end=6),
            file=rec.File(name="清水行动.txt", sha256="7" * 64, lines=18),
        ),
        people=(rec.Person(key="方勤", name="方勤"),),
        organizations=tuple(
            rec.Organization(
                key=f"青岚市{name}", name=f"青岚市{name}", aliases=aliases, jurisdiction="青岚市"
            )
            for name, aliases in (
                ("人民政府", ()),
                ("水利局", ("市水利局",)),
                ("生态环境局", ("市生态环境局",)),
            )
        ),
        measures=(
            rec.Measure(
                key="m1", order=0, level=1, kind="chapter", marker="二、", heading="重点任务",
                source=at(10),
            ),
            rec.Measure(
                key="m2", parent="m1", order=1, level=2, marker="1.", heading="疏浚河道",
                text="疏浚东河、西河。", units_text="责任单位：市水利局", units=(water,),
                source=at(11),
            ),
            rec.Measure(
                key="m3", parent="m1", order=2, level=2, marker="2.", heading="公布水质",
                text="每月公布一次水质。", units_text="责任单位：市生态环境局、各镇（街道）",
                units=(air, towns), source=at(12),
            ),
        ),
        registers=(
            rec.Register(
                key="r1", order=0, title="重点任务清单",
                columns=(
                    rec.Column(head="序号", field="serial"),
                    rec.Column(head="重点任务", field="task"),
                    rec.Column(head="牵头领导", field="leader"),
                    rec.Column(head="责任单位", field="unit"),
                    rec.Column(head="完成时限", field="deadline"),
                ),
                source=rec.Source(line_start=13, line_end=16),
            ),
        ),
        tasks=(
            rec.Task(
                key="r1/1", table="r1", row=1, serial="1", number=1, task="疏浚东河",
                leaders=(leader,), units=(water,),
                deadline=rec.Deadline(
                    kind="date", text="2020年12月", on="2020-12-31", precision="month"
                ),
                cells=(
                    rec.Cell(field="task", head="重点任务", printed="疏浚东河"),
                    rec.Cell(field="deadline", head="完成时限", printed="2012年12月"),
                ),
                corrections=(
                    rec.Correction(
                        field="deadline", printed="2012年12月", value="2020年12月",
                        reason="文件是2020年印发的。",
                    ),
                ),
                source=at(15),
            ),
            rec.Task(
                key="r1/2", table="r1", row=2, serial="2", number=2, task="公布水质",
                leaders=(leader,), units=(air,),
                deadline=rec.Deadline(kind="rolling", text="持续推进"), source=at(16),
            ),
        ),
        citations=(rec.PolicyCitation(key="c1", title="水法", count=1),),
        findings=(
            rec.Finding(
                code="correction_proposed", severity="info", line=15,
                message="第15行的时限印作“2012年12月”：请核对后确认或退回。",
            ),
        ),
    )  # fmt: skip
