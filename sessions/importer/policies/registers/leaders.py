"""The leaders who answer for a task: 陈仲朝; 李关定 沈 敏; 副市长 沈敏（常务）.

In: what the cell prints, the names that other cells of the register print, and the leading
units of the row. Out: one ``Leader`` for each, with the office where it is printed and, where a
cell holds several leaders and as many leading units, the unit at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ...acts.names import is_loose_name, is_name
from ...record.policy import Leader
from ..units import is_blank, looks_like_unit

_MARKS = re.compile(r"[、，,；;\n/／]+")
_TITLE = (
    r"(?:[省市区县州旗]?(?:委|政府|人大|政协)?(?:常委)?[、，]?)*(?:党组)?(?:常务)?副?(?:市长|区长|县长|省长|州长|旗长|镇长|书记|主任|"
    r"主席|局长|部长|秘书长|院长|检察长|常委|调研员|巡视员|领导)"
)
_ROLE_FIRST = re.compile(rf"(?P<role>.{{0,30}}?{_TITLE})\s*(?P<name>[\u3400-\u9fff·]{{2,8}})\Z")
_ROLE_LAST = re.compile(rf"(?P<name>[\u3400-\u9fff·]{{2,4}}?)\s*(?P<role>{_TITLE}|同志)\Z")
_BRACKET = re.compile(r"\s*[（(](?P<role>[^（）()]{1,30})[）)]\s*\Z")
_ROLE_ALONE = re.compile(rf".{{0,20}}{_TITLE}\Z")
_UNNAMED = re.compile(r"(?:.{0,8})(?:分管|有关|相关|牵头|责任|各|联系|负责)")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class LeadersRead:
    """The leaders of a cell; ``unread`` are words that name nobody, ``unpaired`` says that
    several leaders and several leading units are not equally many."""

    leaders: tuple[Leader, ...] = ()
    unread: tuple[str, ...] = ()
    unpaired: bool = False


def read_leaders(
    text: str, lead_units: Sequence[str] = (), *, known: Collection[str] = ()
) -> LeadersRead:
    """The leaders that the cell names. ``lead_units``: the names in the row's cell of leading
    units, in their order and repeated as printed."""
    if is_blank(text):
        return LeadersRead()
    people: list[tuple[str, str]] = []
    unread: list[str] = []
    for words in _with_offices(text, known):
        person = _person(words)
        if person is None:
            unread.append(words)
        else:
            people.append(person)
    paired = len(people) > 1 and len(people) == len(lead_units)
    if not paired:
        people = list(dict.fromkeys(people))
    return LeadersRead(
        tuple(
            Leader(name=name[:_LONGEST], role=role, lead_unit=lead_units[at] if paired else "")
            for at, (name, role) in enumerate(people)
        ),
        tuple(unread),
        len(people) > 1 and len(lead_units) > 1 and not paired,
    )


def names_in(texts: Sequence[str]) -> set[str]:
    """The names that stand alone and unbroken in cells of leaders: by them blanks inside a
    name are told from those between two."""
    names = set()
    for text in texts:
        for piece in _MARKS.split(text):
            if is_name(piece.strip()):
                names.add(piece.strip())
    return names


def _with_offices(text: str, known: Collection[str]) -> list[str]:
    """The words for each person; an office that stands before 、 belongs to the office and name
    after it: 市委常委、常务副市长 陈仲朝."""
    found: list[str] = []
    office = ""
    for piece in _MARKS.split(text):
        for words in _people(piece.strip(), known):
            joined = "".join(words.split())
            if _ROLE_ALONE.match(joined) and not _UNNAMED.match(joined):
                office = f"{office}、{joined}" if office else joined
                continue
            named = office and _ROLE_FIRST.match(joined)
            if office and not named:
                found.append(office)
            found.append(f"{office}、{words}" if named else words)
            office = ""
    return [*found, office] if office else found


def _people(piece: str, known: Collection[str]) -> list[str]:
    """The words of a piece, one for each person: 沈 敏 李关定 → 沈敏, 李关定."""
    if not piece:
        return []
    words = piece.split()
    if len(words) == 1:
        return [*_run_together(piece, known)]
    joined = "".join(words)
    if joined in known:
        return [joined]
    if not all(re.fullmatch(r"[\u3400-\u9fff·]{1,4}", word) for word in words):
        return [piece]
    if _ROLE_ALONE.match(words[0]):
        return [piece]
    people: list[str] = []
    for word in _single_characters(words):
        if people and _goes_on(people[-1], word, known):
            people[-1] += word
        else:
            people.append(word)
    if len(people) == 1 or all(is_loose_name(one) for one in people):
        return people
    return [joined] if is_name(joined) else people


def _single_characters(words: list[str]) -> list[str]:
    """沈 敏 李 军: single characters that stand in pairs are names of two."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1:
            run.append(word)
            continue
        if len(run) % 2 == 0:
            joined += ["".join(run[at : at + 2]) for at in range(0, len(run), 2)]
        else:
            joined += run
        run = []
        joined += [word] if word else []
    return joined


def _goes_on(name: str, word: str, known: Collection[str]) -> bool:
    """Whether a word is the rest of the name before it: a single character is no name, and a
    name has at most three or four."""
    whole = name + word
    if whole in known:
        return True
    if name in known or (len(name) > 1 and word in known):
        return False
    if len(name) == 1:
        return is_name(whole) or not is_name(word)
    return len(word) == 1 and len(whole) <= 3 and is_name(whole)


def _run_together(piece: str, known: Collection[str]) -> list[str]:
    """Two names without a blank, where the register prints both elsewhere."""
    if is_name(piece) or not known:
        return [piece]
    for cut in range(2, len(piece) - 1):
        if piece[:cut] in known and piece[cut:] in known:
            return [piece[:cut], piece[cut:]]
    return [piece]


def _person(words: str) -> tuple[str, str] | None:
    """Name and office of one person."""
    role = ""
    if bracket := _BRACKET.search(words):
        role, words = bracket["role"], words[: bracket.start()]
    joined = "".join(words.split())
    if is_name(joined):
        return joined, role
    first = _ROLE_FIRST.match(joined)
    if first and is_loose_name(first["name"]):
        return first["name"], role or first["role"]
    last = _ROLE_LAST.match(joined)
    unnamed = _UNNAMED.match(joined) is not None
    if last and not unnamed and is_loose_name(last["name"]) and not _ROLE_ALONE.match(last["name"]):
        return last["name"], role or last["role"].removesuffix("同志")
    if _ROLE_ALONE.match(joined):
        return joined, role
    if looks_like_unit(joined) or len(joined) > 4:
        return None
    return (joined, role) if is_loose_name(joined) else None
