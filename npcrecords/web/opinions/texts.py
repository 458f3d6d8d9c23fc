"""The words of the sections that answer an opinion, for reading beside its points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sessions.models import Section
from sessions.trace import Trace, TracedPoint, TracedResponse

from ..points import answered_by, both, label

LONG = 240  # characters; a longer text is folded
LEAD = 72  # characters of a folded text that are seen


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading and paragraphs; ``depth`` below the one that answers."""

    heading: str
    paragraphs: tuple[str, ...]
    page: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a report answers a point, with the words. ``also`` are the other points that the
    same section answers; ``told_at`` is the answer that already shows the words."""

    response: TracedResponse
    parts: tuple[Part, ...] = ()
    also: tuple[str, ...] = ()
    told_at: int | None = None

    @property
    def as_list(self) -> list[TracedResponse]:
        """For what shows several."""
        return [self.response]

    @property
    def length(self) -> int:
        return sum(len(part.heading) + len("".join(part.paragraphs)) for part in self.parts)

    @property
    def is_long(self) -> bool:
        return self.length > LONG

    @property
    def lead(self) -> str:
        """How a folded text begins."""
        words = "".join(part.heading + "".join(part.paragraphs) for part in self.parts)
        return f"{words[:LEAD]}…"


@dataclass(frozen=True, slots=True)
class Beside:
    """A point with what stands beside it."""

    point: TracedPoint
    handling: tuple[Answer, ...]
    tracking: tuple[Answer, ...]


@dataclass(slots=True)
class _Sections:
    """Sections by id, and those right below each, in order."""

    of: dict[int, Section] = field(default_factory=dict)
    below: dict[int, list[Section]] = field(default_factory=dict)

    def parts(self, pk: int, depth: int = 0) -> Iterator[Part]:
        """The words of a section and of all below it. Of the first the heading is shown by
        whoever shows the answer."""
        row = self.of[pk]
        heading = f"{row.marker}{row.heading}" if depth else ""
        lines = tuple(line for line in (row.text or "").split("\n") if line.strip())
        if heading or lines:
            yield Part(heading, lines, row.page, depth)
        for child in self.below.get(pk, ()):
            yield from self.parts(child.pk, depth + 1)


def side_by_side(traced: Trace) -> list[Beside]:
    """The points of the opinion in reading order, with the words of both parties. One query,
    however many sections there are; none where nothing is answered."""
    points = list(_in_order([*traced.aspects, *traced.points]))
    answers = [one for point in points for one in both(point)]
    sections = _sections({one.section for one in answers if one.section is not None})
    points_of = answered_by(points)
    told: dict[int, int] = {}

    def answer(response: TracedResponse, point: TracedPoint) -> Answer:
        section = response.section
        if section is None or section not in sections.of:
            return Answer(response)
        also = tuple(label(one) for one in points_of[section] if one.id != point.id)
        if (first := told.setdefault(section, response.id)) != response.id:
            return Answer(response, also=also, told_at=first)
        return Answer(response, tuple(sections.parts(section)), also)

    return [
        Beside(
            point,
            tuple(answer(one, point) for one in point.responses.handling),
            tuple(answer(one, point) for one in point.responses.tracking),
        )
        for point in points
    ]


def _in_order(points: list[TracedPoint]) -> Iterator[TracedPoint]:
    for point in points:
        yield point
        yield from _in_order(list(point.points))


def _sections(wanted: set[int]) -> _Sections:
    """All sections of the documents that hold these. The trace has named none of a draft."""
    found = _Sections()
    if not wanted:
        return found
    documents = Section.objects.order_by().filter(pk__in=wanted).values("document")
    for row in Section.objects.filter(document__in=documents).order_by("document", "order", "id"):
        found.of[row.pk] = row
        if row.parent_id is not None:
            found.below.setdefault(row.parent_id, []).append(row)
    return found
