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
from .due_rules import DueRule
from .findings import Finding, SetAside
from .follow_ups import FollowUp, Response
from .imports import ImportJob
from .meetings import Attendance, Session, SessionChair
from .opinion_tellings import OpinionTelling
from .opinions import Opinion
from .points import OpinionPoint
from .votes import SatisfactionVote

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
    "DueRule",
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
    "SatisfactionVote",
    "Section",
    "Session",
    "SessionChair",
    "SetAside",
]
