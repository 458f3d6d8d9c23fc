"""Texts of cells without what a narrow column does to them."""

from __future__ import annotations

import re

from ...stages import tidy

_CJK = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]"
_WRAP = re.compile(rf"(?<={_CJK})[ \u3000\xa0\n]+(?={_CJK})|(?<=[+＋&])\s+|\s+(?=[+＋&])")
_ALL = re.compile(r"[\s，。、；：！？,.;:!?“”\"‘’'（）()《》〈〉\[\]【】—\-·]+")


def unwrapped(text: str) -> str:
    """``text`` without the blanks at which a narrow column broke it."""
    return tidy(_WRAP.sub("", " ".join(text.split())))


def is_open(text: str) -> bool:
    """Whether a bracket or quotation mark is not closed: the text goes on elsewhere."""
    return sum(map(text.count, "（(《“")) > sum(map(text.count, "）)》”"))


def bare(text: str) -> str:
    """``text`` without blanks and punctuation, for comparing words."""
    return _ALL.sub("", text)


def without_number(text: str) -> str:
    """5. 获得电力 → 获得电力; 一、政务服务 → 政务服务."""
    return re.sub(
        r"\A\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、:：\s]|[（(][\d一二三四五六七八九十]{1,3}[）)]|第.{1,3}[章节项条部分])\s*",
        "",
        text,
    )
