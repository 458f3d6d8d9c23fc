"""Footnotes that stand in the flow of a text: found, taken out, their anchors removed.

Reads the lines of a text with their pages; gives the notes, the lines that hold nothing but
anchors, and for each note the line that its anchor stood in.

A block of notes stands at the end of a page. Before it there may be a line with the
anchors' digits glued together (12 for 1 and 2), which may also be glued to the end of the
last line of text. A number is taken for an anchor only where its note exists on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .forms import squeeze

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NOTE = re.compile(
    rf"(?:(?P<digits>[0-9]{{1,2}})[ 　]+(?=[^\s0-9.、])|(?P<digits2>[0-9]{{1,2}})[ 　]+(?=[0-9]+[^0-9\s]*[+”])"
    rf"|注\s*(?P<zhu>[0-9]{{0,2}})\s*[：:]|(?P<circled>[{_CIRCLED}])|[\[［〔](?P<square>[0-9]{{1,2}})[\]］〕]"
    r"|(?P<star>\*{1,3}|＊{1,3})\s*(?=[^\s*＊]))"
)
_ANCHORS_ONLY = re.compile(r"[0-9]{1,12}\Z")
_COUNTERS = "年月日时分个家万亿千百%％次人项件名所条公里只座台辆处起位元户岁级倍种类批艘亩吨㎡米期届号场套轮批篇部多余余"
_MAX_NOTE_LINES = 12


@dataclass
class Notes:
    """What was found. ``changed`` holds the text of lines from which anchors were removed;
    ``anchors`` the line of the anchor for each note's first line."""

    notes: list[tuple[str, list[int]]] = field(default_factory=list)
    anchor_lines: set[int] = field(default_factory=set)
    changed: dict[int, str] = field(default_factory=dict)
    anchors: dict[int, int] = field(default_factory=dict)

    @property
    def lines(self) -> set[int]:
        """All lines that belong to notes."""
        return {line for _, lines in self.notes for line in lines}


def find_notes(texts: Sequence[str], starts: frozenset[int], skip: set[int]) -> Notes:
    """The footnotes of a text whose pages start at ``starts``; ``skip`` are furniture."""
    found = Notes()
    edges = sorted(starts | {len(texts)})
    for page_start, page_end in zip(edges, edges[1:], strict=False):
        lines = [i for i in range(page_start, page_end) if i not in skip]
        _read_page(texts, lines, found)
    return found


def _read_page(texts: Sequence[str], lines: list[int], found: Notes) -> None:
    block = _block_at_end(texts, lines)
    if not block:
        return
    first = lines.index(block[0][1][0])
    numbers = [marker for marker, _ in block]
    glued = "".join(numbers)
    flow = lines[:first]
    if flow and glued.isdecimal():
        above = squeeze(texts[flow[-1]])
        if above == glued:
            found.anchor_lines.add(flow.pop())
        elif _ANCHORS_ONLY.match(above):
            return
        elif above.endswith(glued) and len(above) > len(glued) and above[-len(glued) - 1].isdigit():
            line = flow[-1]
            found.changed[line] = texts[line].rstrip()[: -len(glued)].rstrip()
        elif not _anchored(texts, flow, block):
            return
    found.notes.extend(block)
    for marker, note in block:
        _remove_anchor(texts, flow, marker, texts[note[0]], found, note[0])


def _block_at_end(texts: Sequence[str], lines: list[int]) -> list[tuple[str, list[int]]]:
    """The notes at the end of a page: each note's marker and lines."""
    block: list[tuple[str, list[int]]] = []
    tail: list[int] = []
    for line in reversed(lines):
        tail.insert(0, line)
        match = _NOTE.match(texts[line])
        if match:
            marker = next((g for g in match.groups() if g), "")
            block.insert(0, (marker, tail))
            tail = []
            if not _follows(block):
                block.pop(0)
                break
        elif len(tail) > _MAX_NOTE_LINES:
            break
    return block


def _follows(block: list[tuple[str, list[int]]]) -> bool:
    """Whether the notes are numbered in sequence."""
    if len(block) < 2:
        return True
    a, b = block[0][0], block[1][0]
    if a.isdecimal() and b.isdecimal():
        return int(b) == int(a) + 1
    if a in _CIRCLED and b in _CIRCLED:
        return _CIRCLED.index(b) == _CIRCLED.index(a) + 1
    return a.strip("*＊") == b.strip("*＊") == ""


def _anchored(texts: Sequence[str], flow: list[int], block: list[tuple[str, list[int]]]) -> bool:
    return all(_candidates(texts, flow, marker, texts[note[0]]) for marker, note in block)


def _candidates(
    texts: Sequence[str], flow: list[int], marker: str, note: str
) -> list[tuple[int, int, int, bool]]:
    """Where the anchor may stand: (line, start, end, the note speaks of the word before it)."""
    if marker.isdecimal():
        pattern = re.compile(rf"(?<![0-9.．第〔（(])[ ]?(?<![0-9.]){marker}(?![0-9.．%％、])")
    else:
        pattern = re.compile(re.escape(marker) if marker else r"(?!)")
    head = squeeze(note)[:60]
    places = []
    for line in flow:
        for match in pattern.finditer(texts[line]):
            before = squeeze(texts[line][: match.start()])
            after = texts[line][match.end() :].strip()
            if not before or (marker.isdecimal() and after[:1] and after[0] in _COUNTERS):
                continue
            term = before.rstrip("”’）》")[-2:]
            places.append((line, match.start(), match.end(), len(term) == 2 and term in head))
    return places


def _remove_anchor(
    texts: Sequence[str], flow: list[int], marker: str, note: str, found: Notes, key: int
) -> None:
    places = _candidates(texts, flow, marker, note)
    named = [place for place in places if place[3]]
    chosen = named[-1] if named else places[0] if len(places) == 1 else None
    if chosen is None:
        return
    line, start, end, _ = chosen
    text = found.changed.get(line, texts[line])
    if text[start:end] == texts[line][start:end]:
        found.changed[line] = text[:start] + text[end:].lstrip(" ")
        found.anchors[key] = line
