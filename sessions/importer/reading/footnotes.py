"""Footnotes that stand in the flow of a text: found, taken out, their anchors removed.

Reads the lines of a text with the lines at which pages start; gives the notes, the lines
that hold nothing but anchors, and for each note the line that its anchor stood in.

A block of notes stands at the end of a page. Before it there may be a line with the
anchors' digits glued together (12 for 1 and 2), which may also be glued to the end of the
last line of text. Lists, figures and years begin lines in the same way; so a block counts
only where such a line of anchors stands before it or every one of its notes is anchored in
the text above by a word that the note explains.

A line that begins with a number in square brackets is a note wherever it stands, if the same
number in brackets stands in the text above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..forms import ends_sentence, squeeze

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# What counts things after a number: 6 家 is a figure, 6 为 an anchor and the next word.
_COUNTERS = re.compile(
    "公里|公顷|平方|立方|[年月日时分个家万亿千百%％次人项件名所条只座台辆处起位元户岁级倍种类批艘亩吨㎡米期届号"
    "场套轮篇部多余章节款度天周季对支只门本]"
)
_NOTE = re.compile(
    rf"(?:注\s*(?P<zhu>[0-9]{{0,2}})\s*[：:]|(?P<circled>[{_CIRCLED}])"
    r"|[\[［〔](?P<square>[0-9]{1,2})[\]］〕]"
    r"|(?P<star>[*＊]{1,3})\s*(?=[^\s*＊])"
    r"|(?P<digits>[0-9]{1,2})[ \u3000]+(?=\S))"
)
_ANCHORS_ONLY = re.compile(r"[0-9]{1,12}\Z")
_BRACKETED = re.compile(r"\[([0-9]{1,3})\]\s*")
_CALL = re.compile(r"\[([0-9]{1,3})\]")
_MOST_LINES = 12
_MOST_NOTES = 30

Note = tuple[str, list[int]]


@dataclass
class Notes:
    """What was found. ``changed`` holds the text of lines from which anchors were removed;
    ``anchors`` the line of the anchor, by the number of its note's first line."""

    notes: list[Note] = field(default_factory=list)
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
    skip = skip | _bracketed(texts, skip, found)
    edges = sorted(starts | {0, len(texts)})
    for page_start, page_end in zip(edges, edges[1:], strict=False):
        lines = [i for i in range(page_start, page_end) if i not in skip]
        flow_start = 0
        for first, end in _announced(texts, lines):
            block = _notes_from(texts, lines[first + 1 : end])
            found.anchor_lines.add(lines[first])
            _take(texts, lines[flow_start:first], block, found)
            flow_start = end
        _read_end(texts, lines[flow_start:], found)
    return found


# --- notes in brackets --------------------------------------------------------------------


def _bracketed(texts: Sequence[str], skip: set[int], found: Notes) -> set[int]:
    """Takes out the notes that are lines of their own, [3] …, called by a [3] above them;
    the numbers of their lines."""
    called: dict[str, int] = {}
    taken: set[int] = set()
    for line, text in enumerate(texts):
        if line in skip:
            continue
        note = _BRACKETED.match(text)
        if note and note[1] in called and text[note.end() :].strip():
            place = called.pop(note[1])
            found.notes.append((note[1], [line]))
            found.anchors[line] = place
            body = found.changed.get(place, texts[place])
            found.changed[place] = body.replace(f"[{note[1]}]", "", 1)
            taken.add(line)
        else:
            called.update((match[1], line) for match in _CALL.finditer(text, 1))
    return taken


# --- blocks below a line of anchors ------------------------------------------------------


def _announced(texts: Sequence[str], lines: list[int]) -> list[tuple[int, int]]:
    """Blocks that a line of glued anchors announces: (its index, index after the block)."""
    blocks = []
    at = 0
    while at + 1 < len(lines):
        glued = squeeze(texts[lines[at]])
        if _ANCHORS_ONLY.match(glued) and (end := _announced_end(texts, lines, at, glued)):
            blocks.append((at, end))
            at = end
        else:
            at += 1
    return blocks


def _announced_end(texts: Sequence[str], lines: list[int], at: int, glued: str) -> int:
    """Where the block below the anchors at ``at`` ends, 0 when there is none."""
    first = _marker(texts[lines[at + 1]])
    if not first.isdecimal() or not glued.startswith(first):
        return 0
    rest, number, line = glued, int(first), at + 1
    while rest:
        expected = str(number)
        if not rest.startswith(expected):
            return 0
        while line < len(lines) and _marker(texts[lines[line]]) != expected:
            line += 1
            if line - at > _MOST_NOTES * _MOST_LINES:
                return 0
        if line == len(lines):
            return 0
        rest, number, line = rest[len(expected) :], number + 1, line + 1
    if len(lines) - line <= _MOST_LINES and not any(
        _begins_again(texts, lines, k) for k in range(line, len(lines))
    ):
        return len(lines)
    # The page goes on below the notes: the last of them ends with its first full stop.
    for end in range(line, min(len(lines), line + _MOST_LINES) + 1):
        if ends_sentence(texts[lines[end - 1]]):
            return end
    return line


def _begins_again(texts: Sequence[str], lines: list[int], at: int) -> bool:
    """Whether the text of the page goes on at ``at``: below a full stop, with a short line
    or a marker, as no note does."""
    text = texts[lines[at]]
    return ends_sentence(texts[lines[at - 1]]) and (
        len(text) < 40 and not ends_sentence(text) or text[:1] in "一二三四五六七八九十（"
    )


def _notes_from(texts: Sequence[str], lines: list[int]) -> list[Note]:
    block: list[Note] = []
    for line in lines:
        marker = _marker(texts[line])
        following = block and block[-1][0].isdecimal() and marker == str(int(block[-1][0]) + 1)
        if not block or following:
            block.append((marker, [line]))
        else:
            block[-1][1].append(line)
    return block


# --- blocks at the end of a page ---------------------------------------------------------


def _read_end(texts: Sequence[str], lines: list[int], found: Notes) -> None:
    block = _block_at_end(texts, lines)
    while block:
        flow = lines[: lines.index(block[0][1][0])]
        if _glued_to_text(texts, flow, block, found) or _anchored(texts, flow, block):
            _take(texts, flow, block, found)
            return
        block = block[1:]


def _block_at_end(texts: Sequence[str], lines: list[int]) -> list[Note]:
    block: list[Note] = []
    tail: list[int] = []
    for line in reversed(lines):
        tail.append(line)
        if marker := _marker(texts[line]):
            note = (marker, tail[::-1])
            if block and not _follows(marker, block[0][0]):
                break
            block.insert(0, note)
            tail = []
        elif len(tail) > _MOST_LINES:
            break
    return block


def _marker(text: str) -> str:
    """The marker of a note that ``text`` begins with, "" when there is none."""
    match = _NOTE.match(text)
    if match is None:
        return ""
    if match["digits"] and _COUNTERS.match(text, match.end()):
        return ""
    if match["zhu"] is not None:
        return match["zhu"] or "注"
    return match["circled"] or match["square"] or match["star"] or match["digits"]


def _follows(marker: str, following: str) -> bool:
    """Whether two notes are numbered in sequence."""
    if marker.isdecimal() and following.isdecimal():
        return int(following) == int(marker) + 1
    if marker in _CIRCLED and following in _CIRCLED:
        return _CIRCLED.index(following) == _CIRCLED.index(marker) + 1
    return marker.strip("*＊") == following.strip("*＊") == ""


def _glued_to_text(texts: Sequence[str], flow: list[int], block: list[Note], found: Notes) -> bool:
    """Whether the anchors' digits are glued to the figure that ends the text above."""
    glued = "".join(marker for marker, _ in block)
    if not flow or not glued.isdecimal():
        return False
    text = texts[flow[-1]].rstrip()
    if not re.search(rf"[0-9]{{2,}}{glued}\Z", text):
        return False
    found.changed[flow[-1]] = text[: -len(glued)].rstrip()
    return True


def _anchored(texts: Sequence[str], flow: list[int], block: list[Note]) -> bool:
    """Whether every note has an anchor in the text above that leaves no doubt."""
    for marker, note in block:
        if marker == "注":
            continue
        places = _places(texts, flow, marker, texts[note[0]])
        if not any(place.named for place in places) and (marker.isdecimal() or len(places) != 1):
            return False
    return True


# --- anchors -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """Where an anchor may stand; ``named``: the note speaks of the word before it."""

    line: int
    start: int
    end: int
    named: bool


def _places(texts: Sequence[str], flow: list[int], marker: str, note: str) -> list[_Place]:
    if marker == "注" or not flow:
        return []
    if marker.isdecimal():
        pattern = re.compile(
            rf"[\[［〔]{marker}[\]］〕]"
            rf"|(?<![0-9.．第〔（(\-—])[ ]?(?<![0-9.．]){marker}(?![0-9.．%％、\-—])"
        )
    else:
        pattern = re.compile(re.escape(marker))
    head = squeeze(note)[:60]
    places = []
    for line in flow:
        for match in pattern.finditer(texts[line]):
            before = squeeze(texts[line][: match.start()])
            after = texts[line][match.end() :].strip()
            if not before or (marker.isdecimal() and _COUNTERS.match(after)):
                continue
            term = before.rstrip("”’）》")[-2:]
            places.append(_Place(line, match.start(), match.end(), len(term) == 2 and term in head))
    return places


def _take(texts: Sequence[str], flow: list[int], block: list[Note], found: Notes) -> None:
    """Takes a block out of the flow, and its anchors out of the text above it."""
    found.notes.extend(block)
    for marker, note in block:
        places = _places(texts, flow, marker, texts[note[0]])
        named = [place for place in places if place.named]
        if not named and len(places) != 1:
            continue
        place = named[-1] if named else places[0]
        text = found.changed.get(place.line, texts[place.line])
        if text[place.start : place.end] == texts[place.line][place.start : place.end]:
            found.changed[place.line] = text[: place.start] + text[place.end :].lstrip(" ")
            found.anchors[note[0]] = place.line
