"""What the acts reader gives back: frozen records, nothing of Django.

`line` is the 0-based number of the non-blank line on which the person's name begins.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warning", "error"]

APPOINT = "appoint"
DECIDE_APPOINT = "decide_appoint"
APPROVE_APPOINT = "approve_appoint"
ACTING = "acting"
ELECT = "elect"
REMOVE = "remove"
DECIDE_REMOVE = "decide_remove"
APPROVE_REMOVE = "approve_remove"
ACCEPT_RESIGNATION = "accept_resignation"
APPROVE_RESIGNATION = "approve_resignation"
DISMISS = "dismiss"
RECALL = "recall"
END = "end"

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
