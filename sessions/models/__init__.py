"""What was before the session and what became of it, and the policies that it lives among."""

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
from .measures import Measure, MeasureUnit
from .meetings import Attendance, Session, SessionChair
from .opinion_tellings import OpinionTelling
from .opinions import Opinion
from .points import OpinionPoint
from .policies import Policy, PolicyBasis, PolicyCitation, PolicyParty
from .policy_links import PolicyLink
from .task_steps import TaskStep
from .tasks import Register, Task, TaskCorrection, TaskLeader, TaskUnit
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
    "Measure",
    "MeasureUnit",
    "Opinion",
    "OpinionPoint",
    "OpinionTelling",
    "Outcome",
    "Policy",
    "PolicyBasis",
    "PolicyCitation",
    "PolicyLink",
    "PolicyParty",
    "Register",
    "Reporter",
    "Response",
    "SatisfactionVote",
    "Section",
    "Session",
    "SessionChair",
    "SetAside",
    "Task",
    "TaskCorrection",
    "TaskLeader",
    "TaskStep",
    "TaskUnit",
]
