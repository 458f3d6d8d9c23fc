"""What the public may know of, by what names it.

Persons, organisations and posts are in no bulletin themselves: they are known from the
records that name them. One that drafts alone name is not known to the public; one that
nothing names was typed by hand, and is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from .counts import relation
from .models import Part


def public_rows(model: Any) -> QuerySet[Any]:
    """The rows that everybody may see: of parts, those of records that everybody may see; a
    table without a ``public()`` of its own holds nothing but public records."""
    rows: QuerySet[Any] = model._default_manager.order_by()
    if issubclass(model, Part):
        owner: Any = model._meta.get_field(model.part_of).related_model
        return rows.filter(**{f"{model.part_of}__in": public_rows(owner).values("pk")})
    public: QuerySet[Any] = rows.public() if hasattr(rows, "public") else rows
    return public


def known(paths: Iterable[str]) -> Any:
    """The condition of rows that a public record names, or none at all.

    ``paths`` are the links that name them: ``people.Appointment.person``.
    """
    publicly: Any = Q()
    named: Any = Q()
    for path in paths:
        model, field = relation(path)
        this = {field: OuterRef("pk")}
        publicly |= Exists(public_rows(model).filter(**this))
        named |= Exists(model._default_manager.order_by().filter(**this))
    return publicly | ~named
