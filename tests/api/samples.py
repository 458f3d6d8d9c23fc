"""A sample of every record that the API lists: each call makes one more, with all its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from .. import factories as f


def bulletin() -> Any:
    row = f.BulletinFactory()
    f.DocumentFactory(bulletin=row)
    return row


def session() -> Any:
    row = f.SessionFactory()
    f.SessionChairFactory(session=row)
    return row


def agenda_item() -> Any:
    row = f.AgendaItemFactory()
    f.AgendaItemKindFactory(item=row)
    f.ReporterFactory(item=row)
    f.OutcomeFactory(item=row, document=f.DocumentFactory(bulletin=row.bulletin))
    f.DocumentFactory(bulletin=row.bulletin, agenda_item=row)
    return row


def document() -> Any:
    row = f.DocumentFactory(adopted_by=f.SessionFactory(), agenda_item=f.AgendaItemFactory())
    f.DocumentAuthorFactory(document=row)
    f.DocumentRelationFactory(document=row)
    f.SectionFactory(document=row)
    return row


def section() -> Any:
    parent = f.SectionFactory()
    return f.SectionFactory(document=parent.document, parent=parent)


def organization() -> Any:
    row = f.OrganizationFactory(parent=f.OrganizationFactory(), predecessor=f.OrganizationFactory())
    f.OrganizationAliasFactory(organization=row)
    return row


def appointment() -> Any:
    row = f.AppointmentFactory(
        submitted_by_person=f.PersonFactory(), explained_by=f.PersonFactory()
    )
    f.AppointmentTellingFactory(appointment=row)
    return row


def deputy_change() -> Any:
    document = f.DocumentFactory()
    row = f.DeputyChangeFactory(bulletin=document.bulletin, document=document)
    f.DeputyChangeTellingFactory(deputy_change=row)
    return row


def opinion() -> Any:
    return f.OpinionFactory(
        report=f.DocumentFactory(),
        considered_at=f.SessionFactory(),
        adopted_by=f.SessionFactory(),
        addressee_organization=f.OrganizationFactory(),
    )


def opinion_point() -> Any:
    parent = f.OpinionPointFactory()
    earlier = f.OpinionPointFactory(opinion__adopted_on=dt.date(2022, 8, 16))
    return f.OpinionPointFactory(
        opinion=parent.opinion,
        parent=parent,
        kind="point",
        repeat_of=earlier,
        claim="A",
        claim_by=f.OrganizationFactory(),
        claim_on=dt.date(2024, 11, 5),
        claim_document=f.DocumentFactory(),
        claim_page=7,
        verified="partly",
        verified_by=f.OrganizationFactory(),
        verified_on=dt.date(2025, 3, 20),
        verified_document=f.DocumentFactory(),
        verified_page=9,
    )


def follow_up() -> Any:
    row = f.FollowUpFactory(author_organization=f.OrganizationFactory())
    row.evaluation = row.recommendations = f.SectionFactory(document=row.document)
    row.save()
    return row


SAMPLES: dict[str, Callable[[], Any]] = {
    "bulletins": bulletin,
    "sessions": session,
    "attendances": f.AttendanceFactory,
    "agenda-items": agenda_item,
    "documents": document,
    "sections": section,
    "footnotes": f.FootnoteFactory,
    "citations": lambda: f.CitationFactory(cited_document=f.DocumentFactory()),
    "organizations": organization,
    "posts": f.PostFactory,
    "people": f.PersonFactory,
    "appointments": appointment,
    "deputy-changes": deputy_change,
    "credentials-reports": f.CredentialsReportFactory,
    "opinions": opinion,
    "opinion-points": opinion_point,
    "follow-ups": follow_up,
    "responses": f.ResponseFactory,
    "satisfaction-votes": f.SatisfactionVoteFactory,
    "due-rules": f.DueRuleFactory,
}
