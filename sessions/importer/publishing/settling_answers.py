"""Which aspect a response answers, where another bulletin says what the aspects are.

A bulletin's own reading says by which name its reports call what they answer (``quoted``). The
aspects themselves may stand in another bulletin: then the two are matched by their names and by
what is said under them, as in one file. What finds no match stays without an aspect.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.utils import timezone

from npcrecords.core import history
from npcrecords.core.generation import bury

from ... import models as m
from ..opinion.headings import naming, quotations
from ..opinion.match_scores import plain
from ..opinion.matching import Answer, Aspect, match_answers
from .table import Changes, Table

SHARE = "＋"  # a response's key, and this: the same section answers another aspect, too


def keep_shares(table: Table, key: str) -> None:
    """Of the response with this key, leave those that ``settle_answers`` made of it."""
    table.kept.update(row.pk for name, row in table.rows.items() if name.startswith(key + SHARE))


def settle_answers(opinion: m.Opinion, changed: dict[str, Changes]) -> None:
    """Find the aspects that the responses of other bulletins answer than the one that says the
    aspects. What staff settled stays. Five queries at the most, where nothing changes."""
    points = list(opinion.points.order_by("order", "pk"))
    aspects = [point for point in points if point.parent_id is None]
    speaking = {point.bulletin_id for point in points}
    rows = list(
        m.Response.objects.filter(follow_up__opinion=opinion)
        .select_related("section", "follow_up__bulletin")
        .order_by("follow_up__bulletin", "follow_up", "section__order", "pk")
    )
    others = [row for row in rows if row.bulletin_id not in speaking and row.match != "by_hand"]
    own = [row for row in rows if row.bulletin_id in speaking and row.match != "by_hand"]
    lost = [row for row in own if row.point_id is None]
    _write(lost, aspects, _aspects_called(aspects, lost), changed)
    if not others or not points:
        return
    said = _said_of(points, [row for row in rows if row.bulletin_id in speaking])
    wanted: dict[int, list[int]] = {}
    by_bulletin: dict[int | None, list[m.Response]] = defaultdict(list)
    for row in others:
        by_bulletin[row.bulletin_id].append(row)
    for answers in by_bulletin.values():
        wanted |= _aspects_answered(aspects, said, answers)
    _write(others, aspects, wanted, changed)


def _aspects_called(
    aspects: Sequence[m.OpinionPoint], rows: Sequence[m.Response]
) -> dict[int, list[int]]:
    """The aspects (ids) that are called as the bulletin itself called what each response (id)
    answers."""
    named = {one.title: one.pk for one in aspects}
    return {row.pk: [named[row.quoted]] for row in rows if row.quoted in named}


def _said_of(points: Sequence[m.OpinionPoint], told: Sequence[m.Response]) -> dict[int, str]:
    """What is said under each aspect: its text, its points', and what the reports printed with
    it retell."""
    said: dict[int, list[str]] = defaultdict(list)
    for point in points:
        said[point.parent_id or point.pk].append(
            f"{point.title if point.parent_id else ''}{point.text or ''}"
        )
    for row in told:
        if row.point_id in said and row.match == "exact" and row.section:
            said[row.point_id].append(row.section.text or "")
    return {pk: "\n".join(parts) for pk, parts in said.items()}


def _aspects_answered(
    aspects: Sequence[m.OpinionPoint], said: dict[int, str], rows: Sequence[m.Response]
) -> dict[int, list[int]]:
    """The aspects (ids) that each response (id) of one bulletin answers."""
    named: dict[str, list[m.Response]] = defaultdict(list)
    for row in rows:
        if SHARE not in row.key:
            named[row.quoted or row.heading].append(row)
    answers = [
        Answer(name, "\n".join(row.section.text or "" for row in held if row.section))
        for name, held in named.items()
    ]
    found: dict[int, list[int]] = {row.pk: [] for row in rows}
    groups = list(named.values())
    matches = match_answers([Aspect(one.title, said.get(one.pk, "")) for one in aspects], answers)
    for match in matches:
        if match.aspect is not None:
            for row in groups[match.answer]:
                found[row.pk].append(aspects[match.aspect].pk)
    return found


def _write(
    rows: Sequence[m.Response],
    aspects: Sequence[m.OpinionPoint],
    wanted: dict[int, list[int]],
    changed: dict[str, Changes],
) -> None:
    by_id = {one.pk: one for one in aspects}
    sections: Counter[tuple[int, int | None]] = Counter(
        (row.follow_up_id, row.section_id) for row in rows if row.section_id
    )
    shares = {row.key: row for row in rows if SHARE in row.key}
    changing: list[m.Response] = []
    new: list[m.Response] = []
    for row in rows:
        if SHARE in row.key:
            continue
        if row.pk not in wanted:
            continue
        answered: list[int | None] = [*wanted[row.pk]] or [None]
        first, *more = answered
        for place, point in enumerate(more, 1):
            share = shares.pop(f"{row.key}{SHARE}{place}", None)
            if share is None:
                new.append(_share(row, place, point))
            elif _differs(share, point, "shared"):
                changing.append(share)
        told_twice = sections[row.follow_up_id, row.section_id] > 1
        kind = "shared" if more or (first and told_twice) else _kind(row, by_id.get(first or 0))
        if _differs(row, first, kind):
            changing.append(row)
    changes = changed.setdefault("responses", Changes())
    ids = [row.pk for row in changing]
    with history.changing(m.Response, ids):
        for row in changing:
            row.modified = timezone.now()
        m.Response.objects.bulk_update(changing, ["point", "match", "modified"])
    changes.unchanged -= set(ids)
    changes.updated |= set(ids) - changes.inserted
    m.Response.objects.bulk_create(new)
    history.record(history.made(new))
    changes.inserted |= {row.pk for row in new}
    gone = [row.pk for row in shares.values()]
    if gone:
        with history.changing(m.Response, gone):
            m.Response.objects.filter(pk__in=gone).delete()
        bury("responses", gone)
        changes.removed |= set(gone)


def _differs(row: m.Response, point: int | None, match: str) -> bool:
    """Set what the response answers; whether that is something else than before."""
    before = row.point_id, row.match
    row.point_id, row.match = point, match
    return before != (point, match)


def _share(row: m.Response, place: int, point: int | None) -> m.Response:
    copied = (
        "follow_up_id", "section_id", "heading", "quoted", "bulletin_id",
        "source_document_id", "source_page", "source_line_start", "source_line_end",
    )  # fmt: skip
    values = {name: getattr(row, name) for name in copied}
    key = f"{row.key}{SHARE}{place}"
    return m.Response(**values, key=key, point_id=point, match="shared")


def _kind(row: m.Response, aspect: m.OpinionPoint | None) -> str:
    """How the section names the aspect that it answers."""
    if aspect is None:
        return ""
    names = {*naming(row.heading).names, *quotations(row.heading)}
    return "exact" if plain(aspect.title) in map(plain, names) else "reworded"
