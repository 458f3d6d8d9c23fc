"""A sentence made ready for reading: without remarks in brackets and numbering.

In: a piece. Out: the piece without （女，回族）, （兼）, （试用期一年） …; numbering 一、 （一） ①
at its beginning or after a mark is cut too. （草案） stays, without its brackets: it tells a
draft from a decision; an organ's second name stays with them. Brackets are matched with a
stack; one that never closes stays.
"""

from __future__ import annotations

import re

from .headings import NUMBERING
from .text import Piece
from .titles import title_starts

_LONGEST_REMARK = 120
_ORGAN_END = re.compile(r"[局厅委办部院庭处室站所队会署]$|中心$")
_NUMBER_INSIDE = re.compile(
    r"(?<=[；。：])(?:（?[一二三四五六七八九十]{1,3}[）、]|（?\d{1,2}(?:[）、]|\.(?!\d))|[①-⑳])"
)


def bracket_spans(text: str) -> list[tuple[int, int]]:
    """The outermost closed （…）."""
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    for match in re.finditer("[（）]", text):
        if match.group() == "（":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, match.end()))
    return spans


def _is_second_name(text: str, start: int, end: int) -> bool:
    """办公室（外事办公室）主任: an organ's second name, between the first one and the title."""
    return bool(
        _ORGAN_END.search(text[max(0, start - 4) : start])
        and _ORGAN_END.search(text[start + 1 : end - 1])
        and len(text[start:end]) < 24
        and title_starts(text, end)
    )


def clean(piece: Piece) -> Piece:
    """Remarks in brackets, numbering and book-title marks cut out."""
    text = piece.text
    cuts: list[tuple[int, int]] = []
    if "（" in text or "）" in text:
        for start, end in bracket_spans(text):
            if "草案" in text[start:end] and end - start < 12:
                cuts += [(start, start + 1), (end - 1, end)]
            elif _is_second_name(text, start, end):
                continue
            elif end - start <= _LONGEST_REMARK:
                cuts.append((start, end))
    cuts += [m.span() for m in re.finditer("[《》“”\"'＂]", text)]
    if cuts:
        piece = piece.without(sorted(cuts))
    return _unnumbered(piece)


def _unnumbered(piece: Piece) -> Piece:
    while match := NUMBERING.match(piece.text):
        piece = piece[match.end() :]
    cuts = [m.span() for m in _NUMBER_INSIDE.finditer(piece.text)]
    return piece.without(cuts) if cuts else piece


def unnumbered_raw(piece: Piece) -> Piece:
    """Numbering in brackets (（一）免去：) goes before remarks in brackets do."""
    return _unnumbered(piece)
