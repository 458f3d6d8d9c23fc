"""Bringing the rows of one table to what a record file says, in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django.db.models import Field, Model, QuerySet
from django.utils import timezone

from npcrecords.core import history
from npcrecords.core.generation import bury
from npcrecords.core.models import Change, Record

from ..record import RecordError
from .by_hand import ByHand

Values = Mapping[str, Any]
BATCH = 500


class Keep:
    """The value of a field that the record file says nothing about: what is held stays."""


KEEP = Keep()


@dataclass
class Changes:
    """What publishing did to the rows of one API list: the ids, by what happened."""

    inserted: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    unchanged: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)

    def counts(self) -> dict[str, int]:
        return {
            "inserted": len(self.inserted),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "removed": len(self.removed),
        }

    def __bool__(self) -> bool:
        return bool(self.inserted or self.updated or self.removed)


class Table:
    """The rows of ``existing``, to be brought to the items that are put.

    ``put`` collects an item under its key, ``flush`` writes what was put, ``finish`` removes
    the rows that no item was put for. Rows that are as they should be are not written;
    rows without a key were typed by hand and are not this table's to change. What people
    mended by hand in a row stays as they left it (``by_hand``); with ``leave_deleted`` rows
    that people deleted are not made again.
    """

    def __init__(
        self,
        resource: str,
        existing: QuerySet[Any],
        changes: dict[str, Changes],
        by_hand: ByHand,
        *,
        key: str = "key",
        leave_deleted: bool = False,
    ) -> None:
        self.by_hand = by_hand
        self.leave_deleted = leave_deleted
        self.resource = resource
        self.model: type[Model] = existing.model
        self.key = key
        keyed = ((getattr(row, key), row) for row in existing)
        self.rows: dict[Any, Any] = {name: row for name, row in keyed if name}
        self.old = {row.pk for row in self.rows.values()}
        self.kept: set[int] = set()
        self.pending: dict[Any, Values] = {}
        self.changes = changes.setdefault(resource, Changes())

    def put(self, key: Any, **values: Any) -> None:
        """Say what the row ``key`` should hold: values by attribute name (``person_id``)."""
        if self.leave_deleted and key not in self.rows and self.by_hand.is_removed(self.model, key):
            return
        self.pending[key] = values

    def id(self, key: Any) -> int | None:
        """The id of the row ``key``; None for no key, or one that was not put."""
        if key is None:
            return None
        row = self.rows.get(key)
        return None if row is None else int(row.pk)

    def flush(self) -> None:
        """Write what was put since the last flush."""
        now = timezone.now()
        new: list[Any] = []
        differing: dict[Any, dict[str, Any]] = {}
        for key, values in self.pending.items():
            row = self.rows.get(key)
            if row is None:
                row = self.rows[key] = self.model(**_stated(values), **{self.key: key})
                _derive(row)
                new.append(row)
                continue
            self.kept.add(row.pk)
            if changing := _differing(row, values):
                differing[row] = {name: values[name] for name in changing}
            else:
                self.changes.unchanged.add(row.pk)
        self.pending = {}
        changed: list[Any] = []
        names: set[str] = set()
        told: list[Change] = []
        for row, values in self.by_hand.left(self.model, differing):
            if not values:
                self.changes.unchanged.add(row.pk)
                continue
            before = {name: getattr(row, name) for name in values}
            for name, value in values.items():
                setattr(row, name, value)
            _derive(row)
            row.modified = now
            names.update(values)
            changed.append(row)
            pairs = {name: [before[name], value] for name, value in values.items()}
            told.append(history.updated(self.model, row.pk, pairs, history.values_of(row)))
        for row in (*new, *changed):
            refuse_long_text(row)
        if new:
            self.model._default_manager.bulk_create(new, batch_size=BATCH)
            self.changes.inserted.update(row.pk for row in new)
            self.kept.update(row.pk for row in new)
            told += history.made(new)
        if changed:
            derived = getattr(self.model, "derived", ("modified",))
            fields = sorted(_field_names(self.model, names) | set(derived))
            self.model._default_manager.bulk_update(changed, fields, batch_size=BATCH)
            self.touch(row.pk for row in changed)
        history.record(told)

    def touch(self, ids: Iterable[int]) -> None:
        """Count these rows as updated (unless they are new)."""
        for pk in ids:
            if pk not in self.changes.inserted:
                self.changes.unchanged.discard(pk)
                self.changes.updated.add(pk)

    def finish(self) -> None:
        """Flush, and remove the rows that were not put."""
        self.flush()
        gone = self.old - self.kept
        if gone:
            with history.changing(self.model, gone):
                self.model._default_manager.filter(pk__in=gone).delete()
            bury(self.resource, gone)
            self.changes.removed.update(gone)


def _differing(row: Model, values: Values) -> list[str]:
    return [n for n, value in values.items() if value is not KEEP and getattr(row, n) != value]


def _stated(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not KEEP}


def _derive(row: Model) -> None:
    """Fill in what follows from the other columns, as ``save()`` does for a row alone."""
    if isinstance(row, Record):
        row.derive()


def _field_names(model: type[Model], attributes: Iterable[str]) -> set[str]:
    by_attribute = {f.attname: f.name for f in model._meta.get_fields() if isinstance(f, Field)}
    return {by_attribute[name] for name in attributes}


def refuse_long_text(row: Model) -> None:
    """Raise RecordError, a sentence, for a text longer than its column: SQLite would take it
    and PostgreSQL answer with an error of its own."""
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if isinstance(value, str) and column.max_length and len(value) > column.max_length:
            line = getattr(row, "source_line_start", getattr(row, "line_start", None))
            where = "" if line is None else f"第{line}行的"
            raise RecordError(
                f"{where}“{value[:30]}…”作为{row._meta.verbose_name}的{column.verbose_name}太长"
                f"（{len(value)} 字，最多 {column.max_length} 字）："
                "请检查此处是否读错，改短后再发布。"
            )


class Nested(Protocol):
    """An item of a record that may stand under another one."""

    @property
    def key(self) -> str: ...
    @property
    def parent(self) -> str | None: ...


Item = TypeVar("Item", bound=Nested)


def parents_first(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items level by level, since a child needs its parent's id. Each parent has to be
    among them, and none above itself."""
    waiting = list(items)
    written: set[str] = set()
    while waiting:
        ready = [item for item in waiting if item.parent is None or item.parent in written]
        yield ready
        written.update(item.key for item in ready)
        waiting = [item for item in waiting if item.key not in written]


def put_children(
    parents: Table, model: type[Any], parent: str, wanted: Mapping[int, list[dict[str, Any]]]
) -> None:
    """Bring the child rows (a document's authors, an item's reporters …) of each parent id
    in ``wanted`` to the list given, in its order; a parent whose list differs is touched.

    Children are part of their parent's record in the API: they have no life of their own.
    A list that people mended by hand stays.
    """
    held: dict[int, list[Any]] = {pk: [] for pk in wanted}
    for row in model._default_manager.filter(**{f"{parent}__in": list(wanted)}).order_by("pk"):
        held[getattr(row, parent)].append(row)
    differing = {
        pk: items
        for pk, items in wanted.items()
        if len(held[pk]) != len(items)
        or any(_differing(row, item) for row, item in zip(held[pk], items, strict=True))
    }
    new: list[Any] = []
    touched = parents.by_hand.left_lists(parents.model, model, differing)
    stale = [row.pk for pk in touched for row in held[pk]]
    for pk in touched:
        new.extend(model(**{parent: pk}, **_stated(item)) for item in differing[pk])
        parents.touch([pk])
        parents.model._default_manager.filter(pk=pk).update(modified=timezone.now())
    if stale:
        with history.changing(model, stale):
            model._default_manager.filter(pk__in=stale).delete()
    for row in new:
        refuse_long_text(row)
    if new:
        model._default_manager.bulk_create(new, batch_size=BATCH)
        history.record(history.made(new))
