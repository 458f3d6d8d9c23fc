"""Titles of documents: which runs of lines may be one, and how much speaks for it.

Reads the flow; gives candidates with a weight. A title is known by its form (title_forms),
by what stands above it (the end of a document) and by what stands below it (author,
adoption, addressee). What speaks for it is added up; where the line is drawn is the
splitter's business.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..forms import ends_clause, is_date, squeeze
from ..layout import width
from ..outlining.markers import read_marker
from ..stages import Line
from .heads import CLOSING, Head, is_organ_line, is_person_line, read_head
from .title_forms import (
    LONGEST,
    form_weight,
    is_complete,
    is_letter_number,
    is_number_line,
    is_serial,
    is_title_form,
    may_begin,
    may_end,
    may_go_on,
    serial,
    title_text,
)

_MOST_LINES = 7
_ANNEX = re.compile(r"附件?\s*[0-9一二三四五]*\s*[：:]?\Z")
_ARTICLE_ONE = re.compile(r"第[一1]条|第[一1]章|目\s*录\Z|第一节")
_LIST = re.compile(r"(?:议程|日程|名单)(?:[（(][^（）()]*[）)])?\Z")


@dataclass(frozen=True)
class Candidate:
    """A run of lines (first index, index after the last) that may be a title. ``number`` is
    the index of a letter's number among them, above or below the title; ``formal`` says that
    the title has a form (关于…的报告, …会议纪要) and does not just end in a fitting noun."""

    start: int
    end: int
    title: str
    head: Head
    weight: float
    reasons: tuple[str, ...] = ()
    number: int | None = None
    formal: bool = True


class TitleFinder:
    """Finds titles in one flow. ``page_starts`` are the numbers of the lines that begin a
    page, ``ruled`` of those below a printed rule; ``known`` are the squeezed titles of a
    table of contents. ``given`` are the indexes, in order, at which a document begins whatever
    stands there: no title and no head reaches beyond one."""

    def __init__(
        self,
        flow: Sequence[Line],
        page_starts: frozenset[int] = frozenset(),
        known: frozenset[str] = frozenset(),
        ruled: frozenset[int] = frozenset(),
        given: Sequence[int] = (),
    ) -> None:
        self._flow = flow
        self._given = given
        self._page_starts = page_starts
        self._known = known
        self._ruled = ruled
        self._heads: dict[int, Head] = {}
        indents = Counter(line.indent for line in flow if line.indent >= 2)
        self._indent = indents.most_common(1)[0][0] if len(flow) > 20 and indents else 0

    def candidate_at(self, at: int, above: Candidate | None) -> Candidate | None:
        """The best reading of the lines from index ``at`` on as a title, None when there is
        none. ``above`` is the title of the document that the lines above belong to."""
        flow = self._flow
        limit = self._limit(at + 1)
        if at + 1 < limit and is_letter_number(flow[at].text):
            return self._numbered(at, above)
        if not may_begin(flow[at].text) or (at and _ANNEX.match(flow[at - 1].text)):
            return None
        best: Candidate | None = None
        length = 0
        for end in range(at + 1, min(at + _MOST_LINES, limit) + 1):
            text = flow[end - 1].text
            length += len(text)
            if length > 2 * LONGEST or not may_go_on(text):
                break
            if end > at + 1 and read_marker(text) is not None:
                break
            if best is not None and is_complete(best.title) and text[0] not in "的（":
                break
            if may_end(text) and is_title_form(title := title_text(flow[at:end])):
                candidate = self._weigh(at, end, title, above)
                if best is None or candidate.weight >= best.weight:
                    best = candidate
        return best

    def _numbered(self, at: int, above: Candidate | None) -> Candidate | None:
        """A title below a letter's number, which belongs to the document."""
        below = self.candidate_at(at + 1, above)
        if below is None:
            return None
        ending, reason = self._ending(at, above)
        below_ending, _ = self._ending(at + 1, above)
        weight = below.weight - below_ending + ending + 2.0
        reasons = (*below.reasons, "文号", reason)
        return replace(below, start=at, weight=weight, reasons=reasons, number=at)

    def _weigh(self, at: int, end: int, title: str, above: Candidate | None) -> Candidate:
        flow = self._flow
        bare = squeeze(title)
        found = form_weight(bare)
        formal = sum(value for value, _ in found) > 0
        number: int | None = None
        if end < self._limit(end) and is_number_line(flow[end].text):
            found.append((2.0, "文号"))
            number = end
            if is_serial(flow[end].text):
                number = None
                title += serial(flow[end].text)
            end += 1
        head = self.head_at(end)
        if head.weight:
            found.append((head.weight, "标题下有作者、通过日期或称呼"))
        below = flow[head.end].text if head.end < len(flow) else ""
        if _ARTICLE_ONE.match(below):
            found.append((4.0, "标题下是第一条"))
        elif (marker := read_marker(below)) and marker.number > 1:
            found.append((-5.0, "下文不是开头"))
        if self._known & {bare, squeeze(title)}:
            found.append((5.0, "目录中有"))
        if self._indent and flow[at].indent >= self._indent + 2:
            found.append((2.0, "居中"))
        found.append(self._ending(at, above))
        weight = sum(value for value, _ in found)
        reasons = tuple(reason for _, reason in found)
        return Candidate(at, end, title, head, weight, reasons, number, formal)

    def head_at(self, end: int) -> Head:
        """The author, adoption and addressee lines below a title that ends at ``end``."""
        if end not in self._heads:
            limit = self._limit(end)
            lines = self._flow if limit == len(self._flow) else self._flow[:limit]
            self._heads[end] = read_head(lines, end)
        return self._heads[end]

    def _limit(self, at: int) -> int:
        """The first index from ``at`` on at which another document is known to begin."""
        following = bisect_left(self._given, at)
        return self._given[following] if following < len(self._given) else len(self._flow)

    def _ending(self, at: int, title_above: Candidate | None) -> tuple[float, str]:
        """How much the line above speaks for the end of a document."""
        flow = self._flow
        if at == 0:
            return 3.0, "全文开头"
        above = flow[at - 1].text
        page = 1.5 if flow[at].number in self._page_starts else 0.0
        if flow[at].number in self._ruled:
            return 2.0 + page, "上有横线"
        if is_date(above) or CLOSING.search(squeeze(above[-40:])):
            return 2.0 + page, "上文结束"
        if at > 1 and ends_clause(flow[at - 2].text) and is_person_line(above):
            return 2.0 + page, "上文署名"
        if title_above and at == title_above.head.end and is_complete(title_above.title):
            return 0.5 + page, "上文只有标题"
        if above[-1] in "：:":
            return page - 3.0, "上文引起下文"
        if ends_clause(above):
            return 1.0 + page, "上文句号"
        in_list = title_above is not None and _LIST.search(title_above.title) is not None
        if in_list or is_organ_line(above) or self._is_unfilled(at - 1):
            return page, "上文短行"
        return page - 3.0, "上文未完"

    def _is_unfilled(self, at: int) -> bool:
        """Whether a line is much shorter than those above it: its break was meant."""
        near = [width(line.text) for line in self._flow[max(0, at - 6) : at]]
        return bool(near) and width(self._flow[at].text) <= 0.75 * max(near)
