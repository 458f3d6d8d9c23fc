"""The titles and document numbers that a document cites.

Every 《…》 is a citation, inside others too, and so is every document number, on its own or
behind the title it belongs to. Titles that the document shortens (《条例》) are counted under
the full one; a short one that nothing in the document explains stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...titles import ONLY_A_KIND, same_title
from ..marks import Number, Title, book_titles, document_numbers
from ..record import Citation, Finding, Source
from ..stages import DocumentText, Line, Passage, join
from .short_titles import ShortTitle, short_titles

_MOST_FINDINGS = 5
_MOST_DEFINITIONS = 100
_DRAFT = re.compile(r"(?P<name>.+?)(?P<draft>[（(][^（()）]*(?:稿|草案|修正案)[^（()）]*[）)])\Z")
_BEFORE_NUMBER = re.compile(r"\s{0,3}[（(]\s{0,3}")


@dataclass
class _Cited:
    """A title or number while it is being counted."""

    title: str
    number: str
    source: Source
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Where:
    """A place in the text, worked out only when it is the first of a citation."""

    passage: Passage
    start: int
    end: int

    def source(self, document: str) -> Source:
        return self.passage.source(self.start, self.end, document)


@dataclass
class _Reading:
    """One document while it is being read. ``defined`` holds its short titles."""

    document: DocumentText
    own_titles: tuple[str, ...]
    defined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cited: dict[str, _Cited] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # the key of each title, however spaced
    by_number: dict[str, str] = field(default_factory=dict)
    unexplained: dict[str, int] = field(default_factory=dict)
    lonely: list[tuple[str, Line]] = field(default_factory=list)


def citations_of(
    document: DocumentText, documents: Iterable[tuple[str, str]] = ()
) -> tuple[tuple[Citation, ...], list[Finding]]:
    """The citations of ``document`` in the order of their first places, and findings on marks
    without a partner and on short titles that nothing explains.

    ``documents`` are (key, title) of all documents of the bulletin.
    """
    titles, _ = book_titles(document.title)
    reading = _Reading(document, tuple(title.text for title in titles))
    passages = [join(document.lines), *(join(lines) for _, lines in document.notes)]
    for passage in passages:
        _read(reading, passage)
    held = _held(documents)
    citations = []
    for key, one in reading.cited.items():
        target = held.get(same_title(one.title)) if one.title else None
        citations.append(
            Citation(
                key=key,
                title=one.title,
                number=one.number,
                count=one.count,
                cited_document=target if target != document.key else None,
                source=one.source,
            )
        )
    return tuple(citations), _findings(reading)


def _held(documents: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The document of each title; a title that several documents bear is left out."""
    held: dict[str, str] = {}
    several = set()
    for key, title in documents:
        if held.setdefault(same_title(title), key) != key:
            several.add(same_title(title))
    return {title: key for title, key in held.items() if title not in several}


def _read(reading: _Reading, passage: Passage) -> None:
    text = passage.text
    titles, lonely = book_titles(text)
    numbers = document_numbers(text)
    definitions = short_titles(text, titles)
    for short in definitions:
        reading.defined.setdefault(same_title(short.name), short.full)
    defining = {short.start for short in definitions}
    mentions: list[tuple[int, Title | Number]] = [
        (title.start, title) for title in titles if title.start not in defining
    ]
    mentions += [(number.start, number) for number in numbers]
    mentions += _quoted_mentions(text, definitions[:_MOST_DEFINITIONS])
    behind = {title.end: title for title in titles}
    meanings: dict[str, tuple[str, ...]] = {}
    for start, found in sorted(mentions, key=_place):
        where = _Where(passage, start, found.end)
        if isinstance(found, Number):
            _cite_number(reading, found, _title_of(text, found, behind), where)
            continue
        if found.text not in meanings:
            meanings[found.text] = _full_titles(reading, found, where)
        for full in meanings[found.text]:
            _cite(reading, full, where)
    for at in lonely:
        reading.lonely.append((text[at], passage.line_at(at)))


def _place(mention: tuple[int, Title | Number]) -> tuple[int, int]:
    return mention[0], -mention[1].end


def _quoted_mentions(
    text: str, definitions: Sequence[ShortTitle]
) -> list[tuple[int, Title | Number]]:
    """Where short names without book-title marks (“两条例一决定”) are used again."""
    found: list[tuple[int, Title | Number]] = []
    for short in definitions:
        if short.marked:
            continue
        at = text.find(f"“{short.name}”", short.end)
        while at >= 0:
            end = at + len(short.name) + 2
            found.append((at, Title(at, end, short.name, 0)))
            at = text.find(f"“{short.name}”", end)
    return found


def _title_of(text: str, number: Number, behind: dict[int, Title]) -> Title | None:
    """The title whose bracket the number opens: 《…的函》（甬人大常办函〔2023〕30号）."""
    for end in range(number.start - 1, max(-1, number.start - 8), -1):
        if end in behind:
            gap = text[end : number.start]
            return behind[end] if _BEFORE_NUMBER.fullmatch(gap) else None
    return None


def _full_titles(reading: _Reading, title: Title, where: _Where) -> tuple[str, ...]:
    """What the title stands for: itself, or the full titles it is short for."""
    name = same_title(title.text)
    if name in reading.defined:
        return reading.defined[name]
    draft = _DRAFT.match(title.text)
    if draft and same_title(draft["name"]) in reading.defined:
        full = reading.defined[same_title(draft["name"])]
        return tuple(one + draft["draft"] for one in full)
    if not ONLY_A_KIND.fullmatch(title.text):
        return (title.text,)
    own = _own_title(reading, title.text)
    if own:
        return (own,)
    reading.unexplained.setdefault(title.text, where.passage.line_at(where.start).number)
    return (title.text,)


def _own_title(reading: _Reading, short: str) -> str | None:
    """The only title in the document's own that ``short`` can be short for.

    A report on 《某市X条例（修订草案）》 says 《条例》 for 某市X条例 and 《条例（修订草案）》,
    《修订草案》 for the draft.
    """
    hits = set()
    for own in reading.own_titles:
        draft = _DRAFT.match(own)
        if own.endswith(short):
            hits.add(own)
        elif draft and draft["name"].endswith(short):
            hits.add(draft["name"])
        elif draft and draft["draft"].strip("（()）") == short:
            hits.add(own)
    return hits.pop() if len(hits) == 1 else None


def _cite(reading: _Reading, title: str, where: _Where) -> None:
    key = reading.keys.setdefault(same_title(title), title)
    if key not in reading.cited:
        reading.cited[key] = _Cited(title, "", where.source(reading.document.key))
    reading.cited[key].count += 1


def _cite_number(reading: _Reading, number: Number, title: Title | None, where: _Where) -> None:
    if title is not None:
        cited = reading.cited.get(reading.keys.get(same_title(title.text), ""))
        if cited is not None and not cited.number:
            cited.number = number.text
            reading.by_number[number.text] = cited.title
        if cited is not None and cited.number == number.text:
            return
    key = reading.by_number.get(number.text, number.text)
    if key not in reading.cited:
        reading.cited[key] = _Cited("", number.text, where.source(reading.document.key))
    reading.cited[key].count += 1


def _findings(reading: _Reading) -> list[Finding]:
    document = reading.document
    findings = []
    for mark, line in reading.lonely[:_MOST_FINDINGS]:
        findings.append(
            Finding(
                code="lonely_mark",
                severity="warning",
                message=f"《{document.title}》第{line.number}行的书名号“{mark}”没有配对，"
                "所引文件的标题可能读得不全。请核对原文。",
                document=document.key,
                page=line.page,
                line=line.number,
            )
        )
    more = len(reading.lonely) - _MOST_FINDINGS
    if more > 0:
        findings.append(
            Finding(
                code="lonely_mark",
                severity="warning",
                message=f"《{document.title}》另有{more}处书名号没有配对。请核对原文。",
                document=document.key,
            )
        )
    for short, line_number in reading.unexplained.items():
        findings.append(
            Finding(
                code="unexplained_short_title",
                severity="info",
                message=f"《{document.title}》第{line_number}行引用的“《{short}》”是简称，"
                "文中没有写明全称。请补录全称。",
                document=document.key,
                line=line_number,
            )
        )
    return findings
