"""What the width of a printed line tells.

Chinese is set in a grid: a full line of a column holds the same number of characters, an
indented first line two fewer, the last line of a paragraph fewer still.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

_QUARTER = " "
_HALF_QUOTES = "“”‘’"


def width(text: str) -> float:
    """The printed width of ``text`` in Chinese characters.

    ASCII and curly quotation marks take half a place, typesetting's spaces a quarter.
    """
    half = sum(1 for c in text if c < "\u2000" or c in _HALF_QUOTES)
    quarter = text.count(_QUARTER)
    return len(text) - half * 0.5 - quarter * 0.25


def common_width(widths: Iterable[float]) -> float | None:
    """The width that full lines have, or None when the lines have no common width.

    Looks for the width near which most of the long lines lie: a text set in a column has
    it, a text with one paragraph a line has not.
    """
    rounded = [round(value) for value in widths]
    if not rounded:
        return None
    counts = Counter(rounded)
    best = max(counts, key=lambda value: (_near(counts, value), value))
    # Lines much longer than the best width mean that there is no column at all.
    longer = sum(count for value, count in counts.items() if value > best + 2)
    if longer * 5 > _near(counts, best):
        return None
    return float(best)


def _near(counts: Counter[int], value: int) -> int:
    return counts[value] + (counts[value - 1] + counts[value + 1]) // 2


def widths(texts: Sequence[str]) -> list[float]:
    """The printed widths of ``texts``."""
    return [width(text) for text in texts]
