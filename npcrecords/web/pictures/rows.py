"""Where everything in a timeline stands: bars packed in rows so that no two things meet, and
rows into panels that a printed page can hold whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .lettering import cut, lines, width
from .scale import MARGIN, WIDTH, Scale
from .timeline import Bar, Blank, End, Known, Lane, Timeline

LETTER = 12.0  # below a bar
HEADING = 13.0  # above a lane
LINE = 18  # of a heading
MARK = 17  # the words of a day that all lanes share
ROW = 36  # a bar and the words below it
BETWEEN = 9  # lanes
AXIS = 24
PANEL = 440  # no panel is higher: two fit on an A4 page, and the years are never far away
STUB = 44  # the length of what is drawn for an end whose day nobody knows
TOOTH = 7  # the least depth of a ragged end
ARROW = 12
DASH = " — "
ASKED = (Known.NOT, Known.LAPSED)  # ends with a question mark beside them


@dataclass(frozen=True, slots=True)
class Edge:
    """An end of a bar in its place: ``inner`` is where the post is surely held, ``outer`` the
    farthest that the end may be."""

    end: End
    inner: float
    outer: float

    @property
    def known(self) -> Known:
        return self.end.known


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text that may be a link, and how wide it is."""

    text: str
    href: str
    wide: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar or a blank in its place, with the words below it beginning at ``words_x``."""

    item: Bar | Blank
    left: Edge
    right: Edge
    words: tuple[Words, ...] = ()
    words_x: float = 0.0

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where no other bar or blank may stand."""
        ends = [self.left.outer, self.left.inner, self.right.inner, self.right.outer]
        if self.left.known in ASKED:  # the question mark beside it
            ends.append(min(ends) - LETTER)
        if self.right.known in ASKED:
            ends.append(max(ends) + LETTER)
        return min(ends), max(ends)

    @property
    def words_reach(self) -> tuple[float, float] | None:
        """From where to where no other words may stand; None where it has none."""
        if not self.words:
            return None
        return self.words_x, self.words_x + sum(one.wide for one in self.words) + LETTER / 2

    def meets(self, other: Placed) -> bool:
        """Whether the two do not fit in one row, beside each other or word beside word."""
        mine, its = self.words_reach, other.words_reach
        words = mine is not None and its is not None and _overlap(mine, its)
        return words or _overlap(self.reach, other.reach)


@dataclass(slots=True)
class Strip:
    """A lane, or as much of it as a panel holds: its heading and its rows."""

    lane: Lane
    heading: list[str]
    rows: list[list[Placed]] = field(default_factory=list)

    @property
    def height(self) -> int:
        return LINE * len(self.heading) + ROW * len(self.rows) + BETWEEN


@dataclass(slots=True)
class Panel:
    """Some strips, below ``top``: the years, and the words of the days that all share."""

    top: int
    strips: list[Strip] = field(default_factory=list)

    @property
    def height(self) -> int:
        return self.top + sum(strip.height for strip in self.strips)


def panels(timeline: Timeline, scale: Scale) -> list[Panel]:
    """The timeline in panels, top to bottom. A lane too high for one goes on in the next."""
    top = top_of(timeline)
    found = [Panel(top)]
    for strip in _strips(timeline, scale):
        if found[-1].strips and found[-1].height + strip.height > PANEL:
            found.append(Panel(top))
        found[-1].strips.append(strip)
    return found


def top_of(timeline: Timeline) -> int:
    """Where the lanes begin."""
    return AXIS + MARK * len(timeline.marks)


def _strips(timeline: Timeline, scale: Scale) -> Iterator[Strip]:
    for lane in timeline.lanes:
        heading = lines(lane.name, HEADING, WIDTH)
        most = max(1, (PANEL - top_of(timeline) - LINE * len(heading) - BETWEEN) // ROW)
        rows = pack(_placed(lane, timeline, scale))
        for start in range(0, max(len(rows), 1), most):
            yield Strip(lane, heading, rows[start : start + most])


def _placed(lane: Lane, timeline: Timeline, scale: Scale) -> Iterator[Placed]:
    """All of a lane that is drawn: its bars, and the blanks that have room between them."""
    for item in lane.items:
        if isinstance(item, Bar):
            yield _place(item, timeline, scale)
        elif item.first is not None:
            first, last = scale.x(item.first), scale.x(item.last or timeline.today)
            if last - first > 1.5 * TOOTH:
                yield _place_blank(item, first + TOOTH / 2, last - TOOTH / 2)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] - 0.5 and other[0] < one[1] - 0.5


def pack(items: Iterable[Placed]) -> list[list[Placed]]:
    """Each in the first row where it meets nothing."""
    rows: list[list[Placed]] = []
    for item in items:
        for row in rows:
            if not any(item.meets(other) for other in row):
                row.append(item)
                break
        else:
            rows.append([item])
    return rows


def _place(item: Bar, timeline: Timeline, scale: Scale) -> Placed:
    left, right = edges(item, timeline.today, scale)
    words: tuple[Words, ...]
    if timeline.names_ends:
        words = (
            _words(item.start.text, item.start.href),
            _words(DASH, ""),
            _words(item.end.text, item.end.href),
        )
    else:
        words = (_words(item.name, item.href),)
    wide = sum(one.wide for one in words)
    begin = max(0.0, min(left.outer, WIDTH - wide))
    return Placed(item, left, right, words, begin)


def _words(text: str, href: str) -> Words:
    shown = cut(text, LETTER, WIDTH / 2 - 2 * LETTER)
    return Words(shown, href, width(shown, LETTER))


def _place_blank(blank: Blank, left: float, right: float) -> Placed:
    """Clear of the ends beside it: a ragged one reaches half a tooth beyond its days."""
    end = End(Known.DAY, blank.text)
    return Placed(blank, Edge(end, left, left), Edge(end, right, right))


def edges(bar: Bar, today: dt.date, scale: Scale) -> tuple[Edge, Edge]:
    """The two ends of a bar in their places, from left to right.

    An end of which no day is known is drawn as a stub of one length, which claims no day.
    """
    left = _edge(bar.start, scale, -1)
    right = _edge(bar.end, scale, 1)
    if right is None and bar.end.known is Known.OPEN:
        until = scale.x(today)
        until = max(until, left.inner if left else until)
        right = Edge(bar.end, until, until + ARROW)
    if left is None and right is None:  # nothing at all is known
        middle = WIDTH / 2
        return Edge(bar.start, middle, middle - STUB), Edge(bar.end, middle, middle + STUB)
    if left is None and right is not None:
        length = STUB if bar.end.known is not Known.OPEN else right.inner - MARGIN
        left = Edge(bar.start, right.inner, right.inner - max(length, STUB))
    if right is None and left is not None:
        right = Edge(bar.end, left.inner, left.inner + STUB)
    assert left is not None
    assert right is not None
    if left.inner > right.inner:  # half-known ends that may be one day
        middle = (left.inner + right.inner) / 2
        left = Edge(left.end, middle, min(left.outer, middle))
        right = Edge(right.end, middle, max(right.outer, middle))
    return left, right


def _edge(end: End, scale: Scale, side: int) -> Edge | None:
    """The place of an end whose day is known, or nearly; ``side`` is -1 at the start."""
    if end.first is None or end.last is None:
        return None
    first, last = scale.x(end.first), scale.x(end.last)
    if end.known is Known.DAY:
        return Edge(end, first, first)
    if end.known is Known.LAPSED:
        return Edge(end, first, first + STUB)
    if last - first < TOOTH:
        middle = (first + last) / 2
        first, last = middle - TOOTH / 2, middle + TOOTH / 2
    return Edge(end, last, first) if side < 0 else Edge(end, first, last)
