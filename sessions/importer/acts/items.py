"""What a form finds: the places of names and of their posts in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .names import Span
from .titles import unlike_post

_OFFICE = re.compile(r"(?:等)?(?:职务|一职|职位)")


@dataclass(frozen=True, slots=True)
class Item:
    """`names` empty: the person last spoken of (其). `each`: 分别为, one post for each.
    `stated`: how many persons the form says there are (下列3名同志)."""

    names: tuple[Span, ...]
    posts: Span
    each: bool = False
    stated: int | None = None


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
