"""What was before the session and what became of it.

Policies, measures and tasks will stand in ``policies.py`` beside these.
"""

from .agenda import AgendaItem, AgendaItemKind, Outcome, Reporter
from .bulletins import Bulletin
from .documents import (
    Citation,
    Document,
    DocumentAuthor,
    DocumentRelation,
    Footnote,
    Section,
)
from .findings import Finding, SetAside
from .imports import ImportJob
from .meetings import Attendance, Session, SessionChair
from .opinion_tellings import OpinionTelling
from .opinions import CredentialsReport, FollowUp, Opinion, OpinionPoint, Response

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
    "OpinionTelling",
    "Outcome",
    "Reporter",
    "Response",
    "Section",
    "Session",
    "SessionChair",
    "SetAside",
]
