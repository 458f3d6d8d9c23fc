"""The day as of which something is derived, as a parameter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from npcrecords.rest.filters import Days, ManyField


class OneDayField(ManyField):
    """A day, one alone."""

    def clean(self, value: list[str]) -> list[dt.date]:
        days: list[dt.date] = super().clean(value)
        if len(set(days)) > 1:
            raise ValidationError(
                _("on 只能写一天：写了 %(days)s。"),
                code="several_days",
                params={"days": "、".join(day.isoformat() for day in days)},
            )
        return days


class AsOf(Days):
    """The one day as of which a list is derived; it filters nothing."""

    field_class = OneDayField

    def filter(self, qs: Any, value: Any) -> Any:
        return qs
