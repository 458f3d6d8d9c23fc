"""A finding, and how it says where it was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from people.tenures import last_day

from ..choices import Severity
from ..models import Bulletin

ERROR, WARNING, INFO = Severity.ERROR.value, Severity.WARNING.value, Severity.INFO.value


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: about which record (``resource`` is the API's name of its list), in which
    bulletin, document and place, as far as it has one; ``modified`` when it was found."""

    code: str
    severity: str
    resource: str
    record: int
    message: str
    bulletin: int | None = None
    document: int | None = None
    page: int | None = None
    line: int | None = None
    modified: dt.datetime = field(default_factory=timezone.now)


def about(row: Any, code: str, severity: str, message: str, **values: object) -> Found:
    """A finding about a row of a sourced table."""
    return Found(
        code=code,
        severity=severity,
        resource=row.resource,
        record=row.pk,
        message=message % {"where": where(row), **values},
        bulletin=row.bulletin_id,
        document=row.source_document_id,
        page=row.source_page,
        line=row.source_line_start,
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
