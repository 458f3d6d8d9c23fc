"""What a chart of posts on a chosen day tells: offices, their seats, who held each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class How(StrEnum):
    """How a person held a post on the day."""

    HELD = "held"
    ACTING = "acting"
    MAYBE = "maybe"


class Taken(StrEnum):
    """How a seat stood on the day."""

    HELD = "held"
    MAYBE = "maybe"
    VACANT = "vacant"  # somebody is known to have left it, and nobody to have come
    UNKNOWN = "unknown"  # no act tells anything of the time up to that day
    BEFORE = "before"  # its organ was not founded yet
    GONE = "gone"  # its organ was abolished

    @property
    def words(self) -> str:
        """What stands in the place of a name where nobody held the seat."""
        return {
            Taken.VACANT: _("空缺"),
            Taken.BEFORE: _("机构尚未设立"),
            Taken.GONE: _("机构已撤销"),
        }.get(self, _("不详"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a seat; ``told`` says since when or why it is not sure, ``href`` leads there."""

    name: str
    person_href: str
    how: How
    told: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post on the day. ``told`` says what is known of it where nobody held it."""

    title: str
    href: str
    taken: Taken
    holders: tuple[Holder, ...] = ()
    told: str = ""
    told_href: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation with its seats; ``depth`` tells how far below the one asked for."""

    name: str
    href: str
    depth: int
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The chart. ``known_from`` is the first day of which an act tells anything."""

    key: str
    title: str
    summary: str
    on: dt.date
    offices: tuple[Office, ...]
    known_from: dt.date | None = None

    @property
    def seats(self) -> list[Seat]:
        return [seat for office in self.offices for seat in office.seats]

    @property
    def rows(self) -> list[tuple[Office, Seat]]:
        """Each seat with its office, for tables."""
        return [(office, seat) for office in self.offices for seat in office.seats]
