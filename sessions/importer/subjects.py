"""What a title is about, and how alike two subjects are.

The same matter goes by many titles: 市政府关于我市X工作情况的报告, 关于X情况的调研报告,
关于我市X情况报告的审议意见, 听取和审议市政府关于X情况的报告. Their subject is X: the words of the
form are taken away, what is left is compared by pairs of neighbouring characters.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from .. import titles

K = TypeVar("K", bound=Hashable)

bare = titles.bare

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

# Whoever brings it before the committee: 宁波市人民政府关于提请审议…, 听取和审议市政府关于…
_ISSUER = re.compile(
    r"(?:\A|(?<=[《〈]))[^关《》〈〉]{0,45}关于(?:提请|报请)?(?:审议|审查|批准|讨论)?"
)
_ACT_ON_IT = re.compile(
    r"\A(?:继续|再次)?(?:听取|审议|审查|讨论|初审)(?:(?:和|并|、)?(?:听取|审议|审查))?"
)
_DRAFT = re.compile(
    r"[（(](?:[^（()）]{0,6}(?:草案|送审稿|征求意见稿|讨论稿|修正案|审议稿|表决稿)[^（()）]{0,6}"
    r"|试行|暂行|书面|摘要|节选)[)）]"
)
# What a paper is, at the end of its title. 的 and 情况 before it belong to the form.
_FORM = re.compile(
    r"(?:的|之)?(?:综合|专项|专题|初步|中期)?(?:议案|说明|审议意见|审议结果|审查结果|审查意见|审查|调研|调查|"
    r"视察|执法检查|检查|评估|书面|跟踪督办|跟踪监督|跟踪|督办|研究处理|处理|办理|落实|整改落实|询问实录|"
    r"专题询问|询问|决定|决议|报告|意见|函|通知|情况|工作|草案|方案)\Z"
)
_OF_HERE = re.compile(
    r"(?:我|全|本)(?:省|市|区|县|州|盟|旗)(?:级|本级|域)?|全国人大常委会|"
    r"(?:听取和审议|听取并审议|提请审议|批准|关于|有关|开展)"
)
_NUMBERS = re.compile(r"\d+|(?<=第)[一二三四五六七八九十]+|[上下]半年")


def subject(title: str) -> str:
    """What the paper called ``title`` is about; never empty for a title that is not."""
    text = _DRAFT.sub("", title.strip().translate(_FULL_WIDTH))
    text = _ACT_ON_IT.sub("", bare(_ISSUER.sub("", text)))
    while len(text) > 4:
        shorter = _FORM.sub("", text)
        if shorter == text or not shorter:
            break
        text = shorter
    return _OF_HERE.sub("", text) or text or bare(title)


@lru_cache(maxsize=2048)
def pairs(text: str) -> frozenset[str]:
    """Every two neighbouring characters of ``text``; a single character stands for itself."""
    if len(text) < 2:
        return frozenset((text,)) if text else frozenset()
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def likeness(one: str, other: str) -> float:
    """How alike two texts are: 0 nothing in common, 1 the same pairs of characters."""
    a, b = pairs(one), pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def containment(part: str, whole: str) -> float:
    """How much of ``part`` stands in ``whole``: 0 nothing, 1 all its pairs of characters."""
    a = pairs(part)
    return len(a & pairs(whole)) / len(a) if a else 0.0


def similarity(one: str, other: str) -> float:
    """Likeness of two subjects of perhaps very different length: a subject that stands
    whole in a longer one is alike, though less so than an equal one."""
    a, b = pairs(one), pairs(other)
    if not a or not b:
        return 0.0
    score = 0.7 * len(a & b) / min(len(a), len(b)) + 0.3 * likeness(one, other)
    # 2022年度… and 2023年度… are two papers, however alike their titles.
    numbers, others = set(_NUMBERS.findall(one)), set(_NUMBERS.findall(other))
    return score * 0.5 if numbers and others and not numbers & others else score


def best(
    scores: Mapping[K, float], *, least: float, margin: float = 0.08
) -> tuple[K | None, tuple[K, ...]]:
    """The key with the highest score, and the keys that come too near it to tell.

    The key is None when no score reaches ``least`` or when there are rivals.
    """
    ranked = sorted(scores, key=lambda key: -scores[key])
    if not ranked or scores[ranked[0]] < least:
        return None, ()
    rivals = tuple(key for key in ranked if scores[ranked[0]] - scores[key] < margin)
    return (ranked[0], ()) if len(rivals) == 1 else (None, rivals)


def assign(scores: Sequence[Sequence[float]], *, least: float) -> dict[int, int]:
    """Row → column, one to one, the highest scores first; ties go to the nearest numbers.

    Pairs that score less than ``least`` are not made.
    """
    cells = [
        (-score, abs(row - column), row, column)
        for row, line in enumerate(scores)
        for column, score in enumerate(line)
        if score >= least
    ]
    rows: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, row, column in sorted(cells):
        if row not in rows and column not in taken:
            rows[row] = column
            taken.add(column)
    return rows
