"""The measures of a policy document as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sessions.choices import MeasureKind
from sessions.models import Measure, Policy
from sessions.policy_queries import with_units

from ..passages import Passage, passage
from .table import Named, unit_names


@dataclass(frozen=True, slots=True)
class Node:
    """A measure with its words and who is responsible: ``units``, or, where none was read, the
    printed words."""

    measure: Any
    passage: Passage
    units: Sequence[Named]

    @property
    def is_chapter(self) -> bool:
        return bool(self.measure.kind == MeasureKind.CHAPTER)


@dataclass(frozen=True, slots=True)
class Outline:
    """All measures in reading order. ``contents`` are the highest headings."""

    nodes: Sequence[Node]
    contents: Sequence[Any]
    has_text: bool

    @property
    def measures_count(self) -> int:
        return sum(one.measure.kind == MeasureKind.MEASURE for one in self.nodes)


def outline_of(policy: Policy) -> Outline:
    """Two queries."""
    rows = list(with_units(Measure.objects.filter(policy=policy)).order_by("order", "id"))
    nodes = [Node(row, passage(row.text), unit_names(row.unit_set.all())) for row in rows]
    top = min((row.level for row in rows if row.heading), default=0)
    contents = [row for row in rows if row.level == top and row.heading]
    return Outline(nodes, contents, any(row.text for row in rows))
