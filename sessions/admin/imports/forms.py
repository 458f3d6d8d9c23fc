"""The form of an item under review, built from what its kind says of its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext as _

from npcrecords.core.admin.forms import LinesField

from ...review.choosing import ORGANIZATIONS, PEOPLE, Chosen
from ...review.drafts import Data, Item, Place, find, items, title_of, value_at
from ...review.kinds import (
    CHOICE,
    CHOICES,
    DAY,
    FLAG,
    KEY,
    KINDS,
    LINES,
    LONG,
    NUMBER,
    ORGANIZATION,
    PERSON,
    Field,
    Rows,
)
from .pickers import EntityField, label_of

LARGEST_NUMBER = 2_147_483_647
MOST_ROWS = 500
EXTRA_ROWS = 2
# Fields whose absence the record file tells by null, not by an empty text.
_NULL = (DAY, NUMBER, KEY)
WIDE = (LONG, CHOICES, LINES)  # fields that take the whole width
AMONG = {PERSON: PEOPLE, ORGANIZATION: ORGANIZATIONS}


class Builder:
    """What the fields of a form need to know: the record, the place of the item in it, and the
    address at which a picker asks for choices."""

    def __init__(self, record: Data, place: Place, pick_url: Callable[[str], str]) -> None:
        self.record = record
        self.place = place
        self.pick_url = pick_url

    def field(self, field: Field, value: Any, *, needed: bool) -> forms.Field:
        """The form field for a field of the record that holds ``value``."""
        asked: dict[str, Any] = {
            "label": field.label,
            "required": needed,
            "help_text": field.help,
        }
        if field.form in AMONG:
            among = AMONG[field.form]
            chosen = (f"key:{value}", label_of(self.record, among, value)) if value else None
            return EntityField(among=among, url=self.pick_url(among), chosen=chosen, **asked)
        if field.form == KEY:
            return forms.ChoiceField(choices=[("", "—"), *self._keys(field, value)], **asked)
        if field.form == CHOICE:
            blank = [] if needed else [("", "—")]
            return forms.ChoiceField(choices=[*blank, *field.choices], **asked)
        if field.form == CHOICES:
            return forms.MultipleChoiceField(
                choices=field.choices, widget=forms.CheckboxSelectMultiple, **asked
            )
        if field.form == NUMBER:
            return forms.IntegerField(
                min_value=0,
                max_value=LARGEST_NUMBER,
                widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
                **asked,
            )
        if field.form == DAY:
            return forms.DateField(widget=AdminDateWidget(), **asked)
        if field.form == FLAG:
            return forms.BooleanField(label=field.label, required=False, help_text=field.help)
        if field.form == LINES:
            return LinesField(**asked)
        long = forms.Textarea(attrs={"rows": 3 if len(str(value or "")) < 200 else 12})
        attrs = {"class": "vTextField"} | ({"list": "post-titles"} if field.path == "post" else {})
        widget = long if field.form == LONG else forms.TextInput(attrs=attrs)
        return forms.CharField(widget=widget, **asked)

    def _keys(self, field: Field, value: Any) -> list[tuple[str, str]]:
        """The items that the field may name, by their titles."""
        kind = KINDS[field.of]
        found = [
            (item["key"], title_of(kind, item)[:80])
            for within in self._holders(field)
            for item in items(self.record, kind, within)
        ]
        if value and value not in dict(found):
            found.append((value, value))
        return found

    def _holders(self, field: Field) -> list[str]:
        """The items among whose own items the field chooses: a document's sections, an
        opinion's points. "" stands for the record."""
        kind, place = KINDS[field.of], self.place
        if not kind.within:
            return [""]
        if place.what.within == kind.within:
            return [place.within]
        follow_up = find(
            self.record, place if place.kind == "follow_ups" else Place("follow_ups", place.within)
        )
        if follow_up is None:
            return []
        held = follow_up["document" if kind.within == "documents" else "opinion"]
        return [held] if held else []


class _Values(forms.Form):
    """Fields of a record, by their paths. In a row of a list nothing need be filled in as long
    as the row is blank."""

    is_row = False

    def put_fields(self, builder: Builder, fields: Any, item: Item | None) -> None:
        for field in fields:
            value = value_at(item, field.path)
            name = _name(field.path)
            needed = field.needed and not self.is_row
            self.fields[name] = builder.field(field, value, needed=needed)
            self.initial[name] = f"key:{value}" if value and field.form in AMONG else value

    def value(self, field: Field) -> Any:
        """What was typed in a field, as the record file holds it."""
        typed = self.cleaned_data.get(_name(field.path))
        if field.form == DAY:
            return typed.isoformat() if typed else None
        if field.form in _NULL or field.form in AMONG or isinstance(typed, Chosen):
            return typed if typed not in ("", None) else None
        if field.unstated and typed == "":
            return None
        if field.form == CHOICE and typed == "":
            return None if field.path.rpartition(".")[2] in _NULL_CODES else ""
        return typed


# Codes that the record file leaves out by null.
_NULL_CODES = ("start_half", "end_half", "cause", "match")


class ItemForm(_Values):
    """The fields of one item. ``values()`` gives what was typed, by path."""

    def __init__(self, data: Any = None, *, builder: Builder) -> None:
        super().__init__(data, prefix="item")
        self.kind = builder.place.what
        item = find(builder.record, builder.place) or dict(self.kind.new)
        self.put_fields(builder, self.kind.plain(), item)
        self.row_sets = [
            RowSet(rows, data, builder, item.get(rows.path) or []) for rows in self.kind.lists()
        ]

    def is_valid(self) -> bool:
        whole = [super().is_valid(), *(rows.is_valid() for rows in self.row_sets)]
        return all(whole)

    def values(self) -> dict[str, Any]:
        """What was typed, by path."""
        typed = {field.path: self.value(field) for field in self.kind.plain()}
        typed |= {rows.rows.path: rows.values() for rows in self.row_sets}
        return {path: value for path, value in typed.items() if not _is_left_out(path, value)}

    def parts(self) -> list[dict[str, Any]]:
        """The fields and lists in the order of the kind."""
        sets = {one.rows.path: one for one in self.row_sets}
        return [
            {"rows": sets[one.path]}
            if isinstance(one, Rows)
            else {"field": self[_name(one.path)], "wide": one.form in WIDE}
            for one in self.kind.fields
        ]

    @property
    def media(self) -> forms.Media:
        """What the widgets need, those in the rows too."""
        return sum((form.media for rows in self.row_sets for form in rows.forms), super().media)


class RowForm(_Values):
    """One row of a list within an item; the last few are blank."""

    is_row = True

    def __init__(
        self, data: Any, *, rows: Rows, prefix: str, row: Item | None, builder: Builder
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.rows = rows
        self.row = row
        self.put_fields(builder, rows.fields, row)
        self.fields["strike"] = forms.BooleanField(label=_("删去"), required=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in."""
        return not any(self.cleaned_data.get(_name(field.path)) for field in self.rows.fields)

    @property
    def is_struck(self) -> bool:
        return bool(self.cleaned_data.get("strike"))

    def clean(self) -> dict[str, Any]:
        """What is needed is filled in, unless the row is struck or blank."""
        if not self.is_struck and not self.is_blank:
            for field in self.rows.fields:
                if field.needed and not self.cleaned_data.get(_name(field.path)):
                    self.add_error(_name(field.path), _("请填写这一栏，或删去这一行。"))
        return self.cleaned_data


class RowSet:
    """The rows of a list within an item, with a few blank ones to add to it."""

    def __init__(self, rows: Rows, data: Any, builder: Builder, held: list[Item]) -> None:
        self.rows = rows
        prefix = f"rows-{rows.path}"
        self.number_name = f"{prefix}-number"
        self.number = len(held) + EXTRA_ROWS
        if data is not None:
            sent = data.get(self.number_name, "")
            self.number = min(int(sent), MOST_ROWS) if sent.isdecimal() else 0
        padded: list[Item | None] = [*held, *[None] * self.number]
        self.forms = [
            RowForm(data, rows=rows, prefix=f"{prefix}-{n}", row=row, builder=builder)
            for n, row in enumerate(padded[: self.number])
        ]

    def is_valid(self) -> bool:
        right = [form.is_valid() for form in self.forms]  # each is asked, for its own errors
        return all(right)

    def values(self) -> list[Item]:
        """The rows as the record file holds them."""
        return [
            (form.row or {}) | {field.path: form.value(field) for field in self.rows.fields}
            for form in self.forms
            if not form.is_struck and not form.is_blank
        ]


def _name(path: str) -> str:
    return path.replace(".", "__")


def _is_left_out(path: str, value: Any) -> bool:
    """Values that the record file has no blank for: what was there, or its default, stays."""
    return value in ("", None) and path.rpartition(".")[2] in ("precision", "kind")
