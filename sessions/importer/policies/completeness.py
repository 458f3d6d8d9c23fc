"""Whether a policy's text is whole: a newspaper prints it over several pages, of which the file
holds some.

In: the marks of the newspaper, the measures and paragraphs read. Out: whether the text begins
late or ends early, each with a finding that says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..outlining.markers import MarkerType
from ..record import Finding
from .flow import Flow
from .paragraphs import Paragraph
from .parts import Parts
from .responsible import is_units_line

_ENDED = re.compile(r"[。！？!?；;…：:]['”’」』）)〕\]］】]{0,4}\Z|[）)\]］】]\Z")
_TOP = (MarkerType.CHAPTER, MarkerType.CHINESE, MarkerType.ARABIC, MarkerType.ARTICLE)
_SHOWN = 20


@dataclass(frozen=True)
class Completeness:
    """What is missing at either end."""

    begins_late: bool = False
    ends_early: bool = False
    findings: tuple[Finding, ...] = ()


def completeness(
    flow: Flow, parts: Parts, paragraphs: Sequence[Sequence[Paragraph]], *, registers: bool
) -> Completeness:
    """Whether the beginning or the end is missing."""
    text = [one for block in paragraphs for one in block]
    first_line = text[0].lines[0].number if text else -1
    last_line = text[-1].lines[-1].number if text else -1
    from_elsewhere = [
        mark for mark in flow.marks if not mark.onward and mark.line <= max(first_line, 0)
    ]
    onward = [mark for mark in flow.marks if mark.onward and mark.line >= last_line]
    findings = []
    if from_elsewhere:
        mark = from_elsewhere[0]
        findings.append(_late(f"第{mark.line}行印着“{mark.printed}”", mark.line))
    elif number := _late_number(text):
        line, printed = number
        findings.append(_late(f"编号从第{line}行的“{printed}”开始", line))
    elif not parts.title and not parts.labelled and text and not parts.number:
        findings.append(_late("开头没有标题", text[0].lines[0].number))
    late = bool(findings)
    if onward:
        mark = onward[-1]
        findings.append(_early(f"第{mark.line}行印着“{mark.printed}”", mark.line))
    elif text and not registers and _breaks_off(parts, text):
        words = text[-1].text[-_SHOWN:]
        findings.append(_early(f"末句“…{words}”没有说完", last_line))
    return Completeness(late, len(findings) > late, tuple(findings))


def _late_number(text: Sequence[Paragraph]) -> tuple[int, str] | None:
    """The first number of the text's first kind of heading, where it is not the first."""
    for at, paragraph in enumerate(text):
        marker = paragraph.marker
        if marker is None or marker.type not in _TOP:
            continue
        if marker.number == 1:
            return None
        same = [one.marker for one in text[at + 1 :] if one.marker]
        follows = next((one for one in same if one.type is marker.type), None)
        if follows is not None and follows.number == marker.number + 1:
            return paragraph.lines[0].number, marker.text
    return None


def _breaks_off(parts: Parts, text: Sequence[Paragraph]) -> bool:
    """Whether the last paragraph stops in mid-sentence, with nothing behind it."""
    last = text[-1]
    if _ENDED.search(last.text) or parts.imprint or is_units_line(last.text):
        return False
    line = last.lines[-1].number
    behind = [*parts.signature, *parts.dates, *parts.disclosure, *parts.notes]
    if any(one.number > line for one in behind):
        return False
    if last.marker is None or "。" in last.text:
        ended = sum(1 for one in text[:-1] if _ENDED.search(one.text))
        return "。" in last.text or "，" in last.text or 2 * ended > len(text)
    return _is_filled_elsewhere(text)


def _is_filled_elsewhere(text: Sequence[Paragraph]) -> bool:
    """Whether most headings of the last one's kind have text behind or below them."""
    kind = text[-1].marker
    others = filled = 0
    for one, below in zip(text, text[1:], strict=False):
        if kind is None or one.marker is None or one.marker.type is not kind.type:
            continue
        others += 1
        inner = below.marker is None or below.marker.type > kind.type
        filled += bool("。" in one.text or inner)
    return others > 0 and 2 * filled > others


def _late(why: str, line: int) -> Finding:
    return Finding(
        code="begins_late",
        severity="info",
        message=f"{why}：文件的开头部分不在这份文本里。请找到前面的版面一起导入，或照此保留。",
        line=line,
    )


def _early(why: str, line: int) -> Finding:
    return Finding(
        code="ends_early",
        severity="info",
        message=f"{why}：文件的结尾部分不在这份文本里。请找到后面的版面一起导入，或照此保留。",
        line=line,
    )
