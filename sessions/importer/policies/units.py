"""Who is to act: 责任单位：市发改委、市财政局等有关部门，各区县（市）政府 → one ``Unit`` each.

In: what a cell of a register or the bracket at the end of a measure prints. Out: its units in
the order printed, each once, told apart where the text says who leads (牵头) and who helps
(配合). Names stay as printed, without the blanks that a wrapped line leaves in them, with their
second name in brackets. Nothing is looked up; only the text itself and the names that the
document uses elsewhere (``known``) decide.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ..record.policy import Unit
from .unit_forms import (
    CLOSE,
    END,
    OPEN,
    begins_anew,
    begins_with_level,
    is_blank,
    is_group,
    looks_like_unit,
    plain_name,
)

Part = Literal["lead", "help", ""]
LONGEST_NAME = 300  # what the record's Unit takes

_SEPARATORS = "、，,；;｡。\n\t/／|｜"
_CLAUSE = "，,；;。\n"
# 牵头单位： 责任（配合）单位: 主办部门：
_LABEL = re.compile(
    r"(?:[（(\[［【]\s*)?(?P<label>(?:(?:第一)?牵头|责任|配合|协办|主办|协同|参与|参加|落实|承办|实施|主要|共同|负责|[（()）、和及/])"
    r"{1,4}(?:单位|部门|主体|区域)?)(?:\s*[）)\]］】])?\s*[：:]"
)
_ROLE = re.compile(
    r"[（(\[［【]\s*(?P<role>牵头|主办|主要责任|主责|配合|协办|协同|参与)(?:单位|部门)?\s*[）)\]］】]"
)
_LEADS = re.compile(r"牵头|主办|主要责任|主责")
_HELPS = re.compile(r"配合|协办|协同|参与|参加")
_LEADING_NUMBER = re.compile(r"(?:\d{1,2}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])\s*(?=\D)")
# …、区法制办等有关部门; …和其他有关部门. A bare 等部门 stands for others too.
_AND_OTHERS = re.compile(
    r"(?:等|和|及|与|以及)(?P<others>(?:其他|其它)?(?:市级|区级|县级|省级|市直|区直|县直)?"
    r"(?:有关|相关|各|各有关|各相关)(?:职能|主管|业务|责任)?(?:部门|单位)|其他(?:部门|单位)"
    r"|(?<=等)(?:部门|单位))\Z"
)
_COUNTED = re.compile(r"等(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:个|家)?(?:部门|单位)\Z|等\Z")
# …市财政局牵头, …市教育局配合: what is said of the names before it in its clause.
_SAID = re.compile(
    r"(?<=.{2})(?P<role>牵头|主办|配合|协办|协同|参与)(?:负责|落实|实施|推进|抓落实)?\Z"
)
_SHORT = frozenset({"省委", "市委", "区委", "县委", "州委", "旗委"})
# 各有关单位按职责分工负责
_DUTY = re.compile(
    r"(?<=.{2})(?:按照?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实)?|分别负责|共同负责)\Z"
)
_BY = re.compile(r"\A由(?=[省市区县州旗各])")
_AND = re.compile(r"(?:以及|会同|和|及|与)(?=[省市区县州旗各]|有关|相关|其他)")


@dataclass(frozen=True, slots=True)
class UnitsRead:
    """The units of a text: all of them, those it names as leading and as helping, those it
    names twice, and whether a bracket was never closed."""

    units: tuple[Unit, ...] = ()
    lead: tuple[Unit, ...] = ()
    help: tuple[Unit, ...] = ()
    doubled: tuple[str, ...] = ()
    open_bracket: bool = False
    printed: tuple[str, ...] = ()  # every name in order, also those that come again


def split_units(text: str, *, known: Collection[str] = ()) -> tuple[Unit, ...]:
    """The units that ``text`` names, each once, in order."""
    return read_units(text, known=known).units


def read_units(text: str, *, known: Collection[str] = ()) -> UnitsRead:
    """The units that ``text`` names. ``known``: names that the document uses elsewhere, by
    which a blank inside a name is told from one between two names."""
    if is_blank(text):
        return UnitsRead()
    text = _without_frame(text)
    if _ROLE.match(text):  # （牵头）市发改委 （配合）市财政局
        text = _ROLE.sub(lambda match: f"{match['role']}：", text)
    names: list[tuple[str, Part]] = []
    unclosed = False
    for part, stretch in _labelled(text):
        pieces, unbalanced = _pieces(stretch)
        unclosed = unclosed or unbalanced
        clause = len(names)
        for piece, begins in pieces:
            clause = len(names) if begins else clause
            for name in _names(piece, known):
                said = _SAID.search(name)
                role = _ROLE.search(name) or said
                bare = name[: said.start()] if said else _ROLE.sub("", _DUTY.sub("", name))
                own: Part = _part_of(role["role"]) if role else part
                names += [(one, own) for one in _others(bare) if not is_blank(one)]
                if said:
                    names[clause:] = [(one, own) for one, _ in names[clause:]]
                    clause = len(names)
    return _once(names, unclosed)


def _once(names: list[tuple[str, Part]], unclosed: bool) -> UnitsRead:
    units: dict[str, Unit] = {}
    parts: dict[str, Part] = {}
    doubled: dict[str, None] = {}
    for name, part in names:
        key = plain_name(name)
        if key in units:
            doubled.setdefault(name)
            continue
        units[key] = Unit(name=name[:LONGEST_NAME], group=is_group(name))
        parts[key] = part
    return UnitsRead(
        tuple(units.values()),
        tuple(unit for key, unit in units.items() if parts[key] == "lead"),
        tuple(unit for key, unit in units.items() if parts[key] == "help"),
        tuple(doubled),
        unclosed,
        tuple(name for name, _ in names),
    )


def _part_of(words: str) -> Part:
    """What the words of a label say; both or neither: nothing."""
    leads, helps = bool(_LEADS.search(words)), bool(_HELPS.search(words))
    return "" if leads == helps else "lead" if leads else "help"


def _without_frame(text: str) -> str:
    """``text`` without the brackets that stand round the whole of it ([责任单位：…]) where what
    they hold is a list and no second name."""
    text = text.strip()
    if text[:1] in "[［【（(" and text[-1:] in "]］】）)":
        inner = text[1:-1]
        if text[0] in "[［【" or _LABEL.match(inner):
            return inner
    return text


def _labelled(text: str) -> list[tuple[Part, str]]:
    """The stretches of a text with what the label before each says: 牵头单位：… 配合单位：…"""
    found = list(_LABEL.finditer(text))
    stretches: list[tuple[Part, str]] = [("", text[: found[0].start()] if found else text)]
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        stretches.append((_part_of(match["label"]), text[match.end() : end]))
    return stretches


def _pieces(text: str) -> tuple[list[tuple[str, bool]], bool]:
    """``text`` cut at its separators outside brackets, each piece with whether it begins a
    clause; and whether a bracket stays open, which then holds nothing back."""
    closing = _closing(text)
    pieces: list[tuple[str, bool]] = []
    start = at = 0
    begins = unbalanced = False
    while at <= len(text):
        char = text[at : at + 1]
        if char and char in OPEN:
            if at in closing:
                at = closing[at]
            else:
                unbalanced = True
        elif not char or char in _SEPARATORS:
            if piece := text[start:at].strip():
                pieces.append((piece, begins))
                begins = False
            begins = begins or (bool(char) and char in _CLAUSE)
            start = at + 1
        at += 1
    return pieces, unbalanced


def _closing(text: str) -> dict[int, int]:
    """Where each bracket that opens closes; kinds may be mixed: (街道）."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for at, char in enumerate(text):
        if char in OPEN:
            waiting.append(at)
        elif char in CLOSE and waiting:
            found[waiting.pop()] = at
    return found


def _names(piece: str, known: Collection[str]) -> list[str]:
    """The names of a piece between separators: blanks of wrapped lines taken out, 和 and
    blanks that part names read as what they are."""
    names: list[str] = []
    for printed in _words(piece):
        numbered = _LEADING_NUMBER.match(printed)
        word = printed[numbered.end() :] if numbered else printed
        word = _BY.sub("", word)
        if names and not numbered and not _parts(names[-1], word, known):
            names[-1] += word
        else:
            names.append(word)
    return [part for name in names for part in _at_and(name)]


def _words(piece: str) -> list[str]:
    """The words of a piece parted by blanks; blanks in brackets are of a wrapped line."""
    words: list[str] = []
    depth = 0
    for word in piece.split():
        if depth > 0:
            words[-1] += word
        else:
            words.append(word)
        depth += sum(word.count(c) for c in OPEN) - sum(word.count(c) for c in CLOSE)
        depth = max(0, depth)
    return words


def _parts(left: str, right: str, known: Collection[str]) -> bool:
    """Whether the blank between two words parts two names."""
    if right[0] in OPEN or left[-1] in OPEN or left + right in known:
        return False
    if left in known and right in known:
        return True
    if not END.search(left) or (len(left) < 3 and left not in _SHORT):
        return False
    if len(left) > 2 and begins_with_level(right):
        return True
    if len(right) < 3 or not looks_like_unit(right):
        return False
    return begins_anew(left, right)


def _at_and(name: str) -> list[str]:
    """市委组织部和市人力社保局 → both; 市规划和自然资源局 is one."""
    depth = 0
    for match in _AND.finditer(name):
        before = name[: match.start()]
        depth = sum(before.count(c) for c in OPEN) - sum(before.count(c) for c in CLOSE)
        rest = name[match.end() :]
        if depth == 0 and looks_like_unit(before) and len(before) > 2 and looks_like_unit(rest):
            return [before, *_at_and(rest)]
    return [name]


def _others(name: str) -> list[str]:
    """区法制办等有关部门 → 区法制办, 有关部门; the count of 等9个部门 closes a list."""
    if match := _AND_OTHERS.search(name):
        others = match["others"]
        if match.start() == 0:
            return [others]
        bare = others in ("部门", "单位")
        return [name[: match.start()], f"等{others}" if bare else others]
    return [_COUNTED.sub("", name)]


__all__ = [
    "UnitsRead", "is_blank", "is_group", "looks_like_unit", "plain_name", "read_units",
    "split_units",
]  # fmt: skip
