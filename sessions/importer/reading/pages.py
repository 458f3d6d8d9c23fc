"""On which printed page each line stands, and which lines are headers and page numbers.

Reads the raw lines of a text; gives the printed page of every line, the lines at which a
page starts, and the running headers and page numbers as furniture.

Sources differ in what they keep of the page: form feeds, running headers, printed numbers
(— 77 —, 第77页, a bare 77), or a single space before the first line of a page. Every such
trace is collected as evidence; printed numbers, where there are any, judge the rest. What
the evidence does not tell is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ..record import Finding
from .page_traces import Evidence, collect

_MAX_PAGE_LINES = 150


@dataclass(frozen=True)
class Pages:
    """What is known of the pages. ``starts`` are the lines at which a page starts."""

    page_of: list[int | None]
    starts: frozenset[int]
    headers: frozenset[int]
    numbers: frozenset[int]
    printed: bool  # whether page numbers are printed, or the pages only counted
    findings: tuple[Finding, ...] = ()


def find_pages(raw: Sequence[str], feeds: dict[int, int]) -> Pages:
    """The pages of a text. ``raw`` are its non-blank lines with their leading white space;
    ``feeds`` counts the form feeds before a line."""
    texts = [line.strip() for line in raw]
    spaced = {i for i, line in enumerate(raw) if line[:1] == " " and line[1:2] not in " \t"}
    return _choose(collect(texts, feeds), spaced, texts)


@dataclass(frozen=True)
class _Layout:
    """One reading of the evidence: how many pages start before each line."""

    sheet_of: list[int]
    starts: frozenset[int]
    anchors: list[tuple[int, int]]  # (sheet, printed number)
    at_top: bool  # whether a number stands at the top of its page

    @property
    def agreement(self) -> tuple[int, int]:
        """(pairs of neighbouring numbers that agree, pairs that do not)."""
        pairs = list(zip(self.anchors, self.anchors[1:], strict=False))
        good = sum(1 for a, b in pairs if b[1] - a[1] == b[0] - a[0])
        return good, len(pairs) - good


def _choose(evidence: Evidence, spaced: set[int], texts: Sequence[str]) -> Pages:
    total = len(texts)
    clusters = evidence.clusters()
    options: list[tuple[tuple[int, ...], _Layout, bool]] = []
    for with_space in (True, False):
        marks = spaced if with_space else set()
        if with_space and not _may_start_pages(spaced, evidence, texts):
            continue
        for at_top in (True, False):
            layout = _lay_out(evidence, clusters, marks, at_top, total)
            good, bad = layout.agreement
            first = layout.anchors[0] if layout.anchors else None
            counted = int(with_space or bool(evidence.feeds))
            zero = int(first is not None and counted and first[0] == first[1])
            prefer = int(at_top == _numbers_at_top(evidence, clusters, total))
            options.append(((-bad, zero, good, counted, prefer), layout, bool(counted)))
    _, layout, counted_pages = max(options, key=lambda option: option[0])
    page_of, findings = _number(layout, counted_pages, evidence, total)
    return Pages(
        page_of=page_of,
        starts=layout.starts,
        headers=frozenset(evidence.headers),
        numbers=frozenset(evidence.printed.keys() - evidence.headers),
        printed=bool(evidence.printed),
        findings=findings,
    )


def _may_start_pages(spaced: set[int], evidence: Evidence, texts: Sequence[str]) -> bool:
    """Whether single leading spaces are spread as page starts are, and not as indents."""
    if not spaced or evidence.feeds or len(spaced) * 8 > len(texts) + 16:
        return False
    starts = sorted(spaced | evidence.headers | evidence.printed.keys() | {0})
    gaps = [b - a for a, b in zip(starts, [*starts[1:], len(texts)], strict=True)]
    if max(gaps) > _MAX_PAGE_LINES:
        return False
    if evidence.printed:
        return True
    inside = sum(1 for i in spaced if i and texts[i - 1][-1:] not in "。；：！？”")
    if 0 in spaced or (len(spaced) >= 2 and inside * 3 >= len(spaced)):
        return True
    # Set as evenly as pages are: nothing but the first and the last may be of another length.
    even = gaps[1:-1]
    usual = median(even) if even else 0
    return usual >= 15 and all(0.5 * usual <= gap <= 1.6 * usual for gap in even)


def _numbers_at_top(evidence: Evidence, clusters: list[tuple[int, int]], total: int) -> bool:
    """Where the page numbers stand, by the ends of the text and by their neighbours."""
    if not clusters:
        return True
    if clusters[-1][1] == total - 1:
        return False
    if clusters[0][0] == 0:
        return True
    after_header = sum(1 for i in evidence.printed if i - 1 in evidence.headers)
    inside = sum(1 for i in evidence.printed if i in evidence.headers)
    return (after_header + inside) * 2 > len(evidence.printed) or not evidence.printed


def _lay_out(
    evidence: Evidence,
    clusters: list[tuple[int, int]],
    spaced: set[int],
    at_top: bool,
    total: int,
) -> _Layout:
    starting = dict(evidence.feeds)
    for line in spaced:
        starting.setdefault(line, 1)
    for first, last in clusters:
        inside = [line for line in range(first, last + 2) if line in starting]
        if any(line in evidence.feeds for line in inside):
            continue
        for line in inside:
            del starting[line]
        starting[first if at_top else _split_at(first, last, evidence)] = 1
    sheet = 0
    sheet_of: list[int] = []
    for line in range(total):
        sheet += starting.get(line, 0)
        sheet_of.append(sheet)
    anchors = [(sheet_of[line], evidence.printed[line]) for line in sorted(evidence.printed)]
    starts = frozenset(line for line in starting if line < total) | {0}
    return _Layout(sheet_of, starts, anchors, at_top)


def _split_at(first: int, last: int, evidence: Evidence) -> int:
    """Where a page begins in a cluster whose number ends a page: after the number."""
    for line in range(last, first - 1, -1):
        if line in evidence.printed:
            return line + 1
    return first


def _number(
    layout: _Layout, counted: bool, evidence: Evidence, total: int
) -> tuple[list[int | None], tuple[Finding, ...]]:
    """The printed page of every line: the sheets' own numbers, and those between them where
    the count agrees. ``counted``: sheets are told by more than the printed numbers."""
    sheet_of = layout.sheet_of
    anchors = _trusted(layout.anchors)
    if not anchors:
        if not counted and not evidence.headers:
            return [None] * total, ()
        shift = 1 - sheet_of[0] if sheet_of else 0
        return [sheet + shift for sheet in sheet_of], ()
    page: dict[int, int | None] = {}
    gaps: list[tuple[int, int]] = []
    for (a, n), (b, m) in zip(anchors, anchors[1:], strict=False):
        agree = m - n == b - a
        for sheet in range(a, b):
            page[sheet] = n + sheet - a if agree or sheet == a else None
        if not agree:
            gaps.append((a, b))
    page.update(_outside(layout, anchors, counted))
    if not counted:
        # A sheet between two numbers that do not follow each other holds several pages.
        page.update({(a if layout.at_top else b): None for a, b in gaps})
    findings = [*_misprints(evidence, sheet_of, page)]
    if counted:
        findings += [_gap(sheet_of, dict(anchors), a, b) for a, b in gaps[:20]]
    return [page.get(sheet) for sheet in sheet_of], tuple(findings)


def _outside(
    layout: _Layout, anchors: Sequence[tuple[int, int]], counted: bool
) -> dict[int, int | None]:
    """The pages before the first and after the last printed number. Where only the numbers
    tell the sheets, the first and the last one may hold several pages: by their length."""
    lines = Counter(layout.sheet_of)
    longest = 1.6 * median(lines.values())
    (first, n), (end, m) = anchors[0], anchors[-1]
    page: dict[int, int | None] = {}
    for sheet in range(first + 1):
        number = n - (first - sheet)
        sure = counted or number == 1 or lines[sheet] <= longest
        page[sheet] = number if number >= 1 and sure else None
    for sheet in range(end, layout.sheet_of[-1] + 1):
        sure = counted or lines[sheet] <= longest
        page[sheet] = m + sheet - end if sure else None
    return page


def _misprints(
    evidence: Evidence, sheet_of: Sequence[int], page: dict[int, int | None]
) -> list[Finding]:
    off = [
        line
        for line, number in sorted(evidence.printed.items())
        if page.get(sheet_of[line]) not in (None, number)
    ]
    return [
        Finding(
            code="page_number_off",
            severity="warning",
            message=f"第{line}行印的页码是 {evidence.printed[line]}，按前后页推算应为 "
            f"{page[sheet_of[line]]}。请核对原件的页码。",
            line=line,
        )
        for line in off[:20]
    ]


def _gap(sheet_of: Sequence[int], numbers: dict[int, int], a: int, b: int) -> Finding:
    line = sheet_of.index(a)
    return Finding(
        code="page_count_off",
        severity="warning",
        message=f"第{numbers[a]}页与第{numbers[b]}页之间，分页的数目与页码对不上，其间各行的页码"
        "留空。请核对文件是否缺页或多页。",
        page=numbers[a],
        line=line,
    )


def _trusted(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One printed number a sheet, without those that their two neighbours contradict."""
    single = list(dict(reversed(anchors)).items())[::-1]
    kept: list[tuple[int, int]] = []
    for k, (sheet, number) in enumerate(single):
        if 0 < k < len(single) - 1:
            before, after = single[k - 1], single[k + 1]
            agree = after[1] - before[1] == after[0] - before[0]
            if agree and number - before[1] != sheet - before[0]:
                continue
        kept.append((sheet, number))
    return kept
