"""Page furniture, whether every line has its place, and the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sessions.importer import record as r

from .acts import check_appointments
from .names import (
    Facts,
    Problems,
)


def check_furniture(record: r.Record, facts: Sequence[Facts]) -> Problems:
    """Furniture marked ``may`` (rules between documents) may be read so, or left in the text."""
    wanted = _furniture_lines(f for f in facts if not f.get("may"))
    allowed = _furniture_lines(f for f in facts if f.get("may"))
    got = _furniture_lines(f.model_dump() for f in record.furniture)
    problems = [f"第 {n} 行应是版面文字（{wanted[n]}）" for n in sorted(wanted.keys() - got.keys())]
    extra = sorted(got.keys() - wanted.keys() - allowed.keys())
    problems += [f"第 {n} 行不是版面文字（{got[n]}）" for n in extra]
    for n in sorted(wanted.keys() & got.keys()):
        if wanted[n] != got[n]:
            problems.append(f"第 {n} 行应是 {wanted[n]}，读成 {got[n]}")
    return problems


_ONE_KIND = {"page_number": "page_header", "imprint": "cover"}


def _furniture_lines(parts: Iterable[Facts]) -> dict[int, str]:
    lines: dict[int, str] = {}
    for part in parts:
        kind = str(part["kind"])
        for number in range(part["line_start"], part["line_end"] + 1):
            lines[number] = _ONE_KIND.get(kind, kind)
    return lines


def check_every_line_placed(record: r.Record) -> Problems:
    """Every non-blank line belongs to exactly one document or is furniture."""
    furniture = _furniture_lines(f.model_dump() for f in record.furniture)
    problems: Problems = []
    owner: dict[int, str] = {}
    for document in record.documents:
        if document.line_start is None or document.line_end is None:
            return [f"《{document.key}》没有行号"]
        for number in range(document.line_start, document.line_end + 1):
            if number in owner:
                problems.append(f"第 {number} 行属于两个文件")
            owner[number] = document.key
    for number in range(record.bulletin.file.lines):
        if number not in owner and number not in furniture:
            problems.append(f"第 {number} 行不属于任何文件，也不是版面文字")
    return problems[:20]


def check_findings(record: r.Record, facts: Facts) -> Problems:
    """Expected findings are there; beyond them and ``may`` there is no error or warning."""
    problems: Problems = []
    if facts.get("no_errors"):
        problems += [f.message for f in record.findings if f.severity == "error"]
    if "acts_or_finding" in facts:
        problems += _acts_or_finding(record, facts["acts_or_finding"])
    if "findings" not in facts:
        return problems
    expected = facts["findings"]
    for one in expected:
        if not any(_is_finding(one, f) for f in record.findings):
            problems.append(f"应当提示：{one}；现有 {[f.message for f in record.findings]}")
    for finding in record.findings:
        known = any(_is_finding(o, finding) for o in [*expected, *facts.get("may", [])])
        if finding.severity != "info" and not known:
            problems.append(f"多余的提示 {finding.code}（{finding.severity}）：{finding.message}")
    return problems


def _acts_or_finding(record: r.Record, acts: Sequence[Facts]) -> Problems:
    """All acts are right, or none is wrong and a finding says that the list was not read."""
    problems = check_appointments(record, acts, acts[0]["document"])
    wrong = [p for p in problems if not p.startswith("没有读出")]
    told = any(f.severity != "info" and f.document == acts[0]["document"] for f in record.findings)
    return wrong if told else problems


def _is_finding(one: Facts, finding: r.Finding) -> bool:
    tests: list[Callable[[], bool]] = []
    if "code" in one:
        codes = [one["code"]] if isinstance(one["code"], str) else one["code"]
        tests.append(lambda: finding.code in codes)
    if "severity" in one:
        tests.append(lambda: finding.severity in one["severity"])
    if "document" in one:
        tests.append(lambda: finding.document in (None, one["document"]))
    if "words" in one:
        tests.append(lambda: any(word in finding.message for word in one["words"]))
    if "lines" in one:
        first, last = one["lines"]
        tests.append(lambda: finding.line is None or first <= finding.line <= last)
    return all(test() for test in tests)


def folder_of(facts_file: Path, facts: Facts, root: Path) -> Path:
    """The text that the facts are of: beside them, or a path from the repository's root."""
    source = facts.get("source", "source.txt")
    return root / source if "/" in source else facts_file.parent / source
