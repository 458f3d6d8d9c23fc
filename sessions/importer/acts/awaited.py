"""Names that are still to come: 任命张三等5人为A，名单如下：…

In: the posts and the number that a sentence states. Out: whether all have been named; the
names that follow (in the same sentence, in the lines below, in a list behind) get the same act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .names import Span, all_names
from .text import Piece

_BEFORE_NAMES = re.compile(
    r"(?:附件?[0-9一二三]?：?)?(?:[^，。；：]{0,12}?(?:名单|姓名|人员))?(?:如下|附后)?：?"
)
_LIST_INSIDE = re.compile(r"(?:名单(?:如下)?|姓名(?:如下)?|他们是|分别是|如下)：")


@dataclass(slots=True)
class Awaited:
    """Persons announced by number; `named` are those already read."""

    posts: Piece
    act: str
    line: int
    stated: int
    named: set[str] = field(default_factory=set)

    @property
    def missing(self) -> bool:
        return len(self.named) < self.stated


def names_below(text: str) -> list[Span]:
    """The names of a line that holds nothing else but, at the most, 名单如下： before them."""
    head = _BEFORE_NAMES.match(text)
    start = head.end() if head else 0
    found = all_names(text, start, len(text.rstrip("。；，")), loose=False)
    return found or all_names(text, 0, len(text.rstrip("。；，"))) or []


def names_inside(text: str, start: int) -> list[Span]:
    """The names behind 名单如下： later in the sentence that announces them."""
    head = _LIST_INSIDE.search(text, start)
    return (head and all_names(text, head.end(), len(text.rstrip("。；，")), loose=True)) or []


def is_list_heading(text: str) -> bool:
    """附：名单 · 名单如下：, which announces nothing by itself."""
    return len(text) <= 20 and bool(re.search("名单|如下", text))
