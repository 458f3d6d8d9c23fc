"""What is still open in a record under review: the machine's findings, as people answer them.

A finding is *solved* when the facts it is about were mended, as far as the record itself shows
that; *settled* when a person looked and wrote one sentence; else it is *open*. Open errors
block publishing, open warnings want a reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from npcrecords.core import history
from npcrecords.core.models import ActionKind

from ..choices import Severity
from ..importer import record as rec
from ..models import ImportJob
from .claims import claim
from .kinds import AnyRecord

OPEN, SETTLED, SOLVED = "open", "settled", "solved"
_ORDER = [severity.value for severity in Severity]


@dataclass(frozen=True)
class Question:
    """One finding, with what became of it. ``decision`` is what a person wrote of it; ``shown``
    says that the record itself shows whether it holds."""

    finding: rec.Finding
    fingerprint: str
    state: str
    decision: dict[str, Any]
    shown: bool = False

    @property
    def label(self) -> str:
        return str(Severity(self.finding.severity).label)

    @property
    def wants_mending(self) -> bool:
        """Whether a sentence is not enough: the record shows when it is solved."""
        return self.shown and self.finding.severity == Severity.ERROR.value


def questions(job: ImportJob, record: AnyRecord) -> list[Question]:
    """The findings of the record as it stands: open ones first, the worst first."""
    found = [_asked(job, record, finding) for finding in record.findings]
    states = (OPEN, SETTLED, SOLVED)
    return sorted(
        found,
        key=lambda one: (
            states.index(one.state),
            _ORDER.index(one.finding.severity),
            one.finding.line if one.finding.line is not None else -1,
        ),
    )


def open_questions(job: ImportJob, record: AnyRecord, severity: Severity) -> list[Question]:
    """The open ones of this severity."""
    return [
        one
        for one in questions(job, record)
        if one.state == OPEN and one.finding.severity == severity
    ]


@transaction.atomic
def settle(*, job: ImportJob, fingerprint: str, reason: str, by: Any) -> None:
    """Say in one sentence why a finding may stand; without one it is open again.

    Raises ClaimedError.
    """
    claim(job=job, by=by)
    held = ImportJob.objects.select_for_update().get(pk=job.pk)
    before = held.settled.get(fingerprint)
    settled = {name: one for name, one in held.settled.items() if name != fingerprint}
    if reason := reason.strip():
        settled[fingerprint] = {
            "reason": reason,
            "by": by.pk,
            "by_name": history.name_of(by),
            "at": timezone.now().isoformat(),
        }
    values = {f"settled/{fingerprint[:12]}": [before, settled.get(fingerprint)]}
    summary = f"{held.file_name}：{_('待核问题')}"
    with history.acting(ActionKind.REVIEW, by=by, reason=reason, summary=summary):
        history.record([history.updated(ImportJob, held.pk, values, {})])
    held.settled = settled
    held.save(update_fields=["settled"])
    held.reviewers.add(by)
    job.settled = settled


def fingerprint_of(code: str, message: str) -> str:
    """What stands for a finding's facts: its code and its sentence."""
    return hashlib.sha256(f"{code}\n{message}".encode()).hexdigest()


def _asked(job: ImportJob, record: AnyRecord, finding: rec.Finding) -> Question:
    fingerprint = fingerprint_of(finding.code, finding.message)
    decision = job.settled.get(fingerprint, {})
    still = _still(record, finding.code)
    if still is False:
        state = SOLVED
    else:
        state = SETTLED if decision else OPEN
    return Question(finding, fingerprint, state, decision, still is not None)


def _adds_up(report: rec.Credentials) -> bool:
    before, after = report.before, report.after
    if before is None or after is None:
        return True
    return before - (report.vacated or 0) + (report.by_elected or 0) == after


def _still(record: AnyRecord, code: str) -> bool | None:
    """Whether a finding still holds, as far as the record shows; None where it does not."""
    if isinstance(record, rec.PolicyRecord):
        shows = _STILL_OF_POLICIES.get(code)
        return None if shows is None else shows(record)
    still = _STILL.get(code)
    return None if still is None else still(record)


# Findings of which the record itself shows whether they still hold.
_STILL: dict[str, Callable[[rec.Record], bool]] = {
    "no_issuer": lambda record: not record.bulletin.place,
    "no_issue_number": lambda record: (
        record.bulletin.number is None and record.bulletin.running_number is None
    ),
    "no_session": lambda record: record.session is None or record.session.meeting.number is None,
    "no_session_dates": lambda record: record.session is None or not record.session.start_date,
    "credentials_do_not_add_up": lambda record: not all(map(_adds_up, record.credentials_reports)),
}
_STILL_OF_POLICIES: dict[str, Callable[[rec.PolicyRecord], bool]] = {
    "no_number": lambda record: not record.policy.number,
    "no_issuer": lambda record: not record.policy.issuers,
    "no_issued_on": lambda record: record.policy.issued_on is None,
    "no_place": lambda record: not record.policy.place,
}
