"""The picture of a year's deadlines, drawn: months as columns, a lane for each domain or unit,
each task a box with its number; in three columns apart those that fall due on no day.

It is read without colour: what is overdue is black with a white number, what is ended is crossed
out, what was reported stands on a thick line; what falls due on no day has round corners.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .deadlines import Apart, DeadlineYear, Lane, Look, Mark, apart_name, month_name
from .lettering import cut, few_lines
from .markup import INK, group, hint, link, number, picture, tag, text
from .rows import PANEL
from .scale import WIDTH

NAMES = 128.0  # how wide the names of the lanes are
MONTH = 42.0
APART = (WIDTH - NAMES - 12 * MONTH) / 3
HEAD = 30.0
BOX, HIGH, STEP = 19.0, 16.0, 20.0  # a mark: how wide, how high; from one to the next
LETTER = 10.0
NAME_SIZE, NAME_LINE = 11, 15
MOST = 20  # marks of a cell that are drawn
FAINT = "#dfe3ea"
LINES = "#7a8394"


@dataclass(slots=True)
class Panel:
    """Lanes from top to bottom."""

    lanes: list[Lane] = field(default_factory=list)

    @property
    def height(self) -> float:
        return HEAD + sum(map(height, self.lanes))


def draw(shown: DeadlineYear) -> list[SafeString]:
    """The picture as SVGs, one a panel: on paper each stays on one page."""
    if shown.is_empty:
        return []
    panels = [Panel()]
    for lane in shown.lanes:
        if panels[-1].lanes and panels[-1].height + height(lane) > PANEL:
            panels.append(Panel())
        panels[-1].lanes.append(lane)
    return [_panel(shown, panel, place, len(panels)) for place, panel in enumerate(panels, 1)]


def height(lane: Lane) -> float:
    """As high as its name and its fullest cell."""
    cells = [(len(_fit(marks)), MONTH) for marks in lane.months.values()]
    cells += [(len(_fit(marks)), APART) for marks in lane.apart.values()]
    lines = max((-(-count // _a_line(wide)) for count, wide in cells), default=1)
    return max(lines * STEP, len(_name(lane)) * NAME_LINE) + 8


def _a_line(wide: float) -> int:
    return int((wide - 1) // STEP)


def _fit(marks: Sequence[Mark]) -> Sequence[Mark]:
    return marks if len(marks) <= MOST else marks[: MOST - 1]


def _name(lane: Lane) -> list[str]:
    return few_lines(lane.name, NAME_SIZE, NAMES - 14, 3)


def _panel(shown: DeadlineYear, panel: Panel, place: int, of: int) -> SafeString:
    key = f"{shown.key}-{place}"
    title = shown.title
    if of > 1:
        said = _("%(title)s（图%(place)s，共%(of)s图）")
        title = said % {"title": title, "place": place, "of": of}
    parts = [
        group(_grid(panel), stroke=FAINT),
        group(_heads(shown), font_size=NAME_SIZE, fill="#3b4557"),
        group(_today(shown, panel.height)),
    ]
    y = HEAD
    for lane in panel.lanes:
        parts.append(group(_lane(lane, y)))
        y += height(lane)
    return picture(key, title, shown.summary, parts, width=WIDTH, height=panel.height + 2)


def _grid(panel: Panel) -> Iterator[str]:
    high = number(panel.height)
    for month in range(13):
        x = number(NAMES + month * MONTH)
        yield tag("path", d=f"M{x} {number(HEAD - 4)}V{high}")
    for one in range(1, 3):
        x = number(NAMES + 12 * MONTH + one * APART)
        yield tag("path", d=f"M{x} {number(HEAD - 4)}V{high}")
    x = number(NAMES + 12 * MONTH)
    yield tag("path", d=f"M{x} 4V{high}", stroke=LINES, stroke_width=2)
    y = HEAD
    for lane in [*panel.lanes, None]:
        yield tag("path", d=f"M0 {number(y)}H{WIDTH}")
        y += height(lane) if lane is not None else 0


def _heads(shown: DeadlineYear) -> Iterator[str]:
    yield text(str(shown.year), 0, 20, font_weight="bold", font_size=14)
    for month in range(1, 13):
        x = NAMES + (month - 0.5) * MONTH
        yield text(month_name(month), x, 20, text_anchor="middle")
    for place, apart in enumerate(Apart):
        x = NAMES + 12 * MONTH + (place + 0.5) * APART
        yield text(cut(apart_name(apart), NAME_SIZE, APART), x, 20, text_anchor="middle")


def _today(shown: DeadlineYear, high: float) -> Iterator[str]:
    """The line of the day as of which the tasks are told."""
    if shown.day is None:
        return
    days = calendar.monthrange(shown.day.year, shown.day.month)[1]
    x = number(NAMES + (shown.day.month - 1 + shown.day.day / days) * MONTH)
    yield tag(
        "path", d=f"M{x} {number(HEAD - 4)}V{number(high)}", stroke=INK, stroke_dasharray="2 4"
    )
    yield tag("path", d=f"M{x} 8l-4 -6h8z", fill=INK)


def _lane(lane: Lane, y: float) -> Iterator[str]:
    lines = _name(lane)
    drawn = (
        text(line, 0, y + 15 + place * NAME_LINE, font_size=NAME_SIZE)
        for place, line in enumerate(lines)
    )
    yield group([hint(lane.name), *drawn])
    for month, marks in lane.months.items():
        yield from _cell(marks, NAMES + (month - 1) * MONTH, y, MONTH, round_=False)
    for place, apart in enumerate(Apart):
        x = NAMES + 12 * MONTH + place * APART
        yield from _cell(lane.apart.get(apart, ()), x, y, APART, round_=True)


def _cell(marks: Sequence[Mark], x: float, y: float, wide: float, *, round_: bool) -> Iterator[str]:
    a_line = _a_line(wide)
    fit = _fit(marks)
    for place, mark in enumerate(fit):
        left = x + 2 + place % a_line * STEP
        top = y + 5 + place // a_line * STEP
        yield _box(mark, left, top, round_=round_)
    if len(fit) < len(marks):
        left = x + 2 + len(fit) % a_line * STEP
        top = y + 5 + len(fit) // a_line * STEP
        words = f"+{len(marks) - len(fit)}"
        yield text(words, left, top + 12, font_size=LETTER)


def _box(mark: Mark, x: float, y: float, *, round_: bool) -> str:
    overdue, ended = mark.look is Look.OVERDUE, mark.look is Look.ENDED
    parts = [
        hint(f"{mark.label} {mark.words}{_('：')}{mark.told}"),
        tag(
            "rect", x=x, y=y, width=BOX, height=HIGH, rx=8 if round_ else 2,
            fill=INK if overdue else "#fff", stroke=LINES if ended else INK,
            stroke_dasharray="2 2" if ended else None,
        ),
        text(
            cut(mark.label, LETTER, BOX), x + BOX / 2, y + 12, font_size=LETTER,
            text_anchor="middle", fill="#fff" if overdue else INK,
            font_weight="bold" if overdue else None,
        ),
    ]  # fmt: skip
    if ended:
        path = f"M{number(x + 1)} {number(y + HIGH - 1)}L{number(x + BOX - 1)} {number(y + 1)}"
        parts.append(tag("path", d=path, stroke=LINES))
    if mark.look is Look.REPORTED:
        path = f"M{number(x + 1)} {number(y + HIGH)}H{number(x + BOX - 1)}"
        parts.append(tag("path", d=path, stroke=INK, stroke_width=3))
    return link(mark.href, group(parts))
