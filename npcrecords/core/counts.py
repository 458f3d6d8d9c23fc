"""How many records name another one."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Count, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce


def relation(path: str) -> tuple[type[Model], str]:
    """``congress.Section.document`` → (Section, "document")."""
    model, field = path.rsplit(".", 1)
    return apps.get_model(model), field


def count_of(path: str) -> Coalesce:
    """How many rows name this one by the foreign key ``congress.Section.document``: to
    annotate a list with, at no query per row and without joins that multiply."""
    model, field = relation(path)
    rows = model._default_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    counted = rows.annotate(number=Count("*")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
