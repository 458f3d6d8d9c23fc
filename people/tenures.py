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
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

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
    folding = _Folding(person, post)
    undated: list[ActIn] = []
    for day, same_day in groupby(sorted(acts, key=_order), key=lambda act: act.date):
        if day is None:
            undated = list(same_day)
        else:
            folding.add_day(list(same_day))
    for act in sorted(undated, key=lambda act: _ENDS_LAST.index(_effect(act))):
        folding.add_undated(act)
    return folding.tenures


class _Folding:
    """The tenures so far; the last one may be open."""

    def __init__(self, person: object, post: object) -> None:
        self.person = person
        self.post = post
        self.tenures: list[Tenure] = []

    @property
    def open(self) -> Tenure | None:
        """The tenure that no act has ended yet."""
        last = self.tenures[-1] if self.tenures else None
        return last if last and last.end_act is None else None

    def add_day(self, acts: list[ActIn]) -> None:
        """All acts of one day. An end meets what was held before the day; where nothing was,
        it meets what the day itself began."""
        order = _ENDS_FIRST if self.open else _ENDS_LAST
        ended_today = False
        for act in sorted(acts, key=lambda act: order.index(_effect(act))):
            if _effect(act) is not Effect.END:
                self._begin(act)
            elif ended_today:  # told twice
                self._tell_again(act)
            else:
                self._end(act)
                ended_today = True

    def add_undated(self, act: ActIn) -> None:
        first = self.tenures[0] if self.tenures else None
        if _effect(act) is Effect.END:
            self._end(act)
        elif first and first.start_act is None:
            acting = _effect(act) is Effect.ACTING
            acts = (act.id, *first.acts)
            self.tenures[0] = replace(first, start_act=act.id, acting=acting, acts=acts)
        elif self.open:
            self._tell_again(act)
        else:
            self._start(act)

    def _begin(self, act: ActIn) -> None:
        acting = _effect(act) is Effect.ACTING
        if self.open and self.open.acting is acting:
            self._tell_again(act)
            return
        if self.open:  # from acting to the post itself, or back: one act ends and begins
            self._close(act)
        self._start(act)

    def _start(self, act: ActIn) -> None:
        self.tenures.append(
            Tenure(
                self.person,
                self.post,
                start_date=act.date,
                start_act=act.id,
                start_precision=act.precision,
                acting=_effect(act) is Effect.ACTING,
                acts=(act.id,),
            )
        )

    def _end(self, act: ActIn) -> None:
        if self.open:
            self._close(act)
            return
        before = self.tenures[-1].end_date if self.tenures else None
        self.tenures.append(Tenure(self.person, self.post, not_before=before))
        self._close(act)

    def _close(self, act: ActIn) -> None:
        last = self.tenures[-1]
        self.tenures[-1] = replace(
            last,
            end_date=act.date,
            end_act=act.id,
            end_precision=act.precision,
            acts=(*last.acts, act.id),
        )

    def _tell_again(self, act: ActIn) -> None:
        last = self.tenures[-1]
        self.tenures[-1] = replace(last, acts=(*last.acts, act.id))


_ENDS_FIRST = [Effect.END, Effect.ACTING, Effect.START]
_ENDS_LAST = [Effect.ACTING, Effect.START, Effect.END]


def _effect(act: ActIn) -> Effect:
    return Act(act.act).effect


def _order(act: ActIn) -> tuple[bool, dt.date, int]:
    return act.date is None, act.date or dt.date.max, act.id
