"""The forms in which a list or sentence joins persons and posts.

In: a segment of a sentence (what follows a verb, or a line under a heading). Out: `Item`s:
the places of the names and of the posts. Forms: 张三为A、B，李四为C · 张三的A、B职务，李四的C职务 ·
张三A职务 · 其A职务. Posts before names: lists.py; resignations and ends: resignations.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .items import Item, office_end
from .names import Span, all_names, is_name, name_after_title, names_at_end, trim
from .undivided import undivided_items

_WEI = re.compile(r"为|担任|出任")
_NOT_WEI = re.compile(r"[作成认因改称以更视定]为$")
HELD = re.compile(r"(?:所|现|原|同时)?(?:担任|兼任|任|兼)$")
_OTHER_CLAUSE = re.compile(r"；(?=原|因|其|同时|同意|会议|并)")


def wei_items(text: str, start: int, end: int) -> list[Item]:
    """张三、李四为A，王五为B、C."""
    heads: list[tuple[int, int, list[Span], bool]] = []
    cursor = start
    for match in _WEI.finditer(text, start, end):
        at = match.start()
        if at < cursor or _is_word_with_wei(text, cursor, at):
            continue
        left_end = at
        each = text[max(cursor, at - 2) : at] == "分别"
        if each:
            left_end -= 2
        first = not heads
        names: list[Span] = []
        cut = cursor
        if first:
            names = first_names(text, cursor, left_end)
            cut = names[0][0] if names else cursor
        if not names:
            cut, names = names_at_end(text, cursor, left_end)
        if not names or text[at + 1 : at + 2] in ("为", "，", "。", "", "了", "期"):
            continue
        heads.append((cut, match.end(), names, each))
        cursor = match.end()
    items = []
    for i, (_, posts_start, names, each) in enumerate(heads):
        posts_end = heads[i + 1][0] if i + 1 < len(heads) else end
        other = _OTHER_CLAUSE.search(text, posts_start, posts_end)
        items.append(Item(tuple(names), (posts_start, other.start() if other else posts_end), each))
    return items


def _is_word_with_wei(text: str, start: int, at: int) -> bool:
    """决定为, 成为, 改为 … at the end of a sentence's words, but not after 王志成, 薛定."""
    if not _NOT_WEI.search(text[max(start, at - 1) : at + 1]):
        return False
    left = max(start, *(text.rfind(mark, start, at) + 1 for mark in "、，；：。"))
    return not is_name(text[left:at].removeprefix("了"))


def first_names(text: str, start: int, end: int) -> list[Span]:
    """What stands between a verb and 为: nothing but names."""
    start, end = trim(text, start, end)
    while start < end and text[start] in "：，、了":
        start += 1
    names = all_names(text, start, end, loose=True)
    if names:
        return names
    single = name_after_title(text, start, end) if "、" not in text[start:end] else None
    return [single] if single else []


def de_items(text: str, start: int, end: int, known: Sequence[str] = ()) -> list[Item]:
    """张三的A、B职务，李四的C职务; 其A职务; 张三A职务. `known`: places the text has named."""
    heads: list[tuple[int, int, list[Span]]] = []
    cursor = start
    for match in re.finditer("的", text[start:end]):
        at = start + match.start()
        if at < cursor:
            continue
        left_end = at
        held = HELD.search(text[max(cursor, at - 6) : at])
        if held:
            left_end = at - len(held.group())
        names = first_names(text, cursor, left_end) if not heads else []
        cut = names[0][0] if names else cursor
        if not names:
            cut, names = names_at_end(text, cursor, left_end)
            if not names and held:
                cut, names = _pronoun(text, cursor, left_end)
                if cut < 0:
                    continue
            elif not names:
                continue
        heads.append((cut, at + 1, names))
        cursor = at + 1
    if heads:
        items = []
        for i, (_, posts_start, names) in enumerate(heads):
            posts_end = heads[i + 1][0] if i + 1 < len(heads) else end
            items.append(
                Item(tuple(names), (posts_start, office_end(text, posts_start, posts_end)))
            )
        return items
    return undivided_items(text, start, end, known)


def _pronoun(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    return (end - 1, []) if text[max(start, end - 1) : end] in ("其", "他", "她") else (-1, [])
