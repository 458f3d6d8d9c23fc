"""Third stage: a document's text becomes a tree of sections.

Reads a DocumentText; gives its sections with their texts rejoined into paragraphs, and its
footnotes. The order of levels follows the document itself; markers count only where they
run on in sequence. Text without a marker before the first heading, after the last, and
between two runs of headings is a section of level 0 of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..record import DocumentKind, Footnote, Section
from ..stages import DocumentText, Line, join
from .levels import in_sequence, is_above, nestings, own_contents
from .markers import Marker, read_marker
from .notes import outline_notes
from .paragraphs import Paragraph, items, paragraphs
from .run_in import Headings
from .sections import Node, free_unmarked_text, number_sections
from .timetable import timetable


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
    """The marker of each paragraph, None where it has none or where it is out of sequence."""
    accepted = in_sequence([read_marker(text) for text, _ in blocks])
    for at in range(own_contents([text for text, _ in blocks], accepted)):
        accepted[at] = None
    return accepted


def _build(
    blocks: Sequence[tuple[str, Paragraph]],
    markers: Sequence[Marker | None],
    headings: Headings,
) -> Node:
    """The tree of sections; paragraphs without a marker go to the section above them."""
    root = Node(None)
    order = nestings([marker for marker in markers if marker])
    stack: list[Node] = []
    following = [*markers[1:], None]
    for at, ((text, block), marker) in enumerate(zip(blocks, markers, strict=True)):
        if marker is None:
            if not stack and not root.children:
                root.children.append(Node(None))
            (stack[-1] if stack else root.children[-1]).add(text, block)
            continue
        while stack and stack[-1].marker and not is_above(stack[-1].marker, marker, order):
            stack.pop()
        parent = stack[-1] if stack else root
        node = Node(marker, level=parent.level + 1, lines=list(block))
        below = following[at]
        alone = at + 1 == len(blocks) or bool(below and not is_above(marker, below, order))
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
