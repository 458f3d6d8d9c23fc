"""What a form showed when it was opened: each field's value as plain text, so that it can be
compared with what is held later and with what was typed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.http import HttpRequest

Words = dict[str, str]


@dataclass(frozen=True)
class Opened:
    """The values of a form: ``own`` are its fields, ``rows`` the rows on its page, by the
    prefix of their table and their id."""

    own: Words
    rows: dict[str, dict[str, Words]]

    @classmethod
    def of(cls, form: Any, formsets: Iterable[Any]) -> Self:
        """What a form and the tables on its page begin with. No query: all of it is shown."""
        return cls(
            words_of(form),
            {
                formset.prefix: {
                    str(row.instance.pk): words_of(row, formset) for row in formset.initial_forms
                }
                for formset in formsets
            },
        )

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Self | None:
        """None for what is no such text."""
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError):
            return None


def words_of(form: Any, formset: Any = None) -> Words:
    """The values that a form began with."""
    return {
        name: word(field, form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
        if not is_technical(name, formset)
    }


def is_technical(name: str, formset: Any) -> bool:
    """Whether a field of a row says which row it is, not what it holds."""
    return formset is not None and name in {
        formset.model._meta.pk.name,
        formset.fk.name,
        forms.formsets.DELETION_FIELD_NAME,
    }


def word(field: forms.Field, value: Any) -> str:
    """A value of a field as text that can be compared."""
    value = field.prepare_value(getattr(value, "pk", value))
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.replace("\r\n", "\n").strip()


def typed(form: Any, name: str, request: HttpRequest, html_name: str) -> str:
    """What was typed in a field, as text that can be compared."""
    field = form.fields[name]
    value = field.widget.value_from_datadict(request.POST, request.FILES, html_name)
    if isinstance(field, forms.ModelChoiceField):
        return word(field, value)
    try:
        return word(field, field.to_python(value))
    except ValidationError:
        return str(value).strip()


def sent(form: Any, name: str) -> str | None:
    """What a browser sends of a field that nobody touched; None for nothing."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    widget = field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else None
    value = widget.format_value(getattr(value, "pk", value))
    if isinstance(value, (list, tuple)):
        return str(value[0]) if value else ""
    return "" if value is None else str(value)


def fresh(model_admin: Any, request: HttpRequest, row: Any) -> tuple[Any, list[Any]]:
    """The form of a record and the tables on its page as they are held now."""
    fields = flatten_fieldsets(model_admin.get_fieldsets(request, row))
    form = model_admin.get_form(request, row, change=True, fields=fields)(instance=row)
    numbers: Counter[str] = Counter()
    formsets = []
    for formset, inline in model_admin.get_formsets_with_inlines(request, row):
        prefix = formset.get_default_prefix()
        numbers[prefix] += 1
        if numbers[prefix] > 1:
            prefix = f"{prefix}-{numbers[prefix]}"
        formsets.append(formset(instance=row, prefix=prefix, queryset=inline.get_queryset(request)))
    return form, formsets
