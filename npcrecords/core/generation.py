"""The generation number: read it for ETags, raise it in the transaction that changes data."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from .kept import ask
from .models import Generation, Record, Tombstone


def current_generation() -> int:
    """The present version of all public data. One query."""
    rows = ask("generation", lambda _: Generation.objects.filter(pk=1).values_list("number"), ())
    return int(rows[0][0]) if rows else 0


def raise_generation() -> None:
    """Say that public data changed. Call it inside the transaction of the change."""
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.create(pk=1, number=1)


def bury(resource: str, ids: Iterable[int]) -> None:
    """Note that these records of the API list ``resource`` are gone from public sight."""
    now = timezone.now()
    Tombstone.objects.bulk_create(
        [Tombstone(resource=resource, record_id=number, modified=now) for number in ids],
        update_conflicts=True,
        unique_fields=["resource", "record_id"],
        update_fields=["modified"],
    )


def revive(resource: str, ids: Iterable[int]) -> None:
    """Forget the tombstones of records that are public (again)."""
    Tombstone.objects.filter(resource=resource, record_id__in=list(ids)).delete()


def bring_back(model: type[Record], ids: Iterable[int]) -> None:
    """Revive those of these records that programs in sync were told are gone, and count them
    as modified, so that they come again."""
    buried = Tombstone.objects.filter(resource=model.resource, record_id__in=list(ids))
    back = list(buried.values_list("record_id", flat=True))
    if back:
        model._default_manager.filter(pk__in=back).update(modified=timezone.now())
        revive(model.resource, back)
