"""Serializer fields that the resources share: how values look from outside.

What is not known is null, whatever the column holds; null that comes in is stored as the
column wants it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty


class TextField(serializers.CharField):
    """A text; an empty one is not known, and shown as null."""

    def __init__(self, **kwargs: Any) -> None:
        self.unknown = None if kwargs.get("allow_null") else ""
        if kwargs.get("allow_blank"):
            kwargs["allow_null"] = True
        super().__init__(**kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        if data is None and self.allow_null:
            return self.unknown
        return super().run_validation(data)

    def to_representation(self, value: Any) -> Any:
        return str(value) if value != "" else None


class CodeField(serializers.ChoiceField):
    """A code; an empty one is not known, and shown as null."""

    default_error_messages = {"invalid_choice": _("没有“{input}”这个代码：可用的有 {codes}。")}

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        if kwargs.pop("allow_blank", False):
            kwargs["allow_null"] = True
            self.unknown: str | None = ""
        else:
            self.unknown = None
        super().__init__(choices, **kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        if data in (None, "") and self.allow_null:
            return self.unknown
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        try:
            return self.choice_strings_to_values[str(data)]
        except KeyError:
            codes = "、".join(str(code) for code in self.choices)
            self.fail("invalid_choice", input=data, codes=codes)

    def to_representation(self, value: Any) -> Any:
        return None if value in ("", None) else str(value)


@extend_schema_field({"type": ["string", "null"]})
class LabelField(serializers.Field[Any, Any, Any, Any]):
    """The label of the code in ``code``, in the language of the request."""

    def __init__(self, code: str, choices: Any) -> None:
        super().__init__(source="*", read_only=True)
        self.code = code
        self.labels: dict[Any, Any] = dict(choices.choices)

    def to_representation(self, value: Any) -> str | None:
        code = value[self.code] if isinstance(value, Mapping) else getattr(value, self.code)
        return str(self.labels[code]) if code in self.labels else None


class PrecisionField(CodeField):
    """How exactly the date in ``date`` is known; null where there is no date."""

    def __init__(self, date: str, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices.choices, **{"required": False, "allow_null": True, **kwargs})
        self.date = date
        self.unknown = choices.DAY

    def get_attribute(self, instance: Any) -> Any:
        if getattr(instance, self.date) is None:
            return ""
        return super().get_attribute(instance)

    def to_representation(self, value: Any) -> Any:
        return str(value) or None


class InstantField(serializers.DateTimeField):
    """An instant, in UTC: without the ``+`` that addresses would take for a blank."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=dt.UTC, **kwargs)

    def to_representation(self, value: Any) -> Any:
        return instant(value)


def instant(value: dt.datetime | None) -> str | None:
    """An instant as it is shown: 2024-07-30T08:00:00Z."""
    return None if value is None else value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


@cache
def labels(choices: Any, _language: str | None) -> dict[Any, str]:
    """The labels of codes in the language of the request, which has to be given along."""
    return {code: str(label) for code, label in choices.choices}
