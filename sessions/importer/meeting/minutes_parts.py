"""Where the parts of the minutes' text begin and end: introduction, items, closing.

In: the text of the minutes. Out: offsets in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..outlining.paragraphs import paragraphs
from ..record import AgendaItem
from ..stages import DocumentText, Passage

_BEGINS_ITEM = re.compile(
    r"(?:(?:本次|此次)?(?:会议|常委会)(?:还|首先|随后|最后|先后|同时|分别|书面|继续|再次|经过?审议|以.{0,12}方式|，)*"
    r"|(?:还|随后|最后|先后))(?:听取|审议|审查|表决|补选|选举|传达|学习|通报|票决|决定|作出|通过|开展|对|任命|任免)"
)
_GOES_ON = re.compile(
    r"会议(?:经过?(?:审议|表决|讨论)|认为|指出|要求|强调|建议|同意|希望|号召|对[^，。]{0,20}(?:给予|予以))|经(?:过)?(?:审议|表决)"
)
_AFTER_INTRODUCTION = re.compile(
    r"(?:会议)?(?:纪要|议程|情况|事项)?(?:如下|纪要如下)[：:。]|现(?:将|纪要).{0,20}[：:。]"
)
_CLOSING = re.compile(
    r"(?:会议期间|会议结束|会议号召|会前，|会后，|闭会|会议最后|会议还(?:召开|举行|组织了?学习))|"
    r"(?!会议|[^。]{0,30}(?:听取|所作))[\u4e00-\u9fff]{0,30}(?:主任|副主任|委员长|书记)\s?"
    r"[\u4e00-\u9fff·]{2,12}(?:在会|作了?(?:重要|总结)?讲话|讲话|就|主持|最后)"
)


def blanked(passage: Passage, begin: int) -> Passage:
    """The passage with everything before ``begin`` blanked: offsets stay."""
    return Passage(" " * begin + passage.text[begin:], passage.lines, passage.starts)


def end_of_recital(passage: Passage, recited: Sequence[AgendaItem]) -> int:
    """Where the recital of the agenda ends."""
    if not recited or recited[-1].source is None:
        return 0
    last = recited[-1].source.line_end
    for line, start in zip(passage.lines, passage.starts, strict=True):
        if line.number > last:
            return start
    return len(passage.text)


def closing(document: DocumentText, passage: Passage, last_item: int) -> int:
    """Where the last item ends: before a paragraph on the end of the session."""
    starts = {line.number: start for line, start in zip(passage.lines, passage.starts, strict=True)}
    for paragraph in paragraphs(document.body):
        start = starts[paragraph[0].number]
        if start > last_item and _CLOSING.match(passage.text, start):
            return start
    return len(passage.text)


def end_of_introduction(text: str, begin: int) -> int:
    """Where the account of who was there ends, in minutes that number nothing."""
    if match := _AFTER_INTRODUCTION.search(text, begin):
        return match.end()
    for start, _ in _sentences(text, begin, len(text)):
        if _BEGINS_ITEM.match(text, start):
            return start
    return len(text)


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for match in re.compile(r"[^。]+。?").finditer(text, start, end):
        first = match.start()
        while first < match.end() and text[first].isspace():
            first += 1
        if first < match.end():
            spans.append((first, match.end()))
    return spans


def unnumbered_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Items without numbers: each sentence that takes up a new matter begins one."""
    spans: list[tuple[int, int]] = []
    for first, last in _sentences(text, start, end):
        begins = _BEGINS_ITEM.match(text, first) and not _GOES_ON.match(text, first)
        if begins or not spans:
            if begins:
                spans.append((first, last))
        else:
            spans[-1] = (spans[-1][0], last)
    return spans
