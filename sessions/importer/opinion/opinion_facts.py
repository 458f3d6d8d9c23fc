"""What the sentences of a review opinion, or of a report that follows it up, say of it.

Which report the committee heard, how many aspects and points the opinion has, when the
government replied, by which letter the opinion was sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..dates import find_dates
from ..marks import Title, book_titles, clean_title, document_numbers
from ..record import When
from ..stages import number_of

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,4})"
_S = r"\s{0,2}"

# 听取和审议了市政府关于…的报告；审议了市政府关于《…》的报告；听取了某某所作的《关于…的报告》
_HEARD = re.compile(
    r"(?:听取和审议|听取并审议|听取、审议|听取审议|听取|审议|审查)了?(?=[^。]{2,300}报告)"
)
_REPORT_ENDS = re.compile(r"(?<=报告)(?:[（(][^（()）]{0,40}[）)])?(?=[，,。；;、.]|并|和|$)(?!》)")
_BY_WHOM = re.compile(r"\A[^《关]{1,60}?(?=关于)")  # 市政府关于…的报告
_IN_MARKS = re.compile(r"\A[^《。，,；;：]{0,60}(?=《)")  # 市政府《关于…的报告》
_A_REPORT = re.compile(r"报告(?:[（(][^（()）]{0,40}[）)])?\Z")
_NEXT_IN_MARKS = re.compile(r"[、，,]?(?:以及|和|及|与)?[^《。，,；;：]{0,30}(?=《)")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


def report_titles(text: str) -> list[str]:
    """The reports that the opening sentence of ``text`` tells as heard, in its words."""
    for sentence in _SENTENCE.finditer(text):
        found: list[str] = []
        marked = {title.start: title for title in book_titles(sentence[0])[0] if not title.depth}
        at = 0
        while heard := _HEARD.search(sentence[0], at):
            named, at = _named_reports(sentence[0], heard.end(), marked)
            if named:
                found += named
                continue
            end = _REPORT_ENDS.search(sentence[0], at)
            # A full stop inside a title is none: the marks tell.
            if end is None:
                break
            title = re.sub(r"[（(]以下[^（()）]*[）)]", "", sentence[0][at : end.start()])
            found.append(clean_title(_BY_WHOM.sub("", title)))
            at = end.end()
        if found:
            return found
    return []


def _named_reports(text: str, at: int, marked: dict[int, Title]) -> tuple[list[str], int]:
    """The reports that stand in book-title marks from ``at`` on (市政府《关于X的报告》, 某某所作的
    《…》和《…》), and where they end; of ``marked`` (by their beginnings) those that are reports.
    """
    found: list[str] = []
    lead = _IN_MARKS.match(text[at : at + 80])
    while lead is not None:
        title = marked.get(at + lead.end())
        if title is None or not _A_REPORT.search(title.text):
            break
        found.append(title.text)
        at = title.end
        lead = _NEXT_IN_MARKS.match(text[at : at + 60])
    return found, at


@dataclass(frozen=True, slots=True)
class Counts:
    """How many aspects and points the text says the opinion has; None where it does not."""

    aspects: int | None = None
    points: int | None = None


_COUNTS = (
    re.compile(
        rf"(?P<aspects>{_NUMBER}){_S}个?{_S}大?方面{_S}(?:的|共|计|共计|合计)?{_S}"
        rf"(?:(?P<points>{_NUMBER}){_S}[项条点个]{_S})?(?:具体|主要)?(?:的)?(?:审议)?(?:意见|建议)"
    ),
    re.compile(rf"(?P<points>{_NUMBER}){_S}[项条点]{_S}(?:具体)?(?:的)?(?:审议)?(?:意见|建议)"),
)


def stated_counts(text: str) -> Counts:
    """The counts in the first words that state them: 6方面19项审议意见, 12条意见建议."""
    for pattern in _COUNTS:
        found = pattern.search(text)
        if found:
            parts = found.groupdict()
            return Counts(
                number_of(parts["aspects"]) if parts.get("aspects") else None,
                number_of(parts["points"]) if parts.get("points") else None,
            )
    return Counts()


_REPLY = r"(?:复函|函复|反馈|回复|答复|报送|书面报告|提交|报来)"
_GOVERNMENT_REPLIES = re.compile(
    rf"(?:前后|左右|前)?[，,]?[^，。\d]{{0,10}}政府[^。\d]{{0,80}}?{_REPLY}"
)
_ON_REPLIES = re.compile(rf"(?:前后|左右|前)?[，,]?[^，。\d]{{0,20}}{_REPLY}")
_GOVERNMENT_ON = re.compile(r"政府[^，。]{0,20}(?:已)?(?:于|在)\Z")
_ABOUT_OPINION = re.compile(r"审议意见|研究处理|办理情况|落实情况")


def replied_on(text: str) -> When | None:
    """When the government replied to the opinion: the date at the words for it in one
    sentence (2024年5月上旬，市政府办公厅以正式复函的形式反馈了…; 市政府于5月10日书面反馈…)."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if not _ABOUT_OPINION.search(words):
            continue
        for start, end, when in find_dates(words):
            if _GOVERNMENT_REPLIES.match(words, end) and not words[:start].endswith("截至"):
                return when
            if _GOVERNMENT_ON.search(words[:start]) and _ON_REPLIES.match(words, end):
                return when
    return None


_LETTER = re.compile(r"审议意见.{0,12}(?:函|通知)\Z|请.{0,8}(?:研究处理|办理|落实|处理)")
_OPINION = re.compile(r"审议意见\s*(?:书)?\Z")
_INSIDE = re.compile(r"(?P<opinion>关于(?!请|印发|转送|交办|送交).+审议意见)(?:书)?的(?:函|通知)\Z")


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter that sent an opinion: its number, and the title of the opinion it names."""

    number: str = ""
    opinion: str = ""


def cited_letter(text: str) -> Letter:
    """The letter in the opening words of a follow-up: 《关于请研究处理〈…审议意见〉的函》（…号）.

    The opinion is the title inside the letter's, or the part of it that is one; some
    follow-ups name the opinion itself with its number.
    """
    titles, _ = book_titles(text)
    numbers = document_numbers(text)
    for title in titles:
        if title.depth:
            continue
        opinion = _opinion_in(title, titles)
        if not opinion:
            continue
        behind = re.compile(r"\s{0,3}[（(〔]\s{0,3}")
        number = next(
            (
                one.text
                for one in numbers
                if title.end < one.start <= title.end + 6
                and behind.fullmatch(text[title.end : one.start])
            ),
            "",
        )
        return Letter(number, opinion)
    return Letter()


def _opinion_in(title: Title, titles: list[Title]) -> str:
    if _OPINION.search(title.text):
        return title.text
    if not _LETTER.search(title.text):
        return ""
    inner = [
        one.text
        for one in titles
        if title.start < one.start and one.end < title.end and _OPINION.search(one.text)
    ]
    if inner:
        return inner[0]
    found = _INSIDE.search(title.text)
    return found["opinion"] if found else ""


_FOLLOW_UP = re.compile(
    r"(?:的)?(?:研究处理|研究办理|跟踪督办|跟踪监督|跟踪检查|跟踪问效|贯彻落实|办理落实|落实整改|整改落实|督办|办理|落实"
    r"|整改|处理)*(?:工作)?(?:的)?(?:进展)?(?:情况)?(?:的)?(?:综合|书面|跟踪|督办|监督|检查|督查|问效|评估|调研)*(?:报告|汇报|说明|复函|函)\Z"
)
_BEFORE_OPINION = re.compile(
    r"\A[^《〈]{0,40}?关于(?:对|就|落实|贯彻落实|办理|研究处理|反馈|跟踪督办)*(?:[^《〈]{0,20}人大(?:常委会|常务委员会)?)?"
    r"(?=关于)|\A[^《〈]{1,30}?(?=关于)"
)
_HANDLES = re.compile(
    r"\A[^《〈]{0,40}?关于(?:落实|贯彻落实|办理|研究处理|反馈|跟踪督办)+(?=.{0,6}人大)"
)


def opinion_title(follow_up: str) -> str:
    """The title of the opinion that the follow-up called ``follow_up`` answers, "" if its
    title names none: 关于X的审议意见研究处理情况的报告 → 关于X的审议意见."""
    titles, _ = book_titles(follow_up)
    named = [title.text for title in titles if _OPINION.search(title.text)]
    if named:
        return named[0]
    rest = _FOLLOW_UP.sub("", follow_up.strip())
    if not _OPINION.search(rest):
        return ""
    before = _HANDLES.match(rest) or _BEFORE_OPINION.match(rest)
    return clean_title(rest[before.end() :] if before else rest)
