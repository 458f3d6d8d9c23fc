"""What a timeline tells: lanes, the bars in them, and how each end of a bar is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Known(StrEnum):
    """How an end of a bar is known."""

    DAY = "day"  # the day
    PART = "part"  # as far as the 旬, the month or the year
    NOT = "not"  # there is such an end, on a day that nobody tells
    OPEN = "open"  # no act tells of an end
    LAPSED = "lapsed"  # nor does one, but from a day on the organ is no more


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bar: the days on which it may be, the words for it, its act's address.

    ``first`` and ``last`` are one day where the day is known, and None where nothing is.
    """

    known: Known
    text: str
    href: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A tenure: who held the post (``name``), from when to when, and how it stands today."""

    name: str
    href: str
    start: End
    end: End
    state: str
    acting: bool = False

    @property
    def text(self) -> str:
        """The bar in one line."""
        return f"{self.name}：{self.start.text} — {self.end.text}"


@dataclass(frozen=True, slots=True)
class Blank:
    """Days on which nobody is known to have held the post, surely so from ``first`` to ``last``.
    None in ``last`` has not come yet. Without ``first`` no day is sure: it is told in the table,
    not drawn; nor is one too short for the eye."""

    text: str
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Lane:
    """A post with its bars and blanks in order of time. ``left_out`` older bars are not here."""

    name: str
    href: str
    items: tuple[Bar | Blank, ...]
    left_out: int = 0

    @property
    def bars(self) -> list[Bar]:
        return [item for item in self.items if isinstance(item, Bar)]

    @property
    def rows(self) -> list[tuple[Bar | None, Blank | None]]:
        """The items, for tables: each is a bar or a blank."""
        return [(item, None) if isinstance(item, Bar) else (None, item) for item in self.items]


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that all lanes share: the organ was founded, or abolished."""

    text: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of lanes. ``key`` sets its names apart from those of others on the page.

    With ``names_ends`` a bar is labelled by its two ends (a person's posts), else by the name of
    who held the post (an organisation's).
    """

    key: str
    title: str
    summary: str
    today: dt.date
    lanes: tuple[Lane, ...]
    names_ends: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def bars(self) -> list[Bar]:
        return [bar for lane in self.lanes for bar in lane.bars]

    @property
    def blanks(self) -> list[Blank]:
        return [item for lane in self.lanes for item in lane.items if isinstance(item, Blank)]

    @property
    def signs(self) -> set[str]:
        """The signs that it uses, for the key below it: acting, blank, and ways of knowing."""
        found = {str(end.known) for bar in self.bars for end in (bar.start, bar.end)}
        found |= {"acting"} if any(bar.acting for bar in self.bars) else set()
        found |= {"mark"} if self.marks else set()
        return found | ({"blank"} if any(one.first for one in self.blanks) else set())
