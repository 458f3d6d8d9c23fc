"""The picture of a trace, drawn: the opinion, below it its aspects, beside each what the
government says and what the committee found.

It is read without colour: what somebody says stands in a solid box, what nobody says is an
empty dashed one with a word, a section that answers several aspects has a double frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .lettering import few_lines
from .markup import INK, group, hint, link, number, picture, tag, text
from .rows import PANEL
from .scale import WIDTH
from .trace_map import Head, Row, Said, TraceMap, Voice

TRUNK = 8.0  # where the line down from the opinion stands
COLUMNS = (24.0, 288.0, 556.0)  # aspects, the government, the committee
WIDE = 242.0
APART = 14  # rows
PAD = 8
HANG = 14  # room at the end of a line for the mark that may hang over it
BIG, SMALL = 12, 11
LINE = {BIG: 17, SMALL: 15}
MOST = 3  # lines of a heading; the whole is in its hint and in the table
SAID = 4  # sections of a cell that are named
REPORTS = 3  # reports of a kind that are named
JOINT = 19  # how far below the top of a box lines meet it
NAMES = 24  # of the columns
LINES = "#7a8394"
DASHED: dict[str, Any] = {"stroke_width": 1.2, "stroke_dasharray": "5 4"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box; ``whole`` is what it was cut from."""

    words: str
    href: str = ""
    size: int = BIG
    bold: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box in a column. ``shared`` are the sections in it that answer other aspects too."""

    lines: tuple[Line, ...]
    dashed: bool = False
    shared: frozenset[int] = frozenset()
    wide: float = WIDE
    heavy: bool = False

    @property
    def height(self) -> float:
        return 2 * PAD + sum(LINE[line.size] for line in self.lines)


@dataclass(frozen=True, slots=True)
class Band:
    """Boxes side by side: by column, none or some, one below another. ``hangs`` on the
    opinion's line; ``joined``: lines run from one column to the next; ``names``: no boxes, but
    the names of the columns."""

    columns: tuple[tuple[Box, ...], ...]
    hangs: bool = False
    joined: bool = False
    names: bool = False

    @property
    def height(self) -> float:
        if self.names:
            return NAMES
        columns = (sum(box.height + PAD for box in boxes) - PAD for boxes in self.columns if boxes)
        return APART + max(columns, default=0)


@dataclass(slots=True)
class Panel:
    """Bands from top to bottom."""

    bands: list[Band] = field(default_factory=list)

    @property
    def height(self) -> float:
        return sum(band.height for band in self.bands)


COLUMN_NAMES = Band((), names=True)


def draw(shown: TraceMap) -> list[SafeString]:
    """The picture as SVGs, one a panel: on paper each stays on one page. None for a trace that
    has nothing to draw."""
    if shown.is_empty:
        return []
    panels = [Panel()]
    for band in _bands(shown):
        if panels[-1].bands and panels[-1].height + band.height > PANEL:
            panels.append(Panel([COLUMN_NAMES]))
        panels[-1].bands.append(band)
    return [_panel(shown, panel, place, len(panels)) for place, panel in enumerate(panels, 1)]


def _bands(shown: TraceMap) -> Iterator[Band]:
    """All that is drawn, from the report down to the recommendations."""
    across = COLUMNS[2] + WIDE - COLUMNS[0]
    if shown.before is not None:
        yield Band(((_head(shown.before, across),),))
    yield Band(((_head(shown.opinion, across, heavy=True),),))
    yield COLUMN_NAMES
    yield Band(
        (
            (),
            _reports(shown.handling, _("没有办理报告")),
            _reports(shown.tracking, _("没有督办报告")),
        )
    )
    for row in shown.rows:
        yield _row(row)
    for what, parts in (
        (_("未认定答复哪个方面"), shown.unsettled),
        (_("综合评价和建议"), shown.endings),
    ):
        if any(parts):
            name = Box(tuple(_lines(what, size=SMALL)), dashed=parts is shown.unsettled)
            yield Band(((name,) if parts is shown.unsettled else (), *map(_loose, parts)))


def _head(head: Head, wide: float, *, heavy: bool = False) -> Box:
    words = head.kind + _("：") + head.words
    lines = [*_lines(words, head.href, bold=heavy, wide=wide, most=2)]
    lines += _lines(head.told, size=SMALL, wide=wide, most=2)
    return Box(tuple(lines), wide=wide, heavy=heavy)


def _reports(reports: Sequence[Head], none: str) -> tuple[Box, ...]:
    """The reports of one party, or the gap where they would be."""
    if not reports:
        return (Box(tuple(_lines(none, size=SMALL)), dashed=True),)
    boxes = []
    for one in reports[:REPORTS]:
        lines = [*_lines(one.kind, one.href, bold=True, whole=one.words)]
        lines += _lines(one.told, size=SMALL, most=2)
        boxes.append(Box(tuple(lines)))
    if len(reports) > REPORTS:
        said = _("另有%(number)s份") % {"number": len(reports) - REPORTS}
        boxes.append(Box(tuple(_lines(said, "#reports", size=SMALL))))
    return tuple(boxes)


def _row(row: Row) -> Band:
    lines = [*_lines(row.words, row.href, bold=True)]
    lines += _lines(row.told, size=SMALL)
    boxes = (_voice(voice, row.href) for voice in row.voices)
    aspect = Box(tuple(lines))
    return Band(((aspect,), *((box,) for box in boxes)), hangs=True, joined=True)


def _voice(voice: Voice, href: str) -> Box:
    lines = [*_lines(voice.verdict, bold=True)]
    for one in voice.said[:SAID]:
        lines += _said(one)
    if len(voice.said) > SAID:
        said = _("另有%(number)s节") % {"number": len(voice.said) - SAID}
        lines += _lines(said, href, size=SMALL)
    lines += _lines(voice.gap, size=SMALL)
    shared = frozenset(one.section for one in voice.said if one.shared and one.section is not None)
    return Box(tuple(lines), dashed=bool(voice.gap), shared=shared)


def _said(one: Said) -> Iterator[Line]:
    yield from _lines(one.words, one.href)
    place = " ".join(filter(None, (one.place, one.shared)))
    yield from _lines(place, size=SMALL, most=2)


def _loose(said: Sequence[Said]) -> tuple[Box, ...]:
    """Sections that stand beside no aspect, a box each."""
    boxes = [Box(tuple(_said(one))) for one in said[:SAID]]
    if len(said) > SAID:
        words = _("另有%(number)s节") % {"number": len(said) - SAID}
        boxes.append(Box(tuple(_lines(words, "#reports", size=SMALL))))
    return tuple(boxes)


def _lines(
    words: str,
    href: str = "",
    *,
    size: int = BIG,
    bold: bool = False,
    wide: float = WIDE,
    most: int = MOST,
    whole: str = "",
) -> Iterator[Line]:
    if not words:
        return
    for line in few_lines(words, size, wide - PAD - HANG, most):
        yield Line(line, href, size, bold, whole or words)


def _panel(shown: TraceMap, panel: Panel, place: int, of: int) -> SafeString:
    key = f"{shown.key}-{place}"
    title = shown.title
    if of > 1:
        said = _("%(title)s（图%(place)s，共%(of)s图）")
        title = said % {"title": title, "place": place, "of": of}
    tops: list[float] = []
    y = 0.0
    for band in panel.bands:
        tops.append(y if band.names else y + APART)
        y += band.height
    parts = [
        group(_trunk(panel, tops, goes_on=place > 1), fill="none", stroke=LINES),
        group(_joints(panel, tops), stroke=LINES),
        *(_band(band, top) for band, top in zip(panel.bands, tops, strict=True)),
        group(_bridges(panel, tops), fill="none", stroke=INK),
    ]
    return picture(key, title, shown.summary, parts, width=WIDTH, height=y + 6)


def _column_names(y: float) -> str:
    names = (_("审议意见"), _("政府：研究处理"), _("常委会：跟踪督办"))
    drawn = (text(name, x, y + 20) for x, name in zip(COLUMNS, names, strict=True))
    return group(drawn, font_size=SMALL, fill="#3b4557")


def _trunk(panel: Panel, tops: Sequence[float], *, goes_on: bool) -> Iterator[str]:
    """From the opinion, or from the top of a picture that goes on, down to the last aspect."""
    begin = 0.0 if goes_on else None
    ends = []
    for band, top in zip(panel.bands, tops, strict=True):
        if any(box.heavy for boxes in band.columns for box in boxes):
            begin = top + JOINT
            ends.append(begin)
        elif band.hangs:
            ends.append(top + JOINT)
    if begin is None or not ends:
        return
    yield tag("path", d=f"M{number(TRUNK)} {number(begin)}V{number(ends[-1])}")
    for end in ends:
        yield tag("path", d=f"M{number(TRUNK)} {number(end)}H{number(COLUMNS[0])}")


def _joints(panel: Panel, tops: Sequence[float]) -> Iterator[str]:
    """From an aspect to what is said of it: dashed where nothing is."""
    for band, top in zip(panel.bands, tops, strict=True):
        if not band.joined:
            continue
        for left, right, boxes in zip(COLUMNS, COLUMNS[1:], band.columns[1:], strict=False):
            dashes = "5 4" if any(box.dashed for box in boxes) else None
            path = f"M{number(left + WIDE)} {number(top + JOINT)}H{number(right)}"
            yield tag("path", d=path, stroke_dasharray=dashes)


def _bridges(panel: Panel, tops: Sequence[float]) -> Iterator[str]:
    """Two lines between boxes, one below the other, that one section fills."""
    placed = list(zip(panel.bands, tops, strict=True))
    for (band, top), (after, below) in zip(placed, placed[1:], strict=False):
        for x, boxes, under in zip(COLUMNS, band.columns, after.columns, strict=False):
            if boxes and under and boxes[0].shared & under[0].shared:
                end = top + boxes[0].height
                for along in (WIDE / 2 - 3, WIDE / 2 + 3):
                    yield tag("path", d=f"M{number(x + along)} {number(end)}V{number(below)}")


def _band(band: Band, top: float) -> str:
    if band.names:
        return _column_names(top)
    return "".join(
        drawn
        for x, boxes in zip(COLUMNS, band.columns, strict=False)
        for drawn in _column(boxes, x, top)
    )


def _column(boxes: Iterable[Box], x: float, y: float) -> Iterator[str]:
    for box in boxes:
        yield _box(box, x, y)
        y += box.height + PAD


def _box(box: Box, x: float, y: float) -> str:
    strokes: dict[str, Any] = DASHED if box.dashed else {"stroke_width": 2.2 if box.heavy else 1.2}
    found = _frame(x, y, box.wide, box.height, **strokes)
    if box.shared:
        found += _frame(x + 3, y + 3, box.wide - 6, box.height - 6, stroke_width=1.2)
    top = y + PAD
    for line in box.lines:
        said = hint(line.whole) if line.whole != line.words else ""
        bold = "bold" if line.bold else None
        drawn = text(line.words, x + PAD, top + line.size, font_size=line.size, font_weight=bold)
        found += link(line.href, group([said, drawn]) if said else drawn)
        top += LINE[line.size]
    return found


def _frame(x: float, y: float, wide: float, high: float, **strokes: Any) -> str:
    return tag("rect", x=x, y=y, width=wide, height=high, rx=3, fill="#fff", stroke=INK, **strokes)
