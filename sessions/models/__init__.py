"""What was before the session and what became of it.

Policies, measures and tasks will stand in ``policies.py`` beside these.
"""

from .agenda import AgendaItem, AgendaItemKind, Outcome, Reporter
from .bulletins import Bulletin
from .credentials import CredentialsReport
from .documents import (
    Citation,
    Document,
    DocumentAuthor,
    DocumentRelation,
    Footnote,
    Section,
)
from .findings import Finding, SetAside
from .follow_ups import FollowUp, Response
from .imports import ImportJob
from .meetings import Attendance, Session, SessionChair
from .opinions import Opinion
from .points import OpinionPoint

__all__ = [
    "AgendaItem",
    "AgendaItemKind",
    "Attendance",
    "Bulletin",
    "Citation",
    "CredentialsReport",
    "Document",
    "DocumentAuthor",
    "DocumentRelation",
    "Finding",
    "FollowUp",
    "Footnote",
    "ImportJob",
    "Opinion",
    "OpinionPoint",
    "Outcome",
    "Reporter",
    "Response",
    "Section",
    "Session",
    "SessionChair",
    "SetAside",
]
