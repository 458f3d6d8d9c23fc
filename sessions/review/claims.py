"""Who is reviewing a file: one person at a time, so that two don't mend the same record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from npcrecords.core.history import name_of

from ..models import ImportJob


class ClaimedError(ValueError):
    """Somebody else is reviewing the file; the message says who, and since when."""


def last_moment() -> dt.datetime:
    """A claim whose holder did nothing since then may be taken over."""
    return timezone.now() - dt.timedelta(minutes=settings.NPC_CLAIM_MINUTES)


def is_held_by_other(job: ImportJob, user: Any) -> bool:
    """Whether somebody other than this user has claimed the review."""
    return job.claimed_by_id is not None and job.claimed_by_id != user.pk


def may_take_over(job: ImportJob) -> bool:
    """Whether the holder of the claim has done nothing for so long that another may have it."""
    return job.claimed_at is None or job.claimed_at < last_moment()


def held_text(job: ImportJob) -> str:
    """Who has the claim, as a sentence; "" for nobody."""
    if job.claimed_by is None or job.claimed_at is None:
        return ""
    minutes = int((timezone.now() - job.claimed_at).total_seconds() // 60)
    if may_take_over(job):
        sentence = _("%(name)s在审核，但已有 %(minutes)d 分钟没有操作：可以接手。")
    else:
        sentence = _("%(name)s正在审核（最近操作在 %(minutes)d 分钟前），现在只能查看。")
    return sentence % {"name": name_of(job.claimed_by), "minutes": minutes}


@transaction.atomic
def claim(*, job: ImportJob, by: Any) -> None:
    """Begin or go on reviewing. Raises ClaimedError while another person has the claim and has
    been at work lately."""
    held = ImportJob.objects.select_for_update().get(pk=job.pk)
    if is_held_by_other(held, by) and not may_take_over(held):
        raise ClaimedError(held_text(held))
    now = timezone.now()
    ImportJob.objects.filter(pk=job.pk).update(claimed_by=by, claimed_at=now)
    job.claimed_by, job.claimed_at = by, now


@transaction.atomic
def release(*, job: ImportJob, by: Any) -> None:
    """Let go of the review. One that another person has stays theirs."""
    ImportJob.objects.filter(pk=job.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)
