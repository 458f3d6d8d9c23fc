"""The names in a group of deputies, whose persons may have descriptions before their names."""

from __future__ import annotations

import re

from .names import Span, name_after_title, names_in_token, split_at


def described_names(text: str, start: int, end: int) -> list[Span]:
    """The names of a group whose persons may have descriptions before their names.

    A part between marks is a name, a description that ends in a title (dropped), or a
    description with the name behind its last title.
    """
    match = re.match(
        r"(?:代表|的代表|的)?(?:\d{1,3}[名人位]|[一二三四五六七八九十]{1,3}[名人位])?(?:代表)?(?:，?(?:即|为|是|分别[为是]))?[：:]?",
        text[start:end],
    )
    if match:
        start += match.end()
    names: list[Span] = []
    for left, right in split_at(text, start, end, "、，：；"):
        names += _described(text, left, right)
    return names


def _described(text: str, left: int, right: int) -> list[Span]:
    stop = re.search(
        r"(?:同志)?(?:因|由于|已|调离|辞去|提出|请求|病故|去世|逝世|死亡|迁出|被|依法|的代表资格|当选|为|向|主动|自愿|不幸|涉嫌|于(?=\d))",
        text[left + 1 : right],
    )
    if stop:
        right = left + 1 + stop.start()
    found = names_in_token(text, left, right, loose=right - left <= 4)
    if found:
        return found
    for match in re.finditer("以及|[和与及]", text[left:right]):
        one = _described(text, left, left + match.start())
        if one:
            return [*one, *_described(text, left + match.end(), right)]
    single = name_after_title(text, left, right)
    if single:
        return [single]
    return []
