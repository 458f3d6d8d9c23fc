"""Footnotes: lines in smaller type at the foot of a column, and their anchors in the text.

A note's number in the text is a raised digit; it is set in square brackets, as the note's
own number is, so that no later stage takes it for a part of a figure (2023 with note 4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from .lines import Line, joined
from .model import Rule

_SMALLER = 0.94
_WIDE = 1.6
_SHORTEST_RULE, _LONGEST_RULE = 30.0, 250.0
_LOOSE = re.compile(
    r"[①-⑳]|[\[［〔][0-9]{1,2}[\]］〕]|[*＊]{1,3}|注\s*[0-9]{0,2}\s*[：:]|(?P<bare>[0-9]{1,2})(?=[\s.．、]|[\u3400-\u9fff“《])"
)


def set_notes(lines: Sequence[Line], rules: Sequence[Rule], body: float) -> list[Line]:
    """The lines of a page with its notes at their end, numbers and anchors in brackets."""
    called = {
        digit
        for line in lines
        for start, end in line.raised
        if start
        for digit in (line.text[start:end], *line.text[start:end])
    }
    short = [rule for rule in rules if _SHORTEST_RULE < rule.x1 - rule.x0 < _LONGEST_RULE]
    notes: list[Line] = []
    text: list[Line] = []
    for block in _columns(lines):
        start = _notes_start(block, short, called, body)
        text += block[:start]
        notes += block[start:]
    if not notes:
        for line in text:
            line.raised = ()
        return text
    numbers = {number for line in notes if (number := _number(line))}
    anchored: set[str] = set()
    for line in text:
        anchored |= _set_anchors(line, numbers)
    return [*text, *_numbered(notes, anchored)]


def _numbered(notes: Sequence[Line], anchored: set[str]) -> list[Line]:
    """Notes whose anchors were found as one line each, the number in brackets; others as they
    are printed."""
    found: list[Line] = []
    whole = False  # whether the note above is set as one line
    for line in notes:
        number = _number(line)
        line.indent = 0.0
        line.raised = ()
        if number in anchored:
            rest = line.text[len(number) :].lstrip(" .．、")
            line.text = f"[{number}] {rest}"
            whole = True
        elif whole and not number:
            found[-1].text = joined([found[-1].text, line.text])
            continue
        else:
            whole = False
        found.append(line)
    return found


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines cut where one column ends and another begins."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and blocks[-1][-1].column == line.column and blocks[-1][-1].y >= line.y:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _notes_start(
    block: Sequence[Line], rules: Sequence[Rule], called: set[str], body: float
) -> int:
    """Where the notes at the end of a column begin (its length: there are none): below a short
    rule, below a wide space where the text calls the note, or with the smaller type."""
    gaps = [above.y - below.y for above, below in zip(block, block[1:], strict=False)]
    wide = _WIDE * median(gaps) if gaps else 0.0
    for k, line in enumerate(block[1:], start=1):
        if not _begins_note(line):
            continue
        noted = _number(line) in called
        ruled = any(_parts(rule, block[k - 1], line) for rule in rules)
        if (noted and gaps[k - 1] > wide) or (ruled and (noted or line.size <= _SMALLER * body)):
            return k
    small = len(block)
    while small and not block[small - 1].cells and block[small - 1].size <= _SMALLER * body:
        small -= 1
    return next(
        (k for k in range(small, len(block)) if _begins_note(block[k])),
        len(block),
    )


def _parts(rule: Rule, above: Line, below: Line) -> bool:
    """Whether a rule stands between two lines, at the left edge of the lower one."""
    near = abs(rule.x0 - below.x) <= 3 * below.size
    return near and below.y < rule.y0 < above.y


def _begins_note(line: Line) -> bool:
    return _number(line) != "" or _LOOSE.match(line.text) is not None


def _number(line: Line) -> str:
    """The number that a note begins with: a raised one, or digits set apart."""
    if line.raised and line.raised[0][0] == 0:
        number = line.text[: line.raised[0][1]]
        return number if number.isdecimal() and len(number) <= 2 else ""
    match = _LOOSE.match(line.text)
    return match["bare"] or "" if match else ""


def _set_anchors(line: Line, numbers: set[str]) -> set[str]:
    """Puts the anchors of a line into brackets; the numbers that were found."""
    found: set[str] = set()
    for start, end in reversed(line.raised):
        parts = _anchors(line.text[start:end], numbers)
        if parts:
            found |= set(parts)
            marked = "".join(f"[{part}]" for part in parts)
            line.text = line.text[:start].rstrip(" ") + marked + line.text[end:].lstrip(" ")
    line.raised = ()
    return found


def _anchors(digits: str, numbers: set[str]) -> list[str]:
    """Raised digits as the notes they stand for: 34 is note 34, else notes 3 and 4."""
    bare = digits.strip(",，、[]［］〔〕 ")
    if bare in numbers:
        return [bare]
    parts = re.findall(r"[0-9]+", bare)
    if len(parts) == 1:
        parts = list(bare)
    return parts if parts and all(part in numbers for part in parts) else []
