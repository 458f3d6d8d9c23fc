"""The verbs of the congress app: what staff do to bulletins and policy documents, called alike
by the admin, the API and the commands."""

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


def take_back_policy(*, policy: m.Policy, by: Any = None, reason: str = "") -> None:
    """Make a published policy document a draft, with all that is in it, as ``take_back`` does."""
    with history.acting(ActionKind.TAKE_BACK, by=by, reason=reason):
        _set_status(policy, Status.DRAFT)


def publish_policy_again(*, policy: m.Policy, by: Any = None, reason: str = "") -> None:
    """Publish a policy document that is held as a draft, as ``publish_again`` does."""
    with history.acting(ActionKind.PUBLISH, by=by, reason=reason):
        _set_status(policy, Status.PUBLISHED)


def _set_status(row: m.Bulletin | m.Policy, status: Status) -> None:
    held = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if held.status == status:
        row.status, row.published_at = held.status, held.published_at
        return
    watch = Watch(held)
    held.status = status
    if status is Status.PUBLISHED:
        held.published_at = timezone.now()
    held.save(update_fields=["status", "published_at"])
    watch.note(held)
    row.status, row.published_at = held.status, held.published_at
    row.modified = held.modified
