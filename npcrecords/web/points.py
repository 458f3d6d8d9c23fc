"""Which points of an opinion a section answers, and what a point is called in a word."""

from __future__ import annotations

from collections.abc import Iterable

from sessions.traced import TracedPoint, TracedResponse


def both(point: TracedPoint) -> tuple[TracedResponse, ...]:
    """What both parties answer to a point."""
    return (*point.responses.handling, *point.responses.tracking)


def answered_by(points: Iterable[TracedPoint]) -> dict[int, list[TracedPoint]]:
    """The points that each section answers, by the section's id."""
    found: dict[int, dict[int, TracedPoint]] = {}
    for point in points:
        for one in both(point):
            if one.section is not None:
                found.setdefault(one.section, {})[point.id] = point
    return {section: list(held.values()) for section, held in found.items()}


def label(point: TracedPoint) -> str:
    """A point in a word or two: as it is numbered, else its title."""
    return point.marker.rstrip("、.． ") or point.title or str(point.number)
