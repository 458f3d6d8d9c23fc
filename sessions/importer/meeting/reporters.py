"""Who reported what to the session, and on whose behalf.

听取了市民政局局长胡杰受市政府委托所作的关于…的说明 and the like: one ``Told`` for each
reporter. In: the text of a minutes item. Only sentences that name a person count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..naming.speakers import Role
from .attendees import attendees

_CLAUSE_MARKS = "，。；,;"
_LEAD = re.compile(
    r"^.{0,12}?(?:听取和审议|听取并审议|听取、审议|审议并听取|审议并通过|听取|审议|听审)(?:和审议)?了?(?:由)?"
)
_HEARD = re.compile(r"听取|听审|审议并通过")
_ENTRUSTED_BY = re.compile(r"受(?P<by>[^，。；、“”《》]{1,30}?)(?:的)?委托[，,]?")
_STANDS_FOR = re.compile(
    r"代表(?P<by>(?!资格|变动|大会|建议|团|法)[^，。；、“”《》]{2,24}?)"
    r"(?=向|所?作|汇报|报告|提请|提出|宣读|就|对|关于)"
)
_VERB = re.compile(
    r"向(?:会议|大会|常委会(?:会议)?)(?:所?作(?:了|的)?|报告(?:了)?|汇报(?:了)?)?|所?作的|(?:分别)?所?作(?:了|出)|提请的?|"
    r"提出的|宣读(?:了|的)|汇报(?:了|的)|报告(?:了|的)|介绍了|说明了|就|关于|所作|对《"
)
_NOTED = re.compile(
    r"[（(](?:报告人|说明人|作报告|作说明|汇报人|由)[：:]?(?P<who>[^（()）]{3,50}?)(?:作|报告|说明|汇报)?[)）]"
)
# Speaking in the debate or at the end is no report.
_NO_REPORT = re.compile(r"讲话|发言|表态|应答|答复|回答|主持|宣誓|点评|小结|认为|指出|强调|要求")
_REPORT = re.compile(r"报告|说明|汇报|议案|情况|决定|方案|草案|意见|计划|名单|提请|介绍")
_TAIL = re.compile(r"^(?:的|了|关于的)?|[，。；、]$")
_LONGEST_TOPIC = 300


@dataclass(frozen=True, slots=True)
class Told:
    """A person who reported, with what and for whom; ``text[start:end]`` says so."""

    start: int
    end: int
    name: str
    roles: tuple[Role, ...]
    on_behalf_of: str = ""
    topic: str = ""


def told(text: str, start: int = 0, end: int | None = None) -> list[Told]:
    """The reporters in ``text[start:end]``, in order."""
    found: list[Told] = []
    behalf, listening = "", False
    for first, last, mark in clauses(text, start, len(text) if end is None else end):
        words = text[first:last]
        if _ENTRUSTED.fullmatch(words.strip()):  # 受县政府委托，县财政局局长…作了…
            match = _ENTRUSTED_BY.search(words)
            behalf = match["by"] if match else ""
            continue
        listening = listening or bool(_HEARD.search(words))
        found.extend(_in_clause(text, first, last, behalf, listening=listening))
        behalf = ""
        if mark == "。":
            listening = False
    return found


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The clauses of ``text[start:end]`` with the mark after each; marks inside 《》, “” and
    brackets part nothing."""
    depth, first = 0, start
    for at in range(start, end):
        character = text[at]
        if character in "《“（(":
            depth += 1
        elif character in "》”）)":
            depth = max(0, depth - 1)
        elif character in _CLAUSE_MARKS and (depth == 0 or character == "。"):
            depth = 0
            if at > first:
                yield first, at, character
            first = at + 1
    if end > first:
        yield first, end, ""


_ENTRUSTED = re.compile(r"(?:.{0,6}会议)?受[^，。；、]{1,30}委托")


def _in_clause(text: str, first: int, last: int, behalf: str, *, listening: bool) -> list[Told]:
    words = text[first:last]
    if noted := _NOTED.search(words):
        topic = _topic(words[: noted.start()])
        return _persons(text, first + noted.start("who"), first + noted.end("who"), behalf, topic,
                        first, last)  # fmt: skip
    lead = _LEAD.match(words)
    begin = lead.end() if lead and _HEARD.search(lead.group()) else 0
    entrusted = _entrusted(text, first, begin, last)
    verb = _VERB.search(words, entrusted.end() if entrusted else begin)
    if verb is None and not entrusted:
        return []
    stop = entrusted.start() if entrusted else verb.start()  # type: ignore[union-attr]
    if stop <= begin:
        return []
    if entrusted:
        behalf = entrusted["by"].strip()
    after = words[verb.end() if verb else entrusted.end() :]  # type: ignore[union-attr]
    if verb and verb.group() in ("关于", "就", "提请", "提请的", "对《"):
        after = words[verb.start() :].removeprefix("提请").removeprefix("就")
    topic = _topic(after)
    says = words[stop:]
    if _NO_REPORT.search(says[-8:]) or not _REPORT.search(says):
        return []
    if (
        not listening
        and verb is not None
        and verb.group() in ("关于", "就", "对《", "提请", "提请的")
    ):
        return []
    return _persons(text, first + begin, first + stop, behalf, topic, first, last)


def _entrusted(text: str, first: int, begin: int, last: int) -> re.Match[str] | None:
    """受X委托, or 代表X directly after a name (in 代表资格审查委员会 it is no verb)."""
    words = text[first:last]
    if match := _ENTRUSTED_BY.search(words, begin):
        return match
    for match in _STANDS_FOR.finditer(words, begin):
        if _persons(text, first + begin, first + match.start(), "", "", 0, 0):
            return match
    return None


def _persons(
    text: str, start: int, stop: int, behalf: str, topic: str, first: int, last: int
) -> list[Told]:
    while start < stop and text[start] in " 　由（(":
        start += 1
    return [
        Told(first, last, attendee.name, attendee.roles, behalf, topic)
        for attendee in attendees(text, start, stop)
        if attendee.name
    ]


def _topic(words: str) -> str:
    topic = words.strip(" 　，。；、")
    topic = re.sub(r"^(?:的|了)(?=.)", "", topic)
    topic = _LEAD.sub("", topic) if _HEARD.search(topic[:16]) else topic
    return topic[:_LONGEST_TOPIC]
