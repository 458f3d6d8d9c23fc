"""Keeping the history: who changed what, from what to what, why.

Whoever changes records opens ``acting()``: all that is changed inside it is one action.
``changes.Watch`` and ``changes.remove`` tell of the rows that people change one by one,
``publish()`` of those that it writes in bulk. (Libraries that listen to Django's signals hear
nothing of bulk statements, and know no action that groups its rows.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from .models import Action, ActionKind, Change, Effect, Part, Record

Values = dict[str, Any]
States = dict[tuple[type[Model], int], Values]
Ids = Mapping[type[Model], Iterable[int]]

CHUNK = 500
NAMED = 3  # rows in a summary
_KIND_OF = {
    Effect.INSERTED: ActionKind.CREATE,
    Effect.UPDATED: ActionKind.CHANGE,
    Effect.REMOVED: ActionKind.DELETE,
}


class Recorder:
    """An action under way, and what it has changed so far: a change for each row."""

    def __init__(self, action: Action, *, keep: bool) -> None:
        self.action = action
        self.keep = keep
        self._changes: dict[tuple[str, int], Change] = {}

    @property
    def changes(self) -> list[Change]:
        return list(self._changes.values())

    def tell(self, change: Change) -> None:
        """Add what happened to a row; to what happened to it before in this action."""
        key = (change.table, change.record_id)
        before = self._changes.get(key)
        joined = change if before is None else _joined(before, change)
        if joined is None:
            del self._changes[key]
        else:
            self._changes[key] = joined

    def forget(self) -> None:
        """Let go of all that was told: it is about to be taken back."""
        self._changes.clear()
        self.keep = False

    def save(self) -> None:
        """Write the action with its changes; nothing where nothing was changed."""
        if not self._changes and not self.keep:
            return
        self.action.summary = (self.action.summary or _summary(self.changes))[:500]
        self.action.save()
        for change in self._changes.values():
            change.action = self.action
        Change.objects.bulk_create(self._changes.values(), batch_size=CHUNK)


_current: ContextVar[Recorder | None] = ContextVar("npcrecords_recorder", default=None)


@contextmanager
def acting(
    kind: ActionKind,
    *,
    by: Any = None,
    reason: str = "",
    summary: str = "",
    undoes: Action | None = None,
    keep: bool = False,
) -> Iterator[Recorder]:
    """All that is changed inside is one action of the user ``by``: written with it, or, when
    an exception passes, not at all. Inside another ``acting()`` it is a part of that one.

    ``summary`` is what a list of actions shows. An action that changed no record is written
    only with ``keep``.
    """
    outer = _current.get()
    if outer is not None:
        with transaction.atomic():
            yield outer
        return
    user = by if by is not None and by.is_authenticated else None
    action = Action(
        kind=kind,
        by=user,
        by_name=name_of(user),
        reason=reason.strip(),
        summary=summary,
        undoes=undoes,
    )
    recorder = Recorder(action, keep=keep)
    token = _current.set(recorder)
    try:
        with transaction.atomic():
            yield recorder
            recorder.save()
    finally:
        _current.reset(token)


def name_of(user: Any) -> str:
    """What a user is called in the history: the Chinese full name, else the log-in name."""
    if user is None:
        return ""
    return f"{user.last_name}{user.first_name}".strip() or str(user.get_username())


def record(changes: Iterable[Change]) -> None:
    """Note changes in the action under way; where there is none, in one of their own."""
    found = list(changes)
    if not found:
        return
    if (recorder := _current.get()) is None:
        with acting(_KIND_OF[Effect(found[0].effect)]) as recorder:
            for change in found:
                recorder.tell(change)
        return
    for change in found:
        recorder.tell(change)


def titled(row: Model) -> str:
    """``人员“方勤”``; by its number where what its name needs is gone."""
    try:
        name = str(row)[:60]
    except ObjectDoesNotExist:
        name = _("编号 %(id)s") % {"id": row.pk}
    return f"{row._meta.verbose_name}“{name}”"


def summarize_deletion(rows: Iterable[Model]) -> None:
    """Let the deletion under way be known by these rows, if nobody said better."""
    recorder = _current.get()
    if recorder is None or recorder.action.kind != ActionKind.DELETE:
        return
    if not recorder.action.summary:
        named = [titled(row) for row in islice(rows, NAMED + 1)]
        more = "……" if len(named) > NAMED else ""
        recorder.action.summary = "、".join(named[:NAMED]) + more


def _summary(changes: list[Change]) -> str:
    """What an action is known by if nobody said it: the first record that it changed."""
    for change in changes:
        if not change.owner_table and change.effect != Effect.REMOVED:
            model: Any = apps.get_model(change.table)
            row = model._default_manager.filter(pk=change.record_id).first()
            return "" if row is None else titled(row)
    return ""


# What a row is


def columns(model: type[Model]) -> list[Any]:
    """The columns that the history tells of: all but the id and what follows from others."""
    derived = getattr(model, "derived", ())
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in derived
    ]


def values_of(row: Model) -> Values:
    """The values of a row by column (``person_id``)."""
    return {
        field.attname: field.get_prep_value(field.value_from_object(row))
        for field in columns(type(row))
    }


def states(ids: Ids) -> States:
    """The records of these ids as the database holds them now, each with its parts."""
    found: States = {}
    for model, wanted in ids.items():
        ordered = sorted(wanted)
        for start in range(0, len(ordered), CHUNK):
            chunk = ordered[start : start + CHUNK]
            _add_states(found, model._default_manager.order_by().filter(pk__in=chunk))
            for part in parts_of(model):
                rows = part._default_manager.order_by()
                _add_states(found, rows.filter(**{f"{part.part_of}__in": chunk}))
    return found


def _add_states(found: States, rows: Iterable[Model]) -> None:
    for row in rows:
        found[type(row), row.pk] = values_of(row)


def parts_of(model: type[Model]) -> list[type[Part]]:
    """The tables whose rows are part of a record of this one."""
    return _parts()[model]


def _parts() -> dict[type[Model], list[type[Part]]]:
    found: dict[type[Model], list[type[Part]]] = defaultdict(list)
    for part in apps.get_models():
        if issubclass(part, Part):
            found[owner_model(part)].append(part)
    return found


def owner_model(part: type[Part]) -> Any:
    """The table of the records that rows of this one are part of."""
    return part._meta.get_field(part.part_of).related_model


def is_kept(model: type[Model]) -> bool:
    """Whether the history tells of the rows of this table."""
    return issubclass(model, Record | Part)


# What changed


def differences(before: States, after: States) -> list[Change]:
    """What happened between two states: rows that came, changed and went."""
    changes = [removed(*key, values) for key, values in before.items() if key not in after]
    for (model, pk), values in after.items():
        held = before.get((model, pk))
        if held is None:
            changes.append(inserted(model, pk, values))
        elif differing := {
            name: [held[name], value] for name, value in values.items() if held[name] != value
        }:
            changes.append(updated(model, pk, differing, values))
    return changes


def made(rows: Iterable[Model]) -> list[Change]:
    """Rows that were just written for the first time."""
    return [inserted(type(row), row.pk, vars(row)) for row in rows]


@contextmanager
def changing(model: type[Model], ids: Iterable[int]) -> Iterator[None]:
    """Tell what becomes inside of these rows of one table and of their parts."""
    wanted = {model: set(ids)}
    before = states(wanted)
    yield
    record(differences(before, states(wanted)))


def inserted(model: type[Model], pk: int, values: Values) -> Change:
    """A row that was made; ``values`` are those of all its columns."""
    return _change(model, pk, Effect.INSERTED, {}, values)


def updated(model: type[Model], pk: int, differing: Values, values: Values) -> Change:
    """A row that was changed: ``differing`` holds ``[before, after]`` by column."""
    return _change(model, pk, Effect.UPDATED, differing, values)


def removed(model: type[Model], pk: int, values: Values) -> Change:
    """A row that was deleted, whole."""
    whole = {name: [value, None] for name, value in values.items()}
    return _change(model, pk, Effect.REMOVED, whole, values)


def row_removed(change: Change) -> Model:
    """The row that a change deleted, as it was; not saved."""
    model: Any = apps.get_model(change.table)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {
        name: fields[name].to_python(pair[0])
        for name, pair in change.values.items()
        if name in fields
    }
    return model(pk=change.record_id, **values)  # type: ignore[no-any-return]


def joined(changes: Iterable[Change]) -> dict[tuple[str, int], Change]:
    """What changes, oldest first, did to each row all in all; what they undid is left out."""
    recorder = Recorder(Action(), keep=False)
    for change in changes:
        recorder.tell(change)
    return {(change.table, change.record_id): change for change in recorder.changes}


def _change(
    model: type[Model], pk: int, effect: Effect, differing: Values, values: Values
) -> Change:
    change = Change(
        table=model._meta.label_lower,
        record_id=pk,
        effect=effect,
        values=differing,
        bulletin_id=values.get("bulletin_id"),
    )
    if issubclass(model, Part):
        change.owner_table = owner_model(model)._meta.label_lower
        change.owner_id = values[f"{model.part_of}_id"]
    return change


def _joined(first: Change, then: Change) -> Change | None:
    """Two changes of one row in one action as one; None where the second undoes the first."""
    if first.effect == Effect.INSERTED:
        return None if then.effect == Effect.REMOVED else first
    if then.effect == Effect.REMOVED:
        for name, (before, _after) in first.values.items():
            then.values[name] = [before, None]
        return then
    for name, (before, _after) in first.values.items():
        if name not in then.values:
            then.values[name] = first.values[name]
        elif then.values[name][1] == before:
            del then.values[name]
        else:
            then.values[name] = [before, then.values[name][1]]
    return then if then.values else None
