"""Names of persons: what may be one, and where a list of them begins and ends.

In: normalised text and a stretch of it. Out: the stretches that are names.
A name is two to four Chinese characters beginning with a surname (`strict`), a name with a
middle dot, or an anonymised one (王某某). Where the form itself says that a name stands
(任命 … 为) a name without a known surname (才让卓玛, 买买提) will do (`loose`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..stages import number_of
from .name_words import NOT_NAMES, WORDS_LIKE_NAMES
from .surnames import COMMON, COMPOUND, SINGLE
from .titles import TITLE_END, title_ends

Span = tuple[int, int]

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff〇"
_SHAPE = re.compile(rf"[{_HAN}]{{2,4}}")
_LOOSE = re.compile(rf"[{_HAN}]{{2,8}}")
_DOTTED = re.compile(rf"[{_HAN}]{{1,12}}(?:·[{_HAN}A-Z.]{{1,12}}){{1,4}}")
_MASKED = re.compile(rf"[{_HAN}](?:[某×＊*XＸ△]{{1,2}}[{_HAN}]?|[{_HAN}][某×＊*XＸ△])")
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?:名|位|人|个)"
_COURTESY = re.compile(rf"(?:等?{_COUNT}(?:同志|代表|人员|人)?|等?同志们?|先生|女士|等人|等)$")
_STATED = re.compile(
    r"等?(\d{1,3}|[一二三四五六七八九十两]{1,3})(?:名|位|人|个)(?:同志|代表|人员)?$"
)
_AND = re.compile(r"以及|[和与及]")
_QUOTES = "“”《》"
_UNIT_ENDS = "局厅委办部院庭处科会室站所厂区县市省州署司社台队组"
_LONGEST_LIST = 20000


def is_name(text: str) -> bool:
    """`strict`: a name by itself, wherever it stands."""
    if _MASKED.fullmatch(text):
        return text[0] in SINGLE
    if "·" in text:
        return bool(_DOTTED.fullmatch(text)) and not NOT_NAMES.search(text)
    if not _SHAPE.fullmatch(text) or NOT_NAMES.search(text):
        return False
    # 李有为 and 王大任 are names, 张三为 is the beginning of an item.
    if text[-1] in "的等" or (text[-1] in "任作" and len(text) != 3):
        return False
    if TITLE_END.search(text) or text in WORDS_LIKE_NAMES:
        return False
    if text[:2] in COMPOUND and len(text) > 2:
        return True
    if text[0] not in SINGLE:
        return False
    if len(text) > 2 and text[:2] in WORDS_LIKE_NAMES and text[-1] in _UNIT_ENDS:
        return False
    # Four characters are two surnames and a given name (张李小红), or no name.
    return len(text) < 4 or text[1] in SINGLE


def is_doubtful(text: str) -> bool:
    """张丁李四: a name of two surnames, or two persons whose 、 was lost."""
    if len(text) != 4 or text[:2] in COMPOUND or not is_name(text):
        return False
    return bool(_parted(text))


def run_together(text: str) -> list[str]:
    """张三李四 → 张三, 李四: names whose 、 was lost; [] where it may be one name, or where
    it could be parted in more than one way."""
    if not 4 <= len(text) <= 12 or "·" in text or is_name(text):
        return []
    ways = _parted(text)
    return ways[0] if len(ways) == 1 else []


def _parted(text: str) -> list[list[str]]:
    """The ways to part a text into names of two or three characters with common surnames."""
    if not text:
        return [[]]
    ways = []
    for length in (2, 3, 4):
        name = text[:length]
        known = name[:2] in COMPOUND if length > 3 else name[0] in COMMON or name[:2] in COMPOUND
        if len(name) == length and known and is_name(name) and name not in COMPOUND:
            ways += [[name, *rest] for rest in _parted(text[length:])]
    return ways


def is_loose_name(text: str) -> bool:
    """`loose`: nothing speaks against a name where the form demands one."""
    if is_name(text):
        return True
    if not _LOOSE.fullmatch(text) or text[-1] in "为任作的等":
        return False
    return not (NOT_NAMES.search(text) or TITLE_END.search(text) or text in WORDS_LIKE_NAMES)


def stated_count(text: str) -> int | None:
    """How many persons 等3名同志 or 等三人 at the end of a list says there are."""
    match = _STATED.search(text[-14:])
    return number_of(match.group(1)) if match else None


def trim(text: str, start: int, end: int) -> Span:
    """The stretch without quotation marks, 同志, 等3名同志."""
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    match = _COURTESY.search(text[max(start, end - 14) : end])
    if match and max(start, end - 14) + match.start() > start:
        end = max(start, end - 14) + match.start()
    return start, end


def names_in_token(text: str, start: int, end: int, *, loose: bool) -> list[Span] | None:
    """The names of a stretch without 、: one name, 张三和李四, or a title and a name.

    和, 与, 及 part names only where both sides are names (张和平 is one name).
    """
    start, end = trim(text, start, end)
    if end - start > 200 or end <= start:
        return None
    if is_name(text[start:end]):
        return [(start, end)]
    for match in _AND.finditer(text, start, end):
        left = names_in_token(text, start, match.start(), loose=loose)
        right = names_in_token(text, match.end(), end, loose=loose) if left else None
        if left and right:
            return [*left, *right]
    if loose and (parts := run_together(text[start:end])):
        spans = []
        for part in parts:
            spans.append((start, start + len(part)))
            start += len(part)
        return spans
    if loose and is_loose_name(text[start:end]):
        return [(start, end)]
    return None


def name_after_title(text: str, start: int, end: int) -> Span | None:
    """市发改委原主任何国强 → 何国强: the name after the last title that leaves a name."""
    start, end = trim(text, start, end)
    body = text[start:end]
    for cut in title_ends(body[-24:]):
        at = max(0, len(body) - 24) + cut
        if is_name(body[at:]):
            return start + at, end
    for cut in title_ends(body[-24:]):
        at = max(0, len(body) - 24) + cut
        if is_loose_name(body[at:]) and len(body) - at <= 4:
            return start + at, end
    return None


def all_names(text: str, start: int, end: int, *, loose: bool = False) -> list[Span] | None:
    """The names of a list that is nothing but names; None where it is something else."""
    start, end = trim(text, start, end)
    if end - start > _LONGEST_LIST:
        return None
    names: list[Span] = []
    for left, right in split_at(text, start, end, "、，"):
        found = names_in_token(text, left, right, loose=loose)
        if found is None:
            return None
        names.extend(found)
    return names or None


def names_at_end(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    """The names with which a stretch ends (after other matter), and where they begin.

    、 and 和 part them; any other mark ends them. A name without a known surname is taken as
    the last one, directly after a mark, or in a whole part of nothing but names.
    """
    part = max(start, *(text.rfind(mark, start, end) + 1 for mark in "，；：。"))
    whole = all_names(text, part, end, loose=True) if "、" in text[part:end] else None
    if whole and (text[part - 1 : part] == "；" or any(is_name(text[a:b]) for a, b in whole)):
        return whole[0][0], whole
    names: list[Span] = []
    cut = end
    while end > start:
        left = max(text.rfind(mark, start, end) for mark in "、，；：。") + 1
        left = max(left, start)
        found = names_in_token(text, left, end, loose=not names)
        if found is None:
            single = name_after_title(text, left, end)
            if single:
                names, cut = [single, *names], single[0]
            break
        names, cut = [*found, *names], left
        if left <= start or text[left - 1] != "、":
            break
        end = left - 1
    return cut, names


def split_at(text: str, start: int, end: int, marks: str) -> list[Span]:
    """The non-empty stretches between marks."""
    return [match.span() for match in _between(marks).finditer(text, start, end)]


@lru_cache(maxsize=32)
def _between(marks: str) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(marks)}]+")
