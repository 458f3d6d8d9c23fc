"""Prints texts as PDF files: pages with columns, running headers, page numbers, footnotes.

A ``Sheet`` is what one page shows, each piece of text at its place; ``pdf`` makes the file.
``seed_pdf`` prints the seed bulletin again as the two-column A4 gazette it was.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from .bulletins import HEADER, Paper, break_lines

FONT = "STSong-Light"
A4 = (595.0, 842.0)
SIZE = 10.5
LEADING = 20.0


@dataclass(frozen=True)
class Piece:
    """A text at a place, from the page's lower left corner; ``space`` widens the characters."""

    x: float
    y: float
    text: str
    size: float = SIZE
    space: float = 0.0
    angle: float = 0.0


@dataclass
class Sheet:
    """One page: its pieces of text, and its rules as (x, y, x, y)."""

    pieces: list[Piece] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    size: tuple[float, float] = A4
    picture: bool = False  # a scanned page

    def put(self, x: float, y: float, text: str, size: float = SIZE, **more: float) -> float:
        """Prints ``text``; gives the x at which it ends."""
        self.pieces.append(Piece(x, y, text, size, **more))
        return x + wide(text, size)

    def centred(self, y: float, text: str, size: float = SIZE, middle: float = A4[0] / 2) -> None:
        self.put(middle - wide(text, size) / 2, y, text, size)


def _register() -> None:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def wide(text: str, size: float = SIZE) -> float:
    """How wide ``text`` is printed."""
    _register()
    return float(pdfmetrics.stringWidth(text, FONT, size))


def pdf(
    sheets: Sequence[Sheet],
    *,
    shuffled: int | None = None,
    encrypt: object | None = None,
    turned: int = 0,
) -> bytes:
    """The file. ``shuffled``: the pieces of each page in a random order of this seed.
    ``turned``: every page lies on its side in the file and says how it is to be turned."""
    _register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, invariant=1)
    order = random.Random(shuffled)
    for sheet in sheets:
        canvas.setPageSize(sheet.size)
        canvas.setPageRotation(turned)
        if sheet.picture:
            canvas.drawImage(_picture(), 0, 0, *sheet.size)
        pieces = list(sheet.pieces)
        if shuffled is not None:
            order.shuffle(pieces)
        for rule in sheet.rules:
            canvas.line(*rule)
        for piece in pieces:
            _show(canvas, piece)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture() -> ImageReader:
    return ImageReader(Image.new("L", (60, 84), 200))


def table(
    sheet: Sheet,
    xs: Sequence[float],
    ys: Sequence[float],
    gone: Sequence[tuple[float, float, float, float]] = (),
) -> None:
    """Prints the lines of a table; ``gone`` are pieces of them that are left out."""
    for y in ys:
        for a, b in zip(xs, xs[1:], strict=False):
            if (a, y, b, y) not in gone:
                sheet.rules.append((a, y, b, y))
    for x in xs:
        for a, b in zip(ys, ys[1:], strict=False):
            if (x, a, x, b) not in gone:
                sheet.rules.append((x, a, x, b))


def _show(canvas: Canvas, piece: Piece) -> None:
    canvas.saveState()
    canvas.translate(piece.x, piece.y)
    canvas.rotate(piece.angle)
    text = canvas.beginText(0, 0)
    text.setFont(FONT, piece.size)
    text.setCharSpace(piece.space)
    text.textOut(piece.text)
    canvas.drawText(text)
    canvas.restoreState()


# --- columns ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """How the pages are set. ``number``: where the page number stands."""

    columns: Literal[1, 2] = 2
    header: str = HEADER
    number: Literal["foot", "corner", "top", "none"] = "foot"
    dressed: str = "— {} —"
    left: float = 62.0
    top: float = 760.0
    gutter: float = 26.0
    size: float = SIZE
    leading: float = LEADING
    rows: int = 32
    justified: bool = False

    @property
    def column(self) -> float:
        """The width of a column."""
        room = A4[0] - 2 * self.left
        return room if self.columns == 1 else (room - self.gutter) / 2

    @property
    def characters(self) -> float:
        return self.column // self.size

    def x(self, column: int) -> float:
        return self.left + column * (self.column + self.gutter)


@dataclass(frozen=True)
class Row:
    """A line of a column: how far in it begins, in characters; whether it is full."""

    text: str
    indent: float = 0.0
    full: bool = False


def rows_of(paper: Paper, form: Form) -> list[Row]:
    """The lines of a paper: titles and authors in the middle, paragraphs with indents."""
    rows = []
    width = form.characters
    for line in (*paper.title, *paper.head):
        for part in break_lines(line, width, width):
            flush = line.endswith("：")
            rows.append(
                Row(
                    part,
                    0 if flush else max(0, (form.column - wide(part, form.size)) / 2 / form.size),
                )
            )
    for paragraph in paper.body:
        broken = break_lines(paragraph, width, width - 2)
        for at, part in enumerate(broken):
            rows.append(Row(part, 0 if at else 2, at < len(broken) - 1))
    ends = [max(0, width - 2 - wide(line, form.size) / form.size) for line in paper.tail]
    return [*rows, *map(Row, paper.tail, ends)]


def sheets_of(columns: Sequence[Sequence[Row]], form: Form, first_page: int = 1) -> list[Sheet]:
    """Pages of the given columns, one after the other, with header and page number."""
    sheets = []
    for at in range(0, len(columns), form.columns):
        number = first_page + at // form.columns
        sheet = Sheet()
        furnish(sheet, form, number)
        for side, rows in enumerate(columns[at : at + form.columns]):
            for k, row in enumerate(rows):
                x = form.x(side) + row.indent * form.size
                y = form.top - k * form.leading
                room = form.x(side) + form.column + form.size - x
                size = form.size * min(1.0, room / wide(row.text, form.size))
                rest = form.x(side) + form.column - x - wide(row.text, size)
                stretch = row.full and form.justified
                space = rest / max(1, len(row.text) - 1) if stretch else 0.0
                sheet.put(x, y, row.text, size, space=space)
        sheets.append(sheet)
    return sheets


def furnish(sheet: Sheet, form: Form, number: int) -> None:
    """The running header and the number of a page."""
    if form.header:
        sheet.centred(form.top + 40, form.header, 9)
    words = form.dressed.format(number)
    if form.number == "foot":
        sheet.centred(50, words, 9)
    elif form.number == "corner":
        sheet.put(A4[0] - form.left - wide(words, 9) if number % 2 else form.left, 50, words, 9)
    elif form.number == "top":
        sheet.put(
            A4[0] - form.left - wide(words, 9) if number % 2 else form.left, form.top + 40, words, 9
        )


def papers_pdf(papers: Sequence[Paper], form: Form, *, shuffled: int | None = None) -> bytes:
    """A bulletin of ``papers``, one after the other."""
    rows = [row for paper in papers for row in rows_of(paper, form)]
    columns = [rows[k : k + form.rows] for k in range(0, len(rows), form.rows)]
    return pdf(sheets_of(columns, form), shuffled=shuffled)


# --- the seed -----------------------------------------------------------------------------

_HEADER = re.compile(r"公报【")
_NUMBER = re.compile(r"— \d+ —\Z")


def seed_pages(text: str) -> list[list[str]]:
    """The lines of the seed's pages: one that begins with one space, or a running header,
    starts a page. Headers and page numbers are left out."""
    pages: list[list[str]] = []
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            continue
        header = _HEADER.search(line) is not None
        if raw.startswith(" ") or header:
            pages.append([])
        if not header and not _NUMBER.match(line):
            pages[-1].append(line)
    return pages


def seed_header(text: str) -> str:
    return next(line.strip() for line in text.split("\n") if _HEADER.search(line))


def seed_pdf(text: str, *, shuffled: int | None = None) -> bytes:
    """The seed as two columns a page, a running header on each, its number at the foot."""
    columns: list[list[Row]] = []
    for lines in seed_pages(text):
        half = (len(lines) + 1) // 2
        columns += [[Row(line) for line in lines[:half]], [Row(line) for line in lines[half:]]]
    return pdf(sheets_of(columns, Form(header=seed_header(text))), shuffled=shuffled)
