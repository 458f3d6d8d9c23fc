"""Titles over one to five lines: how many lines they take, and what they say.

In: lines that may begin with a title. Out: their number, and the title as one text.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..forms import squeeze
from ..stages import Line
from . import line_forms as form
from .adopted import adoption_length

LONGEST_TITLE = 5  # lines
_SHORT_END = 14  # characters of a last line: 重点任务清单


def title_length(lines: Sequence[Line]) -> int:
    """How many of ``lines`` are a title; 0 where they begin with none."""
    best = 0
    for count in range(1, min(LONGEST_TITLE, len(lines)) + 1):
        text = lines[count - 1].text
        if not form.may_be_title(text):
            break
        if count > 1 and adoption_length(lines[count - 1 :]):
            break
        if best and not _goes_on(lines, best, count):
            break
        if form.ends_title(title_text(lines[:count])):
            best = count
    return best


def _goes_on(lines: Sequence[Line], best: int, count: int) -> bool:
    """Whether the line at ``count`` may go on a title that could have ended at ``best``: it is a
    bracket (试行), or a short line that ends as titles do (…规划 / 和二〇三五年远景目标的建议)."""
    more = lines[best].text
    if form.is_organs(more) or len(squeeze(more)) > 40:
        return False
    if form.is_bracket(more):
        return count == best + 1
    if count != best + 1 or not form.ends_title(more):
        return False
    joined = squeeze(more)[0] in "和及与暨的（("
    issued = form.is_issuing(title_text(lines[:best]))
    return joined or (not issued and len(squeeze(more)) <= _SHORT_END)


def title_text(lines: Sequence[Line]) -> str:
    """The lines of a title as one text; organs on lines of their own are set apart."""
    text = ""
    for line in lines:
        above = text.rsplit(" ", maxsplit=1)[-1]
        both_organs = text and form.is_organs(above) and form.is_organs(line.text)
        text += (" " if both_organs else "") + line.text.strip()
    return text
