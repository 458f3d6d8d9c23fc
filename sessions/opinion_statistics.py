"""Counts and averages of review opinions: how many there are, how long replies take, how many
come late. Computed on each request; the days are those of ``sessions.states``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from people.models import Organization

from .choices import FollowUpKind, OpinionState, ReplyBasis
from .models import FollowUp, Opinion, Session
from .replies import replies_by
from .states import days_late, days_to_reply

Key = tuple[int | None, str]  # an organisation by its id, or as printed


@dataclass(slots=True)
class Tally:
    """What is counted of some opinions. ``to_reply`` and ``late`` say of how many it took, or
    is late, so many days; ``at_latest``: of how many the reply is known to be there by the session
    of its bulletin only."""

    opinions: int = 0
    replied: int = 0
    at_latest: int = 0
    to_reply: Counter[int] = field(default_factory=Counter)
    late: Counter[int] = field(default_factory=Counter)

    def add(self, row: dict[str, Any], on: dt.date) -> None:
        """Count in an opinion."""
        self.opinions += 1
        self.replied += row["basis"] is not None
        self.at_latest += row["basis"] == ReplyBasis.BULLETIN
        took = days_to_reply(row["adopted_on"], row["replied_on"])
        if took is not None:
            self.to_reply[took] += 1
        late = days_late(row["state"], row["due_on"], row["replied_on"], on)
        if late:
            self.late[late] += 1

    @property
    def mean_days_to_reply(self) -> float | None:
        return _mean(self.to_reply)

    @property
    def median_days_to_reply(self) -> float | None:
        return float(median(self.to_reply.elements())) if self.to_reply else None

    @property
    def late_count(self) -> int:
        return self.late.total()

    @property
    def mean_days_late(self) -> float | None:
        return _mean(self.late)


def _mean(days: Counter[int]) -> float | None:
    return round(fmean(days, weights=days.values()), 1) if days else None


@dataclass(frozen=True, slots=True)
class Group:
    """All opinions, or those of one state, year, addressee, body or committee. For the last three
    ``organization`` is its id, None where it is known by its printed ``name`` alone."""

    value: Any
    tally: Tally
    organization: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """The opinions as of a day: all of them, and by what they are grouped."""

    on: dt.date
    total: Group
    states: list[Group]
    years: list[Group]
    addressees: list[Group]
    bodies: list[Group]
    committees: list[Group]


FACTS = (
    "pk", "state", "adopted_on", "due_on", "replied_on", "basis", "year", "body",
    "addressee_organization_id", "addressee",
)  # fmt: skip


def statistics(stated: QuerySet[Opinion], on: dt.date, *, drafts: bool = False) -> Statistics:
    """The statistics of these opinions, which are ``with_state`` as of ``on``.

    Three queries, however many opinions there are: the facts of each, which the database derives
    (to group by them there made its planner join every opinion with every report); who tracked
    which; then the names.

    ``bodies`` are the committees at whose sessions the reports were considered (else those whose
    session adopted the opinion), ``committees`` those that tracked: an opinion that two tracked
    counts for both, and one that none tracked for none.
    """
    replies = replies_by(on, drafts=drafts)
    rows = stated.order_by().annotate(basis=Subquery(replies.values("basis")[:1]))
    total = Tally()
    states: dict[str, Tally] = defaultdict(Tally)
    years: dict[int | None, Tally] = defaultdict(Tally)
    addressees: dict[Key, Tally] = defaultdict(Tally)
    bodies: dict[Key, Tally] = defaultdict(Tally)
    committees: dict[Key, Tally] = defaultdict(Tally)
    rows = rows.annotate(year=ExtractYear("adopted_on"), body=_body(drafts=drafts))
    tracked_by = _tracked_by(stated, drafts=drafts)
    for row in rows.values(*FACTS):
        sent_to, printed = row["addressee_organization_id"], row["addressee"]
        for tally in (
            total,
            states[row["state"]],
            years[row["year"]],
            addressees[sent_to, "" if sent_to else printed],
            bodies[row["body"], ""],
            *(committees[key] for key in tracked_by.get(row["pk"], ())),
        ):
            tally.add(row, on)
    names = _names({key[0] for keys in (addressees, bodies, committees) for key in keys})
    return Statistics(
        on=on,
        total=Group(None, total),
        states=[Group(code, states[code]) for code in OpinionState.values if code in states],
        years=[Group(year, years[year]) for year in sorted(years, key=lambda one: -(one or 0))],
        addressees=_named(addressees, names),
        bodies=_named(bodies, names),
        committees=_named(committees, names),
    )


def _body(*, drafts: bool) -> Any:
    sessions: Any = Session.objects.order_by()
    sessions = sessions if drafts else sessions.public()
    return Coalesce(
        *(
            Subquery(sessions.filter(pk=OuterRef(link)).values("body")[:1])
            for link in ("considered_at", "adopted_by")
        )
    )


def _tracked_by(opinions: QuerySet[Opinion], *, drafts: bool) -> dict[int, set[Key]]:
    """The committees that tracked each of these opinions."""
    reports: Any = FollowUp.objects.order_by()
    reports = reports if drafts else reports.public()
    tracked = reports.filter(
        kind=FollowUpKind.TRACKING, opinion__in=opinions.order_by().values("pk")
    )
    found: dict[int, set[Key]] = defaultdict(set)
    for opinion, author, printed in tracked.values_list(
        "opinion", "author_organization", "author_name"
    ):
        if author or printed:
            found[opinion].add((author, "" if author else printed))
    return found


def _names(ids: Iterable[int | None]) -> dict[int, str]:
    rows = Organization.objects.filter(pk__in=[pk for pk in ids if pk is not None])
    return dict(rows.values_list("pk", "name"))


def _named(tallies: dict[Key, Tally], names: dict[int, str]) -> list[Group]:
    """The groups in the order of how many opinions they have, then of their names."""
    groups = [
        Group(pk, tally, pk, names.get(pk, "") if pk else printed)
        for (pk, printed), tally in tallies.items()
    ]
    return sorted(groups, key=lambda one: (-one.tally.opinions, one.name, one.organization or 0))
