"""The same act told twice is one act.

In: the acts in the order of the text, each with the mention (person and sentence) it comes
from. Out: the acts, each once, in the order of the text.

A title and its body, a minute and the list behind it tell the same act, often in shorter
words (市发改委 / 宁波市发展和改革委员会). Two mentions of one person are one where the act is the
same, the dates do not contradict, and every post of the later mention has its own partner in
the earlier one: the same title, and organisations of which one is the other shortened (its
characters in the same order, the first and last level kept). The first place stays, but a
title only announces: the sentence below it that acts is the place of its acts. The fullest
organisation, the reason and the filing stay, wherever they are told.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace

from .model import ReadAct

# The long names of organs, which shorten to words that no other organ shortens to.
_SHORT = (("人民代表大会", "人大"), ("常务委员会", "常委会"), ("工作委员会", "工委"))


@dataclass(slots=True)
class Draft:
    """An act as read, with what tells whether another one is the same.

    `key` is the person's name; `announced` tells that it comes from a document's title, `dated`
    that its date is its own.
    """

    act: ReadAct
    mention: int
    document: int
    key: str
    announced: bool = False
    dated: bool = False


def is_short_for(short: str, full: str) -> bool:
    """市发改委 is short for 宁波市发展和改革委员会: its characters stand there in that order."""
    if len(short) > len(full):
        return False
    if not short:
        return True
    at = -1
    for char in short:
        at = full.find(char, at + 1)
        if at < 0:
            return False
    # 市人大社会建设委 is not 市人大常委会社会建设工委: these two words make another organ.
    for word in ("工", "常", "法院", "检察", "分", "代表"):
        if (word in short) != (word in full):
            return False
    return True


def same_organization(one: str, two: str) -> bool:
    """Whether two printed names are one organ's: equal, or one shortened from the other."""
    one, two = _shortened(one), _shortened(two)
    return one == two or is_short_for(one, two) or is_short_for(two, one)


def _shortened(name: str) -> str:
    for long, short in _SHORT:
        name = name.replace(long, short)
    return name


def _agree(one: datetime.date | None, two: datetime.date | None) -> bool:
    return one is None or two is None or one == two


def collapse(drafts: list[Draft]) -> list[ReadAct]:
    """Each act once: the first place, the fullest organisation, reason and filing of either."""
    mentions: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        mentions[draft.mention].append(draft)
    kept: list[list[Draft]] = []
    by_person: dict[str, list[list[Draft]]] = defaultdict(list)
    for mention in mentions.values():
        group = _once(mention)
        rest = group
        for earlier in by_person[group[0].key]:
            pairs = _partners(rest, earlier)
            if pairs is None:
                continue
            for later, first in pairs:
                first.act = _merged(first, later)
                first.announced = first.announced and later.announced
            taken = {id(later) for later, _ in pairs}
            rest = [d for d in rest if id(d) not in taken]
            if not rest:
                break
        if rest:
            kept.append(rest)
            by_person[group[0].key].append(rest)
    return [draft.act for group in kept for draft in group]


def _once(group: list[Draft]) -> list[Draft]:
    seen: set[tuple[str, str, str]] = set()
    result = []
    for draft in group:
        identity = (draft.act.organization, draft.act.post, draft.act.act)
        if identity not in seen:
            seen.add(identity)
            result.append(draft)
    return result


def _partners(later: list[Draft], earlier: list[Draft]) -> list[tuple[Draft, Draft]] | None:
    """The pairs of acts that are the same; None where there are none."""
    free = list(earlier)
    pairs: list[tuple[Draft, Draft]] = []
    for exact in (True, False):
        for draft in later:
            if any(draft is d for d, _ in pairs):
                continue
            for other in free:
                if _same(draft.act, other.act, exact=exact):
                    pairs.append((draft, other))
                    free.remove(other)
                    break
    return pairs or None


def _same(one: ReadAct, two: ReadAct, *, exact: bool) -> bool:
    if one.act != two.act or one.post != two.post or not _agree(one.date, two.date):
        return False
    if exact:
        return one.organization == two.organization
    return same_organization(one.organization, two.organization)


def _merged(first: Draft, later: Draft) -> ReadAct:
    one, two = first.act, later.act
    place = two if first.announced and not later.announced else one
    return replace(
        one,
        organization=max(one.organization, two.organization, key=len),
        date=one.date or two.date,
        line=place.line,
        line_end=place.line_end,
        printed=place.printed,
        reason=one.reason or two.reason,
        to_be_filed=one.to_be_filed or two.to_be_filed,
        filed_with=one.filed_with or two.filed_with,
    )
