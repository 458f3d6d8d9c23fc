"""Dates as far as they are known: a first possible day, a precision, the printed words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("日")
    THIRD = "third", _("旬")
    MONTH = "month", _("月")
    YEAR = "year", _("年")


def first_day(day: dt.date, precision: str) -> dt.date:
    """The first day that a date known to ``precision`` allows: of its 旬, month or year."""
    if precision == Precision.THIRD:
        return day.replace(day=1 if day.day <= 10 else 11 if day.day <= 20 else 21)
    if precision == Precision.MONTH:
        return day.replace(day=1)
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1)
    return day


def check_dates(row: models.Model) -> None:
    """Every half-known date of ``row`` is the first day it allows. Raises ValidationError."""
    errors = {}
    for field in row._meta.concrete_fields:
        name = field.name.removesuffix("_precision")
        day = getattr(row, name, None) if name != field.name else None
        if not isinstance(day, dt.date):
            continue
        precision = getattr(row, field.name)
        first = first_day(day, precision)
        if day != first:
            errors[name] = ValidationError(
                _("日期只知道到%(precision)s时，写其可能的第一天：请写 %(day)s。"),
                code="not_the_first_day",
                params={"precision": Precision(precision).label, "day": first},
            )
    if errors:
        raise ValidationError(errors)


def precision_field() -> models.CharField[Any, Any]:
    """The column that says how exactly the date beside it is known."""
    return models.CharField(
        _("日期精度"),
        max_length=10,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("原文只写到旬、月、年时，日期取其可能的第一天。"),
    )


def text_field() -> models.CharField[Any, Any]:
    """The column that holds the words of the date beside it, as printed."""
    return models.CharField(
        _("日期原文"), max_length=100, blank=True, help_text=_("原文的写法，如“5月上旬”。")
    )
