"""The kinds of filters: each takes its parameter repeated or with commas, as OR.

A filter turns the words of a parameter into values, or says what is wrong with them and
what would do; from the values it makes one condition, never a query of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"[0-9]{1,18}")
DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
YES, NO = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})


class _Words(forms.Widget):
    """All words of a parameter: each time it is given, and between commas."""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [word.strip() for text in given for word in text.split(",") if word.strip()]


class ManyField(forms.Field):
    widget = _Words

    def __init__(self, *, convert: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False})
        self.convert = convert

    def clean(self, value: list[str]) -> list[Any]:
        for word in value:
            if "\x00" in word:
                raise ValidationError(_("不能含有空字符。"), code="null_character")
        return [self.convert(word) for word in value]


class Many(django_filters.Filter):
    """Base: a parameter with several values, any of which will do."""

    field_class = ManyField
    schema: dict[str, Any] = {"type": "string"}

    def __init__(self, field_name: str = "", **kwargs: Any) -> None:
        super().__init__(field_name=field_name or None, convert=self.convert, **kwargs)

    def convert(self, word: str) -> Any:
        """The value that a word means. Raises ValidationError."""
        return word

    def condition(self, values: Sequence[Any]) -> Q:
        return Q(**{f"{self.field_name}__in": values})

    def slots(self, values: Sequence[Any]) -> list[Any] | None:
        """The ids or days that can give way to others without the condition changing its form,
        so that its query can be kept; an empty list where the values belong to the form; None
        where there is no telling."""
        return None

    def filter(self, qs: QuerySet[Any], value: Sequence[Any]) -> QuerySet[Any]:
        return qs.filter(self.condition(value)) if value else qs


class Texts(Many):
    """A text that is the same, whatever spaces and book-title marks stand round it."""

    def convert(self, word: str) -> str:
        return word.strip("《》 \u3000")


class Contains(Many):
    """A text that is found in one of the columns."""

    def __init__(self, *columns: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns = columns

    def condition(self, values: Sequence[str]) -> Q:
        return reduce(
            or_, (Q(**{f"{column}__icontains": v}) for column in self.columns for v in values)
        )


class Numbers(Many):
    """A number, or an id."""

    schema = {"type": "integer"}

    def convert(self, word: str) -> int:
        if not NUMBER.fullmatch(word):
            raise ValidationError(
                _("“%(word)s”不是数字：请写成 16 这样。"),
                code="invalid_number",
                params={"word": word},
            )
        return int(word)


class Codes(Many):
    """One of the codes of ``choices``."""

    def __init__(self, field_name: str = "", *, codes: Any, **kwargs: Any) -> None:
        self.codes: list[str] = list(codes.values)
        self.schema = {"type": "string", "enum": self.codes}
        super().__init__(field_name, **kwargs)

    def convert(self, word: str) -> str:
        if word not in self.codes:
            raise ValidationError(
                _("没有“%(word)s”这个代码：可用的有 %(codes)s。"),
                code="invalid_code",
                params={"word": word, "codes": "、".join(self.codes)},
            )
        return word

    def slots(self, values: Sequence[str]) -> list[Any]:
        return []


class Days(Many):
    """A day. With ``after`` or ``before``, the day itself included, as a bound."""

    schema = {"type": "string", "format": "date"}

    def __init__(self, field_name: str = "", *, bound: str = "", **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)
        self.comparison = {"after": "gte", "before": "lte"}.get(bound, "exact")

    def convert(self, word: str) -> dt.date:
        with suppress(ValueError):
            if DAY.fullmatch(word):
                return dt.date(*map(int, word.split("-")))
        raise ValidationError(
            _("“%(word)s”不是日期：请写成 2024-07-30 这样。"),
            code="invalid_date",
            params={"word": word},
        )

    def slots(self, values: Sequence[dt.date]) -> list[Any]:
        return list(values)

    def condition(self, values: Sequence[dt.date]) -> Q:
        return reduce(or_, (Q(**{f"{self.field_name}__{self.comparison}": v}) for v in values))


class Flags(Many):
    """Yes or no."""

    schema = {"type": "string", "enum": ["true", "false", "1", "0"]}

    def convert(self, word: str) -> bool:
        if word.lower() not in YES | NO:
            raise ValidationError(
                _("“%(word)s”不是“是”或“否”：请写 true 或 false。"),
                code="invalid_flag",
                params={"word": word},
            )
        return word.lower() in YES

    def slots(self, values: Sequence[bool]) -> list[Any]:
        return []


class Named(Many):
    """A related record by its id, or by its name.

    ``find`` gives the rows that bear one of the ids or names; they are asked for within the
    list's own query. ``printed`` is the column with the name as printed: it counts where
    the link is not resolved.
    """

    def __init__(
        self,
        field_name: str = "",
        *,
        find: Callable[[list[int], list[str]], QuerySet[Any]],
        printed: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(field_name, **kwargs)
        self.find = find
        self.printed = printed

    def slots(self, values: Sequence[str]) -> list[Any] | None:
        return [int(word) for word in values] if all(map(NUMBER.fullmatch, values)) else None

    def condition(self, values: Sequence[str]) -> Q:
        ids = [int(word) for word in values if NUMBER.fullmatch(word)]
        names = [word for word in values if not NUMBER.fullmatch(word)]
        return Q(**{f"{self.field_name}__in": self.find(ids, names)})

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        if not value:
            return qs
        names = [word for word in value if not NUMBER.fullmatch(word)]
        if not (self.printed and names):
            return qs.filter(self.condition(value))
        plain = qs.model._default_manager.order_by()
        unresolved = {f"{self.field_name}__isnull": True, f"{self.printed}__in": names}
        found = plain.filter(self.condition(value)).values("pk")
        return qs.filter(pk__in=found.union(plain.filter(**unresolved).values("pk"), all=True))
