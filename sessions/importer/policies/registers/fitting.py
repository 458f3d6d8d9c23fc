"""Which column a text fits, by what the text is: a name, units, a deadline, a serial.

In: the texts of a row and the fields of the columns. Out: how well they fit as they stand, and
the best way to spread them over the columns in their order. Columns of any words (task,
measure, domain) take everything alike and decide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ...acts.names import is_loose_name, is_name
from ...record.policy import CellField
from ..deadlines import read_deadline
from ..units import is_blank, is_group, looks_like_unit
from .serials import is_serial

WELL, UNLIKELY, BADLY = 2, -1, -2
WORDS = frozenset({"domain", "task", "measure", "other"})
_DATE_CHARS = re.compile(
    r"[\d０-９〇零一二三四五六七八九十年月日底末初前内起至到上下半中旬第季度完成之以\s.\-－—~/]+\Z"
)
_ACTS = re.compile(r"按|依|根据|执行|遵照|贯彻|落实|视|待|结合|随|与")
_OFFICE = re.compile(r"(?:市长|县长|区长|书记|主任|局长|部长|秘书长|领导|常委|主席|院长|检察长)")


@lru_cache(maxsize=4096)
def fit(text: str, field: CellField) -> int:
    """How well a cell's text fits a column of ``field``: WELL, 0, UNLIKELY or BADLY."""
    if not text.strip() or field in WORDS:
        return 0
    if field == "serial":
        return WELL if is_serial(text) else BADLY
    if len(text) > 400:
        return 0 if field in ("unit", "lead_unit") else BADLY
    if field == "deadline":
        if is_blank(text):
            return 0
        if is_deadline(text):
            return WELL
        return BADLY if is_units(text) or is_leaders(text) or len(text) > 60 else _doubtful(text)
    if is_mixed(text):
        return 0 if field == "leader" else BADLY
    if field == "leader":
        if is_leaders(text):
            return WELL
        return BADLY if is_units(text) or is_deadline(text) or len(text) > 60 else _doubtful(text)
    if is_units(text):
        return WELL
    return BADLY if is_deadline(text) or is_leaders(text) or is_serial(text) else _doubtful(text)


def _doubtful(text: str) -> int:
    """A text that is nothing known: a sentence hardly fits a column of names or days."""
    return UNLIKELY if len(text) > 12 or re.search(r"[。；]", text) else 0


def is_deadline(text: str) -> bool:
    """Whether the text can be nothing but a deadline."""
    squeezed = "".join(text.split())
    if not 0 < len(squeezed) <= 60 or is_serial(text):
        return False
    kind = read_deadline(squeezed, year=2000).kind
    if kind in ("date", "range"):
        return _DATE_CHARS.match(squeezed) is not None or len(squeezed) <= 14
    if kind == "as_deployed":
        return _ACTS.match(squeezed) is not None or not is_units(text)
    return kind in ("yearly", "rolling") and len(squeezed) <= 14


def is_units(text: str) -> bool:
    """Whether the text is a list of units."""
    pieces = [piece for piece in re.split(r"[、，,；;\n]", text) if piece.strip()]
    if not pieces or _ACTS.match(text.strip()) or is_mixed(text):
        return False
    good = sum(1 for piece in pieces if _is_unit(piece))
    return good * 3 >= len(pieces) * 2


def is_mixed(text: str) -> bool:
    """Whether the text is a person and a unit that stand in one cell."""
    words = text.split(maxsplit=1)
    return len(words) == 2 and is_name(words[0]) and looks_like_unit(words[1].split("、")[0])


def _is_unit(piece: str) -> bool:
    words = piece.split()
    return looks_like_unit(piece) or (len(words) > 1 and all(map(looks_like_unit, words)))


def is_leaders(text: str) -> bool:
    """Whether the text is names of persons, with their offices or without."""
    pieces = [piece for piece in re.split(r"[、，,；;\n]", text) if piece.strip()]
    if not pieces or len(text) > 120:
        return False
    return all(_is_leader(piece) for piece in pieces)


def _is_leader(piece: str) -> bool:
    piece = re.sub(r"[（(][^（）()]*[）)]", "", piece).strip()
    joined = "".join(piece.split())
    if is_name(joined) and not is_group(joined):
        return True
    words = piece.split()
    if len(words) > 1 and all(len(word) <= 4 for word in words):
        return (
            all(is_name(word) or len(word) == 1 for word in words)
            and any(is_name("".join(pair)) for pair in zip(words, words[1:], strict=False))
            or all(map(is_name, words))
        )
    return (
        bool(_OFFICE.search(joined))
        and len(joined) <= 24
        and not joined.endswith(("办", "局", "委"))
    )


def is_one_name(text: str) -> bool:
    """Whether the text, without its blanks, may be one person's name."""
    return is_loose_name("".join(text.split()))


def total(texts: Sequence[str], fields: Sequence[CellField]) -> int:
    """How well the texts fit the columns as they stand."""
    return sum(fit(text, field) for text, field in zip(texts, fields, strict=False))
