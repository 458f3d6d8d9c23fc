"""Each part of a record file, written to its table."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from people.models import Appointment, DeputyChange

from ... import models as m
from .. import record as rec
from .by_hand import ByHand
from .outcome import put_findings
from .resolve import Resolver
from .table import KEEP, Changes, Table, parents_first, put_children
from .tellings import publish_act_tellings, publish_deputy_tellings


class Publication:
    """One record file on its way into the database: what the parts need of each other."""

    def __init__(
        self,
        record: rec.Record,
        bulletin: m.Bulletin,
        names: Resolver,
        changes: dict[str, Changes],
        by_hand: ByHand,
    ) -> None:
        self.by_hand = by_hand
        self.record = record
        self.bulletin = bulletin
        self.names = names
        self.changes = changes
        self.session = bulletin.session_id
        self.documents = Table("documents", bulletin.documents.all(), changes, by_hand)
        self.sections: dict[str, int] = {}
        self.agenda = self.table("agenda-items", m.AgendaItem)
        self.adopting = {item.key: names.session(item.adopted_by) for item in record.documents}

    def table(self, resource: str, model: Any, *, leave_deleted: bool = False) -> Table:
        """The rows of this bulletin in a table of sourced rows."""
        rows = model.objects.filter(bulletin=self.bulletin)
        return self.table_of(resource, rows, leave_deleted=leave_deleted)

    def table_of(self, resource: str, rows: QuerySet[Any], *, leave_deleted: bool = False) -> Table:
        """These rows as a table to be brought to what the record says."""
        return Table(resource, rows, self.changes, self.by_hand, leave_deleted=leave_deleted)

    def document(self, key: str | None) -> int | None:
        return self.documents.id(key)

    def section(self, key: str | None) -> int | None:
        return self.sections[key] if key else None

    def place(self, source: rec.Source | None) -> dict[str, Any]:
        """The columns of a sourced row that say where in the bulletin it was found."""
        return {
            "bulletin_id": self.bulletin.pk,
            "source_document_id": self.document(source.document) if source else None,
            "source_page": source.page if source else None,
            "source_line_start": source.line_start if source else None,
            "source_line_end": source.line_end if source else None,
        }


def when(name: str, date: rec.When | None) -> dict[str, Any]:
    """The three columns of a date that may be half known."""
    return {
        name: date.on if date else None,
        f"{name}_precision": date.precision if date else "day",
        f"{name}_text": date.text if date else "",
    }


def stated(text: str | None) -> Any:
    """A text, or what is held when the record says nothing of it."""
    return KEEP if text is None else text


def publish_documents(p: Publication) -> None:
    """Documents without their agenda items, and their outlines, footnotes and authors."""
    for item in p.record.documents:
        p.documents.put(
            item.key,
            bulletin_id=p.bulletin.pk,
            sequence=item.sequence,
            kind=str(item.kind),
            title=item.title,
            addressee=item.addressee,
            **when("dated_on", item.dated_on),
            adopted_by_id=p.adopting[item.key],
            **when("adopted_on", item.adopted_on),
            page_start=item.page_start,
            page_end=item.page_end,
            line_start=item.line_start,
            line_end=item.line_end,
            abstract=stated(item.abstract),
        )
    p.documents.flush()
    _publish_sections(p)
    _publish_footnotes(p)
    put_children(
        p.documents,
        m.DocumentAuthor,
        "document_id",
        {
            p.documents.rows[item.key].pk: [
                {
                    "order": order,
                    "organization_id": p.names.organization(author.organization),
                    "person_id": p.names.person(author.person),
                    "name": author.name,
                    "role": author.role,
                    "text": author.text,
                }
                for order, author in enumerate(item.authors)
            ]
            for item in p.record.documents
        },
    )
    put_children(
        p.documents,
        m.DocumentRelation,
        "document_id",
        {
            p.documents.rows[item.key].pk: [
                {"kind": relation.kind, "target_id": p.document(relation.document)}
                for relation in item.relations
            ]
            for item in p.record.documents
        },
    )


def _publish_sections(p: Publication) -> None:
    """Sections, parents before their children, since a child needs its parent's id."""
    table = p.table_of("sections", m.Section.objects.filter(document__bulletin=p.bulletin))
    of = {part.key: doc.key for doc in p.record.documents for part in doc.sections}
    sections = [part for doc in p.record.documents for part in doc.sections]
    for ready in parents_first(sections):
        for section in ready:
            table.put(
                section.key,
                document_id=p.document(of[section.key]),
                parent_id=table.id(section.parent),
                order=section.order,
                level=section.level,
                marker=section.marker,
                heading=section.heading,
                text=stated(section.text),
                page=section.page,
                line_start=section.line_start,
                line_end=section.line_end,
            )
        table.flush()
    table.finish()
    p.sections = {key: row.pk for key, row in table.rows.items()}


def _publish_footnotes(p: Publication) -> None:
    rows = m.Footnote.objects.filter(document__bulletin=p.bulletin)
    table = p.table_of("footnotes", rows, leave_deleted=True)
    for document in p.record.documents:
        for note in document.footnotes:
            table.put(
                note.key,
                document_id=p.document(document.key),
                section_id=p.section(note.section),
                marker=note.marker,
                text=stated(note.text),
                page=note.page,
                line_start=note.line_start,
                line_end=note.line_end,
            )
    table.finish()


def publish_agenda(p: Publication) -> None:
    """Agenda items with their kinds, reporters and outcomes; then the documents' links."""
    for item in p.record.agenda:
        minutes = item.minutes_source
        p.agenda.put(
            item.key,
            session_id=p.session,
            number=item.number,
            number_text=item.number_text,
            minutes_number=item.minutes_number,
            minutes_number_text=item.minutes_number_text,
            text=item.text,
            minutes_page=minutes.page if minutes else None,
            minutes_line_start=minutes.line_start if minutes else None,
            minutes_line_end=minutes.line_end if minutes else None,
            **p.place(item.source or item.minutes_source),
        )
    p.agenda.flush()
    rows = {item.key: p.agenda.rows[item.key].pk for item in p.record.agenda}
    put_children(
        p.agenda,
        m.AgendaItemKind,
        "item_id",
        {rows[item.key]: [{"kind": kind} for kind in item.kinds] for item in p.record.agenda},
    )
    put_children(
        p.agenda,
        m.Reporter,
        "item_id",
        {
            rows[item.key]: [
                {
                    "order": order,
                    "person_id": p.names.person(reporter.person),
                    "name": reporter.name,
                    "role": reporter.role,
                    "on_behalf_of": reporter.on_behalf_of,
                    "topic": reporter.topic,
                }
                for order, reporter in enumerate(item.reporters)
            ]
            for item in p.record.agenda
        },
    )
    put_children(
        p.agenda,
        m.Outcome,
        "item_id",
        {
            rows[item.key]: [
                {
                    "order": order,
                    "kind": outcome.kind,
                    "title": outcome.title,
                    "document_id": p.document(outcome.document),
                }
                for order, outcome in enumerate(item.outcomes)
            ]
            for item in p.record.agenda
        },
    )
    for document in p.record.documents:
        p.documents.put(document.key, agenda_item_id=p.agenda.id(document.agenda_item))
    p.documents.flush()


def publish_attendance(p: Publication) -> None:
    table = p.table("attendances", m.Attendance, leave_deleted=True)
    for item in p.record.attendance:
        table.put(
            item.key,
            session_id=p.session,
            person_id=p.names.person(item.person),
            name=item.name,
            status=item.status,
            roles=list(item.roles),
            count=item.count,
            **p.place(item.source),
        )
    table.finish()


def publish_citations(p: Publication) -> None:
    table = p.table("citations", m.Citation, leave_deleted=True)
    for document in p.record.documents:
        for item in document.citations:
            table.put(
                item.key,
                document_id=p.document(document.key),
                title=item.title,
                number=item.number,
                count=item.count,
                cited_document_id=p.document(item.cited_document),
                **p.place(item.source),
            )
    table.finish()


def publish_appointments(p: Publication) -> None:
    """Appointment acts, with their posts."""
    posts = p.names.posts(
        (item.organization, item.post) for item in p.record.appointments if item.organization
    )
    instruments = {item.key: p.adopting[item.key] for item in p.record.documents}
    table = p.table("appointments", Appointment, leave_deleted=True)
    for item in p.record.appointments:
        instrument = item.source.document if item.source else None
        submitted, explained = item.submitted_by, item.explained_by
        table.put(
            item.key,
            person_id=p.names.person(item.person),
            person_name=item.name,
            post_id=posts[item.organization, item.post] if item.organization else None,
            post_text=item.organization_text + item.post,
            act=str(item.act),
            **when("date", item.date),
            document_id=p.document(instrument),
            session_id=instruments.get(instrument or "") or p.session,
            reason=item.reason,
            submitted_by_person_id=p.names.person(submitted.person if submitted else None),
            submitted_by_organization_id=p.names.organization(
                submitted.organization if submitted and not submitted.person else None
            ),
            submitted_by_name=_name_of(p, submitted),
            explained_by_id=p.names.person(explained.person if explained else None),
            explained_by_name=explained.name if explained else "",
            to_be_filed=item.to_be_filed,
            filed_with=item.filed_with,
            **p.place(item.source),
        )
    table.finish()
    publish_act_tellings(table, p.record.appointments, p.document)


def _name_of(p: Publication, speaker: rec.Speaker | None) -> str:
    """The words for who submitted: a person's name, else the organisation's."""
    if speaker is None:
        return ""
    organization = p.names.organization_name(speaker.organization) if speaker.organization else ""
    return speaker.name or organization or speaker.role


def publish_deputies(p: Publication) -> None:
    """Deputy changes and the seat arithmetic."""
    table = p.table("deputy-changes", DeputyChange, leave_deleted=True)
    for item in p.record.deputy_changes:
        table.put(
            item.key,
            congress_id=p.names.organization(item.congress),
            term=item.term,
            person_id=p.names.person(item.person),
            person_name=item.name,
            electoral_unit=item.electoral_unit,
            change=item.change,
            cause=item.cause or "",
            **when("date", item.date),
            document_id=p.document(item.source.document if item.source else None),
            **p.place(item.source),
        )
    table.finish()
    publish_deputy_tellings(table, p.record.deputy_changes, p.document)
    reports = p.table("credentials-reports", m.CredentialsReport, leave_deleted=True)
    for report in p.record.credentials_reports:
        reports.put(
            report.key,
            document_id=p.document(report.source.document if report.source else None),
            congress_id=p.names.organization(report.congress),
            term=report.term,
            seats=report.seats,
            before=report.before,
            vacated=report.vacated,
            by_elected=report.by_elected,
            after=report.after,
            **p.place(report.source),
        )
    reports.finish()


def publish_findings(p: Publication) -> None:
    """What was found while reading and resolving, replaced whole: findings have no key."""
    wanted = [
        {
            "code": item.code,
            "severity": item.severity,
            "message": item.message,
            "document_id": p.document(item.document),
            "page": item.page,
            "line": item.line,
        }
        for item in (*p.record.findings, *p.names.findings)
    ]
    put_findings(p.bulletin.findings.all(), {"bulletin": p.bulletin}, wanted)
