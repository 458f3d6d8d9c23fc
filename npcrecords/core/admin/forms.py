"""Form fields and widgets of the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.utils.translation import gettext_lazy as _

_ModelForm = forms.ModelForm[Any] if TYPE_CHECKING else forms.ModelForm


class KnownAutocomplete(AutocompleteSelect):
    """Django's autocomplete, but a choice that is at hand already costs no query."""

    known: tuple[tuple[str, str], ...] = ()

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        known = dict(self.known)
        if not all(item in known for item in value if item not in ("", "None")):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [
            self.create_option(name, item, known[item], True, index)
            for index, item in enumerate((item for item in value if item in known), 1)
        ]
        return [(None, options, 0)]


class RecordForm(_ModelForm):
    """Tells the autocompletes the records that came along with the instance."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            if not isinstance(widget, KnownAutocomplete):
                continue
            if self.instance._meta.get_field(name).is_cached(self.instance):
                chosen = getattr(self.instance, name)
                label: Callable[[Any], str] = field.label_from_instance  # type: ignore[attr-defined]
                widget.known = ((str(chosen.pk), label(chosen)),) if chosen else ()


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
}
