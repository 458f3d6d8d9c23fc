"""A finding, and how it says where it was found."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from people.tenures import last_day

from ..choices import Severity
from ..models import Bulletin

ERROR, WARNING, INFO = Severity.ERROR.value, Severity.WARNING.value, Severity.INFO.value


@dataclass(frozen=True, slots=True)
class Decision:
    """That somebody looked at a finding and lets it be."""

    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: about which record (``resource`` is the API's name of its list), in which
    bulletin or policy, document and place, as far as it has one; ``modified`` when it was found.

    ``fingerprint`` stands for what the finding says, in no language: a decision to set it
    aside holds as long as it is the same.
    """

    code: str
    severity: str
    resource: str
    record: int
    message: str
    fingerprint: str
    bulletin: int | None = None
    policy: int | None = None
    document: int | None = None
    page: int | None = None
    line: int | None = None
    modified: dt.datetime = field(default_factory=timezone.now)
    set_aside: Decision | None = None


def fingerprint(code: str, resource: str, record: int, facts: Mapping[str, object]) -> str:
    """What a finding says: its kind, its record, and the values that its sentence is made of,
    not the words round them, nor the time."""
    told = json.dumps(
        [code, resource, record, facts], ensure_ascii=False, sort_keys=True, default=str
    )
    return hashlib.sha256(told.encode()).hexdigest()


def finding(
    code: str,
    severity: str,
    resource: str,
    record: int,
    message: str,
    facts: Mapping[str, object],
    **place: Any,
) -> Found:
    """A finding whose ``message`` is made; ``facts`` are the values in it, untranslated."""
    return Found(
        code=code,
        severity=severity,
        resource=resource,
        record=record,
        message=message,
        fingerprint=fingerprint(code, resource, record, facts),
        **place,
    )


def about(
    row: Any,
    code: str,
    severity: str,
    message: str,
    *,
    facts: Mapping[str, object] | None = None,
    **values: object,
) -> Found:
    """A finding about a row of a sourced table. ``values`` fill the message, beside the place;
    ``facts`` are those that it stands on, where the values are words of a language."""
    return finding(
        code,
        severity,
        row.resource,
        row.pk,
        message % {"where": where(row), **values},
        values if facts is None else facts,
        bulletin=row.bulletin_id,
        document=row.source_document_id,
        page=row.source_page,
        line=row.source_line_start,
    )


def of_document(
    row: Any,
    code: str,
    severity: str,
    message: str,
    *,
    facts: Mapping[str, object] | None = None,
    **values: object,
) -> Found:
    """A finding about a document, by its title."""
    return finding(
        code,
        severity,
        row.resource,
        row.pk,
        message % {"title": row.title, "where": where(row), **values},
        {"title": row.title, **(values if facts is None else facts)},
        bulletin=row.bulletin_id,
        document=row.pk,
        page=row.page_start,
        line=row.line_start,
    )


def where(row: Any) -> str:
    """The bulletin and page of a row, as a clerk would look it up."""
    bulletin: Bulletin | None = row.bulletin
    if bulletin is None:
        return _("手工录入")
    page = getattr(row, "source_page", None) or getattr(row, "page_start", None)
    label = bulletin.label or _("公报（编号 %(id)d）") % {"id": bulletin.pk}
    return _("%(bulletin)s第 %(page)d 页") % {"bulletin": label, "page": page} if page else label


def is_outside(day: dt.date, precision: str, session: Any) -> bool:
    """Whether no day that the date allows lies in the session."""
    after = session.end_date is not None and day > session.end_date
    return after or (
        session.start_date is not None and last_day(day, precision) < session.start_date
    )


def session_facts(day: dt.date, session: Any) -> dict[str, object]:
    """What a finding on a day outside a session stands on."""
    return {
        "day": day,
        "session": session.pk,
        "start": session.start_date,
        "end": session.end_date,
    }
