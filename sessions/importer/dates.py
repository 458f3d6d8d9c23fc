"""Dates as Chinese public papers print them.

Read are Arabic (also full-width) and Chinese numerals with any spaces between them: days,
thirds of a month (上旬), beginnings and ends (月初, 年底), months, quarters, half-years and
years. A part that the words leave out is not guessed: a date without its year is read only
where the caller says which year is meant; 同年 and 当月 are never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .record import Finding, Half, Precision, When
from .stages import Passage, number_of

_S = r"\s{0,3}"
_CN = "〇○◯零OoＯ一二三四五六七八九"
_YEAR = rf"(?:(?<!\d)[12１２]{_S}\d{_S}\d{_S}\d|(?<![{_CN}])[一二][{_CN}]{{3}})"
_SMALL = r"(?:(?<!\d)\d{1,2}|(?<!\d)\d\s\d|[一二三四五六七八九十廿卅]{1,4})"
_TO = r"(?:至|到|－|—{1,2}|-|–|~|～)"
_IN_MONTH = rf"(?P<month>元|{_SMALL}){_S}月(?![亮球])"
_STARTS = (
    rf"(?P<year>{_YEAR}){_S}年(?!度)|{_IN_MONTH}"
    r"|(?<!\d)(?P<full>(?P<y>[12]\d{3})(?P<mark>[-./])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2}))"
    r"(?![\d.])"
)
_START = re.compile(_STARTS)
_START_OR_DAY = re.compile(rf"{_STARTS}|(?P<bare>{_SMALL}){_S}日")
_MONTH = re.compile(rf"{_S}{_IN_MONTH}")
# The look-ahead serves ranges whose first day shares the mark of the second: 7月1至3日.
_DAY = re.compile(rf"{_S}(?P<day>{_SMALL}){_S}(?:[日号]|(?={_S}{_TO}{_S}{_SMALL}{_S}日))")
# 初步 and 底线 are other words.
_PART = re.compile(rf"{_S}(?P<part>上旬|中旬|下旬|初(?!步)|底(?!线)|末|份)")
_OF_YEAR = re.compile(
    rf"{_S}(?:(?P<edge>初(?!步|级)|底(?!线)|末)|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)"
)
_DAY_HALF = re.compile(
    rf"(?:{_S}[（(](?:星期|周)[一二三四五六日天][）)])?"
    rf"(?:{_S}(?P<half>上午|早上|下午|晚上|晚间|全天))?"
)
_SEPARATOR = re.compile(rf"{_S}(?:{_TO}|、|和|及)")
_NEXT = re.compile(
    rf"{_S}(?:(?P<year>{_YEAR}|次年|翌年){_S}年?{_S})?"
    rf"(?:(?P<month>元|{_SMALL}){_S}月{_S})?(?P<day>{_SMALL}){_S}[日号]"
)
_NEXT_YEAR = -1  # stands for 次年 until the year before it is known
_BRACKETS = "（）()〔〕[]【】　 \t\r\n\xa0"
_THIRDS = {"上旬": 1, "初": 1, "中旬": 11, "下旬": 21, "底": 21, "末": 21}
_LONG_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SPACES = re.compile(r"\s+")
_ZEROS = str.maketrans(dict.fromkeys("○◯零OoＯ", "〇"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as printed: the parts it names, None for those it does not. Words less exact
    than a day or month stand for the first one they allow (中旬 → day 11)."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    precision: Precision = "day"
    half: Half | None = None

    def exists(self) -> bool:
        """Whether the calendar has such a day; without a year 29 February has."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None or self.month is None:
            return self.day is None or 1 <= self.day <= 31
        if not 1 <= self.day <= _LONG_MONTHS[self.month - 1]:
            return False
        if self.year is None or (self.month, self.day) != (2, 29):
            return True
        return self.year % 4 == 0 and (self.year % 100 != 0 or self.year % 400 == 0)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day as printed in ``text[start:end]``, with half-days where printed."""

    start: int
    end: int
    first: date
    first_half: Half | None
    last: date
    last_half: Half | None


def find_dates(text: str, *, year: int | None = None) -> list[tuple[int, int, When]]:
    """Every date in ``text`` that names its year, as (start, end, date), in order.

    With ``year``, dates without a year are read in that one. Days that do not exist are
    left out (``impossible_dates`` names them), as are 2024年度 and two-digit years.
    """
    found = []
    for mention in mentions(text):
        when = _when(text, mention, year)
        if when is not None:
            found.append((mention.start, mention.end, when))
    return found


def parse_date(text: str, *, year: int | None = None) -> When | None:
    """The date that ``text`` as a whole is (brackets round it are allowed), else None."""
    text = text.strip(_BRACKETS)
    if len(text) > 60:
        return None
    mention = next(mentions(text), None)
    if mention is None or (mention.start, mention.end) != (0, len(text)):
        return None
    return _when(text, mention, year)


def find_periods(text: str, *, year: int | None = None, month: int | None = None) -> list[Period]:
    """Days and runs of days in ``text``: 7月30日下午至31日, 4月29日、30日, 12月30日至次年1月2日.

    A later day takes over the year and month before it; ``year`` and ``month`` stand for
    those that even the first day leaves out. A run that goes backwards without naming its
    month or year, or names a day that does not exist, is not read.
    """
    periods: list[Period] = []
    for chain in _chains(text, list(mentions(text, bare_days=month is not None))):
        period = _period(chain, year, month)
        if period is not None:
            periods.append(period)
    return periods


def impossible_dates(text: str) -> list[tuple[int, int]]:
    """Where ``text`` prints a day that no calendar has (2月30日, 13月1日)."""
    return [
        (mention.start, mention.end)
        for mention in mentions(text)
        if mention.day is not None and not mention.exists()
    ]


def date_findings(passage: Passage, document: str | None = None) -> list[Finding]:
    """A finding for each day in ``passage`` that does not exist."""
    findings = []
    for start, end in impossible_dates(passage.text):
        place = passage.source(start, end, document)
        findings.append(
            Finding(
                code="impossible_date",
                severity="warning",
                message=f"第{place.line_start}行的日期“{passage.text[start:end]}”不存在，"
                "未予采用。请核对原文后补录正确日期。",
                document=document,
                page=place.page,
                line=place.line_start,
            )
        )
    return findings


def mentions(text: str, *, bare_days: bool = False) -> Iterator[Mention]:
    """All dates of ``text`` in order; with ``bare_days`` also a day alone (30日上午)."""
    pattern = _START_OR_DAY if bare_days else _START
    at = 0
    while match := pattern.search(text, at):
        if bare_days and match["bare"]:
            mention = _with_half(text, Mention(*match.span(), day=_number(match["bare"])))
        else:
            mention = _complete(text, match)
        yield mention
        at = mention.end


def _complete(text: str, match: re.Match[str]) -> Mention:
    """The whole date that begins with ``match``."""
    start, end = match.span()
    if match["full"]:
        return Mention(start, end, int(match["y"]), int(match["m"]), int(match["d"]))
    if match["year"]:
        year = _number(match["year"])
        month_match = _MONTH.match(text, end)
        if month_match is None:
            return _of_year(text, start, end, year)
        end, month = month_match.end(), _number(month_match["month"])
    else:
        year, month = None, _number(match["month"])
    return _of_month(text, start, end, year, month)


def _of_month(text: str, start: int, end: int, year: int | None, month: int | None) -> Mention:
    if day := _DAY.match(text, end):
        mention = Mention(start, day.end(), year, month, _number(day["day"]))
        return _with_half(text, mention)
    part = _PART.match(text, end)
    if part is None:
        return Mention(start, end, year, month, None, "month")
    first = _THIRDS.get(part["part"])
    return Mention(start, part.end(), year, month, first, "third" if first else "month")


def _of_year(text: str, start: int, end: int, year: int | None) -> Mention:
    part = _OF_YEAR.match(text, end)
    if part is None:
        return Mention(start, end, year, None, None, "year")
    if part["edge"]:
        return Mention(start, part.end(), year, 1 if part["edge"] == "初" else 12, None, "month")
    if part["half"]:
        return Mention(start, part.end(), year, 1 if part["half"] == "上" else 7, None, "year")
    quarter = _number(part["quarter"]) or 1
    return Mention(start, part.end(), year, quarter * 3 - 2, None, "year")


def _with_half(text: str, mention: Mention) -> Mention:
    """The mention with the half-day printed after it, whose words are not part of it."""
    match = _DAY_HALF.match(text, mention.end)
    if match is None or not match["half"]:
        return mention
    halves: dict[str, Half] = {"上午": "am", "早上": "am", "下午": "pm", "晚上": "pm", "晚间": "pm"}
    return Mention(
        mention.start, mention.end, mention.year, mention.month, mention.day, "day",
        halves.get(match["half"]),
    )  # fmt: skip


def _chains(text: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """Days that belong together, each followed by those joined to it by 至, 、 or 和."""
    at = 0
    for mention in mentions:
        if mention.start < at or mention.day is None or mention.precision != "day":
            continue
        chain = [mention]
        while True:
            at = _DAY_HALF.match(text, chain[-1].end).end()  # type: ignore[union-attr]
            following = _following(text, at)
            if following is None:
                break
            chain.append(following)
        yield chain


def _following(text: str, at: int) -> Mention | None:
    separator = _SEPARATOR.match(text, at)
    match = separator and _NEXT.match(text, separator.end())
    if not match:
        return None
    if match["year"] in ("次年", "翌年"):
        year: int | None = _NEXT_YEAR
    else:
        year = _number(match["year"])
    day = Mention(match.start(), match.end(), year, _number(match["month"]), _number(match["day"]))
    return _with_half(text, day)


def _period(chain: list[Mention], year: int | None, month: int | None) -> Period | None:
    days: list[tuple[date, Half | None]] = []
    for mention in chain:
        if mention.year == _NEXT_YEAR:
            year = None if year is None else year + 1
        else:
            year = mention.year or year
        month = mention.month or month
        if year is None or month is None or mention.day is None:
            return None
        day = _day(year, month, mention.day)
        if day is None or (days and day < days[-1][0]):
            return None
        days.append((day, mention.half))
    (first, first_half), (last, last_half) = days[0], days[-1]
    return Period(chain[0].start, chain[-1].end, first, first_half, last, last_half)


def _when(text: str, mention: Mention, year: int | None) -> When | None:
    year = mention.year or year
    if year is None or not mention.exists():
        return None
    on = _day(year, mention.month or 1, mention.day or 1)
    if on is None:
        return None
    printed = _SPACES.sub("", text[mention.start : mention.end])
    return When(on=on, precision=mention.precision, text=printed)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(printed: str | None) -> int | None:
    """The number printed; 廿一 and 卅 are read like 二十一 and 三十."""
    if not printed:
        return None
    printed = _SPACES.sub("", printed).translate(_ZEROS)
    if printed == "元":  # 元月
        return 1
    return number_of(printed.replace("廿", "二十").replace("卅", "三十"))
