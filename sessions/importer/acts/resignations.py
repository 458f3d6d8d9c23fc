"""Resignations, and offices that end by themselves.

In: a segment of a sentence. Out: `Item`s. Forms: 张三(提出的)(请求)辞去A、B职务(的请求) ·
张三的A职务相应终止 · 其担任的A职务自然免除.
"""

from __future__ import annotations

import re

from .forms import HELD, Item, first_names, office_end
from .names import Span, names_at_end
from .titles import title_of, unlike_post

_END_OF_OFFICE = re.compile(
    r"(?P<office>职务|一职|资格)?(?:也|亦|均|即|随之|相应|同时|自然|自行|依法|一并|予以|自动|随即|应当?然)*(?:终止|免除|解除|撤销|消失|自然消亡)"
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
            held = HELD.search(text[max(cursor, at - 6) : at])
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
