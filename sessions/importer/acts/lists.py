"""Posts and names in lists: a post with the names that hold it.

In: a segment of a sentence. Out: `Item`s. Forms: 下列人员为A：张三、李四 · 下列同志的A职务：张三 ·
A：张三、李四；B：王五 · A张三、B李四 · 张三：A.
"""

from __future__ import annotations

import re

from ..stages import number_of
from .items import Item
from .names import Span, all_names, is_name, split_at, trim
from .titles import is_post, title_ends

_NUMBERED = re.compile(
    r"(?:下列|以下|如下|共)(\d{1,3}|[一二三四五六七八九十]{1,3})(?:名|位|人)|（?共?(\d{1,3})[名人]）?：?$"
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
            stated = _NUMBERED.search(text, left, colon)
            count = number_of(stated.group(1) or stated.group(2)) if stated else None
            items.insert(0, Item(tuple(names), posts, stated=count))
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
    for stretch in split_at(text, start, end, "、，和"):
        left, right = trim(text, *stretch)
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
