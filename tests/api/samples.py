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


def policy() -> Any:
    row = f.PolicyFactory(adopted_by="第五次全体会议", adopted_on=dt.date(2020, 5, 1))
    for role in ("issuer", "addressee", "copy"):
        f.PolicyPartyFactory(policy=row, role=role)
    f.PolicyBasisFactory(policy=row)
    f.TaskFactory(register__policy=row)
    f.MeasureFactory(policy=row)
    return row


def measure() -> Any:
    parent = f.MeasureFactory()
    row = f.MeasureFactory(policy=parent.policy, parent=parent, page=3, line_start=5, line_end=8)
    f.MeasureUnitFactory(measure=row)
    f.MeasureUnitFactory(measure=row, order=1, organization=None, name="各镇", group=True)
    return row


def task() -> Any:
    cells = [{"field": "deadline", "head": "完成时限", "printed": "2012年12月"}]
    row = f.TaskFactory(cells=cells, page=3, line_start=5, line_end=8)
    f.TaskLeaderFactory(task=row, role="副市长", lead_unit="市水利局")
    f.TaskUnitFactory(task=row)
    f.TaskUnitFactory(task=row, role="shared", organization=None, name="市级有关单位", group=True)
    f.TaskCorrectionFactory(task=row)
    f.TaskStepFactory(task=row)
    return row


def policy_link() -> Any:
    return f.PolicyLinkFactory(state="confirmed")


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
    "policies": policy,
    "measures": measure,
    "registers": f.RegisterFactory,
    "tasks": task,
    "task-steps": lambda: f.TaskStepFactory(document=f.DocumentFactory()),
    "policy-citations": f.PolicyCitationFactory,
    "policy-links": policy_link,
}
