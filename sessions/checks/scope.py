"""Checks of one bulletin alone, and the numbers that rows should bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


def of_bulletin(rows: QuerySet[Any], bulletin: int | None, path: str = "bulletin") -> Any:
    """The rows of this bulletin; all where none is given."""
    return rows if bulletin is None else rows.filter(**{path: bulletin})


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which of the numbers 1, 2, 3 … are missing, and which stand twice."""

    missing: tuple[int, ...]
    double: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.double)


# So many are named in a sentence; a number far off leaves no list of thousands.
MOST_NAMED = 10


def numbering_of(numbers: Iterable[int]) -> Numbering:
    """How these numbers fall short of 1, 2, 3 … ; of those missing the first few."""
    counted = Counter(numbers)
    missing: list[int] = []
    for number in range(1, max(counted, default=0)):
        if number not in counted:
            missing.append(number)
        if len(missing) == MOST_NAMED:
            break
    double = tuple(sorted(number for number, times in counted.items() if times > 1))
    return Numbering(tuple(missing), double[:MOST_NAMED])
