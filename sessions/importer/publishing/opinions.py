"""Review opinions and their follow-ups: records that several bulletins tell of.

An opinion is printed in one bulletin and answered in others. It is found again by the
document that prints it, by the number of the letter that sent it, or by its title and the
session that considered the report. The bulletin that prints it says what it is; others
only fill in what is not known yet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from npcrecords.core import history
from npcrecords.core.generation import bury

from ... import models as m
from .. import record as rec
from .parts import Publication, stated, when
from .table import KEEP, Changes, Table, refuse_long_text

# Of points: what the government or the committee says of them, which staff alone enter.
_STATED = ~Q(claim="", verified="", satisfaction="", repeat_of=None)
_MARKS = re.compile(r"[《》〈〉“”\"「」『』\s]")


def publish_opinions(p: Publication) -> None:
    """Opinions with their points, follow-ups and responses."""
    before = set(_of_bulletin(p.bulletin).values_list("pk", flat=True))
    opinions: dict[str, m.Opinion] = {}
    points: dict[str, int] = {}
    for item in p.record.opinions:
        opinion = _find(p, item, before, {row.pk for row in opinions.values()})
        opinions[item.key] = _write(p, item, opinion)
        points |= _publish_points(p, item, opinions[item.key])
    follow_ups = p.table("follow-ups", m.FollowUp)
    _publish_follow_ups(p, follow_ups, opinions)
    _publish_responses(p, follow_ups, points)
    answered = m.Response.objects.filter(follow_up__in=follow_ups.old - follow_ups.kept)
    follow_ups.kept |= set(answered.values_list("follow_up_id", flat=True))  # by hand
    follow_ups.finish()
    _remove_orphans(p, before - {row.pk for row in opinions.values()})


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
    if item.letter_number:
        sent = list(free.filter(letter_number=item.letter_number))
        same = [row for row in sent if bare_title(row.title) == bare_title(item.title)]
        if found := _only(same or sent, before):
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
        return opinion
    printed_here = item.document is not None
    if printed_here:
        facts["document_id"] = p.document(item.document)
    if not (printed_here or _only_here(p, opinion)):
        facts = {name: value for name, value in facts.items() if not getattr(opinion, name)}
    differing = {
        name: value
        for name, value in facts.items()
        if getattr(opinion, name) != value and (value or not printed_here)
    }
    if differing:
        ((_row, differing),) = p.by_hand.left(m.Opinion, {opinion: differing})
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
    return opinion


def _only_here(p: Publication, opinion: m.Opinion) -> bool:
    """Whether no other bulletin tells of this opinion."""
    printed_elsewhere = opinion.document and opinion.document.bulletin_id != p.bulletin.pk
    return not printed_elsewhere and not opinion.follow_ups.exclude(bulletin=p.bulletin).exists()


def _publish_points(p: Publication, item: rec.Opinion, opinion: m.Opinion) -> dict[str, int]:
    """The points of one opinion, found again by their numbers (``2``, ``2.5``): the same in
    every bulletin. Only the bulletin that prints the opinion takes points away."""
    table = p.table_of("opinion-points", opinion.points.all())
    whole = item.document is not None or _only_here(p, opinion)
    paths: dict[str, str] = {}
    times: Counter[str] = Counter()
    waiting = list(enumerate(item.points))
    while waiting:  # aspects first: points need their ids
        ready = [pair for pair in waiting if pair[1].parent is None or pair[1].parent in paths]
        for order, point in ready:
            path = paths[point.key] = _path(point, paths, times)
            held = table.rows.get(path)
            if held is not None and not whole:
                table.kept.add(held.pk)
                continue
            table.put(
                path,
                opinion_id=opinion.pk,
                parent_id=table.id(paths.get(point.parent or "")),
                order=order,
                kind=point.kind,
                number=point.number,
                marker=point.marker,
                title=point.title,
                text=stated(point.text),
                **p.place(point.source),
            )
        table.flush()
        waiting = [pair for pair in waiting if pair[1].key not in paths]
    if whole:
        table.kept |= _needed(table.old - table.kept)
        gone = table.old - table.kept
        loosen(m.Response.objects.filter(point__in=gone))
        table.finish()
    return {key: table.rows[path].pk for key, path in paths.items()}


def _needed(points: set[int]) -> set[int]:
    """Those of the points that stay though the bulletin no longer prints them: votes were taken
    on them, staff entered what was said of them, or typed a point under them."""
    voted = m.SatisfactionVote.objects.filter(point__in=points)
    stated = m.OpinionPoint.objects.filter(_STATED, pk__in=points)
    typed = m.OpinionPoint.objects.filter(parent__in=points, key="")
    pairs = [
        *voted.values_list("point", "point__parent"),
        *stated.values_list("pk", "parent"),
        *typed.values_list("parent", "parent"),
    ]
    return {pk for pair in pairs for pk in pair} & points


def loosen(responses: QuerySet[m.Response]) -> None:
    """Let these answers stand without the point that they answered, which goes."""
    ids = list(responses.values_list("pk", flat=True))
    with history.changing(m.Response, ids):
        m.Response.objects.filter(pk__in=ids).update(point=None, match="", modified=timezone.now())


def _path(point: rec.Point, paths: dict[str, str], times: Counter[str]) -> str:
    """The numbers that lead to a point; one that comes twice is told apart (``2.5#2``).
    ``times`` counts how often each path came."""
    above = f"{paths[point.parent]}." if point.parent else ""
    path = f"{above}{point.number}"
    times[path] += 1
    return path if times[path] == 1 else f"{path}#{times[path]}"


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
    for follow_up in p.record.follow_ups:
        for item in follow_up.responses:
            document, section = places[item.section]
            held = table.rows.get(item.key)
            by_hand = held is not None and held.match == "by_hand"  # what staff settled stays
            table.put(
                item.key,
                follow_up_id=follow_ups.id(follow_up.key),
                point_id=KEEP if by_hand else points.get(item.point or ""),
                section_id=p.section(item.section),
                heading=item.heading,
                match=KEEP if by_hand else item.match or "",
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


def untold(opinions: Iterable[int]) -> tuple[list[int], list[int]]:
    """Those of the opinions that nothing tells of any more, and their points. One of which
    staff typed a point, what was said of one, or a vote stays."""
    typed = m.OpinionPoint.objects.filter(Q(key="") | _STATED, opinion=OuterRef("pk"))
    rows = m.Opinion.objects.filter(
        ~Exists(typed), pk__in=opinions, document=None, follow_ups=None, votes=None
    )
    gone = list(rows.values_list("pk", flat=True))
    points = m.OpinionPoint.objects.filter(opinion__in=gone)
    return gone, list(points.values_list("pk", flat=True))


def _remove_orphans(p: Publication, candidates: set[int]) -> None:
    """Opinions that this bulletin told of and that nothing tells of any more."""
    opinions, points = untold(candidates)
    for model, gone in ((m.OpinionPoint, points), (m.Opinion, opinions)):
        if gone:
            with history.changing(model, gone):
                model._default_manager.filter(pk__in=gone).delete()
            bury(model.resource, gone)
            p.changes.setdefault(model.resource, Changes()).removed.update(gone)
