"""From a reviewed record to published rows: what stands in the way, what will change, and
doing it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from npcrecords.core import history
from npcrecords.core.models import ActionKind, Change, Effect

from ..checks import decisions, set_aside, stored
from ..checks.policies import stored as stored_of_policy
from ..choices import ImportState, Severity
from ..importer import record as rec
from ..importer.publishing.by_hand import Kept
from ..importer.publishing.outcome import Outcome
from ..importer.publishing.policies import PublishedPolicy, preview_policy, publish_policy
from ..importer.publishing.publish import Published, preview, publish
from ..models import ImportJob
from .claims import held_text, is_held_by_other, may_take_over
from .drafts import record_of
from .kinds import AnyRecord
from .questions import SOLVED, Question, fingerprint_of, open_questions, questions


class NotPublishedError(ValueError):
    """What stands in the way of publishing; the message is a sentence."""


class OutdatedError(NotPublishedError):
    """Something has changed since the changes were shown."""


@dataclass(frozen=True)
class Outlook:
    """What publishing will do. ``seen`` stands for all of it: publishing asks whether it is
    still the same. ``words`` is what the caller made of it."""

    published: Outcome
    seen: str
    words: Any = None

    @property
    def changes_nothing(self) -> bool:
        return not self.published.changes


def obstacles(job: ImportJob, record: AnyRecord, user: Any) -> list[str]:
    """What stands in the way of this user's publishing the record, a sentence each."""
    found = []
    if job.parsed is None:
        found.append(_("文件还没有读完：请等读完再发布。"))
    if errors := len(open_questions(job, record, Severity.ERROR)):
        found.append(
            _("还有 %(count)d 个错误没有处理：请在“待核问题”里逐个处理。") % {"count": errors}
        )
    if settings.NPC_SECOND_PERSON and job.reviewers.filter(pk=user.pk).exists():
        found.append(_("本单位要求审核和发布由两个人做：您审核过这份记录，请另一位同事发布。"))
    if is_held_by_other(job, user) and not may_take_over(job):
        found.append(held_text(job))
    return found


def wants_reason(job: ImportJob, record: AnyRecord) -> list[Question]:
    """The open warnings: publishing with them wants one sentence of reason."""
    return open_questions(job, record, Severity.WARNING)


def to_publish(job: ImportJob) -> AnyRecord:
    """The record as it will be published: without the findings that were solved."""
    record = record_of(job)
    solved = {one.fingerprint for one in questions(job, record) if one.state == SOLVED}
    kept = tuple(
        one for one in record.findings if fingerprint_of(one.code, one.message) not in solved
    )
    return record.model_copy(update={"findings": kept})


def outlook(
    job: ImportJob,
    *,
    take_over: frozenset[str] = frozenset(),
    words: Callable[[Outcome], Any] | None = None,
) -> Outlook:
    """What publishing will do; nothing is written. ``words`` is called while the rows are as
    they would be. Raises ``rec.RecordError``."""

    record = to_publish(job)

    def look(published: Outcome) -> Outlook:
        told = words(published) if words is not None else None
        return Outlook(published, _seen(record, published.changes, published.kept), told)

    if isinstance(record, rec.PolicyRecord):
        return preview_policy(record, look, take_over=take_over)
    return preview(record, look, take_over=take_over)


def _seen(record: AnyRecord, changes: Iterable[Change], kept: Iterable[Kept]) -> str:
    """What tells one outlook from another. Rows that will be made have no lasting id yet, and no
    values: the record tells of them."""
    told = sorted(
        (one.table, one.effect, 0 if one.effect == Effect.INSERTED else one.record_id, _text(one))
        for one in changes
    )
    stays = sorted(one.name for one in kept)
    text = json.dumps([told, stays, record.model_dump_json()], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _text(change: Change) -> str:
    return json.dumps(change.values, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)


@transaction.atomic
def publish_job(
    *,
    job: ImportJob,
    by: Any,
    reason: str = "",
    seen: str = "",
    take_over: frozenset[str] = frozenset(),
) -> Published | PublishedPolicy:
    """Publish the record of an import: all of it or nothing.

    ``seen`` is that of the outlook which was shown: raises OutdatedError when publishing would
    do something else now. Raises NotPublishedError when something stands in the way, and
    ``rec.RecordError`` for a record that the tables cannot hold.
    """
    held = ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    record = to_publish(held)
    if in_the_way := obstacles(held, record, by):
        raise NotPublishedError(in_the_way[0])
    warnings = wants_reason(held, record)
    if warnings and not reason.strip():
        raise NotPublishedError(
            _("还有 %(count)d 个警告没有处理：请写一句话，说明为什么可以照样发布。")
            % {"count": len(warnings)}
        )
    if seen and outlook(held, take_over=take_over).seen != seen:
        raise OutdatedError(_("刚才显示以后，记录又有变动：请看过现在的变动，再发布。"))
    with history.acting(ActionKind.IMPORT, by=by, reason=reason, summary=held.file_name):
        published = _publish(record, by=by, reason=reason, take_over=take_over)
        _carry_decisions(held, published, warnings, reason, by)
        if isinstance(published, PublishedPolicy):
            held.policy = published.policy
        else:
            held.bulletin = published.bulletin
        held.state = ImportState.PUBLISHED
        held.claimed_by = held.claimed_at = None
        held.save(update_fields=["bulletin", "policy", "state", "claimed_by", "claimed_at"])
    job.refresh_from_db()
    return published


def _publish(record: AnyRecord, **kwargs: Any) -> Published | PublishedPolicy:
    if isinstance(record, rec.PolicyRecord):
        return publish_policy(record, **kwargs)
    return publish(record, **kwargs)


def _carry_decisions(
    job: ImportJob,
    published: Published | PublishedPolicy,
    warnings: list[Question],
    reason: str,
    by: Any,
) -> None:
    """What people decided of findings goes on to hold for the published ones."""
    reasons = {key: decision["reason"] for key, decision in job.settled.items()}
    reasons |= {one.fingerprint: reason.strip() for one in warnings}
    decided = decisions()
    if isinstance(published, PublishedPolicy):
        held = stored_of_policy(published.policy.pk)
    else:
        held = stored(published.bulletin.pk)
    for found in held:
        key = fingerprint_of(found.code, found.message)
        if key in reasons and found.fingerprint not in decided:
            set_aside(found=found, reason=reasons[key], by=by)
