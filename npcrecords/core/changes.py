"""Changes of records that people make one by one: each keeps the public's version in step.

``publish()`` writes bulletins whole and does this for itself; the admin and the API come
here. All functions are to be called inside the transaction of the change, or open one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector
from django.utils import timezone

from .generation import bury, raise_generation, revive
from .models import Part, Record

Ids = dict[type[Model], set[int]]


def is_public(row: Model) -> bool:
    """Whether everybody may see the row as the database holds it now.

    A table without a ``public()`` of its own holds nothing but public records.
    """
    rows = type(row)._default_manager.filter(pk=row.pk)
    return bool(rows.public().exists() if hasattr(rows, "public") else rows.exists())


def note_saved(row: Model, *, was_public: bool) -> None:
    """Say that a record was saved: a new version, and a record that thereby left the
    public's sight, or came into it, is noted so for programs in sync."""
    resource = getattr(row, "resource", "")
    if resource and (now_public := is_public(row)) is not was_public:
        (revive if now_public else bury)(resource, [row.pk])
    raise_generation()


class _Everything(Collector):
    """A collector that looks at every row that a deletion reaches."""

    def can_fast_delete(self, *args: Any, **kwargs: Any) -> bool:
        return False


def _reached(rows: Iterable[Model], using: str) -> tuple[Ids, Ids]:
    """The ids that deleting ``rows`` takes away, and those whose links it empties."""
    collector = _Everything(using=using)
    collector.collect(list(rows))
    gone: Ids = {model: {row.pk for row in held} for model, held in collector.data.items()}
    emptied: Ids = defaultdict(set)
    updates: dict[Any, Any] = collector.field_updates
    for (field, _value), lists in updates.items():
        for held in lists:
            emptied[field.model].update(row.pk for row in held)
    return gone, {model: ids - gone.get(model, set()) for model, ids in emptied.items()}


def _owners(model: type[Part], ids: set[int]) -> tuple[type[Model], set[int]]:
    """The records that these parts are part of."""
    field = model._meta.get_field(model.part_of)
    owners = model._default_manager.filter(pk__in=ids).values_list(f"{model.part_of}_id", flat=True)
    return field.related_model, set(owners)  # type: ignore[return-value]


@transaction.atomic
def remove(rows: QuerySet[Any]) -> int:
    """Delete records with all that goes with them; the number of records deleted.

    Each is buried under its API list; what named one of them and now names nothing counts
    as modified. Raises Django's ProtectedError or RestrictedError when another record that
    stays cannot do without one of them.
    """
    gone, emptied = _reached(rows, rows.db)
    touched: Ids = defaultdict(set)
    for model, ids in [*emptied.items(), *gone.items()]:
        if issubclass(model, Part):
            owner, owners = _owners(model, ids)
            touched[owner] |= owners
        elif issubclass(model, Record) and model in emptied:
            touched[model] |= emptied[model]
    rows.model._default_manager.filter(pk__in=gone.get(rows.model, ())).delete()
    now = timezone.now()
    for model, ids in touched.items():
        model._default_manager.filter(pk__in=ids).update(modified=now)
    for model, ids in gone.items():
        if resource := getattr(model, "resource", ""):
            bury(resource, ids)
    raise_generation()
    return sum(len(ids) for model, ids in gone.items() if issubclass(model, Record))
