"""A timeline, drawn.

It is read without colour: what is known is solid, acting is hatched, a half-known end is
ragged, an unknown one is a dashed line with a question mark, an open one is an arrow, one that
only the end of the organ bounds is a tick with such a line, and a blank is a dotted frame.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .lettering import width
from .markup import BAR, INK, group, hint, link, number, picture, tag, text
from .rows import (
    ARROW,
    ASKED,
    AXIS,
    HEADING,
    LETTER,
    LINE,
    MARK,
    ROW,
    Edge,
    Panel,
    Placed,
    Strip,
    panels,
)
from .scale import WIDTH, Scale, scale_of
from .timeline import Bar, Known, Timeline

TOP = 5  # of a bar, below the top of its row
HIGH = 10
BASE = 30  # of the words below it, clear of its ticks
LEAST = 2.5  # the width of a tenure of one day, or of none
# Words stay readable where a line runs behind them.
HALO = {"stroke": "#fff", "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}


def draw(timeline: Timeline) -> list[SafeString]:
    """The timeline as SVG pictures, one a panel: on paper each stays on one page."""
    scale = scale_of(timeline)
    drawn = panels(timeline, scale) if timeline.lanes else []
    return [
        _panel(timeline, panel, scale, place, len(drawn)) for place, panel in enumerate(drawn, 1)
    ]


def _panel(timeline: Timeline, panel: Panel, scale: Scale, place: int, of: int) -> SafeString:
    key = f"{timeline.key}-{place}"
    title = timeline.title
    if of > 1:
        said = _("%(title)s（图%(place)s，共%(of)s图）")
        title = said % {"title": title, "place": place, "of": of}
    items = list(_at_heights(panel))
    bars = [(placed, placed.item, y) for placed, y in items if isinstance(placed.item, Bar)]
    blanks = [(placed, y) for placed, y in items if not isinstance(placed.item, Bar)]
    hatch = f"{key}-hatch"
    parts = [
        _hatch(hatch) if any(bar.acting for _placed, bar, _y in bars) else "",
        _axis(scale, panel.height),
        group(_shared(timeline, scale, panel.height)),
        group(_headings(panel), font_size=number(HEADING), font_weight="bold", **HALO),
        group((_blank(*one) for one in blanks), fill="none", stroke="#555", stroke_dasharray="1 3"),
        group(
            (_dashes(*one) for one in bars), stroke=INK, stroke_width=1.5, stroke_dasharray="5 4"
        ),
        group((_body(p, bar, y) for p, bar, y in bars if not bar.acting), fill=BAR),
        group(
            (_body(p, bar, y) for p, bar, y in bars if bar.acting),
            fill=f"url(#{hatch})",
            stroke=BAR,
        ),
        group(mark for one in bars for mark in _marks(*one)),
        group((_words(placed, y) for placed, _bar, y in bars), **HALO),
    ]
    return picture(key, title, timeline.summary, parts, width=WIDTH, height=panel.height)


def _hatch(key: str) -> str:
    line = tag("path", d="M0 0V5", stroke=BAR, stroke_width=3)
    return tag(
        "pattern",
        line,
        id=key,
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _axis(scale: Scale, height: int) -> str:
    rules = group(
        (tag("path", d=f"M{number(scale.begin(y))} {AXIS - 5}V{height}") for y in scale.ticks),
        stroke="#c4cad4",
    )
    names = (text(_("%(year)s年") % {"year": y}, scale.begin(y) + 3, 14) for y in scale.ticks)
    return rules + group(names, fill="#3b4557")


def _shared(timeline: Timeline, scale: Scale, height: int) -> Iterator[str]:
    """The days that all lanes share: a line down the picture, each with a row of words."""
    for place, mark in enumerate(timeline.marks):
        x, top = scale.x(mark.day), AXIS + MARK * place
        begin = min(x + 4, WIDTH - width(mark.text, LETTER))
        line = f"M{number(x)} {top}V{height}"
        yield tag("path", d=line, stroke=INK, stroke_width=1.2, stroke_dasharray="9 3 2 3")
        yield text(mark.text, begin, top + 12, **HALO)


def _strips(panel: Panel) -> Iterator[tuple[Strip, float]]:
    y = float(panel.top)
    for strip in panel.strips:
        yield strip, y
        y += strip.height


def _headings(panel: Panel) -> Iterator[str]:
    for strip, top in _strips(panel):
        for place, words in enumerate(strip.heading):
            yield link(strip.lane.href, text(words, 0, top + LINE * place + 13))


def _at_heights(panel: Panel) -> Iterator[tuple[Placed, float]]:
    """Every bar and blank, with the top of its row."""
    for strip, top in _strips(panel):
        for place, row in enumerate(strip.rows):
            for placed in row:
                yield placed, top + LINE * len(strip.heading) + ROW * place


def _blank(placed: Placed, y: float) -> str:
    left, right = placed.left.inner, placed.right.inner
    return tag(
        "rect",
        hint(placed.item.text),
        x=left,
        y=y + TOP,
        width=right - left,
        height=HIGH,
    )


def _body(placed: Placed, bar: Bar, y: float) -> str:
    """The days on which the post was surely held, with ragged ends where those are half known."""
    left, right = placed.left, placed.right
    ends = {left.known, right.known}
    if Known.NOT in ends and Known.PART not in ends and left.inner == right.inner:
        return ""
    inner = [left.inner, max(right.inner, left.inner + LEAST)]
    top = y + TOP
    path = f"M{number(inner[0])} {number(top)}H{number(inner[1])}"
    path += _ragged(right, inner[1], top, HIGH) + f"H{number(inner[0])}"
    path += _ragged(left, inner[0], top + HIGH, -HIGH) + "Z"
    return tag("path", hint(bar.text), d=path)


def _ragged(edge: Edge, inner: float, y: float, high: float) -> str:
    """Down or up along an end: straight, or in three teeth as far as the end may be."""
    if edge.known is not Known.PART:
        return f"V{number(y + high)}"
    teeth = (f"L{number(x)} {number(y + high * share / 6)}" for share, x in _teeth(edge, inner))
    return "".join(teeth)


def _teeth(edge: Edge, inner: float) -> Iterator[tuple[int, float]]:
    for share in range(1, 7):
        yield share, edge.outer if share % 2 else inner


def _dashes(placed: Placed, _bar: Bar, y: float) -> str:
    """Dashes from an end of which no day is known to what is known."""
    middle = number(y + TOP + HIGH / 2)
    return "".join(
        tag("path", d=f"M{number(edge.inner)} {middle}H{number(edge.outer)}")
        for edge in (placed.left, placed.right)
        if edge.known in ASKED
    )


def _marks(placed: Placed, _bar: Bar, y: float) -> Iterator[str]:
    """At each end what tells how it is known: a tick, an arrow, a question mark."""
    for edge, side in ((placed.left, -1), (placed.right, 1)):
        yield link(edge.end.href, _mark(edge, side, y + TOP))


def _mark(edge: Edge, side: int, top: float) -> str:
    said = hint(edge.end.text)
    if edge.known is Known.OPEN:
        tip, back = number(edge.inner + ARROW), number(edge.inner)
        low, middle, high = (number(top + part) for part in (HIGH + 2, HIGH / 2, -2))
        return tag("path", said, d=f"M{back} {high}L{tip} {middle}L{back} {low}Z")
    # On the bar's own side: the ticks of who leaves and who comes on one day stand side by side.
    tick = tag(
        "path",
        said,
        d=f"M{number(edge.inner)} {number(top - 3)}h{-2 * side}v{HIGH + 6}h{2 * side}Z",
    )
    if edge.known in ASKED:
        asked = tag(
            "text",
            "?" + said,
            x=edge.outer + 5 * side,
            y=top + HIGH,
            text_anchor="middle",
            font_weight="bold",
        )
        return asked if edge.known is Known.NOT else tick + asked
    if edge.known is Known.PART:  # the teeth are drawn; this makes them a link
        left, right = sorted((edge.inner, edge.outer))
        return tag(
            "rect",
            said,
            x=left,
            y=top,
            width=right - left,
            height=HIGH,
            fill="none",
            pointer_events="all",
        )
    return tick


def _words(placed: Placed, y: float) -> str:
    inside = "".join(link(one.href, str(escape(one.text))) for one in placed.words)
    return tag("text", inside, x=placed.words_x, y=y + BASE)
