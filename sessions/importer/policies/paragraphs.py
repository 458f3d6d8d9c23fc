"""The paragraphs of a policy's text, those broken by a column, a page or a newspaper's mark made
whole.

In: lines of one stretch of text. Out: its paragraphs, each with its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..forms import STOP
from ..outlining.markers import Marker, MarkerType, read_marker
from ..outlining.paragraphs import paragraphs
from ..stages import Line, join, number_of
from .line_forms import is_balanced
from .units import looks_like_unit

_TERMINAL = re.compile(r"[。！？!?；;：:…]['”’」』）)〕\]］】]{0,4}\Z")
_CLOSED = re.compile(r"[）)〕\]］】]\Z")
_QUOTED = re.compile(r"[”’》」』]\Z")
_GOES_ON = "，。、；：！？）》”’〉」』】〕,;:)]］%％的地得了等及和与或并"
_LONG = 40
# 1. 5G… : a figure behind the blank is no decimal.
_SPACED = re.compile(r"(?P<text>(?P<n>[0-9０-９]{1,3})\s*[.．、])[ \u3000]+(?=[0-9０-９])")
_UNITS_LABEL = re.compile(r"(?:责任|牵头|配合|主办|协办|落实|实施)(?:单位|部门|主体)\s*[：:]")
_BETWEEN_UNITS = re.compile(r"[、，,；;。]")
_SPOKEN = re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})(?:是|要)(?=\S)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text, its lines, and the marker that it begins with."""

    text: str
    lines: tuple[Line, ...]
    marker: Marker | None = None


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of ``lines``; lines between which others were taken out (a table) are in
    different ones only where the text allows it."""
    blocks = [part for block in paragraphs(lines) for part in _at_markers(block)] if lines else []
    whole: list[list[Line]] = []
    for block in blocks:
        if whole and _is_broken(_said(whole[-1]), block[0].text):
            whole[-1] += block
        else:
            whole.append(block)
    texts = [_said(block) for block in whole]
    spoken = _spoken(texts)
    return [
        Paragraph(text, tuple(block), policy_marker(text) or spoken.get(at))
        for at, (text, block) in enumerate(zip(texts, whole, strict=True))
    ]


def _at_markers(block: Sequence[Line]) -> list[list[Line]]:
    """A paragraph cut where a line begins with a marker below one that ends: the bracket that
    says who is responsible ends a paragraph as a full stop does, so do units behind their label
    (责任单位：市财政局), and so does a heading above the first of its items."""
    parts = [[block[0]]]
    for above, line in zip(block, block[1:], strict=False):
        marker = policy_marker(line.text)
        said = "".join(one.text for one in parts[-1]) if marker else ""
        ends = _TERMINAL.search(above.text) or _CLOSED.search(above.text) or _last_unit(said)
        heads = marker and marker.number == 1 and policy_marker(said) and not STOP.search(said)
        if marker and (ends or heads) and is_balanced(_last_sentence(said)):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _said(block: Sequence[Line]) -> str:
    return join(block).text


def policy_marker(text: str) -> Marker | None:
    """The marker that ``text`` begins with; also one that a blank sets off from a figure."""
    if marker := read_marker(text):
        return marker
    if spaced := _SPACED.match(text):
        number = number_of(spaced["n"])
        if number is not None:
            return Marker(MarkerType.ARABIC, number, "".join(spaced["text"].split()), spaced.end())
    return None


def _spoken(texts: Sequence[str]) -> dict[int, Marker]:
    """The paragraphs that begin with 一是, 二是 …, at least two in a row."""
    found: dict[int, Marker] = {}
    run: list[tuple[int, Marker]] = []
    for at, text in enumerate(texts):
        match = _SPOKEN.match(text)
        number = number_of(match["n"]) if match else None
        if match is None or number is None:
            continue
        if number != len(run) + 1:
            found.update(run if len(run) > 1 else ())
            run = []
        if number == len(run) + 1:
            run.append((at, Marker(MarkerType.SPOKEN, number, match[0], match.end())))
    found.update(run if len(run) > 1 else ())
    return found


def _is_broken(above: str, below: str) -> bool:
    """Whether a paragraph goes on in what was printed as the next one."""
    if policy_marker(below) is not None or _is_below_units(above, below):
        return False
    if below[0] in _GOES_ON and not _TERMINAL.search(above):
        return True
    if _TERMINAL.search(above) or _CLOSED.search(above):
        return not is_balanced(_last_sentence(above)) and not _TERMINAL.search(above)
    if not is_balanced(_last_sentence(above)) or above[-1] in "，、,":
        return True
    if _QUOTED.search(above):
        return False
    marker = policy_marker(above)
    body = above[marker.length :] if marker else above
    return STOP.search(body) is not None or (marker is None and len(body) > _LONG)


def _is_below_units(above: str, below: str) -> bool:
    """Whether units end without a stop (责任单位：市财政局) above words that name none
    (本意见自…起施行)."""
    last = _last_unit(above)
    first = _BETWEEN_UNITS.split(below)[0]
    return bool(last and STOP.search(below)) and not looks_like_unit(last + first)


def _last_unit(text: str) -> str:
    """The unit that ends ``text`` behind a label of units, without a stop; "" where none does."""
    labels = list(_UNITS_LABEL.finditer(text))
    if not labels or STOP.search(text, labels[-1].end()):
        return ""
    last = _BETWEEN_UNITS.split(text[labels[-1].end() :])[-1].strip()
    return last if looks_like_unit(last) else ""


def _last_sentence(text: str) -> str:
    end = 0
    for stop in STOP.finditer(text):
        end = stop.end()
    return text[end:]
