"""By when an opinion asks for a report: 请在两个月内…, 11月底前….

In: the sentences of an opinion and the day it was adopted. Out: the date with its rule.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ..stages import number_of

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,4})"
_S = r"\s{0,2}"
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


@dataclass(frozen=True, slots=True)
class Due:
    """``rule`` is the sentence that sets the date; ``on`` is None where the date cannot be
    reckoned from it; ``from_receipt``: it counts from a receipt that nothing here dates."""

    rule: str
    on: date | None
    from_receipt: bool = False


_REPORTS_BACK = re.compile(r"报告|反馈|答复|报送|函复|回复|书面报|报[市县区省州]|报常委会")
_ASKS = re.compile(r"请|要求|应当|应|须|需|务必|交")
_WITHIN = re.compile(
    rf"(?P<number>{_NUMBER}){_S}(?P<unit>个{_S}?月|个?工作日|日|天|周|个星期){_S}(?:之内|以内|内)"
)
_RECEIPT = re.compile(r"收到|接到|收悉")
_BY = re.compile(
    rf"(?:(?P<year>\d{{4}}){_S}年|(?P<word>今年|本年|明年|次年|当年))?{_S}"
    rf"(?:(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}月{_S}"
    rf"(?:(?P<day>\d{{1,2}}){_S}[日号]|(?P<part>底|末|上旬|中旬|下旬)|份)?|(?P<yearend>年?底|年末))"
    rf"{_S}(?:之前|以前|前)"
)
_PART_ENDS = {"上旬": 10, "中旬": 20}
_DAYS = {"日": 1, "天": 1, "周": 7, "个星期": 7}


def due_date(text: str, base: date | None) -> Due | None:
    """By when the opinion asks for a report, reckoned from ``base`` (the day the opinion
    was adopted or sent) where the words name a span; None where no date is set."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0].strip()
        if len(words) > 400 or not _REPORTS_BACK.search(words) or not _ASKS.search(words):
            continue
        within, by = _WITHIN.search(words), _BY.search(words)
        if not within and not by:
            continue
        after = words[(within or by).end() :]  # type: ignore[union-attr]
        if not _REPORTS_BACK.search(after):
            continue
        if by:
            return Due(words, _by(by, base))
        assert within
        receipt = bool(_RECEIPT.search(words[: within.start()]))
        return Due(words, None if receipt else _after(within, base), receipt)
    return None


def _after(found: re.Match[str], base: date | None) -> date | None:
    number, unit = number_of(found["number"]), re.sub(r"\s", "", found["unit"])
    if base is None or number is None or "工作日" in unit:
        return None
    if unit in _DAYS:
        return base + timedelta(days=number * _DAYS[unit])
    months = base.year * 12 + base.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(base.day, monthrange(year, month + 1)[1]))


def _by(found: re.Match[str], base: date | None) -> date | None:
    """The last day that the words allow: 11月底前 is 30 November, 11月15日前 is the 15th."""
    if found["year"]:
        year = int(found["year"])
    elif base is None:
        return None
    else:
        year = base.year + (found["word"] in ("明年", "次年"))
    if found["yearend"]:
        return date(year, 12, 31)
    month = number_of(found["month"])
    if month is None or not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if found["day"]:
        day = int(found["day"])
        on = date(year, month, day) if 1 <= day <= last else None
    elif found["part"]:
        on = date(year, month, _PART_ENDS.get(found["part"], last))
    else:  # 11月前: before it begins
        on = date(year, month, 1) - timedelta(days=1)
    if on and base and on < base and not found["year"] and not found["word"]:
        on = None  # which year is meant cannot be told
    return on
