"""The verbs of the congress app: what staff do to bulletins, called alike by the admin, the
API and the commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from npcrecords.core.generation import bury, raise_generation, revive
from people.models import Appointment, DeputyChange, Person

from . import models as m
from .choices import Status

_SOURCED: tuple[type[Model], ...] = (
    m.AgendaItem,
    m.Attendance,
    m.Citation,
    Appointment,
    DeputyChange,
    m.CredentialsReport,
    m.OpinionPoint,
    m.FollowUp,
    m.Response,
)
_PUBLISHED = Status.PUBLISHED.value


@transaction.atomic
def take_back(*, bulletin: m.Bulletin) -> None:
    """Make a published bulletin a draft: it and all its records leave the public's sight.

    Programs in sync see them go. A bulletin that is a draft already stays as it is.
    """
    _set_status(bulletin, Status.DRAFT)


@transaction.atomic
def publish_again(*, bulletin: m.Bulletin) -> None:
    """Publish a bulletin that is held as a draft, typed by hand or taken back.

    Programs in sync see its records come. A bulletin that is published stays as it is.
    """
    _set_status(bulletin, Status.PUBLISHED)


def _set_status(bulletin: m.Bulletin, status: Status) -> None:
    held = m.Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if held.status == status:
        bulletin.status, bulletin.published_at = held.status, held.published_at
        return
    before = _public_records(held)
    held.status = status
    if status is Status.PUBLISHED:
        held.published_at = timezone.now()
    held.save(update_fields=["status", "published_at"])
    after = _public_records(held)
    for model in before:
        _note(model, gone=before[model] - after[model], come=after[model] - before[model])
    raise_generation()
    bulletin.status, bulletin.published_at = held.status, held.published_at
    bulletin.modified = held.modified


def _note(model: type[Model], *, gone: Iterable[int], come: Iterable[int]) -> None:
    """Bury and revive the records of one list, and count them as modified."""
    resource: str = model.resource  # type: ignore[attr-defined]
    gone, come = list(gone), list(come)
    now = timezone.now()
    for start in range(0, len(gone + come), 500):
        model._default_manager.filter(pk__in=(gone + come)[start : start + 500]).update(
            modified=now
        )
    for start in range(0, len(gone), 500):
        bury(resource, gone[start : start + 500])
    for start in range(0, len(come), 500):
        revive(resource, come[start : start + 500])


def _public_records(bulletin: m.Bulletin) -> dict[type[Model], set[int]]:
    """The ids of all records that this bulletin's status has a say in and everybody may see
    now, by table. Sessions, opinions and persons are told of by several bulletins: another
    may keep them public."""
    part = {"document__bulletin": bulletin, "document__bulletin__status": _PUBLISHED}
    told = Q(document__bulletin=bulletin) | Q(follow_ups__bulletin=bulletin)
    lists: dict[type[Model], QuerySet[Any]] = {
        m.Bulletin: m.Bulletin.objects.filter(pk=bulletin.pk, status=_PUBLISHED),
        m.Session: m.Session.objects.filter(
            bulletins=bulletin,
            pk__in=m.Bulletin.objects.filter(status=_PUBLISHED).values("session"),
        ),
        Person: Person.objects.public().named_in(bulletin.pk),
        m.Document: m.Document.objects.public().filter(bulletin=bulletin),
        m.Section: m.Section.objects.filter(**part),
        m.Footnote: m.Footnote.objects.filter(**part),
        m.Opinion: m.Opinion.objects.public().filter(told).distinct(),
        **{
            model: model._default_manager.public().filter(bulletin=bulletin)  # type: ignore[attr-defined]
            for model in _SOURCED
        },
    }
    return {
        model: set(rows.order_by().values_list("pk", flat=True)) for model, rows in lists.items()
    }
