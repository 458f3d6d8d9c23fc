"""What one sentence leaves for the next: who was spoken of, what was asked for, which day.

In: sentences. Out: the person that 其 means, the posts and reason of a request that a later
sentence grants (决定接受其辞职), the day that governs.
"""

from __future__ import annotations

import datetime
import re

from .context import reasons, sentence_date
from .dates import find_dates
from .items import Item
from .names import Span, all_names, name_after_title, names_at_end
from .recorder import Recorder
from .resignations import resignation_items
from .text import Piece

_HAS_DAY = re.compile(r"[日号]|\d[-./]\d")
_MEETS = re.compile(r"会议|召开|举行")
_SUBJECT = re.compile(
    r"(?:^|(?<=[，。；：]))(?:因|由于|鉴于)?(?P<who>[^，。；：的]{2,40}?)(?:同志)?(?=因|由于|已|不幸|病故|去世|逝世|被|调|到龄|的代表资格)"
)
_ASKS = re.compile(
    r"向[^，。；：]{2,60}?(?:提出|请求|递交|提交)|(?:提出|书面)(?=[^，。；：]{0,12}辞去)"
)
_END_OF_REQUEST = re.compile(r"职务|一职|的?请求|的?报告|的?申请")


class Memory:
    """One for each walk; emptied where a new document opens."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.open_document()

    def open_document(self) -> None:
        self.requests: dict[str, tuple[Piece, Piece]] = {}
        self.reasons: dict[str, str] = {}
        self.last: list[Piece] = []
        self.date: datetime.date | None = None

    def subject(self, piece: Piece, at: int) -> list[Piece]:
        """Whom 其 means: the person of the sentence named last before it, else the last act's."""
        found = subject_before(piece.text, at)
        return [piece[slice(*found[0])]] if found else self.last[-1:]

    def read_requests(self, piece: Piece) -> None:
        """张三向市人大常委会提出请求辞去A职务的报告: no act yet, but its posts and reason."""
        text = piece.text
        if "辞去" not in text:
            return
        why = reasons(text)
        for match in _ASKS.finditer(text):
            _, names = names_at_end(text, max(0, match.start() - 60), match.start())
            names = names or subject_before(text, match.start())
            if not names:
                continue
            items = resignation_items(text, names[0][0], len(text))[:1]
            for item in items or _asked(text, match.end(), names):
                for start, end in names:
                    self.requests[text[start:end]] = (piece[start:end], piece[slice(*item.posts)])
                    if why:
                        self.reasons[text[start:end]] = why[0][2]

    def see_date(self, whole: Piece) -> None:
        """A sentence without acts: 7月31日，市人大常委会举行会议 dates those that follow."""
        text = whole.text[:400]
        if not _HAS_DAY.search(text):
            return
        for found in find_dates(text, self.recorder.governing_year()):
            if found.year:
                self.recorder.seen_year = found.year
            if found.value and found.start < 30 and _MEETS.search(text):
                self.date = found.value
                return

    def read_date(self, piece: Piece, verb_start: int, whole: Piece) -> None:
        """The day named before the first verb governs this sentence and those after it."""
        head = whole.text
        if verb_start:
            at = head.find(piece.text[verb_start : verb_start + 6])
            head = head[: at if at > 0 else verb_start]
        value, impossible = sentence_date(head, self.recorder.governing_year())
        if impossible:
            self.recorder.bad_date(impossible, whole.lines[max(0, head.find(impossible))])
            self.date = None
        elif value:
            self.date = value
            self.recorder.seen_year = value.year


def subject_before(text: str, at: int) -> list[Span]:
    """The one person of whom the sentence speaks before a place."""
    for match in reversed(list(_SUBJECT.finditer(text, 0, at))):
        found = all_names(text, *match.span("who"))
        if found and len(found) == 1:
            return found
        named = name_after_title(text, *match.span("who"))
        if named:
            return [named]
    return []


def _asked(text: str, start: int, names: list[Span]) -> list[Item]:
    at = text.find("辞去", start)
    if at < 0:
        return []
    stop = _END_OF_REQUEST.search(text, at)
    return [Item(tuple(names), (at + 2, stop.start() if stop else len(text)))]
