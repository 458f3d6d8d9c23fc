"""Two people with one record open: the second to save sees what the first changed, and decides.

A form carries what it showed (``opened``). On saving, with the record held, that is compared
with what is held now and with what was typed. Fields that only the other changed stay as the
other left them; where both changed the same, the form comes back with what was typed, beside
what is held now, and saving it once more is a decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..models import Change, Effect, Part, Record
from ..rights import Refused
from .opened import Opened, Words, fresh, is_technical, sent, typed

FIELD = "_version"
BUTTONS = ("_save", "_continue", "_addanother", "_publish", "_withdraw")
LONGEST = 400  # letters of a value that the table of a conflict shows
Row = dict[str, list[str]]


@dataclass(frozen=True)
class Clash:
    """What both changed: as it was when the form was opened, as it is, as it was typed."""

    label: str
    opened: str
    now: str
    mine: str


@dataclass
class Conflict:
    """What somebody else did meanwhile. ``merged`` names what was kept of it; ``button`` is
    the one that was pressed."""

    sentence: str = ""
    clashes: list[Clash] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    button: str = "_save"


def hold(row: Record, formsets: list[Any]) -> None:
    """Keep the record and the rows on its page from being changed until the transaction ends."""
    list(type(row)._default_manager.order_by().select_for_update().filter(pk=row.pk))
    for formset in formsets:
        rows = formset.model._default_manager.order_by().filter(**{formset.fk.name: row.pk})
        list(rows.select_for_update().values_list("pk", flat=True))


def settle(model_admin: Any, request: HttpRequest, row: Record) -> Conflict | None:
    """Join what is sent with what somebody changed since the form was opened; None where
    nothing was. ``request.POST`` then holds both; ``request.opened`` what a form shows that
    comes back. Called inside the transaction that saves."""
    hold(row, [formset for formset, _inline in model_admin.get_formsets_with_inlines(request, row)])
    form, formsets = fresh(model_admin, request, model_admin.get_object(request, str(row.pk)))
    now = Opened.of(form, formsets)
    request.opened = now  # type: ignore[attr-defined]
    if FIELD not in request.POST:  # no page of ours: a program, which says all that it wants
        return None
    opened = Opened.unpacked(request.POST[FIELD])
    if opened is None:
        raise Refused(_("看不出这一页打开时是什么样：请核对下面的内容，再保存一次。"))
    if opened == now:
        return None
    joining = _Joining(request, opened, now)
    joining.fields(form)
    for formset in formsets:
        joining.rows(formset)
    request.POST = joining.data  # type: ignore[assignment]
    found = joining.conflict
    found.sentence = _sentence(last_change(row, formsets))
    found.button = next((name for name in BUTTONS if name in request.POST), BUTTONS[0])
    return found


class _Joining:
    """What is sent, on its way to hold what others changed too."""

    def __init__(self, request: HttpRequest, opened: Opened, now: Opened) -> None:
        self.request = request
        self.opened = opened
        self.now = now
        self.data: QueryDict = request.POST.copy()
        self.conflict = Conflict()

    def fields(self, form: Any) -> None:
        """The record's own fields."""
        for name in self._differing(form, self.opened.own, self.now.own, form.prefix):
            _put(self.data, form.add_prefix(name), sent(form, name))

    def _differing(self, form: Any, was: Words, now: Words, prefix: str | None) -> Iterator[str]:
        """The fields that only the other changed; those that both did are noted."""
        for name, held in now.items():
            before = was.get(name, held)
            if before == held:
                continue
            label = _label(form, name, prefix)
            mine = typed(form, name, self.request, f"{prefix}-{name}" if prefix else name)
            if mine == before:
                self.conflict.merged.append(label)
                yield name
            elif mine != held:
                words = [in_words(form.fields[name], one) for one in (before, held, mine)]
                self.conflict.clashes.append(Clash(label, *words))

    def rows(self, formset: Any) -> None:
        """A table on the record's page: its rows are put together anew, in the order in which
        they are held, then those that are new."""
        was = self.opened.rows.get(formset.prefix)
        now = self.now.rows[formset.prefix]
        if was is None or was == now or f"{formset.prefix}-TOTAL_FORMS" not in self.data:
            return
        known = {str(form.instance.pk): form for form in formset.initial_forms}
        key = formset.model._meta.pk.name
        sent_rows = list(_sent_rows(self.data, formset.prefix))
        ours = {row[key][0]: (index, row) for index, row in sent_rows if row.get(key, [""])[0]}
        kept: list[Row] = []
        for pk, form in known.items():
            if pk in ours:
                kept.append(self._joined(form, *ours[pk], was.get(pk, {}), now[pk]))
            else:
                if pk not in was:
                    self._merged(formset, _("新增"), form.instance)
                kept.append(_as_sent(form, formset))
        new = [row for _index, row in sent_rows if not row.get(key, [""])[0]]
        new += [
            row
            for pk, (index, row) in ours.items()
            if pk not in known and self._stays(formset, index, row, was.get(pk, {}))
        ]
        self._write(formset, kept, new)

    def _joined(self, form: Any, index: int, row: Row, was: Words, now: Words) -> Row:
        """A row that both have."""
        prefix = f"{form.prefix.rpartition('-')[0]}-{index}"
        if "DELETE" in row:
            if was != now:
                before, held = (_row_in_words(form, words) for words in (was, now))
                clash = Clash(_named(form.instance), before, held, _("删除"))
                self.conflict.clashes.append(clash)
            return row
        for name in self._differing(form, was, now, prefix):
            value = sent(form, name)
            row.pop(name, None)
            if value is not None:
                row[name] = [value]
        return row

    def _stays(self, formset: Any, index: int, row: Row, was: Words) -> bool:
        """Whether a row that the other deleted is to be made anew, since it was changed here."""
        form = formset.empty_form
        prefix = f"{formset.prefix}-{index}"
        mine = {
            name: typed(form, name, self.request, f"{prefix}-{name}")
            for name in form.fields
            if not is_technical(name, formset)
        }
        label = str(formset.model._meta.verbose_name)
        if "DELETE" in row or all(mine[name] == was.get(name, "") for name in mine):
            self.conflict.merged.append(f"{label}（{_('删除')}）")
            return False
        row[formset.model._meta.pk.name] = [""]
        opened, typed_here = (_row_in_words(form, words) for words in (was, mine))
        self.conflict.clashes.append(Clash(label, opened, _("已删除"), typed_here))
        return True

    def _merged(self, formset: Any, what: str, row: Model) -> None:
        self.conflict.merged.append(f"{_named(row)}（{what}）")

    def _write(self, formset: Any, kept: list[Row], new: list[Row]) -> None:
        for name in _names_of_rows(self.data, formset.prefix):
            del self.data[name]
        for index, row in enumerate([*kept, *new]):
            for name, values in row.items():
                self.data.setlist(f"{formset.prefix}-{index}-{name}", values)
        self.data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(kept))
        self.data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(kept) + len(new))


# What is sent


def _put(data: QueryDict, name: str, value: str | None) -> None:
    data.pop(name, None)
    if value is not None:
        data[name] = value


def _names_of_rows(data: QueryDict, prefix: str) -> list[str]:
    shape = re.compile(re.escape(prefix) + r"-\d+-")
    return [name for name in data if shape.match(name)]


def _sent_rows(data: QueryDict, prefix: str) -> Iterator[tuple[int, Row]]:
    """The rows of a table that are sent, each with its number."""
    found: dict[int, Row] = {}
    for name in _names_of_rows(data, prefix):
        number, _dash, column = name.removeprefix(f"{prefix}-").partition("-")
        found.setdefault(int(number), {})[column] = data.getlist(name)
    yield from sorted(found.items())


def _as_sent(form: Any, formset: Any) -> Row:
    """A row as a browser sends it that did not touch it."""
    row: Row = {
        formset.model._meta.pk.name: [str(form.instance.pk)],
        formset.fk.name: [str(formset.instance.pk)],
    }
    for name in form.fields:
        if not is_technical(name, formset) and (value := sent(form, name)) is not None:
            row[name] = [value]
    return row


def as_new(model_admin: Any, request: HttpRequest, change: Change | None) -> QueryDict:
    """What was sent for a record that somebody deleted meanwhile, as a new record sends it.
    What its form did not let change is taken from the history."""
    data: QueryDict = request.POST.copy()
    data.pop(FIELD, None)
    for formset, _inline in model_admin.get_formsets_with_inlines(request):
        prefix = formset.get_default_prefix()
        if f"{prefix}-INITIAL_FORMS" in data:
            data[f"{prefix}-INITIAL_FORMS"] = "0"
        for name in _names_of_rows(data, prefix):
            if name.rpartition("-")[2] in {formset.model._meta.pk.name, formset.fk.name}:
                data[name] = ""
    held = {} if change is None else change.values
    for name in model_admin.fixed_once_made:
        column = model_admin.model._meta.get_field(name).attname
        if name not in data and column in held:
            data[name] = str(held[column][0] or "")
    return data


def carry_over(model_admin: Any, request: HttpRequest, survivor: Record) -> None:
    """Have ``request.POST`` hold the record into which the one of the form was merged, with
    the fields that were changed in the form. The rows on its page are those of the survivor."""
    form, formsets = fresh(model_admin, request, model_admin.get_object(request, str(survivor.pk)))
    now = Opened.of(form, formsets)
    opened = Opened.unpacked(request.POST.get(FIELD, "")) or now
    data: QueryDict = request.POST.copy()
    for name in form.fields:
        html_name = form.add_prefix(name)
        if typed(form, name, request, html_name) == opened.own.get(name):
            _put(data, html_name, sent(form, name))
    for formset in formsets:
        for name in _names_of_rows(data, formset.prefix):
            del data[name]
        for index, row in enumerate(formset.initial_forms):
            for name, values in _as_sent(row, formset).items():
                data.setlist(f"{formset.prefix}-{index}-{name}", values)
        number = str(len(formset.initial_forms))
        data[f"{formset.prefix}-INITIAL_FORMS"] = data[f"{formset.prefix}-TOTAL_FORMS"] = number
    request.POST = data  # type: ignore[assignment]
    request.opened = now  # type: ignore[attr-defined]


# In words


def in_words(field: forms.Field, value: str) -> str:
    """A compared value as people read it."""
    if not value:
        return "—"
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        row = rows.filter(pk=value).first() if value.isdecimal() and len(value) < 19 else None
        return value if row is None else str(field.label_from_instance(row))
    if isinstance(field, forms.BooleanField):
        return _("是")
    choices = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return choices.get(value) or Truncator(value).chars(LONGEST, truncate="……")


def _row_in_words(form: Any, words: Words) -> str:
    said = (in_words(form.fields[name], value) for name, value in words.items() if value)
    return Truncator("，".join(said)).chars(LONGEST, truncate="……") or "—"


def _label(form: Any, name: str, prefix: str | None) -> str:
    label = str(form.fields[name].label)
    return f"{_named(form.instance)}：{label}" if prefix else label


def _named(row: Model) -> str:
    return f"{row._meta.verbose_name}“{row}”"


def last_change(row: Record, formsets: Iterable[Any] = ()) -> Change | None:
    """The last change of a record, its parts, or the rows on its page."""
    table = row._meta.label_lower
    wanted = Q(table=table, record_id=row.pk) | Q(owner_table=table, owner_id=row.pk)
    for formset in formsets:
        ids = [form.instance.pk for form in formset.initial_forms]
        if ids and not issubclass(formset.model, Part):
            wanted |= Q(table=formset.model._meta.label_lower, record_id__in=ids)
    return Change.objects.filter(wanted).select_related("action").order_by("-id").first()


def deletion_of(model: type[Model], pk: str) -> Change | None:
    """What the history tells of a record that was deleted."""
    if not (pk.isdecimal() and len(pk) < 19):
        return None
    gone = Change.objects.filter(
        table=model._meta.label_lower, record_id=int(pk), effect=Effect.REMOVED
    )
    return gone.select_related("action").order_by("-id").first()


def who_and_when(change: Change | None) -> dict[str, str]:
    """Who made a change, and when, for a sentence."""
    if change is None:
        return {"name": _("有人"), "when": _("刚才")}
    at = date_format(timezone.localtime(change.action.at), "DATETIME_FORMAT")
    return {"name": change.action.by_name or _("有人"), "when": at}


def _sentence(change: Change | None) -> str:
    return _("您打开这一页以后，%(name)s（%(when)s）改过这条记录。") % who_and_when(change)
