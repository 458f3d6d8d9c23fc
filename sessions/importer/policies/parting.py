"""A policy's lines told apart: masthead, number, title, addressees, notice, signature, the plan
that a notice issues, annexes, imprint.

In: the lines of the text, and which of them are tables. Out: ``Parts``. Nothing is lost: every
line stands in one part.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..forms import ends_sentence, squeeze
from ..outlining.markers import read_marker
from ..stages import Line, join
from . import line_forms as form
from .adopted import adoption_length
from .imprint import imprint_lines
from .parts import Parts
from .stretches import part_text
from .titles import title_length

_LONGEST_ADDRESS = 8
_FRONT = 40  # lines before the title at the most


def parts_of(lines: Sequence[Line], tables: Collection[int] = ()) -> Parts:
    """The parts of a policy's ``lines``; ``tables`` are the numbers of lines in registers."""
    parts = Parts()
    rest = [line for line in lines if line.number not in tables]
    imprint = imprint_lines(rest)
    parts.imprint = [line for line in rest if line.number in imprint]
    rest = [line for line in rest if line.number not in imprint]
    rest = _front(rest, parts)
    rest = _below_title(rest, parts)
    rest = _without_signatures(rest, parts)
    part_text(rest, parts, set(tables))
    return parts


def _front(rest: list[Line], parts: Parts) -> list[Line]:
    """Takes what stands above the title, and the title."""
    at = 0
    while at < min(len(rest), _FRONT):
        line = rest[at]
        if form.labelled(line.text) or form.is_navigation(line.text) or form.is_marked(line.text):
            parts.labelled.append(line)
        elif form.disclosure(line.text):
            parts.disclosure.append(line)
        elif taken := _number_at(rest, at):
            parts.number += rest[at : at + taken]
            at += taken
            continue
        elif form.is_masthead(line.text) or _is_masthead_organ(rest, at):
            parts.masthead.append(line)
        else:
            break
        at += 1
    count = title_length(rest[at:])
    parts.title = rest[at : at + count]
    return rest[at + count :]


def _number_at(rest: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on are a document number: 1, 2 where it is wrapped, 0."""
    if form.number_line(rest[at].text):
        return 1
    if at + 1 < len(rest) and len(rest[at].text) + len(rest[at + 1].text) <= 40:
        both = join(rest[at : at + 2]).text
        if read_marker(rest[at + 1].text) is None or rest[at + 1].text[0] in "〔[（(［":
            if form.number_line(both) and not form.is_organs(rest[at].text):
                return 2
    return 0


def _is_masthead_organ(rest: Sequence[Line], at: int) -> bool:
    """Whether an organ alone on its line is above the number or a 文件, not a title's start."""
    if not form.is_organs(rest[at].text):
        return False
    for below in range(at + 1, min(at + 6, len(rest))):
        if form.is_masthead(rest[below].text) or _number_at(rest, below):
            return True
        if not form.is_organs(rest[below].text):
            return False
    return False


def _below_title(rest: list[Line], parts: Parts) -> list[Line]:
    """Takes what stands between title and text: adoption, date, number, addressees."""
    at = 0
    while at < len(rest):
        line = rest[at]
        if taken := adoption_length(rest[at:]):
            parts.adoption.append(rest[at : at + taken])
            at += taken
        elif form.disclosure(line.text):
            parts.disclosure.append(line)
            at += 1
        elif form.labelled(line.text) or form.is_navigation(line.text):
            parts.labelled.append(line)
            at += 1
        elif form.is_date_line(line.text):
            parts.dates.append(line)
            at += 1
        elif not parts.number and (taken := _number_at(rest, at)):
            parts.number += rest[at : at + taken]
            at += taken
        elif parts.title and form.is_organs(line.text):
            parts.signature.append(line)
            at += 1
        else:
            break
    taken = _addressees(rest[at:])
    parts.addressee = rest[at : at + taken]
    return rest[at + taken :]


_ADDRESSED = tuple("各市县区省局委办厅")


def _addressees(lines: Sequence[Line]) -> int:
    """How many lines name the addressees: up to the colon at a line's end."""
    for count, line in enumerate(lines[:_LONGEST_ADDRESS], start=1):
        text = line.text.strip()
        if "。" in text or read_marker(text) or form.is_annex_note(text):
            return 0
        if text.endswith(("：", ":")):
            said = squeeze(join(lines[:count]).text)
            named = any(word in said for word in _ADDRESSED)
            asks = said[:-1].endswith(("如下", "通知", "决定", "意见")) or "关于" in said
            return count if named and not asks and len(said) <= 300 else 0
        if len(text) > 120:
            return 0
    return 0


def _without_signatures(rest: list[Line], parts: Parts) -> list[Line]:
    """Takes signatures with their dates, marks of disclosure and whom to call."""
    kept: list[Line] = []
    at = 0
    while at < len(rest):
        line = rest[at]
        if form.disclosure(line.text):
            parts.disclosure.append(line)
        elif form.is_contact(line.text):
            parts.notes.append(line)
        elif form.is_navigation(line.text):
            parts.labelled.append(line)
        elif form.is_date_line(line.text):
            parts.dates.append(line)
        elif _signs(rest, at):
            parts.signature.append(line)
        else:
            kept.append(line)
        at += 1
    return kept


def _signs(rest: Sequence[Line], at: int) -> bool:
    """Whether an organ alone on its line signs: a date follows, after further organs perhaps."""
    if not form.is_organs(rest[at].text) or (at and _is_open(rest[at - 1].text)):
        return False
    for line in rest[at + 1 : at + 6]:
        if form.is_date_line(line.text):
            return True
        if not form.is_organs(line.text):
            return _ends_here(line.text)
    return at + 1 == len(rest) and bool(at) and ends_sentence(rest[at - 1].text)


def _ends_here(text: str) -> bool:
    """Whether a line begins what follows a signature without a date."""
    return form.is_annex_head(text) or form.is_annex_note(text) or bool(form.disclosure(text))


def _is_open(text: str) -> bool:
    """Whether a line stops in mid-sentence, so that the next one may end it."""
    return text.endswith(("、", "，", ",")) or not form.is_balanced(text)
