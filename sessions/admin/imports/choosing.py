"""The choices of a picker on a page of the review."""

from __future__ import annotations

from django.http import HttpResponseBase

from ...review.choosing import ORGANIZATIONS, PEOPLE
from . import pickers
from .pages import Page, needs_record


@needs_record
def choices(page: Page) -> HttpResponseBase:
    """Persons or organisations (``of``) for what was typed (``term``)."""
    among = ORGANIZATIONS if page.request.GET.get("of") == ORGANIZATIONS else PEOPLE
    return pickers.choices(page.now, among, page.request.GET.get("term", ""))
