"""The headings of columns that rows can be ordered by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that rows can be ordered by; ``sorted`` as ARIA has it."""

    words: str
    query: str
    sorted: str


class Ordered(Protocol):
    """What an address asks for, in some order."""

    @property
    def ordering(self) -> str: ...
    def query(self, **changes: str) -> str: ...


def heading(wanted: Ordered, name: str, words: str, *, first: str = "-") -> Heading:
    """A first click orders by the column, ``first`` "-": from the last on; a second one turns
    the order round."""
    down = wanted.ordering == f"-{name}"
    up = wanted.ordering == name
    begin, other = (f"-{name}", name) if first else (name, f"-{name}")
    to = other if wanted.ordering == begin else begin
    standing = "descending" if down else "ascending" if up else "none"
    return Heading(words, wanted.query(ordering=to), standing)
