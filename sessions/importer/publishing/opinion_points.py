"""The aspects and points of an opinion: of all bulletins that tell of it one says them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from npcrecords.core import history

from ... import models as m
from .. import record as rec
from ..opinion.matching import Answer, Aspect, match_answers
from .by_hand import ByHand
from .opinion_tellings import tellings_of
from .parts import Publication, stated
from .table import KEEP, Changes, Table

# Of points: what the government or the committee says of them, which staff alone enter.
STATED = ~Q(claim="", verified="", satisfaction="", repeat_of=None)


def speaks_first(bulletin: m.Bulletin, opinion: m.Opinion) -> bool:
    """Whether it is this bulletin that says what the opinion's points are."""
    tellings = tellings_of(opinion)
    if opinion.document is not None:
        return opinion.document.bulletin_id == bulletin.pk
    return tellings[0].bulletin_id == bulletin.pk


def points_told(p: Publication, item: rec.Opinion) -> list[dict[str, Any]]:
    """The points of an opinion as a telling keeps them: without their texts."""
    return [
        {
            "path": path,
            "above": above,
            "order": order,
            "kind": point.kind,
            "number": point.number,
            "marker": point.marker,
            "title": point.title,
            **p.place(point.source),
        }
        for order, (point, path, above) in enumerate(_with_paths(item))
    ]


def publish_points(p: Publication, item: rec.Opinion, opinion: m.Opinion) -> dict[str, int]:
    """The points of one opinion, found again by their numbers (``2``, ``2.5``); by what they
    are called, where another bulletin said them before. Gives the ids by the record's keys."""
    _take_over(p, item, opinion)
    table = p.table_of("opinion-points", opinion.points.all())
    found = _with_paths(item)
    texts = {path: stated(point.text) for point, path, _ in found}
    _put(table, opinion, points_told(p, item), texts)
    return {point.key: table.rows[path].pk for point, path, _ in found}


def put_points_told(
    opinion: m.Opinion, telling: m.OpinionTelling, changes: dict[str, Changes]
) -> None:
    """Bring the points to what this telling says, where it is not the print's."""
    if telling.prints:
        return
    rename_points(opinion, {one["path"]: (one["title"], "") for one in telling.points})
    table = Table("opinion-points", opinion.points.exclude(key=""), changes, ByHand())
    _put(table, opinion, telling.points, {})


def _put(
    table: Table, opinion: m.Opinion, told: Sequence[dict[str, Any]], texts: Mapping[str, Any]
) -> None:
    """Bring the points to what is ``told``, with their ``texts`` by path; where none is given,
    what is held stays."""
    for one in told:
        columns = {name: value for name, value in one.items() if name not in ("path", "above")}
        if one["above"] is not None and one["above"] not in table.rows:
            table.flush()  # aspects first: points need their ids
        table.put(
            one["path"],
            opinion_id=opinion.pk,
            parent_id=table.id(one["above"]),
            text=texts.get(one["path"], KEEP),
            **columns,
        )
    _finish(table)


def _finish(table: Table) -> None:
    table.flush()
    table.kept |= _needed(table.old - table.kept)
    loosen(m.Response.objects.filter(point__in=table.old - table.kept))
    table.finish()


def _needed(points: set[int]) -> set[int]:
    """Those of the points that stay though the bulletin no longer prints them: votes were taken
    on them, staff entered what was said of them, or typed a point under them."""
    voted = m.SatisfactionVote.objects.filter(point__in=points)
    stated = m.OpinionPoint.objects.filter(STATED, pk__in=points)
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


def _with_paths(item: rec.Opinion) -> list[tuple[rec.Point, str, str | None]]:
    """Each point, those above others first, with the numbers that lead to it and to the one
    above it. One whose numbers come twice is told apart (``2.5#2``)."""
    found: list[tuple[rec.Point, str, str | None]] = []
    paths: dict[str, str] = {}
    times: Counter[str] = Counter()
    waiting = list(item.points)
    while waiting:
        ready = [one for one in waiting if one.parent is None or one.parent in paths]
        for point in ready:
            above = paths[point.parent] if point.parent else None
            path = f"{above}.{point.number}" if above else f"{point.number}"
            times[path] += 1
            paths[point.key] = path if times[path] == 1 else f"{path}#{times[path]}"
            found.append((point, paths[point.key], above))
        waiting = [one for one in waiting if one.key not in paths]
    order = {point.key: place for place, point in enumerate(item.points)}
    return sorted(found, key=lambda one: (one[1].count("."), order[one[0].key]))


def _take_over(p: Publication, item: rec.Opinion, opinion: m.Opinion) -> None:
    """Let the points that another bulletin said keep their ids, under this one's numbers."""
    if not opinion.points.exclude(bulletin=p.bulletin).exclude(key="").exists():
        return
    said = {path: (point.title, point.text or "") for point, path, _ in _with_paths(item)}
    rename_points(opinion, said)


def rename_points(opinion: m.Opinion, said: dict[str, tuple[str, str]]) -> None:
    """Give the opinion's aspects the keys of ``said`` (title and text by key) that mean the
    same; the others get keys that nothing bears."""
    held = list(opinion.points.filter(parent=None).exclude(key="").order_by("order", "pk"))
    paths = [path for path in said if "." not in path]
    matches = match_answers(
        [Aspect(*said[path]) for path in paths], [Answer(row.title) for row in held]
    )
    new: dict[int, str] = {}
    for match in matches:
        if match.aspect is not None and match.kind != "shared":
            new.setdefault(held[match.answer].pk, paths[match.aspect])
    wanted = {row.pk: new.get(row.pk, f"~{row.pk}") for row in held}
    twice = [path for path, times in Counter(wanted.values()).items() if times > 1]
    wanted = {pk: f"~{pk}" if path in twice else path for pk, path in wanted.items()}
    moved = [row for row in held if row.key != wanted[row.pk]]
    if not moved:
        return
    ids = [row.pk for row in moved]
    with history.changing(m.OpinionPoint, ids):
        for temporary in (True, False):  # no two may bear one key, not even for a moment
            for row in moved:
                row.key = f"~{row.pk}" if temporary else wanted[row.pk]
            m.OpinionPoint.objects.bulk_update(moved, ["key"])
