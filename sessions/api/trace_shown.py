"""How a trace is shown: what ``TraceSerializer`` describes, without a serializer for each row.

An opinion may have a hundred answers, and each serializer costs more than the row's own query.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from npcrecords.rest.fields import labels

from ..choices import (
    Claim,
    DocumentKind,
    FollowUpKind,
    Match,
    PointKind,
    Satisfaction,
    Verified,
)
from ..trace import (
    Ref,
    Trace,
    TracedAgendaItem,
    TracedDocument,
    TracedFollowUp,
    TracedPoint,
    TracedResponse,
    TracedSection,
)

Shown = dict[str, Any]


def show_trace(found: Trace, opinion: Shown) -> Shown:
    """The trace in the language of the request; ``opinion`` as it is shown in lists."""
    return {
        "opinion": opinion,
        "report": _document(found.report),
        "agenda_item": _agenda_item(found.agenda_item),
        "aspects": [
            {**_point(aspect), "points": [_point(point) for point in aspect.points]}
            for aspect in found.aspects
        ],
        "points": [_point(point) for point in found.points],
        "unanswered": list(found.unanswered),
        "follow_ups": [_follow_up(one) for one in found.follow_ups],
    }


def _code(name: str, code: str, choices: Any) -> Shown:
    """A code and its label; null where there is none."""
    label = labels(choices, get_language()).get(code) if code else None
    return {name: code or None, f"{name}_label": label}


def _ref(one: Ref | None) -> Shown | None:
    return {"id": one.id, "name": one.name} if one else None


def _document(one: TracedDocument | None) -> Shown | None:
    if one is None:
        return None
    return {
        "id": one.id,
        "title": one.title,
        **_code("kind", one.kind, DocumentKind),
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


def _point(one: TracedPoint) -> Shown:
    return {
        "id": one.id,
        **_code("kind", one.kind, PointKind),
        "number": one.number,
        "marker": one.marker or None,
        "title": one.title or None,
        "text": one.text or None,
        "page": one.page,
        **_code("claim", one.claim, Claim),
        **_code("verified", one.verified, Verified),
        **_code("satisfaction", one.satisfaction, Satisfaction),
        "responses": {
            "handling": _responses(one.responses.handling),
            "tracking": _responses(one.responses.tracking),
        },
    }


def _responses(answers: Iterable[TracedResponse]) -> list[Shown]:
    return [
        {
            "id": one.id,
            "follow_up": one.follow_up,
            "document": _document(one.document),
            "section": one.section,
            "marker": one.marker or None,
            "heading": one.heading or None,
            "page": one.page,
            "quoted": one.quoted or None,
            "order": one.order,
            **_code("match", one.match, Match),
        }
        for one in answers
    ]


def _follow_up(one: TracedFollowUp) -> Shown:
    return {
        "id": one.id,
        **_code("kind", one.kind, FollowUpKind),
        "document": _document(one.document),
        "author": _ref(one.author),
        "letter_number": one.letter_number or None,
        "replied_on": one.replied_on,
        "replied_on_precision": one.replied_on_precision if one.replied_on else None,
        "replied_on_text": one.replied_on_text or None,
        "evaluation": _section(one.evaluation),
        "recommendations": _section(one.recommendations),
        "unassigned": _responses(one.unassigned),
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
