"""One person reviews at a time; who left may be relieved."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from sessions.models import ImportJob
from sessions.review.claims import (
    ClaimedError,
    claim,
    held_text,
    is_held_by_other,
    may_take_over,
    release,
)

pytestmark = pytest.mark.django_db


def test_the_second_person_is_told_who_has_it(job, lin, gao) -> None:
    claim(job=job, by=lin)
    assert is_held_by_other(job, gao)
    assert not is_held_by_other(job, lin)
    with pytest.raises(ClaimedError, match="林青正在审核"):
        claim(job=job, by=gao)
    job.refresh_from_db()
    assert job.claimed_by == lin


def test_who_left_may_be_relieved_after_a_while(job, lin, gao, settings) -> None:
    claim(job=job, by=lin)
    settings.NPC_CLAIM_MINUTES = 10
    long_ago = timezone.now() - dt.timedelta(minutes=11)
    ImportJob.objects.update(claimed_at=long_ago)
    job.refresh_from_db()
    assert may_take_over(job)
    assert "可以接手" in held_text(job)
    claim(job=job, by=gao)
    job.refresh_from_db()
    assert job.claimed_by == gao
    with pytest.raises(ClaimedError, match="高远"):
        claim(job=job, by=lin)


def test_letting_go_frees_it_for_others_but_only_ones_own(job, lin, gao) -> None:
    claim(job=job, by=lin)
    release(job=job, by=gao)
    job.refresh_from_db()
    assert job.claimed_by == lin
    release(job=job, by=lin)
    claim(job=job, by=gao)
    job.refresh_from_db()
    assert job.claimed_by == gao
