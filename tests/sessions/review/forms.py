"""What a browser sends of a form as it is shown."""

from __future__ import annotations

from typing import Any

from django.forms import BooleanField
from django.utils.datastructures import MultiValueDict

from sessions.admin.imports.forms import Builder, ItemForm
from sessions.review.drafts import Place


def form_of(record: dict[str, Any], place: Place, data: Any = None) -> ItemForm:
    return ItemForm(data, builder=Builder(record, place, lambda among: f"/choices/?of={among}"))


def sent(form: ItemForm) -> MultiValueDict[str, str]:
    """The fields of the form with the values that they show."""
    data: dict[str, Any] = {}
    for part in [form, *(row for rows in form.row_sets for row in rows.forms)]:
        for bound in part:
            shown = bound.field.prepare_value(bound.value())
            if isinstance(bound.field, BooleanField):
                if shown:
                    data[bound.html_name] = "on"
            elif isinstance(shown, list | tuple):
                data[bound.html_name] = [str(one) for one in shown]
            else:
                data[bound.html_name] = "" if shown is None else str(shown)
    for rows in form.row_sets:
        data[rows.number_name] = str(rows.number)
    lists = {name: one if isinstance(one, list) else [one] for name, one in data.items()}
    return MultiValueDict(lists)
