"""What the pages read: published records alone, each page in a fixed number of queries.

A published record may name a document in a bulletin that is still a draft: such a link is
read as none.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from npcrecords.core.counts import count_of
from people.models import (
    Appointment,
    AppointmentTelling,
    DeputyChange,
    DeputyChangeTelling,
    Person,
)
from sessions.answered import with_answers
from sessions.citations import with_meant
from sessions.cited_policies import with_policy
from sessions.models import (
    AgendaItem,
    Attendance,
    Bulletin,
    Citation,
    Document,
    DocumentAuthor,
    DocumentRelation,
    FollowUp,
    Opinion,
    Outcome,
    Reporter,
    Section,
    Session,
    Task,
    TaskLeader,
)

_TELLINGS: dict[Any, Any] = {Appointment: AppointmentTelling, DeputyChange: DeputyChangeTelling}
Told = TypeVar("Told", Appointment, DeputyChange)


def bulletins() -> QuerySet[Bulletin]:
    """The published bulletins, newest first."""
    rows = Bulletin.objects.public().select_related("issuer", "session")
    return rows.annotate(documents_count=count_of("congress.Document.bulletin"))


def public_link(name: str) -> Prefetch[Any]:
    """The document that a row names, as none when it is not published."""
    return Prefetch(name, Document.objects.public().select_related("bulletin__issuer"))


def public_session(name: str) -> Prefetch[Any]:
    """The session that a row names, as none when it is not public."""
    return Prefetch(name, Session.objects.public())


def agenda_of(session: Session) -> QuerySet[AgendaItem]:
    """The agenda with kinds, reporters and outcomes."""
    outcomes = Outcome.objects.prefetch_related(public_link("document"))
    return (
        AgendaItem.objects.public()
        .filter(session=session)
        .order_by("number", "id")
        .prefetch_related("kind_set", "reporter_set", Prefetch("outcome_set", outcomes))
    )


def documents_of(bulletin: Bulletin) -> QuerySet[Document]:
    """The documents of a bulletin in its order, with their authors."""
    return with_authors(bulletin.documents.order_by("sequence", "id"))


def with_authors(documents: QuerySet[Document]) -> QuerySet[Document]:
    authors = DocumentAuthor.objects.select_related("organization", "person")
    return documents.prefetch_related(Prefetch("author_set", authors))


def document(pk: int) -> Document | None:
    """A published document with all that its page shows."""
    relations = DocumentRelation.objects.order_by("kind", "id")
    return (
        with_authors(Document.objects.public())
        .filter(pk=pk)
        .select_related("bulletin__issuer", "bulletin__session")
        .prefetch_related(
            public_session("adopted_by"),
            Prefetch("agenda_item", AgendaItem.objects.public()),
            Prefetch("relation_set", relations.prefetch_related(public_link("target"))),
            Prefetch("related_set", relations.prefetch_related(public_link("document"))),
            Prefetch("sections", with_answers(Section.objects.all())),
            "footnotes",
            Prefetch("citations", with_policy(with_meant(Citation.objects.order_by("id")))),
            Prefetch(
                "follow_ups",
                FollowUp.objects.public()
                .select_related("opinion")
                .prefetch_related(
                    public_link("opinion__report"), public_session("opinion__considered_at")
                ),
            ),
            Prefetch("opinions_on", Opinion.objects.public()),
            "opinion",
        )
        .first()
    )


def appointments() -> QuerySet[Appointment]:
    """Appointment acts, newest first, with what a list of them shows."""
    return (
        Appointment.objects.public()
        .select_related("person", "post__organization", "bulletin__issuer")
        .prefetch_related(public_link("document"), public_session("session"))
    )


def deputy_changes() -> QuerySet[DeputyChange]:
    rows = DeputyChange.objects.public().select_related("person", "congress", "bulletin__issuer")
    return rows.prefetch_related(public_link("document"))


def with_tellings(rows: QuerySet[Told]) -> QuerySet[Told]:
    """Acts or deputy changes with the other published documents that tell of each."""
    public = Document.objects.public().order_by()
    tellings = _TELLINGS[rows.model].objects.filter(document__in=public.values("pk"))
    tellings = tellings.select_related("document").order_by("document__bulletin_id", "id")
    return rows.prefetch_related(Prefetch("telling_set", tellings))


def told_in(rows: QuerySet[Told], row: Document) -> tuple[list[Told], list[Told]]:
    """What a document makes, and what it tells besides, each with all that tells of it."""
    model = _TELLINGS[rows.model]
    told = model.objects.filter(document=row).values(f"{model.part_of}_id")
    found = with_tellings(rows.filter(Q(document=row) | Q(pk__in=told)))
    held = list(found.order_by("source_line_start", "id"))
    return (
        [one for one in held if one.document_id == row.pk],
        [one for one in held if one.document_id != row.pk],
    )


def sessions_with_acts() -> QuerySet[Session]:
    """The sessions that appointed or removed somebody, newest first."""
    acts = Appointment.objects.public().filter(session=OuterRef("pk"))
    return Session.objects.public().filter(Exists(acts)).order_by("-start_date", "-id")


def authorships() -> QuerySet[DocumentAuthor]:
    rows = DocumentAuthor.objects.filter(document__in=Document.objects.public().order_by())
    return rows.select_related("document__bulletin__issuer")


def reports() -> QuerySet[Reporter]:
    """Who reported what to which session."""
    items = AgendaItem.objects.order_by().public()
    rows = Reporter.objects.filter(item__in=items.values("pk")).select_related(
        "item__bulletin__issuer"
    )
    return rows.prefetch_related(public_session("item__session"))


def attended() -> QuerySet[Attendance]:
    """Who attended which session."""
    rows = Attendance.objects.public().select_related("bulletin__issuer")
    return rows.prefetch_related(public_session("session"))


def people() -> QuerySet[Person]:
    """The people whom a published record names, in the order of their names' sound."""
    named: list[QuerySet[Any]] = [
        Appointment.objects.public(),
        DeputyChange.objects.public(),
        Attendance.objects.public(),
        authorships(),
        reports(),
        TaskLeader.objects.filter(task__in=Task.objects.order_by().public().values("pk")),
    ]
    # One union, not one condition for each list: a database reads each of them once.
    first, *others = [rows.exclude(person=None).order_by().values("person") for rows in named]
    return Person.objects.filter(merged_into=None, pk__in=first.union(*others)).order_by(
        "pinyin", "id"
    )
