"""What a policy cites, and which documents it says it carries out.

In: the text's lines and its preamble. Out: citations with counts, superior documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...titles import same_title
from ..linking.citations import citations_of
from ..marks import Number, Title, book_titles, document_numbers
from ..record import DocumentKind, Finding, PolicyCitation, Superior
from ..stages import DocumentText, Line

_VERB = (
    r"(?:根据|按照|依据|依照|遵照|遵循|贯彻|落实|执行|对照|参照|实施|结合|学习)(?:(?:实施|执行|落实|好|国家|中央|"
    r"上级|有关)*)"
)
_LEADS = re.compile(rf"{_VERB}[^。；《》]{{0,30}}\Z")
_NO_LEAD = re.compile(r"(?:制定|印发|废止|修订|编制|出台)[^。；《》]{0,12}\Z")
_JOINS = re.compile(r"(?:[、，和及与]|以及|并结合)?\s*[\u3400-\u9fff]{0,16}\Z")
_BEHIND = re.compile(r"\s{0,2}[（(]\s{0,2}\Z")
_NEVER_JOINS = re.compile(r"[。；]|要求|精神|制定|印发|已经")


def policy_citations(
    lines: Sequence[Line], title: str
) -> tuple[tuple[PolicyCitation, ...], list[Finding]]:
    """The titles and numbers that ``lines`` name, counted, and what is amiss with their marks."""
    document = DocumentText(
        key="policy", sequence=1, kind=DocumentKind.OTHER, title=title, lines=tuple(lines)
    )
    found, findings = citations_of(document)
    citations = tuple(
        PolicyCitation(
            key=one.key[:500],
            title=one.title[:500],
            number=one.number[:100],
            count=one.count,
            source=one.source and one.source.model_copy(update={"document": None}),
        )
        for one in found
    )
    return citations, [item.model_copy(update={"document": None}) for item in findings]


def superiors(passages: Iterable[str], own: Sequence[str]) -> tuple[Superior, ...]:
    """The documents that the preamble says are carried out; ``own`` are the policy's titles."""
    mine = {same_title(title) for title in own if title}
    found: dict[tuple[str, str], Superior] = {}
    for text in passages:
        for one in _in_passage(text):
            if same_title(one.title) in mine or (not one.title and not one.number):
                continue
            key = (same_title(one.title) if one.title else "", "" if one.title else one.number)
            held = found.get(key)
            if held is None or (one.number and not held.number):
                found[key] = one
    return tuple(found.values())


def _in_passage(text: str) -> list[Superior]:
    titles = [title for title in book_titles(text)[0] if title.depth == 0]
    numbers = document_numbers(text)
    inside = [number for number in numbers if any(t.start <= number.start < t.end for t in titles)]
    numbers = [number for number in numbers if number not in inside]
    found: list[Superior] = []
    end = -1  # where the last superior ended
    used: set[int] = set()
    mentions: list[Title | Number] = [*titles, *numbers]
    for mention in sorted(mentions, key=_start):
        if isinstance(mention, Number):
            if mention.start in used or not _is_led(text, mention.start, end):
                continue
            found.append(Superior(number=mention.text[:100]))
            end = mention.end
            continue
        if not _is_led(text, mention.start, end):
            continue
        number = _number_behind(text, mention, numbers)
        if number:
            used.add(number.start)
        found.append(Superior(title=mention.text[:500], number=number.text[:100] if number else ""))
        end = number.end + 1 if number else mention.end
    return found


def _start(mention: Title | Number) -> int:
    return mention.start


def _is_led(text: str, start: int, end: int) -> bool:
    """Whether what begins at ``start`` is carried out: a verb leads to it, or it is joined to
    the one before, which ended at ``end``."""
    before = text[max(0, start - 45) : start]
    if end >= 0:
        gap = text[end:start]
        if len(gap) <= 20 and _JOINS.fullmatch(gap) and not _NEVER_JOINS.search(gap):
            return True
    return _LEADS.search(before) is not None and _NO_LEAD.search(before) is None


def _number_behind(text: str, title: Title, numbers: Sequence[Number]) -> Number | None:
    for number in numbers:
        if 0 <= number.start - title.end <= 4 and _BEHIND.match(text[title.end : number.start]):
            return number
    return None
