"""What the pages of organisations and posts read: who held what, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from people.lookup import organizations_like
from people.models import Appointment, Organization, OrganizationAlias, Post
from people.queries import read_tenures
from people.tenures import Tenure
from people.titles import has_one_holder

from . import reading
from .pictures.tenures import by_post

# A picture of more posts than these would be long to draw and to read.
POSTS_A_PAGE = 60
NEWEST = 20


def organizations(wanted: str) -> QuerySet[Organization]:
    """The organisations by name: those of which each word is in the name, in another name,
    or in the place."""
    rows = Organization.objects.public().filter(merged_into=None)
    for word in wanted.split():
        rows = rows.filter(organizations_like(word) | Q(jurisdiction__contains=word))
    return rows.prefetch_related(_aliases()).order_by("name", "jurisdiction", "id")


def _aliases() -> Prefetch[str]:
    return Prefetch("alias_set", OrganizationAlias.objects.order_by("name", "id"))


def organization_rows() -> QuerySet[Organization]:
    """Organisations with all facts that their page shows."""
    public = Organization.objects.public().filter(merged_into=None).order_by("name", "id")
    return (
        Organization.objects.public()
        .select_related("parent", "predecessor")
        .prefetch_related(_aliases(), Prefetch("successors", public), Prefetch("children", public))
    )


def below(organization: Organization) -> dict[int, int]:
    """The ids of the organisation and of all below it, in order: itself, then each with what
    is below it, by name; with how far below each stands. One query."""
    rows = Organization.objects.public().filter(merged_into=None).exclude(parent=None)
    children: dict[int, list[int]] = {}
    for pk, parent in rows.order_by("name", "id").values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: dict[int, int] = {}
    waiting = [(organization.pk, 0)]
    while waiting:
        pk, depth = waiting.pop()
        if pk not in found:
            found[pk] = depth
            waiting.extend((child, depth + 1) for child in reversed(children.get(pk, [])))
    return found


def posts_of(organizations: Sequence[int]) -> list[Post]:
    """The posts of these organisations in their order; in each the head first, then deputies,
    then the others. One query."""
    rows = Post.objects.public().select_related("organization")
    found = list(rows.filter(organization__in=organizations))
    place = {pk: number for number, pk in enumerate(organizations)}
    return sorted(found, key=lambda one: (place[one.organization_id], *_rank(one.title), one.pk))


def _rank(title: str) -> tuple[int, int, str]:
    """Of two heads the one of the shorter title stands higher (市长 before 秘书长)."""
    rank = 0 if has_one_holder(title) else 1 if "副" in title else 2
    return rank, len(title), title


@dataclass(frozen=True, slots=True)
class Held:
    """The tenures of posts, each in order of time."""

    of: dict[int, list[Tenure]]

    def of_post(self, post: Post) -> list[Tenure]:
        return self.of.get(post.pk, [])

    @property
    def known_from(self) -> dt.date | None:
        """The first day of which a tenure tells anything."""
        tenures = (one for held in self.of.values() for one in held)
        days = (one.start_date or one.end_date for one in tenures)
        return min((day for day in days if day is not None), default=None)


def held(posts: Iterable[Post]) -> Held:
    """Who held these posts, by public acts. One query."""
    ids = [post.pk for post in posts]
    return Held(by_post(read_tenures(Appointment.objects.public().filter(post__in=ids))))


def acts(ids: Iterable[int]) -> dict[int, Appointment]:
    """These public acts with their persons, posts and documents. Three queries."""
    return {act.pk: act for act in reading.appointments().filter(pk__in=set(ids))}
