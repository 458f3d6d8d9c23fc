"""Earlier versions of a record: what it was like after an action, and bringing that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from . import history
from .bringing import Bringing, RefusedError, left_empty, links_of
from .changes import Watch
from .history import titled
from .models import Action, ActionKind, Change, Effect, Record
from .reverting import Foreseen, foresee, plain, signed


@dataclass(frozen=True)
class Version:
    """A record and its parts as they were, by table and id, beside how they are."""

    present: history.States
    target: history.States


def touching(row: Record) -> QuerySet[Change]:
    """The changes of a record and of its parts."""
    table = row._meta.label_lower
    return Change.objects.filter(
        Q(table=table, record_id=row.pk) | Q(owner_table=table, owner_id=row.pk)
    )


def version_after(row: Record, action: Action) -> Version:
    """How a record and its parts were after an action. Columns that verbs of their own set
    (published, merged into) are as they are now."""
    present = plain_states(history.states({type(row): [row.pk]}))
    target = {key: dict(values) for key, values in present.items()}
    later = touching(row).filter(action_id__gt=action.pk)
    for change in later.order_by("-action_id", "-id"):
        key = (apps.get_model(change.table), change.record_id)
        columns = {field.attname for field in history.columns(key[0])}
        before = {name: pair[0] for name, pair in change.values.items() if name in columns}
        if change.effect == Effect.INSERTED:
            target.pop(key, None)
        elif change.effect == Effect.REMOVED:
            target[key] = before
        elif key in target:
            target[key] |= before
    own = (type(row), row.pk)
    if own not in target:
        raise RefusedError(_("%(row)s那时还没有：请选晚一些的版本。") % {"row": titled(row)})
    for name in type(row).by_verb:
        column = row._meta.get_field(name).attname  # type: ignore[union-attr]
        target[own][column] = present[own][column]
    return Version(present, target)


def plain_states(states: history.States) -> history.States:
    return {key: plain(values) for key, values in states.items()}


def foresee_restore(row: Record, action: Action) -> Foreseen:
    """What ``restore()`` would do."""
    return foresee(lambda: _restore(row, action))


def restore(*, row: Record, action: Action, by: Any = None, reason: str = "") -> Action:
    """Bring a record and its parts to how they were after an action; the action that does so.

    Raises RefusedError, with sentences, where that would break a rule: then nothing is changed.
    """
    summary = _("%(row)s，恢复到%(when)s的版本") % {"row": titled(row), **signed(action)}
    with history.acting(ActionKind.RESTORE, by=by, reason=reason, summary=summary) as recorder:
        type(row)._default_manager.select_for_update().get(pk=row.pk)
        _restore(row, action)
    return recorder.action


def _restore(row: Record, action: Action) -> list[str]:
    """Bring it back; the sentences on links that stay empty."""
    version = version_after(row, action)
    differences = history.differences(version.present, version.target)
    if not differences:
        raise RefusedError(_("%(row)s现在就是这一版，不必恢复。") % {"row": titled(row)})
    own = next((c for c in differences if c.table == row._meta.label_lower), None)
    emptied = [] if own is None else _save(type(row)._default_manager.get(pk=row.pk), own)
    parts = Bringing()
    for change in differences:
        model: Any = apps.get_model(change.table)
        if change is own:
            continue
        if change.effect == Effect.REMOVED:
            parts.drop[model].add(change.record_id)
            continue
        values = version.target[model, change.record_id]
        columns = {field.attname: field for field in model._meta.concrete_fields}
        known = {name: columns[name].to_python(v) for name, v in values.items() if name in columns}
        parts.put[model, change.record_id] = model(pk=change.record_id, **known)
    if parts.put or parts.drop:
        parts.bring()
    return emptied + parts.emptied


def _save(row: Any, change: Change) -> list[str]:
    """Give the record its earlier values, as a clerk would in the form."""
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for name, (_before, after) in change.values.items():
        if name in columns:
            setattr(row, name, columns[name].to_python(after))
    emptied: list[str] = []
    for field in links_of(type(row)):
        pk = getattr(row, field.attname)
        if field.attname not in change.values or pk is None:
            continue
        if not field.related_model._default_manager.filter(pk=pk).exists():
            sentence = left_empty(row, field)
            if not field.null:
                raise RefusedError(sentence)
            emptied.append(sentence)
            setattr(row, field.name, None)
    try:
        row.full_clean()
    except ValidationError as error:
        raise RefusedError(*error.messages) from error
    watch = Watch(row)
    row.save()
    watch.note(row)
    return emptied
