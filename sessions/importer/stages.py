"""What the stages of the importer hand to each other.

    file → read() → SourceText → split() → DocumentText… → outline() → sections → extract

Pure Python. Lines are numbered from 0 over the non-blank lines of the source; pages are
printed pages. No stage changes what an earlier one made.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .record import DocumentKind, Finding, Furniture, Source

# How far a stage has come: its name, how much is done, of how much.
Progress = Callable[[str, int, int], None]

# Spaces beside a digit, a Latin letter or a Chinese punctuation mark come from typesetting;
# spaces between two Chinese characters are the author's (生产力 全力推进) and stay.
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]"
_SPACE_AFTER_CJK = re.compile(rf"(?<={_CJK})[ \u3000\xa0]+(?=[0-9A-Za-z０-９])")
_SPACE_BEFORE_CJK = re.compile(rf"(?<=[0-9A-Za-z０-９%％])[ \u3000\xa0]+(?={_CJK})")
# Six and more characters each set apart by one space: a line spaced out to fill its width.
_SPACED_OUT = re.compile(rf"(?<!\S)(?:{_CJK} ){{5,}}{_CJK}")
_LATIN_BREAK = re.compile(r"[A-Za-z,;:.]\Z")


def tidy(text: str) -> str:
    """``text`` without the spaces that typesetting leaves round digits and Latin letters."""
    text = _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), text)
    return _SPACE_BEFORE_CJK.sub("", _SPACE_AFTER_CJK.sub("", text))


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line: its number, its printed page (None when the source does not tell),
    and its text without white space at both ends. ``indent`` counts the leading spaces
    (a full-width space counts two), less the one that some sources use to start a page."""

    number: int
    text: str
    page: int | None = None
    indent: int = 0


@dataclass(frozen=True)
class Passage:
    """Lines joined into one text, each character still knowing its line."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]  # offset in text at which each line begins

    def line_at(self, offset: int) -> Line:
        """The line that holds the character at ``offset``."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)]

    def source(self, start: int, end: int, document: str | None = None) -> Source:
        """The place of ``text[start:end]`` in the bulletin."""
        first, last = self.line_at(start), self.line_at(max(start, end - 1))
        return Source(
            document=document, page=first.page, line_start=first.number, line_end=last.number
        )


def join(lines: Iterable[Line]) -> Passage:
    """The lines as one text without line breaks; no line-break debris is left.

    A space is put between two lines only where Latin text was broken between words.
    """
    kept = tuple(lines)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    previous = ""
    for line in kept:
        text = tidy(line.text)
        if _LATIN_BREAK.search(previous) and text[:1].isascii() and text[:1].isalpha():
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(text)
        length += len(text)
        previous = text
    return Passage("".join(parts), kept, tuple(starts))


@dataclass(frozen=True)
class SourceText:
    """A file as read: every non-blank line, and which of them are page furniture.

    ``lines`` holds all non-blank lines, furniture too, so that ``lines[n].number == n``.
    ``flow`` is the text without furniture and footnotes. ``notes`` are footnotes, each as
    (marker, its lines); they belong to the document they stand in. ``anchors`` holds, for a
    note whose anchor was found: (number of the note's first line, line of the anchor).
    ``text`` is the text as it was read, before anything was told apart in it.
    """

    name: str
    sha256: str
    encoding: str
    lines: tuple[Line, ...]
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    anchors: tuple[tuple[int, int], ...] = ()
    flow: tuple[Line, ...] = ()
    pages: int | None = None
    findings: tuple[Finding, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class DocumentText:
    """One document of the bulletin, cut into its parts.

    ``lines`` is the flow of the whole document; the other fields are the lines of its
    parts, in the order printed. ``title`` is joined, ``key`` unique in the bulletin.
    ``line_start``/``line_end`` also cover furniture and footnotes that stand inside.
    """

    key: str
    sequence: int
    kind: DocumentKind
    title: str
    lines: tuple[Line, ...]
    title_lines: tuple[Line, ...] = ()
    number_lines: tuple[Line, ...] = ()  # a letter's number above or below the title
    author_lines: tuple[Line, ...] = ()
    adoption_lines: tuple[
        Line, ...
    ] = ()  # （2024年7月31日…第十九次会议通过）, or a date in brackets
    addressee_lines: tuple[Line, ...] = ()  # 市人大常委会： / 主任、副主任、各位委员：
    body: tuple[Line, ...] = ()
    signature_lines: tuple[Line, ...] = ()  # 市长 汤飞帆 / the issuing organ
    date_lines: tuple[Line, ...] = ()  # the date under the signature
    notes: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    anchors: tuple[tuple[int, int], ...] = ()  # (a note's first line, line of its anchor)
    line_start: int = 0
    line_end: int = 0
    findings: tuple[Finding, ...] = field(default=())


@dataclass(frozen=True)
class Hints:
    """What a person says of where documents begin, by line numbers: ``starts`` begin one though
    the machine did not see it, ``not_starts`` do not though it thought so."""

    starts: frozenset[int] = frozenset()
    not_starts: frozenset[int] = frozenset()


NO_HINTS = Hints()


class ReadingError(ValueError):
    """Input that cannot be read at all; the message is one sentence for a clerk."""


def number_of(text: str) -> int | None:
    """The number that Chinese or Arabic numerals (也包括全角) stand for; None for others, and
    for one beyond a thousand million, which numbers nothing in a bulletin."""
    text = text.strip().translate(_FULL_WIDTH)
    if len(text) > _LONGEST_NUMBER:
        return None
    number = int(text) if text.isdecimal() else _chinese_number(text)
    return None if number is None or number > _LARGEST_NUMBER else number


_LONGEST_NUMBER = 20  # in characters: 九亿九千… has fewer
_LARGEST_NUMBER = 999_999_999


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _chinese_number(text: str) -> int | None:
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):  # 二〇二四
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def line_numbers(lines: Sequence[Line]) -> tuple[int, int]:
    """The first and the last line number of ``lines``, which must not be empty."""
    return lines[0].number, lines[-1].number
