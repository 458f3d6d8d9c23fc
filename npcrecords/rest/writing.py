"""Saving a record that comes in over the API: whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction

from npcrecords.core.changes import Watch

Values = Mapping[str, Any]


@transaction.atomic
def save(*, row: models.Model, values: Values, parts: Mapping[str, Sequence[Values]]) -> None:
    """Give ``row`` these values and save it, new or not, with the same checks as the admin.

    ``parts`` are the rows shown as part of it (a document's authors …), by the name of the
    relation: a list that is given becomes the whole list; one that is not stays.
    Raises Django's ValidationError, and then nothing is saved.
    """
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    watch = Watch(row, *_made(row, parts))
    row.save()
    for relation, wanted in parts.items():
        _put_parts(row, relation, wanted)
    watch.note(row)


def _made(row: models.Model, parts: Mapping[str, Sequence[Values]]) -> list[models.Model]:
    """The parts as they would be, not saved."""
    found: list[models.Model] = []
    for relation, wanted in parts.items():
        field: Any = row._meta.get_field(relation)
        model = field.related_model
        found += [model(**{field.field.name: row}, **values) for values in wanted]
    return found


def _put_parts(row: models.Model, relation: str, wanted: Sequence[Values]) -> None:
    """Parts that are as wanted stay; the others go, and what is missing is made."""
    manager: Any = getattr(row, relation)
    held = list(manager.all())
    missing: list[Values] = []
    for values in wanted:
        same = next((part for part in held if _is(part, values)), None)
        if same is None:
            missing.append(values)
        else:
            held.remove(same)
    for part in held:
        part.delete()
    for values in missing:
        part = manager.model(**{manager.field.name: row}, **values)
        part.full_clean()
        part.save()


def _is(part: models.Model, values: Values) -> bool:
    return all(getattr(part, name) == value for name, value in values.items())
