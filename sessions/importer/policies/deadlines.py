"""When a task is to be done: what a register's cell says, as a ``Deadline``.

In: the words of the cell and the year of the document, in which days without a year fall.
Out: a ``Deadline``. ``on`` is the last day that the words allow (2020年12月 → 31 December),
``start`` the first day of a range. What is not understood is no deadline (``none``) with its
words kept; ``doubt`` then says so. Dates are those of ``dates.py``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..dates import Mention, mentions
from ..record import Precision
from ..record.policy import Deadline
from ..stages import number_of

_BLANK = re.compile(r"[\s/／\\—–\-－_〃.。*＊]*\Z|无\Z|空\Z")
_DIGITS = str.maketrans("０１２３４５６７８９．－／（）", "0123456789.-/()")
_TO = r"(?:至|到|－|—{1,2}|-{1,2}|–|~|～|―)"
_EVERY_YEAR = re.compile(r"每一?年|每个?年度|历年")
_YEARLY = re.compile(r"逐年|(?<!\d)年年(?!底)|分年度?|按年度?")
_ROLLING = re.compile(
    r"持续|长期|常态|即日起|动态|即知即改|立行立改|立即|即行|即时|随时|适时|实时|滚动|经常|日常|定期|及时|贯穿"
    r"|始终|一直|不间断|全程|每季度?|每月|每半年|每周|每日|马上"
)
_DEPLOYED = re.compile(
    r"(?:按照?|依照?|根据|执行|遵照|贯彻|落实|视|待|结合|随|与).{0,60}?(?:部署|要求|规定|安排|进度|计划|时序|节点|时限|时间|情况|通知|步骤|同步|出台|明确|意见|方案)"
    r"|(?:中央|国家|省|市|上级|区|县).{0,20}(?:部署|要求|统一安排)|以.{0,30}为准"
)
# A span of time from a day that the cell does not name: 3个月内, 一年内, 任期内.
_WITHIN = re.compile(
    r"(?:\d|[一二三四五六七八九十两半])+个?(?:工作日|年|月|周|天|日|季度)(?:之?内|以内)|任期内"
)
_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])(?![\d年月.])")
_SHORT = re.compile(r"(?<![\d.])(0?[1-9]|1[0-2])\.([0-3]?\d)(?:日)?(?=前|底|之前|以前|\Z)")
_TWO_DIGITS = re.compile(
    r"(?<!\d)(\d\d)年(?=(?:0?[1-9]|1[0-2])月|年?底|末|[上下]半年|第?[一二三四1-4]季度)"
)
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年?度)?\Z")
_PLAN = re.compile(
    r"[“\"「]?(?P<plan>[一二三四五六七八九十]{1,3})五[”\"」]?(?:规划)?(?:期?(?P<end>末)|期间|时期)"
)
_OF_YEAR = re.compile(
    r"(?:(?P<next>明年|次年|翌年)|今年|本年度?|当年|年度?(?=[底末内中初]))?"
    r"(?:(?P<edge>年?(?:度?末|底|内)(?![线]))|(?P<mid>年中)|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<all>全年))"
)
_YEAR_SAID = re.compile(r"(?P<this>今年|本年|当年)|(?P<next>明年|次年|翌年)")
_ONWARD = re.compile(r"\A(?:底|末|初|份)?(?:起|开始|以来|后|以后|之后)")
_THIRD_ENDS = {1: 10, 11: 20, 21: 31}


@dataclass(frozen=True, slots=True)
class _Point:
    """A stretch of days that words name, from its first day to its last."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision
    onward: bool = False


def is_blank(text: str) -> bool:
    """Whether the cell says nothing: empty, —, /, 无."""
    return _BLANK.match(text) is not None


def looks_like_deadline(text: str) -> bool:
    """Whether a short text has the form of a deadline, whatever year it falls in."""
    squeezed = "".join(text.split())
    return 0 < len(squeezed) <= 40 and read_deadline(squeezed, year=2000).kind != "none"


@lru_cache(maxsize=4096)
def doubt(deadline: Deadline) -> str:
    """Why the words of a deadline need a person: "" where they don't."""
    if deadline.kind == "none" and not is_blank(deadline.text):
        return "没有读懂"
    words = _plain(deadline.text)
    if deadline.kind == "date" and len({p.last for p in _points(words, 2000)}) > 1:
        return "写有几个日期，只取了最后一个"
    return ""


def read_deadline(text: str, *, year: int | None = None) -> Deadline:
    """The deadline that ``text`` states. ``year``: that of the document; without it 年底前 and
    6月底前 are not read."""
    return _read(text, year)


@lru_cache(maxsize=4096)
def _read(text: str, year: int | None) -> Deadline:
    """A register says the same few things in hundreds of rows."""
    shown = "".join(text.split())
    if is_blank(shown) or len(shown) > 300:
        return Deadline(text=shown[:300])
    words = _plain(shown)
    if _EVERY_YEAR.search(words) or (_YEARLY.search(words) and not re.search(r"\d{4}年", words)):
        return Deadline(kind="yearly", text=shown)
    if (found := _range(words, year)) is not None:
        start, end = found
        return Deadline(
            kind="range", text=shown, on=end.last, start=start.first, precision=end.precision
        )
    points = [] if _WITHIN.search(words) else _points(words, year)
    closed = [point for point in points if not point.onward]
    if closed:
        last = max(closed, key=lambda point: point.last)
        return Deadline(kind="date", text=shown, on=last.last, precision=last.precision)
    if _DEPLOYED.search(words):
        return Deadline(kind="as_deployed", text=shown)
    if points or _ROLLING.search(words):
        return Deadline(kind="rolling", text=shown)
    return Deadline(text=shown)


def _plain(text: str) -> str:
    """``text`` with its dates written in one way: 2020.6.30 → 2020年6月30日."""
    text = "".join(text.split()).translate(_DIGITS)
    text = _FULL.sub(r"\1年\3月\4日", text)
    text = _MONTH.sub(r"\1年\2月", text)
    text = _SHORT.sub(r"\1月\2日", text)
    text = _TWO_DIGITS.sub(r"20\1年", text)
    text = re.sub(r"(?<=\d{4}年)年(?=[底末内])|(?<=\d{4}年)内", "", text)
    text = _PLAN.sub(_years_of_plan, text)
    return _BARE_YEAR.sub(r"\1年", text)


def _years_of_plan(match: re.Match[str]) -> str:
    """“十四五”期间 → 2021年至2025年, “十四五”末 → 2025年: since the sixth (1981) each plan
    of five years follows upon the one before."""
    number = number_of(match["plan"]) or 0
    if not 6 <= number <= 30:
        return match[0]
    last = 1985 + 5 * (number - 6)
    return f"{last}年" if match["end"] else f"{last - 4}年至{last}年"


def _range(words: str, year: int | None) -> tuple[_Point, _Point] | None:
    """From when to when: 2018-2020年, 2020年3月至6月, 9-12月."""
    for match in re.finditer(_TO, words):
        left, right = words[: match.start()], words[match.end() :]
        end = next((p for p in _points(right, year) if p.start == 0), None)
        if end is None:
            if not re.match(r"\d{1,2}[月日]|\d{4}年", right):
                continue
        left = _completed(left, right)
        whole = _points(left, year)
        start = whole[-1] if whole and whole[-1].end == len(left) else None
        if start is None:
            continue
        # 2020年3月至6月: the second takes the year of the first.
        if re.match(r"\d{1,2}日", right):
            right = f"{start.first.month}月{right}"
        end = next((p for p in _points(right, start.first.year) if p.start == 0), None)
        if end is not None and start.first <= end.last:
            return start, end
    return None


def _completed(left: str, right: str) -> str:
    """The first part of a range with the mark that it shares with the second."""
    left = left.removesuffix("起")
    if re.search(r"(?<!\d)\d{4}\Z", left):
        return left + "年"
    if re.search(r"(?<!\d)\d{1,2}\Z", left):
        if re.match(r"\d{1,2}月", right):
            return left + "月"
        if re.match(r"\d{1,2}日", right):
            return left + "日"
    return left


def _points(words: str, year: int | None) -> list[_Point]:
    """All days and stretches of days that the words name, in order."""
    points: list[_Point] = []
    taken = 0
    for mention in mentions(words):
        points += _relative(words, taken, mention.start, year)
        point = _point(words, mention, year)
        if point is not None:
            points.append(point)
        taken = mention.end
    return [*points, *_relative(words, taken, len(words), year)]


def _point(words: str, mention: Mention, year: int | None) -> _Point | None:
    of_year = mention.year
    if of_year is None:
        said = [match.lastgroup for match in _YEAR_SAID.finditer(words, 0, mention.start)]
        of_year = year + 1 if year is not None and said[-1:] == ["next"] else year
    if of_year is None or not mention.exists() or not 1 <= of_year <= 9998:
        return None
    onward = _ONWARD.match(words[mention.end :]) is not None
    first_month = mention.month or 1
    last_month, precision = first_month, mention.precision
    shown = words[mention.start : mention.end]
    if mention.precision == "year":
        last_month = 12 if mention.month is None else first_month + (2 if "季度" in shown else 5)
    elif mention.precision == "third" and shown[-1:] in "底末":
        precision = "month"
    if precision == "year" and mention.month is not None:
        precision = "month"
    last_day = monthrange(of_year, last_month)[1]
    first_day = mention.day or 1
    if mention.precision == "day" and mention.day:
        last_day = mention.day
    elif precision == "third" and mention.day:
        last_day = min(_THIRD_ENDS[mention.day], last_day)
    elif precision == "month" and mention.day:
        first_day = 1
    try:
        first, last = date(of_year, first_month, first_day), date(of_year, last_month, last_day)
    except ValueError:
        return None
    return _Point(mention.start, mention.end, first, last, precision, onward)


def _relative(words: str, start: int, end: int, year: int | None) -> list[_Point]:
    """年底, 上半年, 第三季度, 明年底: parts of a year that is not printed."""
    points: list[_Point] = []
    if year is None or not 1 <= year < 9998:
        return points
    for match in _OF_YEAR.finditer(words, start, end):
        if match["edge"] and (
            not re.search(r"年", match[0]) or words[match.start() - 1 : match.start()].isdecimal()
        ):
            continue
        of_year = year + 1 if match["next"] else year
        first, last = 1, 12
        if match["mid"]:
            last = 6
        elif match["half"]:
            first, last = (1, 6) if match["half"] == "上" else (7, 12)
        elif match["quarter"]:
            last = 3 * ("一二三四".find(match["quarter"]) + 1 or int(match["quarter"]))
            first = last - 2
        onward = _ONWARD.match(words[match.end() :]) is not None
        points.append(
            _Point(
                match.start(), match.end(), date(of_year, first, 1),
                date(of_year, last, monthrange(of_year, last)[1]), "month", onward,
            )
        )  # fmt: skip
    return points
