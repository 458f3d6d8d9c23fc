"""The aspects and numbered points of a review opinion, from its outline.

Aspects are 一、二、三 with points below them (1. 2. 3., running on through the aspects or
starting again in each; （一）; 一是, 二是 in the text). There may be no points, or points
alone. Numbers are kept as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..outlining.markers import MarkerType, read_marker
from ..outlining.section_tree import SectionTree, place_of
from ..record import Finding, Point, Section, Source
from ..stages import DocumentText, Passage, join, number_of
from .headings import says_nothing

# 一是加强统筹。…；二是…: spoken numbers, at the beginning of a paragraph or a clause.
_SPOKEN = re.compile(
    r"(?:\A|(?<=[。；;：:\n]))\s*(?:第?(?P<number>[一二三四五六七八九十]{1,2})(?:是要?|要|方面[，,]?|[，,]))"
)
_ASKS = re.compile(r"建议|意见|要求")
_LONGEST_TITLE = 45
_MOST_FINDINGS = 3  # on numbers; a text numbered in another way has one at every point
_FIRST_SENTENCE = re.compile(r"(?P<title>[^。！？；\n]{2,45})。(?=.)", re.DOTALL)


def opinion_points(
    document: DocumentText, sections: Sequence[Section], opinion: str
) -> tuple[tuple[Point, ...], list[Finding]]:
    """The points of the opinion that ``document`` prints, in order; ``opinion`` is its key.

    Numbers that leave one out or come twice are findings, and so is an opinion without any.
    """
    reader = _Reader(document, SectionTree(sections), opinion)
    reader.read()
    return tuple(reader.points), reader.findings()


@dataclass(frozen=True, slots=True)
class _Spoken:
    number: int
    marker: str
    text: str


class _Reader:
    def __init__(self, document: DocumentText, tree: SectionTree, opinion: str) -> None:
        self.document = document
        self.tree = tree
        self.opinion = opinion
        self.points: list[Point] = []
        self._passage: Passage | None = None
        self._keys: Counter[str] = Counter()
        self._found_up_to = 0

    def read(self) -> None:
        tops, holder = _tops(self.tree)
        if tops and (self._has_points(tops) or _are_aspects(tops)):
            for top in tops:
                aspect = self._add(top, "aspect", None, top.text or "")
                children = self.tree.headed(top)
                for child in children:
                    self._add(child, "point", aspect, self.tree.said(child))
                if not children:
                    self._add_spoken(top.text or "", aspect, top)
        elif tops:
            for top in tops:
                self._add(top, "point", None, self.tree.said(top))
        else:
            text = holder.text if holder else self.tree.opening()
            self._add_spoken(text or "", None, holder)

    def _has_points(self, tops: Iterable[Section]) -> bool:
        return any(self.tree.headed(top) for top in tops)

    def _add(
        self, section: Section, kind: Literal["aspect", "point"], parent: Point | None, text: str
    ) -> Point:
        marker = read_marker(section.marker + "某")
        point = Point(
            key=self._key(parent, section.marker),
            parent=parent.key if parent else None,
            kind=kind,
            number=marker.number if marker else len(self.points) + 1,
            marker=section.marker,
            title=section.heading,
            text=text,
            source=place_of(section, self.document.key),
        )
        self.points.append(point)
        return point

    def _add_spoken(self, text: str, parent: Point | None, section: Section | None) -> None:
        for spoken in spoken_points(text):
            title, rest = _part(spoken.text)
            self.points.append(
                Point(
                    key=self._key(parent, spoken.marker),
                    parent=parent.key if parent else None,
                    kind="point",
                    number=spoken.number,
                    marker=spoken.marker,
                    title=title,
                    text=rest,
                    source=self._place(spoken, section),
                )
            )

    def _key(self, parent: Point | None, marker: str) -> str:
        name = f"{parent.key if parent else self.opinion}/{marker}"
        self._keys[name] += 1
        return name if self._keys[name] == 1 else f"{name}#{self._keys[name]}"

    def _place(self, spoken: _Spoken, section: Section | None) -> Source:
        """The lines of a point that has no section of its own."""
        if self._passage is None:
            self._passage = join(self.document.body or self.document.lines)
        words = (spoken.marker + spoken.text).replace("\n", "")
        start = self._passage.text.find(words, self._found_up_to)
        if start >= 0:
            self._found_up_to = start + len(words)
            return self._passage.source(start, start + len(words), self.document.key)
        if section is not None:
            return place_of(section, self.document.key)
        return Source(
            document=self.document.key,
            line_start=self.document.line_start,
            line_end=self.document.line_end,
        )

    def findings(self) -> list[Finding]:
        if not self.points:
            return [self._finding("no_points", "没有读出审议意见的条目，请补录。", None)]
        found: list[Finding] = []
        first_untold: Point | None = None
        for group in (
            [point for point in self.points if point.kind == "aspect"],
            [point for point in self.points if point.kind == "point"],
        ):
            last, parent = 0, None
            for point in group:
                starts = point.number == 1 and (last == 0 or point.parent != parent)
                if not starts and point.number != last + 1:
                    name = point.marker + point.title[:20]
                    words = f"“{name}”的序号接不上前一条。请核对是否漏读。"
                    found.append(self._finding("point_numbers", words, point))
                    if len(found) == _MOST_FINDINGS + 1:
                        first_untold = point
                last, parent = point.number, point.parent
        more = len(found) - _MOST_FINDINGS
        if more > 0:
            words = f"从这里起另有{more}处序号接不上前一条。请核对是否漏读。"
            found[_MOST_FINDINGS:] = [self._finding("point_numbers", words, first_untold)]
        return found

    def _finding(self, code: str, words: str, point: Point | None) -> Finding:
        line = point.source.line_start if point and point.source else self.document.line_start
        return Finding(
            code=code,
            severity="warning",
            message=f"《{self.document.title}》第{line}行：{words}",
            document=self.document.key,
            page=point.source.page if point and point.source else None,
            line=line,
        )


def _tops(tree: SectionTree) -> tuple[list[Section], Section | None]:
    """The sections that hold the opinion's aspects or points; or, without such, the section
    whose text does.

    Where an opinion begins with 一、总体评价 二、存在的问题, what it asks stands below the
    heading that says so (三、意见建议).
    """
    tops = tree.headed()
    holders = [top for top in tops if says_nothing(top.heading) and _ASKS.search(top.heading)]
    for holder in holders:
        inner = tree.headed(holder)
        if len(inner) > 1:
            return inner, None
        if len(spoken_points(holder.text or "")) > 1:
            return [], holder
    telling = [top for top in tops if not says_nothing(top.heading)]
    return (telling or tops), None


def _are_aspects(tops: Sequence[Section]) -> bool:
    """Whether sections without points below them are aspects, by their marker."""
    marker = read_marker(tops[0].marker + "某")
    return marker is not None and marker.type <= MarkerType.CHINESE


def spoken_points(text: str) -> list[_Spoken]:
    """The parts of ``text`` that 一是, 二是 … number, if they begin at one and run on."""
    found: list[re.Match[str]] = []
    for match in _SPOKEN.finditer(text):
        number = number_of(match["number"])
        if number == len(found) + 1:
            found.append(match)
    if len(found) < 2:
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        _Spoken(index + 1, match[0].strip().rstrip("，,"), text[match.end() : end].strip())
        for index, (match, end) in enumerate(zip(found, ends, strict=True))
    ]


def _part(text: str) -> tuple[str, str]:
    """(title, rest) of a point that begins with its title: 加强统筹。要…"""
    found = _FIRST_SENTENCE.match(text)
    if found:
        return found["title"], text[found.end() :].strip()
    plain = text.rstrip("。；;\n")
    return (plain, "") if len(plain) <= _LONGEST_TITLE else ("", text)
