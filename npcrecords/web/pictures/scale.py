"""The axis of a timeline: years, and the place of a day among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .timeline import Known, Timeline

WIDTH = 800  # of a picture, in units of its own
MARGIN = 64  # on both sides, for what has no day: a stub, its question mark, a ragged end
APART = 64  # the least distance between two years that are named
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole years, from the first day of ``first`` to the last day of ``last``."""

    first: int
    last: int

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    def x(self, day: dt.date) -> float:
        """Where a day stands."""
        start = dt.date(self.first, 1, 1).toordinal()
        days = dt.date(self.last, 12, 31).toordinal() + 1 - start
        share = (day.toordinal() - start) / days
        return MARGIN + (WIDTH - 2 * MARGIN) * min(max(share, 0.0), 1.0)

    def begin(self, year: int) -> float:
        """Where a year begins."""
        return self.x(dt.date(year, 1, 1))

    @property
    def ticks(self) -> list[int]:
        """The years that are named: as many as have room."""
        room = (WIDTH - 2 * MARGIN) / self.years
        step = next((step for step in STEPS if step * room >= APART), STEPS[-1])
        begin = self.first + -self.first % step
        return list(range(begin, self.last + 1, step))


def scale_of(timeline: Timeline) -> Scale:
    """The years of all that is known in a timeline, and of today where a bar is open."""
    days = [
        day
        for bar in timeline.bars
        for end in (bar.start, bar.end)
        for day in (end.first, end.last)
        if day is not None
    ]
    days += [mark.day for mark in timeline.marks]
    open_now = any(bar.end.known is Known.OPEN for bar in timeline.bars)
    if (
        open_now
        or not days
        or any(one.first is not None and one.last is None for one in timeline.blanks)
    ):
        days.append(timeline.today)
    return Scale(min(days).year, max(days).year)
