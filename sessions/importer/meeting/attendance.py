"""Who was there: chairs, members, those without a vote, deputies, citizens.

In: the minutes' account of the session (their first paragraph). Out: the record's
attendance rows, the chairs, and the counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..naming.names import Names
from ..naming.speakers import Role
from ..record import Attendance, Speaker
from ..stages import Passage, number_of
from .attendees import Attendee, attendees

Status = Literal["chair", "member", "non_voting", "deputy", "citizen"]

_N = r"(?:\d{1,4}|[一二三四五六七八九十百两]{1,5})"
_SENTENCE = re.compile(r"[^。；;\n]+")
_VERB = re.compile(
    r"(?P<chair>主持)|(?P<non_voting>列席)|(?P<citizen>旁听)|(?P<member>(?<![应未])(?:出席|参加))"
)
_AFTER = re.compile(
    r"(?:了|会议|本次|此次|常委会|的|还|分别|全体|两次|第[一二三]次|各次|人员|同志|领导)*"
    r"(?P<colon>[：:]|有[：:]?|包括|是|还有)"
)
_CITIZENS_FOLLOW = re.compile(r"(?:会议)?的?(?:公民|市民|群众|居民)")
_LABEL = re.compile(
    r"(?P<chair>主持人?|会议主持人?)(?:[：:])|(?P<member>出席(?:人员|委员|会议人员)?)[：:]"
    r"|(?P<non_voting>列席(?:人员|会议人员)?)[：:]|(?P<citizen>旁听(?:人员)?)[：:]"
    r"|(?P<absent>请假(?:人员)?|缺席(?:人员)?|因事请假)[：:]"
)
_BEFORE_CHAIR = re.compile(r".*?(?:会议|大会|全体会议)?由(?=[^由]{2,})")
_DEPUTIZED = re.compile(r"受[^，。；]{1,40}?委托[，,]?")
_CHAIR_TAIL = re.compile(r"(?:分别|轮流|共同|先后|受[^，。；]{1,40}委托)+$")
_NOT_PRESENT = re.compile(r"请假|缺席|未出席|未能出席|未到会|应出席|应到")
_LEAD = re.compile(
    r"^.*?(?:会议|大会)(?:于|在|至|，).{0,80}?(?:举行|召开|闭会)[，。]|^(?:会议|大会)?(?:应邀|由|的)?"
)
_MEMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"实到(?:会)?(?:组成人员|常委会组成人员|委员|人数)?(?:为|共)?(?P<n>{_N})[人名位]?",
        rf"共有?(?P<n>{_N})[人名位](?:常委会)?(?:组成人员|委员)?(?:出席|参加|到会)",
        rf"(?:组成人员|委员)(?:共|有|共有|为|计)?(?P<n>{_N})[人名位](?:[^，。；]{{0,6}})?(?:出席|参加)",
        rf"(?<!应)(?:出席|参加|到会)(?:本次|了|常委会|会议|的|常委会|人大)*(?:组成人员|委员)(?:共|有|共有|为|计|总数)*(?P<n>{_N})[人名位]",
        rf"(?P<n>{_N})[名位](?:市|省|县|区|州|旗|盟|自治州|自治区)?(?:人大)?(?:常委会)?(?:组成人员|委员)(?:出席|参加|到会)",
        rf"(?:应出席|应到)[^。；]{{0,24}}?{_N}[人名位][^。；]{{0,6}}?(?:出席|到会)(?:会议)?(?:的)?(?:组成人员)?(?P<n>{_N})",
        rf"(?<!应)(?:出席|到会)(?:会议|本次会议)?(?:的|人数)?(?:为|有|共)?(?P<n>{_N})[人名位](?![市省县区州旗盟]?人大代表|公民)",
    )
)
_DEPUTIES = re.compile(
    rf"(?P<n>{_N})[名位](?:[^，。；、\d]{{0,10}})?(?:人大代表|代表(?!团|资格))"
    rf"|人大代表(?:共|等|[（(])?(?P<m>{_N})[名位人]"
)
_CITIZENS = re.compile(
    rf"(?P<n>{_N})[名位](?:[^，。；、\d]{{0,8}})?(?:公民|市民|群众|居民)"
    rf"|(?:公民|市民|群众|居民)(?:代表)?(?:共|等|[（(])?(?P<m>{_N})[名位人]"
)
_INQUIRING = re.compile(r"询问|提出|应询|发言")


@dataclass(frozen=True)
class Presence:
    """What an account of a session says of who was there."""

    rows: tuple[Attendance, ...] = ()
    chairs: tuple[Speaker, ...] = ()
    members_present: int | None = None
    deputies_present: int | None = None
    citizens_observing: int | None = None


@dataclass
class _Rows:
    """Rows under way: one for each person, whose roles and status add up."""

    persons: dict[str, tuple[Status, list[str], int, int]] = field(default_factory=dict)
    groups: list[tuple[str, Status, int | None, int, int]] = field(default_factory=list)
    chairs: dict[str, tuple[Role, ...]] = field(default_factory=dict)
    offices: dict[str, tuple[Role, ...]] = field(default_factory=dict)


def presence(passage: Passage, start: int, end: int, document: str, names: Names) -> Presence:
    """Who was there according to ``passage.text[start:end]``."""
    text = passage.text
    rows = _Rows()
    organization = ""
    for status, first, last in _lists(text, start, end):
        if status not in ("chair", "member"):
            organization = ""
        known = rows.persons if status == "chair" else ()
        for attendee in attendees(text, first, last, organization=organization, known=known):
            _add(rows, attendee, status)
            if attendee.roles:
                organization = attendee.roles[-1].organization
    account = text[start:end]
    return Presence(
        rows=tuple(_attendance(rows, passage, document, names)),
        chairs=tuple(
            _chair(name, roles or rows.offices.get(name, ()), names)
            for name, roles in rows.chairs.items()
        ),
        members_present=_members(account),
        deputies_present=_sum(_DEPUTIES, account),
        citizens_observing=_sum(_CITIZENS, account),
    )


def _lists(text: str, start: int, end: int) -> Iterator[tuple[Status, int, int]]:
    """The stretches that list attendees, each with the status its verb or label gives."""
    for sentence in _SENTENCE.finditer(text, start, end):
        label = _LABEL.search(text, sentence.start(), sentence.end())
        if label:
            yield from _labelled(text, label, sentence.end())
        else:
            yield from _told(text, sentence.start(), sentence.end())


def _labelled(
    text: str, label: re.Match[str] | None, end: int
) -> Iterator[tuple[Status, int, int]]:
    while label:
        following = _LABEL.search(text, label.end(), end)
        stop = following.start() if following else end
        status = label.lastgroup
        if status != "absent":
            yield status, label.end(), stop  # type: ignore[misc]
        label = following


def _told(text: str, start: int, end: int) -> Iterator[tuple[Status, int, int]]:
    first = start
    for verb in _VERB.finditer(text, start, end):
        status: Status = verb.lastgroup  # type: ignore[assignment]
        if verb.start() < first:
            continue
        after = _AFTER.match(text, verb.end(), end)
        if status == "citizen" and _CITIZENS_FOLLOW.match(text, verb.end()):
            yield status, verb.end(), end
            return
        if after:  # 列席会议的还有…: the list follows
            yield status, after.end(), end
            return
        span = _before(text, first, verb.start(), status)
        if span and not _NOT_PRESENT.search(text[span[0] : verb.end() + 4]):
            yield status, *span
        first = verb.end()
        while first < end and text[first] not in "，,、":
            first += 1
        first = min(first + 1, end)


def _before(text: str, start: int, end: int, status: Status) -> tuple[int, int] | None:
    """The list before a verb, without the words that lead up to it."""
    lead = _LEAD.match(text[start:end])
    if lead:
        start += lead.end()
    words = text[start:end]
    if status == "chair":
        if match := _BEFORE_CHAIR.match(words):
            start += match.end()
        if match := _DEPUTIZED.match(text, start, end):
            start = match.end()
        if match := _CHAIR_TAIL.search(text[start:end]):
            end = start + match.start()
    return (start, end) if start < end else None


def _add(rows: _Rows, attendee: Attendee, status: Status) -> None:
    if not attendee.name:
        kind = _group_status(attendee.group, status)
        rows.groups.append((attendee.group, kind, attendee.count, attendee.start, attendee.end))
        return
    printed = [role.printed for role in attendee.roles]
    if attendee.roles:
        rows.offices.setdefault(attendee.name, attendee.roles)
    if attendee.name in rows.persons:
        before, roles, start, end = rows.persons[attendee.name]
        roles.extend(role for role in printed if role not in roles)
        kept: Status = "chair" if "chair" in (before, status) else before
        rows.persons[attendee.name] = (kept, roles, start, end)
    else:
        rows.persons[attendee.name] = (status, printed, attendee.start, attendee.end)
    if status == "chair":
        rows.chairs.setdefault(attendee.name, attendee.roles)


def _group_status(words: str, status: Status) -> Status:
    if re.search(r"公民|市民|群众|居民", words):
        return "citizen"
    if re.search(r"人大代表$|代表$", words) and "负责" not in words and status != "member":
        return "deputy"
    return status


def _attendance(rows: _Rows, passage: Passage, document: str, names: Names) -> Iterator[Attendance]:
    taken: set[str] = set()
    entries: list[tuple[int, int, str, str, Status, list[str], int | None]] = [
        (start, end, name, name, status, roles, None)
        for name, (status, roles, start, end) in rows.persons.items()
    ] + [
        (start, end, words, "", status, [], count)
        for words, status, count, start, end in rows.groups
    ]
    for start, end, printed, name, status, roles, count in sorted(entries, key=lambda e: e[0]):
        key = printed if printed not in taken else f"{printed}#{len(taken)}"
        taken.add(key)
        yield Attendance(
            key=key,
            name=printed,
            person=names.person(name) if name else None,
            status=status,
            roles=tuple(roles),
            count=count,
            source=passage.source(start, end, document),
        )


def _chair(name: str, roles: tuple[Role, ...], names: Names) -> Speaker:
    first = roles[0] if roles else Role("", "")
    organization = names.organization_of(first.organization, first.role)
    if organization is None and re.fullmatch(r"副?主任|秘书长|委员", first.role):
        organization = names.standing_committee
    return Speaker(
        name=name,
        role="、".join(role.printed for role in roles),
        person=names.person(name),
        organization=organization,
    )


def _members(account: str) -> int | None:
    for pattern in _MEMBERS:
        if match := pattern.search(account):
            return number_of(match["n"])
    return None


def _sum(pattern: re.Pattern[str], account: str) -> int | None:
    total: int | None = None
    for match in pattern.finditer(account):
        number = number_of(match["n"] or match["m"])
        if number is not None and not _INQUIRING.search(account[match.end() : match.end() + 12]):
            total = (total or 0) + number
    return total
