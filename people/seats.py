"""Who sat for which electoral unit when, read from the changes of deputies: nothing is stored.

A deputy who is by-elected sits from that day; one whose seat falls vacant no longer sits on it
(代表法: the mandate ends with what ends it; as with tenures, the day of the change belongs to
what comes after). The deputies of the general election stand in no change: a vacancy alone
tells of a seat whose beginning is not known. A term's end is told by no change either.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .choices import DeputyChangeKind, TenureState
from .holding import Held, last_day
from .models import DeputyChange


@dataclass(frozen=True, slots=True)
class DeputySeat:
    """The seat of one deputy in one term, from the change that filled it to the one that
    vacated it; either may be missing."""

    filled: DeputyChange | None
    vacated: DeputyChange | None

    @property
    def told(self) -> DeputyChange:
        """The change that tells of it: the first one."""
        change = self.filled or self.vacated
        if change is None:
            raise ValueError("a seat without a change")
        return change

    @property
    def id(self) -> int:
        return self.told.pk

    @property
    def start_date(self) -> dt.date | None:
        return self.filled.date if self.filled else None

    @property
    def end_date(self) -> dt.date | None:
        return self.vacated.date if self.vacated else None

    @property
    def modified(self) -> dt.datetime:
        """The last change of what tells of it."""
        return max(one.modified for one in (self.filled, self.vacated) if one is not None)

    @property
    def state(self) -> TenureState:
        """How it stands in its term."""
        if self.filled is None:
            return TenureState.UNKNOWN
        return TenureState.ENDED if self.vacated else TenureState.CURRENT

    def held_on(self, day: dt.date) -> Held:
        """Whether the deputy sat on it that day."""
        begun, over = _passed(self.filled, day), _passed(self.vacated, day)
        if self.filled is None:
            begun = Held.MAYBE
        if self.vacated is None:
            over = Held.NO
        if begun is Held.NO or over is Held.YES:
            return Held.NO
        return Held.YES if (begun, over) == (Held.YES, Held.NO) else Held.MAYBE


def _passed(change: DeputyChange | None, day: dt.date) -> Held:
    """Whether a change had taken place by that day."""
    if change is None or change.date is None:
        return Held.MAYBE
    if day < change.date:
        return Held.NO
    last = last_day(change.date, change.date_precision)
    return Held.YES if day >= last else Held.MAYBE


def fold_seats(changes: Iterable[DeputyChange]) -> list[DeputySeat]:
    """The seats that these changes tell of, the newest first.

    A vacancy ends the seat that the same person was by-elected to before, in the same congress
    and term; bearers of a name that is not resolved are not taken for one person.
    """
    of_one: dict[object, list[DeputyChange]] = defaultdict(list)
    for change in changes:
        person = change.person_id or f"change {change.pk}"
        of_one[change.congress_id, change.term, person].append(change)
    seats = [seat for rows in of_one.values() for seat in _of_one(rows)]
    return sorted(seats, key=_newest_first)


def _of_one(changes: Sequence[DeputyChange]) -> list[DeputySeat]:
    """The seats of one deputy in one term, in order; a change told again is the same change."""
    seats: list[DeputySeat] = []
    for change in sorted(changes, key=_order):
        last = seats[-1] if seats else None
        if change.change == DeputyChangeKind.BY_ELECTED:
            if last is None or last.vacated is not None:
                seats.append(DeputySeat(change, None))
        elif last is not None and last.vacated is None:
            seats[-1] = DeputySeat(last.filled, change)
        elif last is None or last.end_date != change.date:
            seats.append(DeputySeat(None, change))
    return seats


def _order(change: DeputyChange) -> tuple[dt.date, bool, int]:
    """By day; of one day who is by-elected comes first; what has no day is last."""
    vacated = change.change == DeputyChangeKind.VACATED
    return change.date or dt.date.max, vacated, change.pk


def _newest_first(seat: DeputySeat) -> tuple[int, int]:
    day = seat.start_date or seat.end_date
    return -(day.toordinal() if day else 0), seat.id
