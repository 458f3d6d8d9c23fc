"""What the minutes leave open for a person to look at.

In: the minutes as read, and how their items were matched with the agenda's. Out: findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..record import AgendaItem, Finding
from .matching_items import Match

if TYPE_CHECKING:
    from .minutes import Minutes, MinutesItem

_MOST_MISSING = 2  # more agenda items than these are told in one finding


def matching_findings(
    result: Match, items: Sequence[AgendaItem], minutes: Minutes
) -> list[Finding]:
    """What could not be matched, or only doubtfully. A mere account of the session (简况)
    need not tell of every item, nor need its sentences fit one."""
    if minutes.is_account:
        return []
    findings = []
    for m in result.unmatched:
        item = minutes.items[m]
        findings.append(
            _finding(minutes, item, "minutes_item_unmatched",
                     f"会议纪要的“{_label(item)}”没有找到对应的议程，请指定它属于哪一项议程。")
        )  # fmt: skip
    for k, m in result.doubtful:
        item = minutes.items[m]
        findings.append(
            _finding(minutes, item, "minutes_item_doubtful",
                     f"会议纪要的“{_label(item)}”暂对应议程“{items[k].text[:24]}”，但字面相近处不多，请核对。")
        )  # fmt: skip
    missing = [items[k] for k in result.missing]
    if len(missing) > _MOST_MISSING:
        return [*findings, _many_missing(missing, minutes)]
    return findings + [
        _missing(item, f"“{item.text[:24]}”在会议纪要中没有找到对应的内容，请核对。")
        for item in missing
    ]


def _many_missing(missing: Sequence[AgendaItem], minutes: Minutes) -> Finding:
    numbers = "、".join(item.number_text or str(item.number) for item in missing[:10])
    more = f"等{len(missing)}项" if len(missing) > 10 else ""
    return _missing(
        missing[0],
        f"第{numbers}项{more}在第{minutes.line}行起的会议纪要中都没有找到对应的内容，请核对。",
    )


def _missing(item: AgendaItem, words: str) -> Finding:
    source = item.source
    line = source.line_start if source else 0
    return Finding(
        code="agenda_item_not_in_minutes",
        severity="warning",
        message=f"第{line}行的议程{words}",
        document=source.document if source else None,
        page=source.page if source else None,
        line=line,
    )


def _label(item: MinutesItem) -> str:
    return (f"{item.number_text}、" if item.number_text else "") + item.text.strip()[:20]


def _finding(minutes: Minutes, item: MinutesItem, code: str, message: str) -> Finding:
    line = minutes.passage.line_at(item.start)
    return Finding(
        code=code,
        severity="warning",
        message=f"第{line.number}行：{message}",
        document=minutes.document,
        page=line.page,
        line=line.number,
    )


def empty(minutes: Minutes) -> Finding:
    """That the minutes hold no item that could be read."""
    return Finding(
        code="minutes_empty",
        severity="warning",
        message=f"第{minutes.line}行起的会议纪要没有读出任何一项内容。请对照原件核对，必要时手工补录。",
        document=minutes.document,
        line=minutes.line,
    )


def no_agenda(minutes: Minutes) -> Finding:
    """That the agenda is made of the minutes' items."""
    line = minutes.passage.line_at(minutes.items[0].start)
    return Finding(
        code="agenda_from_minutes",
        severity="info",
        message="本期公报没有单列会议议程，已按会议纪要的各项内容生成议程。如有正式议程，请补录。",
        document=minutes.document,
        page=line.page,
        line=line.number,
    )
