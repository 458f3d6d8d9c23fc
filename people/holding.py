"""A tenure, and whether it was held on a day: the one definition of "held on day D".

Tenures are folded from acts in ``tenures``, where the rules stand.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from npcrecords.core.dates import Precision

from .choices import TenureState


class Held(StrEnum):
    """Whether a post was held on a day, as far as the acts tell."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Tenure:
    """One stretch of days on which a person held a post: [``start_date``, ``end_date``).

    ``person`` and ``post`` are whatever the caller names them by. None in a date means not
    known, or (in ``end_date``, without ``end_act``) not ended. ``acts`` are the ids of all
    acts that went into it, in order. ``not_before`` is the day from which a tenure of
    unknown start may have been held: the end of the one before it.

    ``begun_by`` and ``over_by`` are the last days on which it may have begun and ended.
    ``known_until`` is the last day that an act tells of it, where its end has no date.
    ``dissolved_on`` is the day from which its organ, or the post's, is no more.
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
    begun_by: dt.date | None = None
    known_until: dt.date | None = None
    over_by: dt.date | None = None
    dissolved_on: dt.date | None = None

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
        if self.start_date is None or self._lapsed_by(on):
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
        return Held.YES if day >= (self.begun_by or self.start_date) else Held.MAYBE

    def _not_ended_by(self, day: dt.date) -> Held:
        if self.end_date is not None:
            if day < self.end_date:
                return Held.YES
            return Held.NO if day >= (self.over_by or self.end_date) else Held.MAYBE
        if self.end_act is None:
            return Held.MAYBE if self._lapsed_by(day) else Held.YES
        return Held.YES if self.known_until is not None and day < self.known_until else Held.MAYBE

    def _lapsed_by(self, day: dt.date) -> bool:
        """Whether no act ends it, but its organ is no more on that day."""
        return self.end_act is None and self.dissolved_on is not None and day >= self.dissolved_on


_CERTAINTY = [Held.NO, Held.MAYBE, Held.YES]


def last_day(first: dt.date, precision: str) -> dt.date:
    """The last day that a half-known date allows, of which ``first`` is the first."""
    if precision == Precision.DAY:
        return first
    if precision == Precision.YEAR:
        return first.replace(month=12, day=31)
    month_end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if precision == Precision.MONTH:
        return month_end
    if precision == Precision.THIRD and first.day <= 20:
        return first.replace(day=10 if first.day <= 10 else 20)
    return month_end


def held_on(tenures: Iterable[Tenure], day: dt.date) -> Held:
    """Whether a person held a post on that day, by all his tenures of it."""
    answers = (tenure.held_on(day) for tenure in tenures)
    return max(answers, key=_CERTAINTY.index, default=Held.NO)
