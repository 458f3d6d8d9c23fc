"""A bulletin that prints papers of two sessions: a record holds one.

In: the documents and the record's session. Out: the session's own agenda, what was adopted at
another session, and a finding on minutes that are another session's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..dates import find_periods
from ..naming.names import Names
from ..record import DocumentKind, Finding, Meeting, MeetingKind, Session, When
from ..stages import DocumentText, join
from .meetings import session_of

_CHAIRPERSONS = re.compile(r"(?:主任|委员长)会议")
_BEGINNING = 1500  # where minutes say when the session was held


def agenda_of(
    documents: Sequence[DocumentText],
    session: Session | None,
    names: Names,
    *,
    term: int | None = None,
) -> DocumentText | None:
    """The agenda of ``session``: the one that its title says is, else the first."""
    agendas = [one for one in documents if one.kind is DocumentKind.AGENDA]
    own = (one for one in agendas if session and _held(one, names, term) == session.meeting)
    return next(own, agendas[0] if agendas else None)


def is_of_another(adopted_by: Meeting | None, session: Session | None) -> bool:
    """Whether a paper was adopted at another session of the committee or congress, and so
    stands under no item of this session's agenda."""
    if adopted_by is None or session is None or adopted_by.kind is MeetingKind.CHAIRPERSONS:
        return False
    own = session.meeting
    return (
        adopted_by.body == own.body
        and None not in (adopted_by.number, own.number)
        and (adopted_by.term or own.term, adopted_by.number) != (own.term, own.number)
    )


def minutes_of_others(
    documents: Sequence[DocumentText],
    session: Session | None,
    names: Names,
    *,
    term: int | None = None,
) -> dict[str, When | None]:
    """The minutes (by key) of other sessions than ``session``, with each one's last day."""
    found: dict[str, When | None] = {}
    for one in documents:
        if one.kind is not DocumentKind.MINUTES or _CHAIRPERSONS.search(one.title):
            continue
        if is_of_another(_held(one, names, term), session):
            periods = find_periods(join(one.body).text[:_BEGINNING])
            found[one.key] = When(on=periods[0].last) if periods else None
    return found


def other_session_findings(
    documents: Sequence[DocumentText], others: dict[str, When | None], session: Session | None
) -> list[Finding]:
    """A finding for the minutes of each other session."""
    own = session.meeting.name if session else ""
    return [
        Finding(
            code="another_session",
            severity="warning",
            message=f"第{one.line_start}行起的《{one.title}》是另一次会议的纪要，本记录只载{own}，"
            "那次会议的议程和出席情况没有读入。请另建一份记录补录。",
            document=one.key,
            line=one.line_start,
        )
        for one in documents
        if one.key in others
    ]


def _held(document: DocumentText, names: Names, term: int | None) -> Meeting | None:
    mention = session_of(join(document.title_lines), names, term=term)
    return mention.meeting if mention else None
