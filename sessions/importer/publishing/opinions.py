"""Review opinions and their follow-ups: records that several bulletins tell of.

An opinion is printed in one bulletin and answered in others. It is found again by the
document that prints it, by the number of the letter that sent it, or by its title and the
session that considered the report. The bulletin that prints it says what it is; others
only fill in what is not known yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Exists, OuterRef, Q

from npcrecords.core import history
from npcrecords.core.generation import bury

from ... import models as m
from .. import record as rec
from ..subjects import similarity, subject
from .by_hand import ByHand
from .opinion_points import STATED, points_told, publish_points, put_points_told, speaks_first
from .opinion_tellings import are_all_told, facts_told, tellings_of
from .parts import Publication, when
from .settling_answers import keep_shares, settle_answers
from .table import KEEP, Changes, Table, refuse_long_text

_OTHER_SUBJECT = 0.4
_MARKS = re.compile(r"[《》〈〉“”\"「」『』\s]")


def publish_opinions(p: Publication) -> None:
    """Opinions with their points, follow-ups and responses."""
    before = set(_of_bulletin(p.bulletin).values_list("pk", flat=True))
    opinions: dict[str, m.Opinion] = {}
    points: dict[str, int] = {}
    for item in p.record.opinions:
        opinion = _find(p, item, before, {row.pk for row in opinions.values()})
        opinion = opinions[item.key] = _write(p, item, opinion)
        if speaks_first(p.bulletin, opinion):
            points |= publish_points(p, item, opinion)
    follow_ups = p.table("follow-ups", m.FollowUp)
    _publish_follow_ups(p, follow_ups, opinions)
    _publish_responses(p, follow_ups, points)
    answered = m.Response.objects.filter(follow_up__in=follow_ups.old - follow_ups.kept)
    follow_ups.kept |= set(answered.values_list("follow_up_id", flat=True))  # by hand
    follow_ups.finish()
    _leave(p, before - {row.pk for row in opinions.values()})
    for opinion in opinions.values():
        settle_answers(opinion, p.changes)


def _of_bulletin(bulletin: m.Bulletin) -> Any:
    return m.Opinion.objects.filter(
        Q(document__bulletin=bulletin) | Q(follow_ups__bulletin=bulletin)
    ).distinct()


def _find(p: Publication, item: rec.Opinion, before: set[int], taken: set[int]) -> m.Opinion | None:
    """The opinion that ``item`` tells of, if it is held. ``before`` are those that this
    bulletin told of when it was last published; ``taken`` those of other items of the
    record, which tell of other opinions, whatever number and title they bear."""
    if document := p.document(item.document):
        printed = m.Opinion.objects.filter(document=document).first()
        if printed is not None:
            return printed
    free = m.Opinion.objects.exclude(pk__in=taken).order_by("pk")
    if document:  # what another document prints is another opinion
        free = free.filter(document=None)
    if item.letter_number:
        sent = list(free.filter(letter_number=item.letter_number))
        same = [row for row in sent if bare_title(row.title) == bare_title(item.title)]
        alike = [row for row in sent if not _are_about_others(row.title, item.title)]
        if found := _only(same or alike, before):
            return found
    rows = free
    if session := p.names.session(item.considered_at):
        rows = rows.filter(Q(considered_at=None) | Q(considered_at=session))
    if item.letter_number:
        rows = rows.filter(letter_number__in=("", item.letter_number))
    candidates = [row for row in rows if bare_title(row.title) == bare_title(item.title)]
    return _only(candidates, before)


def _only(rows: list[m.Opinion], before: set[int]) -> m.Opinion | None:
    """The one that is meant: of several only one that this bulletin told of already."""
    if len(rows) > 1:
        rows = [row for row in rows if row.pk in before and row.document_id is None][:1]
    return rows[0] if rows else None


def bare_title(title: str) -> str:
    """A title without marks and spaces, by which two prints of it are compared."""
    return _MARKS.sub("", title)


def _are_about_others(one: str, other: str) -> bool:
    """Whether two opinions cannot be the same, though one letter number stands with both."""
    return similarity(subject(one), subject(other)) < _OTHER_SUBJECT


def _write(p: Publication, item: rec.Opinion, opinion: m.Opinion | None) -> m.Opinion:
    facts: dict[str, Any] = {
        "title": item.title,
        "letter_number": item.letter_number,
        "report_id": p.document(item.report),
        "report_title": item.report_title,
        "considered_at_id": p.names.session(item.considered_at),
        "adopted_by_id": p.names.session(item.adopted_by),
        **when("adopted_on", item.adopted_on),
        "addressee": item.addressee,
        "addressee_organization_id": p.names.organization(item.addressee_organization),
        "aspects_count": item.aspects_count,
        "points_count": item.points_count,
        "due_on": item.due_on,
        "due_rule": item.due_rule,
    }
    changes = p.changes.setdefault("opinions", Changes())
    if opinion is None:
        opinion = m.Opinion(document_id=p.document(item.document), **facts)
        refuse_long_text(opinion)
        opinion.save(force_insert=True)
        history.record(history.made([opinion]))
        changes.inserted.add(opinion.pk)
        _keep_telling(p, item, opinion, facts)
        return opinion
    _keep_telling(p, item, opinion, facts)
    if item.document is not None:
        opinion_document = p.document(item.document)
        if opinion.document_id != opinion_document:
            _write_facts(opinion, {"document_id": opinion_document}, p.changes, p.by_hand)
    tellings = tellings_of(opinion)
    if are_all_told(opinion, tellings):
        facts = facts_told(tellings)
    elif item.document is None:
        facts = {name: value for name, value in facts.items() if not getattr(opinion, name)}
    if any(telling.prints for telling in tellings):  # what staff entered of the rest stays
        facts = {name: value for name, value in facts.items() if value}
    _write_facts(opinion, facts, p.changes, p.by_hand)
    return opinion


def _keep_telling(
    p: Publication, item: rec.Opinion, opinion: m.Opinion, facts: dict[str, Any]
) -> None:
    told = json.loads(
        json.dumps(
            {
                "prints": item.document is not None,
                "tracks": any(
                    one.kind == "tracking" and one.opinion == item.key
                    for one in p.record.follow_ups
                ),
                "facts": facts,
                "points": [] if item.document else points_told(p, item),
            },
            cls=DjangoJSONEncoder,
        )
    )
    held = m.OpinionTelling.objects.filter(opinion=opinion, bulletin=p.bulletin).first()
    if held is None:
        held = m.OpinionTelling.objects.create(opinion=opinion, bulletin=p.bulletin, **told)
        history.record(history.made([held]))
    elif told != {name: getattr(held, name) for name in told}:
        with history.changing(m.Opinion, [opinion.pk]):
            m.OpinionTelling.objects.filter(pk=held.pk).update(**told)


def _write_facts(
    opinion: m.Opinion, facts: dict[str, Any], changed: dict[str, Changes], by_hand: ByHand
) -> None:
    """Bring the opinion to these facts; what people mended by hand stays."""
    changes = changed.setdefault("opinions", Changes())
    differing = {name: value for name, value in facts.items() if getattr(opinion, name) != value}
    if differing:
        ((_row, differing),) = by_hand.left(m.Opinion, {opinion: differing})
    if differing:
        for name, value in differing.items():
            setattr(opinion, name, value)
        refuse_long_text(opinion)
        with history.changing(m.Opinion, [opinion.pk]):
            opinion.save()
        if opinion.pk not in changes.inserted:
            changes.updated.add(opinion.pk)
    elif opinion.pk not in changes.inserted | changes.updated:
        changes.unchanged.add(opinion.pk)


def tell_without(opinion: m.Opinion, changes: dict[str, Changes]) -> None:
    """Bring an opinion to what is still told of it, now that one bulletin tells of it no more."""
    tellings = tellings_of(opinion)
    if tellings and are_all_told(opinion, tellings):
        facts = facts_told(tellings)
        if tellings[0].prints:
            facts = {name: value for name, value in facts.items() if value}
        _write_facts(opinion, facts, changes, ByHand())
        put_points_told(opinion, tellings[0], changes)
    settle_answers(opinion, changes)


def _publish_follow_ups(p: Publication, table: Table, opinions: dict[str, m.Opinion]) -> None:
    for item in p.record.follow_ups:
        author = item.author
        table.put(
            item.key,
            opinion_id=opinions[item.opinion].pk,
            kind=item.kind,
            document_id=p.document(item.document),
            author_organization_id=p.names.organization(author.organization if author else None),
            author_name=author.text if author else "",
            letter_number=item.letter_number,
            **when("replied_on", item.replied_on),
            evaluation_id=p.section(item.evaluation),
            recommendations_id=p.section(item.recommendations),
            **p.place(item.source),
        )
    table.flush()


def _publish_responses(p: Publication, follow_ups: Table, points: dict[str, int]) -> None:
    table = p.table("responses", m.Response, leave_deleted=True)
    places = {
        section.key: (document.key, section)
        for document in p.record.documents
        for section in document.sections
    }
    named = {point.key: point.title for one in p.record.opinions for point in one.points}
    for follow_up in p.record.follow_ups:
        for item in follow_up.responses:
            keep_shares(table, item.key)
            document, section = places[item.section]
            held = table.rows.get(item.key)
            by_hand = held is not None and held.match == "by_hand"  # what staff settled stays
            # Of opinions of which another bulletin says more, settle_answers finds the points.
            elsewhere = item.point is not None and item.point not in points
            table.put(
                item.key,
                follow_up_id=follow_ups.id(follow_up.key),
                point_id=KEEP if by_hand or elsewhere else points.get(item.point or ""),
                section_id=p.section(item.section),
                heading=item.heading,
                quoted=named.get(item.point or "", ""),
                match=KEEP if by_hand or elsewhere else item.match or "",
                **p.place(
                    rec.Source(
                        document=document,
                        page=section.page,
                        line_start=section.line_start,
                        line_end=section.line_end,
                    )
                ),
            )
    table.finish()


def _leave(p: Publication, opinions: set[int]) -> None:
    """Opinions of which this bulletin tells no more: those of which none tells go."""
    with history.changing(m.Opinion, opinions):
        m.OpinionTelling.objects.filter(opinion__in=opinions, bulletin=p.bulletin).delete()
    without, points = untold(opinions)
    for opinion in m.Opinion.objects.filter(pk__in=opinions).exclude(pk__in=without):
        tell_without(opinion, p.changes)
    for model, gone in ((m.OpinionPoint, points), (m.Opinion, without)):
        if gone:
            with history.changing(model, gone):
                model._default_manager.filter(pk__in=gone).delete()
            bury(model.resource, gone)
            p.changes.setdefault(model.resource, Changes()).removed.update(gone)


def untold(opinions: Iterable[int]) -> tuple[list[int], list[int]]:
    """Those of the opinions that nothing tells of any more, and their points. One of which
    staff typed a point, what was said of one, or a vote stays."""
    typed = m.OpinionPoint.objects.filter(Q(key="") | STATED, opinion=OuterRef("pk"))
    rows = m.Opinion.objects.filter(
        ~Exists(typed), pk__in=opinions, document=None, follow_ups=None, votes=None
    )
    gone = list(rows.values_list("pk", flat=True))
    points = m.OpinionPoint.objects.filter(opinion__in=gone)
    return gone, list(points.values_list("pk", flat=True))
