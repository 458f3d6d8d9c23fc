"""How alike an aspect and a section are: by what they are called, and by what they say.

Pure functions on texts; matching.py decides by them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..subjects import bare
from .headings import naming

_TEXT_READ = 20_000  # characters of a section that are compared; no aspect is longer
_SHINGLE = 4
_FEW = 30  # of so short a text a few shingles in common tell little
_GENERIC = re.compile(
    r"进一步|切实|持续|不断|着力|全力|聚力|大力|加快|加强|强化|推进|推动|提升|提高|完善|健全|优化|深化|聚焦|坚持"
    r"|抓好|抓实|落实|增强|促进|加大|做好|助力|确保|发展|工作|高质量|高水平|全面|有效|水平|能力|建设|力度|"
    r"[，、；,;：:。\s“”]"
)
_SAME_CLAUSE = 0.8
_PARTS = re.compile(r"[，、；,;]")
_CLAUSE = re.compile(r"[，；,;]")


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect or point: its name, and what is known to be said under it ("" if nothing)."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A section of a follow-up: its heading, and all that is said under it."""

    heading: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores, 0 to 1, as rows of aspects and columns of answers."""

    total: list[list[float]]
    text: list[list[float]]
    name: list[list[float]]


def scores_of(aspects: Sequence[Aspect], answers: Sequence[Answer]) -> Scores:
    """Names and texts compared; ``total`` takes both together."""
    name = _name_scores([aspect.name for aspect in aspects], [one.heading for one in answers])
    text = _text_scores([aspect.text for aspect in aspects], [one.text for one in answers])
    total = []
    for names, texts in zip(name, text, strict=True):
        said = sum(texts) + 0.03
        # How much of what is found anywhere is found in this answer.
        shares = [share / said if share >= 0.03 else 0.0 for share in texts]
        total.append(
            [1 - (1 - n) * (1 - 0.8 * share) for n, share in zip(names, shares, strict=True)]
        )
    return Scores(total, text, name)


def _name_scores(names: Sequence[str], headings: Sequence[str]) -> list[list[float]]:
    """How much the words of names and headings have in common; a pair of characters that
    several names hold tells less."""
    own = [[_grams(clause) for clause in _clauses(name)] for name in names]
    theirs = [
        [_grams(clause) for one in naming(heading).names for clause in _clauses(one)]
        for heading in headings
    ]
    common: Counter[str] = Counter()
    for side in (own, theirs):
        counts = Counter(gram for clauses in side for gram in frozenset().union(*clauses))
        common |= counts
    same = _same_clauses(names, headings)
    return [
        [
            max(
                max((_overlap(a, b, common) for a in clauses for b in others), default=0.0),
                _SAME_CLAUSE if (row, column) in same else 0.0,
            )
            for column, others in enumerate(theirs)
        ]
        for row, clauses in enumerate(own)
    ]


def _same_clauses(names: Sequence[str], headings: Sequence[str]) -> set[tuple[int, int]]:
    """The (name, heading) pairs that share a clause which no other name and heading has:
    建强队伍、提升质量 takes up 建强队伍，让教师安心 and 提升质量，科学保教."""
    sides = [_holders(names), _holders(headings)]
    return {
        (sides[0][clause][0], sides[1][clause][0])
        for clause in sides[0].keys() & sides[1].keys()
        if len(sides[0][clause]) == len(sides[1][clause]) == 1
    }


def _holders(names: Sequence[str]) -> dict[str, list[int]]:
    """The names that each clause stands in."""
    found: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        parts = {plain(part) for one in naming(name).names for part in _PARTS.split(one)}
        for part in parts:
            if len(part) >= 4:
                found.setdefault(part, []).append(index)
    return found


def _clauses(name: str) -> list[str]:
    parts = [part for part in _CLAUSE.split(name) if len(plain(part)) >= 4]
    return [name] if len(parts) < 2 else [name, *parts]


def _grams(name: str) -> frozenset[str]:
    """The pairs of characters of the words that tell something."""
    pieces = [piece for piece in _GENERIC.split(name) if len(piece) > 1]
    if not pieces:
        pieces = [plain(name)]
    return frozenset(piece[at : at + 2] for piece in pieces for at in range(len(piece) - 1))


def _overlap(one: frozenset[str], other: frozenset[str], common: Counter[str]) -> float:
    def weight(grams: frozenset[str]) -> float:
        return sum(1 / common[gram] for gram in grams)

    if not one or not other:
        return 0.0
    smaller = min(weight(one), weight(other))
    # Two or three characters in common are no evidence, however short the names are.
    return weight(one & other) / max(smaller, 2.5)


def _text_scores(texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
    """How much of each text stands in each of the others, by runs of four characters."""
    theirs = [_shingles(other) for other in others]
    rows = []
    for text in texts:
        own = _shingles(text)
        rows.append([len(own & other) / max(len(own), _FEW) for other in theirs])
    return rows


def _shingles(text: str) -> frozenset[str]:
    plain = bare(text[:_TEXT_READ])
    return frozenset(plain[at : at + _SHINGLE] for at in range(len(plain) - _SHINGLE + 1))


def plain(name: str) -> str:
    """A name without punctuation, spaces and 的, for telling whether two are the same."""
    return bare(name).replace("的", "")
