"""Glyphs to segments: characters that stand together on one baseline.

Nothing is taken from the order of the glyphs in the file. A gap as wide as a character, or a
printed vertical line, ends a segment; what belongs to one line is put together again later,
when the columns are known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from statistics import median

from .model import Glyph, Rule, Segment

GAP = 0.8  # in characters: beside a wider gap stands another segment
_SAME_LINE = 0.15
_SMALL = 0.9  # raised digits are at most so tall beside their line
_WORD = 0.18
_SPACE = 0.06
_SPREAD = 0.55
_ENOUGH = 3
_WIDE = "\u2e80"
_TWINS = 200  # so many glyphs of one character stand below each other on a page


def segments(glyphs: Sequence[Glyph], rules: Iterable[Rule] = ()) -> list[Segment]:
    """The segments of a page, from top to bottom and from left to right."""
    walls = _Walls(rules)
    found: list[_Run] = []
    for row in _rows(_once(glyphs)):
        found += _runs(row, walls)
    found = _with_raised(found)
    made = [run.segment() for run in found]
    return sorted((one for one in made if one.text.strip()), key=lambda s: (-s.y, s.x0))


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without those printed twice at one place, as some do for bold type."""
    kept: list[Glyph] = []
    last: list[Glyph] = []  # the glyphs of one character that may be printed again
    for glyph in sorted(glyphs):
        if last and last[0].char != glyph.char:
            last = []
        reach = 0.25 * glyph.size
        last = [other for other in last[-_TWINS:] if glyph.x0 - other.x0 < reach]
        if any(abs(other.y - glyph.y) < reach for other in last):
            continue
        last.append(glyph)
        kept.append(glyph)
    return kept


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs by baseline, from top to bottom."""
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: (-g.y, g.x0)):
        if rows and base - glyph.y <= max(0.6, _SAME_LINE * min(glyph.size, rows[-1][0].size)):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base = glyph.y
    return rows


class _Walls:
    """The vertical lines of a page, which part what stands on their two sides."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted((r for r in rules if r.x1 - r.x0 < r.y1 - r.y0), key=lambda r: r.x0)
        self._xs = [rule.x0 for rule in self._rules]

    def between(self, left: Glyph, right: Glyph) -> bool:
        """Whether a line stands between two glyphs of one row."""
        first = bisect_left(self._xs, (left.x0 + left.x1) / 2)
        last = bisect_right(self._xs, (right.x0 + right.x1) / 2)
        middle = left.y + left.size / 3
        return any(rule.y0 <= middle <= rule.y1 for rule in self._rules[first:last])


class _Run:
    """The glyphs of a segment while it is being put together."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        self.raised: list[Glyph] = []
        self.size = _usual_size(glyphs)
        self.y = median(glyph.y for glyph in glyphs)
        self.x0 = glyphs[0].x0
        self.x1 = max(glyph.x1 for glyph in glyphs)

    def segment(self) -> Segment:
        raised = set(map(id, self.raised))
        everything = sorted([*self.glyphs, *self.raised], key=lambda g: g.x0)
        shown = [glyph for glyph in everything if not glyph.char.isspace()]
        blanks = [glyph.x0 for glyph in everything if glyph.char.isspace()]
        loose = _looseness(shown)
        text, places = "", []
        for k, glyph in enumerate(shown):
            if k:
                text += _between(shown[k - 1], glyph, blanks, loose, self.size)
            if id(glyph) in raised:
                places.append((len(text), len(text) + len(glyph.char)))
            text += glyph.char
        return Segment(text, self.x0, self.x1, self.y, self.size, _joined(places))


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    return median(sorted(glyph.size for glyph in glyphs))


def _runs(row: list[Glyph], walls: _Walls) -> list[_Run]:
    row.sort(key=lambda g: (g.x0, g.x1))
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    blanks: list[Glyph] = []
    for glyph in row:
        if glyph.char.isspace():
            blanks.append(glyph)
            continue
        if last is None or _apart(last, glyph, walls):
            runs.append([])
        elif runs:
            runs[-1] += blanks
        blanks = []
        runs[-1].append(glyph)
        last = glyph if last is None or glyph.x1 > last.x1 or len(runs[-1]) == 1 else last
    return [_Run(run) for run in runs]


def _apart(left: Glyph, right: Glyph, walls: _Walls) -> bool:
    if right.x0 - left.x1 > GAP * max(left.size, right.size):
        return True
    if right.x0 < left.x0 + 0.3 * (left.x1 - left.x0) and left.size > 1.5 * right.size:
        return False
    return walls.between(left, right)


def _looseness(shown: Sequence[Glyph]) -> float:
    """How far apart the Chinese characters of a line stand: 0, but in a line that is spaced
    out to fill its column."""
    gaps = [
        right.x0 - left.x1
        for left, right in zip(shown, shown[1:], strict=False)
        if left.char >= _WIDE and right.char >= _WIDE
    ]
    return max(0.0, median(gaps)) if len(gaps) >= _ENOUGH else 0.0


def _between(left: Glyph, right: Glyph, blanks: Sequence[float], loose: float, size: float) -> str:
    """What stands between two neighbours: a space, where one was typed or words are parted."""
    gap = right.x0 - left.x1 - loose
    at = bisect_left(blanks, left.x0)
    typed = at < len(blanks) and blanks[at] < right.x0
    if typed and gap > _SPACE * size:
        return " "
    if left.char < _WIDE and right.char < _WIDE:
        return " " if gap > _WORD * size and not _figure(left.char, right.char) else ""
    if left.char >= _WIDE and right.char >= _WIDE:
        # Beside a mark a justified line may be wider than elsewhere.
        words = left.char.isalnum() and right.char.isalnum()
        return " " if gap > (_WORD if words else _SPREAD) * size else ""
    # Typesetting parts figures from words; how wide a line is hangs on that.
    return " " if gap > _WORD * size and left.char.isalnum() and right.char.isalnum() else ""


def _figure(left: str, right: str) -> bool:
    """Whether two characters are of one figure, which a justified line may spread."""
    return (left in "0123456789.,%" and right in "0123456789.,%") or not (
        left.isalnum() and right.isalnum()
    )


def _joined(places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _with_raised(runs: list[_Run]) -> list[_Run]:
    """Raised and lowered figures put into the lines that they belong to."""
    small = [run for run in runs if len(run.glyphs) <= 8]
    hosts = sorted(runs, key=lambda run: run.y)
    heights = [run.y for run in hosts]
    gone: set[int] = set()
    for run in small:
        host = _host(run, hosts, heights)
        if host is not None and id(host) not in gone:
            host.raised += [g for g in run.glyphs if not g.char.isspace()]
            host.x0, host.x1 = min(host.x0, run.x0), max(host.x1, run.x1)
            gone.add(id(run))
    return [run for run in runs if id(run) not in gone]


def _host(run: _Run, hosts: Sequence[_Run], heights: Sequence[float]) -> _Run | None:
    """The line that a small run is raised beside: taller, at its level, and touching it."""
    best: tuple[float, _Run] | None = None
    reach = 4 * run.size
    for host in hosts[bisect_left(heights, run.y - reach) : bisect_right(heights, run.y + reach)]:
        if host is run or run.size > _SMALL * host.size:
            continue
        lift = (run.y - host.y) / host.size
        distance = max(run.x0 - host.x1, host.x0 - run.x1, 0.0)
        if distance > 0.5 * host.size or not (-0.3 <= lift <= -0.08 or 0.08 <= lift <= 0.75):
            continue
        if best is None or distance < best[0]:
            best = (distance, host)
    return best[1] if best else None
