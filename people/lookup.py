"""Finding persons, organisations and posts by what people type: an id, a name, an alias, a
sound. Each gives rows that are asked for within the caller's own query.

Who was merged into another counts as that other: its old id and name lead there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from npcrecords.core.recent import remembered

from .mentioning import Name, NameTable
from .models import Organization, OrganizationAlias, Person, Post
from .names import sound_of, whole_names

NUMBER = re.compile(r"[0-9]{1,18}")
HAN_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def closed(name: str) -> str:
    """A name without the space that prints put inside two-character names (张 平)."""
    return HAN_SPACE.sub("", name.strip())


def _survivors(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The ids of these rows, or of what they were merged into (twice, at the most)."""
    survivor = Coalesce(F("merged_into__merged_into"), F("merged_into"), F("pk"))
    return rows.order_by().values(survivor=survivor)


def people_called(ids: Sequence[int], names: Sequence[str]) -> QuerySet[Any]:
    """The ids of the persons with one of these ids, or names (in characters or pinyin): of
    a name that ten people bear, all ten."""
    wanted = Q(pk__in=ids) | Q(name__in=[closed(name) for name in names])
    wanted |= Q(pinyin__in=[whole for name in names for whole in whole_names(sound_of(name))])
    return _survivors(Person.objects.filter(wanted))


def sounds_like(sound: str) -> Q:
    """Persons whose name sounds so (``fang qin``, ``fangqin``), or has a part that begins so
    (``qin``, ``fq``; of 方勤远 ``qinyuan`` too). ``sound`` is as ``sound_of`` gives it."""
    return Q(pinyin__startswith=sound) | Q(pinyin__contains=f" {sound}")


def people_like(text: str) -> Q:
    """Persons with this in their name, in characters or pinyin."""
    found = Q(name__contains=closed(text))
    if sound := sound_of(text):
        found |= sounds_like(sound)
    return found


def organizations_called(ids: Sequence[int], names: Sequence[str]) -> QuerySet[Any]:
    """The ids of the organisations with one of these ids, names or aliases."""
    aliased = OrganizationAlias.objects.order_by().filter(name__in=names).values("organization")
    wanted = Q(pk__in=ids)
    if names:
        wanted |= Q(name__in=names) | Q(pk__in=aliased)
    return _survivors(Organization.objects.filter(wanted))


def organization_ids(words: Sequence[str]) -> list[int]:
    """The ids of the organisations that these ids and names mean. One query."""
    ids = [int(word) for word in words if NUMBER.fullmatch(word)]
    names = [word for word in words if not NUMBER.fullmatch(word)]
    return list(organizations_called(ids, names).values_list("survivor", flat=True))


def organizations_like(text: str) -> Q:
    """Organisations with this in their name or in one of their aliases."""
    aliased = OrganizationAlias.objects.order_by().filter(name__contains=text)
    return Q(name__contains=text) | Q(pk__in=aliased.values("organization"))


def posts_called(ids: Sequence[int], titles: Sequence[str]) -> QuerySet[Any]:
    """The ids of the posts with one of these ids or titles."""
    return Post.objects.order_by().filter(Q(pk__in=ids) | Q(title__in=titles)).values("pk")


def names_of_organizations(*, drafts: bool = False) -> NameTable:
    """All names by which texts go, of the organisations that everybody knows; with ``drafts``
    of all. Two queries; for everybody none, where they were asked for in this generation.

    A full name that tells its place means the same everywhere, another one within its place. Who
    was merged into another is that other.
    """
    if drafts:
        return _name_table(Organization.objects.all())
    return remembered("names of organizations", lambda: _name_table(Organization.objects.public()))


def _name_table(organizations: QuerySet[Organization]) -> NameTable:
    survivor = Coalesce(F("merged_into__merged_into"), F("merged_into"), F("pk"))
    rows = organizations.order_by().annotate(survivor=survivor)
    held = {
        row["pk"]: row
        for row in rows.values(
            "pk", "name", "jurisdiction", "survivor", "founded_on", "dissolved_on"
        )
    }
    names = []
    for row in held.values():
        place = row["jurisdiction"]
        names.append(
            Name(
                row["name"],
                row["survivor"],
                "" if place in row["name"] else place,
                place,
                founded_on=row["founded_on"],
                dissolved_on=row["dissolved_on"],
            )
        )
    aliases = OrganizationAlias.objects.order_by().values_list(
        "organization", "name", "jurisdiction", "valid_from", "valid_to"
    )
    for pk, words, scope, since, until in aliases:
        if (bearer := held.get(pk)) is not None:
            names.append(
                Name(
                    words,
                    bearer["survivor"],
                    scope or bearer["jurisdiction"],
                    bearer["jurisdiction"],
                    since,
                    until,
                    bearer["founded_on"],
                    bearer["dissolved_on"],
                )
            )
    return NameTable(names, {row["jurisdiction"] for row in held.values()} - {""})
