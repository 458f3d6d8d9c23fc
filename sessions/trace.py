"""The trace of a review opinion: what was asked, what the government answered, what the
committee found, side by side and point by point.

The answers of the two parties are never merged: each stands under its kind, with its place.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from .choices import FollowUpKind, PointKind
from .models import (
    AgendaItem,
    Document,
    FollowUp,
    Opinion,
    OpinionPoint,
    Response,
    Section,
    Session,
)
from .queries import with_state


@dataclass(frozen=True, slots=True)
class Ref:
    """A session or an organisation; ``id`` is None where it goes by its printed name."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class TracedDocument:
    """A document by its title; ``id`` is None when its bulletin is not held."""

    id: int | None
    title: str
    kind: str = ""
    bulletin: int | None = None
    page_start: int | None = None


@dataclass(frozen=True, slots=True)
class TracedAgendaItem:
    """The agenda item under which the report was considered."""

    id: int
    number: int
    number_text: str
    text: str
    session: Ref


@dataclass(frozen=True, slots=True)
class TracedSection:
    """A section of a report, with the ones below it, where the trace shows them."""

    id: int
    marker: str
    heading: str
    text: str | None
    page: int | None
    parts: tuple[TracedSection, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedResponse:
    """Where a report answers a point: which document, under which heading, on which page.

    By what it is told that it does: ``quoted`` is what the report calls the aspect, ``order``
    the place of the section, from 1, among all of the report that answer.
    """

    id: int
    follow_up: int
    kind: str
    document: TracedDocument | None
    section: int | None
    marker: str
    heading: str
    page: int | None
    match: str
    quoted: str = ""
    order: int = 1


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one aspect or point, those of each party by themselves."""

    handling: tuple[TracedResponse, ...] = ()
    tracking: tuple[TracedResponse, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedPoint:
    """An aspect with its points, or a point. ``claim`` is what the government says of it,
    ``verified`` what the committee found."""

    id: int
    kind: str
    number: int
    marker: str
    title: str
    text: str | None
    page: int | None
    claim: str
    verified: str
    satisfaction: str
    responses: Answers
    points: tuple[TracedPoint, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the government answered it, or at least one of its points."""
        return bool(self.responses.handling) or any(point.answered for point in self.points)


@dataclass(frozen=True, slots=True)
class TracedFollowUp:
    """A report on the opinion. ``unassigned`` are those of its sections of which nobody has
    settled yet what they answer."""

    id: int
    kind: str
    document: TracedDocument | None
    author: Ref | None
    letter_number: str
    replied_on: dt.date | None
    replied_on_precision: str
    replied_on_text: str
    evaluation: TracedSection | None
    recommendations: TracedSection | None
    unassigned: tuple[TracedResponse, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """An opinion (with its ``state``), its report and agenda item, its aspects (``points``
    are those under no aspect), and the reports on it."""

    opinion: Opinion
    report: TracedDocument | None
    agenda_item: TracedAgendaItem | None
    aspects: tuple[TracedPoint, ...]
    points: tuple[TracedPoint, ...]
    follow_ups: tuple[TracedFollowUp, ...]
    unanswered: tuple[int, ...] = field(default=())


def trace(opinion: int, on: dt.date, *, drafts: bool = False) -> Trace:
    """The trace of the opinion with this id, its state as on that day.

    Five queries, however many points and reports there are. Only what is published is
    shown, unless ``drafts``. Raises ``Opinion.DoesNotExist``.
    """
    opinions = Opinion.objects.all() if drafts else Opinion.objects.public()
    row: Any = (
        with_state(opinions, on, drafts=drafts)
        .annotate(**_shown_links(drafts=drafts))
        .select_related(
            "document__bulletin",
            "document__agenda_item__session",
            "report__bulletin",
            "report__agenda_item__session",
            "considered_at",
            "adopted_by",
            "addressee_organization",
        )
        .get(pk=opinion)
    )
    for link in ("considered_at", "adopted_by"):
        if not getattr(row, f"{link}_shown"):
            setattr(row, link, None)
    follow_ups = _follow_ups(row, drafts=drafts)
    by_point, unassigned = _responses(follow_ups, drafts=drafts)
    parts = _parts(follow_ups)
    tree = _points(row, by_point, drafts=drafts)
    aspects = tuple(point for point in tree if point.kind == PointKind.ASPECT)
    _count(row, tree)
    shown = _visible(row.report, drafts=drafts)
    return Trace(
        opinion=row,
        report=_document(shown)
        or (TracedDocument(None, row.report_title) if row.report_title else None),
        agenda_item=_agenda_item(shown if row.report_item_shown else None)
        or _agenda_item(_visible(row.document, drafts=drafts) if row.document_item_shown else None),
        aspects=aspects,
        points=tuple(point for point in tree if point.kind != PointKind.ASPECT),
        follow_ups=tuple(_follow_up(item, parts, unassigned[item.pk]) for item in follow_ups),
        unanswered=tuple(aspect.id for aspect in aspects if not aspect.answered),
    )


def _shown_links(*, drafts: bool) -> dict[str, Any]:
    """Whether the reader sees the sessions and agenda items that an opinion leads to."""
    sessions, items = Session.objects.order_by(), AgendaItem.objects.order_by()
    if not drafts:
        sessions = sessions.public()
        items = items.public().filter(session__in=sessions.values("pk"))
    return {
        "considered_at_shown": Exists(sessions.filter(pk=OuterRef("considered_at"))),
        "adopted_by_shown": Exists(sessions.filter(pk=OuterRef("adopted_by"))),
        "report_item_shown": Exists(items.filter(pk=OuterRef("report__agenda_item"))),
        "document_item_shown": Exists(items.filter(pk=OuterRef("document__agenda_item"))),
    }


def _count(row: Any, tree: tuple[TracedPoint, ...]) -> None:
    """How many aspects and points are held; None of those of which there is none."""
    held = [*tree, *(point for aspect in tree for point in aspect.points)]
    for name, kind in (("aspects", PointKind.ASPECT), ("points", PointKind.POINT)):
        number = sum(point.kind == kind for point in held)
        setattr(row, f"{name}_count_held", number or None)


def _visible(document: Document | None, *, drafts: bool) -> Document | None:
    if document is None or drafts or document.bulletin.status == "published":
        return document
    return None


def _visible_section(section: Section | None, *, drafts: bool) -> Section | None:
    if section is None or _visible(section.document, drafts=drafts) is None:
        return None
    return section


def _document(document: Document | None) -> TracedDocument | None:
    if document is None:
        return None
    return TracedDocument(
        document.pk, document.title, document.kind, document.bulletin_id, document.page_start
    )


def _agenda_item(document: Document | None) -> TracedAgendaItem | None:
    item: AgendaItem | None = document.agenda_item if document else None
    if item is None:
        return None
    session = Ref(item.session_id, item.session.name)
    return TracedAgendaItem(item.pk, item.number, item.number_text, item.text, session)


def _follow_ups(opinion: Opinion, *, drafts: bool) -> list[FollowUp]:
    """The reports on the opinion: the government's before the committee's, then by day."""
    rows = FollowUp.objects.all() if drafts else FollowUp.objects.public()
    found = list(
        rows.filter(opinion=opinion).select_related(
            "document__bulletin",
            "author_organization",
            "evaluation__document__bulletin",
            "recommendations__document__bulletin",
        )
    )
    for row in found:
        row.document = _visible(row.document, drafts=drafts)
        row.evaluation = _visible_section(row.evaluation, drafts=drafts)
        row.recommendations = _visible_section(row.recommendations, drafts=drafts)
    kinds = FollowUpKind.values
    return sorted(
        found,
        key=lambda row: (kinds.index(row.kind), row.replied_on or dt.date.max, row.pk),
    )


def _responses(
    follow_ups: list[FollowUp], *, drafts: bool
) -> tuple[dict[int, list[TracedResponse]], dict[int, list[TracedResponse]]]:
    """The answers by point; and those to no point, by report."""
    documents = {row.pk: row for row in follow_ups}
    order = {row.pk: place for place, row in enumerate(follow_ups)}
    by_point: dict[int, list[TracedResponse]] = defaultdict(list)
    unassigned: dict[int, list[TracedResponse]] = defaultdict(list)
    seen = Response.objects.all() if drafts else Response.objects.public()
    rows = list(seen.filter(follow_up__in=documents).select_related("section__document__bulletin"))
    for row in rows:
        row.section = _visible_section(row.section, drafts=drafts)
    answering: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (order[row.follow_up_id], _place(row), row.pk)):
        follow_up, section = documents[row.follow_up_id], row.section
        places = answering[row.follow_up_id]
        place = (_place(row), row.section_id or -row.pk)
        if place not in places[-1:]:
            places.append(place)
        answer = TracedResponse(
            id=row.pk,
            follow_up=row.follow_up_id,
            kind=follow_up.kind,
            document=_document(follow_up.document),
            section=row.section_id,
            marker=section.marker if section else "",
            heading=row.heading or (section.heading if section else ""),
            page=section.page if section and section.page is not None else row.source_page,
            match=row.match,
            quoted=row.quoted,
            order=len(places),
        )
        if row.point_id is None:
            unassigned[row.follow_up_id].append(answer)
        else:
            by_point[row.point_id].append(answer)
    return by_point, unassigned


def _place(row: Response) -> int:
    return row.section.order if row.section else row.source_line_start or 0


def _points(
    opinion: Opinion, answers: dict[int, list[TracedResponse]], *, drafts: bool
) -> tuple[TracedPoint, ...]:
    """The aspects and points as a tree, in reading order."""
    children: dict[int | None, list[OpinionPoint]] = defaultdict(list)
    points = opinion.points.all() if drafts else opinion.points.public()
    rows = list(points.order_by("order", "id"))
    held = {row.pk for row in rows}
    for row in rows:
        children[row.parent_id if row.parent_id in held else None].append(row)

    def below(parent: int | None) -> tuple[TracedPoint, ...]:
        return tuple(
            TracedPoint(
                id=row.pk,
                kind=row.kind,
                number=row.number,
                marker=row.marker,
                title=row.title,
                text=row.text,
                page=row.source_page,
                claim=row.claim,
                verified=row.verified,
                satisfaction=row.satisfaction,
                responses=Answers(
                    handling=_of_kind(answers[row.pk], FollowUpKind.HANDLING),
                    tracking=_of_kind(answers[row.pk], FollowUpKind.TRACKING),
                ),
                points=below(row.pk),
            )
            for row in children[parent]
        )

    return below(None)


def _of_kind(answers: Iterable[TracedResponse], kind: str) -> tuple[TracedResponse, ...]:
    return tuple(answer for answer in answers if answer.kind == kind)


def _parts(follow_ups: list[FollowUp]) -> dict[int, list[Section]]:
    """The sections right below the evaluations and recommendations, by the one above."""
    above = {row.evaluation_id for row in follow_ups} | {
        row.recommendations_id for row in follow_ups
    }
    found: dict[int, list[Section]] = defaultdict(list)
    for row in Section.objects.filter(Q(parent__in=above - {None})).order_by("order", "id"):
        if row.parent_id is not None:
            found[row.parent_id].append(row)
    return found


def _section(section: Section | None, parts: dict[int, list[Section]]) -> TracedSection | None:
    if section is None:
        return None
    below = (_section(part, {}) for part in parts.get(section.pk, []))
    return TracedSection(
        section.pk,
        section.marker,
        section.heading,
        section.text,
        section.page,
        tuple(part for part in below if part is not None),
    )


def _follow_up(
    row: FollowUp, parts: dict[int, list[Section]], unassigned: list[TracedResponse]
) -> TracedFollowUp:
    organization = row.author_organization
    author = Ref(organization.pk, organization.name) if organization else None
    if author is None and row.author_name:
        author = Ref(None, row.author_name)
    return TracedFollowUp(
        id=row.pk,
        kind=row.kind,
        document=_document(row.document),
        author=author,
        letter_number=row.letter_number,
        replied_on=row.replied_on,
        replied_on_precision=row.replied_on_precision,
        replied_on_text=row.replied_on_text,
        evaluation=_section(row.evaluation, parts),
        recommendations=_section(row.recommendations, parts),
        unassigned=tuple(unassigned),
    )
