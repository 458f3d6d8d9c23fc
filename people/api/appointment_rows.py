"""Appointment acts as rows of columns, for the pages that many ask for.

What is shown is what ``AppointmentSerializer`` shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from npcrecords.rest.fields import instant, labels
from npcrecords.rest.visibility import Hidden

from ..choices import Act, Effect
from ..models import Appointment, AppointmentTelling, Organization, Person
from .columns import post_ref, ref, row_of, source_of
from .sources import all_sources, told_by

# The columns; the joined tables are six: what is rarely set is named by subqueries instead.
COLUMNS = (
    "id", "person_id", "person__name", "person_name",
    "post_id", "post__title", "post__organization_id", "post__organization__name", "post_text",
    "act", "date", "date_precision", "date_text",
    "document_id", "document__title", "document__kind", "document__bulletin_id",
    "session_id", "session__name", "bulletin_id", "bulletin__label",
    "reason", "submitted_by_person_id", "submitted_by_organization_id", "submitted_by_name",
    "explained_by_id", "explained_by_name", "to_be_filed", "filed_with",
    "source_document_id", "source_page", "source_line_start", "source_line_end", "modified",
)  # fmt: skip
NAMED = ("submitting_person", "submitting_organization", "explaining_person", "told_elsewhere")
WIDTH = len(COLUMNS) + len(NAMED)
act_row = row_of((*COLUMNS, *NAMED))
EFFECTS = {act.value: act.effect for act in Act}
DOCUMENTS: Any = Appointment._meta.get_field("document").related_model
KINDS: Any = DOCUMENTS._meta.get_field("kind")


class AppointmentRows:
    """The rows of the list of appointments."""

    def columns(self, rows: QuerySet[Appointment]) -> QuerySet[Any]:
        tellings = AppointmentTelling.objects.order_by().filter(appointment=OuterRef("pk"))
        return rows.annotate(
            submitting_person=_name(Person, "submitted_by_person"),
            submitting_organization=_name(Organization, "submitted_by_organization"),
            explaining_person=_name(Person, "explained_by"),
            told_elsewhere=Exists(tellings),
        ).values_list(*COLUMNS, *NAMED)

    def show(self, rows: Sequence[tuple[Any, ...]], hidden: Hidden) -> list[dict[str, Any]]:
        acts = [act_row(row[:WIDTH]) for row in rows]
        told = told_by(AppointmentTelling, [act.id for act in acts if act.told_elsewhere])
        sessions = hidden.sessions_among(act.session_id for act in acts)
        to = Reader(hidden, sessions, get_language())
        return [_shown(act, told.get(act.id, ()), to) for act in acts]


class Reader:
    """For whom rows are shown: what is hidden from him, and the labels in his language."""

    def __init__(self, hidden: Hidden, sessions: frozenset[int], language: str | None) -> None:
        self.hidden = hidden
        self.hidden_sessions = sessions
        self.acts = labels(Act, language)
        self.effects = labels(Effect, language)
        self.kinds = labels(KINDS, language)


def _name(model: Any, link: str) -> Subquery:
    return Subquery(model.objects.order_by().filter(pk=OuterRef(link)).values("name"))


def _shown(act: Any, tellings: Sequence[Any], to: Reader) -> dict[str, Any]:
    effect = EFFECTS[act.act]
    source = source_of(act)
    return {
        "id": act.id,
        "person": ref(act.person_id, act.person_of_name, act.person_name),
        "name": act.person_name,
        "post": post_ref(act),
        "post_text": act.post_text or None,
        "act": act.act,
        "act_label": to.acts[act.act],
        "effect": effect.value,
        "effect_label": to.effects[effect],
        "date": act.date,
        "date_precision": act.date_precision if act.date else None,
        "date_text": act.date_text or None,
        "document": _document(act, to),
        "session": None
        if act.session_id in to.hidden_sessions
        else ref(act.session_id, act.session_of_name),
        "bulletin": None
        if act.bulletin_id is None
        else {"id": act.bulletin_id, "label": act.bulletin_of_label},
        "reason": act.reason or None,
        "submitted_by": _submitter(act),
        "explained_by": ref(act.explained_by_id, act.explaining_person, act.explained_by_name),
        "to_be_filed": act.to_be_filed,
        "filed_with": act.filed_with or None,
        "source": source,
        "sources": all_sources(source, tellings, to.hidden),
        "modified": instant(act.modified),
    }


def _document(act: Any, to: Reader) -> dict[str, Any] | None:
    if act.document_id is None or act.document_of_bulletin_id in to.hidden.bulletins:
        return None
    kind = act.document_of_kind
    return {
        "id": act.document_id,
        "title": act.document_of_title,
        "kind": kind,
        "kind_label": to.kinds[kind],
    }


def _submitter(act: Any) -> dict[str, Any] | None:
    if act.submitted_by_person_id is not None:
        person = ref(act.submitted_by_person_id, act.submitting_person)
        return {**(person or {}), "kind": "person"}
    if act.submitted_by_organization_id is not None:
        organ = ref(act.submitted_by_organization_id, act.submitting_organization)
        return {**(organ or {}), "kind": "organization"}
    if act.submitted_by_name:
        return {"id": None, "name": act.submitted_by_name, "kind": None}
    return None
