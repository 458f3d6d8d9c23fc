"""The forms of single lines that several stages look for. No state, no positions."""

from __future__ import annotations

import re

CHINESE_DIGITS = "一二三四五六七八九十百零〇○"
_YEAR = r"(?:[0-9０-９]{4}|[一二三四五六七八九〇○零０Ｏ]{4})"
_DAY = r"[0-9０-９一二三四五六七八九十]{1,3}"
DATE = rf"{_YEAR}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日"

_DATE_LINE = re.compile(rf"{DATE}\s*\Z")
# A full stop; in some sources it is an ASCII one, which then follows a Chinese character.
_STOP = r"[。！？!?]|(?<=[\u4e00-\u9fff”）》%])\."
STOP = re.compile(_STOP)
_QUOTES_AFTER = r"['”’」』）)〕》]{0,4}\s*\Z"
_SENTENCE_END = re.compile(rf"(?:{_STOP}|[；;：:…]){_QUOTES_AFTER}")
_FULL_STOP = re.compile(rf"(?:{_STOP}|…){_QUOTES_AFTER}")
_SPACED_END = re.compile(
    r"(?:任\s+免\s+名\s+单|名\s+单|公\s+告|公\s+报|决\s+定|决\s+议|议\s+程|纪\s+要|报\s+告|条\s+例)\Z"
)
_RULE = re.compile(r"[—─━＿_=＝\-－*＊~～]{5,}\Z")


def squeeze(text: str) -> str:
    """``text`` without any white space."""
    return "".join(text.split())


def close_up(text: str) -> str:
    """``text`` without its spaces where every character is set apart (公　告, 任 免 名 单), or
    those of the noun that it ends with (常务委员会公　告)."""
    parts = text.split()
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return _SPACED_END.sub(lambda match: "".join(match[0].split()), text)


def is_date(text: str) -> bool:
    """Whether the whole line is a date (2024年7月31日, 二〇二四年七月三十一日)."""
    return len(text) < 40 and _DATE_LINE.match(text) is not None


def is_rule(text: str) -> bool:
    """Whether the line is nothing but a printed rule (————————)."""
    return text[:5] == text[:1] * 5 and _RULE.match(text) is not None


def ends_clause(text: str) -> bool:
    """Whether a paragraph could end with this line, by its last mark."""
    return _SENTENCE_END.search(text[-8:]) is not None


def ends_sentence(text: str) -> bool:
    """Whether the line ends with a full stop or its like."""
    return _FULL_STOP.search(text[-8:]) is not None
