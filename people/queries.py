"""Reads of the people app that several callers share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, F, Max, Min, Q, QuerySet, Window

from npcrecords.core.dates import Precision

from .choices import Act, Effect, TenureState
from .models import Appointment, Organization, Post
from .tenures import ActIn, Held, Tenure, fold


class Named(NamedTuple):
    """A person or a post of a tenure: its id; or, not resolved yet, the printed name.

    Persons are never matched by name alone, so each act on an unresolved person is kept
    apart by the ``act``'s id.
    """

    id: int | None
    printed: str = ""
    act: int | None = None


FOLDED = (
    "id", "person_id", "person_name", "post_id", "post_text",
    "act", "date", "date_precision", "post__organization__dissolved_on",
)  # fmt: skip


def read_tenures(acts: QuerySet[Appointment], on: Sequence[dt.date] = ()) -> list[Tenure]:
    """The tenures told by these acts: one query, then the fold.

    ``acts`` must hold all visible acts of every (person, post) in it: filter by person, post
    or organisation only. Each tenure's ``person`` and ``post`` are ``Named``. With ``on``,
    those that were surely held on none of these days may be left out.
    """
    rows = perhaps_held(acts, on).order_by().values_list(*FOLDED)
    return fold_rows(rows.iterator(chunk_size=5000))


def fold_rows(rows: Iterable[tuple[Any, ...]]) -> list[Tenure]:
    """The tenures told by acts, of which each row begins with the columns ``FOLDED``."""
    by_holder: dict[tuple[Any, Any], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        pk, person, _, post, post_text = row[:5]
        by_holder[person or -pk, post or post_text].append(row)
    found: list[Tenure] = []
    for (person, post), held in by_holder.items():
        found += fold(
            Named(person) if person > 0 else Named(None, held[0][2], -person),
            Named(post) if isinstance(post, int) else Named(None, post),
            [ActIn(row[0], *row[5:8]) for row in held],
            dissolved_on=held[0][8],
        )
    return found


ENDING = [act for act in Act if act.effect is Effect.END]


def perhaps_held(acts: QuerySet[Appointment], on: Sequence[dt.date]) -> QuerySet[Appointment]:
    """These acts without those of a person on a post that he surely did not hold on the day:
    all are dated to the day, the last ones before it end, and the next ones begin. So most of
    the acts of forty years need not be read to tell who holds a post today. No day, or several,
    leave all acts.

    ``acts`` must hold all visible acts of every (person, post) in it.
    """
    if len(on) != 1:
        return acts
    before, after = Q(date__lte=on[0]), Q(date__gt=on[0])
    ends = Q(act__in=ENDING)
    vague = Q(date=None) | ~Q(date_precision=Precision.DAY)

    def of_holder(aggregate: Aggregate) -> Window:
        return Window(aggregate, partition_by=["person_id", "post_id"])

    return acts.annotate(
        vague_acts=of_holder(Count("pk", filter=vague)),
        last_start=of_holder(Max("date", filter=before & ~ends)),
        last_end=of_holder(Max("date", filter=before & ends)),
        next_start=of_holder(Min("date", filter=after & ~ends)),
        next_end=of_holder(Min("date", filter=after & ends)),
    ).filter(
        # Who is not resolved is not one holder.
        Q(person=None)
        | Q(post=None)
        | Q(vague_acts__gt=0)
        | Q(last_start__isnull=False, last_end=None)
        | Q(last_start__gte=F("last_end"))
        | Q(next_end__isnull=False, next_start=None)
        | Q(next_end__lte=F("next_start"))
    )


@dataclass(frozen=True, slots=True)
class NamedTenure:
    """A tenure with the acts that begin and end it; ``first`` is the one that gives its id
    and names its person and post."""

    tenure: Tenure
    first: Appointment
    start: Appointment | None
    end: Appointment | None


def named(tenures: Sequence[Tenure]) -> list[NamedTenure]:
    """The tenures with their acts, persons, posts and organisations. One query."""
    ids = {pk for t in tenures for pk in (t.start_act, t.end_act) if pk is not None}
    acts = Appointment.objects.select_related("person", "post__organization").in_bulk(ids)
    return [
        NamedTenure(t, acts[t.id], acts.get(t.start_act or 0), acts.get(t.end_act or 0))
        for t in tenures
    ]


def select_tenures(
    tenures: Iterable[Tenure],
    *,
    today: dt.date,
    states: Collection[TenureState] = (),
    on: Collection[dt.date] = (),
    include_unknown: bool = False,
) -> list[Tenure]:
    """Those that stand in one of these states today, and were held on one of these days.

    With ``include_unknown`` also those that may have been held then: of unknown start and
    held until later, or of a half-known date that allows it. Empty filters let all pass.
    """
    wanted = {Held.YES, Held.MAYBE} if include_unknown else {Held.YES}
    return [
        tenure
        for tenure in tenures
        if (not states or tenure.state(today) in states)
        and (not on or any(tenure.held_on(day) in wanted for day in on))
    ]


def with_descendants(organizations: Iterable[int]) -> set[int]:
    """These organisations and all below them. One query."""
    children: dict[int, list[int]] = defaultdict(list)
    for pk, parent in Organization.objects.exclude(parent=None).values_list("pk", "parent_id"):
        children[parent].append(pk)
    found: set[int] = set()
    waiting = list(organizations)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(children[pk])
    return found


def with_predecessors(organizations: Iterable[int]) -> set[int]:
    """These organisations and all that they came of, by renaming or otherwise. One query."""
    rows = Organization.objects.exclude(predecessor=None).values_list("pk", "predecessor_id")
    before = dict(rows)
    found: set[int] = set()
    waiting = list(organizations)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            if before.get(pk) is not None:
                waiting.append(before[pk])
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two holders of a post on which nobody is known to have held it.

    From ``start_date`` inclusive to ``end_date`` exclusive; None is a day not known, or,
    with no holder ``before_tenure`` it, a gap that has not ended. The two tenures are ids.
    """

    start_date: dt.date | None
    end_date: dt.date | None
    after_tenure: int
    before_tenure: int | None


def holders(acts: QuerySet[Appointment], post: Post) -> tuple[list[Tenure], list[Gap]]:
    """The holders of a post in order of time, and the gaps between them. One query."""
    tenures = sorted(read_tenures(acts.filter(post=post)), key=in_time)
    return tenures, gaps(tenures)


def in_time(tenure: Tenure) -> tuple[bool, dt.date, bool, int]:
    """Sorts tenures by start, or by end where no start is known; those of no day are last."""
    day = tenure.start_date or tenure.end_date
    return day is None, day or dt.date.max, tenure.start_date is not None, tenure.id


def gaps(tenures: Sequence[Tenure]) -> list[Gap]:
    """The gaps in tenures of one post that are in order of time."""
    found: list[Gap] = []
    last: Tenure | None = None  # the holder who is known to have stayed longest
    for tenure in tenures:
        day = tenure.start_date or tenure.end_date
        if day is None:
            continue
        if last is not None and last.end_act is not None and (_left(last) or dt.date.min) < day:
            found.append(Gap(last.end_date, tenure.start_date, last.id, tenure.id))
        if last is None or _stayed(tenure) >= _stayed(last):
            last = tenure
    if last is not None and last.end_act is not None:
        found.append(Gap(last.end_date, None, last.id, None))
    return found


def _left(tenure: Tenure) -> dt.date | None:
    return tenure.end_date or tenure.start_date


def _stayed(tenure: Tenure) -> dt.date:
    return dt.date.max if tenure.end_act is None else _left(tenure) or dt.date.min
