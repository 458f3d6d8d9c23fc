"""How records are worded on the pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from npcrecords.core.wording import date_text
from sessions.choices import Claim, FollowUpKind, OpinionState, Satisfaction, Verified

from ..citing import in_title_marks
from ..opinions import table

register = template.Library()


@register.filter
def day(row: Any, name: str) -> str:
    """The half-known date ``name`` of the row."""
    return date_text(
        getattr(row, name), getattr(row, f"{name}_precision"), getattr(row, f"{name}_text")
    )


@register.filter
def days(alias: Any) -> str:
    """From when to when an organisation was called so; "" where neither is known."""
    first, last = (
        date_format(day, "DATE_FORMAT") if day else "" for day in (alias.valid_from, alias.valid_to)
    )
    if first and last:
        return _("%(first)s至%(last)s") % {"first": first, "last": last}
    if first:
        return _("%(first)s起") % {"first": first}
    return _("至%(last)s") % {"last": last} if last else ""


@register.filter
def pages(row: Any) -> str:
    """第3页, or 第3–5页: the printed pages of a document."""
    if row.page_start is None:
        return ""
    if row.page_end in (None, row.page_start):
        return _("第%(page)s页") % {"page": row.page_start}
    return _("第%(first)s–%(last)s页") % {"first": row.page_start, "last": row.page_end}


@register.filter
def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a section's text."""
    return [line for line in (text or "").split("\n") if line.strip()]


@register.filter
def state_label(state: str) -> str:
    return str(OpinionState(state).label)


@register.filter
def claim_label(claim: str) -> str:
    return str(Claim(claim).label)


@register.filter
def verified_label(verified: str) -> str:
    return str(Verified(verified).label)


@register.filter
def satisfaction_label(satisfaction: str) -> str:
    return str(Satisfaction(satisfaction).label)


@register.filter
def indent(level: int) -> int:
    """How far a section is set in: headings of three depths are enough for the eye."""
    return min(max(int(level), 0), 5)


@register.filter
def author_line(author: Any) -> str:
    """The author as printed, else organisation, office and name."""
    if author.text:
        return str(author.text)
    organization = author.organization.name if author.organization else ""
    return f"{organization}{author.role} {author.name}".strip()


@register.filter
def follow_up_label(kind: str) -> str:
    return str(FollowUpKind(kind).label)


@register.filter
def addressee_words(row: Any) -> str:
    """Who an opinion of the table was sent to."""
    return table.addressee_words(row)


@register.filter
def reply_words(row: Any) -> str:
    """When an opinion of the table was first replied to."""
    return table.reply_words(row)


@register.filter
def in_marks(title: str) -> str:
    """A title in its marks."""
    return in_title_marks(title)


@register.filter
def at(names: dict[Any, str], key: Any) -> str:
    """What a table of names has for this."""
    return names.get(key, "")
