"""Persons, organisations, posts and memberships as Popolo has them (www.popoloproject.com).

A membership is a tenure. Its dates say as much as is known: a year, a month or a day; of a
旬 the month. An end that has no date, and what is not resolved (Popolo's things stand under
an id), are not told. Ids are the addresses of the records below the API's root.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from npcrecords.core.dates import Precision

from .models import Appointment, Organization, Person, Post
from .tenures import ActIn, Held, Tenure, fold

COLUMNS = (
    "person_id", "post_id", "id", "act", "date", "date_precision", "post__title",
    "post__organization_id", "post__organization__dissolved_on", "bulletin__label",
    "document_id", "source_page",
)  # fmt: skip
CHUNK = 500


def memberships(
    acts: QuerySet[Appointment], *, root: str, on: Collection[dt.date] = ()
) -> Iterator[dict[str, Any]]:
    """The memberships that these acts tell, of one (person, post) at a time; with ``on``, those
    held on one of these days. One query, read as it comes.

    ``acts`` must hold all visible acts of every (person, post) in it; ``root`` is the address
    of the API.
    """
    rows = acts.filter(person__isnull=False, post__isnull=False)
    rows = rows.order_by("person_id", "post_id", "id")
    found = rows.values_list(*COLUMNS).iterator(chunk_size=CHUNK * 4)
    for (person, post), group in groupby(found, key=lambda row: row[:2]):
        held = {row[2]: row for row in group}
        first = next(iter(held.values()))
        for tenure in fold(
            person, post, [ActIn(*row[2:6]) for row in held.values()], dissolved_on=first[8]
        ):
            if not on or any(tenure.held_on(day) is Held.YES for day in on):
                yield _membership(tenure, held, root)


def _membership(tenure: Tenure, held: dict[int, Any], root: str) -> dict[str, Any]:
    title, organization = held[tenure.id][6:8]
    ends = [held[act] for act in (tenure.start_act, tenure.end_act) if act is not None]
    return {
        "id": f"tenures/{tenure.id}",
        "label": f"代理{title}" if tenure.acting else title,
        "role": title,
        "person_id": f"people/{tenure.person}",
        "organization_id": f"organizations/{organization}",
        "post_id": f"posts/{tenure.post}",
        "start_date": date_of(tenure.start_date, tenure.start_precision),
        "end_date": date_of(tenure.end_date, tenure.end_precision),
        "sources": [
            {"url": f"{root}documents/{document}/", "note": _place(label, page)}
            for document, label, page in dict.fromkeys(
                (row[10], row[9], row[11]) for row in ends if row[10] is not None
            )
        ],
    }


def _place(label: str | None, page: int | None) -> str:
    return f"{label or ''}第{page}页" if page is not None else label or ""


def date_of(day: dt.date | None, precision: str) -> str | None:
    """The date as far as it is known: ``2024``, ``2024-07`` or ``2024-07-31``."""
    if day is None:
        return None
    if precision == Precision.YEAR:
        return f"{day.year:04}"
    return day.isoformat() if precision == Precision.DAY else day.isoformat()[:7]


def persons(ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """The persons of these ids, with the names of those merged into them: these are few, and
    read at once."""
    merged = Person.objects.exclude(merged_into=None).order_by("pk")
    names: dict[int | None, list[str]] = defaultdict(list)
    for survivor, name in merged.values_list("merged_into_id", "name"):
        names[survivor].append(name)
    for row in _rows(Person.objects.all(), ids):
        others = [name for name in dict.fromkeys(names.get(row.pk, ())) if name != row.name]
        yield {
            "id": f"people/{row.pk}",
            "name": row.name,
            "sort_name": row.pinyin.split(" ")[-2] if " " in row.pinyin else row.name,
            "summary": row.note or None,
            "other_names": [{"name": name} for name in others],
        }


def organizations(ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """The organisations of these ids, with their aliases and area."""
    for row in _rows(Organization.objects.prefetch_related("alias_set"), ids):
        item = {
            "id": f"organizations/{row.pk}",
            "name": row.name,
            "other_names": [
                {
                    "name": alias.name,
                    "start_date": date_of(alias.valid_from, Precision.DAY),
                    "end_date": date_of(alias.valid_to, Precision.DAY),
                    "note": alias.jurisdiction or None,
                }
                for alias in row.alias_set.all()
            ],
            "classification": row.classification or None,
            "parent_id": f"organizations/{row.parent_id}" if row.parent_id else None,
            "founding_date": date_of(row.founded_on, row.founded_on_precision),
            "dissolution_date": date_of(row.dissolved_on, row.dissolved_on_precision),
        }
        if row.jurisdiction:
            item["area"] = {"id": f"areas/{row.jurisdiction}", "name": row.jurisdiction}
        yield item


def posts(ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """The posts of these ids."""
    for row in _rows(Post.objects.select_related("organization"), ids):
        yield {
            "id": f"posts/{row.pk}",
            "label": str(row),
            "role": row.title,
            "organization_id": f"organizations/{row.organization_id}",
        }


def _rows(table: QuerySet[Any], ids: Iterable[int]) -> Iterator[Any]:
    """The rows of these ids, in order, a few hundred in memory at a time."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        yield from table.filter(pk__in=wanted[start : start + CHUNK]).order_by("pk")
