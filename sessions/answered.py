"""The chain backwards: from a section of a follow-up to what it answers."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from .models import FollowUp, Response, Section


def with_answers(sections: QuerySet[Section], *, drafts: bool = False) -> QuerySet[Section]:
    """Each section with ``answers``: the responses that it gives, with their points and opinions,
    in the order of the points. One query for all of them."""
    return sections.prefetch_related(answers(drafts=drafts))


def answers(path: str = "responses", *, drafts: bool = False) -> Prefetch[Any]:
    """The responses of the sections at the end of ``path``, as ``answers`` of each."""
    rows: QuerySet[Any] = Response.objects.all()
    if not drafts:
        seen = FollowUp.objects.order_by().public()
        rows = rows.public().filter(follow_up__in=seen.values("pk"))  # type: ignore[attr-defined]
    rows = rows.select_related("follow_up__opinion", "point__opinion__document")
    rows = rows.order_by("follow_up_id", "point__order", "id")
    return Prefetch(path, rows, to_attr="answers")
