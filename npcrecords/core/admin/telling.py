"""Changes in the staff's words: which record, what happened to it, from what to what."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib import admin
from django.db.models import ForeignKey, Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..history import owner_model, row_removed
from ..models import Change, Effect, Part
from ..models.history import Readable

NOTHING = "—"
LONG = 80  # characters
UNTOLD = frozenset({"key"})  # columns that say nothing to people
Rows = dict[tuple[type[Model], int], Model]
Ids = dict[type[Model], set[int]]


class Difference(NamedTuple):
    """A field of a record that changed: its name, and its values in words."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        """Whether a table shows only the beginning, and the whole on demand."""
        return max(len(self.before), len(self.after)) > LONG


class Told(NamedTuple):
    """What happened to a row, in words.

    ``name`` is what the record is called, ``label`` its kind, ``owner`` the name of the record
    that it is part of; ``url`` leads to its page (a part's: to its owner's), "" where there
    is none. Of a deleted row the differences tell all that was known.
    """

    name: str
    url: str
    label: str
    effect: str
    effect_label: str
    differences: list[Difference]
    owner: str
    change: Change


def told(changes: Iterable[Change], *, preview: bool = False) -> list[Told]:
    """Each change in words, in the order given. One query for each table that is named, and
    one for what was deleted since, however many changes there are.

    ``preview`` is for changes that will be taken back: what they made has no page.
    """
    ours = [change for change in changes if _model(change.table) is not None]
    named = names_in(ours)
    return [_told(change, named, preview=preview) for change in ours]


def name_of(row: Model) -> str:
    """What a record is called where it has to be told from others."""
    if admin.site.is_registered(type(row)):
        label = getattr(admin.site.get_model_admin(type(row)), "choice_label", str)
        return str(label(row)) or str(row.pk)
    return str(row) or str(row._meta.verbose_name)


def kind_of(table: str) -> str:
    """The kind of the records of a table (``people.person``), in words."""
    model = _model(table)
    return table if model is None else str(model._meta.verbose_name)


def links_for_name(model: type[Model]) -> list[str]:
    """The links that the name of a record of this table needs."""
    if admin.site.is_registered(model):
        needed = admin.site.get_model_admin(model).list_select_related
        return list(needed) if isinstance(needed, (list, tuple)) else []
    return [field.name for field in _links(model)]


def columns_told(model: type[Model]) -> dict[str, Any]:
    """The fields of a table by column (``person_id``) that people are told of."""
    fields = model._meta.concrete_fields
    return {field.attname: field for field in fields if field.name not in UNTOLD}


def _model(table: str) -> Any:
    """The table; None for one that a later version of the system no longer has."""
    try:
        return apps.get_model(table)
    except LookupError:
        return None


def _links(model: Any) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


# The rows that are named


@dataclass
class Named:
    """The records that changes are about or lead to: as they are ``held``, else as they were
    when they were deleted (``gone``)."""

    held: Rows = field(default_factory=dict)
    gone: Rows = field(default_factory=dict)

    def get(self, model: Any, pk: int) -> Model | None:
        return self.held.get((model, pk)) or self.gone.get((model, pk))

    def fetch(self, wanted: Ids) -> None:
        """Look up the records of these ids that are not at hand yet."""
        for model in sorted(wanted, key=lambda table: table._meta.label):
            ids = {pk for pk in wanted[model] if self.get(model, pk) is None}
            if ids:
                rows = model._default_manager.order_by()
                found = rows.select_related(*links_for_name(model)).in_bulk(list(ids))
                self.held |= {(model, pk): row for pk, row in found.items()}


def names_in(changes: Iterable[Change]) -> Named:
    """All records that the changes are about or lead to."""
    ours = [change for change in changes if _model(change.table) is not None]
    wanted: Ids = defaultdict(set)
    for change in ours:
        wanted[_model(change.table)].add(change.record_id)
        if owner := _model(change.owner_table) if change.owner_table else None:
            wanted[owner].add(change.owner_id or 0)
        _add_links(wanted, change)
    named = Named()
    named.fetch(wanted)
    removed = {(c.table, c.record_id): c for c in ours if c.effect == Effect.REMOVED}
    missing = {
        (model._meta.label_lower, pk)
        for model, ids in wanted.items()
        for pk in ids
        if (model, pk) not in named.held
    }
    earlier = _deleted_before(missing - set(removed))
    more: Ids = defaultdict(set)
    for change in earlier.values():
        _add_links(more, change)
    named.fetch(more)
    for table, pk in missing:
        kept = removed.get((table, pk)) or earlier.get((table, pk))
        if kept is not None:
            named.gone[_model(table), pk] = row_removed(kept)
    for row in named.gone.values():
        _give_links(row, named)
    return named


def _add_links(wanted: Ids, change: Change) -> None:
    for link in _links(_model(change.table)):
        for value in change.values.get(link.attname, ()):
            if value is not None:
                wanted[link.related_model].add(value)


def _deleted_before(missing: set[tuple[str, int]]) -> dict[tuple[str, int], Change]:
    """What the history kept of these rows when they were deleted. One query."""
    if not missing:
        return {}
    kept = Change.objects.filter(
        effect=Effect.REMOVED,
        table__in={table for table, _pk in missing},
        record_id__in={pk for _table, pk in missing},
    )
    found = {(change.table, change.record_id): change for change in kept.order_by("id")}
    return {key: found[key] for key in missing & set(found)}


def _give_links(row: Model, named: Named) -> None:
    """Let a row that is put together know the records that its name may need."""
    for link in _links(type(row)):
        if (target := getattr(row, link.attname)) is not None:
            known = named.get(link.related_model, target)
            setattr(row, link.name, known or link.related_model(pk=target))


# Words


def _told(change: Change, named: Named, *, preview: bool) -> Told:
    model: Any = _model(change.table)
    row = named.get(model, change.record_id)
    owner = None
    if issubclass(model, Part) and change.owner_id is not None:
        owner = named.get(owner_model(model), change.owner_id)
    return Told(
        name=_number(change.record_id) if row is None else name_of(row),
        url=_url(change, named, preview=preview),
        label=str(model._meta.verbose_name),
        effect=change.effect,
        effect_label=str(Effect(change.effect).label),
        differences=list(_differences(change, model, named)),
        owner="" if owner is None else name_of(owner),
        change=change,
    )


def _url(change: Change, named: Named, *, preview: bool) -> str:
    table, pk = change.table, change.record_id
    if change.owner_table:
        table, pk = change.owner_table, change.owner_id or 0
    elif change.effect == Effect.REMOVED or (preview and change.effect == Effect.INSERTED):
        return ""
    model: Any = _model(table)
    if (model, pk) not in named.held or not admin.site.is_registered(model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])


def _differences(change: Change, model: type[Model], named: Named) -> Iterator[Difference]:
    for name, column in columns_told(model).items():
        if name not in change.values:
            continue
        before, after = (in_words(column, value, named) for value in change.values[name])
        if before != after:
            yield Difference(str(column.verbose_name), before, after)
    known = {column.attname for column in model._meta.concrete_fields}
    for name, (before, after) in change.values.items():
        if name not in known:  # a place in a file under review
            yield Difference(name, _as_kept(before), _as_kept(after))


def in_words(column: Any, value: Any, named: Named) -> str:
    """A value of a column as staff would say it; ``named`` are the records it may name."""
    if value is None or value == "":
        return NOTHING
    if isinstance(column, ForeignKey):
        row = named.get(column.related_model, value)
        return _number(value) if row is None else name_of(row)
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(map(str, value)) or NOTHING
    value = column.to_python(value)
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    return str(value)


def _as_kept(value: Any) -> str:
    """A value of no column, as the history keeps it."""
    if value is None or value == "":
        return NOTHING
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, cls=Readable)


def _number(pk: int) -> str:
    return _("编号 %(id)s") % {"id": pk}
