"""From when to when a policy holds, and the years that it spans.

In: titles and the text. Out: dates of effect and expiry, first and last year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..dates import find_dates
from ..record import When
from ..stages import number_of

_DASH = r"\s*(?:年)?\s*(?:-|—{1,2}|－|–|~|～|至|到)\s*"
_YEARS = re.compile(rf"(?<!\d)((?:19|20)\d\d){_DASH}((?:19|20)\d\d)\s*年?(?!\d)")
_FIVE_YEARS = re.compile(
    r"[“\"]?(?P<n>十[一二三四五六七八九]?)五[”\"]?(?!.?[届次])"
    r"|第(?P<m>十[一二三四五六七八九]?)个五年"
)
_ONE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年(?:度)?")
_PLAN = re.compile(r"要点|计划|方案|清单|安排|任务|措施|行动|目标")
_FROM = re.compile(
    r"自(?P<words>[^自。；《》]{2,40}?)(?:之日)?起(?:正式|开始)?(?:施行|实施|执行|生效|试行)"
)
_ISSUE = re.compile(r"(?:印发|发布|公布|下发|颁布|发文)\Z")
_TERM = re.compile(r"(?:有效期|实施期限|执行期限|试行期)(?:限)?(?P<words>[^。；]{1,40})")
_LASTS = re.compile(r"(?P<n>[0-9０-９]{1,2}|[一二两三四五六七八九十]{1,2})\s*年")


def period_of(*titles: str) -> tuple[int | None, int | None]:
    """The years in the first of the ``titles`` that tells any: 2018—2022年, “十四五”, 2020年."""
    for title in titles:
        if found := _YEARS.search(title):
            first, last = int(found[1]), int(found[2])
            if first <= last:
                return first, last
        if five := _FIVE_YEARS.search(title):
            number = number_of(five["n"] or five["m"])
            if number:
                return 1951 + 5 * number, 1955 + 5 * number
    for title in titles:
        years = _ONE_YEAR.findall(title)
        if len(set(years)) == 1 and _PLAN.search(title):
            return int(years[0]), int(years[0])
    return None, None


def in_force(text: str, issued: When | None) -> tuple[When | None, When | None]:
    """From which day to which the text says that it holds."""
    effective: When | None = None
    if found := _FROM.search(text):
        days = find_dates(found["words"])
        if days:
            effective = days[0][2]
        elif issued and _ISSUE.search(found["words"]):
            effective = issued.model_copy(update={"text": found[0]})
    expires: When | None = None
    if term := _TERM.search(text):
        days = find_dates(term["words"])
        lasts = _LASTS.search(term["words"])
        if days:
            expires = days[-1][2]
            effective = effective or (days[0][2] if len(days) > 1 else None)
        elif lasts and effective and effective.precision == "day":
            years = number_of(lasts["n"].replace("两", "二"))
            if years and (last := _after(effective.on, years)):
                expires = When(on=last, text=term[0].strip("，, "))
    return effective, expires


def _after(start: date, years: int) -> date | None:
    """The last day of ``years`` years from ``start`` on."""
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(start.year + years, 2, 28)
