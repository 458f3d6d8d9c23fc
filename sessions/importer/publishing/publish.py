"""The last stage of the importer: a record file becomes rows, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from npcrecords.core import history
from npcrecords.core.generation import revive
from npcrecords.core.models import ActionKind

from ...choices import ImportKind, Status
from ...models import Bulletin, Session, SessionChair
from ...services import publish_again
from .. import record as rec
from . import parts
from .by_hand import ByHand
from .opinions import publish_opinions
from .orphans import in_use, remove_orphans
from .outcome import Outcome, keep_import, not_written, sentences, told
from .resolve import Resolver
from .soundness import unsound
from .table import KEEP, Changes, Table, put_children, refuse_long_text


@dataclass(frozen=True, kw_only=True)
class Published(Outcome):
    """What publishing a bulletin did."""

    bulletin: Bulletin


Seen = TypeVar("Seen")
__all__ = ["Published", "not_written", "preview", "publish"]


def publish(
    record: rec.Record,
    *,
    text: str = "",
    by: Any = None,
    reason: str = "",
    take_over: frozenset[str] = frozenset(),
) -> Published:
    """Write all that a record file says, and make it public.

    Idempotent: publishing the same record again changes nothing; publishing a mended one
    changes what was mended, and ids stay. All or nothing: an error leaves the database as
    it was. ``text`` is the source's text, kept beside the record when given. What people
    mended by hand in the rows stays, but in those that ``take_over`` names.

    Raises ``rec.RecordError``, a sentence, for a record whose parts name keys it lacks and
    for one that the tables cannot hold.
    """
    with sentences(_problem(record)), _acting(record, by, reason) as recorder:
        published = _publish(record, ByHand(take_over), recorder)
        owner = {"bulletin": published.bulletin, "kind": ImportKind.BULLETIN}
        keep_import(record, record.bulletin.file, owner, text)
        return published


def preview(
    record: rec.Record,
    look: Callable[[Published], Seen],
    *,
    take_over: frozenset[str] = frozenset(),
) -> Seen:
    """What ``publish()`` would do: it is done, ``look`` is called, and all is taken back.

    ``look`` sees the rows as they would be. Raises as ``publish()`` does.
    """
    with sentences(_problem(record)), _acting(record, None, "") as recorder:
        seen = look(_publish(record, ByHand(take_over), recorder))
        recorder.forget()
        transaction.set_rollback(True)
    return seen


def _problem(record: rec.Record) -> str:
    return rec.broken_reference(record) or unsound(record)


def _acting(record: rec.Record, by: Any, reason: str) -> Any:
    label = record.bulletin.label or record.bulletin.issuer
    return history.acting(ActionKind.IMPORT, by=by, reason=reason, summary=label)


def _publish(record: rec.Record, by_hand: ByHand, recorder: history.Recorder) -> Published:
    changes: dict[str, Changes] = {}
    names = Resolver(record.bulletin.place, record.organizations, record.people, changes)
    bulletin = _publish_bulletin(record, names, changes, by_hand)
    before = in_use(bulletin)
    publication = parts.Publication(record, bulletin, names, changes, by_hand)
    parts.publish_documents(publication)
    parts.publish_agenda(publication)
    parts.publish_attendance(publication)
    parts.publish_citations(publication)
    parts.publish_appointments(publication)
    parts.publish_deputies(publication)
    publish_opinions(publication)
    publication.agenda.finish()
    publication.documents.finish()
    parts.publish_findings(publication)
    remove_orphans(before, in_use(bulletin), changes)
    return Published(bulletin=bulletin, **told(changes, recorder, by_hand, names))


def _publish_bulletin(
    record: rec.Record, names: Resolver, changes: dict[str, Changes], by_hand: ByHand
) -> Bulletin:
    item = record.bulletin
    issuer = names.organization(item.issuer)
    known = Bulletin.objects.filter(issuer=issuer)
    if item.term is not None and item.number is not None:
        known = known.filter(term=item.term, number=item.number)
    else:
        known = known.filter(file_sha256=item.file.sha256, label=item.label)
    change = changes.setdefault("bulletins", Changes())
    held = known.first()
    if held is not None:
        publish_again(bulletin=held)  # its records come back to the public's sight
        by_hand.know_removed(held.pk)
    session = _publish_session(record, names, held, changes, by_hand)
    facts = {
        "issuer_id": issuer,
        "place": item.place,
        "term": item.term,
        "number": item.number,
        "running_number": item.running_number,
        "label": item.label,
        "pages": item.pages,
        "session_id": session,
        "status": Status.PUBLISHED,
        "file_name": item.file.name or KEEP,
        "file_sha256": item.file.sha256 or KEEP,
        "lines_count": item.file.lines or KEEP,
    }
    stated = {name: value for name, value in facts.items() if value is not KEEP}
    if held is None:
        held = Bulletin(**stated, published_at=timezone.now())
        refuse_long_text(held)
        held.save(force_insert=True)
        history.record(history.made([held]))
        change.inserted.add(held.pk)
    elif differing := _to_write(held, stated, by_hand):
        for name, value in differing.items():
            setattr(held, name, value)
        held.published_at = timezone.now()
        refuse_long_text(held)
        with history.changing(Bulletin, [held.pk]):
            held.save()
        change.updated.add(held.pk)
    else:
        change.unchanged.add(held.pk)
    revive("bulletins", [held.pk])
    return held


def _to_write(held: Bulletin, stated: dict[str, Any], by_hand: ByHand) -> dict[str, Any]:
    """What of the facts differs from the bulletin held, and was not mended by hand."""
    differing = {name: value for name, value in stated.items() if getattr(held, name) != value}
    return next((values for _, values in by_hand.left(Bulletin, {held: differing})), {})


def _publish_session(
    record: rec.Record,
    names: Resolver,
    bulletin: Bulletin | None,
    changes: dict[str, Changes],
    by_hand: ByHand,
) -> int | None:
    """The session that the bulletin reports, with all that is said of it."""
    item = record.session
    if item is None:
        return None
    table = Table("sessions", Session.objects.none(), changes, by_hand, key="id")
    pk = names.session(item.meeting)
    if pk is None and bulletin is not None:
        pk = bulletin.session_id
    facts: dict[str, Any] = {
        "body_id": names.organization(item.meeting.body),
        "kind": str(item.meeting.kind),
        "term": item.meeting.term,
        "number": item.meeting.number,
        "name": item.meeting.name,
        "start_date": item.start_date,
        "start_half": item.start_half or "",
        "end_date": item.end_date,
        "end_half": item.end_half or "",
        "venue": item.venue,
        "members_present": item.members_present,
        "deputies_present": item.deputies_present,
        "citizens_observing": item.citizens_observing,
    }
    if pk is None:
        session = Session(**facts)
        refuse_long_text(session)
        session.save(force_insert=True)
        history.record(history.made([session]))
        pk = session.pk
        table.changes.inserted.add(pk)
    else:
        others = Bulletin.objects.filter(session=pk)
        if others.exclude(
            pk=bulletin.pk if bulletin else 0
        ).exists():  # what another bulletin said and this one does not say stays
            facts = {name: KEEP if value in (None, "") else value for name, value in facts.items()}
        table.rows[pk] = Session.objects.get(pk=pk)
        table.put(pk, **facts)
        table.flush()
    chairs = [
        {"order": order, "person_id": names.person(chair.person), "name": chair.name}
        for order, chair in enumerate(item.chairs)
    ]
    put_children(table, SessionChair, "session_id", {pk: chairs})
    return pk
