"""Form fields and widgets of the admin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AutocompleteSelect,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from ..dates import Precision
from ..written_dates import written_date

if TYPE_CHECKING:  # Django's own class takes no parameter at run time; its hooks have no stubs
    _ModelForm = forms.ModelForm[Any]

    class _InlineFormSet(BaseInlineFormSet[Any, Any, Any]):
        def _construct_form(self, i: int, **kwargs: Any) -> Any: ...
        def _should_delete_form(self, form: Any) -> bool: ...
else:
    _ModelForm = forms.ModelForm
    _InlineFormSet = BaseInlineFormSet


class KnownAutocomplete(AutocompleteSelect):
    """Django's autocomplete, but a choice that is at hand already costs no query."""

    known: tuple[tuple[str, str], ...] = ()

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        known = dict(self.known)
        if not all(item in known for item in value if item not in ("", "None")):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [
            self.create_option(name, item, known[item], True, index)
            for index, item in enumerate((item for item in value if item in known), 1)
        ]
        return [(None, options, 0)]


# The field of a printed name, and the link beside it to the person who bears the name.
NAME_BESIDE_PERSON = {
    "person_name": "person",
    "name": "person",
    "submitted_by_name": "submitted_by_person",
    "explained_by_name": "explained_by",
}


class RecordForm(_ModelForm):
    """Tells the autocompletes the records that came along with the instance, or with the
    values that a new record begins with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            if isinstance(self.initial.get(name), models.Model):
                self.show(name, self.initial[name])
            elif name in self._links and self.instance._meta.get_field(name).is_cached(
                self.instance
            ):
                self.show(name, getattr(self.instance, name))
        for printed, link in NAME_BESIDE_PERSON.items():
            if printed in self.fields and link in self.fields:
                self.fields[printed].widget.attrs["data-person"] = link

    def show(self, name: str, row: Any) -> None:
        """Tell the picker of that name the record that it shows, so that it need not ask."""
        field = self.fields[name]
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, KnownAutocomplete):
            label: Callable[[Any], str] = field.label_from_instance  # type: ignore[attr-defined]
            widget.known = ((str(row.pk), label(row)),) if row else ()

    @property
    def _links(self) -> set[str]:
        fields = self.instance._meta.fields
        return {field.name for field in fields if isinstance(field, models.ForeignKey)}

    refused = ""  # why the rights of the account do not allow what was typed

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.refused:
            raise ValidationError(self.refused)
        return cleaned

    def validate_unique(self) -> None:
        """Check the rules of the table, those too that look at a column the form does not
        show (Django leaves them to the database, whose error no clerk can read)."""
        super().validate_unique()
        failed = {name for name in self._get_validation_exclusions() if name in self.fields}  # type: ignore[attr-defined]
        try:
            self.instance.validate_constraints(exclude=failed)
        except ValidationError as error:
            for message in error.messages:
                if message not in self.non_field_errors():
                    self.add_error(None, message)


class RecordFormSet(_InlineFormSet):
    """Tells of rows that are twice in one table by the sentence of the rule they break; its
    rows know the record that they are on the page of, without asking for it again."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def is_struck(self, form: Any) -> bool:
        """Whether the row is to be deleted."""
        return bool(self._should_delete_form(form))

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        for rule in self.model._meta.constraints:  # type: ignore[union-attr]
            if isinstance(rule, models.UniqueConstraint) and set(unique_check) <= set(rule.fields):
                return str(rule.get_violation_error_message())
        return str(super().get_unique_error_message(unique_check))


class NumberedRowForm(RecordForm):
    """A row on the page of another record. A new row of which only what is filled in by
    itself (``filled``) has a value is an empty one."""

    filled: tuple[str, ...] = ()

    def has_changed(self) -> bool:
        if self.instance.pk is not None:
            return super().has_changed()
        return bool(set(self.changed_data) - set(self.filled))


class NumberedFormSet(RecordFormSet):
    """Rows that are counted: a new one bears the next number, shown before it is typed and
    filled in where it was left empty. ``numbered`` names the columns with their first number;
    ``preset`` are the values that every new row begins with."""

    numbered: dict[str, int] = {}
    preset: dict[str, Any] = {}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name in self.numbered:
            if name in form.fields:
                form.fields[name].required = False
        if form.instance.pk is not None:
            return
        form.filled = (*self.numbered, *self.preset)
        known = self.initial_form_count()
        ahead = self.total_form_count() if index is None else index
        for name in self.numbered:
            form.initial.setdefault(name, self._next(name) + max(0, ahead - known))
        for name, value in self.preset.items():
            form.initial.setdefault(name, value)

    def _next(self, name: str) -> int:
        """The number after the last one that is saved."""
        held = [getattr(row, name) for row in self.get_queryset()]
        return (
            max((number for number in held if number is not None), default=self._before(name)) + 1
        )

    def _before(self, name: str) -> int:
        return self.numbered[name] - 1

    def save_new_objects(self, commit: bool = True) -> list[Any]:
        """In their order, so that what stands under another comes after it."""
        super().save_new_objects(commit)
        first = next(iter(self.numbered), None)
        if first is not None:
            self.new_objects.sort(key=lambda row: getattr(row, first))
        return self.new_objects

    def new_rows(self) -> list[Any]:
        """The new rows that were typed, in the order of the page."""
        return [
            form
            for form in self.extra_forms
            if form.has_changed() and form.is_valid() and not self.is_struck(form)
        ]

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        for name in self.numbered:
            last = self._next(name) - 1
            for form in self.new_rows():
                number = form.cleaned_data.get(name)
                last = last + 1 if number is None else max(last, number)
                if number is None:
                    form.cleaned_data[name] = last
                    setattr(form.instance, name, last)


class DayField(forms.DateField):
    """A day, as people write it: 2024-07-31, 2024/7/31, 2024.7.31, 2024年7月31日."""

    def to_python(self, value: Any) -> dt.date | None:
        written = written_date(value) if isinstance(value, str) else None
        if written is None:
            return super().to_python(value)
        if written.precision != Precision.DAY:
            raise ValidationError(
                _(
                    "“%(value)s”只写到%(precision)s："
                    "请写 %(day)s，并把日期精度选为“%(precision)s”。"
                ),
                code="half_a_date",
                params={
                    "value": value,
                    "precision": Precision(written.precision).label,
                    "day": written.on,
                },
            )
        return written.on


class LinesField(forms.CharField):
    """A list of words, typed one to a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4, "cols": 60}))
        super().__init__(*args, **kwargs)
        self.help_text = _("一行一项。")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or "") != self.to_python(data))


TEXT_WIDGETS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 8, "cols": 80})},
    models.JSONField: {"form_class": LinesField},
    models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
}
