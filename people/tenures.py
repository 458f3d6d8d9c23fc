"""Tenures, read from appointment acts. Acts are the only truth: nothing here is stored.

The fold takes the acts of one person on one post and gives the tenures in order. Its rules:

- An act takes effect on the day it is adopted: who is appointed on a day holds the post on
  that day, who is removed on a day no longer does. So a tenure is the days from its start,
  inclusive, to its end, exclusive, and of two who follow one another just the second holds
  the post on the day of the change. (党政领导干部选拔任用工作条例, on the time of office:
  it counts from the day of the election, appointment or decision; 地方组织法 has the
  standing committee decide on appointment and removal alike, at one time.)
- Who is appointed and removed on one day held the post on no day, unless he held it before:
  then the removal ends that tenure and the appointment begins another.
- Who holds a post and is appointed to it again goes on holding it: one tenure.
- An end whose start no held act tells is a tenure of unknown start: it may have been held on
  any day since the end before it.
- Acting (代理) is a tenure of its own kind. The appointment of who is acting ends the acting.
- Of a half-known date (a month, a year) the acts are ordered by the first day it allows, then
  by the last; on the days from the one to the other nobody knows. But no act is later than those
  that follow it in this order: who was removed in 2023 and appointed again on 1 June 2023 was
  removed by then.
- An act without a date cannot be put in order. It begins the first tenure, where no other act
  does; or ends the last, where no other act does, after the last day that an act tells of it;
  else it is a tenure by itself, after those that are known.
- The order in which acts come in, and their ids, decide nothing: acts of one date and effect
  go by their kind.
- An organ that is abolished leaves nobody in office: the rules of the standing committees on
  appointment and removal have such offices end by themselves, without a removal. But only acts
  tell of tenures. So a tenure that no act ends is not known to go on from that day; who ended
  it, and when, is for an act (终止) to say.

What one more act may change (tests/people/test_tenure_properties.py): of a dated act, no day
before the last earlier day that an act bears (its first day, where half known); of an undated
one, no day before the last day that any act bears.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from npcrecords.core.dates import Precision

from .choices import Act, Effect
from .holding import Held, Tenure, held_on, last_day

__all__ = ["ONE_DAY", "ActIn", "Held", "Tenure", "fold", "held_on", "last_day"]

ONE_DAY = dt.timedelta(days=1)


class ActIn(NamedTuple):
    """An appointment act, as much of it as tenures need. ``date`` is the first day that the
    date allows, ``precision`` says how many days it allows."""

    id: int
    act: str
    date: dt.date | None = None
    precision: str = Precision.DAY


def fold(
    person: object,
    post: object,
    acts: Iterable[ActIn],
    *,
    dissolved_on: dt.date | None = None,
) -> list[Tenure]:
    """The tenures of one person on one post, in order, from all acts on them in any order.

    ``dissolved_on`` is the (first possible) day on which the post's organ was abolished.
    """
    folding = _Folding()
    in_order = sorted((_order(act), act) for act in acts)
    dated = [(days, act) for (days, _, _), act in in_order if act.date is not None]
    undated = [act for _, act in in_order if act.date is None]
    latest: dict[int, dt.date] = {}
    bound = dt.date.max
    for (_, last), act in reversed(dated):
        bound = min(bound, last)
        latest[act.id] = bound
    for _, of_one_date in groupby(dated, key=itemgetter(0)):
        folding.add_date([act for _, act in of_one_date])
    for act in sorted(undated, key=_ends_last):
        folding.add_undated(act)
    return [draft.tenure(person, post, latest, dissolved_on) for draft in folding.drafts]


@dataclass(slots=True)
class _Draft:
    """A tenure while the acts are read."""

    start: ActIn | None
    end: ActIn | None = None
    not_before: dt.date | None = None
    acts: list[int] = field(default_factory=list)
    known_until: dt.date | None = None

    def add(self, act: ActIn) -> None:
        """One more act that went into it."""
        self.acts.append(act.id)
        self.known_until = act.date or self.known_until

    @property
    def acting(self) -> bool:
        return self.start is not None and _effect(self.start) is Effect.ACTING

    def tenure(
        self,
        person: object,
        post: object,
        latest: Mapping[int, dt.date],
        dissolved_on: dt.date | None,
    ) -> Tenure:
        """The tenure; ``latest`` are the last days that the acts' dates allow, by id."""
        start, end = self.start, self.end
        return Tenure(
            person,
            post,
            start_date=start.date if start else None,
            end_date=end.date if end else None,
            start_act=start.id if start else None,
            end_act=end.id if end else None,
            acting=self.acting,
            start_precision=start.precision if start else Precision.DAY,
            end_precision=end.precision if end else Precision.DAY,
            acts=tuple(self.acts),
            not_before=self.not_before,
            begun_by=latest.get(start.id) if start else None,
            known_until=self.known_until,
            over_by=latest.get(end.id) if end else None,
            dissolved_on=dissolved_on,
        )


class _Folding:
    """The tenures so far; the last one may be open."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []

    @property
    def open(self) -> _Draft | None:
        """The tenure that no act has ended yet."""
        last = self.drafts[-1] if self.drafts else None
        return last if last and last.end is None else None

    def add_date(self, acts: list[ActIn]) -> None:
        """All acts of one date. An end meets what was held before it; where nothing was, it
        meets what the date itself began."""
        if len(acts) > 1:
            acts.sort(key=_ends_first if self.open else _ends_last)
        ended_today = False
        for act in acts:
            if _effect(act) is not Effect.END:
                self._begin(act)
            elif ended_today:  # told twice
                self.drafts[-1].add(act)
            else:
                self._end(act)
                ended_today = True

    def add_undated(self, act: ActIn) -> None:
        """An act without a date, after all that have one; those that end come last."""
        first = self.drafts[0] if self.drafts else None
        last = self.drafts[-1] if self.drafts else None
        if _effect(act) is Effect.END:
            if last and last.end and last.end.date is None:  # told twice
                last.add(act)
            else:
                self._end(act)
        elif first and first.start is None:
            first.start = act
            first.acts.insert(0, act.id)
        elif self.open:
            self.open.add(act)
        else:
            self._open(act)

    def _begin(self, act: ActIn) -> None:
        last = self.open
        if last and last.acting is (_effect(act) is Effect.ACTING):
            last.add(act)
            return
        if last:  # from acting to the post itself, or back: one act ends and begins
            self._close(last, act)
        self._open(act)

    def _end(self, act: ActIn) -> None:
        self._close(self.open or self._open(None), act)

    def _open(self, start: ActIn | None) -> _Draft:
        before = self.drafts[-1].end if self.drafts else None
        draft = _Draft(start, not_before=before.date if before else None)
        if start:
            draft.add(start)
        self.drafts.append(draft)
        return draft

    def _close(self, draft: _Draft, act: ActIn) -> None:
        draft.end = act
        draft.add(act)


_KINDS = [act.value for act in Act]
_EFFECTS = {act.value: act.effect for act in Act}


def _effect(act: ActIn) -> Effect:
    return _EFFECTS[act.act]


def _ends_first(act: ActIn) -> int:
    return [Effect.END, Effect.ACTING, Effect.START].index(_effect(act))


def _ends_last(act: ActIn) -> int:
    return [Effect.ACTING, Effect.START, Effect.END].index(_effect(act))


def _days(act: ActIn) -> tuple[dt.date, dt.date]:
    """The first and the last day that its date allows."""
    if act.date is None:
        return dt.date.max, dt.date.max
    return act.date, last_day(act.date, act.precision)


def _order(act: ActIn) -> tuple[tuple[dt.date, dt.date], int, int]:
    return _days(act), _KINDS.index(act.act), act.id
