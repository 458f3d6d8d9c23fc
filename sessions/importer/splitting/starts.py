"""Where the documents of a bulletin begin.

Reads a SourceText and what a person says of it; gives the titles that begin documents, and
findings for those that are doubtful.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ..forms import is_rule
from ..reading.furniture import contents_titles
from ..record import Finding
from ..stages import NO_HINTS, Hints, Line, SourceText
from .title_forms import LONGEST, title_text
from .titles import Candidate, TitleFinder

_SURE = 4.5
_DOUBTFUL = 3.4


def find_starts(
    source: SourceText, hints: Hints = NO_HINTS
) -> tuple[list[Candidate], list[Finding]]:
    """The titles that begin documents, and findings for lines that may be such titles."""
    flow = source.flow
    known = frozenset(_contents(source))
    given = _indexes(flow, hints.starts)
    finder = TitleFinder(flow, _page_starts(source), known, _below_rules(source), given)
    begun = frozenset(given)
    starts: list[Candidate] = []
    doubtful: list[Finding] = []
    at = 0
    while at < len(flow):
        candidate = finder.candidate_at(at, starts[-1] if starts else None)
        if at in begun:
            starts.append(_given(finder, flow[at], at, candidate))
            at = max(starts[-1].end, starts[-1].head.end)
        elif candidate is None or candidate.weight < _DOUBTFUL:
            at += 1
        elif at and flow[at].number in hints.not_starts:
            at = candidate.end
        elif candidate.weight < _SURE:
            if not candidate.formal:
                at += 1
                continue
            doubtful.append(_possible_start(flow[at], candidate.title))
            at = candidate.end
        else:
            starts.append(candidate)
            at = max(candidate.end, candidate.head.end)
    return starts, doubtful


def _indexes(flow: Sequence[Line], numbers: frozenset[int]) -> list[int]:
    """The places in the flow of the lines with these numbers; of a line that is not in the
    flow (a running header, say), the place of the next one."""
    known = [line.number for line in flow]
    places = {bisect_left(known, number) for number in numbers}
    return sorted(place for place in places if place < len(flow))


def _given(finder: TitleFinder, line: Line, at: int, candidate: Candidate | None) -> Candidate:
    """The title at a line where a document begins because a person says so: what has the form
    of one, else the line itself."""
    if candidate is not None:
        return replace(candidate, weight=max(candidate.weight, _SURE))
    return Candidate(at, at + 1, title_text([line])[:LONGEST], finder.head_at(at + 1), _SURE)


def _possible_start(line: Line, title: str) -> Finding:
    return Finding(
        code="possible_document_start",
        severity="warning",
        message=f"第{line.number}行“{title[:40]}”可能是一份文件的标题，"
        "也可能是文内小标题，暂按正文处理。请核对。",
        page=line.page,
        line=line.number,
    )


def _page_starts(source: SourceText) -> frozenset[int]:
    flow = source.flow
    return frozenset(
        line.number
        for above, line in zip(flow, flow[1:], strict=False)
        if above.page is not None and line.page is not None and line.page != above.page
    )


def _below_rules(source: SourceText) -> frozenset[int]:
    return frozenset(
        line.number
        for line in source.flow
        if line.number and is_rule(source.lines[line.number - 1].text)
    )


def _contents(source: SourceText) -> list[str]:
    texts = [
        source.lines[n].text
        for piece in source.furniture
        if piece.kind == "contents"
        for n in range(piece.line_start, piece.line_end + 1)
    ]
    return [title for title, _ in contents_titles(texts[1:])] if texts else []
