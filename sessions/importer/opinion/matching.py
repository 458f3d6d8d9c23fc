"""Which section of a follow-up answers which aspect (or point) of a review opinion.

Two kinds of evidence: what the headings are called, and what is said under them. A committee's
tracking report retells the government's handling report, so their texts share whole phrases
even where the government gave its sections other names. A section that fits two aspects alike
is left without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..subjects import assign
from .headings import naming, quotations, says_nothing
from .match_scores import Answer, Aspect, Scores, plain, scores_of

__all__ = ["Answer", "Aspect", "Match", "match_answers"]

Kind = Literal["exact", "reworded", "shared"]

_MOST_CELLS = 20_000
_LEAST = 0.35  # below this nothing is matched
_MARGIN = 0.12  # a rival nearer than this makes a match doubtful
_SHARED_TEXT = 0.2  # a section said so much of an aspect that has none of its own
_AGAIN = 0.3  # … or so much of an aspect that has one already


@dataclass(frozen=True, slots=True)
class Match:
    """``answer`` answers ``aspect`` (both are indexes). Where it cannot be told which one,
    ``aspect`` and ``kind`` are None and ``rivals`` are those that come near."""

    answer: int
    aspect: int | None
    kind: Kind | None
    rivals: tuple[int, ...] = ()


def match_answers(aspects: Sequence[Aspect], answers: Sequence[Answer]) -> list[Match]:
    """Every match, in the order of the answers, then of the aspects.

    An aspect that no match names is unanswered. A section with a heading that any report
    may have (下一步工作打算) and without a match is left out; any other one without a match
    is returned with ``aspect`` None.
    """
    found = _same_names(aspects, answers)
    if len(aspects) * len(answers) > _MOST_CELLS:  # no opinion is so long
        scores = Scores([], [], [])
        return _matches(answers, scores, found)
    scores = scores_of(aspects, answers)
    _assign_rest(scores, found, len(aspects))
    _share(scores, found, len(aspects))
    return _matches(answers, scores, found)


# answer → aspects it answers, each with how it was found
_Found = dict[int, dict[int, Kind]]


def _same_names(aspects: Sequence[Aspect], answers: Sequence[Answer]) -> _Found:
    by_name: dict[str, list[int]] = {}
    for index, aspect in enumerate(aspects):
        for name in {plain(aspect.name), *map(plain, naming(aspect.name).names)} - {""}:
            by_name.setdefault(name, []).append(index)
    found: _Found = {}
    for index, answer in enumerate(answers):
        named = naming(answer.heading).names
        hits = (
            _hits(by_name, named)
            or _hits(by_name, _parts(answer.heading, by_name))
            or _hits(by_name, quotations(answer.heading))
        )
        if hits:
            found[index] = dict.fromkeys(hits, "exact")
    return found


def _hits(by_name: dict[str, list[int]], names: Sequence[str]) -> list[int]:
    """The aspects of these names; a name that two aspects bear names neither."""
    hits = [by_name.get(plain(name), []) for name in names]
    return sorted({hit[0] for hit in hits if len(hit) == 1})


def _parts(heading: str, by_name: dict[str, list[int]]) -> list[str]:
    """The names that 、 or 和 joins in ``heading`` (健全机制、强化保障), if all are names."""
    names = naming(heading).names
    parts = re.split(r"[、；;]|以及|和|及", names[0]) if len(names) == 1 else []
    return parts if len(parts) > 1 and all(plain(part) in by_name for part in parts) else []


def _assign_rest(scores: Scores, found: _Found, aspects: int) -> None:
    """One section for each aspect that has none yet, among the sections without an aspect."""
    answered = {aspect for hits in found.values() for aspect in hits}
    rows = [index for index in range(aspects) if index not in answered]
    answers = len(scores.total[0]) if scores.total else 0
    columns = [index for index in range(answers) if index not in found]
    pairs = assign([[scores.total[row][column] for column in columns] for row in rows], least=0.0)
    chosen = {rows[row]: columns[column] for row, column in pairs.items()}
    free = (set(rows) - set(chosen), set(columns) - set(chosen.values()))
    for aspect, answer in chosen.items():
        if _is_certain(scores, chosen, free, aspect, answer) or _is_last_left(
            scores, found, chosen, aspect, answer, aspects == answers
        ):
            found[answer] = {aspect: "reworded"}


def _is_certain(
    scores: Scores,
    chosen: dict[int, int],
    free: tuple[set[int], set[int]],
    aspect: int,
    answer: int,
) -> bool:
    """Whether neither another pair nor one of the ``free`` aspects and answers fits as well."""
    score = scores.total[aspect][answer]
    if score < _LEAST:
        return False
    for other_aspect, other_answer in chosen.items():
        if other_aspect == aspect:
            continue
        swapped = scores.total[aspect][other_answer] + scores.total[other_aspect][answer]
        kept = score + scores.total[other_aspect][other_answer]
        in_order = (aspect < other_aspect) == (answer < other_answer)
        if swapped > kept - _MARGIN and not in_order:
            return False
    rivals = [scores.total[other][answer] for other in free[0]]
    rivals += [scores.total[aspect][other] for other in free[1]]
    return max(rivals, default=0.0) < score - _MARGIN


def _is_last_left(
    scores: Scores, found: _Found, chosen: dict[int, int], aspect: int, answer: int, equal: bool
) -> bool:
    """Whether all others are matched in order, one to one, and just these two are left."""
    others = {index: column for index, column in chosen.items() if index != aspect}
    return (
        equal
        and aspect == answer
        and scores.total[aspect][answer] >= 0.1
        and all(index == column for index, column in others.items())
        and all(scores.total[index][column] >= _LEAST for index, column in others.items())
        and all(
            hits == {column: "exact"}
            for column, hits in found.items()
            if column not in others.values()
        )
    )


def _share(scores: Scores, found: _Found, aspects: int) -> None:
    """Aspects without a section join the one that says what they ask; sections without an
    aspect join the aspect that they plainly speak of, too."""
    answered = {aspect for hits in found.values() for aspect in hits}
    for aspect in range(aspects):
        if aspect in answered or not scores.total[aspect]:
            continue
        texts, names = scores.text[aspect], scores.name[aspect]
        answer = _clear_winner(texts, _SHARED_TEXT)
        if answer is None:
            answer = _clear_winner(names, 0.7)
        if answer is not None:
            found.setdefault(answer, {})[aspect] = "shared"
    for answer in range(len(scores.total[0]) if scores.total else 0):
        if answer in found:
            continue
        texts = [scores.text[aspect][answer] for aspect in range(aspects)]
        names = [scores.name[aspect][answer] for aspect in range(aspects)]
        hit = _clear_winner(texts, _AGAIN)
        if hit is None:
            hit = _clear_winner(names, 0.7)
        if hit is not None:
            found[answer] = {hit: "reworded"}


def _clear_winner(scores: Sequence[float], least: float) -> int | None:
    """The index of the highest score, if it reaches ``least`` and twice the second."""
    if not scores:
        return None
    ranked = sorted(range(len(scores)), key=lambda index: -scores[index])
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    top = scores[ranked[0]]
    return ranked[0] if top >= least and top >= 2 * second else None


def _matches(answers: Sequence[Answer], scores: Scores, found: _Found) -> list[Match]:
    matches = []
    for index, answer in enumerate(answers):
        hits = found.get(index, {})
        for aspect in sorted(hits):
            kind: Kind = "shared" if len(hits) > 1 else hits[aspect]
            if kind == "shared" and len(hits) == 1:
                kind = "reworded"
            matches.append(Match(index, aspect, kind))
        if not hits and not says_nothing(answer.heading):
            near = [aspect for aspect, row in enumerate(scores.total) if row and row[index] >= 0.2]
            near.sort(key=lambda aspect: -scores.total[aspect][index])
            matches.append(Match(index, None, None, tuple(near[:3])))
    return matches
