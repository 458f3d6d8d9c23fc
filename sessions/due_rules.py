"""By when an opinion is to be answered, as the rules of its place say.

Pure Python: ``sessions.due_proposals`` reads what it needs. A rule proposes and never sets: a
due date stands in the opinion only where somebody took it, with the words of the rule.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from .choices import ReportKind


class Rule(Protocol):
    """What is known of a rule: ``models.DueRule`` has it."""

    place: str
    also_in: list[str]
    report_kind: str
    months: int
    valid_from: date | None
    valid_to: date | None


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True)
class DueFacts:
    """``adopted_on``: the day that the span begins with, None where no day is known;
    ``titles``: what the opinion and the report are called; ``places``: the opinion's own
    place, then those it lies in, from near to far."""

    adopted_on: date | None
    titles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def due_by_rule(facts: DueFacts, rules: Iterable[R]) -> tuple[date, R] | None:
    """The day by which a rule wants the answer, with the rule.

    A rule for the kind of report goes before one for any; then the rule of the nearest place.
    None where no day is known, no rule fits, or two fit alike and differ.
    """
    if facts.adopted_on is None:
        return None
    kind = report_kind(facts.titles)
    fitting: list[tuple[tuple[int, float], R]] = []
    for rule in rules:
        distance = _distance(rule, facts.places)
        if distance is not None and rule.report_kind in {kind, ReportKind.ANY}:
            if _holds_on(rule, facts.adopted_on):
                rank = (int(rule.report_kind == ReportKind.ANY), distance)
                fitting.append((rank, rule))
    if not fitting:
        return None
    first = min(rank for rank, _rule in fitting)
    best = [rule for rank, rule in fitting if rank == first]
    if len({rule.months for rule in best}) > 1:
        return None
    return months_after(facts.adopted_on, best[0].months), best[0]


def report_kind(titles: Iterable[str]) -> ReportKind:
    """What kind of report an opinion is on, by what it and the report are called."""
    words = "\n".join(titles)
    if "审计" in words and "整改" in words:
        return ReportKind.AUDIT_RECTIFICATION
    if "执法检查" in words:
        return ReportKind.ENFORCEMENT_CHECK
    return ReportKind.ANY


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _holds_on(rule: Rule, day: date) -> bool:
    begun = rule.valid_from is None or rule.valid_from <= day
    return begun and (rule.valid_to is None or day <= rule.valid_to)


def _distance(rule: Rule, places: Sequence[str]) -> float | None:
    """How far the rule's place is from the opinion's: 0 for the same; None where the rule does
    not hold there. A rule of no place holds everywhere, and is the farthest."""
    if not rule.place:
        return float(len(places))
    for index, place in enumerate(places):
        if rule.place == place:
            return float(index)
        if any(place.startswith(name) for name in (rule.place, *rule.also_in) if name):
            return index + 0.5
    return None
