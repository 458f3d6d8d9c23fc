"""The words of the sections that answer an opinion, for reading beside its points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sessions.models import Section
from sessions.traced import Trace, TracedPoint, TracedResponse, TracedSection

from ..passages import NOTHING, Part, Passage
from ..points import answered_by, both, label


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a report answers a point, with the words. ``also`` are the other points that the
    same section answers; ``told_at`` is the answer that already shows the words."""

    response: TracedResponse
    passage: Passage = NOTHING
    also: tuple[str, ...] = ()
    told_at: int | None = None

    @property
    def as_list(self) -> list[TracedResponse]:
        """For what shows several."""
        return [self.response]


@dataclass(frozen=True, slots=True)
class Beside:
    """A point with what stands beside it."""

    point: TracedPoint
    handling: tuple[Answer, ...]
    tracking: tuple[Answer, ...]

    @property
    def is_tracked_below(self) -> bool:
        """Whether the committee speaks of one of its points."""
        return any(one.responses.tracking for one in _in_order(self.point.points))


@dataclass(frozen=True, slots=True)
class Ending:
    """The evaluation in a report, its recommendations, or both in one section."""

    section: TracedSection
    evaluates: bool
    recommends: bool
    passage: Passage


@dataclass(frozen=True, slots=True)
class Texts:
    """The points in reading order with what stands beside each; and of each report, by its id,
    how it ends."""

    beside: list[Beside]
    endings: dict[int, list[Ending]]


@dataclass(slots=True)
class _Sections:
    """Sections by id, and those right below each, in order."""

    of: dict[int, Section] = field(default_factory=dict)
    below: dict[int, list[Section]] = field(default_factory=dict)

    def passage(self, pk: int) -> Passage:
        return Passage(tuple(self._parts(pk, with_heading=False)) if pk in self.of else ())

    def _parts(self, pk: int, *, with_heading: bool) -> Iterator[Part]:
        row = self.of[pk]
        heading = f"{row.marker}{row.heading}" if with_heading else ""
        lines = tuple(line for line in (row.text or "").split("\n") if line.strip())
        if heading or lines:
            yield Part(heading, lines)
        for child in self.below.get(pk, ()):
            yield from self._parts(child.pk, with_heading=True)


def texts_of(traced: Trace) -> Texts:
    """The words that the page of an opinion shows. One query, however many sections there are;
    none where nothing is answered."""
    points = list(_in_order([*traced.aspects, *traced.points]))
    wanted = {one.section for point in points for one in both(point)} | {
        one.id
        for report in traced.follow_ups
        for one in (report.evaluation, report.recommendations)
        if one is not None
    }
    sections = _sections(wanted - {None})
    endings = {
        report.id: list(_endings(report.evaluation, report.recommendations, sections))
        for report in traced.follow_ups
    }
    return Texts(_beside(points, sections), endings)


def _beside(points: list[TracedPoint], sections: _Sections) -> list[Beside]:
    points_of = answered_by(points)
    told: dict[int, int] = {}

    def answer(response: TracedResponse, point: TracedPoint) -> Answer:
        section = response.section
        if section is None:
            return Answer(response)
        also = tuple(label(one) for one in points_of[section] if one.id != point.id)
        passage = sections.passage(section)
        if passage.parts and (first := told.setdefault(section, response.id)) != response.id:
            return Answer(response, also=also, told_at=first)
        return Answer(response, passage, also)

    return [
        Beside(
            point,
            tuple(answer(one, point) for one in point.responses.handling),
            tuple(answer(one, point) for one in point.responses.tracking),
        )
        for point in points
    ]


def _endings(
    evaluation: TracedSection | None, recommendations: TracedSection | None, sections: _Sections
) -> Iterator[Ending]:
    shared = evaluation and recommendations and evaluation.id == recommendations.id
    if evaluation is not None:
        passage = sections.passage(evaluation.id)
        yield Ending(evaluation, evaluates=True, recommends=bool(shared), passage=passage)
    if recommendations is not None and not shared:
        passage = sections.passage(recommendations.id)
        yield Ending(recommendations, evaluates=False, recommends=True, passage=passage)


def _in_order(points: Iterable[TracedPoint]) -> Iterator[TracedPoint]:
    for point in points:
        yield point
        yield from _in_order(point.points)


def _sections(wanted: Iterable[int | None]) -> _Sections:
    """All sections of the documents that hold these. The trace has named none of a draft."""
    found = _Sections()
    ids = [pk for pk in wanted if pk is not None]
    if not ids:
        return found
    documents = Section.objects.order_by().filter(pk__in=ids).values("document")
    for row in Section.objects.filter(document__in=documents).order_by("document", "order", "id"):
        found.of[row.pk] = row
        if row.parent_id is not None:
            found.below.setdefault(row.parent_id, []).append(row)
    return found
