"""Places in a bulletin, and half-known dates, as a reader sees them."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .dates import Precision


def place_text(page: int | None, start: int | None, end: int | None) -> str:
    """``第3页 行30–41``: where in the bulletin something stands."""
    parts = []
    if page is not None:
        parts.append(_("第%(page)s页") % {"page": page})
    if start is not None:
        lines = str(start) if end in (None, start) else f"{start}–{end}"
        parts.append(_("行%(lines)s") % {"lines": lines})
    return " ".join(parts)


def date_text(day: dt.date | None, precision: str, printed: str) -> str:
    """A date as far as it is known: 2024年7月31日, 2024年7月上旬, 2024年7月, 2024年; or the printed
    words, of a third of a month where they name the year."""
    if day is None:
        return printed
    if precision == Precision.YEAR:
        return _("%(year)s年") % {"year": day.year}
    if precision == Precision.MONTH:
        return date_format(day, "YEAR_MONTH_FORMAT")
    if precision == Precision.THIRD:
        if _("%(year)s年") % {"year": day.year} in printed:
            return printed
        thirds = (_("%(month)s上旬"), _("%(month)s中旬"), _("%(month)s下旬"))
        named = {"month": date_format(day, "YEAR_MONTH_FORMAT")}
        return thirds[min((day.day - 1) // 10, 2)] % named
    return date_format(day, "DATE_FORMAT")
