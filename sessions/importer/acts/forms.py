"""The forms in which a list or sentence joins persons and posts.

In: a segment of a sentence (what follows a verb, or a line under a heading). Out: `Item`s:
the places of the names and of the posts. Forms: 张三为A、B，李四为C · 张三的A、B职务，李四的C职务 ·
张三辞去A职务 · 下列人员为A：张三、李四 · A：张三、李四 · A张三、B李四 · 张三A职务 · 其A职务.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .names import (
    Span,
    all_names,
    is_name,
    name_after_title,
    names_at_end,
    split_at,
    trim,
)
from .places import bare_level, leading_place
from .surnames import COMPOUND
from .titles import is_post, title_of, unlike_post


@dataclass(frozen=True, slots=True)
class Item:
    """`names` empty: the person last spoken of (其). `each`: 分别为, one post for each.
    `stated`: how many persons the form says there are (下列3名同志)."""

    names: tuple[Span, ...]
    posts: Span
    each: bool = False
    stated: int | None = None


_WEI = re.compile(r"为|担任|出任")
_NOT_WEI = re.compile(r"[作成认因改称以更视定]为$")
HELD = re.compile(r"(?:所|现|原|同时)?(?:担任|兼任|任|兼)$")
_OTHER_CLAUSE = re.compile(r"；(?=原|因|其|同时|同意|会议|并)")
_OFFICE = re.compile(r"(?:等)?(?:职务|一职|职位)")


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
    return _undivided(text, start, end, known)


def _pronoun(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    return (end - 1, []) if text[max(start, end - 1) : end] in ("其", "他", "她") else (-1, [])


def office_end(text: str, start: int, end: int) -> int:
    """Where the posts end: behind the last 职务 that belongs to them."""
    last = end
    for match in _OFFICE.finditer(text, start, end):
        last = match.start()
        break
    if last == end:
        return end
    # 免去张三的A职务、B职务: a further office of the same person.
    for match in _OFFICE.finditer(text, last + 2, end):
        if unlike_post(text[last + 2 : match.start()]):
            break
        if not re.match(r"[、和及与，]|以及", text[last + 2 : last + 4]):
            break
        last = match.start()
    return last


def _undivided(text: str, start: int, end: int, known: Sequence[str]) -> list[Item]:
    """免去其A职务; 免去张三同志A职务; 免去张三A职务、李四B职务 (without 的)."""
    while start < end and text[start] in "：，":
        start += 1
    match = re.match(r"[其他她](?:的|所)?", text[start:end])
    if match:
        posts = start + match.end()
        return [Item((), (posts, office_end(text, posts, end)))]
    items: list[Item] = []
    for left, right in split_at(text, start, end, "、，；。"):
        name = _name_before_post(text, left, right, first=not items, known=known)
        if name:
            items.append(Item((name,), (trim_courtesy(text, name[1], right), right)))
        elif items:
            last = items[-1]
            items[-1] = Item(last.names, (last.posts[0], right))
        else:
            return []
    return [Item(i.names, (i.posts[0], office_end(text, *i.posts))) for i in items]


def trim_courtesy(text: str, start: int, end: int) -> int:
    match = re.match(r"(?:同志|代表|先生|女士)?(?:原任?|所任|担任的?|的)?", text[start:end])
    return start + (match.end() if match else 0)


def _name_before_post(
    text: str, start: int, end: int, *, first: bool, known: Sequence[str]
) -> Span | None:
    """张三 of 张三市教育局局长: the split at which the rest best begins an organisation."""
    best: tuple[int, Span] | None = None
    stop = office_end(text, start, end)
    for length in (3, 2, 4):
        cut = start + length
        if cut >= stop or not is_name(text[start:cut]):
            continue
        if length == 4 and text[start : start + 2] not in COMPOUND:
            continue
        rest = text[trim_courtesy(text, cut, stop) : stop]
        if not is_post(rest):
            continue
        body = rest[: len(rest) - len(title_of(rest))]
        score = 0
        if text[cut : cut + 2] == "同志":
            score += 8
        if any(body.startswith(place) for place in known):
            score += 6
        elif bare_level(body):
            score += 3
        elif len(leading_place(body)) > 2:
            score += 2 + 2 * (text.count(leading_place(body)) > 1)
        elif not body:
            score += 1
        if length == 3:
            score += 1
        if not first and not (bare_level(body) or leading_place(body)):
            continue
        if best is None or score > best[0]:
            best = (score, (start, cut))
    return best[1] if best else None
