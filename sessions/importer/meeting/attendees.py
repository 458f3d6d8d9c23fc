"""Lists of persons and groups, as minutes print them.

副主任胡军、戎雪海和秘书长陈国军及委员，市监委副主任柴高坤，市政府有关部门负责人以及8名市人大代表:
each person with the roles printed for him, an office carried on to the names after it and an
organisation to the offices after it; each unnamed group with its count where one is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from ..acts.names import is_loose_name
from ..acts.text import normalise
from ..acts.titles import title_of
from ..naming.speakers import NOTE_ON_NAME, Role, bare_name, split_roles
from ..stages import number_of

_N = r"(?:\d{1,4}|[一二三四五六七八九十百两]{1,5})"
_SEPARATORS = "，、；,;"
_AND = re.compile(r"以及|及其他|及|和|与|暨")
_ALSO = re.compile(r"以及")
# What stands before or after a list and names nobody.
_LEADING = re.compile(r"(?:应邀|分别|还有|以及|另有|其中|包括|同志|会议由|共有|的有)+(?=.)")
_TRAILING = re.compile(r"(?:等(?:同志|领导)?|同志们?|分别|共同|先后|一起|等\S{0,2}人)+$")
_COUNT = re.compile(
    rf"(?:共有?|共计|等)?(?P<n>{_N})(?:余)?(?:名|位|人)(?!民)|[（(](?P<m>{_N})(?:名|位|人)[）)]"
)
_GROUP_END = re.compile(
    r"(?:人员|负责人|负责同志|领导|代表|组成员|成员|组长|委员|主任|主席|局长|院长|同志|公民|群众|市民|"
    r"干部|专家|顾问|书记|工作者|秘书长|机构|部门|单位|主要领导)(?:[（(].*[）)])?$"
)
_TOTAL = re.compile(rf"共(?:有|计)?\s?{_N}\s?(?:名|位|人)\s*$")
_COUNTED = re.compile(rf"\s?{_N}(?:余)?(?:名|位)")
_IN_BRACKETS = re.compile(r"(?P<name>[^（(]{2,20})[（(](?P<roles>[^（()）]{2,60})[）)]")
_ORDER_NOTE = re.compile(r"[（(](?:按|以|排名|姓氏|笔画)[^（()）]{0,20}[）)]")
_LEVEL_END = re.compile(r"[省市县区州盟旗]$|自治区|直辖市|^(?:全国|中央)")
_PLURAL = re.compile(r"各|部分|有关|全体|其他|相关|所有|[（(]")


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person (``name``) with roles, or a group whose words are ``group``.

    ``start``/``end`` are offsets in the text that was parsed. A role's organisation is as
    printed, for a carried-on office that of the office before.
    """

    start: int
    end: int
    name: str = ""
    roles: tuple[Role, ...] = ()
    group: str = ""
    count: int | None = None


@dataclass
class _State:
    organization: str = ""
    roles: tuple[Role, ...] = ()
    known: Collection[str] = ()
    pending: list[tuple[Role, int, int]] = field(default_factory=list)
    words: list[tuple[str, int, int]] = field(default_factory=list)


def attendees(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    organization: str = "",
    known: Collection[str] = (),
) -> list[Attendee]:
    """The persons and groups of the list ``text[start:end]``. ``organization`` is the one
    named before the list, which offices without any are carried on from; ``known`` are the
    persons named before, so that 荻秋主任 is read as one of them."""
    end = len(text) if end is None else end
    state = _State(organization, known=known)
    found: list[Attendee] = []
    for first, last, mark in _tokens(text, start, end):
        found.extend(_read(text, first, last, mark, state))
    found.extend(_leftover(state))
    if any(attendee.name for attendee in found) and _TOTAL.search(text, start, end):
        # 主任张三、副主任李四及委员共49人: the number counts them all, not the last group.
        found = [
            replace(attendee, count=None) if attendee.start >= found[-1].start else attendee
            for attendee in found
        ]
    return found


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The parts between separators outside brackets, with the separator after each."""
    depth, first = 0, start
    for at in range(start, end):
        character = text[at]
        if character in "（(《“":
            depth += 1
        elif character in "）)》”":
            depth = max(0, depth - 1)
        elif character in _SEPARATORS and depth == 0:
            yield from _parted(text, first, at, character)
            first = at + 1
    yield from _parted(text, first, end, "")


def _parted(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int, str]]:
    """以及 never stands inside a name."""
    for match in _ALSO.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start(), "以及"
        start = match.end()
    if text[start:end].strip():
        yield start, end, mark


def _read(text: str, start: int, end: int, mark: str, state: _State) -> list[Attendee]:
    start, end = _trim(text, start, end)
    if start >= end:
        return []
    words = text[start:end]
    if not state.words and (person := _person(words, state)):
        return [_attend(person[0], person[1], start, end, state)]
    if not state.words:
        for match in _AND.finditer(words):
            left = _person(words[: match.start()], state)
            if left is None:
                continue
            attended = _attend(left[0], left[1], start, start + match.start(), state)
            return [attended, *_read(text, start + match.end(), end, mark, state)]
    for match in _AND.finditer(words):
        if _COUNTED.match(words, match.end()):
            before = _group(words[: match.start()], start, start + match.start(), "", state)
            return [*before, *_read(text, start + match.end(), end, mark, state)]
    roles, name = split_roles(NOTE_ON_NAME.sub("", words))
    single = not _PLURAL.search(words) and not _COUNT.search(words)
    if not name and roles and roles[-1].role and mark == "、" and single:
        state.pending.append((roles[-1], start, end))
        return []
    return _group(words, start, end, mark, state)


def _group(words: str, start: int, end: int, mark: str, state: _State) -> list[Attendee]:
    before = [Attendee(first, last, group=role.printed) for role, first, last in state.pending]
    state.pending.clear()
    state.words.append((words, start, end))
    # 市人大各专门委员会、常委会各工作委员会组成人员 is one group.
    if mark == "、" and not _GROUP_END.search(words) and not _COUNT.search(words):
        return before
    return [*before, *_leftover(state)]


def _leftover(state: _State) -> list[Attendee]:
    found = [Attendee(first, last, group=role.printed) for role, first, last in state.pending]
    state.pending.clear()
    if state.words:
        words = "、".join(part for part, _, _ in state.words)
        count = _COUNT.search(words)
        number = number_of(count["n"] or count["m"]) if count else None
        name = _COUNT.sub("", words, count=1).strip("共的有 ") if count else words
        if name:
            first, last = state.words[0][1], state.words[-1][2]
            found.append(Attendee(first, last, group=name, count=number))
        state.words.clear()
    return found


def _person(words: str, state: _State) -> tuple[tuple[Role, ...], str] | None:
    """Roles and name in ``words``; the roles before serve a name alone."""
    if len(words) > 80:
        return None
    words = _ORDER_NOTE.sub("", NOTE_ON_NAME.sub("", words))
    if (match := _IN_BRACKETS.fullmatch(words)) and bare_name(normalise(match["name"].strip())):
        words = match["roles"] + match["name"].strip()  # 张三（县人大常委会主任）
    squeezed = "".join(words.split())
    normal = normalise(squeezed)
    for known in (squeezed, squeezed[: -len(title_of(normal)) or None]):
        if known in state.known:  # 荻秋, or politely 荻秋主任: the offices were said before
            return (), known
    if bare_name(normal) or (state.roles and not state.pending and _foreign_name(normal)):
        return (() if state.pending else state.roles), squeezed
    roles, name = split_roles(words)
    if not name or not roles or not roles[-1].role:
        return None
    return tuple(roles), name


def _foreign_name(normal: str) -> bool:
    """才让卓玛 after 副主任: a name without a known surname, four characters at most."""
    if len(normal) > 4 or _PLURAL.search(normal) or _LEVEL_END.search(normal):
        return False
    return is_loose_name(normal) and not _GROUP_END.search(normal)


def _attend(roles: tuple[Role, ...], name: str, start: int, end: int, state: _State) -> Attendee:
    if roles is not state.roles:
        own = [role for role, _, _ in state.pending] + list(roles)
        if state.pending:
            start = state.pending[0][1]
        filled: list[Role] = []
        for role in own:
            if role.organization:
                state.organization = role.organization
                filled.append(role)
            elif _says_enough(role.role):
                filled.append(role)
            else:
                filled.append(replace(role, organization=state.organization))
        state.roles = tuple(filled)
    state.pending.clear()
    return Attendee(start, end, name, state.roles)


def _says_enough(role: str) -> bool:
    """副市长 needs no organisation, nor takes it over from the name before."""
    return bool(re.search(r"[省市州县区旗盟]长$", role))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space and the words that name nobody."""
    while start < end and text[start].isspace():
        start += 1
    if match := _LEADING.match(text, start, end):
        start = match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    if match := _TRAILING.search(text[start:end]):
        end = start + match.start()
    return start, end
