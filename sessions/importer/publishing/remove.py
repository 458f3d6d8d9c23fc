"""The reverse of publishing: a bulletin and all that only it told of is removed."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from npcrecords.core.changes import remove
from people.models import Appointment, Organization, Person, Post

from ... import models as m
from .opinion_points import loosen
from .opinions import tell_without, untold
from .orphans import in_use, remove_unused
from .table import Changes


@transaction.atomic
def remove_bulletin(*, bulletin: m.Bulletin) -> None:
    """Delete a bulletin with its records; also opinions, persons, posts, organisations
    and sessions that it alone told of.

    Raises Django's ProtectedError or RestrictedError when a record of another bulletin
    needs one of its records.
    """
    before = in_use(bulletin)
    issuer, sessions = bulletin.issuer_id, _sessions(bulletin)
    told = m.Opinion.objects.filter(
        Q(document__bulletin=bulletin) | Q(follow_ups__bulletin=bulletin)
    )
    opinions = set(told.values_list("pk", flat=True))
    _loosen_responses(bulletin)
    remove(m.Bulletin.objects.filter(pk=bulletin.pk))
    orphans, points = untold(opinions)
    if orphans:
        remove(m.OpinionPoint.objects.filter(pk__in=points))
        remove(m.Opinion.objects.filter(pk__in=orphans))
    changes: dict[str, Changes] = {}
    for opinion in m.Opinion.objects.filter(pk__in=opinions):
        tell_without(opinion, changes)
    remove_unused(m.Session, sessions, "sessions", changes)
    for model, resource in ((Person, "people"), (Post, "posts"), (Organization, "organizations")):
        more = {issuer} if model is Organization else set()
        remove_unused(model, before[model] | more, resource, changes)


def _loosen_responses(bulletin: m.Bulletin) -> None:
    """Answers that another bulletin gives to points printed here stand without their point."""
    points = m.OpinionPoint.objects.filter(bulletin=bulletin)
    loosen(m.Response.objects.filter(point__in=points).exclude(bulletin=bulletin))


def _sessions(bulletin: m.Bulletin) -> set[int]:
    """The sessions that the bulletin tells of."""
    told = [
        m.Bulletin.objects.filter(pk=bulletin.pk).values_list("session"),
        bulletin.documents.values_list("adopted_by"),
        Appointment.objects.filter(bulletin=bulletin).values_list("session"),
        m.Opinion.objects.filter(follow_ups__bulletin=bulletin).values_list("considered_at"),
        m.Opinion.objects.filter(document__bulletin=bulletin).values_list("considered_at"),
        m.Opinion.objects.filter(document__bulletin=bulletin).values_list("adopted_by"),
    ]
    return {pk for rows in told for (pk,) in rows if pk is not None}
