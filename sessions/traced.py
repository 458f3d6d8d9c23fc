"""What the trace of a review opinion tells: its aspects, what answers each, the reports.

The answers of the two parties are never merged: each stands under its kind, with its place.
``sessions.trace`` reads it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .models import Opinion


@dataclass(frozen=True, slots=True)
class Ref:
    """A session or an organisation; ``id`` is None where it goes by its printed name."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class TracedDocument:
    """A document by its title; ``id`` is None when its bulletin is not held."""

    id: int | None
    title: str
    kind: str = ""
    bulletin: int | None = None
    page_start: int | None = None


@dataclass(frozen=True, slots=True)
class TracedAgendaItem:
    """The agenda item under which the report was considered."""

    id: int
    number: int
    number_text: str
    text: str
    session: Ref


@dataclass(frozen=True, slots=True)
class TracedSection:
    """A section of a report, with the ones below it, where the trace shows them."""

    id: int
    marker: str
    heading: str
    text: str | None
    page: int | None
    parts: tuple[TracedSection, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedResponse:
    """Where a report answers a point: which document, under which heading, on which page.

    By what it is told that it does: ``quoted`` is what the report calls the aspect, ``order``
    the place of the section, from 1, among all of the report that answer.
    """

    id: int
    follow_up: int
    kind: str
    document: TracedDocument | None
    section: int | None
    marker: str
    heading: str
    page: int | None
    match: str
    quoted: str = ""
    order: int = 1


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one aspect or point, those of each party by themselves."""

    handling: tuple[TracedResponse, ...] = ()
    tracking: tuple[TracedResponse, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what is said of a point, when, and on which page of which document (its id)."""

    by: Ref | None = None
    on: dt.date | None = None
    document: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TracedVote:
    """A vote on how the opinion, or the ``point`` of this id, was handled."""

    id: int
    point: int | None
    session: Ref | None
    voted_on: dt.date | None
    satisfied: int
    basically: int
    not_satisfied: int
    abstained: int | None
    absent: int | None


@dataclass(frozen=True, slots=True)
class TracedPoint:
    """An aspect with its points, or a point. ``claim`` is what the government says of it,
    ``verified`` what the committee found; ``repeat_of`` the id of the earlier point that it
    repeats, which is of the opinion ``repeats``."""

    id: int
    kind: str
    number: int
    marker: str
    title: str
    text: str | None
    page: int | None
    claim: str
    verified: str
    satisfaction: str
    responses: Answers
    points: tuple[TracedPoint, ...] = ()
    claimed: Voice = Voice()
    found: Voice = Voice()
    repeat_of: int | None = None
    repeats: Ref | None = None

    @property
    def answered(self) -> bool:
        """Whether the government answered it, or at least one of its points."""
        return bool(self.responses.handling) or any(point.answered for point in self.points)


@dataclass(frozen=True, slots=True)
class TracedFollowUp:
    """A report on the opinion. ``unassigned`` are those of its sections of which nobody has
    settled yet what they answer."""

    id: int
    kind: str
    document: TracedDocument | None
    author: Ref | None
    letter_number: str
    replied_on: dt.date | None
    replied_on_precision: str
    replied_on_text: str
    evaluation: TracedSection | None
    recommendations: TracedSection | None
    unassigned: tuple[TracedResponse, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """An opinion (with its ``state``), its report and agenda item, its aspects (``points``
    are those under no aspect), and the reports on it."""

    opinion: Opinion
    report: TracedDocument | None
    agenda_item: TracedAgendaItem | None
    aspects: tuple[TracedPoint, ...]
    points: tuple[TracedPoint, ...]
    follow_ups: tuple[TracedFollowUp, ...]
    unanswered: tuple[int, ...] = ()
    votes: tuple[TracedVote, ...] = ()
