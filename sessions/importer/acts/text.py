"""Text that knows its lines.

In: raw lines. Out: `Piece`s: the text without white space, once as printed (`raw`) and once
normalised for reading (`text`, same length: half-width digits, full-width Chinese
punctuation, simplified script), with the line number of every character.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

_SIGNS = {
    ":": "：", ",": "，", ";": "；", "(": "（", ")": "）", "｡": "。", "﹕": "：", "︰": "：",
    "﹔": "；", "﹐": "，", "﹑": "、", "､": "、", "?": "？", "!": "！", "〔": "（", "〕": "）",
    "[": "（", "]": "）", "［": "（", "］": "）", "【": "（", "】": "）", "•": "·", "‧": "·",
    "・": "·", "∙": "·", "●": "·", "⋅": "·", "○": "〇", "◯": "〇", "「": "“", "」": "”",
    "｜": "|", "│": "|", "┃": "|",
}  # fmt: skip
_SPACE = "\\s\u200b\u200c\u200d\ufeff\u2060\u3000"
_SPACES = re.compile(f"[{_SPACE}]+")
_HAN_DOT = re.compile(r"(?<=[\u4e00-\u9fff])．(?=[\u4e00-\u9fff])")
# A full stop of an English keyboard: at a line's end, or behind the end of a post.
_FULL_STOP = re.compile(
    r"(?<=[\u3400-\u9fff）”])\.$|(?<=[务员任长记席])\.(?=[\u3400-\u9fff（“①-⑳])"
)
# One for one: characters that OpenCC turns, but that are simplified too.
_KEEP = set("乾著於徵藉瞭麽么余云后里只台面制准松谷")


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


class _Table(dict[int, int]):
    """Character → how it is read, found once for each character of a text."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        read = char
        if char in _SIGNS:
            read = _SIGNS[char]
        elif "\uff10" <= char <= "\uff19" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ":
            read = chr(code - 0xFEE0)
        elif "\u3400" <= char <= "\ufaff" and char not in _KEEP:
            simple = _converter().convert(char)
            read = simple if len(simple) == 1 else char
        self[code] = ord(read)
        return self[code]


_TABLE = _Table()


def normalise(raw: str) -> str:
    """Same length as `raw`; only for reading, never for output."""
    text = raw.translate(_TABLE)
    if "．" in text:
        text = _HAN_DOT.sub("·", text).replace("．", ".")
    return _FULL_STOP.sub("。", text) if "." in text else text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: for reading, as printed, and the line of each character."""

    text: str
    raw: str
    lines: Sequence[int]

    def __getitem__(self, part: slice) -> Piece:
        return Piece(self.text[part], self.raw[part], self.lines[part])

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def line(self) -> int:
        return self.lines[0] if self.text else 0

    @property
    def line_end(self) -> int:
        return self.lines[-1] if self.text else 0

    def strip(self, chars: str) -> Piece:
        start, end = 0, len(self.text)
        while start < end and self.text[start] in chars:
            start += 1
        while end > start and self.text[end - 1] in chars:
            end -= 1
        return self[start:end]

    def without(self, spans: Iterable[tuple[int, int]]) -> Piece:
        """The piece with these stretches cut out."""
        parts: list[Piece] = []
        last = 0
        for start, end in spans:
            if start > last:
                parts.append(self[last:start])
            last = max(last, end)
        if not last:
            return self
        parts.append(self[last:])
        return join(parts)


def join(parts: Sequence[Piece]) -> Piece:
    lines = array("i")
    for part in parts:
        lines.extend(part.lines)
    return Piece("".join(p.text for p in parts), "".join(p.raw for p in parts), lines)


def piece_of(raw: str, line: int) -> Piece:
    """One line (or cell) without its white space."""
    packed = _SPACES.sub("", raw)
    return Piece(normalise(packed), packed, array("i", [line]) * len(packed))


def non_blank_lines(text: str) -> list[str]:
    """The non-blank lines, the way all line numbers of this project count them."""
    return [line for line in re.split(r"\r\n|\n|\r", text) if line.strip()]
