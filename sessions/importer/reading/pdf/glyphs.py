"""What a page shows, asked of PDFium: its characters with their places, its printed lines."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from ..characters import plain
from .model import Glyph, Limits, Rule, Sheet

_UNREADABLE = "\ufffd"
_DEEPEST = 3  # form objects inside form objects
_MOST_POINTS = 400  # of one path: a drawing has more, a table's border fewer
_FLAT = 1.5
_COVERED = 0.3
_MANY_PATHS = 300  # letters drawn as outlines are so many paths
_Point = tuple[float, float]


class TooMuchTextError(Exception):
    """A page with more characters than any page has."""


def read_page(page: Any, limits: Limits) -> Sheet:
    """The glyphs and rules of a page; raises TooMuchTextError."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return Sheet([])
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > limits.page_characters:
            raise TooMuchTextError
        found, damaged = _characters(text, count)
    finally:
        pdfium.FPDFText_ClosePage(text)
    turns = Counter(turn for turn, _ in found)
    turn = max(turns.keys() - {-1}, key=lambda one: (turns[one], one == 0), default=0)
    box = _box(page)
    glyphs = [glyph for at, glyph in found if at == turn]
    corners = [_turn_point(x, y, turn) for x in box[::2] for y in box[1::2]]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    rules, pictured = _drawings(page, limits, box)
    return Sheet(
        glyphs=[
            Glyph(g.char, g.x0 - left, g.x1 - left, g.y - bottom, g.size)
            for g in glyphs
            if left - 1 <= g.x0 <= right and bottom - 1 <= g.y <= top
        ],
        rules=[_moved(rule, turn, left, bottom) for rule in rules],
        width=right - left,
        height=top - bottom,
        damaged=damaged,
        pictured=pictured,
    )


def _characters(text: Any, count: int) -> tuple[list[tuple[int, Glyph]], int]:
    """Each character with the quarter turns that it is printed at (−1: aslant)."""
    matrix, box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_matrix, at_box = ctypes.byref(matrix), ctypes.byref(box)
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    found: list[tuple[int, Glyph]] = []
    standing: dict[tuple[float, float, float, float, float], _Standing] = {}
    damaged = high = 0
    for k in range(count):
        code = pdfium.FPDFText_GetUnicode(text, k)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if pdfium.FPDFText_IsGenerated(text, k) == 1:
            continue
        char = plain(code)
        if not char:
            continue
        if char == _UNREADABLE or pdfium.FPDFText_HasUnicodeMapError(text, k) == 1:
            char = _UNREADABLE
            damaged += 1
        if not (
            pdfium.FPDFText_GetMatrix(text, k, at_matrix)
            and pdfium.FPDFText_GetLooseCharBox(text, k, at_box)
            and pdfium.FPDFText_GetCharOrigin(text, k, at_x, at_y)
        ):
            continue
        form = (matrix.a, matrix.b, matrix.c, matrix.d, pdfium.FPDFText_GetFontSize(text, k))
        if form not in standing:
            standing[form] = _standing(*form)
        tall, wide, turn = standing[form]
        glyph = _glyph(char, standing[form], box, x.value, y.value)
        if wide and tall >= 1.0 and math.isfinite(glyph.x0 + glyph.x1 + glyph.y):
            found.append((turn, glyph))
    return found, damaged


_Standing = tuple[float, float, int]


def _standing(a: float, b: float, c: float, d: float, size: float) -> _Standing:
    """How tall and how wide characters of such a matrix are, and their quarter turns (−1:
    aslant, or in a mirror)."""
    tall, wide = size * math.hypot(c, d), size * math.hypot(a, b)
    if not math.isfinite(tall + wide):
        return 0.0, 0.0, -1
    direction = math.atan2(b, a)
    straight = abs(math.sin(2 * direction)) < 0.1 and a * d - b * c > 0
    return tall, wide, round(math.degrees(direction) / 90) % 4 if straight else -1


def _glyph(char: str, standing: _Standing, box: Any, x: float, y: float) -> Glyph:
    """A glyph measured along its own baseline, as if the page had been turned upright. An
    ideograph is as wide as its font's square: the box around it is not always that wide."""
    tall, wide, turn = standing
    if turn <= 0:
        start, end, base = x, box.right, y
    else:
        corners = [(px, py) for px in (box.left, box.right) for py in (box.bottom, box.top)]
        start, base = _turn_point(x, y, turn)
        end = max(_turn_point(px, py, turn)[0] for px, py in corners)
    if char >= "\u3400" and char.isalpha():
        end = start + wide
    elif not start < end <= start + 3 * tall:
        end = start + wide * (1.0 if char > "\u2e80" else 0.5)
    return Glyph(char, start, end, base, tall)


def _turn_point(x: float, y: float, turn: int) -> _Point:
    """A point of a page that is turned back by so many quarter turns."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _box(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what is shown of the page."""
    edges = [ctypes.c_float() for _ in range(4)]
    places = [ctypes.byref(edge) for edge in edges]
    if pdfium.FPDFPage_GetCropBox(page, *places) or pdfium.FPDFPage_GetMediaBox(page, *places):
        left, bottom, right, top = (edge.value for edge in edges)
        if right > left and top > bottom:
            return left, bottom, right, top
    if pdfium.FPDFPage_GetRotation(page) % 2:
        return 0.0, 0.0, pdfium.FPDF_GetPageHeightF(page), pdfium.FPDF_GetPageWidthF(page)
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


# --- printed lines ------------------------------------------------------------------------


def _drawings(
    page: Any, limits: Limits, box: tuple[float, float, float, float]
) -> tuple[list[Rule], bool]:
    """The straight horizontal and vertical lines of a page, also those that are drawn as thin
    boxes ([] where there are more than tables have); and whether a picture, or a drawing of
    very many lines, fills the page."""
    rules: list[Rule] = []
    area = (box[2] - box[0]) * (box[3] - box[1])
    count = pdfium.FPDFPage_CountObjects(page)
    paths = 0
    pictured = False
    for k in range(count):
        item = pdfium.FPDFPage_GetObject(page, k)
        kind = pdfium.FPDFPageObj_GetType(item)
        paths += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictured = pictured or _fills(item, area)
        if len(rules) <= limits.rules:
            _collect(item, _IDENTITY, 0, rules)
    if len(rules) > limits.rules:
        rules = []
    return rules, pictured or paths > _MANY_PATHS


def _fills(item: Any, area: float) -> bool:
    """Whether an object covers a good part of the page."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    return (right - left) * (top - bottom) > _COVERED * area


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _collect(item: Any, outer: _Matrix, depth: int, found: list[Rule]) -> None:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(item), outer)
        for k in range(min(pdfium.FPDFFormObj_CountObjects(item), 20_000)):
            _collect(pdfium.FPDFFormObj_GetObject(item, k), inner, depth + 1, found)
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return
    count = pdfium.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MOST_POINTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    matrix = _times(_matrix(item), outer)
    for line in _outlines(item, count, matrix):
        _add(line, bool(stroke.value), found)


def _outlines(item: Any, count: int, matrix: _Matrix) -> list[list[_Point]]:
    """The corners of each outline of a path; curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    lines: list[list[_Point]] = []
    for k in range(count):
        part = pdfium.FPDFPath_GetPathSegment(item, k)
        pdfium.FPDFPathSegment_GetPoint(part, ctypes.byref(x), ctypes.byref(y))
        point = _apply(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(part)
        if kind == pdfium.FPDF_SEGMENT_LINETO and lines:
            lines[-1].append(point)
        else:
            lines.append([point])
        if pdfium.FPDFPathSegment_GetClose(part) and len(lines[-1]) > 2:
            lines[-1].append(lines[-1][0])
    return lines


def _add(points: list[_Point], stroked: bool, found: list[Rule]) -> None:
    """The rules that an outline is: a thin box is one, a stroked outline one a side."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    if len(points) >= 2 and min(wide, tall) <= _FLAT:
        if max(wide, tall) > _FLAT:
            middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
            if wide >= tall:
                found.append(Rule(min(xs), middle[1], max(xs), middle[1]))
            else:
                found.append(Rule(middle[0], min(ys), middle[0], max(ys)))
    elif stroked:
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            if abs(ax - bx) <= _FLAT or abs(ay - by) <= _FLAT:
                found.append(Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))


def _matrix(item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _apply(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(rule: Rule, turn: int, left: float, bottom: float) -> Rule:
    """A rule on the page as it was turned back."""
    ax, ay = _turn_point(rule.x0, rule.y0, turn)
    bx, by = _turn_point(rule.x1, rule.y1, turn)
    return Rule(min(ax, bx) - left, min(ay, by) - bottom, max(ax, bx) - left, max(ay, by) - bottom)
