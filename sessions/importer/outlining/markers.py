"""Markers of an outline: 第一章, 第一条, 一、, （一）, 1., 1、, （1）, ①.

Reads the beginning of a paragraph; gives the marker. 一是/二是 are part of a sentence and no
marker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from ..stages import number_of

_CN = "[一二三四五六七八九十百零〇○]{1,6}"
_AR = "[0-9０-９]{1,3}"


class MarkerType(IntEnum):
    """The types of markers, from the highest level that each usually has to the lowest."""

    PART = 0  # 第一编
    CHAPTER = 1  # 第一章
    CHAPTER_SECTION = 2  # 第一节
    ARTICLE = 3  # 第一条
    CHINESE = 4  # 一、
    CHINESE_BRACKETS = 5  # （一）
    ARABIC = 6  # 1. 1． 1、
    ARABIC_BRACKETS = 7  # （1） 1）
    CIRCLED = 8  # ①
    SPOKEN = 9  # 一是 一要: read by those who know that they begin paragraphs


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: ``text`` as printed, ``length`` of it and of the space after it."""

    type: MarkerType
    number: int
    text: str
    length: int


_PATTERNS: tuple[tuple[MarkerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (MarkerType.PART, rf"(第\s*({_CN}|{_AR})\s*编)(?:\s+|(?=[^的，。]))"),
        (MarkerType.CHAPTER, rf"(第\s*({_CN}|{_AR})\s*章)(?:\s+|(?=[^的，。至和]))"),
        (MarkerType.CHAPTER_SECTION, rf"(第\s*({_CN}|{_AR})\s*节)(?:\s+|(?=[^的，。至和]))"),
        (
            MarkerType.ARTICLE,
            rf"(第\s*({_CN}|{_AR})\s*条(?:之{_CN})?)(?:\s+|[：:]|(?=[^的第规，。、至和款中修）]))",
        ),
        (MarkerType.CHINESE, rf"(({_CN})\s*[、．.])\s*(?=\S)"),
        (MarkerType.CHINESE_BRACKETS, rf"([（(]\s*({_CN})\s*[）)])[、.．]?\s*"),
        (MarkerType.ARABIC, rf"(({_AR})\s*(?:[.．](?![0-9０-９])|、))\s*(?=[^\s0-9０-９])"),
        (MarkerType.ARABIC_BRACKETS, rf"((?:[（(]\s*)?({_AR})\s*[）)])[、.．]?\s*"),
    )
)


def read_marker(text: str) -> Marker | None:
    """The marker that ``text`` begins with, None when it begins with none."""
    if not text:
        return None
    if single := _SINGLE.get(text[0]):
        after = _AFTER_SINGLE.match(text, 1)
        return Marker(*single, text[0], after.end() if after else 1)
    if text[0] not in _BEGINNINGS:
        return None
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and (number := number_of(match[2])) is not None:
            return Marker(kind, number, "".join(match[1].split()), match.end())
    return None


# Numbers that are one character with their brackets or their dot: ㈠ ⑴ ⒈
_SINGLE: dict[str, tuple[MarkerType, int]] = {
    chr(first + n): (kind, n + 1)
    for first, count, kind in (
        (0x3220, 10, MarkerType.CHINESE_BRACKETS),
        (0x2474, 20, MarkerType.ARABIC_BRACKETS),
        (0x2488, 20, MarkerType.ARABIC),
        (0x2460, 20, MarkerType.CIRCLED),
    )
    for n in range(count)
}
_AFTER_SINGLE = re.compile(r"[、.．]?\s*")
_BEGINNINGS = frozenset("第一二三四五六七八九十百零〇○（(0123456789０１２３４５６７８９")
