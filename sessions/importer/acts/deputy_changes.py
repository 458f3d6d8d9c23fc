"""Deputies' changes as they are gathered: each person once for each change.

In: changes as the sentences tell them. Out: `ReadDeputyChange`s. The first place stays, but a
title only announces; unit, seat and cause come from wherever they are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .deputy_words import seat_of
from .model import ReadDeputyChange
from .recorder import name_of
from .text import Piece

VACATED, BY_ELECTED = "vacated", "by_elected"


@dataclass(slots=True)
class Change:
    """A seat vacated or filled. `weak`: the cause is only that the seat ends; `announced`: it
    stands in a document's title."""

    person: Piece
    unit: str
    change: str
    cause: str
    weak: bool = False
    seat: str = ""
    announced: bool = False


def each_once(changes: Iterable[Change]) -> list[ReadDeputyChange]:
    """Each person once for each change: the first place, what is known of unit and cause."""
    kept: dict[tuple[str, str], Change] = {}
    for change in changes:
        first = kept.setdefault((change.person.text, change.change), change)
        if first is change:
            continue
        first.unit = first.unit or change.unit
        first.seat = first.seat or change.seat
        if first.announced and not change.announced:
            first.person, first.announced = change.person, False
        if first.weak and not change.weak:
            first.cause, first.weak = change.cause, False
    return [
        ReadDeputyChange(
            name_of(c.person),
            c.unit,
            c.change,
            c.cause,
            c.person.line,
            c.person.line_end,
            *seat_of(c.seat),
        )
        for c in kept.values()
    ]
