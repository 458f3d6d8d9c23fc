"""Appointment acts as the database shows them, for the pages that many ask for.

What is shown is what ``AppointmentSerializer`` shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import get_language

from npcrecords.rest.json_columns import (
    Array,
    Flag,
    Instant,
    Object,
    label,
    name_of,
    ref,
    source,
    text,
)
from npcrecords.rest.visibility import Hidden

from ..choices import Act, Effect
from ..models import Appointment, AppointmentTelling, Organization, Person
from .sources import all_sources, told_by

DOCUMENTS: Any = Appointment._meta.get_field("document").related_model
KINDS: Any = DOCUMENTS._meta.get_field("kind")


class AppointmentRows:
    """The rows of the list of appointments: each as JSON, and what may be hidden of it."""

    def columns(self, rows: QuerySet[Appointment]) -> QuerySet[Any]:
        tellings = AppointmentTelling.objects.order_by().filter(appointment=OuterRef("pk"))
        return rows.annotate(
            shown=Cast(_shown(get_language()), TextField()), told_elsewhere=Exists(tellings)
        ).values_list("shown", "id", "session_id", "document__bulletin_id", "told_elsewhere")

    def show(self, rows: Sequence[tuple[Any, ...]], hidden: Hidden) -> list[Any]:
        told = told_by(AppointmentTelling, [pk for _, pk, _, _, elsewhere, *_ in rows if elsewhere])
        sessions = hidden.sessions_among(session for _, _, session, *_ in rows)
        found = []
        for shown, pk, session, bulletin, *_ in rows:
            if pk in told or session in sessions or bulletin in hidden.bulletins:
                act = orjson.loads(shown)
                act["sources"] = all_sources(act["source"], told.get(pk, ()), hidden)
                if session in sessions:
                    act["session"] = None
                if bulletin in hidden.bulletins:
                    act["document"] = None
                found.append(act)
            else:
                found.append(orjson.Fragment(shown))
        return found


def _shown(language: str | None) -> Object:
    """An act as it is shown to who sees everything; of its sources its own."""
    return Object(
        id="id",
        person=ref("person", "person__name", "person_name"),
        name="person_name",
        post=_post(),
        post_text=text("post_text"),
        act="act",
        act_label=label("act", Act, language),
        effect=Case(*[When(act__in=_acts(effect), then=Value(effect.value)) for effect in Effect]),
        effect_label=Case(
            *[When(act__in=_acts(effect), then=Value(str(effect.label))) for effect in Effect]
        ),
        date="date",
        date_precision=Case(When(date__isnull=False, then="date_precision")),
        date_text=text("date_text"),
        document=_document(language),
        session=ref("session", "session__name"),
        bulletin=Case(
            When(bulletin__isnull=False, then=Object(id="bulletin_id", label="bulletin__label"))
        ),
        reason=text("reason"),
        submitted_by=_submitter(),
        explained_by=ref("explained_by", name_of(Person, "explained_by"), "explained_by_name"),
        to_be_filed=Flag("to_be_filed"),
        filed_with=text("filed_with"),
        source=source(),
        sources=Case(
            When(bulletin__isnull=False, then=Array(source(text=Value(None), differs=Array()))),
            default=Array(),
        ),
        modified=Instant("modified"),
    )


def _acts(effect: Effect) -> list[Act]:
    return [act for act in Act if act.effect is effect]


def _post() -> Case:
    organization = Object(id="post__organization_id", name="post__organization__name")
    return Case(
        When(
            post__isnull=False,
            then=Object(id="post_id", title="post__title", organization=organization),
        ),
        When(
            ~Q(post_text=""),
            then=Object(id=Value(None), title="post_text", organization=Value(None)),
        ),
    )


def _document(language: str | None) -> Case:
    return Case(
        When(
            document__isnull=False,
            then=Object(
                id="document_id",
                title="document__title",
                kind="document__kind",
                kind_label=label("document__kind", KINDS, language),
            ),
        )
    )


def _submitter() -> Case:
    def told(pk: Any, name: Any, kind: str | None) -> Object:
        return Object(id=pk, name=name, kind=Value(kind))

    person, organ = "submitted_by_person", "submitted_by_organization"
    return Case(
        When(
            **{f"{person}__isnull": False},
            then=told(f"{person}_id", name_of(Person, person), "person"),
        ),
        When(
            **{f"{organ}__isnull": False},
            then=told(f"{organ}_id", name_of(Organization, organ), "organization"),
        ),
        When(
            ~Q(submitted_by_name=""),
            then=told(Value(None), "submitted_by_name", None),
        ),
    )
