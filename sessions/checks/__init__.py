"""What does not add up in the records: the findings of importing, and checks made anew.

A finding says in one sentence what is wrong, where, and what to do. A check that needs a
person's eye is a warning or an info; an error is what makes a record wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..models import Finding
from .acts import acts, deputies, holders, homonyms
from .codes import CODES
from .documents import agenda, documents, seats
from .found import ERROR, INFO, WARNING, Found
from .opinions import letters, opinions

__all__ = ["CODES", "ERROR", "INFO", "WARNING", "Found", "check_records"]

ORDER = [ERROR, WARNING, INFO]


def check_records() -> list[Found]:
    """All findings of all records, drafts included: errors first, then in a stable order.

    A fixed number of queries, whatever the number of records.
    """
    found = [
        *_stored(),
        *seats(),
        *acts(),
        *holders(),
        *deputies(),
        *documents(),
        *agenda(),
        *opinions(),
        *letters(),
        *homonyms(),
    ]
    return sorted(
        found,
        key=lambda item: (
            ORDER.index(item.severity),
            item.bulletin or 0,
            item.code,
            item.resource,
            item.record,
            item.line or 0,
            item.message,
        ),
    )


def _stored() -> Iterator[Found]:
    """What was found when the bulletins were imported."""
    for row in Finding.objects.all():
        yield Found(
            code=row.code,
            severity=row.severity,
            resource="documents" if row.document_id else "bulletins",
            record=row.document_id or row.bulletin_id,
            message=row.message,
            bulletin=row.bulletin_id,
            document=row.document_id,
            page=row.page,
            line=row.line,
            modified=row.modified,
        )
