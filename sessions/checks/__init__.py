"""What does not add up in the records: the findings of importing, and checks made anew.

A finding says in one sentence what is wrong, where, and what to do. A check that needs a
person's eye is a warning or an info; an error is what makes a record wrong. Staff may set a
finding aside with a reason (``decisions``); it comes back when its facts change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q

from ..choices import Match
from ..models import Finding, Response
from .acts import acts, deputies, holders
from .agenda import agenda, numbering, off_the_agenda
from .codes import CODES, label_of
from .decisions import decisions, set_aside, take_up_again
from .documents import documents, layout, seats, seats_in_order
from .found import ERROR, INFO, WARNING, Decision, Found, finding
from .names import attendees, authors, chairs, reporters
from .opinions import follow_ups, opinions, responses
from .organs import abolished
from .persons import homonyms, known_elsewhere, spelled_alike
from .policies import CHECKS as OF_POLICIES
from .told_twice import told_twice

__all__ = [
    "CODES",
    "DOUBTFUL",
    "ERROR",
    "INFO",
    "WARNING",
    "Decision",
    "Found",
    "check_records",
    "decisions",
    "label_of",
    "set_aside",
    "stored",
    "take_up_again",
]

ORDER = [ERROR, WARNING, INFO]
DOUBTFUL = "doubtful_response"
OF_BULLETINS = (
    seats,
    seats_in_order,
    acts,
    holders,
    told_twice,
    deputies,
    abolished,
    documents,
    layout,
    agenda,
    off_the_agenda,
    numbering,
    attendees,
    reporters,
    chairs,
    authors,
    opinions,
    follow_ups,
    responses,
)
OF_PERSONS = (homonyms, spelled_alike, known_elsewhere)


def check_records(*, bulletin: int | None = None, policy: int | None = None) -> list[Found]:
    """All findings of all records, drafts included: errors first, then in a stable order;
    with ``bulletin`` or ``policy``, those of that one. Those that are set aside say so.

    A fixed number of queries, whatever the number of records.
    """
    found: list[Found] = []
    if policy is None:
        found += stored(bulletin)
        for check in OF_BULLETINS:
            found += check(bulletin)
    if bulletin is None:
        for check_policies in OF_POLICIES:
            found += check_policies(policy)
    if bulletin is None and policy is None:
        for check_persons in OF_PERSONS:
            found += check_persons()
    decided = decisions()
    return sorted(
        (replace(item, set_aside=decided.get(item.fingerprint)) for item in found),
        key=lambda item: (
            ORDER.index(item.severity),
            item.bulletin or 0,
            item.policy or 0,
            item.code,
            item.resource,
            item.record,
            item.line or 0,
            item.message,
        ),
    )


def stored(bulletin: int | None) -> Iterator[Found]:
    """What was found when the bulletins were imported, but doubts that staff settled since."""
    settled = Response.objects.order_by().filter(
        match=Match.BY_HAND,
        source_document=OuterRef("document"),
        source_line_start=OuterRef("line"),
    )
    rows = Finding.objects.exclude(bulletin=None).exclude(Q(code=DOUBTFUL) & Exists(settled))
    for row in rows if bulletin is None else rows.filter(bulletin=bulletin):
        yield finding(
            row.code,
            row.severity,
            "documents" if row.document_id else "bulletins",
            row.document_id or row.bulletin_id or 0,
            row.message,
            {"message": row.message, "page": row.page, "line": row.line},
            bulletin=row.bulletin_id,
            document=row.document_id,
            page=row.page,
            line=row.line,
            modified=row.modified,
        )
