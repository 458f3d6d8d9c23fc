"""The session that the bulletin reports: which meeting, when, where, who was there.

In: the documents of the bulletin. Out: the record's ``Session`` and attendance rows. The
minutes' first paragraph says most; without minutes the titles, the adoption lines and what
other documents say of the session (2024年7月30日至31日，…第十九次会议听取了…) serve.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..dates import Period, date_findings, find_periods
from ..naming.names import Names
from ..record import Attendance, DocumentKind, Finding, Meeting, MeetingKind, Session, When
from ..stages import DocumentText, Passage, join
from .attendance import Presence, presence
from .attendance_list import is_attendance_list, presence_in_list
from .items import widened
from .meetings import MeetingMention, adoption, find_meetings, session_of

_VENUE = re.compile(
    r"在(?P<venue>[^，。；：在]{2,40}?)(?:隆重)?(?:举行|召开)|(?:地点|会议地点)[：:]\s?(?P<place>[^，。；\s]{2,40})"
)
_BEGINNING = 1500  # what follows in an introduction is no longer about time and place
_INTRODUCTION = 20_000
_BEFORE_MENTION = 40


@dataclass(frozen=True)
class SessionFacts:
    """The session (None when nothing tells which it was) with its attendance."""

    session: Session | None
    attendance: tuple[Attendance, ...] = ()
    findings: tuple[Finding, ...] = ()


def session_facts(
    documents: Sequence[DocumentText],
    names: Names,
    *,
    term: int | None = None,
    introduction: tuple[Passage, int] | None = None,
) -> SessionFacts:
    """The session that ``documents`` are of. ``term`` is the bulletin's. ``introduction``
    is the minutes' text and where its account of who was there ends (see ``minutes``)."""
    findings: list[Finding] = []
    minutes = minutes_of(documents)
    which = _meeting(documents, names, term)
    adopted = _adopted(documents, which, names, term)
    period: Period | None = None
    venue, there, source = "", Presence(), None
    if introduction is None and (account := _account(documents)) is not None:
        passage = widened(join(account.body))
        minutes, introduction = account, (passage, len(passage.text))
    if minutes is not None and introduction is not None:
        passage, end = introduction
        end = min(end, _INTRODUCTION)
        head = passage.text[: min(end, _BEGINNING)]
        year = adopted.on.year if adopted else None
        period = next(iter(find_periods(head, year=year)), None)
        venue = _venue(head)
        there = presence(passage, 0, end, minutes.key, names)
        if passage.lines:
            source = passage.source(0, max(1, end), minutes.key)
            findings.extend(date_findings(_head(passage, end), minutes.key))
    if not there.rows:
        listed = next(filter(is_attendance_list, documents), None)
        there = presence_in_list(listed, names) if listed else there
    if period is None and which is not None:
        period = _scheduled(documents, adopted) or _told_elsewhere(documents, which, names, term)
    if which is None:
        findings.append(
            Finding(
                code="no_session",
                severity="error" if minutes is not None else "warning",
                message="没有找到本期公报所载的是哪一次会议（纪要、议程的标题和通过日期行都没有写明）。"
                "请填写会议的届次和次数。",
                document=minutes.key if minutes else None,
                line=minutes.line_start if minutes else 0,
            )
        )
        return SessionFacts(None, there.rows, tuple(findings))
    if period is None and minutes is not None:
        findings.append(
            Finding(
                code="no_session_dates",
                severity="warning",
                message=f"第{minutes.line_start}行起的会议纪要没有写明会议的起止日期。请补填。",
                document=minutes.key,
                line=minutes.line_start,
            )
        )
    session = Session(
        meeting=which,
        start_date=period.first if period else None,
        start_half=period.first_half if period else None,
        end_date=period.last if period else (adopted.on if adopted else None),
        end_half=period.last_half if period else None,
        venue=venue,
        chairs=there.chairs,
        members_present=there.members_present,
        deputies_present=there.deputies_present,
        citizens_observing=there.citizens_observing,
        source=source,
    )
    return SessionFacts(session, there.rows, tuple(findings))


def minutes_of(documents: Sequence[DocumentText]) -> DocumentText | None:
    """The minutes of the session; a bulletin may also print those of 主任会议."""
    return next(
        (
            document
            for document in documents
            if document.kind is DocumentKind.MINUTES and not _OF_CHAIRPERSONS.search(document.title)
        ),
        None,
    )


def _account(documents: Sequence[DocumentText]) -> DocumentText | None:
    """A short account of the session, where there are no minutes: …第八次会议简况."""
    return next((each for each in documents if _ACCOUNT.search(each.title)), None)


_ACCOUNT = re.compile(r"会议(?:简况|概况|简介|情况|综述)\Z")
_OF_CHAIRPERSONS = re.compile(r"(?:主任|委员长)会议")


def _first(documents: Sequence[DocumentText], kind: DocumentKind) -> DocumentText | None:
    if kind is DocumentKind.MINUTES:
        return minutes_of(documents)
    return next((document for document in documents if document.kind is kind), None)


def _scheduled(documents: Sequence[DocumentText], adopted: When | None) -> Period | None:
    """The days that agenda or schedule print under their titles. An agenda adopted on the
    first day says when the session began; it ended when it last adopted something."""
    found: list[Period] = []
    for document in documents:
        if re.search(r"议程|日程", document.title):
            found.extend(find_periods(join(document.adoption_lines).text))
    if not found:
        return None
    first = min(found, key=lambda each: each.first)
    last = max(found, key=lambda each: each.last)
    end, half = last.last, last.last_half
    if adopted is not None and adopted.on > end:
        end, half = adopted.on, None
    return Period(0, 0, first.first, first.first_half, end, half)


def _meeting(documents: Sequence[DocumentText], names: Names, term: int | None) -> Meeting | None:
    """By the title of minutes or agenda, else their text, else most adoption lines."""
    for kind in (DocumentKind.MINUTES, DocumentKind.AGENDA):
        document = _first(documents, kind)
        if document is None:
            continue
        for passage in (join(document.title_lines), join(document.body[:12])):
            mention = session_of(passage, names, term=term)
            if mention is not None:
                return mention.meeting
    found: Counter[Meeting] = Counter()
    for document in documents:
        meeting = adoption(document, names, term=term).meeting
        if meeting is not None and _is_session(meeting, names):
            found[meeting] += 1
    return found.most_common(1)[0][0] if found else None


def _is_session(meeting: Meeting, names: Names) -> bool:
    own = meeting.body in (names.standing_committee, names.congress)
    return own and meeting.kind is not MeetingKind.CHAIRPERSONS


def _adopted(
    documents: Sequence[DocumentText], which: Meeting | None, names: Names, term: int | None
) -> When | None:
    """The last day on which the session adopted something."""
    days = [
        found.when
        for document in documents
        if (found := adoption(document, names, term=term)).meeting is not None
        and found.when is not None
        and found.meeting == which
    ]
    return max(days, key=lambda when: when.on, default=None)


def _told_elsewhere(
    documents: Sequence[DocumentText], which: Meeting, names: Names, term: int | None
) -> Period | None:
    """The days that most documents put directly before the session's name."""
    found: Counter[Period] = Counter()
    for document in documents:
        text = join(document.body[:30]).text
        for mention in find_meetings(text, names, term=term):
            if mention.meeting == which and (period := _before(text, mention)):
                found[period] += 1
    return found.most_common(1)[0][0] if found else None


def _before(text: str, mention: MeetingMention) -> Period | None:
    start = max(0, mention.start - _BEFORE_MENTION)
    periods = find_periods(text[start : mention.start])
    if not periods or start + periods[-1].end < mention.start - 3:
        return None
    last = periods[-1]
    return Period(0, 0, last.first, last.first_half, last.last, last.last_half)


def _venue(text: str) -> str:
    match = _VENUE.search(text)
    return (match["venue"] or match["place"]).strip() if match else ""


def _head(passage: Passage, end: int) -> Passage:
    return Passage(passage.text[:end], passage.lines, passage.starts)
