"""What the forms of personnel records begin with: the date and the place in the bulletin of
the document or session that they stand in."""

from __future__ import annotations

from typing import Any

from ..choices import Classification
from ..models import Appointment, Organization

Values = dict[str, Any]


def start_sourced(given: Values) -> Values:
    """Of a record that a document tells of: its bulletin, document, session and date.

    What ``given`` says of the document says more than the session, the session more than the
    bulletin, whose session it is. The date of a decision is that of the document, else the
    session's last day.
    """
    document, session, bulletin = (given.get(name) for name in ("document", "session", "bulletin"))
    values: Values = {}
    if document is not None:
        bulletin = values["bulletin"] = document.bulletin
        session = session or document.adopted_by
        values["source_document"] = document
        if document.page_start is not None and document.page_end in (None, document.page_start):
            values["source_page"] = document.page_start
    if bulletin is not None:
        session = session or bulletin.session
    if session is not None:
        values["session"] = session
    values |= _date(document, session)
    return values


def _date(document: Any, session: Any) -> Values:
    if document is not None and document.adopted_on is not None:
        return {
            "date": document.adopted_on,
            "date_precision": document.adopted_on_precision,
            "date_text": document.adopted_on_text,
        }
    day = None if session is None else session.end_date or session.start_date
    return {} if day is None else {"date": day}


def desk_bulletin() -> Any:
    """The bulletin that is being worked on: the one draft there is; None where there are
    several, or none. One query."""
    bulletins: Any = Appointment._meta.get_field("bulletin").related_model
    drafts = bulletins._default_manager.filter(status="draft").order_by()
    found = list(drafts.select_related("issuer", "session")[:2])
    return found[0] if len(found) == 1 else None


def congress_of(bulletin: Any) -> Organization | None:
    """The congress of the bulletin's place: the one of its name where it has several."""
    if not bulletin.place:
        return None
    held = Organization.objects.filter(
        classification=Classification.CONGRESS, jurisdiction=bulletin.place, merged_into=None
    ).select_related("parent", "merged_into")
    found = list(held)
    named = [row for row in found if row.name == f"{bulletin.place}人民代表大会"] or found
    return named[0] if len(named) == 1 else None
