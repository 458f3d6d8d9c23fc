"""A policy document's file or text becomes its record. Knows no database.

read → flow → tables → parts → measures → registers → references → names → record
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ..dates import date_findings
from ..field_problems import field_problem
from ..naming.names import Names
from ..reading.read import read
from ..record import Finding, Furniture, PolicyRecord
from ..stages import Line, Progress, ReadingError, SourceText, join
from ..told_once import told_once
from .completeness import completeness
from .differing import deadlines_differ
from .flow import Flow, flow_of, furniture_of
from .head import Head, read_head
from .measures import MeasuresRead, read_measures
from .naming import named
from .parting import parts_of
from .parts import Parts
from .references import policy_citations, superiors
from .refusing import refuse_other_papers
from .registers import RegistersRead, find_tables, read_registers
from .repeats import repeats

Role = Literal["head", "measure", "register", "furniture"]
MOST_MEASURES = 20_000
_YEAR_IN_NUMBER = re.compile(r"〔((?:19|20)\d\d)〕")


@dataclass(frozen=True)
class PolicyReading:
    """A record, and what each line of the file was taken for."""

    record: PolicyRecord
    roles: dict[int, Role] = field(default_factory=dict)


def read_policy(path: str | Path, *, progress: Progress | None = None) -> PolicyRecord:
    """The record of the policy document in a file.

    Raises ReadingError, one sentence, when the file cannot be read or is no policy; what is read
    but does not add up is among the record's findings.
    """
    return build_policy(read(path, progress=progress), progress=progress)


def build_policy(source: SourceText, *, progress: Progress | None = None) -> PolicyRecord:
    """The record of a policy document's text; raises as ``read_policy`` does."""
    return policy_reading(source, progress=progress).record


def policy_reading(source: SourceText, *, progress: Progress | None = None) -> PolicyReading:
    """The record with what each line was taken for."""
    try:
        return _read(source, progress or _untold)
    except ValidationError as error:
        place, problem = field_problem(error)
        raise ReadingError(
            f"{source.name} 读出的内容不成记录（{error.title}.{place}：{problem}）："
            "这份文本的版式可能不是政策文件，请检查后再试。"
        ) from error


def _untold(stage: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


def _read(source: SourceText, progress: Progress) -> PolicyReading:
    progress("整理段落", 0, 1)
    flow = flow_of(source)
    tables = find_tables(flow.lines, flow.raw)
    parts = parts_of(flow.lines, tables)
    refuse_other_papers(source, parts, flow, tables=bool(tables))
    measures = read_measures(parts.stretches, parts.enclosed)
    if len(measures.measures) > MOST_MEASURES:
        raise ReadingError(
            f"{source.name} 里读出 {len(measures.measures)} 个条目，超过 {MOST_MEASURES} 个，"
            "不像是一份政策文件。请检查是否选错了文件。"
        )
    progress("整理段落", 1, 1)
    progress("提取事实", 0, 1)
    head = read_head(parts, source)
    registers = read_registers(flow.lines, flow.raw, year=_year(head), measures=measures.measures)
    record = _record(source, flow, parts, head, measures, registers, tables)
    names = Names(record.policy.place)
    names.learn(join(flow.lines).text)
    record = named(record, names)
    progress("提取事实", 1, 1)
    return PolicyReading(record, _roles(source, record, parts, measures, registers, tables))


def _year(head: Head) -> int | None:
    """The year in which days without a year fall."""
    policy = head.policy
    if found := _YEAR_IN_NUMBER.search(policy.number):
        return int(found[1])
    for when in (policy.issued_on, policy.printed_on, policy.adopted_on):
        if when is not None:
            return when.on.year
    return None


def _record(
    source: SourceText,
    flow: Flow,
    parts: Parts,
    head: Head,
    measures: MeasuresRead,
    registers: RegistersRead,
    tables: set[int],
) -> PolicyRecord:
    policy = head.policy
    whole = completeness(flow, parts, measures.paragraphs, registers=bool(registers.tasks))
    cited = _lines_that_cite(flow, parts)
    citations, lonely = policy_citations(cited, policy.title)
    preamble = [one.text or "" for one in measures.measures if one.level == 0]
    preamble += [
        one.text or "" for one in measures.measures if one.marker.startswith("第") and one.text
    ][:1]
    policy = policy.model_copy(
        update={
            "implements": superiors(preamble, (policy.title, policy.enclosed_title)),
            "begins_late": whole.begins_late,
            "ends_early": whole.ends_early,
        }
    )
    findings: list[Finding] = [*source.findings, *head.findings, *whole.findings]
    for block in measures.paragraphs:
        findings += repeats(block)
    for lines in (*parts.adoption, *(stretch.lines for stretch in parts.stretches)):
        if lines:
            findings += date_findings(join(lines))
    findings += (*lonely, *registers.findings)
    findings += _not_read(flow.lines, tables - registers.lines)
    findings += deadlines_differ(measures.measures, registers.tasks)
    if not any(one.kind == "measure" for one in measures.measures) and not registers.tasks:
        findings.append(
            Finding(
                code="no_measures",
                severity="warning",
                message="没有读出编号的举措，也没有任务清单。请核对这份文件是否有分条的内容。",
                line=0,
            )
        )
    imprint = {line.number: "imprint" for line in parts.imprint}
    furniture = (*flow.furniture, *furniture_of(imprint, source.lines))
    return PolicyRecord(
        policy=policy,
        measures=tuple(measures.measures),
        registers=tuple(registers.registers),
        tasks=tuple(registers.tasks),
        citations=citations,
        furniture=tuple(sorted(furniture, key=_place)),
        findings=tuple(told_once(findings)),
    )


def _place(piece: Furniture) -> int:
    return piece.line_start


def _lines_that_cite(flow: Flow, parts: Parts) -> list[Line]:
    """All lines but those that bear the policy's own number, title and imprint."""
    own = {
        line.number
        for lines in (parts.number, parts.masthead, parts.title, parts.labelled, parts.imprint)
        for line in lines
    }
    return [line for line in flow.lines if line.number not in own]


def _not_read(lines: Sequence[Line], missing: set[int]) -> list[Finding]:
    """A finding for the rows of tables that no register took."""
    rows = [line for line in lines if line.number in missing]
    if not rows:
        return []
    return [
        Finding(
            code="table_not_read",
            severity="warning",
            message=f"第{rows[0].number}行起有 {len(rows)} 行表格内容没有读成任务清单。"
            "请对照原件补录。",
            page=rows[0].page,
            line=rows[0].number,
        )
    ]


def _roles(
    source: SourceText,
    record: PolicyRecord,
    parts: Parts,
    measures: MeasuresRead,
    registers: RegistersRead,
    tables: set[int],
) -> dict[int, Role]:
    """What each line was taken for; a line that several take is the first one's."""
    roles: dict[int, Role] = {}
    for number in measures.lines:
        roles.setdefault(number, "measure")
    for number in registers.lines | tables:
        roles.setdefault(number, "register")
    for line in parts.head():
        roles.setdefault(line.number, "head")
    for piece in record.furniture:
        for number in range(piece.line_start, piece.line_end + 1):
            roles.setdefault(number, "furniture")
    return roles
