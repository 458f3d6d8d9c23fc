"""Saving a record that comes in over the API: whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction

from npcrecords.core.changes import is_public, note_saved

Values = Mapping[str, Any]


@transaction.atomic
def save(*, row: models.Model, values: Values, parts: Mapping[str, Sequence[Values]]) -> None:
    """Give ``row`` these values and save it, new or not, with the same checks as the admin.

    ``parts`` are the rows shown as part of it (a document's authors …), by the name of the
    relation: a list that is given becomes the whole list; one that is not stays.
    Raises Django's ValidationError, and then nothing is saved.
    """
    was_public = row.pk is not None and is_public(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    for relation, wanted in parts.items():
        _put_parts(row, relation, wanted)
    note_saved(row, was_public=was_public)


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
