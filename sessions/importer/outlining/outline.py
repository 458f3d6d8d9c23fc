"""Third stage: a document's text becomes a tree of sections.

Reads a DocumentText; gives its sections with their texts rejoined into paragraphs, and its
footnotes. The order of levels follows the document itself; markers count only where they
run on in sequence. Text without a marker before the first heading, after the last, and
between two runs of headings is a section of level 0 of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..forms import squeeze
from ..record import DocumentKind, Footnote, Section
from ..stages import DocumentText, Line, join
from .markers import Marker, MarkerType, read_marker
from .notes import outline_notes
from .paragraphs import Paragraph, items, paragraphs
from .run_in import Headings
from .sections import Node, free_unmarked_text, number_sections
from .timetable import timetable

_GAP = 3  # so many numbers on, a number still runs on: one or two were misprinted


@dataclass(frozen=True)
class Outline:
    """The sections of a document in reading order, and its footnotes."""

    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]


def outline(document: DocumentText, width: float | None = None) -> Outline:
    """The outline of ``document``. ``width`` is the column's, where the caller knows it."""
    if document.kind is DocumentKind.AGENDA and (rows := timetable(document.body)):
        root = _build_timetable(document.body, rows)
        sections = number_sections(document.key, root)
        return Outline(sections, outline_notes(document, sections))
    if document.kind is DocumentKind.AGENDA:
        blocks = [(join(block).text, block) for block in items(document.body)]
    else:
        blocks = [(join(block).text, block) for block in paragraphs(document.body, width)]
    markers = _accepted(blocks)
    headings = Headings(
        [(m, text) for m, (text, _) in zip(markers, blocks, strict=True) if m], document.kind
    )
    root = _build(blocks, markers, headings)
    free_unmarked_text(root)
    sections = number_sections(document.key, root)
    return Outline(sections, outline_notes(document, sections))


def _accepted(blocks: Sequence[tuple[str, Paragraph]]) -> list[Marker | None]:
    """The marker of each paragraph, None where it has none or where it is out of sequence.

    Chinese numbers are misprinted and missed among headings; they all count. Digits at the
    beginning of a paragraph are more likely a figure when they do not run on.
    """
    markers = [read_marker(text) for text, _ in blocks]
    last: dict[MarkerType, int] = {}
    accepted: list[Marker | None] = []
    for at, marker in enumerate(markers):
        if marker is None or not _fits(marker, last.get(marker.type), markers[at + 1 :]):
            accepted.append(None)
            continue
        last[marker.type] = marker.number
        accepted.append(marker)
    for at in range(_own_contents(blocks, accepted)):
        accepted[at] = None
    return accepted


def _fits(marker: Marker, last: int | None, following: Sequence[Marker | None]) -> bool:
    """Whether a marker runs on from the ``last`` one of its type. In a text that begins in the
    middle the first number need not be 1, if the next one follows it."""
    if marker.type < MarkerType.ARABIC or marker.number == 1:
        return True
    if last is not None:
        return last <= marker.number <= last + _GAP
    after = next((one for one in following if one and one.type is marker.type), None)
    return after is not None and after.number == marker.number + 1


def _own_contents(blocks: Sequence[tuple[str, Paragraph]], markers: Sequence[Marker | None]) -> int:
    """How many paragraphs at the beginning are the document's own table of contents (目录,
    第一章 总则, 第二章 …), whose headings all come again."""
    if not blocks or squeeze(blocks[0][0]) not in ("目录", "目次"):
        return 0
    end = 1
    while end < len(blocks) and (marker := markers[end]) and marker.type < MarkerType.ARTICLE:
        if end > 1 and squeeze(blocks[end][0]) == squeeze(blocks[1][0]):
            return end
        end += 1
    return 0


def _build(
    blocks: Sequence[tuple[str, Paragraph]],
    markers: Sequence[Marker | None],
    headings: Headings,
) -> Node:
    """The tree of sections; paragraphs without a marker go to the section above them."""
    root = Node(None)
    order = _nestings([marker for marker in markers if marker])
    stack: list[Node] = []
    following = [*markers[1:], None]
    for at, ((text, block), marker) in enumerate(zip(blocks, markers, strict=True)):
        if marker is None:
            if not stack and not root.children:
                root.children.append(Node(None))
            (stack[-1] if stack else root.children[-1]).add(text, block)
            continue
        while stack and stack[-1].marker and not _is_above(stack[-1].marker, marker, order):
            stack.pop()
        parent = stack[-1] if stack else root
        node = Node(marker, level=parent.level + 1, lines=list(block))
        below = following[at]
        alone = at + 1 == len(blocks) or bool(below and not _is_above(marker, below, order))
        before = blocks[at - 1][0] if at and markers[at - 1] else ""
        listed = before.endswith(("；", ";"))
        node.heading, rest = headings.part(marker, text, alone=alone, listed=listed)
        if rest:
            node.own.append((rest, block))
        parent.children.append(node)
        stack.append(node)
    return root


def _build_timetable(lines: Sequence[Line], rows: Sequence[tuple[str, str, Paragraph]]) -> Node:
    """One section for each row; its text is the time that is printed beside the item."""
    root = Node(None)
    above = [line for line in lines if line.number < rows[0][2][0].number]
    if above:
        root.children.append(Node(None))
        root.children[0].add(join(above).text, tuple(above))
    for time, text, block in rows:
        marker = read_marker(text)
        node = Node(marker, level=1, lines=list(block))
        node.heading = text[marker.length if marker else 0 :].rstrip("。；;")
        node.own.append((time, block[:1]))
        root.children.append(node)
    return root


def _nestings(markers: Sequence[Marker]) -> Counter[tuple[MarkerType, MarkerType]]:
    """How often a run of one type starts between two items of another that follow each
    other, as (outer, inner): 1. starts between （一） and （二）, so it stands inside."""
    following: list[dict[MarkerType, int]] = []
    after: dict[MarkerType, int] = {}
    for marker in reversed(markers):
        following.append(dict(after))
        after[marker.type] = marker.number
    following.reverse()
    nestings: Counter[tuple[MarkerType, MarkerType]] = Counter()
    before: dict[MarkerType, int] = {}
    for marker, rest in zip(markers, following, strict=True):
        if marker.number == 1:
            for outer, number in before.items():
                if outer is not marker.type and rest.get(outer) == number + 1:
                    nestings[outer, marker.type] += 1
        before[marker.type] = marker.number
    return nestings


def _is_above(
    upper: Marker, lower: Marker, nestings: Counter[tuple[MarkerType, MarkerType]]
) -> bool:
    """Whether ``upper`` is of a higher level: by the document's own habit, else by custom."""
    if upper.type is lower.type:
        return False
    if upper.type >= MarkerType.CHINESE and lower.type >= MarkerType.CHINESE:
        inside = nestings[upper.type, lower.type] - nestings[lower.type, upper.type]
        if inside:
            return inside > 0
    return upper.type < lower.type
