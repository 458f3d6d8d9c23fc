"""When two titles, or two document numbers (文号), are the same.

A title is printed with and without marks and spaces, with full and half-width brackets; a
number with any brackets round its year. What is left when these are taken away is the key
by which the importer counts citations and by which a citation finds the document that it
means. Nothing else is taken away: 《水污染防治法》 and 《中华人民共和国水污染防治法》 are two
titles, as are those with and without the organ in front, for 关于…的报告 may be anybody's.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES_AND_MARKS = re.compile(r"[\s\u3000《》〈〉<>＜＞“”‘’\"'「」『』、，,；;：:。！!？?·…—\-]+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_OPENING = re.compile(r"[〔﹝\[【({]")
_CLOSING = re.compile(r"[〕﹞\]】)}]")

# A title that is nothing but the kind of paper can only be a short one.
ONLY_A_KIND = re.compile(
    r"(?:实施|若干|指导|管理|行动)?"
    r"(?:条例|规定|办法|决定|决议|意见|方案|规划|纲要|通知|细则|修正案|(?:修订)?草案|议案|说明|报告|计划)"
    r"(?:[（(][^（()）]*[）)])?"
)
# Every place has one of these, and every year another one.
_OF_EVERY_YEAR = re.compile(
    r"(?:(?:人民)?政府|(?:人大)?常委会|常务委员会|(?:人民)?法院|(?:人民)?检察院)?工作报告"
)


def bare(text: str) -> str:
    """``text`` without spaces, quotation marks and punctuation, digits half-width."""
    return _SPACES_AND_MARKS.sub("", text).translate(_FULL_WIDTH)


@lru_cache(maxsize=1024)
def same_title(title: str) -> str:
    """The key of a title: titles that differ in spaces, marks or the width of brackets and
    digits only have the same. Empty for no title alone."""
    return bare(title).replace("(", "（").replace(")", "）") or title.strip()


def same_number(number: str) -> str:
    """The key of a document number: 甬人大常办函［2023］ 30号 is 甬人大常办函〔2023〕30号."""
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    return _CLOSING.sub("〕", _OPENING.sub("〔", plain))


def says_too_little(title: str) -> bool:
    """Whether so many papers bear a title that it leads to none: 《条例》, 《政府工作报告》."""
    plain = bare(title)
    return bool(ONLY_A_KIND.fullmatch(plain) or _OF_EVERY_YEAR.fullmatch(plain))
