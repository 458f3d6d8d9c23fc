"""The chart of a day, drawn: under each office its seats as boxes, three side by side.

It is read without colour: a box of who held the post is drawn solid, of who may have held it
dashed, of nobody dotted; and the words say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .board import Board, Holder, How, Office, Seat, Taken
from .lettering import lines
from .markup import INK, group, hint, link, number, picture, tag, text
from .rows import PANEL
from .scale import WIDTH

ACROSS = 3
APART = 14
TRUNK = 10.0  # where the line down from an office stands
BEGIN = 24.0  # of the boxes
WIDE = (WIDTH - 2 - BEGIN - (ACROSS - 1) * APART) / ACROSS
PAD = 9
BIG, SMALL = 13, 11
LINE = {BIG: 18, SMALL: 15}
ABOVE = 14  # a row of boxes: room for the line that joins them
NAMED = 12  # more holders than these are told on the post's own page

STROKES: dict[Taken, dict[str, object]] = {
    Taken.HELD: {"stroke_width": 1.6},
    Taken.MAYBE: {"stroke_width": 1.6, "stroke_dasharray": "7 4"},
    Taken.VACANT: {"stroke_width": 1, "stroke_dasharray": "1 3"},
    Taken.UNKNOWN: {"stroke_width": 1, "stroke_dasharray": "1 3"},
    Taken.BEFORE: {"stroke_width": 1, "stroke_dasharray": "1 3"},
    Taken.GONE: {"stroke_width": 1, "stroke_dasharray": "1 3"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box."""

    words: str
    href: str
    size: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    seat: Seat
    lines: list[Line]

    @property
    def height(self) -> int:
        return 2 * PAD + sum(LINE[line.size] for line in self.lines)


@dataclass(slots=True)
class Block:
    """An office's name, and as many rows of its boxes as a panel holds."""

    office: Office
    name: list[str]
    rows: list[list[Box]] = field(default_factory=list)

    @property
    def height(self) -> int:
        rows = sum(ABOVE + max(box.height for box in row) for row in self.rows)
        return 22 + LINE[BIG] * len(self.name) + rows


def draw(board: Board) -> list[SafeString]:
    """The chart as SVG pictures, one a panel: on paper each stays on one page."""
    panels: list[list[Block]] = []
    height = PANEL + 1
    for block in _blocks(board):
        if height + block.height > PANEL:
            panels.append([])
            height = 0
        panels[-1].append(block)
        height += block.height
    return [_panel(board, blocks, place, len(panels)) for place, blocks in enumerate(panels, 1)]


def _blocks(board: Board) -> Iterator[Block]:
    for office in board.offices:
        name = lines(office.name, BIG, WIDTH - TRUNK)
        boxes = [Box(seat, list(_lines(seat))) for seat in office.seats]
        block = Block(office, name)
        for start in range(0, len(boxes), ACROSS):
            row = boxes[start : start + ACROSS]
            more = Block(office, name, [row]).height - Block(office, name).height
            if block.rows and block.height + more > PANEL:
                yield block
                block = Block(office, name)
            block.rows.append(row)
        yield block


def _lines(seat: Seat) -> Iterator[Line]:
    yield from _wrapped(seat.title, seat.href, BIG, bold=True)
    for holder in seat.holders[:NAMED]:
        yield from _wrapped(_name(holder), holder.person_href, BIG)
        yield from _wrapped(holder.told, holder.href, SMALL)
    if len(seat.holders) > NAMED:
        said = _("等%(number)s人") % {"number": len(seat.holders)}
        yield from _wrapped(said, seat.href, BIG)
    if not seat.holders:
        yield from _wrapped(seat.taken.words, "", BIG)
        yield from _wrapped(seat.told, seat.told_href, SMALL)


def _name(holder: Holder) -> str:
    if holder.how is How.ACTING:
        return _("%(name)s（代理）") % {"name": holder.name}
    if holder.how is How.MAYBE:
        return _("%(name)s（可能在任）") % {"name": holder.name}
    return holder.name


def _wrapped(words: str, href: str, size: int, *, bold: bool = False) -> Iterator[Line]:
    for line in lines(words, size, WIDE - 2 * PAD):
        yield Line(line, href, size, bold)


def _panel(board: Board, blocks: Sequence[Block], place: int, of: int) -> SafeString:
    key = f"{board.key}-{place}"
    title = board.title
    if of > 1:
        said = _("%(title)s（图%(place)s，共%(of)s图）")
        title = said % {"title": title, "place": place, "of": of}
    parts: list[str] = []
    y = 2.0
    for block in blocks:
        parts.append(_block(block, y))
        y += block.height
    return picture(key, title, board.summary, parts, width=WIDTH, height=y + 4)


def _block(block: Block, y: float) -> str:
    """An office: its name, a line down its left side, and its boxes joined to that line."""
    found = group(
        (
            link(block.office.href, text(words, 0, y + 16 + LINE[BIG] * place))
            for place, words in enumerate(block.name)
        ),
        font_size=BIG + 1,
        font_weight="bold",
    )
    y += 6 + LINE[BIG] * len(block.name)
    begin = last = y
    boxes, joints = "", ""
    for row in block.rows:
        y += ABOVE
        last = y - ABOVE / 2
        centre = BEGIN + (len(row) - 1) * (WIDE + APART) + WIDE / 2
        joints += f"M{number(TRUNK)} {number(last)}H{number(centre)}"
        for place, box in enumerate(row):
            x = BEGIN + place * (WIDE + APART)
            joints += f"M{number(x + WIDE / 2)} {number(last)}V{number(y)}"
            boxes += _box(box, x, y)
        y += max(box.height for box in row)
    joints = f"M{number(TRUNK)} {number(begin)}V{number(last)}{joints}"
    drawn = tag("path", d=joints, fill="none", stroke="#7a8394") if block.rows else ""
    return found + drawn + boxes


def _box(box: Box, x: float, y: float) -> str:
    frame = tag(
        "rect",
        hint(box.seat.title),
        x=x,
        y=y,
        width=WIDE,
        height=float(box.height),
        rx=3,
        fill="#fff",
        stroke=INK,
        **STROKES[box.seat.taken],
    )
    inside, top = "", y + PAD
    for line in box.lines:
        bold = "bold" if line.bold else None
        drawn = text(line.words, x + PAD, top + line.size, font_size=line.size, font_weight=bold)
        inside += link(line.href, drawn)
        top += LINE[line.size]
    return frame + inside
