"""The lines of a policy document that are its text, and those that are furniture.

In: a ``SourceText``. Out: a ``Flow``. What the reading takes for the cover, the notes or the
imprint of a bulletin is text here; serial numbers that stand alone on a line in a register are
no page numbers. A newspaper's 【下转A4版】 is taken out, also where it shares a line with text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..forms import is_rule, squeeze
from ..reading.read import raw_lines
from ..record import Furniture
from ..stages import Line, SourceText

_ONE = r"(?:[A-Za-zＡ-Ｚ]?\s*[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*[A-Za-z]?"
_EDITION = rf"第?\s*{_ONE}(?:\s*版?\s*[、，,－—\-~～至和]\s*第?\s*{_ONE}){{0,4}}\s*版面?"
_WHERE = rf"(?:本报)?{_EDITION}(?:[・·，,、]?(?:要闻|综合|专版|[0-9０-９]+版))?"
_POINTER = r"\s*[▲△▶►◆■●▼☞→←]?\s*"
_MARK = (
    rf"[【（(\[［〔<＜]?{_POINTER}(?:"
    r"(?P<way>紧接|上接|续接|接上|上承|紧转|转接|下转|下接|转入|转至|转|接|续)"
    rf"{_POINTER}{_WHERE}|(?P<from>接上[版期页]|续上[版期页]|接前[版页]|上接前[版页])|(?P<more>未完待续|未完，待续|未完|待续))"
    rf"{_POINTER}[】）)\]］〕>＞]?"
)
_ALONE = re.compile(rf"{_MARK}[。]?\Z")
_BRACKETED = r"(?=[【（(\[［〔<＜])"
_BEFORE = re.compile(rf"{_BRACKETED}{_MARK}\s*")
_AFTER = re.compile(rf"\s*{_BRACKETED}{_MARK}\Z")
# 青岚日报　2021年6月18日　第2版, at the top of a newspaper's page.
_PAPER = re.compile(
    r"[\u3400-\u9fff]{1,8}(?:日报|晚报|早报|晨报|商报|时报|周报|都市报|新闻)(?:[^。，；]{0,30}?"
    rf"(?:{_EDITION}|[0-9]{{4}}\s*年[^。，；]{{3,30}}))\Z|第\s*[A-Z]?[0-9一二三四五六七八九十]{{1,3}}\s*版\Z"
)
_ONWARD = ("下转", "下接", "紧转", "转入", "转至", "转")
_LONGEST_MARK = 24
_LONGEST_HEADER = 40
_BARE_NUMBER = re.compile(r"[0-9０-９]{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """A newspaper's mark that the text goes on elsewhere (``onward``) or came from there.
    ``place`` counts the text lines before it."""

    onward: bool
    line: int
    printed: str
    place: int


@dataclass(frozen=True)
class Flow:
    """The text's lines, without furniture; ``raw[n]`` is line n with the blanks at its ends."""

    lines: tuple[Line, ...]
    raw: tuple[str, ...]
    furniture: tuple[Furniture, ...] = ()
    marks: tuple[Mark, ...] = ()


def flow_of(source: SourceText) -> Flow:
    """The flow of a policy's text."""
    raw = raw_lines(source)
    kinds = _kinds(source, raw)
    lines: list[Line] = []
    marks: list[Mark] = []
    for line in source.lines:
        if line.number in kinds:
            continue
        if len(line.text) <= _LONGEST_HEADER and _PAPER.match(line.text):
            kinds[line.number] = "page_header"
            continue
        text, found = _without_marks(line, len(lines))
        marks += found
        if text:
            lines.append(line if text == line.text else _with_text(line, text))
        else:
            kinds[line.number] = "continuation"
    return Flow(tuple(lines), tuple(raw), furniture_of(kinds, source.lines), tuple(marks))


def _kinds(source: SourceText, raw: list[str]) -> dict[int, str]:
    """The kind of each line that is furniture for a policy too."""
    register = next((n for n, text in enumerate(raw) if squeeze(text) == "序号"), len(raw))
    kinds = {}
    for piece in source.furniture:
        for number in range(piece.line_start, piece.line_end + 1):
            text = source.lines[number].text
            if piece.kind in ("cover", "imprint", "footnote_anchors") or "\t" in raw[number]:
                continue
            if piece.kind == "page_number" and number > register and _BARE_NUMBER.match(text):
                continue
            if piece.kind == "repeated" and text and not is_rule(text) and number > register:
                continue
            kinds[number] = str(piece.kind)
    return kinds


def _without_marks(line: Line, place: int) -> tuple[str, list[Mark]]:
    """The text without newspaper marks, and these."""
    text = line.text
    if len(text) <= _LONGEST_MARK and (alone := _ALONE.match(text)):
        return "", [_mark(line, alone, place)]
    marks = []
    if before := _BEFORE.match(text):
        marks.append(_mark(line, before, place))
        text = text[before.end() :]
    if after := _AFTER.search(text, max(0, len(text) - _LONGEST_MARK)):
        marks.append(_mark(line, after, place + 1))
        text = text[: after.start()]
    return text.strip(), marks


def _mark(line: Line, found: re.Match[str], place: int) -> Mark:
    onward = found["way"] in _ONWARD or bool(found["more"])
    return Mark(onward, line.number, found[0].strip(), place)


def _with_text(line: Line, text: str) -> Line:
    return Line(line.number, text, line.page, line.indent)


def furniture_of(kinds: dict[int, str], lines: tuple[Line, ...]) -> tuple[Furniture, ...]:
    """The furniture as spans of neighbouring lines of one kind."""
    spans: list[tuple[str, int, int]] = []
    for number in sorted(kinds):
        kind = kinds[number]
        if spans and spans[-1][0] == kind and spans[-1][2] == number - 1:
            if lines[number].page == lines[number - 1].page:
                spans[-1] = (kind, spans[-1][1], number)
                continue
        spans.append((kind, number, number))
    return tuple(
        Furniture.model_validate(
            {"kind": kind, "page": lines[start].page, "line_start": start, "line_end": end}
        )
        for kind, start, end in spans
    )
