"""The seat arithmetic of a credentials report: seats, deputies before, vacated, filled, after.

In: a credentials report, or the explanation of one. Out: the record's ``Credentials``; a
finding where before − vacated + filled does not make what the report says is left. Source of
the terms: 代表法 and 选举法 (总名额, 实有代表, 出缺, 补选).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..acts.names import all_names
from ..acts.text import normalise
from ..naming.names import Names
from ..record import Credentials, DocumentKind, Finding, Source
from ..stages import DocumentText, Passage, join, number_of
from .items import widened

_N = r"(?P<n>\d{1,5}|[一二三四五六七八九十百千两零〇]{1,9})\s?(?:名|人|位|个)"
_SEATS = re.compile(
    rf"(?:总名额|代表名额|应选代表|名额|应有代表)(?:总数|共|共有|共计|为|是|应为|确定为|\s)*{_N}"
)
_ACTUAL = re.compile(
    rf"(?:实有|现有|实际)(?:[省市县区州旗盟]?(?:人大)?代表|代表人数|人数)?(?:总数|数)?(?:共|共有|为|是|计|\s)*{_N}"
    rf"|选出(?:的)?(?:[^，。；]{{0,10}})?代表(?:共|为)?\s?(?P<elected>\d{{1,5}})\s?名"
)
_VACANT = re.compile(rf"(?:缺额|空缺|空额)(?:代表|名额)?(?:为|共|是|\s)*{_N}")
_VACATED = re.compile(
    rf"(?:共?出缺|终止|减少)(?:了)?(?:[^，。；\d]{{0,12}})?(?:代表)?(?:资格)?(?:的)?(?:有|共|为|计|\s)*{_N}"
    rf"|{_N.replace('?P<n>', '?P<m>')}(?:[^，。；\d]{{0,10}})?代表(?:[^，。；\d]{{0,16}})?"
    r"的?(?:代表)?资格(?:依法)?(?:自行)?终止"
    rf"|{_N.replace('?P<n>', '?P<k>')}的?(?:代表)?资格(?:依法)?(?:自行)?终止"
)
_FILLED = re.compile(
    rf"补选(?:了|产生|出|[^，。；、\d]{{0,20}}?代表)?(?:共|为|的)?\s?{_N}"
    rf"|等\s?{_N.replace('?P<n>', '?P<m>')}(?:同志)?(?:为|当选)"
    rf"|{_N.replace('?P<n>', '?P<k>')}(?:新)?(?:补选|当选)(?:的)?(?:[^，。；]{{0,8}})?代表"
    rf"|{_N.replace('?P<n>', '?P<l>')}(?:[^，。；\d]{{0,8}})?代表的?当选"
    rf"|(?:增加|新增)代表\s?{_N.replace('?P<n>', '?P<j>')}"
)
_VACATED_NAMES = re.compile(
    r"(?:\A|(?<=[，。；：]))(?P<names>[^，。；：]{2,200}?)(?P<more>等)?(?:同志)?的?代表资格(?:依法|自行|已)*终止"
)
_ELECTED_NAMES = re.compile(r"补选(?:了|出)?(?P<names>[^，。；补]{2,200}?)(?=为|，|。|；|$)")
_AFTER = re.compile(
    r"变动后|补选后|截至|截止|至此|目前|现在?|这样|调整后|终止后|经过(?:上述)?变动|上述变动"
)
_BEFORE = re.compile(
    r"(?:确认|审查|会议)[^。；]{0,30}?(?:后|时|以来)|原|此前|上次|变动前|第[^，。]{1,8}次会议"
)
_SAYS_BEFORE = re.compile(r"(?:变动|调整|补选)前|此前|原来?(?=实有|有|$)")
_TERM = re.compile(r"第?(?P<n>[一二三四五六七八九十百〇零\d]{1,4})届")
_SENTENCE = re.compile(r"[^。；\n]+")


@dataclass(frozen=True, slots=True)
class _Found:
    number: int
    start: int
    end: int


def is_about_credentials(document: DocumentText) -> bool:
    """Whether a document may hold the arithmetic: the report, or what explains it."""
    if document.kind is DocumentKind.CREDENTIALS_REPORT:
        return True
    heard = document.kind in (DocumentKind.EXPLANATION, DocumentKind.ANNOUNCEMENT)
    return heard and "代表资格" in "".join(document.title.split())


def credentials(
    document: DocumentText, names: Names, *, term: int | None = None
) -> tuple[Credentials | None, list[Finding]]:
    """The arithmetic in ``document``; None when it states no number of deputies.

    ``term`` is the bulletin's, for a report that does not name its own.
    """
    passage = widened(join(document.body))
    text = passage.text
    seats = _first(_SEATS, text)
    actual = _actual(text)
    vacated, filled = _vacated(text), _filled(text)
    before, after = _before_and_after(text, actual, vacated, filled)
    if seats is None and before is None and after is None:
        return None, []
    printed = _TERM.search("".join(document.title.split())) or _TERM.search(text)
    vacant = _first(_VACANT, text)
    if before is None and seats and vacant and after is not None and vacant.end < after.start:
        before = _Found(seats.number - vacant.number, vacant.start, vacant.end)
    found = [each for each in (seats, before, vacated, filled, after) if each is not None]
    result = Credentials(
        key=document.key,
        congress=names.congress,
        term=number_of(printed["n"]) if printed else term,
        seats=seats.number if seats else None,
        before=before.number if before else None,
        vacated=vacated.number if vacated else _none_said(text, r"出缺|终止|辞去", before, after),
        by_elected=filled.number if filled else _none_said(text, r"补选|当选", before, after),
        after=after.number if after else None,
        source=_span(found, passage, document.key),
    )
    return result, _findings(result, vacant, after, passage, document.key)


def _first(pattern: re.Pattern[str], text: str) -> _Found | None:
    match = pattern.search(text)
    return _value(match) if match else None


def _value(match: re.Match[str]) -> _Found | None:
    printed = next((group for group in match.groups() if group), None)
    number = number_of(printed) if printed else None
    return None if number is None else _Found(number, match.start(), match.end())


def _actual(text: str) -> list[_Found]:
    return [found for match in _ACTUAL.finditer(text) if (found := _value(match))]


def _vacated(text: str) -> _Found | None:
    """The total of seats vacated: 共出缺代表8名; the parts of it that follow are smaller."""
    found = [each for match in _VACATED.finditer(text) if (each := _value(match))]
    total = [each for each in found if re.search("共|出缺", text[each.start : each.end])]
    stated = max(total or found, key=lambda each: each.number, default=None)
    return stated or _named(text, _VACATED_NAMES)


def _filled(text: str) -> _Found | None:
    """The seats filled: a total where one is said, else the sum of what each unit elected."""
    found: list[_Found] = []
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        if "补选" not in words and "当选" not in words:
            continue
        for match in _FILLED.finditer(text, sentence.start(), sentence.end()):
            found.extend(each for each in [_value(match)] if each)
    return max(found, key=lambda each: each.number, default=None) or _named(text, _ELECTED_NAMES)


def _named(text: str, pattern: re.Pattern[str]) -> _Found | None:
    """The seats vacated or filled where no number is said: the names printed with the words
    for it are counted. 张三等 names not everybody: nothing is counted then."""
    people: set[str] = set()
    start, end = len(text), 0
    for match in pattern.finditer(text):
        words = normalise(match["names"])
        names = all_names(words, 0, len(words))
        if match.groupdict().get("more"):
            return None
        if not names:
            continue
        people |= {words[first:last] for first, last in names}
        start, end = min(start, match.start()), match.end()
    return _Found(len(people), start, end) if people else None


def _before_and_after(
    text: str, actual: Sequence[_Found], vacated: _Found | None, filled: _Found | None
) -> tuple[_Found | None, _Found | None]:
    """Which of the numbers of deputies is that before, and which that after the changes."""
    if not actual:
        return None, None
    changes = [each.start for each in (vacated, filled) if each]
    turn = min(changes, default=len(text))
    before = after = None
    for each in actual:
        begin = max(text.rfind("。", 0, each.start), text.rfind("；", 0, each.start)) + 1
        lead = text[begin : each.start]
        if _SAYS_BEFORE.search(lead[-8:]):
            before = each
            continue
        says_after = bool(_AFTER.search(lead[-30:]))
        if each.start > turn or (says_after and not _BEFORE.search(lead)):
            after = each
        elif before is None:
            before = each
    return before, after


def _none_said(text: str, words: str, before: _Found | None, after: _Found | None) -> int | None:
    """0 where a report with both totals does not speak of such a change at all."""
    if before is None or after is None or re.search(words, text):
        return None
    return 0


def _span(found: Sequence[_Found], passage: Passage, document: str) -> Source | None:
    if not found:
        return None
    start, end = min(each.start for each in found), max(each.end for each in found)
    return passage.source(start, end, document)


def _findings(
    result: Credentials,
    vacant: _Found | None,
    after: _Found | None,
    passage: Passage,
    document: str,
) -> list[Finding]:
    numbers = (result.before, result.vacated, result.by_elected, result.after)
    if any(number is None for number in numbers) or after is None:
        return []
    before, vacated, by_elected, left = (number or 0 for number in numbers)
    line = passage.line_at(after.start)
    findings = []
    if before - vacated + by_elected != left:
        findings.append(
            Finding(
                code="credentials_do_not_add_up",
                severity="warning",
                message=f"第{line.number}行：代表人数不平衡：变动前{before}名，出缺{vacated}名，"
                f"补选{by_elected}名，应为{before - vacated + by_elected}名，而文中写的是{left}名。"
                "请核对原件。",
                document=document,
                page=line.page,
                line=line.number,
            )
        )
    said = vacant if vacant and vacant.start < after.start else None
    if said and result.seats is not None and result.seats - before != said.number:
        place = passage.line_at(said.start)
        findings.append(
            Finding(
                code="credentials_do_not_add_up",
                severity="warning",
                message=f"第{place.number}行：总名额{result.seats}名，实有{before}名，缺额应为"
                f"{result.seats - before}名，而文中写的是{said.number}名。请核对原件。",
                document=document,
                page=place.page,
                line=place.number,
            )
        )
    return findings
