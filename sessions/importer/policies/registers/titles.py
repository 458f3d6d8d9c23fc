"""The lines round a table: its title above, headings of domains, furniture between its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...forms import ends_sentence, is_date, squeeze
from ...stages import Line

_ANNEX = re.compile(
    r"附\s*[件表录](?P<number>\s*[\d一二三四五六七八九十０-９]{0,3})\s*(?:[：:．.、]\s*)?"
)
_COMPLETE = re.compile(r"(?:清单|一览|分工|台账|分解|任务书|表|方案|安排)(?:[（(].*[）)])?\Z")
_FURNITURE = re.compile(
    r"(?=.*[|｜│┃+─━═┼├┤┬┴┌┐└┘╋┠┨]).[\s|｜│┃+\-—─━═:：=┼├┤┬┴┌┐└┘╋┠┨]{2,}\Z|[\s—–\-－·.]*(?:第?\s*[\d０-９]{1,4}\s*页?)(?:\s*[/／共]\s*[\d０-９]{1,4}\s*页?)?[\s—–\-－·.]*\Z"
    r"|[（(]?续(?:上)?表?[一二三四五六七八九十\d]*[）)]?\Z|续附?表.{0,4}\Z|单位\s*[：:].{0,12}\Z|[（(]?(?:接|转)[上下]页[）)]?\Z"
)
_AGAIN = re.compile(r"[（(]?续(?:上)?表?[一二三四五六七八九十\d]*[）)]?\Z")
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十\d]{1,3}(?:部分|章|类|项)|[ⅠⅡⅢⅣⅤ])"
)
_NUMBER = re.compile(r"\d{1,3}\s*[.．、]|[（(]\d{1,3}[）)]")
_NOT_HEADING = re.compile(r"抄送|附件|印发|（此件|注[：:]|备注|填报|联系人|制表")
_MOST_ABOVE = 4


def title_above(lines: Sequence[Line], at: int, floor: int) -> str:
    """The title printed above the line at index ``at``, not above index ``floor``: all that
    stands below 附件, else the line next to the table with what it goes on from."""
    above: list[str] = []
    for index in range(at - 1, max(floor, at - 2 - _MOST_ABOVE) - 1, -1):
        text = lines[index].text
        if is_furniture(text):
            continue
        annex = _ANNEX.match(text)
        if annex:
            rest = text[annex.end() :].strip()
            # 附件：… at the end of the text names the annex, it is not its head.
            if rest and not above:
                above.append(rest)
            return _joined(above)
        if (
            "\t" in text
            or len(text) > 60
            or ends_sentence(text)
            or is_date(text)
            or not text.strip()
        ):
            break
        above.append(text)
        if len(above) >= _MOST_ABOVE:
            break
    return _joined(_own(above))


def heading_above(lines: Sequence[Line], at: int, floor: int) -> str:
    """The heading of a domain that stands right above the line at index ``at`` (一、政务服务,
    not 一、任务清单, which is a title); "" where none does."""
    text = lines[at - 1].text.strip() if at > floor else ""
    if not _MARKER.match(text) or not is_marked_heading(text) or "\t" in text:
        return ""
    return "" if _COMPLETE.search(text) or re.search(r"任务|附表", text) else text


def _own(above: list[str]) -> list[str]:
    """Of lines without 附件 above them those that make one title; nearest first."""
    own: list[str] = []
    for text in above:
        own.append(text)
        whole = squeeze("".join(reversed(own)))
        if _COMPLETE.search(whole) and whole[:1] not in "（(”》，、" and len(whole) > 5:
            return own
    return own[:1]


def _joined(above: Sequence[str]) -> str:
    return squeeze("".join(reversed(above)))[:500]


def is_furniture(text: str) -> bool:
    """Whether a line between rows is a page number or says that the table goes on."""
    return _FURNITURE.match(text.strip()) is not None


def repeats_title(text: str, title: str) -> bool:
    """Whether a line is the table's title again (清单（续）), or a part of it."""
    words = _AGAIN.sub("", squeeze(text))
    return len(words) > 3 and words in title


def is_annex(text: str) -> bool:
    """Whether a line is 附件 or 附件2, with what is printed beside it."""
    return _ANNEX.match(text.strip()) is not None


def is_marked_heading(text: str) -> bool:
    """Whether a line is a heading with a marker of its own: 一、政务服务."""
    text = text.strip()
    marker = _MARKER.match(text) or _NUMBER.match(text)
    return bool(marker) and _may_be_heading(text) and len(text) > (marker.end() if marker else 0)


def is_heading(text: str) -> bool:
    """Whether a line alone between rows may be the heading of those below."""
    text = text.strip()
    return is_marked_heading(text) or (len(text) <= 20 and _may_be_heading(text))


def _may_be_heading(text: str) -> bool:
    return (
        2 <= len(text) <= 45
        and not _NOT_HEADING.search(text)
        and not re.search(r"[。，；：:]\Z", text)
        and not is_date(text)
        and not is_furniture(text)
    )
