"""Taking back what somebody did: an action as a whole.

Nothing is lost: what is taken back is an action of its own, and can be taken back too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import history
from .bringing import SAID, Bringing, RefusedError
from .history import titled
from .models import Action, ActionKind, Change, Effect
from .models.history import Readable

# What these did is no change of records: it has verbs of its own.
NOT_UNDONE = frozenset({ActionKind.UPLOAD, ActionKind.REVIEW, ActionKind.SET_ASIDE})


@dataclass(frozen=True)
class Foreseen:
    """What taking something back would do: the ``changes`` it would make; the ``problems``
    that stand in the way, and the links that stay empty (``emptied``), in sentences."""

    changes: list[Change]
    problems: list[str]
    emptied: list[str]


def undo(*, action: Action, by: Any = None, reason: str = "") -> Action:
    """Put everything that an action changed as it was before; the action that does so.

    Raises RefusedError where the action is undone already, where something was changed again
    since, or where the rules of the records forbid it: then nothing is changed.
    """
    summary = str(action)
    with history.acting(
        ActionKind.UNDO, by=by, reason=reason, summary=summary, undoes=action
    ) as recorder:
        held = Action.objects.select_for_update().get(pk=action.pk)
        if problem := why_not(held):
            raise RefusedError(problem)
        _bring_back(held)
    return recorder.action


def foresee_undo(action: Action) -> Foreseen:
    """What ``undo()`` would do."""
    if problem := why_not(action):
        return Foreseen([], [problem], [])
    return foresee(lambda: _bring_back(action))


def _bring_back(action: Action) -> list[str]:
    """Bring all rows to how they were before an action; the links that stay empty."""
    bringing = _before(action)
    try:
        bringing.bring()
    except RefusedError as refusal:
        if action.kind == ActionKind.IMPORT:
            hint = _("这次发布带来的记录已被别处用到：要让这期公报不再公开，请把它撤回为草稿。")
            raise RefusedError(hint, *refusal.sentences) from refusal
        raise
    return bringing.emptied


def foresee(do: Callable[[], list[str]]) -> Foreseen:
    """Do it, look, and take it back."""
    try:
        with history.acting(ActionKind.UNDO) as recorder:
            emptied = do()
            seen = Foreseen(recorder.changes, [], emptied)
            recorder.forget()
            transaction.set_rollback(True)
    except RefusedError as refusal:
        return Foreseen([], refusal.sentences, [])
    return seen


def why_not(action: Action) -> str:
    """Why an action cannot be undone at all, as a sentence; "" where it may."""
    if action.kind in NOT_UNDONE:
        return _("“%(kind)s”不能在这里撤销。") % {"kind": ActionKind(action.kind).label}
    if (by := undone_by(action)) is not None:
        return _("这次操作已由%(who)s在%(when)s撤销。") % signed(by)
    if not action.changes.exists():
        return _("这次操作没有改动记录，无可撤销。")
    return ""


def undone_by(action: Action) -> Action | None:
    """The action that took this one back and was not taken back itself."""
    for later in action.undone_by.filter(kind=ActionKind.UNDO).order_by("-id"):
        if undone_by(later) is None:
            return later
    return None


# How it was before an action


def _before(action: Action) -> Bringing:
    """The rows as they were before an action; its ``problems`` tell of what was changed since."""
    bringing = Bringing()
    changes = list(action.changes.order_by("id"))
    rows = _held(changes)
    later = _later(action, changes)
    for change in changes:
        model: Any = apps.get_model(change.table)
        row = rows.get((model, change.record_id))
        since = later[change.table, change.record_id]
        problem = ""
        if change.effect == Effect.REMOVED:
            removed = history.row_removed(change)
            if row is not None:
                problem = _("%(row)s已经恢复。") % {"row": titled(row)}
            bringing.put[model, change.record_id] = removed
        elif change.effect == Effect.INSERTED:
            if row is not None:
                bringing.drop[model].add(row.pk)
                if history.joined(since):
                    problem = _changed_since(row, since)
        elif row is None:
            problem = _gone_since(change, since)
        else:
            problem = _put_back(row, change, since)
            bringing.put[model, row.pk] = row
        if problem and len(bringing.problems) < SAID:
            bringing.problems.append(problem)
    return bringing


def _held(changes: Iterable[Change]) -> dict[tuple[type[Model], int], Any]:
    """The rows that the changes are about, as they are."""
    wanted: dict[Any, list[int]] = defaultdict(list)
    for change in changes:
        wanted[apps.get_model(change.table)].append(change.record_id)
    return {
        (model, pk): row
        for model, ids in wanted.items()
        for pk, row in model._default_manager.in_bulk(ids).items()
    }


def _later(action: Action, changes: list[Change]) -> dict[tuple[str, int], list[Change]]:
    """What happened since to the rows of an action, the oldest first."""
    tables: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        tables[change.table].add(change.record_id)
    found: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for table, ids in tables.items():
        rows = Change.objects.filter(table=table, action_id__gt=action.pk)
        for change in rows.select_related("action").order_by("id"):
            if change.record_id in ids:
                found[table, change.record_id].append(change)
    return found


def _put_back(row: Any, change: Change, since: list[Change]) -> str:
    """Give a row the values before a change; a sentence where it has others than after it."""
    present = plain(history.values_of(row))
    columns = {field.attname: field for field in row._meta.concrete_fields}
    for name, (before, after) in change.values.items():
        if name not in present:  # a column that there is no more
            continue
        column = columns[name]
        if present[name] != after:
            blamed = [later for later in since if name in later.values]
            return _changed_since(row, blamed, column.verbose_name)
        setattr(row, name, column.to_python(before))
    return ""


def plain(values: Any) -> Any:
    """Values as the history keeps them."""
    return json.loads(json.dumps(values, cls=Readable))


def _changed_since(row: Model, since: list[Change], field: str = "") -> str:
    words = {"row": titled(row), "field": field, **_signed(since)}
    if field:
        return _("%(row)s的“%(field)s”后来又改过（%(who)s，%(when)s）：请先撤销那次操作。") % words
    return _("%(row)s后来又改过（%(who)s，%(when)s）：请先撤销那次操作。") % words


def _gone_since(change: Change, since: list[Change]) -> str:
    kind = apps.get_model(change.table)._meta.verbose_name
    words = {"kind": kind, "id": change.record_id, **_signed(since)}
    return _("%(kind)s（编号 %(id)s）后来删除了（%(who)s，%(when)s）：请先撤销那次操作。") % words


def _signed(since: list[Change]) -> dict[str, str]:
    """Who did the last of these, and when."""
    if not since:
        return {"who": _("不知何人"), "when": _("不知何时")}
    return signed(since[-1].action)


def signed(action: Action) -> dict[str, str]:
    """Who and when, in words."""
    when = date_format(timezone.localtime(action.at), "DATETIME_FORMAT")
    return {"who": action.by_name or _("系统"), "when": when}
