"""Form fields and widgets of the admin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _ModelForm = forms.ModelForm[Any]
    _InlineFormSet = BaseInlineFormSet[Any, Any, Any]
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
    """Tells of rows that are twice in one table by the sentence of the rule they break."""

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        for rule in self.model._meta.constraints:  # type: ignore[union-attr]
            if isinstance(rule, models.UniqueConstraint) and set(unique_check) <= set(rule.fields):
                return str(rule.get_violation_error_message())
        return str(super().get_unique_error_message(unique_check))


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
