"""The measures of a policy, out of the stretches of its text.

In: stretches (the notice, the plan, annexes). Out: ``MeasuresRead``: the record's measures in
reading order, the lines that they take, and the paragraphs that they were made of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..record import Measure, Source
from ..stages import Line, tidy
from .paragraphs import Paragraph, paragraphs_of
from .parts import Stretch
from .responsible import units_of
from .tree import Node, settle, tree_of

_STEM = re.compile(r"[、.．\s]+\Z")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_LONGEST_HEADING = 500
_LONGEST_KEY = 400


@dataclass
class MeasuresRead:
    """What was read. ``paragraphs`` are those of each stretch, in order."""

    measures: list[Measure] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    paragraphs: list[list[Paragraph]] = field(default_factory=list)


def read_measures(stretches: Sequence[Stretch], enclosed: Stretch | None) -> MeasuresRead:
    """The measures of all ``stretches``; an annex with text is a chapter of its own."""
    read = MeasuresRead()
    used: Counter[str] = Counter()
    for at, stretch in enumerate(stretches):
        paragraphs = paragraphs_of(stretch.lines)
        read.paragraphs.append(paragraphs)
        tops = tree_of(paragraphs)
        for top in tops:
            if top.marker is None:
                settle(top)
        if at and stretch is not enclosed and tops:
            tops = [_annex(stretch, tops)]
        for top in tops:
            _write(top, None, read, used)
    return read


def _annex(stretch: Stretch, tops: list[Node]) -> Node:
    label = "".join(line.text for line in stretch.label_lines).rstrip("：: ")
    lines = [*stretch.label_lines, *stretch.title_lines] or tops[0].lines[:1]
    annex = Node(None, stretch.title, 1, "chapter", lines=list(lines), label=label, children=tops)
    for node in annex.walk():
        if node is not annex:
            node.level += 1
    return annex


def _write(node: Node, parent: str | None, read: MeasuresRead, used: Counter[str]) -> None:
    """Adds the node and all below it to what was read."""
    stem = _STEM.sub("", node.marker.text if node.marker else node.label or "0")
    stem = stem.translate(_HALF_WIDTH)
    path = f"{parent}/{stem}" if parent else stem
    path = path[-_LONGEST_KEY:]
    used[path] += 1
    key = path if used[path] == 1 else f"{path}#{used[path]}"
    read.lines |= {line.number for line in node.lines}
    printed = "\n".join(node.units)
    read.measures.append(
        Measure(
            key=key,
            parent=parent,
            order=len(read.measures),
            level=node.level,
            kind=node.kind,
            marker=node.marker.text if node.marker else node.label,
            heading=tidy(node.heading)[:_LONGEST_HEADING],
            text="\n".join(node.texts),
            units_text=printed,
            units=units_of(printed) if printed else (),
            source=_source(node),
        )
    )
    for child in node.children:
        _write(child, key, read, used)


def _source(node: Node) -> Source | None:
    lines: list[Line] = node.lines or [line for one in node.walk() for line in one.lines]
    if not lines:
        return None
    return Source(page=lines[0].page, line_start=lines[0].number, line_end=node.last_line())
