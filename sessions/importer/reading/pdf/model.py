"""What the steps of reading a PDF hand to each other. Places are in points, y upwards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character as printed: from ``x0`` to ``x1`` on the baseline ``y``."""

    char: str
    x0: float
    x1: float
    y: float
    size: float


class Rule(NamedTuple):
    """A straight printed line, horizontal or vertical; x0 ≤ x1, y0 ≤ y1."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Sheet:
    """What one page of the file shows, turned so that most of its text is upright."""

    glyphs: list[Glyph]
    rules: list[Rule] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    damaged: int = 0  # characters that have no meaning outside their font
    pictured: bool = False  # a picture fills the page: a scanned one, where it has no text


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that stand together on one baseline. ``raised`` holds the places in ``text``
    of raised digits, which may be the anchors of notes."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    raised: tuple[tuple[int, int], ...] = ()

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def with_text(self, text: str) -> Segment:
        return replace(self, text=text, raised=())


@dataclass(frozen=True)
class Cut:
    """A page cut into segments: what is kept of it while the others are read."""

    segments: tuple[Segment, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float


@dataclass
class Limits:
    """Beyond these a file is refused."""

    pages: int = 2_000
    page_characters: int = 60_000
    characters: int = 4_000_000
    rules: int = 20_000  # of one page; tables of more are read without them
