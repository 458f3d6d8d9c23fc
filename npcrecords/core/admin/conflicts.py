"""Two people with one record open: the second to save sees what the first changed, and decides.

A form carries the version of what it shows. When another version is held on saving, the
history tells what became of each column meanwhile. Columns that only the other changed stay
as the other left them; where both changed the same, or a row on the page was changed, the
form comes back with what was typed, beside what is held now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from ..models import Action, Change, Effect, Part, Record
from .telling import Difference, told

FIELD = "_version"


@dataclass(frozen=True)
class Clash:
    """A field that both changed: as it was when the form was opened, as it is, as it was typed."""

    label: str
    opened: str
    now: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """What somebody else did meanwhile. ``merged`` are the fields kept from the other."""

    sentence: str
    clashes: tuple[Clash, ...]
    others: tuple[str, ...]
    merged: tuple[str, ...]

    @property
    def must_ask(self) -> bool:
        return bool(self.clashes or self.others)


def version_of(row: Record, rows: Iterable[Model]) -> str:
    """The version of a record and of the rows on its page: another after each change, with the
    moment of the last one."""
    shown = [row, *(one for one in rows if isinstance(one, Record))]
    stamps = sorted(f"{one._meta.label}-{one.pk}-{one.modified.isoformat()}" for one in shown)
    digest = hashlib.sha256("\n".join(stamps).encode()).hexdigest()[:16]
    return f"{digest}:{max(one.modified for one in shown).isoformat()}"


def rows_on_page(model_admin: Any, request: HttpRequest, row: Record) -> list[Model]:
    """The records of other tables that are edited on the record's page."""
    found: list[Model] = []
    for formset, _inline in model_admin.get_formsets_with_inlines(request, row):
        if not issubclass(formset.model, Part):
            rows = formset.model._default_manager.filter(**{formset.fk.name: row})
            found += rows.order_by()
    return found


def look(model_admin: Any, request: HttpRequest, row: Record) -> Conflict | None:
    """What somebody changed since the form that comes in was shown; None for nothing."""
    seen = request.POST.get(FIELD, "")
    rows = rows_on_page(model_admin, request, row)
    if not seen or seen == version_of(row, rows):
        return None
    moment = seen.partition(":")[2]
    return _conflict(model_admin, request, row, rows, moment)


def _conflict(
    model_admin: Any, request: HttpRequest, row: Record, rows: list[Model], moment: str
) -> Conflict:
    changes = list(_since(row, rows, moment))
    own = [
        change
        for change in changes
        if change.table == row._meta.label_lower and change.effect == Effect.UPDATED
    ]
    typed = _typed(model_admin, request, row)
    clashes: list[Clash] = []
    merged: list[str] = []
    for name, difference in _by_column(own).items():
        base, now = _base_and_now(own, name)
        field = next((one for one in row._meta.concrete_fields if one.attname == name), None)
        if field is None or field.name not in typed:
            continue
        mine = _plain(typed[field.name])
        if mine == _plain(base):
            keep(request, model_admin, row, field.name)
            merged.append(difference.label)
        elif mine != _plain(now):
            shown = str(typed[field.name] if typed[field.name] is not None else "")
            clashes.append(Clash(difference.label, difference.before, difference.after, shown))
    others = [
        f"{one.effect_label} {one.label} {one.name}"
        for one in told([change for change in changes if change not in own])
    ]
    return Conflict(_sentence(changes), tuple(clashes), tuple(others), tuple(merged))


def _since(row: Record, rows: list[Model], moment: str) -> Any:
    """The changes of the record, its parts and the rows on its page since then."""
    table = row._meta.label_lower
    wanted = Q(table=table, record_id=row.pk) | Q(owner_table=table, owner_id=row.pk)
    for model in {type(one) for one in rows}:
        ids = [one.pk for one in rows if type(one) is model]
        wanted |= Q(table=model._meta.label_lower, record_id__in=ids)
    found = Change.objects.filter(wanted, action__at__gt=moment)
    return found.select_related("action").order_by("id")


def _typed(model_admin: Any, request: HttpRequest, row: Record) -> dict[str, Any]:
    """What was typed, field by field, as far as it is right."""
    form = model_admin.get_form(request, row, change=True)(
        request.POST, request.FILES, instance=type(row)._default_manager.get(pk=row.pk)
    )
    form.full_clean()
    cleaned: dict[str, Any] = form.cleaned_data
    return cleaned


def _by_column(changes: list[Change]) -> dict[str, Difference]:
    """The columns that were changed, each with its first and last value in words."""
    found: dict[str, Difference] = {}
    for change in changes:
        names = [name for name in change.values if name not in found]
        for name in names:
            base, now = _base_and_now(changes, name)
            one = Change(
                table=change.table,
                record_id=change.record_id,
                effect=Effect.UPDATED,
                values={name: [base, now]},
            )
            words = next(iter(told([one])[0].differences), None)
            if words is not None:
                found[name] = words
    return found


def _base_and_now(changes: list[Change], name: str) -> tuple[Any, Any]:
    pairs = [change.values[name] for change in changes if name in change.values]
    return pairs[0][0], pairs[-1][1]


def _plain(value: Any) -> str:
    """A value as it can be compared: links by their ids."""
    if isinstance(value, Model):
        value = value.pk
    if value in (None, "", [], False):
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def keep(request: HttpRequest, model_admin: Any, row: Record, name: str) -> None:
    """Have the form say what is held, in a field that the typist did not touch."""
    form = model_admin.get_form(request, row, change=True)(instance=row)
    bound = form[name]
    value = bound.field.prepare_value(bound.value())
    data: QueryDict = request.POST.copy()
    data.pop(bound.html_name, None)
    if value is True:
        data[bound.html_name] = "on"
    elif value not in (None, False, ""):
        data[bound.html_name] = str(value)
    else:
        data[bound.html_name] = ""
        if value is False:
            del data[bound.html_name]
    request.POST = data  # type: ignore[assignment]


def _sentence(changes: list[Change]) -> str:
    actions: dict[int, Action] = {change.action.pk: change.action for change in changes}
    if not actions:
        return _("您打开这一页以后，这条记录有人改过。")
    last = actions[max(actions)]
    return _("您打开这一页以后，%(name)s改过这条记录。") % {"name": last.by_name or _("有人")}
