"""How a trace is shown: what ``TraceSerializer`` describes, without a serializer for each row.

An opinion may have a hundred answers, and each serializer costs more than the row's own query.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from npcrecords.rest.fields import instant, labels

from ..choices import (
    Claim,
    DocumentKind,
    FollowUpKind,
    Match,
    OpinionState,
    PointKind,
    ReplyBasis,
    Satisfaction,
    Verified,
)
from ..states import days_late, days_to_reply
from ..traced import (
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

Shown = dict[str, Any]


def show_trace(found: Trace) -> Shown:
    """The trace in the language of the request."""
    to = Labels(get_language())
    return {
        "opinion": show_opinion(found.opinion, to),
        "report": _document(found.report, to),
        "agenda_item": _agenda_item(found.agenda_item),
        "aspects": [
            {**_point(aspect, to), "points": [_point(point, to) for point in aspect.points]}
            for aspect in found.aspects
        ],
        "points": [_point(point, to) for point in found.points],
        "unanswered": list(found.unanswered),
        "votes": [_vote(one) for one in found.votes],
        "follow_ups": [_follow_up(one, to) for one in found.follow_ups],
    }


class Labels:
    """The labels of codes, in one language."""

    def __init__(self, language: str | None) -> None:
        self.claim = labels(Claim, language)
        self.document = labels(DocumentKind, language)
        self.follow_up = labels(FollowUpKind, language)
        self.match = labels(Match, language)
        self.point = labels(PointKind, language)
        self.reply = labels(ReplyBasis, language)
        self.satisfaction = labels(Satisfaction, language)
        self.state = labels(OpinionState, language)
        self.verified = labels(Verified, language)


def show_opinion(row: Any, to: Labels) -> Shown:
    """The opinion of a trace, as ``OpinionSerializer`` shows it in lists."""
    reply = row.reply or {}
    organization, basis = row.addressee_organization, reply.get("basis") or None
    addressee = {"id": None, "name": row.addressee} if row.addressee else None
    return {
        "id": row.pk,
        "title": row.title,
        "document": row.document and row.document.pk,
        "letter_number": row.letter_number or None,
        "report": row.report and row.report.pk,
        "report_title": row.report_title or None,
        "considered_at": row.considered_at and row.considered_at.pk,
        "adopted_by": row.adopted_by and row.adopted_by.pk,
        "adopted_on": row.adopted_on,
        "adopted_on_precision": row.adopted_on_precision if row.adopted_on else None,
        "adopted_on_text": row.adopted_on_text or None,
        "addressee": {"id": organization.pk, "name": organization.name}
        if organization
        else addressee,
        "aspects_count": _stated_or_held(row, "aspects_count"),
        "points_count": _stated_or_held(row, "points_count"),
        "due_on": row.due_on,
        "due_rule": row.due_rule or None,
        "closed_on": row.closed_on,
        "withdrawn_on": row.withdrawn_on,
        "withdrawn_reason": row.withdrawn_reason or None,
        "state": row.state,
        "state_label": to.state[row.state],
        "replied_on": row.replied_on,
        "replied_on_precision": reply.get("precision") if row.replied_on else None,
        "replied_on_text": reply.get("text") or None,
        "replied_on_basis": basis,
        "replied_on_basis_label": to.reply[basis] if basis else None,
        "days_to_reply": days_to_reply(row.adopted_on, row.replied_on),
        "days_late": days_late(row.state, row.due_on, row.replied_on, row.as_of),
        "source": _source(row.document) if row.document else row.known_from,
        "modified": instant(row.modified),
    }


def _stated_or_held(row: Any, name: str) -> int | None:
    stated: int | None = getattr(row, name)
    held: int | None = getattr(row, f"{name}_held")
    return held if stated is None else stated


def _source(document: Any) -> Shown | None:
    if document.page_start is None and document.line_start is None:
        return None  # typed by hand
    return {
        "bulletin": document.bulletin_id,
        "document": document.pk,
        "page": document.page_start,
        "line_start": document.line_start,
        "line_end": document.line_end,
    }


def _ref(one: Ref | None) -> Shown | None:
    return {"id": one.id, "name": one.name} if one else None


def _document(one: TracedDocument | None, to: Labels) -> Shown | None:
    if one is None:
        return None
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind or None,
        "kind_label": to.document.get(one.kind),
        "bulletin": one.bulletin,
        "page_start": one.page_start,
    }


def _agenda_item(one: TracedAgendaItem | None) -> Shown | None:
    if one is None:
        return None
    return {
        "id": one.id,
        "number": one.number,
        "number_text": one.number_text or None,
        "text": one.text,
        "session": _ref(one.session),
    }


def _point(one: TracedPoint, to: Labels) -> Shown:
    return {
        "id": one.id,
        "kind": one.kind,
        "kind_label": to.point[one.kind],
        "number": one.number,
        "marker": one.marker or None,
        "title": one.title or None,
        "text": one.text or None,
        "page": one.page,
        "claim": one.claim or None,
        "claim_label": to.claim.get(one.claim),
        **_voice("claim", one.claimed),
        "verified": one.verified or None,
        "verified_label": to.verified.get(one.verified),
        **_voice("verified", one.found),
        "satisfaction": one.satisfaction or None,
        "satisfaction_label": to.satisfaction.get(one.satisfaction),
        "repeat_of": one.repeat_of,
        "responses": {
            "handling": _responses(one.responses.handling, to),
            "tracking": _responses(one.responses.tracking, to),
        },
    }


def _voice(said: str, one: Voice) -> Shown:
    return {
        f"{said}_by": _ref(one.by),
        f"{said}_on": one.on,
        f"{said}_document": one.document,
        f"{said}_page": one.page,
    }


def _vote(one: TracedVote) -> Shown:
    return {
        "id": one.id,
        "point": one.point,
        "session": _ref(one.session),
        "voted_on": one.voted_on,
        "satisfied": one.satisfied,
        "basically": one.basically,
        "not_satisfied": one.not_satisfied,
        "abstained": one.abstained,
        "absent": one.absent,
    }


def _responses(answers: Iterable[TracedResponse], to: Labels) -> list[Shown]:
    return [
        {
            "id": one.id,
            "follow_up": one.follow_up,
            "document": _document(one.document, to),
            "section": one.section,
            "marker": one.marker or None,
            "heading": one.heading or None,
            "page": one.page,
            "quoted": one.quoted or None,
            "order": one.order,
            "match": one.match or None,
            "match_label": to.match.get(one.match),
        }
        for one in answers
    ]


def _follow_up(one: TracedFollowUp, to: Labels) -> Shown:
    return {
        "id": one.id,
        "kind": one.kind,
        "kind_label": to.follow_up[one.kind],
        "document": _document(one.document, to),
        "author": _ref(one.author),
        "letter_number": one.letter_number or None,
        "replied_on": one.replied_on,
        "replied_on_precision": one.replied_on_precision if one.replied_on else None,
        "replied_on_text": one.replied_on_text or None,
        "evaluation": _section(one.evaluation),
        "recommendations": _section(one.recommendations),
        "unassigned": _responses(one.unassigned, to),
    }


def _section(one: TracedSection | None) -> Shown | None:
    return {**_part(one), "parts": [_part(part) for part in one.parts]} if one else None


def _part(one: TracedSection) -> Shown:
    return {
        "id": one.id,
        "marker": one.marker or None,
        "heading": one.heading or None,
        "text": one.text or None,
        "page": one.page,
    }
