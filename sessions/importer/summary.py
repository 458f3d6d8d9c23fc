"""What was read of a bulletin, in numbers and sentences for a clerk."""

from __future__ import annotations

from collections.abc import Iterator

from .record import Record

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
    told = [f"{_NAMES[name]} {count}" for name, count in count_parts(record).items() if count]
    return f"读出：{'，'.join(told) or '没有内容'}。"


def list_findings(record: Record) -> Iterator[str]:
    """The findings, a line each, the worst first."""
    if record.findings:
        yield f"待核问题 {len(record.findings)} 条："
    for severity, label in _SEVERITIES.items():
        for item in record.findings:
            if item.severity == severity:
                yield f"  [{label}] {item.message}"
