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
- An act without a date cannot be put in order. It ends the tenure that no other act ends, or
  begins the first one that no other act begins; else it is a tenure by itself.
- Of a half-known date (a month, a year) the acts are ordered by the first day it allows; on
  the days from there to the last day it allows nobody knows.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from npcrecords.core.dates import Precision

from .choices import Act, Effect, TenureState

ONE_DAY = dt.timedelta(days=1)


class Held(StrEnum):
    """Whether a post was held on a day, as far as the acts tell."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class ActIn:
    """An appointment act, as much of it as tenures need. ``date`` is the first day that the
    date allows, ``precision`` says how many days it allows."""

    id: int
    act: str
    date: dt.date | None = None
    precision: str = Precision.DAY


@dataclass(frozen=True, slots=True)
class Tenure:
    """One stretch of days on which a person held a post: [``start_date``, ``end_date``).

    ``person`` and ``post`` are whatever the caller names them by. None in a date means not
    known, or (in ``end_date``, without ``end_act``) not ended. ``acts`` are the ids of all
    acts that went into it, in order. ``not_before`` is the day from which a tenure of
    unknown start may have been held: the end of the one before it.
    """

    person: object
    post: object
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    start_act: int | None = None
    end_act: int | None = None
    acting: bool = False
    start_precision: str = Precision.DAY
    end_precision: str = Precision.DAY
    acts: tuple[int, ...] = ()
    not_before: dt.date | None = None

    @property
    def id(self) -> int:
        """The id of the act that begins it; where none is known, of the act that ends it.

        No other tenure has it. It changes just when an earlier act comes to be held.
        """
        number = self.start_act or self.end_act
        if number is None:
            raise ValueError("a tenure without an act")
        return number

    def state(self, on: dt.date) -> TenureState:
        """How it stands on that day."""
        if self.start_date is None:
            return TenureState.UNKNOWN
        if self.end_date is not None:
            return TenureState.ENDED if self.end_date <= on else TenureState.CURRENT
        return TenureState.CURRENT if self.end_act is None else TenureState.ENDED

    def held_on(self, day: dt.date) -> Held:
        """Whether the person held the post on that day: both ends are tested."""
        return min(self._begun_by(day), self._not_ended_by(day), key=_CERTAINTY.index)

    def _begun_by(self, day: dt.date) -> Held:
        if self.start_date is None:
            early = self.not_before is not None and day < self.not_before
            return Held.NO if early else Held.MAYBE
        if day < self.start_date:
            return Held.NO
        return Held.YES if day >= last_day(self.start_date, self.start_precision) else Held.MAYBE

    def _not_ended_by(self, day: dt.date) -> Held:
        if self.end_date is None:
            return Held.YES if self.end_act is None else Held.MAYBE
        if day < self.end_date:
            return Held.YES
        return Held.NO if day >= last_day(self.end_date, self.end_precision) else Held.MAYBE


_CERTAINTY = [Held.NO, Held.MAYBE, Held.YES]


def last_day(first: dt.date, precision: str) -> dt.date:
    """The last day that a half-known date allows, of which ``first`` is the first."""
    if precision == Precision.YEAR:
        return first.replace(month=12, day=31)
    month_end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if precision == Precision.MONTH:
        return month_end
    if precision == Precision.THIRD and first.day <= 20:
        return first.replace(day=10 if first.day <= 10 else 20)
    return first if precision == Precision.DAY else month_end


def held_on(tenures: Iterable[Tenure], day: dt.date) -> Held:
    """Whether a person held a post on that day, by all his tenures of it."""
    answers = (tenure.held_on(day) for tenure in tenures)
    return max(answers, key=_CERTAINTY.index, default=Held.NO)


def fold(person: object, post: object, acts: Iterable[ActIn]) -> list[Tenure]:
    """The tenures of one person on one post, in order, from all acts on them in any order."""
    folding = _Folding()
    undated: list[ActIn] = []
    for day, same_day in groupby(sorted(acts, key=_order), key=attrgetter("date")):
        if day is None:
            undated = list(same_day)
        else:
            folding.add_day(list(same_day))
    for act in sorted(undated, key=_ends_last):
        folding.add_undated(act)
    return [draft.tenure(person, post) for draft in folding.drafts]


@dataclass(slots=True)
class _Draft:
    """A tenure while the acts are read."""

    start: ActIn | None
    end: ActIn | None = None
    not_before: dt.date | None = None
    acts: list[int] = field(default_factory=list)

    @property
    def acting(self) -> bool:
        return self.start is not None and _effect(self.start) is Effect.ACTING

    def tenure(self, person: object, post: object) -> Tenure:
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

    def add_day(self, acts: list[ActIn]) -> None:
        """All acts of one day. An end meets what was held before the day; where nothing was,
        it meets what the day itself began."""
        if len(acts) > 1:
            acts.sort(key=_ends_first if self.open else _ends_last)
        ended_today = False
        for act in acts:
            if _effect(act) is not Effect.END:
                self._begin(act)
            elif ended_today:  # told twice
                self.drafts[-1].acts.append(act.id)
            else:
                self._end(act)
                ended_today = True

    def add_undated(self, act: ActIn) -> None:
        first = self.drafts[0] if self.drafts else None
        if _effect(act) is Effect.END:
            self._end(act)
        elif first and first.start is None:
            first.start = act
            first.acts.insert(0, act.id)
        elif self.open:
            self.open.acts.append(act.id)
        else:
            self.drafts.append(_Draft(act, acts=[act.id]))

    def _begin(self, act: ActIn) -> None:
        last = self.open
        if last and last.acting is (_effect(act) is Effect.ACTING):
            last.acts.append(act.id)
            return
        if last:  # from acting to the post itself, or back: one act ends and begins
            self._close(last, act)
        self.drafts.append(_Draft(act, acts=[act.id]))

    def _end(self, act: ActIn) -> None:
        last = self.open
        if last is None:
            before = self.drafts[-1].end if self.drafts else None
            last = _Draft(None, not_before=before.date if before else None)
            self.drafts.append(last)
        self._close(last, act)

    def _close(self, draft: _Draft, act: ActIn) -> None:
        draft.end = act
        draft.acts.append(act.id)


_EFFECTS = {act.value: act.effect for act in Act}


def _effect(act: ActIn) -> Effect:
    return _EFFECTS[act.act]


def _ends_first(act: ActIn) -> int:
    return [Effect.END, Effect.ACTING, Effect.START].index(_effect(act))


def _ends_last(act: ActIn) -> int:
    return [Effect.ACTING, Effect.START, Effect.END].index(_effect(act))


def _order(act: ActIn) -> tuple[dt.date, int]:
    return act.date or dt.date.max, act.id
