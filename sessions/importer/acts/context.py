"""What stands round an act: its reason, its filing, its date.

In: a sentence. Out: 因到龄退休 · 报宁波市人民代表大会备案 · the day it names.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from .dates import find_dates
from .text import Piece

_REASON = re.compile(
    r"(?P<reason>(?:因(?!此|而|为此)|由于|鉴于)[^，。；：]{2,40}?|根据(?:组织|工作|机构|本人|干部|省委|市委|个人)[^，。；：《》]{2,24}?)"
    r"(?=，|。|；|：|向[^，。；：]{2,30}(?:提出|请求)|提出|请求|申请|要求辞|辞去|不再|的?$)"
)
_FILING = re.compile(r"报(?:请|送|经)?(?P<with>[^，。；：报]{2,40}?)备案")
_LATER_FILING = re.compile(
    r"(?:(?P<all>以上|上述|前述)[^，。；：]{0,16}，?|(?:本|此|该)决定，?)?(?:请|由[^，。；：]{0,20})?(?:并|同时)?(?:须|应|依法)?"
    r"报(?:请|送|经)?(?P<with>[^，。；：报]{2,40}?)备案"
)
_NOT_REASON = re.compile(r"会议|提名|提请|规定|《|法》|有关|办法")


@dataclass(frozen=True, slots=True)
class Filing:
    start: int
    end: int
    with_whom: str


def reasons(text: str) -> list[tuple[int, int, str]]:
    """The reasons that a sentence gives, each with its place."""
    found = []
    for match in _REASON.finditer(text):
        words = match["reason"]
        if not _NOT_REASON.search(words):
            found.append((match.start(), match.end(), words))
    return found


def filings(text: str, raw: str) -> list[Filing]:
    """并报宁波市人民代表大会备案: with whom, as printed."""
    return [
        Filing(m.start(), m.end(), raw[m.start("with") : m.end("with")])
        for m in _FILING.finditer(text)
    ]


def later_filing(piece: Piece) -> tuple[str, bool]:
    """并报…备案。 as a sentence of its own: with whom ("" if it is none), and whether it speaks
    of all acts told before (以上三项，报…备案) or of those of the sentence before it."""
    match = _LATER_FILING.match(piece.text) if len(piece) < 80 else None
    return (piece.raw[slice(*match.span("with"))], bool(match["all"])) if match else ("", False)


def sentence_date(text: str, year: int | None) -> tuple[datetime.date | None, str]:
    """The one day a sentence names before its acts, and an impossible one as printed."""
    impossible = ""
    value: datetime.date | None = None
    for found in find_dates(text, year):
        if found.impossible:
            impossible = impossible or found.text
        elif found.value:
            value = found.value
    return value, impossible
