"""How wide words are, and where they break: SVG does neither by itself. Pure Python."""

from __future__ import annotations

import re
import unicodedata

NARROW = 0.62  # of the letter's height: a figure, a Latin letter, taken a little too wide
CLOSING = "，。、；：）》”"
# A word of Latin letters or figures with the marks and the space after it; or one character.
_PIECES = re.compile(r"[!-~\u00a1-\u024f]+\s*|.", re.DOTALL)


def width(text: str, size: float) -> float:
    """How wide the text is at most, in letters of this height: a Chinese character is as wide
    as it is high."""
    return size * sum(_share(letter) for letter in text)


def cut(text: str, size: float, most: float) -> str:
    """The text, or as much of its beginning as has room, with an ellipsis."""
    if width(text, size) <= most:
        return text
    room = most - width("…", size)
    kept = ""
    for letter in text:
        room -= size * _share(letter)
        if room < 0:
            break
        kept += letter
    return f"{kept}…"


def lines(text: str, size: float, most: float) -> list[str]:
    """The text in as many lines as it needs. Chinese breaks between any two characters; a
    mark that ends a phrase stays with the line before it, and may hang over its end. Other
    words break only where one is longer than a line."""
    found = [""]
    for piece in _PIECES.findall(text):
        hangs = piece in CLOSING and width(found[-1], size) <= most
        if width(found[-1] + piece.rstrip(), size) <= most or hangs:
            found[-1] += piece
            continue
        for part in [piece] if width(piece.rstrip(), size) <= most else piece:
            if found[-1] and width(found[-1] + part.rstrip(), size) > most:
                found.append("")
            found[-1] += part
    return [line.strip() for line in found]


def few_lines(text: str, size: float, most: float, count: int) -> list[str]:
    """The text in no more than ``count`` lines; an ellipsis ends the last one that is cut."""
    found = lines(text, size, most)
    if len(found) <= count:
        return found
    last = cut(found[count - 1], size, most - width("…", size)).removesuffix("…")
    return [*found[: count - 1], f"{last}…"]


def _share(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    return 1 if unicodedata.east_asian_width(letter) in "WFA" else NARROW
