"""Changes of records that people make one by one: each keeps the public's version in step.

``publish()`` writes bulletins whole and does this for itself; the admin and the API come
here. All functions are to be called inside the transaction of the change, or open one.

Each also tells the history what it changed (``history``).

A change may alter what everybody sees of other records: a person becomes known by the first
public record that names him, a document takes its sections along. So a ``Watch`` looks at
all that a change may reach, before it and after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.db.models.deletion import Collector
from django.utils import timezone

from . import history
from .generation import bury, raise_generation, revive
from .mentions import public_rows
from .models import Part, Record, Sourced, Tombstone

Ids = dict[type[Model], set[int]]
CHUNK = 500


def is_public(row: Model) -> bool:
    """Whether everybody may see the row as the database holds it now."""
    return public_rows(type(row)).filter(pk=row.pk).exists()


class Watch:
    """What everybody sees of some records, and of all that may come or go with them.

    Make one before the change, of the records and parts as they are about to be saved;
    ``note()`` after it says what came and what went.
    """

    def __init__(self, *rows: Model) -> None:
        self._seeds: Ids = defaultdict(set)
        self._known: Ids = defaultdict(set)
        self._public: Ids = defaultdict(set)
        self._told: Ids = defaultdict(set)
        self._before: history.States = {}
        self.also(*rows)

    def also(self, *rows: Model) -> None:
        """Watch these too: what hangs on them in the database, and what they name."""
        seeds: Ids = defaultdict(set)
        for row in rows:
            if row.pk is not None and not isinstance(row, Part):
                seeds[type(row)].add(row.pk)
            for name, model in _named_by(type(row)):
                if (pk := getattr(row, f"{name}_id")) is not None:
                    seeds[model].add(pk)
        self._remember([row for row in rows if isinstance(row, Record)])
        self.also_ids(seeds)

    def _remember(self, rows: list[Record]) -> None:
        """Keep how these records stand, for the history to compare."""
        fresh: Ids = defaultdict(set)
        for row in rows:
            if row.pk is not None and row.pk not in self._told[type(row)]:
                fresh[type(row)].add(row.pk)
                self._told[type(row)].add(row.pk)
        self._before |= history.states(fresh)

    def also_ids(self, seeds: Ids) -> None:
        """Watch the records of these ids too."""
        for model, ids in seeds.items():
            self._seeds[model] |= ids
        for model, ids in _reached(seeds).items():
            fresh = ids - self._known[model]
            self._known[model] |= fresh
            self._public[model] |= _public(model, fresh)

    def note(self, *rows: Model) -> None:
        """Say that the change is done, and ``rows`` were saved: a new version of the public
        data; what came into the public's sight or left it is noted for programs in sync."""
        for row in rows:
            if not isinstance(row, Part):
                self._seeds[type(row)].add(row.pk)
            if isinstance(row, Record):
                self._told[type(row)].add(row.pk)
        history.record(history.differences(self._before, history.states(self._told)))
        reached = _reached(self._seeds)
        for model in {*reached, *self._known}:
            known, fresh = self._known[model], reached.get(model, set()) - self._known[model]
            now_public = _public(model, known | fresh)
            gone = self._public[model] - now_public
            come = (now_public & known) - self._public[model]
            # Of what was not in reach before, a tombstone tells that it comes back.
            come |= _buried(model, now_public & fresh)
            _note(model, gone=gone, come=come)
        raise_generation()


def _note(model: type[Model], *, gone: set[int], come: set[int]) -> None:
    """Bury and revive the records of one list, and count them as modified."""
    resource = getattr(model, "resource", "")
    if not resource:
        return
    now = timezone.now()
    for ids in _chunks(gone | come):
        model._default_manager.filter(pk__in=ids).update(modified=now)
    for ids in _chunks(gone):
        bury(resource, ids)
    for ids in _chunks(come):
        revive(resource, ids)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _public(model: type[Model], ids: set[int]) -> set[int]:
    """Those of the ids whose records everybody may see now, in the lists: what was merged
    into another record is in none."""
    rows = public_rows(model)
    if any(field.name == "merged_into" for field in model._meta.fields):
        rows = rows.filter(merged_into=None)
    return {
        pk
        for chunk in _chunks(ids)
        for pk in rows.filter(pk__in=chunk).values_list("pk", flat=True)
    }


def _buried(model: type[Model], ids: set[int]) -> set[int]:
    rows = Tombstone.objects.filter(resource=getattr(model, "resource", ""))
    return {
        pk
        for chunk in _chunks(ids)
        for pk in rows.filter(record_id__in=chunk).values_list("record_id", flat=True)
    }


def _links(model: type[Model]) -> Iterator[tuple[str, Any]]:
    for field in model._meta.fields:
        if isinstance(field, ForeignKey):
            yield field.name, field.related_model


def _named_by(model: type[Model]) -> list[tuple[str, type[Model]]]:
    """The links of a table to records that are known by what names them."""
    return [
        (name, target)
        for name, target in _links(model)
        if getattr(target, "known_by_mention", False) and name != "merged_into"
    ]


def _hanging_on(model: type[Model]) -> Iterator[tuple[type[Record], str]]:
    """The tables and links whose rows are public by what they name in this table."""
    for table in apps.get_models():
        if issubclass(table, Record):
            for name, target in _links(table):
                if target is model and (name in table.public_by or name == "source_document"):
                    yield table, name


def _reached(seeds: Ids) -> Ids:
    """These records, what hangs on them, and what is known by being named in any of these."""
    found: Ids = defaultdict(set)
    waiting = [(model, set(ids)) for model, ids in seeds.items()]
    while waiting:
        model, ids = waiting.pop()
        ids -= found[model]
        if not ids:
            continue
        found[model] |= ids
        for table, name in _hanging_on(model):
            rows: QuerySet[Any] = table._default_manager.order_by()
            if getattr(model, "known_by_mention", False) and issubclass(table, Sourced):
                rows = rows.filter(bulletin=None)  # the others hang on their bulletin
            waiting.append((table, _values(rows, name, ids, "pk")))
        for name, target in _named_by(model):
            waiting.append((target, _values(model._default_manager.order_by(), "pk", ids, name)))
        for part in apps.get_models():
            if issubclass(part, Part) and _owner_of(part) is model:
                parts = part._default_manager.order_by()
                for name, target in _named_by(part):
                    if name != part.part_of:
                        waiting.append((target, _values(parts, part.part_of, ids, name)))
    return found


def _owner_of(part: type[Part]) -> Any:
    return part._meta.get_field(part.part_of).related_model


def _values(rows: QuerySet[Any], link: str, ids: set[int], column: str) -> set[int]:
    """What stands in ``column`` of the rows whose ``link`` is one of the ids."""
    return {
        value
        for chunk in _chunks(ids)
        for value in rows.filter(**{f"{link}__in": chunk}).values_list(column, flat=True)
        if value is not None
    }


class _Everything(Collector):
    """A collector that looks at every row that a deletion reaches."""

    def can_fast_delete(self, *args: Any, **kwargs: Any) -> bool:
        return False


def deleted_with(rows: Iterable[Model], using: str) -> tuple[Ids, Ids]:
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


def _parts_in(gone: Ids) -> list[Model]:
    """The parts among the rows: what they name may be known by them alone."""
    return [
        part
        for model, ids in gone.items()
        if issubclass(model, Part)
        for chunk in _chunks(ids)
        for part in model._default_manager.filter(pk__in=chunk)
    ]


def _told_of(gone: Ids, emptied: Ids) -> Ids:
    """What the history has to tell of a deletion: the records that go or lose a link; parts
    come with the records that they are part of."""
    told: Ids = defaultdict(set)
    for model, ids in [*gone.items(), *emptied.items()]:
        if issubclass(model, Part):
            owner, owners = _owners(model, ids)
            told[owner] |= owners
        elif history.is_kept(model):
            told[model] |= ids
    return told


@transaction.atomic
def remove(rows: QuerySet[Any]) -> int:
    """Delete records with all that goes with them; the number of records deleted.

    Each is buried under its API list; what named one of them and now names nothing counts
    as modified. Raises Django's ProtectedError or RestrictedError when another record that
    stays cannot do without one of them.
    """
    history.summarize_deletion(rows.model._default_manager.filter(pk__in=rows.values("pk")))
    gone, emptied = deleted_with(rows, rows.db)
    watch = Watch()
    watch.also_ids({model: set(ids) for model, ids in gone.items() if issubclass(model, Record)})
    watch.also(*_parts_in(gone))
    told = _told_of(gone, emptied)
    before = history.states(told)
    rows.model._default_manager.filter(pk__in=gone.get(rows.model, ())).delete()
    history.record(history.differences(before, history.states(told)))
    now = timezone.now()
    for model, ids in told.items():
        model._default_manager.filter(pk__in=ids).update(modified=now)
    for model, ids in gone.items():
        if resource := getattr(model, "resource", ""):
            for chunk in _chunks(ids):
                bury(resource, chunk)
    watch.note()
    return sum(len(ids) for model, ids in gone.items() if issubclass(model, Record))
