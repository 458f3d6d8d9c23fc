"""What was read of a bulletin or a policy, in numbers and sentences for a clerk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .record import Finding, PolicyRecord, Record

_NAMES = {
    "documents": "文件",
    "sections": "段落",
    "agenda": "议程",
    "attendance": "出席列席",
    "appointments": "任免",
    "deputy_changes": "代表变动",
    "credentials_reports": "代表资格报告",
    "opinions": "审议意见",
    "points": "审议意见条目",
    "follow_ups": "办理与督办",
    "responses": "答复",
    "citations": "引用",
    "footnotes": "脚注",
    "people": "人员",
    "organizations": "机构",
}
_POLICY_NAMES = {
    "chapters": "章节",
    "measures": "举措",
    "actions": "细项",
    "registers": "任务清单",
    "tasks": "任务行",
    "citations": "引用",
    "people": "人员",
    "organizations": "机构",
}
_KINDS = {"chapters": "chapter", "measures": "measure", "actions": "action"}
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def count_parts(record: Record) -> dict[str, int]:
    """How many of each part the record holds, by the part's name in the record file."""
    inside = {
        "sections": sum(len(item.sections) for item in record.documents),
        "citations": sum(len(item.citations) for item in record.documents),
        "footnotes": sum(len(item.footnotes) for item in record.documents),
        "points": sum(len(item.points) for item in record.opinions),
        "responses": sum(len(item.responses) for item in record.follow_ups),
    }
    return {name: inside[name] if name in inside else len(getattr(record, name)) for name in _NAMES}


def tell_counts(record: Record) -> str:
    """The counts as one sentence."""
    return _told(count_parts(record), _NAMES)


def count_policy_parts(record: PolicyRecord) -> dict[str, int]:
    """How many of each part the record of a policy holds; the nodes of its outline by kind."""
    return {
        name: sum(1 for one in record.measures if one.kind == _KINDS[name])
        if name in _KINDS
        else len(getattr(record, name))
        for name in _POLICY_NAMES
    }


def tell_policy_counts(record: PolicyRecord) -> str:
    """The counts of a policy as one sentence."""
    return _told(count_policy_parts(record), _POLICY_NAMES)


def _told(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    told = [f"{names[name]} {count}" for name, count in counts.items() if count]
    return f"读出：{'，'.join(told) or '没有内容'}。"


def list_findings(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings, a line each, the worst first."""
    if findings:
        yield f"待核问题 {len(findings)} 条："
    for severity, label in _SEVERITIES.items():
        for item in findings:
            if item.severity == severity:
                yield f"  [{label}] {item.message}"
