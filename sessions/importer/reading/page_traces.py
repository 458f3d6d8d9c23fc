"""The traces that printed pages leave in a text: page numbers, running headers, form feeds.

Reads the lines of a text; gives what looks like a trace, by line. Which of it is to be
believed, and what page each line stands on, is for ``pages`` to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ..forms import squeeze

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
_MASTHEAD = re.compile(r"公报|编印?\Z|主办\Z|总第")
_NO_HEADER = re.compile(r"[：:。，；、）)〕]\Z|\A[（(〔]|通过|[0-9]{4}\s*年.*日")
_MAX_HEADER = 60


@dataclass
class Evidence:
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


def collect(texts: Sequence[str], feeds: dict[int, int]) -> Evidence:
    """All traces in ``texts``; ``feeds`` counts the form feeds before a line."""
    digits = [text.translate(_DIGITS) for text in texts]
    evidence = Evidence(feeds=feeds)
    _collect_numbers(digits, evidence)
    _collect_headers(digits, evidence)
    _collect_bare_numbers(digits, evidence)
    return evidence


def _collect_numbers(texts: Sequence[str], evidence: Evidence) -> None:
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


def _collect_headers(texts: Sequence[str], evidence: Evidence) -> None:
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
        if i in evidence.headers or i in evidence.printed or beside[key] < 2:
            continue
        # A repeated line that nearly always stands beside a page number. A few times may be
        # chance: titles and adoption lines repeat too.
        if (
            (beside[key] >= max(3, len(evidence.printed) // 5) or _MASTHEAD.search(text))
            and beside[key] * 5 >= seen[key] * 4 - 4 * (beside[key] == 2)
            and not _NO_HEADER.search(text)
            and (i - 1 in evidence.printed or i + 1 in evidence.printed)
        ):
            evidence.headers.add(i)
    _collect_above_numbers(texts, evidence)
    _collect_after_feeds(texts, evidence)
    _drop_cover(evidence)


def _collect_above_numbers(texts: Sequence[str], evidence: Evidence) -> None:
    """Up to three short lines between a form feed and a page number are headers, whatever they
    say: no text stands above a number at the top of its page."""
    for start in (0, *evidence.feeds) if evidence.feeds else ():
        for line in range(start, min(start + 4, len(texts))):
            if line in evidence.printed:
                below = line
                while below in evidence.printed:
                    below += 1
                if below < len(texts) and below not in evidence.feeds:
                    evidence.headers.update(range(start, line))
                break
            if len(texts[line]) > _MAX_HEADER or line + 1 in evidence.feeds:
                break


def _collect_after_feeds(texts: Sequence[str], evidence: Evidence) -> None:
    """The line that many pages begin with is a header, also where no number stands by it."""
    firsts = Counter(squeeze(texts[line]) for line in evidence.feeds if line < len(texts))
    least = max(3, round(0.3 * len(evidence.feeds)))
    for line in (0, *evidence.feeds):
        if line >= len(texts) or len(texts[line]) > _MAX_HEADER:
            continue
        if firsts[squeeze(texts[line])] >= least and not _NO_HEADER.search(texts[line]):
            evidence.headers.add(line)


def _drop_cover(evidence: Evidence) -> None:
    """A single line of header form with no page number beside it is a cover's, not a header."""
    marks = evidence.headers - evidence.printed.keys()
    if len(marks) <= 2 and not any(
        i - 1 in evidence.printed or i + 1 in evidence.printed for i in marks
    ):
        evidence.headers -= marks


def _collect_bare_numbers(texts: Sequence[str], evidence: Evidence) -> None:
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
