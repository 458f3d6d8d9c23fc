"""Bringing many rows to given values at once: rows that come, change and go, as one change.

A row that changes is taken out and put in again whole: whatever order the rows are written
in, none meets the old values of another, and a merge of thousands is undone in a few
statements. (Foreign keys are looked at when the transaction ends.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, ForeignKey, ManyToOneRel, Model, UniqueConstraint
from django.db.models.sql import DeleteQuery
from django.utils import timezone
from django.utils.translation import gettext as _

from .changes import Watch
from .history import is_kept, owner_model, titled
from .models import Part, Record

Rows = dict[tuple[type[Model], int], Any]
Ids = dict[type[Model], set[int]]
CHUNK = 500
SAID = 20  # sentences at the most: who reads more?


class RefusedError(Exception):
    """What was asked cannot be done: ``sentences`` say what stands in the way."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = list(sentences)


class Bringing:
    """Rows as they shall be: ``put`` holds them whole, by table and id, there now or not;
    ``drop`` are the ids of those that shall go, ``make`` are new ones.

    ``problems`` are sentences on what stands in the way, ``emptied`` on links that are left
    empty because what they led to is gone. With ``cleaning`` each row is checked as a form
    would check it.
    """

    def __init__(self, *, cleaning: bool = True) -> None:
        self.cleaning = cleaning
        self.put: Rows = {}
        self.make: list[Any] = []
        self.drop: Ids = defaultdict(set)
        self.problems: list[str] = []
        self.emptied: list[str] = []

    def bring(self) -> None:
        """Do it, in the transaction that is open. Raises RefusedError, with its sentences."""
        self._let_go()
        targets = self._targets()
        self._mend_links(targets)
        if self.problems:
            raise RefusedError(*self.problems[:SAID])
        owners = list(self._owners())
        watch = Watch(*self._held(), *self.put.values(), *self.make, *owners)
        with _rules():
            self._write()
        for row in self.put.values() if self.cleaning else ():
            try:
                row.clean()
            except ValidationError as error:
                self.problems += [f"{titled(row)}：{text}" for text in error.messages]
        if self.problems:
            raise RefusedError(*self.problems[:SAID])
        _touch(owners)
        watch.note(*self.put.values(), *self.make, *owners)

    # What stands in the way

    def _let_go(self) -> None:
        """Nothing that stays may lead to what goes. What no list shows (a file that came in)
        lets go of it, and what the history does not tell of (a finding) goes along; any other
        record, or part of one, stands in the way."""
        waiting = list(self.drop.items())
        while waiting:
            model, ids = waiting.pop()
            for field in links_to(model):
                for row in _naming(field, ids):
                    key = (field.model, row.pk)
                    if row.pk in self.drop.get(field.model, ()):
                        continue
                    shall_be = self.put.get(key, row)
                    if getattr(shall_be, field.attname) not in ids:
                        continue
                    if not is_kept(field.model) and field.remote_field.on_delete is CASCADE:
                        self.drop[field.model].add(row.pk)
                        waiting.append((field.model, {row.pk}))
                    elif field.null and not _is_shown(field.model):
                        setattr(shall_be, field.name, None)
                        self.put[key] = shall_be
                    elif len(self.problems) < SAID:
                        self.problems.append(_named_by(row, field))

    def _targets(self) -> Rows:
        """The records that the rows to be put lead to, as they will be."""
        wanted: Ids = defaultdict(set)
        for row in self.put.values():
            for field in links_of(type(row)):
                pk = getattr(row, field.attname)
                if pk is not None and (field.related_model, pk) not in self.put:
                    wanted[field.related_model].add(pk)
        found: Rows = dict(self.put)
        for model, ids in wanted.items():
            kept = model._default_manager.in_bulk(sorted(ids - self.drop.get(model, set())))
            found |= {(model, pk): row for pk, row in kept.items()}
        return found

    def _mend_links(self, targets: Rows) -> None:
        """Let the rows know what they lead to; empty what leads to nothing, where it may be."""
        for row in self.put.values():
            for field in links_of(type(row)):
                pk = getattr(row, field.attname)
                if pk is None:
                    continue
                target = targets.get((field.related_model, pk))
                if target is not None:
                    setattr(row, field.name, target)
                elif field.null:
                    setattr(row, field.name, None)
                    self.emptied.append(left_empty(row, field))
                else:
                    self.problems.append(left_empty(row, field))

    # Writing

    def _held(self) -> Iterator[Any]:
        """The rows that change or go, as they are."""
        for model, ids in self._taken_out().items():
            yield from model._default_manager.in_bulk(sorted(ids)).values()

    def _taken_out(self) -> Ids:
        taken: Ids = defaultdict(set)
        for model, pk in self.put:
            taken[model].add(pk)
        for model, ids in self.drop.items():
            taken[model] |= ids
        return taken

    def _owners(self) -> Iterator[Any]:
        """The records whose parts change, and which do not change themselves."""
        parts: Rows = {key: row for key, row in self.put.items() if issubclass(key[0], Part)}
        for model, ids in self.drop.items():
            if issubclass(model, Part):
                found = model._default_manager.in_bulk(sorted(ids))
                parts |= {(model, pk): row for pk, row in found.items()}
        wanted: Ids = defaultdict(set)
        for (model, _pk), row in parts.items():
            wanted[owner_model(model)].add(getattr(row, f"{model.part_of}_id"))  # type: ignore[arg-type,attr-defined]
        for model, ids in wanted.items():
            others = {pk for pk in ids - self.drop.get(model, set()) if (model, pk) not in self.put}
            yield from model._default_manager.in_bulk(sorted(others)).values()

    def _write(self) -> None:
        for model, ids in self._taken_out().items():
            DeleteQuery(model).delete_batch(sorted(ids), using="default")
        rows: dict[type[Model], list[Any]] = defaultdict(list)
        for (model, _pk), row in self.put.items():
            if isinstance(row, Record):
                row.derive()
            rows[model].append(row)
        for row in self.make:
            rows[type(row)].append(row)
        for model, found in rows.items():
            model._default_manager.bulk_create(found, batch_size=CHUNK)


def links_of(model: type[Model]) -> list[Any]:
    """The foreign keys of a table."""
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def links_to(model: type[Model]) -> list[Any]:
    """The foreign keys that lead to a table, those without a way back included."""
    relations = model._meta.get_fields(include_hidden=True)
    return [relation.field for relation in relations if isinstance(relation, ManyToOneRel)]


def _naming(field: Any, ids: set[int]) -> Iterator[Any]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        yield from field.model._default_manager.filter(**{f"{field.attname}__in": chunk})


def _is_shown(model: Any) -> bool:
    return bool(getattr(model, "resource", "")) or issubclass(model, Part)


def _named_by(row: Any, field: Any) -> str:
    target = getattr(row, field.name)
    if field.remote_field.on_delete is CASCADE:
        message = _("%(target)s下面后来又有了%(row)s：请先删除或移走它。")
    else:
        message = _("%(target)s后来又被%(row)s引用（%(field)s）：请先改正那一条。")
    return message % {
        "target": titled(target),
        "row": titled(row),
        "field": field.verbose_name,
    }


def left_empty(row: Any, field: Any) -> str:
    """The sentence on a link to a record that is gone."""
    words = {"row": titled(row), "field": field.verbose_name}
    if field.null:
        return _("%(row)s的“%(field)s”所指的记录已不在：这一栏留空。") % words
    return _("%(row)s的“%(field)s”所指的记录已不在：请先恢复那条记录。") % words


def _touch(rows: Iterable[Any]) -> None:
    now = timezone.now()
    by_model: Ids = defaultdict(set)
    for row in rows:
        by_model[type(row)].add(row.pk)
    for model, ids in by_model.items():
        if issubclass(model, Record):
            model._default_manager.filter(pk__in=ids).update(modified=now)


@contextmanager
def _rules() -> Iterator[None]:
    """A rule of the database that is broken inside, as RefusedError with its sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise RefusedError(broken_rule(error)) from error


def broken_rule(error: IntegrityError) -> str:
    """The sentence of the rule that a row broke."""
    words = str(error).splitlines()[0]
    for model in apps.get_models():
        for rule in model._meta.constraints:
            if rule.name in words or (
                isinstance(rule, UniqueConstraint) and words.endswith(_columns(model, rule.fields))
            ):
                message = rule.get_violation_error_message()
                return f"{model._meta.verbose_name}：{message}"
    return _("数据库不接受改后的数据（%(words)s）：请先改正有关的记录。") % {"words": words}


def _columns(model: type[Model], names: Iterable[str]) -> str:
    """The columns of a rule as SQLite names them when it is broken."""
    columns = (model._meta.get_field(name).column for name in names)  # type: ignore[union-attr]
    return "failed: " + ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
