"""Pages to text: the steps put together, and what the whole file tells about each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .columns import (
    common_gutters,
    find_gutter,
    in_order,
    is_indent,
    known_gutter,
    left_edge,
    with_usual_edges,
)
from .furniture import PageParts, part_pages
from .model import Cut, Segment, Sheet
from .notes import set_notes
from .segments import segments
from .spreads import apart
from .tables import find_tables


def cut(sheet: Sheet) -> Cut:
    """The segments of a page."""
    return Cut(
        tuple(segments(sheet.glyphs, sheet.rules)), tuple(sheet.rules), sheet.width, sheet.height
    )


def text_of_pages(sheets: Sequence[Cut]) -> str:
    """The text of all pages, a form feed between them: on each its running headers, its
    number, its lines in reading order, its notes."""
    pages = apart(sheets)
    body = _body_size(pages)
    parts = part_pages(
        [page.segments for page in pages],
        [page.rules for page in pages],
        [page.height for page in pages],
        body,
    )
    tables = [find_tables(part.text, page.rules) for part, page in zip(parts, pages, strict=True)]
    gutters = [find_gutter(rest, page.width) for (_, rest), page in zip(tables, pages, strict=True)]
    known = common_gutters(gutters)
    edges = _edges([rest for _, rest in tables])
    shown = []
    for at, (part, (found, rest)) in enumerate(zip(parts, tables, strict=True)):
        own = gutters[at]
        gutter = with_usual_edges(own, known, body) if own else known_gutter(rest, known)
        edge = _edge(rest, edges[at % 2], body)
        lines = set_notes(in_order(rest, found, gutter, edge, body), pages[at].rules, body)
        if len(pages) == 1:  # nothing would tell its header from a title
            part.headers = [words for words in part.headers if "公报" in words]
        shown.append(_page(part, [line.printed() for line in lines]))
    return "\f".join(shown)


def _body_size(pages: Sequence[Cut]) -> float:
    """The size that most characters are printed in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for segment in page.segments:
            sizes[round(segment.size * 2) / 2] += len(segment.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def _edges(pages: Sequence[Sequence[Segment]]) -> list[float | None]:
    """Where lines begin on most odd and on most even pages."""
    edges: list[float | None] = []
    for parity in (0, 1):
        found = Counter(round(left_edge(page)) for page in pages[parity::2] if len(page) >= 8)
        usual = [place for place, count in found.items() if count * 5 >= found.total()]
        edges.append(float(min(usual)) if usual else None)
    return edges


def _edge(page: Sequence[Segment], usual: float | None, body: float) -> float:
    """Where the lines of a page begin: by its own lines; on a page of few, or of indented ones
    alone, by the other pages'."""
    if not page:
        return 0.0
    own = left_edge(page)
    if usual is None:
        return own
    few = len(page) < 8 and own > usual - 2
    return usual if few or is_indent(own - usual, body) else own


def _page(part: PageParts, lines: Sequence[str]) -> str:
    """A page as text. Below a running header stands the page's number, wherever it is printed;
    a page without headers has it at its end."""
    number = [f"— {part.number} —"] if part.number else []
    if part.headers:
        return "\n".join([*part.headers, *number, *lines, ""])
    return "\n".join([*lines, *number, ""])
