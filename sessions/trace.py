"""The trace of a review opinion: what was asked, what the government answered, what the
committee found, side by side and point by point.

It is read by kept queries of columns; what the reader may not see is taken away here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter, itemgetter
from typing import Any

from npcrecords.core.dates import Precision
from npcrecords.core.kept import ask, ask_for, ask_objects, row_of
from npcrecords.rest.visibility import Hidden, hidden_from

from .choices import FollowUpKind, PointKind, ReplyBasis
from .models import (
    AgendaItem,
    Document,
    FollowUp,
    Opinion,
    OpinionPoint,
    Response,
    SatisfactionVote,
    Section,
)
from .states import Reply, Report, ended_on, facts_of, first_reply, opinion_state, replies_in
from .traced import (
    Answers,
    Ref,
    Trace,
    TracedAgendaItem,
    TracedDocument,
    TracedFollowUp,
    TracedPoint,
    TracedResponse,
    TracedSection,
    TracedVote,
    Voice,
)


def trace(opinion: int, on: dt.date, hidden: Hidden | None = None) -> Trace:
    """The trace of the opinion with this id, its state as on that day, for a reader from whom
    this is ``hidden`` (None: what is hidden from the public, for one query more).

    Six queries, however many points and reports there are; two more where something is hidden.
    Raises ``Opinion.DoesNotExist``.
    """
    if hidden is None:
        hidden = hidden_from(None)
    row = _opinion(opinion)
    follow_ups = [one for one in _follow_ups(row) if not _is_hidden_report(one, hidden)]
    if not _is_known(row, follow_ups, hidden):
        raise Opinion.DoesNotExist
    _hide_links(row, hidden)
    responses = _responses(row, {one.pk: one for one in follow_ups}, hidden)
    parts = _parts(follow_ups)
    answers: dict[int | None, list[TracedResponse]] = defaultdict(list)
    for point, answer in responses:
        answers[point].append(answer)
    unassigned: dict[int, list[TracedResponse]] = defaultdict(list)
    for answer in answers.pop(None, []):
        unassigned[answer.follow_up].append(answer)
    tree = _points(row, answers, hidden)
    aspects = tuple(point for point in tree if point.kind == PointKind.ASPECT)
    _tell_state(row, follow_ups, on)
    _count(row, tree)
    return Trace(
        opinion=row,
        report=_document(row.report)
        or (TracedDocument(None, row.report_title) if row.report_title else None),
        agenda_item=_agenda_item(row.report) or _agenda_item(row.document),
        aspects=aspects,
        points=tuple(point for point in tree if point.kind != PointKind.ASPECT),
        follow_ups=tuple(_follow_up(one, parts, unassigned[one.pk]) for one in follow_ups),
        unanswered=tuple(aspect.id for aspect in aspects if not aspect.answered),
        votes=_votes(row, hidden),
    )


def _opinion(pk: int) -> Any:
    def write(marks: list[Any]) -> Any:
        return (
            Opinion.objects.order_by()
            .filter(pk=marks[0])
            .select_related(
                "document__bulletin",
                "document__agenda_item__session",
                "report__agenda_item__session",
                "considered_at",
                "adopted_by",
                "addressee_organization",
            )
        )

    for row in ask_objects("traced opinion", write, [pk]):
        return row
    raise Opinion.DoesNotExist


def _follow_ups(opinion: Opinion) -> list[FollowUp]:
    """The reports on the opinion: the government's before the committee's, then by day."""

    def write(marks: list[Any]) -> Any:
        return (
            FollowUp.objects.order_by()
            .filter(opinion=marks[0])
            .select_related(
                "bulletin__session",
                "document__bulletin__session",
                "author_organization",
                "evaluation__document",
                "recommendations__document",
            )
        )

    kinds = FollowUpKind.values
    return sorted(
        ask_objects("traced follow-ups", write, [opinion.pk]),
        key=lambda row: (kinds.index(row.kind), row.replied_on or dt.date.max, row.pk),
    )


def _is_hidden_report(row: FollowUp, hidden: Hidden) -> bool:
    """Whether the reader does not see the report: it is of a draft, by itself or by its
    document. What else he does not see of it is taken away."""
    document = row.document
    draft = document is not None and document.bulletin_id in hidden.bulletins
    if row.bulletin_id in hidden.bulletins or (row.bulletin_id is None and draft):
        return True
    if draft:
        row.document = None
    for link in ("evaluation", "recommendations"):
        section = getattr(row, link)
        if section is not None and section.document.bulletin_id in hidden.bulletins:
            setattr(row, link, None)
    return False


def _is_known(row: Opinion, seen: list[FollowUp], hidden: Hidden) -> bool:
    """Whether the reader sees the opinion: it is printed, or told of, in what he sees; or was
    typed by hand, and no bulletin tells of it."""
    if row.document is not None and row.document.bulletin_id not in hidden.bulletins:
        return True
    if any(one.bulletin_id is not None or one.document_id is not None for one in seen):
        return True
    told = row.follow_ups.exclude(bulletin=None, document=None)
    return row.document is None and not (hidden.bulletins and told.exists())


def _hide_links(row: Any, hidden: Hidden) -> None:
    """Take away what the reader does not see of what the opinion leads to."""
    items = [one.agenda_item for one in (row.report, row.document) if one and one.agenda_item]
    sessions = hidden.sessions_among(
        [row.considered_at_id, row.adopted_by_id, *(item.session_id for item in items)]
    )
    for link in ("considered_at", "adopted_by"):
        if getattr(row, f"{link}_id") in sessions:
            setattr(row, link, None)
    row.printed_in_draft = row.document is not None and (
        row.document.bulletin_id in hidden.bulletins
    )
    for link in ("report", "document"):
        document = getattr(row, link)
        if document is None:
            continue
        if document.bulletin_id in hidden.bulletins:
            setattr(row, link, None)
        elif document.agenda_item is not None and (
            document.agenda_item.bulletin_id in hidden.bulletins
            or document.agenda_item.session_id in sessions
        ):
            document.agenda_item = None


def _tell_state(row: Any, follow_ups: list[FollowUp], on: dt.date) -> None:
    """Set on the opinion what ``sessions.queries.with_state`` sets, from its reports."""
    reports = [_days_told(one) for one in follow_ups]
    ended = ended_on(row.closed_on, row.withdrawn_on)
    facts = facts_of(reports, due_on=row.due_on, closed_on=ended)
    row.as_of = on
    row.state = opinion_state(facts, on)
    row.replied_on = first_reply(facts, on)
    row.reply = _first_reply_told(replies_in(reports), follow_ups, on)
    first = min((one for one in follow_ups if one.bulletin_id), key=attrgetter("pk"), default=None)
    row.known_from = first and {
        "bulletin": first.bulletin_id,
        "document": first.source_document_id,
        "page": first.source_page,
        "line_start": first.source_line_start,
        "line_end": first.source_line_end,
    }


def _days_told(row: FollowUp) -> Report:
    document = row.document
    printing = [row.bulletin, document.bulletin if document else None]
    sessions = [one.session for one in printing if one is not None and one.session is not None]
    days = [one.start_date for one in sessions if one.start_date is not None]
    return Report(
        kind=row.kind,
        replied_on=row.replied_on,
        dated_on=document.dated_on if document else None,
        printed_for=days[0] if days else None,
        id=row.pk,
    )


def _first_reply_told(
    replies: list[Reply], follow_ups: list[FollowUp], on: dt.date
) -> dict[str, str] | None:
    """By what the first reply is known, one of unknown day before all others; and how exactly
    its day is, in which words."""
    made = [reply for reply in replies if reply.on is None or reply.on <= on]
    if not made:
        return None
    first = min(made, key=lambda one: (one.on is not None, one.on or on, one.report))
    (row,) = (one for one in follow_ups if one.pk == first.report)
    precision, text = Precision.DAY.value, ""
    if first.basis in (ReplyBasis.RETOLD, ReplyBasis.REPORT):
        precision, text = row.replied_on_precision, row.replied_on_text
    elif first.basis == ReplyBasis.DOCUMENT and row.document is not None:
        precision, text = row.document.dated_on_precision, row.document.dated_on_text
    return {"basis": first.basis or "", "precision": precision, "text": text}


def _count(row: Any, tree: tuple[TracedPoint, ...]) -> None:
    """How many aspects and points are held; None of those of which there is none."""
    held = [*tree, *(point for aspect in tree for point in aspect.points)]
    for name, kind in (("aspects", PointKind.ASPECT), ("points", PointKind.POINT)):
        number = sum(point.kind == kind for point in held)
        setattr(row, f"{name}_count_held", number or None)


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


RESPONSE = (
    "id", "follow_up_id", "point_id", "heading", "quoted", "match", "bulletin_id", "source_page",
    "source_line_start", "section_id", "section__marker", "section__heading", "section__page",
    "section__order", "section__document__bulletin_id",
)  # fmt: skip
response_row = row_of(RESPONSE)


def _responses(
    opinion: Opinion, follow_ups: dict[int, FollowUp], hidden: Hidden
) -> list[tuple[int | None, TracedResponse]]:
    """The answers in the order of the reports and of their sections, each with the id of the
    point that it answers."""

    def write(marks: list[Any]) -> Any:
        rows = Response.objects.order_by().filter(follow_up__opinion=marks[0])
        return rows.values_list(*RESPONSE)

    documents = {pk: _document(row.document) for pk, row in follow_ups.items()}
    by_report: dict[int, list[Any]] = {pk: [] for pk in follow_ups}
    for values in ask("traced responses", write, [opinion.pk]):
        row = response_row(values)
        of_draft = row.section_of_document_of_bulletin_id in hidden.bulletins
        hides = row.bulletin_id in hidden.bulletins or (row.bulletin_id is None and of_draft)
        if row.follow_up_id in by_report and not hides:
            seen = row.section_id is not None and not of_draft
            place = row.section_of_order if seen else row.source_line_start or 0
            by_report[row.follow_up_id].append((place, row.id, row, seen))
    found = []
    for pk, rows in by_report.items():
        sections: list[Any] = []
        for place, _, row, seen in sorted(rows, key=itemgetter(0, 1)):
            section = (place, row.section_id if seen else -row.id)
            if section not in sections[-1:]:
                sections.append(section)
            answer = TracedResponse(
                id=row.id,
                follow_up=pk,
                kind=follow_ups[pk].kind,
                document=documents[pk],
                section=row.section_id if seen else None,
                marker=row.section_of_marker if seen else "",
                heading=row.heading or (row.section_of_heading if seen else ""),
                page=row.section_of_page
                if seen and row.section_of_page is not None
                else row.source_page,
                match=row.match,
                quoted=row.quoted,
                order=len(sections),
            )
            found.append((row.point_id, answer))
    return found


POINT = (
    "id", "parent_id", "kind", "number", "marker", "title", "text", "source_page", "claim",
    "verified", "satisfaction", "bulletin_id",
    "claim_by_id", "claim_by__name", "claim_on", "claim_document_id",
    "claim_document__bulletin_id", "claim_page",
    "verified_by_id", "verified_by__name", "verified_on", "verified_document_id",
    "verified_document__bulletin_id", "verified_page",
    "repeat_of_id", "repeat_of__opinion_id", "repeat_of__opinion__title",
)  # fmt: skip
point_row = row_of(POINT)


def _points(
    opinion: Any, answers: dict[int | None, list[TracedResponse]], hidden: Hidden
) -> tuple[TracedPoint, ...]:
    """The aspects and points as a tree, in reading order."""

    def write(marks: list[Any]) -> Any:
        rows = OpinionPoint.objects.filter(opinion=marks[0]).order_by("order", "id")
        return rows.values_list(*POINT)

    children: dict[int | None, list[Any]] = defaultdict(list)
    rows = [point_row(values) for values in ask("traced points", write, [opinion.pk])]
    seen = [row for row in rows if row.bulletin_id not in hidden.bulletins]
    if opinion.printed_in_draft:
        seen = [row for row in seen if row.bulletin_id is not None]
    not_shown = _not_shown((row.repeat_of_id for row in seen if row.repeat_of_id), hidden)
    held = {row.id for row in seen}
    for row in seen:
        children[row.parent_id if row.parent_id in held else None].append(row)

    def below(parent: int | None) -> tuple[TracedPoint, ...]:
        return tuple(
            TracedPoint(
                id=row.id,
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
                    handling=_of_kind(answers.get(row.id, ()), FollowUpKind.HANDLING),
                    tracking=_of_kind(answers.get(row.id, ()), FollowUpKind.TRACKING),
                ),
                points=below(row.id),
                claimed=_voice(
                    row.claim_by_id,
                    row.claim_by_of_name,
                    row.claim_on,
                    row.claim_document_id,
                    row.claim_page,
                    is_hidden=row.claim_document_of_bulletin_id in hidden.bulletins,
                ),
                found=_voice(
                    row.verified_by_id,
                    row.verified_by_of_name,
                    row.verified_on,
                    row.verified_document_id,
                    row.verified_page,
                    is_hidden=row.verified_document_of_bulletin_id in hidden.bulletins,
                ),
                repeat_of=None if row.repeat_of_id in not_shown else row.repeat_of_id,
                repeats=None
                if row.repeat_of_id is None or row.repeat_of_id in not_shown
                else Ref(row.repeat_of_of_opinion_id, row.repeat_of_of_opinion_of_title),
            )
            for row in children[parent]
        )

    return below(None)


def _voice(
    by: int | None,
    name: str | None,
    on: dt.date | None,
    document: int | None,
    page: int | None,
    *,
    is_hidden: bool,
) -> Voice:
    if is_hidden:
        document = page = None
    return Voice(Ref(by, name or "") if by else None, on, document, page)


def _not_shown(points: Iterable[int], hidden: Hidden) -> frozenset[int]:
    """Those of these points that the reader does not see. One query where something is hidden."""
    asked = frozenset(points)
    if not hidden.bulletins or not asked:
        return frozenset()
    shown = OpinionPoint.objects.order_by().public().filter(pk__in=asked)
    return asked - frozenset(shown.values_list("pk", flat=True))


VOTE = (
    "id", "point_id", "session_id", "session__name", "voted_on", "satisfied", "basically",
    "not_satisfied", "abstained", "absent", "bulletin_id",
)  # fmt: skip


def _votes(opinion: Any, hidden: Hidden) -> tuple[TracedVote, ...]:
    """The votes in the order in which they were taken."""

    def write(marks: list[Any]) -> Any:
        rows = SatisfactionVote.objects.filter(opinion=marks[0]).order_by("voted_on", "id")
        return rows.values_list(*VOTE)

    rows = ask("traced votes", write, [opinion.pk])
    sessions = hidden.sessions_among(row[2] for row in rows)
    return tuple(
        TracedVote(
            pk, point, None if session is None or session in sessions else Ref(session, name), *told
        )
        for pk, point, session, name, *told, bulletin in rows
        if bulletin not in hidden.bulletins
    )


def _of_kind(answers: Iterable[TracedResponse], kind: str) -> tuple[TracedResponse, ...]:
    return tuple(answer for answer in answers if answer.kind == kind)


PART = ("id", "parent_id", "marker", "heading", "text", "page")


def _parts(follow_ups: Iterable[FollowUp]) -> dict[int, list[TracedSection]]:
    """The sections right below the evaluations and recommendations, by the one above."""

    def write(marks: list[Any]) -> Any:
        return Section.objects.filter(parent__in=marks).order_by("order", "id").values_list(*PART)

    named = {pk for one in follow_ups for pk in (one.evaluation_id, one.recommendations_id)}
    found: dict[int, list[TracedSection]] = defaultdict(list)
    for pk, above, *told in ask_for(
        "traced parts", write, sorted(pk for pk in named if pk is not None)
    ):
        found[above].append(TracedSection(pk, *told))
    return found


def _section(section: Section | None, parts: dict[int, list[TracedSection]]) -> Any:
    if section is None:
        return None
    return TracedSection(
        section.pk,
        section.marker,
        section.heading,
        section.text,
        section.page,
        tuple(parts.get(section.pk, ())),
    )


def _follow_up(
    row: FollowUp, parts: dict[int, list[TracedSection]], unassigned: list[TracedResponse]
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
