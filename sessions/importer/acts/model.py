"""What the acts reader gives back: frozen records, nothing of Django.

`line` is the 0-based number of the non-blank line on which the person's name begins.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..record import Act, Severity

APPOINT = Act.APPOINT.value
DECIDE_APPOINT = Act.DECIDE_APPOINT.value
APPROVE_APPOINT = Act.APPROVE_APPOINT.value
ACTING = Act.ACTING.value
ELECT = Act.ELECT.value
REMOVE = Act.REMOVE.value
DECIDE_REMOVE = Act.DECIDE_REMOVE.value
APPROVE_REMOVE = Act.APPROVE_REMOVE.value
ACCEPT_RESIGNATION = Act.ACCEPT_RESIGNATION.value
APPROVE_RESIGNATION = Act.APPROVE_RESIGNATION.value
DISMISS = Act.DISMISS.value
RECALL = Act.RECALL.value
END = Act.END.value

APPOINTING = frozenset({APPOINT, DECIDE_APPOINT, APPROVE_APPOINT, ACTING, ELECT})
RESIGNING = frozenset({ACCEPT_RESIGNATION, APPROVE_RESIGNATION})
ENDING = frozenset({REMOVE, DECIDE_REMOVE, APPROVE_REMOVE, DISMISS, RECALL, END}) | RESIGNING


@dataclass(frozen=True, slots=True)
class ReadAct:
    """One person, one post, one act."""

    person: str
    organization: str
    post: str
    act: str
    date: datetime.date | None
    line: int
    line_end: int
    reason: str = ""
    to_be_filed: bool = False
    filed_with: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class ReadDeputyChange:
    """One deputy's seat vacated or filled. `cause` is "" where a seat is filled.

    `congress` and `term` are those that the text names for the seat, "" and None where it
    leaves them to be understood.
    """

    person: str
    electoral_unit: str
    change: str
    cause: str
    line: int
    line_end: int
    congress: str = ""
    term: int | None = None


@dataclass(frozen=True, slots=True)
class ReadFinding:
    """What could not be read, or is doubtful: a sentence for the clerk."""

    code: str
    severity: Severity
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class ActsReading:
    acts: tuple[ReadAct, ...] = ()
    deputies: tuple[ReadDeputyChange, ...] = ()
    findings: tuple[ReadFinding, ...] = ()
