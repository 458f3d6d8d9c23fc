"""Resignations, and posts whose verb stands behind them.

In: a segment of a sentence. Out: `Item`s. Forms: 张三(提出的)(请求)辞去A、B职务(的请求) ·
A张三(因…)(提出)的辞职请求 · 张三的A职务相应终止 · 其担任的A职务自然免除 · 张三的A职务，予以免去.
An office ends by itself (终止, 自然免除, 相应撤销); what is done to it (予以免去, 依法撤销) is
a removal or a dismissal.
"""

from __future__ import annotations

import re

from .forms import HELD, first_names
from .headings import DISMISSES, ENDS, REMOVES
from .items import Item, office_end
from .names import Span, name_after_title, names_at_end
from .titles import is_post, title_of, unlike_post

_BY_ITSELF = r"随之|相应|自然|自行|自动|随即|当然"
_END_OF_OFFICE = re.compile(
    rf"(?:(?P<office>职务|一职|资格)，?)?(?P<how>(?:也|亦|均|即|同时|依法|一并|予以|应|{_BY_ITSELF})*)"
    r"(?P<what>终止|免除|免去|解除|撤销|消失|自然消亡)"
)
_DONE = {"免除": REMOVES, "免去": REMOVES, "解除": REMOVES, "撤销": DISMISSES}
_WISH_OF = re.compile(
    r"(?:同志)?(?:因[^，。；：]{2,20}|由于[^，。；：]{2,20})?(?:书面)?(?:提出)?的?(?:辞职|请辞)(?:的?(?:请求|申请|要求|报告))"
)
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
        names = first_names(text, cursor, left_end) if not heads else []
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


def wished_items(text: str, start: int, end: int) -> list[Item]:
    """接受A张三因…提出的辞职请求: the post that is given up stands before the name."""
    start += text.startswith("了", start)
    match = _WISH_OF.search(text, start, end)
    if match is None:
        return []
    found = name_after_title(text, start, match.start())
    if found is None or not is_post(text[start : found[0]]):
        return []
    return [Item((found,), (start, found[0]))]


def end_items(text: str, start: int, end: int) -> list[tuple[Item, str]]:
    """张三的A职务相应终止 · 其担任的A职务自然免除 · 张三的A职务予以免去, each with its kind."""
    items: list[tuple[Item, str]] = []
    cursor = start
    for match in _END_OF_OFFICE.finditer(text, start, end):
        if match.start() < cursor or match["office"] == "资格":
            cursor = max(cursor, match.end())
            continue
        by_itself = re.search(_BY_ITSELF, match["how"])
        if not match["office"] and not by_itself:
            continue
        found = _ended(text, cursor, match.start())
        if found:
            items.append((found, ENDS if by_itself else _DONE.get(match["what"], ENDS)))
        cursor = match.end()
    return items


def _ended(text: str, start: int, end: int) -> Item | None:
    """The person and the posts before the verb: 张三的A职务 · 其A职务 · 原A张三的职务."""
    at = text.rfind("的", start, end)
    if at >= 0 and at + 1 == end:
        left = max(start, *(text.rfind(mark, start, at) + 1 for mark in "，；：。"))
        named = name_after_title(text, left, at)
        if named and is_post(text[left : named[0]]):
            return Item((named,), (left, named[0]))
        return None
    pattern = r"的|(?<=[，；：。])(?:其|他|她)|^(?:其|他|她)"
    for de in re.finditer(pattern, text[start:end]):
        left_end = start + de.start()
        held = HELD.search(text[max(start, left_end - 6) : left_end])
        if held:
            left_end -= len(held.group())
        names: list[Span] = []
        if de.group() == "的" and text[max(0, left_end - 1) : left_end] not in ("其", "他", "她"):
            _, names = names_at_end(text, start, left_end)
            if not names:
                continue
        posts = start + de.end()
        own = re.match(r"(?:所)?(?:担任|兼任|任)的", text[posts:end])
        posts += own.end() if own else 0
        body = text[posts:end]
        if title_of(body) and not unlike_post(body):
            return Item(tuple(names), (posts, end))
    return None
