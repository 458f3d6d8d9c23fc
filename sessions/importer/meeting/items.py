"""Numbered items of an agenda or of minutes, in whatever way they are numbered.

In: the joined text of a document. Out: the stretch before the first item, and the items.
Markers are 一、 （一） 1. 1、 第一项; they stand at the beginning of a line, or inside a
paragraph after a full stop, semicolon or colon. They must count up: a 二、 that the text
begins a line with in mid-sentence is no item unless it is the one due.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ..record import Finding
from ..stages import Passage, number_of

_CN = "一二三四五六七八九十"
_FORMS = {
    "chinese": rf"(?P<n>[{_CN}]{{1,3}})\s?[、．.]",
    "brackets": rf"[（(]\s?(?P<n>[{_CN}]{{1,3}}|\d{{1,2}})\s?[）)]、?",
    "arabic": r"(?P<n>\d{1,2})\s?(?:[.．](?!\d)|、)",
    "ordinal": rf"第(?P<n>[{_CN}]{{1,3}})项[：:、，]?(?:议程[：:，]?)?",
}
_PATTERNS = {form: re.compile(pattern) for form, pattern in _FORMS.items()}
# Also after the time in the left column of a schedule: 5月29日上午　　一、听取…
_INSIDE = re.compile(r"(?:[。；;：:！]\s?|[上下]午\s{1,20})(?=[一二三四五六七八九十第（(\d])")


_HALF_WIDTH = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[,;:()?!]|[,;()](?=[\u3400-\u9fff])")
_FULL_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff）》”])(?<![一二三四五六七八九十])\.(?=\s?(?:[\u3000-\u9fff]|$))"
)
_WIDE = dict(zip(",;:()?!", "，；：（）？！", strict=True))


def widened(passage: Passage) -> Passage:
    """The passage with Chinese marks where half-width ones were typed between Chinese
    characters; every character keeps its offset."""
    text = _HALF_WIDTH.sub(lambda match: _WIDE[match.group()], passage.text)
    text = _FULL_STOP.sub("。", text)
    return Passage(text, passage.lines, passage.starts)


@dataclass(frozen=True, slots=True)
class Item:
    """``text[start:end]`` of its passage; ``number_text`` is 一 of 一、."""

    number: int
    number_text: str
    start: int
    end: int
    text_start: int


@dataclass(frozen=True, slots=True)
class _Mark:
    form: str
    number: int
    number_text: str
    start: int
    end: int
    at_line: bool


def numbered_items(passage: Passage) -> list[Item]:
    """The items of ``passage``; empty when nothing in it is numbered."""
    by_form: dict[str, list[_Mark]] = {}
    for mark in _marks(passage):
        by_form.setdefault(mark.form, []).append(mark)
    # The items' own form is that of the first 一; what is numbered within them comes later.
    firsts = [
        (mark.start, form) for form, marks in by_form.items() for mark in marks if mark.number == 1
    ]
    for form in dict.fromkeys(form for _, form in sorted(firsts)):
        chain = _chain(by_form[form])
        if len(chain) > 1 or (len(firsts) == 1 and chain[0].at_line):
            return _items(chain, len(passage.text))
    return []


def numbering_findings(items: list[Item], passage: Passage, document: str) -> list[Finding]:
    """A finding for each number that is missing or comes twice."""
    findings = []
    for before, item in pairwise(items):
        if item.number == before.number + 1:
            continue
        line = passage.line_at(item.start)
        findings.append(
            Finding(
                code="numbering",
                severity="warning",
                message=f"第{line.number}行的编号“{item.number_text}”紧接在“{before.number_text}”之后，"
                "编号不连续。请核对是否有遗漏或误排。",
                document=document,
                page=line.page,
                line=line.number,
            )
        )
    return findings


def _marks(passage: Passage) -> list[_Mark]:
    text = passage.text
    places = dict.fromkeys(passage.starts, True)
    for inside in _INSIDE.finditer(text):
        places.setdefault(inside.end(), False)
    marks = []
    for start in sorted(places):
        for form, pattern in _PATTERNS.items():
            match = pattern.match(text, start)
            number = number_of(match["n"]) if match else None
            if match and number:
                mark = _Mark(form, number, match["n"], start, match.end(), places[start])
                marks.append(mark)
                break
    return marks


def _chain(marks: list[_Mark]) -> list[_Mark]:
    """From 1 upwards; a number may be missing, and one may come twice, at a line's start."""
    chain: list[_Mark] = []
    last_places = {mark.number: k for k, mark in enumerate(marks)}
    for k, mark in enumerate(marks):
        if not chain:
            if mark.number == 1:
                chain.append(mark)
            continue
        last = chain[-1].number
        if mark.number == last + 1:
            chain.append(mark)
        elif mark.at_line and mark.number in (last, last + 2):
            # Printed twice, or one left out: only if the count goes on from here.
            following = marks[k + 1].number if k + 1 < len(marks) else None
            due_later = last_places.get(last + 1, k) > k
            if (mark.number == last + 2 and not due_later) or (
                mark.number == last and following == last + 1 and _near(mark, marks[k + 1])
            ):
                chain.append(mark)
    return chain


def _near(one: _Mark, other: _Mark) -> bool:
    return other.start - one.start < 400


def _items(chain: list[_Mark], end: int) -> list[Item]:
    ends = [mark.start for mark in chain[1:]] + [end]
    return [
        Item(mark.number, mark.number_text, mark.start, stop, mark.end)
        for mark, stop in zip(chain, ends, strict=True)
    ]
