"""What the bulletins say of one opinion, put together.

The bulletin that prints an opinion says what it is. Of the others a committee's tracking report
goes before a government's handling report, since it quotes the opinion, and an earlier bulletin
before a later one. Each fact is that of the first that states it. So nothing hangs on the order
in which the bulletins come in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from people.models import Organization

from ... import models as m

# Columns that are one statement: they are taken together.
STATEMENTS = (
    ("title",),
    ("letter_number",),
    ("report_id",),
    ("report_title",),
    ("considered_at_id",),
    ("adopted_by_id",),
    ("adopted_on", "adopted_on_precision", "adopted_on_text"),
    ("addressee", "addressee_organization_id"),
    ("aspects_count",),
    ("points_count",),
    ("due_on", "due_rule"),
)
DAYS = ("adopted_on", "due_on")
SESSIONS = ("considered_at_id", "adopted_by_id")

Facts = dict[str, Any]


def tellings_of(opinion: m.Opinion) -> list[m.OpinionTelling]:
    """What bulletins say of the opinion, the one that goes before the others first."""
    return sorted(opinion.tellings.select_related("bulletin"), key=_rank)


def _rank(telling: m.OpinionTelling) -> tuple[Any, ...]:
    bulletin = telling.bulletin
    return (
        not telling.prints,
        not telling.tracks,
        bulletin.term or 0,
        bulletin.number or 0,
        bulletin.label,
        bulletin.pk,
    )


def are_all_told(opinion: m.Opinion, tellings: Sequence[m.OpinionTelling]) -> bool:
    """Whether all that is held of the opinion is told by these; not so, where a bulletin was
    published before tellings were kept, or the opinion was typed by hand."""
    told = {one.bulletin_id for one in tellings}
    telling = set(opinion.follow_ups.values_list("bulletin_id", flat=True))
    if opinion.document is not None:
        telling.add(opinion.document.bulletin_id)
    return telling - {None} <= told


def facts_told(tellings: Sequence[m.OpinionTelling]) -> Facts:
    """The facts, each from the first telling that states it."""
    found: Facts = {}
    for names in STATEMENTS:
        for telling in tellings:
            if telling.facts.get(names[0]) or telling.facts.get(names[-1]):
                break
        facts = telling.facts
        found |= {name: _value(name, facts.get(name)) for name in names if name in facts}
    return _with_what_is_held(found)


def _value(name: str, stored: Any) -> Any:
    if name in DAYS and isinstance(stored, str):
        return dt.date.fromisoformat(stored)
    return stored


def _with_what_is_held(facts: Mapping[str, Any]) -> Facts:
    """The facts without links to records that are gone; those merged lead to the other."""
    found = dict(facts)
    sessions = {pk for name in SESSIONS if (pk := found.get(name))}
    held = set(m.Session.objects.filter(pk__in=sessions).values_list("pk", flat=True))
    for name in SESSIONS:
        if found.get(name) not in held:
            found[name] = None
    if pk := found.get("addressee_organization_id"):
        row = Organization.objects.filter(pk=pk).first()
        while row is not None and row.merged_into is not None:
            row = row.merged_into
        found["addressee_organization_id"] = row.pk if row else None
    return found
