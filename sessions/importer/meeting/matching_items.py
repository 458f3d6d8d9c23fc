"""Which item of the minutes tells of which item of the agenda.

In: the words of both, and the agenda's kinds. Out: a ``Match``. Compared are the pairs of
neighbouring characters of an agenda item's subject; those that many items share weigh
little. Numbered items go one to one, the rest of the agenda to an item that names it too;
unnumbered parts of minutes each go to the agenda item they tell of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..subjects import assign, pairs, subject
from .agenda import Kind, kinds_of

_LEAST = 0.3
_SURE = 0.5
_SHARED = 0.75
_OWN_KINDS = frozenset({"personnel", "credentials", "budget_adjustment", "inquiry"})
_VERBS = re.compile(
    r"^(?:会议)?(?:首次|再次|继续)?(?:听取和审议|听取并审议|审议和表决|听取|审议|审查和批准|审查|表决|书面)+"
)


@dataclass(frozen=True)
class Match:
    """``of_agenda``: agenda index → minutes indexes. ``doubtful``: such pairs to look at.
    ``unmatched`` minutes items, and ``missing`` agenda items."""

    of_agenda: dict[int, tuple[int, ...]] = field(default_factory=dict)
    doubtful: tuple[tuple[int, int], ...] = ()
    unmatched: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


def match_items(
    agenda: Sequence[str],
    kinds: Sequence[Sequence[Kind]],
    minutes: Sequence[tuple[str, int | None]],
) -> Match:
    """``minutes`` are text and number of each item."""
    scores = _scores(agenda, kinds, [text for text, _ in minutes])
    numbered = any(number is not None for _, number in minutes)
    if numbered:
        of_minutes = {m: k for k, m in assign(scores, least=_LEAST).items()}
    else:
        of_minutes = {}
        for m in range(len(minutes)):
            best = max(range(len(agenda)), key=lambda k: scores[k][m])
            if scores[best][m] >= _LEAST:
                of_minutes[m] = best
    found: dict[int, list[int]] = {}
    for m, k in of_minutes.items():
        found.setdefault(k, []).append(m)
    for k in range(len(agenda)):
        if k not in found and minutes:  # told together with another item
            m = max(range(len(minutes)), key=lambda other: scores[k][other])
            if scores[k][m] >= _SHARED:
                found[k] = [m]
    taken = {m for indexes in found.values() for m in indexes}
    return Match(
        of_agenda={k: tuple(sorted(indexes)) for k, indexes in found.items()},
        doubtful=tuple(
            (k, indexes[0]) for k, indexes in sorted(found.items())
            if scores[k][indexes[0]] < _SURE
        ),
        unmatched=tuple(m for m in range(len(minutes)) if m not in taken),
        missing=tuple(k for k in range(len(agenda)) if k not in found),
    )  # fmt: skip


def _scores(
    agenda: Sequence[str], kinds: Sequence[Sequence[Kind]], minutes: Sequence[str]
) -> list[list[float]]:
    told = [pairs("".join(text.split())) for text in minutes]
    often = Counter(pair for each in told for pair in each)
    heads = [set(kinds_of("".join(text.split())[:300])) for text in minutes]
    rows = []
    for text, own in zip(agenda, kinds, strict=True):
        wanted = pairs(subject(_VERBS.sub("", "".join(text.split()))))
        weight = {pair: 1 / max(1, often[pair]) for pair in wanted}
        total = sum(weight.values()) or 1
        rows.append(
            [
                _with_kinds(sum(weight[p] for p in wanted & each) / total, set(own), head)
                for each, head in zip(told, heads, strict=True)
            ]
        )
    return rows


def _with_kinds(score: float, agenda: set[Kind], minutes: set[Kind]) -> float:
    """人事事项 and the minutes' list of appointments share no words, but their kind."""
    common = agenda & minutes & _OWN_KINDS
    if "personnel" in common or "credentials" in common:
        return 0.4 + 0.6 * score
    if common:
        return 0.15 + 0.85 * score
    if ("personnel" in agenda) != ("personnel" in minutes):
        return 0.5 * score
    return score
