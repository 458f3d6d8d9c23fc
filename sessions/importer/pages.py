"""On which printed page each line stands, and which lines are headers and page numbers.

Reads the raw lines of a text; gives the printed page of every line, the lines at which a
page starts, and the running headers and page numbers as furniture.

Sources differ in what they keep of the page: form feeds, running headers, printed numbers
(— 77 —, 第77页, a bare 77), or a single space before the first line of a page. Every such
trace is collected as evidence; printed numbers, where there are any, judge the rest. What
the evidence does not tell is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from .forms import squeeze
from .record import Finding

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DASH = r"[—–―－\-─━~～·•∙・*=|｜]"
_DRESSED = re.compile(
    rf"(?:{_DASH}+\s*第?\s*([0-9]{{1,4}})\s*页?\s*{_DASH}+"
    r"|第\s*([0-9]{1,4})\s*页(?:\s*[,，、/／]?\s*[（(]?\s*共\s*[0-9]{1,4}\s*页\s*[）)]?)?"
    r"|([0-9]{1,4})\s*[/／]\s*[0-9]{1,4})\Z"
)
_BARE = re.compile(r"([0-9]{1,4})\Z")
_ISSUE = re.compile(
    r"【[^】]*】|第\s*[0-9一二三四五六七八九十〇]+\s*[号期]|总第|[0-9]{4}\s*年|[0-9]{4}\s*[.．]\s*[0-9]"
)
_NUMBER_FIRST = re.compile(rf"{_DASH}*\s*([0-9]{{1,4}})\s*{_DASH}*\s+(?=\D)")
_NUMBER_LAST = re.compile(rf"(?:\s+|{_DASH}){_DASH}*\s*([0-9]{{1,4}})\s*{_DASH}*\Z")
_MAX_HEADER = 60
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


@dataclass
class _Evidence:
    """The traces of pages in a text, by line."""

    printed: dict[int, int] = field(default_factory=dict)  # line → printed number
    headers: set[int] = field(default_factory=set)
    feeds: dict[int, int] = field(default_factory=dict)  # line → form feeds before it
    spaced: set[int] = field(default_factory=set)

    def clusters(self) -> list[tuple[int, int]]:
        """Runs of header and number lines: (first line, last line)."""
        runs: list[tuple[int, int]] = []
        for line in sorted(self.printed.keys() | self.headers):
            if runs and runs[-1][1] == line - 1 and line not in self.feeds:
                runs[-1] = (runs[-1][0], line)
            else:
                runs.append((line, line))
        return runs


def find_pages(raw: Sequence[str], feeds: dict[int, int]) -> Pages:
    """The pages of a text. ``raw`` are its non-blank lines with their leading white space;
    ``feeds`` counts the form feeds before a line."""
    texts = [line.strip().translate(_DIGITS) for line in raw]
    evidence = _Evidence(feeds=feeds)
    _collect_numbers(texts, evidence)
    _collect_headers(texts, evidence)
    _collect_bare_numbers(texts, evidence)
    spaced = {i for i, line in enumerate(raw) if line[:1] == " " and line[1:2].strip()}
    layout = _choose(evidence, spaced, texts)
    return layout


# --- traces -----------------------------------------------------------------------------


def _collect_numbers(texts: Sequence[str], evidence: _Evidence) -> None:
    for i, text in enumerate(texts):
        if len(text) <= 24 and (match := _DRESSED.match(text)):
            evidence.printed[i] = int(next(g for g in match.groups() if g))


def is_issue_line(text: str) -> bool:
    """Whether a line has the form of a running header: a gazette's name and its issue."""
    return (
        len(text) <= _MAX_HEADER
        and "公报" in text
        and not any(c in text for c in "。；，：《")
        and _ISSUE.search(text) is not None
    )


def _collect_headers(texts: Sequence[str], evidence: _Evidence) -> None:
    bare_name = Counter(t for t in texts if len(t) <= 40 and t.endswith("公报"))
    beside: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for i, text in enumerate(texts):
        if is_issue_line(text) or bare_name[text] >= 3:
            evidence.headers.add(i)
            number = _NUMBER_FIRST.match(text) or _NUMBER_LAST.search(text)
            if number:
                evidence.printed[i] = int(number[1])
        elif len(text) <= _MAX_HEADER:
            key = squeeze(text)
            seen[key] += 1
            if i - 1 in evidence.printed or i + 1 in evidence.printed:
                beside[key] += 1
    for i, text in enumerate(texts):
        key = squeeze(text)
        if i in evidence.headers or i in evidence.printed or beside[key] < 3:
            continue
        # A repeated line that nearly always stands beside a page number.
        if beside[key] * 5 >= seen[key] * 4 and (
            i - 1 in evidence.printed or i + 1 in evidence.printed
        ):
            evidence.headers.add(i)
    _drop_cover(evidence)


def _drop_cover(evidence: _Evidence) -> None:
    """A single line of header form with no page number beside it is a cover's, not a header."""
    marks = evidence.headers - evidence.printed.keys()
    if len(marks) <= 2 and not any(
        i - 1 in evidence.printed or i + 1 in evidence.printed for i in marks
    ):
        evidence.headers -= marks


def _collect_bare_numbers(texts: Sequence[str], evidence: _Evidence) -> None:
    """Digits alone on a line are a page number only in a chain of such lines, a page apart,
    or beside a running header or a form feed."""
    bare = {i: int(t) for i, t in enumerate(texts) if _BARE.match(t)}
    if not bare or len(evidence.printed) >= 3:
        return
    edge = {
        i
        for i in bare
        if i - 1 in evidence.headers
        or i + 1 in evidence.headers
        or i in evidence.feeds
        or i + 1 in evidence.feeds
        or (evidence.feeds and i == len(texts) - 1)
    }
    chosen = edge if len(edge) >= 2 else set(bare)
    chain = _longest_chain([(i, bare[i]) for i in sorted(chosen)])
    gaps = [b[0] - a[0] for a, b in zip(chain, chain[1:], strict=False)]
    steps = [b[1] - a[1] for a, b in zip(chain, chain[1:], strict=False)]
    enough = len(chain) >= (2 if chosen is edge else 3)
    if enough and median(gaps) >= 8 and steps.count(1) * 2 >= len(steps):
        evidence.printed.update(dict(chain))


def _longest_chain(items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of page numbers that grows by one (or two: a page without a number)."""
    ends: dict[int, int] = {}
    back: list[int | None] = []
    length: list[int] = []
    for k, (_, number) in enumerate(items):
        before = [ends[number - d] for d in (1, 2) if number - d in ends]
        best = max(before, key=lambda j: length[j], default=None)
        back.append(best)
        length.append(1 if best is None else length[best] + 1)
        ends[number] = k
    if not items:
        return []
    at: int | None = max(range(len(items)), key=lambda k: length[k])
    chain = []
    while at is not None:
        chain.append(items[at])
        at = back[at]
    return chain[::-1]


# --- choosing ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Layout:
    """One reading of the evidence: how many pages start before each line."""

    sheet_of: list[int]
    starts: frozenset[int]
    anchors: list[tuple[int, int]]  # (sheet, printed number)

    @property
    def agreement(self) -> tuple[int, int]:
        """(pairs of neighbouring numbers that agree, pairs that do not)."""
        pairs = list(zip(self.anchors, self.anchors[1:], strict=False))
        good = sum(1 for a, b in pairs if b[1] - a[1] == b[0] - a[0])
        return good, len(pairs) - good


def _choose(evidence: _Evidence, spaced: set[int], texts: Sequence[str]) -> Pages:
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


def _may_start_pages(spaced: set[int], evidence: _Evidence, texts: Sequence[str]) -> bool:
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
    return 0 in spaced or (len(spaced) >= 2 and inside * 3 >= len(spaced))


def _numbers_at_top(evidence: _Evidence, clusters: list[tuple[int, int]], total: int) -> bool:
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
    evidence: _Evidence,
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
    return _Layout(sheet_of, starts, anchors)


def _split_at(first: int, last: int, evidence: _Evidence) -> int:
    """Where a page begins in a cluster whose number ends a page: after the number."""
    for line in range(last, first - 1, -1):
        if line in evidence.printed:
            return line + 1
    return first


def _number(
    layout: _Layout, counted: bool, evidence: _Evidence, total: int
) -> tuple[list[int | None], tuple[Finding, ...]]:
    sheet_of = layout.sheet_of
    if not sheet_of:
        return [], ()
    last = sheet_of[-1]
    findings: list[Finding] = []
    anchors = _trusted(layout.anchors)
    if not anchors:
        if not counted and not evidence.headers:
            return [None] * total, ()
        shift = 1 - sheet_of[0]
        return [sheet + shift for sheet in sheet_of], ()
    page: dict[int, int | None] = {}
    lines = Counter(sheet_of)
    usual = median(lines.values())
    for (a, n), (b, m) in zip(anchors, anchors[1:], strict=False):
        agree = m - n == b - a
        for sheet in range(a, b):
            page[sheet] = n + sheet - a if agree or sheet == a else None
        if not agree and not counted:
            page[a if evidence.headers else b] = None
    (first, n), (end, m) = anchors[0], anchors[-1]
    for sheet in range(first + 1):
        number = n - (first - sheet)
        near = counted or number == 1 or lines[sheet] <= 1.6 * usual
        page[sheet] = number if number >= 1 and near else None
    for sheet in range(end, last + 1):
        near = counted or lines[sheet] <= 1.6 * usual
        page[sheet] = m + sheet - end if near else None
    off = [
        line
        for line in sorted(evidence.printed)
        if page.get(sheet_of[line]) not in (None, evidence.printed[line])
    ]
    for line in off[:20]:
        findings.append(
            Finding(
                code="page_number_off",
                severity="warning",
                message=f"第{line}行印的页码是 {evidence.printed[line]}，按前后页推算应为 "
                f"{page[sheet_of[line]]}。请核对原件的页码。",
                line=line,
            )
        )
    return [page.get(sheet) for sheet in sheet_of], tuple(findings)


def _trusted(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The printed numbers without those that their two neighbours contradict."""
    kept = []
    for k, (sheet, number) in enumerate(anchors):
        before = anchors[k - 1] if k else None
        after = anchors[k + 1] if k + 1 < len(anchors) else None
        if before and after:
            neighbours_agree = after[1] - before[1] == after[0] - before[0]
            if neighbours_agree and number - before[1] != sheet - before[0]:
                continue
        if before and kept and sheet == kept[-1][0]:
            continue
        kept.append((sheet, number))
    return kept
