"""Who must act: the points of opinions that name an organisation, or are answered by a section
that names it. Read from the texts each time, never stored.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, NullIf

from people.lookup import names_of_organizations
from people.mentioning import NameTable, organizations_named

from .choices import FollowUpKind, Verified
from .models import Bulletin, FollowUp, Opinion, OpinionPoint, Response, Section
from .queries import with_state
from .replies import trackings_by

POINT, RESPONSE = "point", "response"
CHUNK = 500
MANY_NAMES = 8


@dataclass(frozen=True, slots=True)
class Naming:
    """That a point names an organisation with these words, or that a ``response`` to it does, in
    this ``section`` of its ``document``; ``page`` is where."""

    organization: int
    words: str
    place: str
    response: int | None = None
    document: int | None = None
    section: int | None = None
    page: int | None = None


def _known(*columns: str) -> Any:
    """The first of these texts that is not empty."""
    texts = [NullIf(column, Value("")) for column in columns]
    return Coalesce(*texts, Value(""), output_field=CharField())


def concerning(
    organizations: Collection[int], points: QuerySet[OpinionPoint], *, drafts: bool = False
) -> dict[int, list[Naming]]:
    """Those of the points that concern these organisations, by id, each with where it names
    them. A text is read as a paper of its bulletin's place and day.
    Only papers of places are read in which the organisations are, or go by other names.

    Seven queries at the most, however many points there are: two for the names, which are
    remembered; the bulletins; the texts that may hold one of the names; the sections above, the
    responses.
    """
    names = names_of_organizations(drafts=drafts)
    wanted = set(organizations)
    found: dict[int, list[Naming]] = defaultdict(list)
    if not any(names.of.get(pk) for pk in wanted):
        return found
    papers = _papers_of(names, wanted)
    _in_points(found, names, wanted, points, papers)
    _in_responses(found, names, wanted, points, papers, drafts=drafts)
    return {pk: list(dict.fromkeys(found[pk])) for pk in found}


def _papers_of(names: NameTable, wanted: Iterable[int]) -> Any:
    """The bulletins of the places in which the organisations are, or go by other names: of all
    places, where one of them is of none. Their ids are asked for first: so a database finds
    their texts by index, instead of looking through those of all places. One query."""
    places = {name.scope or name.home for pk in wanted for name in names.of.get(pk, ())}
    bulletins: Any = Bulletin.objects.order_by()
    if "" in places:
        return bulletins.values("pk")
    here = bulletins.annotate(of=_known("place", "issuer__jurisdiction")).filter(of__in=places)
    return list(here.values_list("pk", flat=True))


def _may_name(names: NameTable, wanted: Iterable[int], *columns: str) -> Q:
    """Texts that hold a name of one of the organisations. Of more than a few names every text
    may hold one: to ask for each would cost more than to read them."""
    words = {name.words for pk in wanted for name in names.of.get(pk, ())}
    # What holds the longer of two names holds the shorter, too.
    least = sorted(one for one in words if not any(o in one for o in words if o != one))
    if len(least) > MANY_NAMES:
        return Q()
    return reduce(or_, (Q(**{f"{column}__contains": one}) for column in columns for one in least))


def _in_points(
    found: dict[int, list[Naming]],
    names: NameTable,
    wanted: set[int],
    points: QuerySet[OpinionPoint],
    papers: Any,
) -> None:
    shown = (
        points.order_by()
        .annotate(
            place=_known(
                "bulletin__place",
                "bulletin__issuer__jurisdiction",
                "opinion__document__bulletin__place",
                "opinion__considered_at__body__jurisdiction",
            ),
            written_on=Coalesce(
                "opinion__adopted_on",
                "opinion__considered_at__start_date",
                "bulletin__session__start_date",
            ),
        )
        .filter(_may_name(names, wanted, "title", "text"))
        .values_list("pk", "title", "text", "place", "written_on", "source_page")
    )
    printed = shown.filter(bulletin__in=papers)
    rows = printed.union(shown.filter(bulletin=None), all=True)
    for pk, title, text, place, on, page in rows:
        whole = f"{title}\n{text or ''}"
        for one in organizations_named(names, whole, place, on, only=wanted):
            found[pk].append(Naming(one.organization, one.words, POINT, page=page))


def _in_responses(
    found: dict[int, list[Naming]],
    names: NameTable,
    wanted: set[int],
    points: QuerySet[OpinionPoint],
    papers: Any,
    *,
    drafts: bool,
) -> None:
    """A section answers with the sections below it: what they name counts for the response that
    stands nearest above."""
    reports: Any = FollowUp.objects.order_by()
    sections: Any = Section.objects.order_by()
    responses: Any = Response.objects.order_by()
    if not drafts:
        reports, sections, responses = reports.public(), sections.public(), responses.public()
    of_points = points.order_by().values("opinion")
    reports = reports.filter(opinion__in=of_points)
    rows = (
        sections.filter(
            document__in=reports.exclude(document=None).values("document"),
            document__bulletin__in=papers,
        )
        .annotate(
            place=_known("document__bulletin__place", "document__bulletin__issuer__jurisdiction"),
            written_on=Coalesce("document__dated_on", "document__bulletin__session__start_date"),
        )
        .filter(_may_name(names, wanted, "heading", "text"))
        .values_list("pk", "document", "heading", "text", "place", "written_on", "page")
    )
    naming: dict[int, list[Naming]] = defaultdict(list)
    for pk, document, heading, text, place, on, page in rows:
        whole = f"{heading}\n{text or ''}"
        for one in organizations_named(names, whole, place, on, only=wanted):
            naming[pk].append(
                Naming(one.organization, one.words, RESPONSE, None, document, pk, page)
            )
    documents = {one.document for namings in naming.values() for one in namings}
    if not documents:
        return
    above = dict(
        Section.objects.order_by()
        .filter(document__in=documents, parent__isnull=False)
        .values_list("pk", "parent")
    )
    answers: dict[int, list[tuple[int, int]]] = defaultdict(list)
    to_points = responses.filter(
        section__document__in=documents, point__in=points.order_by().values("pk")
    )
    for pk, section, point in to_points.order_by("pk").values_list("pk", "section", "point"):
        answers[section].append((pk, point))
    for section, namings in sorted(naming.items()):
        here, seen = section, {section}
        while here not in answers and (up := above.get(here)) is not None and up not in seen:
            here = up
            seen.add(here)
        for response, point in answers.get(here, ()):
            found[point] += [replace(one, response=response) for one in namings]


def open_points(on: dt.date, *, drafts: bool = False) -> QuerySet[OpinionPoint]:
    """The points that were open at the end of that day: of opinions adopted by then (where no
    day is known, considered by then; where that is not known either, all) and not closed, that
    the committee had not found solved. A finding is of the first tracking report's day; where
    none is held, it counts on every day."""
    opinions: Any = Opinion.objects.order_by()
    reports: Any = FollowUp.objects.order_by()
    points: Any = OpinionPoint.objects.order_by()
    if not drafts:
        opinions, reports, points = opinions.public(), reports.public(), points.public()
    tracked = Exists(trackings_by(on, drafts=drafts))
    ever_tracked = Exists(reports.filter(kind=FollowUpKind.TRACKING, opinion=OuterRef("pk")))
    standing = (
        opinions.annotate(
            begun=Coalesce(
                "adopted_on",
                "adopted_by__start_date",
                "considered_at__start_date",
                output_field=DateField(),
            ),
            found_on_day=tracked,
            found_ever=ever_tracked,
        )
        .filter(Q(begun=None) | Q(begun__lte=on))
        .filter(still_open(on))
    )
    unsolved = ~Q(verified=Verified.SOLVED) | Q(
        opinion__in=standing.filter(found_on_day=False, found_ever=True).values("pk")
    )
    found: QuerySet[OpinionPoint] = points.filter(unsolved, opinion__in=standing.values("pk"))
    return found


def still_open(on: dt.date) -> Q:
    """Opinions that nobody had ended by that day."""
    closed, withdrawn = Q(closed_on__lte=on), Q(withdrawn_on__lte=on)
    return (Q(closed_on=None) | ~closed) & (Q(withdrawn_on=None) | ~withdrawn)


class OpenPoints(Sequence[Any]):
    """The open points of some organisations, the most urgent first: by due date, then by
    opinion, in reading order. They are found at once, and loaded a page at a time, in two
    queries: each with ``named``, where it names them, and its opinion ``with_state``."""

    def __init__(
        self, organizations: Collection[int], on: dt.date, *, drafts: bool = False
    ) -> None:
        self.on = on
        self.drafts = drafts
        self.named = concerning(organizations, open_points(on, drafts=drafts), drafts=drafts)
        rows = OpinionPoint.objects.filter(pk__in=self.named).values_list(
            "pk", "opinion__due_on", "opinion_id", "order"
        )
        in_order = sorted(
            (due or dt.date.max, opinion, order, pk) for pk, due, opinion, order in rows
        )
        self.ids = [pk for *_, pk in in_order]

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        ids = self.ids[wanted]
        points: dict[int, Any] = OpinionPoint.objects.select_related("bulletin").in_bulk(ids)
        opinions = with_state(
            Opinion.objects.filter(pk__in={row.opinion_id for row in points.values()}),
            self.on,
            drafts=self.drafts,
        ).in_bulk()
        for row in points.values():
            row.opinion, row.named = opinions[row.opinion_id], self.named[row.pk]
        return [points[pk] for pk in ids]

    def __iter__(self) -> Iterator[Any]:
        for start in range(0, len(self.ids), CHUNK):
            yield from self[start : start + CHUNK]
