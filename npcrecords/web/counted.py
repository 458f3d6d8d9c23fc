"""The counts that stand beside the filters of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SEEN = 8  # values that are seen at once, where the others unfold


@dataclass(frozen=True, slots=True)
class Counted:
    """So many records, and the parameters that ask for just these."""

    words: str
    number: int
    query: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A filter with the counts of its values. ``every`` are the parameters that take it away,
    ``left_out`` how many values are not told."""

    name: str
    words: str
    counts: Sequence[Counted]
    every: str
    left_out: int = 0

    @property
    def is_narrowed(self) -> bool:
        return any(one.chosen for one in self.counts)

    @property
    def seen(self) -> Sequence[Counted]:
        """All, where one more line would hold them; else the first ones."""
        return self.counts if len(self.counts) <= SEEN + 2 else self.counts[:SEEN]

    @property
    def folded(self) -> Sequence[Counted]:
        """Those that unfold."""
        return self.counts[len(self.seen) :]
