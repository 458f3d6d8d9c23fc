"""A list that is about to be shown: its rows in a total order, and how to walk it.

A list is one or more parts, one after the other, each in an order of its own: the records,
and, in a synchronisation, the deleted ones after them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

CHUNK = 500


@dataclass(frozen=True)
class Key:
    """One thing that rows are ordered by. What is not known comes last, up or down."""

    path: str
    descending: bool = False
    nullable: bool = False

    def expression(self) -> OrderBy:
        last = True if self.nullable else None
        field = F(self.path)
        return field.desc(nulls_last=last) if self.descending else field.asc(nulls_last=last)

    def value(self, row: Any) -> Any:
        value = attrgetter(self.path.replace("__", "."))(row)
        return value.isoformat() if isinstance(value, dt.date) else value

    def beyond(self, value: Any, *, inclusive: bool = False) -> Q:
        comparison = ("lt" if self.descending else "gt") + ("e" if inclusive else "")
        return Q(**{f"{self.path}__{comparison}": value})


def key_of(model: type[Model], name: str) -> Key:
    """The key for an ordering like ``-date``: a path to a column of ``model``."""
    path = name.removeprefix("-")
    nullable = False
    here: type[Model] = model
    for part in path.split("__"):
        try:
            field = here._meta.get_field(part)
        except FieldDoesNotExist:  # an annotation: never null
            break
        nullable = nullable or bool(getattr(field, "null", False))
        if field.related_model:
            here = field.related_model
    return Key(path, name.startswith("-"), nullable)


ID = Key("id")


@dataclass(frozen=True)
class Part:
    """Rows in the order of ``keys``, the last of which is unique.

    ``whole``, where it is given, loads rows with all that is shown of them, by their ids. They
    are found first, in a query of their own: together with a dozen joined tables a database no
    longer sees that the filters leave a few rows of a million, and joins them all.
    """

    rows: QuerySet[Any] | Sequence[Any]
    keys: tuple[Key, ...] = (ID,)
    whole: QuerySet[Any] | None = None

    def ordered(self) -> QuerySet[Any] | Sequence[Any]:
        if isinstance(self.rows, QuerySet):
            return self.rows.order_by(*(key.expression() for key in self.keys))
        return self.rows

    def count(self) -> int:
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        rows = self.ordered()
        if not isinstance(rows, QuerySet):
            return iter(rows)
        if self.whole is None:
            return rows.iterator(chunk_size=CHUNK)
        ids = rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
        return (
            row for some in iter(lambda: list(islice(ids, CHUNK)), []) for row in self._whole(some)
        )

    def _whole(self, ids: Sequence[int]) -> list[Any]:
        """The rows of these ids, in their order."""
        held = self.whole.in_bulk(ids) if self.whole is not None else {}
        return [held[pk] for pk in ids if pk in held]

    def load(self, rows: QuerySet[Any] | Sequence[Any]) -> list[Any]:
        """What a cut of ``ordered()`` holds: two queries where there is a ``whole``, else one."""
        if self.whole is None or not isinstance(rows, QuerySet):
            return list(rows)
        return self._whole(list(rows.values_list("pk", flat=True)))

    def split(self) -> list[Part]:
        """The same, as parts whose first key is always known: the database then finds any
        place in them by its index, and need not sort what comes before."""
        first = self.keys[0]
        if not isinstance(self.rows, QuerySet) or not first.nullable:
            return [self]
        known = self.rows.filter(**{f"{first.path}__isnull": False})
        unknown = self.rows.filter(**{f"{first.path}__isnull": True})
        return [
            Part(known, (Key(first.path, first.descending), *self.keys[1:]), self.whole),
            Part(unknown, self.keys[1:], self.whole),
        ]

    def position(self, row: Any, index: int) -> list[Any]:
        """What tells where ``row`` stands; for a plain sequence the number that follows it."""
        if isinstance(self.rows, QuerySet):
            return [key.value(row) for key in self.keys]
        return [index + 1]

    def after(self, position: list[Any] | None, size: int) -> list[Any]:
        """At most ``size`` rows, from the first after ``position`` on."""
        rows = self.ordered()
        if position is None:
            return self.load(rows[:size])
        if not isinstance(rows, QuerySet):
            return list(rows[position[0] : position[0] + size])
        first = self.keys[0]
        rows = rows.filter(_after(self.keys, position))
        if not first.nullable:  # says the same again, in a way that an index serves
            rows = rows.filter(first.beyond(position[0], inclusive=True))
        return self.load(rows[:size])


def _after(keys: Sequence[Key], position: Sequence[Any]) -> Q:
    """The rows that come after ``position`` in the order of ``keys``."""
    key, value = keys[0], position[0]
    rest = _after(keys[1:], position[1:]) if len(keys) > 1 else None
    if value is None:
        tied = Q(**{f"{key.path}__isnull": True})
        return tied & rest if rest is not None else tied
    found = key.beyond(value)
    if key.nullable:
        found |= Q(**{f"{key.path}__isnull": True})
    return found | (Q(**{key.path: value}) & rest) if rest is not None else found


@dataclass(frozen=True)
class Listing:
    """The parts of a list, one after the other."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any] | Sequence[Any], *keys: Key) -> Listing:
        """A list of one part. A plain sequence is taken in the order that it has."""
        return cls((Part(rows, keys or (ID,)),))

    def counts(self) -> list[int]:
        """How many rows each part has: one query for each that is in the database."""
        return [part.count() for part in self.parts]

    def page(self, counts: Sequence[int], start: int, stop: int) -> list[Any]:
        """The rows from number ``start`` to before ``stop``."""
        found: list[Any] = []
        offset = 0
        for part, count in zip(self.parts, counts, strict=True):
            low, high = max(start - offset, 0), min(stop - offset, count)
            if low < high:
                found.extend(part.load(part.ordered()[low:high]))
            offset += count
        return found

    def __iter__(self) -> Iterator[Any]:
        for part in self.parts:
            yield from part
