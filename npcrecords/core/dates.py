"""Dates as far as they are known: a first possible day, a precision, the printed words."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    DAY = "day", _("日")
    THIRD = "third", _("旬")
    MONTH = "month", _("月")
    YEAR = "year", _("年")


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
