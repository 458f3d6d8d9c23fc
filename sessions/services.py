"""The verbs of the congress app: what staff do to bulletins, called alike by the admin, the
API and the commands."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from npcrecords.core import history
from npcrecords.core.changes import Watch
from npcrecords.core.models import ActionKind

from . import models as m
from .choices import Status


def take_back(*, bulletin: m.Bulletin, by: Any = None, reason: str = "") -> None:
    """Make a published bulletin a draft: it and all its records leave the public's sight.

    Programs in sync see them go. A bulletin that is a draft already stays as it is.
    """
    with history.acting(ActionKind.TAKE_BACK, by=by, reason=reason):
        _set_status(bulletin, Status.DRAFT)


def publish_again(*, bulletin: m.Bulletin, by: Any = None, reason: str = "") -> None:
    """Publish a bulletin that is held as a draft, typed by hand or taken back.

    Programs in sync see its records come. A bulletin that is published stays as it is.
    """
    with history.acting(ActionKind.PUBLISH, by=by, reason=reason):
        _set_status(bulletin, Status.PUBLISHED)


def _set_status(bulletin: m.Bulletin, status: Status) -> None:
    held = m.Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if held.status == status:
        bulletin.status, bulletin.published_at = held.status, held.published_at
        return
    watch = Watch(held)
    held.status = status
    if status is Status.PUBLISHED:
        held.published_at = timezone.now()
    held.save(update_fields=["status", "published_at"])
    watch.note(held)
    bulletin.status, bulletin.published_at = held.status, held.published_at
    bulletin.modified = held.modified
