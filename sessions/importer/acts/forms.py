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
    is_loose_name,
    is_name,
    name_after_title,
    names_at_end,
    split_at,
    trim,
)
from .places import bare_level, leading_place
from .titles import is_post, title_ends, title_of, unlike_post


@dataclass(frozen=True, slots=True)
class Item:
    """`names` empty: the person last spoken of (其). `each`: 分别为, one post for each."""

    names: tuple[Span, ...]
    posts: Span
    each: bool = False


_THESE = re.compile(
    r"(?:下列|以下|上述|如下)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?(?:名|位)?(?:下列|以下)?(?:人员|同志|人|干部|名单)?(?:分别)?$"
)
_WEI = re.compile(r"为")
_NOT_WEI = re.compile(r"[作成认因改称以更视定]为$")
_HELD = re.compile(r"(?:所|现|原|同时)?(?:担任|兼任|任|兼)$")
_OFFICE = re.compile(r"(?:等)?(?:职务|一职|职位)")
_END_OF_OFFICE = re.compile(
    r"(?P<office>职务|一职|资格)?(?:也|亦|均|即|随之|相应|同时|自然|自行|依法|一并|予以|自动|随即|应当?然)*(?:终止|免除|解除|撤销|消失|自然消亡)"
)


def wei_items(text: str, start: int, end: int) -> list[Item]:
    """张三、李四为A，王五为B、C."""
    heads: list[tuple[int, int, list[Span], bool]] = []
    cursor = start
    for match in _WEI.finditer(text, start, end):
        at = match.start()
        if at < cursor or _NOT_WEI.search(text[max(start, at - 1) : at + 1]):
            continue
        left_end = at
        each = text[max(cursor, at - 2) : at] == "分别"
        if each:
            left_end -= 2
        first = not heads
        names: list[Span] = []
        cut = cursor
        if first:
            names = _first_names(text, cursor, left_end)
            cut = names[0][0] if names else cursor
        if not names:
            cut, names = names_at_end(text, cursor, left_end)
        if not names or text[at + 1 : at + 2] in ("为", "，", "。", "", "了", "期"):
            continue
        heads.append((cut, at + 1, names, each))
        cursor = at + 1
    items = []
    for i, (_, posts_start, names, each) in enumerate(heads):
        posts_end = heads[i + 1][0] if i + 1 < len(heads) else end
        items.append(Item(tuple(names), (posts_start, posts_end), each))
    return items


def _first_names(text: str, start: int, end: int) -> list[Span]:
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
        held = _HELD.search(text[max(cursor, at - 6) : at])
        if held:
            left_end = at - len(held.group())
        names = _first_names(text, cursor, left_end) if not heads else []
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
    for left, right in split_at(text, start, end, "、，"):
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
            score += 2
        elif not body:
            score += 1
        if length == 3:
            score += 1
        if not first and not (bare_level(body) or leading_place(body)):
            continue
        if best is None or score > best[0]:
            best = (score, (start, cut))
    return best[1] if best else None


_GIVE_UP = re.compile(r"辞去|辞(?=[^，。；：]{2,30}职务)")
_ASKING = re.compile(
    r"(?:同志)?(?:本人)?(?:的)?(?:书面)?(?:提出的?|关于|请求|申请|要求|因[^，。；：]{1,24}|由于[^，。；：]{1,24}|"
    r"向[^，。；：]{1,40}?|自愿|主动|的|，)*$"
)
_END_OF_WISH = re.compile(r"职务|一职|的?请求|的?申请|的?要求|的?决定|的?报告")


def resignation_items(text: str, start: int, end: int) -> list[Item]:
    """张三(提出的)(请求)辞去A、B职务(的请求)，李四辞去C职务."""
    heads: list[tuple[int, int, list[Span]]] = []
    cursor = start
    for match in _GIVE_UP.finditer(text, start, end):
        at = match.start()
        if at < cursor:
            continue
        left_end = cursor + len(_before_asking(text[cursor:at]))
        names = _first_names(text, cursor, left_end) if not heads else []
        cut = names[0][0] if names else cursor
        if not names:
            cut, names = names_at_end(text, cursor, left_end)
        if not names and re.search(r"[其他她]$", text[cursor:left_end]):
            cut = left_end - 1
        elif not names:
            continue
        posts = match.end()
        own = re.match(r"其?(?:所)?(?:担任的|兼任的|任的)?", text[posts:end])
        heads.append((cut, posts + (own.end() if own else 0), names))
        cursor = posts
    items = []
    for i, (_, posts_start, names) in enumerate(heads):
        posts_end = heads[i + 1][0] if i + 1 < len(heads) else end
        stop = office_end(text, posts_start, posts_end)
        if stop == posts_end:
            wish = _END_OF_WISH.search(text, posts_start, posts_end)
            stop = wish.start() if wish else posts_end
        items.append(Item(tuple(names), (posts_start, stop)))
    return items


def _before_asking(text: str) -> str:
    """张三同志因工作变动提出的请求 → 张三: from the right, word by word (linear)."""
    words = re.compile(
        r"(?:同志|本人|的|书面|提出|关于|请求|申请|要求|自愿|主动|依法|因?[^，。；：、]{0,16}(?:原因|变动|调整|调动|需要|退休|年龄|安排))$"
    )
    while True:
        text = text.rstrip("，")
        match = words.search(text[-24:])
        if not match:
            return text
        reason = re.search(r"(?:因|由于|根据)[^，。；：、]{1,24}$", text[-28:])
        if reason and match.group() not in ("同志", "的", "请求", "提出", "申请", "要求"):
            text = text[: len(text) - len(reason.group())]
            continue
        cut = len(match.group()) if match.group() in _WORDS else 0
        if not cut:
            return text
        text = text[: len(text) - cut]


_WORDS = (
    "同志",
    "本人",
    "的",
    "书面",
    "提出",
    "关于",
    "请求",
    "申请",
    "要求",
    "自愿",
    "主动",
    "依法",
)


def listed_items(text: str, start: int, end: int) -> list[Item]:
    """下列人员为A：张三、李四 · 下列同志的A职务：张三 · A：张三、李四；B：王五."""
    items: list[Item] = []
    for left, right in split_at(text, start, end, "；。"):
        items.extend(_listed(text, left, right))
    return items


def _listed(text: str, start: int, end: int) -> list[Item]:
    colons = [i for i in range(start, end) if text[i] == "："]
    items: list[Item] = []
    last_stop = end
    for colon in reversed(colons):
        names = all_names(text, colon + 1, last_stop, loose=True)
        left = max([start, *(text.rfind(m, start, colon) + 1 for m in "，；：")])
        if names is None and last_stop < end:
            names = None
        if names is None:
            # 主任：张三，副主任：李四: the next post stands behind the last name.
            names = all_names(text, colon + 1, max(colon + 1, last_stop))
        head = (left, colon)
        posts = _these(text, *head)
        if names and posts:
            items.insert(0, Item(tuple(names), posts))
            last_stop = left - 1 if left > start else start
        else:
            last_stop = left - 1 if left > start else start
    return items


def _these(text: str, start: int, end: int) -> Span | None:
    """The posts of 下列人员为A / 下列同志的A职务 / A / A（3名)."""
    match = re.match(
        r"(?:下列|以下|如下|上述)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?(?:名|位)?(?:同志|人员|干部|人)?(?:担任|分别为|为|的|任)?",
        text[start:end],
    )
    if match:
        start += match.end()
    body = re.sub(r"(?:职务)?(?:（?(?:共)?\d{1,3}[名人]）?)?$", "", text[start:end])
    return (start, start + len(body)) if body and is_post(body) else None


def governing_posts(text: str, start: int, end: int) -> Span | None:
    """The posts that a heading gives to the names of the following lines, ending with ：."""
    if end > start and text[end - 1] == "：":
        left = max([start, *(text.rfind(m, start, end - 1) + 1 for m in "，；：")])
        return _these(text, left, end - 1)
    return None


def post_first_items(text: str, start: int, end: int) -> list[Item]:
    """选举产生主任张三，副主任李四、王五: a post, then the names that hold it."""
    while start < end and text[start] in "：了":
        start += 1
    while end > start and text[end - 1] in "。；，":
        end -= 1
    items: list[Item] = []
    for left, right in split_at(text, start, end, "、，和"):
        left, right = trim(text, left, right)
        body = text[left:right]
        cut = next((c for c in title_ends(body) if is_name(body[c:])), 0)
        if cut and is_post(body[:cut]):
            items.append(Item(((left + cut, right),), (left, left + cut)))
        elif items and is_name(body):
            last = items[-1]
            items[-1] = Item((*last.names, (left, right)), last.posts)
        else:
            break
    return items


def name_then_post(text: str, start: int, end: int) -> list[Item]:
    """张三，市教育局局长 · 张三：市教育局局长 (a line under a heading)."""
    match = re.match(r"([^，：、]{2,16})[，：]", text[start:end])
    if match:
        left, right = trim(text, start, start + len(match.group(1)))
        if is_name(text[left:right]) and is_post(text[start + match.end() : end].strip("。；，")):
            return [Item(((left, right),), (start + match.end(), end))]
    return []


def end_items(text: str, start: int, end: int) -> list[Item]:
    """张三的A职务相应终止 · 其担任的A职务自然免除: an office that ends by itself."""
    items: list[Item] = []
    cursor = start
    for match in _END_OF_OFFICE.finditer(text, start, end):
        if match.start() < cursor or match["office"] == "资格":
            cursor = max(cursor, match.end())
            continue
        if not match["office"] and not _passive_end(match.group()):
            continue
        for de in re.finditer(
            r"的|(?<=[，；：。])(?:其|他|她)|^(?:其|他|她)", text[cursor : match.start()]
        ):
            at = cursor + de.start()
            pronoun = de.group() != "的"
            left_end = at
            held = _HELD.search(text[max(cursor, at - 6) : at])
            if held:
                left_end = at - len(held.group())
            names: list[Span] = []
            if pronoun or text[max(0, left_end - 1) : left_end] in ("其", "他", "她"):
                found = Item((), (cursor + de.end(), match.start()))
            else:
                _, names = names_at_end(text, cursor, left_end)
                if not names:
                    continue
                found = Item(tuple(names), (cursor + de.end(), match.start()))
            body = re.sub(r"^(?:所)?(?:担任|兼任|任)的", "", text[found.posts[0] : found.posts[1]])
            if title_of(body) and not unlike_post(body):
                items.append(Item(found.names, (found.posts[1] - len(body), found.posts[1])))
                break
        cursor = match.end()
    return items


def _passive_end(words: str) -> bool:
    return bool(re.match(r"随之|相应|自然|自行|自动", words))


__all__ = [
    "Item", "de_items", "end_items", "governing_posts", "is_loose_name", "listed_items",
    "name_then_post", "post_first_items", "resignation_items", "wei_items",
]  # fmt: skip
