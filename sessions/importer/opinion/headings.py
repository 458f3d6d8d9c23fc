"""What a heading of a follow-up names.

关于“X”方面, 审议意见中“X”方面落实情况, （一）关于X的落实情况 all name X. Words in quotation marks
are somebody's own words; the others are the heading's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LONGEST = 120
# The words round a name; the name itself is what is left.
_BEFORE = re.compile(
    r"\A(?:[一二三四五六七八九十]+是)?(?:关于|针对|对于|对|围绕|就)?"
    r"(?:(?:市|县|区|省|州)?人大(?:常委会)?|常委会(?:组成人员)?)?(?:的)?"
    r"(?:(?:审议)?意见(?:建议)?|建议)?(?:中)?(?:第[一二三四五六七八九十\d]+(?:项|条|点|个方面)?)?"
    r"(?:提出|指出|要求|反映)?(?:的|关于|有关)*"
)
_AFTER = re.compile(
    r"(?:等)?(?:几)?(?:个)?(?:方面|问题)?(?:的)?(?:审议)?(?:意见|建议|意见建议|要求)?(?:的)?"
    r"(?:研究处理|贯彻落实|整改落实|办理落实|落实|办理|整改|处理|推进|完成)*(?:的)?(?:工作)?(?:进展)?(?:情况)?\Z"
)
_BETWEEN = re.compile(r"\A[、，,和与及以]*\Z")
# Headings that any report may have, and the words that go with them.
_GENERIC = re.compile(
    r"总体|总的|综合评价|评价|评估|基本|下一步|下步|下阶段|今后|接下来|存在|主要|突出|问题|困难|不足|短板"
    r"|打算|计划|安排|思路|建议|意见|审议|措施|做法|举措|成效|经验|开展|研究|处理|办理|落实|整改|跟踪|督办|监督|情况|工作"
)
_FILLER = re.compile(
    r"关于|有关|对于|[市县区省]?(?:人民)?政府|[市县区省]?人大(?:常委会)?|的|报告|汇报|和|与|及|以及|几点|进一步|逐条|相关|采取"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """The names in a heading; ``quoted`` when they stand in quotation marks."""

    names: tuple[str, ...]
    quoted: bool


def naming(heading: str) -> Naming:
    """What ``heading`` names: one name, or several in quotation marks (关于“A”“B”方面)."""
    text = _curl(heading.strip()[:_LONGEST]).rstrip("。：:；;")
    spans = _quotations(text)
    if spans and _frames(text, spans):
        return Naming(tuple(text[start + 1 : end] for start, end in spans), True)
    before = _BEFORE.match(text)
    rest = text[before.end() :] if before and before.end() < len(text) else text
    after = _AFTER.search(rest)
    # Only words that follow a 关于…: 整改落实情况 may itself be what an aspect is about.
    if after and after.start() >= 4 and rest != text:
        rest = rest[: after.start()]
    return Naming((rest,) if rest else (), False)


def quotations(heading: str) -> tuple[str, ...]:
    """All that stands in quotation marks in ``heading``, long enough to be a name."""
    text = _curl(heading[:_LONGEST])
    return tuple(text[start + 1 : end] for start, end in _quotations(text) if end - start > 6)


def says_nothing(heading: str) -> bool:
    """Whether the heading is one that any report may have (下一步工作打算, 总体评价)."""
    found = naming(heading)
    if found.quoted:
        return False
    plain = re.sub(r"[\s，,、“”]", "", heading)
    return bool(_GENERIC.search(plain)) and not _FILLER.sub("", _GENERIC.sub("", plain))


def _curl(text: str) -> str:
    """Straight quotation marks made “ and ” in turn, 「」 too."""
    text = text.replace("「", "“").replace("」", "”").replace("『", "“").replace("』", "”")
    if '"' not in text and "＂" not in text:
        return text
    parts = re.split('["＂]', text)
    return "".join(
        part + ("" if at == len(parts) - 1 else "“”"[at % 2]) for at, part in enumerate(parts)
    )


def _quotations(text: str) -> list[tuple[int, int]]:
    """The outermost “…” as (offset of “, offset of ”)."""
    spans, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character == "“":
            if depth == 0:
                start = at
            depth += 1
        elif character == "”" and depth:
            depth -= 1
            if depth == 0 and at > start + 1:
                spans.append((start, at))
    return spans


def _frames(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but words of the form stands round the quotations."""
    if not _BEFORE.fullmatch(text[: spans[0][0]]) or not _AFTER.match(text[spans[-1][1] + 1 :]):
        return False
    return all(_BETWEEN.match(text[end + 1 : start]) for (_, end), (start, _) in pairwise(spans))
