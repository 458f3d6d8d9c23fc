"""Which lines of a text an act may stand in: reading the others would only take time.

In: non-blank lines. Out: those near a word of ours, with their numbers. A list of names may
run on for many lines behind such a word; what stands farther off cannot belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TRIGGER = re.compile(
    r"任|免|辞|撤|罢|选|代理|代(?=[市县区州省院检旗镇乡厅局主])|当选|终止|辭|選|罷|終止|调离|去世|病故|"
    r"逝世|調離|撤銷|刪"
)
_BEFORE, _BEHIND = 60, 1500
# A dozen bulletins of the longest kind; more is no text of ours.
_MOST_LINES = 100_000

Numbered = tuple[int, str]


def lines_in_reach(lines: Sequence[str], first_line: int = 0) -> tuple[list[Numbered], bool]:
    """The lines from 60 before to 1500 behind each word of ours, and whether that is all.

    Blank lines have no number: they are skipped without being counted.
    """
    kept: list[Numbered] = []
    waiting: list[Numbered] = []
    left = 0
    number = first_line
    for line in lines:
        if not line.strip():
            continue
        if TRIGGER.search(line):
            kept += waiting[-_BEFORE:]
            kept.append((number, line))
            waiting, left = [], _BEHIND
        elif left:
            kept.append((number, line))
            left -= 1
        else:
            waiting.append((number, line))
            if len(waiting) > 50 * _BEFORE:
                del waiting[:-_BEFORE]
        if len(kept) > _MOST_LINES:
            return kept, False
        number += 1
    return kept, True
