"""The text of a policy parted into the notice, the plan that it issues, and annexes.

In: the lines left when head and signatures are taken out. Out: stretches, in ``Parts``.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..forms import ends_sentence, squeeze
from ..marks import book_titles
from ..outlining.markers import read_marker
from ..stages import Line, join
from . import line_forms as form
from .adopted import adoption_length
from .parts import Parts, Stretch
from .titles import LONGEST_TITLE, title_length, title_text


def part_text(rest: list[Line], parts: Parts, tables: set[int]) -> None:
    """Parts the text into the notice, the plan that it issues, and annexes."""
    current = Stretch(title=title_text(parts.title))
    parts.stretches.append(current)
    wanted = _enclosed_names(parts, rest)
    at = 0
    while at < len(rest):
        line = rest[at]
        if form.is_annex_note(line.text):
            taken = _note_length(rest, at)
            parts.notes += rest[at : at + taken]
            at += taken
            continue
        label = [line] if form.is_annex_head(line.text) else []
        start = at + len(label)
        count = _named_length(rest[start:], wanted) if wanted and not parts.enclosed else 0
        if not count and (label or _may_begin(rest, start, parts, current)):
            count = _annex_title(rest[start:], tables) if label else title_length(rest[start:])
        if not count and not label:
            current.lines.append(line)
            at += 1
            continue
        current = Stretch(title_lines=rest[start : start + count], label_lines=label)
        current.title = title_text(current.title_lines)
        parts.stretches.append(current)
        if parts.enclosed is None and (not label or _is_named(current.title, wanted)):
            parts.enclosed = current
        at = start + count
        while at < len(rest) and (taken := adoption_length(rest[at:])):
            parts.adoption.append(rest[at : at + taken])
            at += taken


def _may_begin(rest: Sequence[Line], at: int, parts: Parts, current: Stretch) -> bool:
    """Whether a plan without a label above it may begin here: after a notice, whose signature or
    mark of disclosure stands between the two."""
    if not parts.title or not form.is_issuing(_of_organs(title_text(parts.title))):
        return False
    if parts.enclosed or current is not parts.stretches[0] or not current.lines:
        return False
    before, here = current.lines[-1], rest[at]
    ended = ends_sentence(before.text) or before.text.endswith(("：", ":"))
    return ended and here.number >= before.number + 1


def _of_organs(title: str) -> str:
    """A title from its 关于 on."""
    at = title.find("关于")
    return title[at:] if at >= 0 else title


def _enclosed_names(parts: Parts, rest: Sequence[Line]) -> list[str]:
    """What the notice calls the document that it issues."""
    title = title_text(parts.title)
    if not form.is_issuing(_of_organs(title)):
        return []
    names = [one.text for one in book_titles(title)[0] if one.depth == 0]
    said = join(rest[:6]).text
    names += [one.text for one in book_titles(said)[0] if one.depth == 0]
    return [_key(name) for name in names]


def _key(text: str) -> str:
    return (
        squeeze(text).translate(str.maketrans('()“”"', "（）\u0000\u0000\u0000")).replace("\0", "")
    )


def _named_length(lines: Sequence[Line], wanted: Sequence[str]) -> int:
    """How many lines are a title that the notice names."""
    for count in range(1, min(LONGEST_TITLE, len(lines)) + 1):
        if not form.may_be_title(lines[count - 1].text):
            return 0
        if _is_named(title_text(lines[:count]), wanted):
            more = lines[count].text if count < len(lines) else ""
            return count + 1 if more and form.is_bracket(more) else count
    return 0


def _is_named(title: str, wanted: Sequence[str]) -> bool:
    return bool(title) and _key(title) in wanted


def _annex_title(lines: Sequence[Line], tables: set[int]) -> int:
    """How many lines below 附件 are its title: those of a title, or the short ones above a table
    or a first marker."""
    if count := title_length(lines):
        return count
    count = 0
    for line in lines[:LONGEST_TITLE]:
        follows = count and line.number != lines[count - 1].number + 1
        if follows or not form.may_be_title(line.text) or len(line.text) > 60:
            break
        count += 1
    if not count:
        return 0
    below = lines[count].number if count < len(lines) else None
    table = lines[count - 1].number + 1 in tables
    marked = below is not None and read_marker(lines[count].text) is not None
    return count if table or marked else min(count, 1)


def _note_length(rest: Sequence[Line], at: int) -> int:
    """How many lines the note of annexes takes: its numbered lines, and what wraps."""
    count = 1
    while at + count < len(rest):
        text = rest[at + count].text
        marker = read_marker(text)
        if marker and marker.number == 1 and count > 1:
            break
        if marker is None and form.is_annex_head(text):
            break
        listed = marker is not None and marker.number == count + 1 and len(text) <= 80
        wraps = not form.is_balanced("".join(line.text for line in rest[at : at + count]))
        if not listed and not wraps:
            break
        count += 1
    return count
