"""Paragraphs that are printed twice, and paragraphs into which the end of another was spliced.

In: the paragraphs of the text. Out: findings; the text stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from ..forms import squeeze
from ..record import Finding
from .paragraphs import Paragraph

_SHORTEST = 30  # characters of a paragraph that is worth comparing
_RUN = 34  # characters that two paragraphs do not share by chance
_FEW = 5
_SAME_START = 8  # characters
_ALIKE = 0.93
_LONGEST = 2_000  # characters of a paragraph that is compared letter by letter
_END = re.compile(r"[。；！？]\Z")
_SHOWN = 14


def repeats(paragraphs: Sequence[Paragraph]) -> list[Finding]:
    """A finding for each paragraph that comes again, and for each that shares its end with its
    neighbour though it begins in another sentence."""
    texts = [squeeze(paragraph.text) for paragraph in paragraphs]
    findings: list[Finding] = []
    first: dict[str, int] = {}
    for at, text in enumerate(texts):
        if len(text) < _SHORTEST:
            continue
        if text in first:
            findings.append(_twice(paragraphs[first[text]], paragraphs[at]))
            continue
        first[text] = at
    once = sorted(first.values())
    for before, at in zip(once, once[1:], strict=False):
        if _alike(texts[before], texts[at]):
            findings.append(_twice(paragraphs[before], paragraphs[at], "几乎相同"))
            continue
        shared = _spliced(texts[before], texts[at])
        if shared:
            findings.append(_splice(paragraphs[before], paragraphs[at], shared))
    return findings[: 4 * _FEW]


def _spliced(one: str, other: str) -> str:
    """The words that two paragraphs share in mid-sentence; "" where they share none. Such words
    stand behind a clause of another sentence, in one of the two at least."""
    for run in _runs(one, other):
        begins = [text[: text.find(run)] for text in (one, other)]
        if not all(begins) or all(_END.search(begin) for begin in begins):
            continue
        return run
    return ""


def _runs(one: str, other: str) -> list[str]:
    """The longest stretch that both texts hold, where it is long enough."""
    grams = {one[at : at + _RUN]: at for at in range(len(one) - _RUN + 1)}
    for at in range(len(other) - _RUN + 1):
        start = grams.get(other[at : at + _RUN])
        if start is None:
            continue
        length = _RUN
        while one[start : start + length + 1] == other[at : at + length + 1]:
            if start + length >= len(one) or at + length >= len(other):
                break
            length += 1
        return [one[start : start + length]]
    return []


def _alike(one: str, other: str) -> bool:
    """Whether two paragraphs differ in a few characters only."""
    if min(len(one), len(other)) < 2 * _SHORTEST or one[:_SAME_START] != other[:_SAME_START]:
        return False
    if abs(len(one) - len(other)) * 10 > len(one) or max(len(one), len(other)) > _LONGEST:
        return False
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE


def _twice(first: Paragraph, again: Paragraph, how: str = "相同") -> Finding:
    a, b = first.lines[0].number, again.lines[0].number
    return Finding(
        code="duplicated_paragraph",
        severity="warning",
        message=f"第{b}行的段落“{again.text[:_SHOWN]}…”与第{a}行的{how}，印了两遍，都已照录。"
        "请核对原件后删去一遍。",
        page=again.lines[0].page,
        line=b,
    )


def _splice(one: Paragraph, other: Paragraph, shared: str) -> Finding:
    a, b = one.lines[0].number, other.lines[0].number
    return Finding(
        code="spliced_paragraph",
        severity="warning",
        message=f"第{a}行与第{b}行的段落后半都印着“{shared.strip('，。；')[:_SHOWN]}…”，"
        "其中一段像是误接了另一段的文字，都已照录。请核对原件后改正。",
        page=other.lines[0].page,
        line=b,
    )
