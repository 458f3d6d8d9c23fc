"""The footnotes of a document, each with the section that its anchor stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..forms import squeeze
from ..record import Footnote, Section
from ..stages import DocumentText, Line, join

_MARKER = re.compile(
    r"(?:注\s*[0-9]*\s*[：:]|[0-9]{1,2}[ 　]+|[①-⑳]|[\[［〔][0-9]{1,3}[\]］〕]\s*|[*＊]{1,3}\s*)"
)


def outline_notes(document: DocumentText, sections: Sequence[Section]) -> tuple[Footnote, ...]:
    """The document's footnotes, their lines joined, without their markers."""
    used: Counter[str] = Counter()
    anchors = dict(document.anchors)
    footnotes = []
    for marker, lines in document.notes:
        first = lines[0]
        path = f"{document.key}/注{squeeze(marker)}"
        used[path] += 1
        match = _MARKER.match(first.text)
        own = Line(first.number, first.text[match.end() :] if match else first.text)
        footnotes.append(
            Footnote(
                key=path if used[path] == 1 else f"{path}#{used[path]}",
                marker=marker,
                text=join([own, *lines[1:]]).text,
                section=_section_at(sections, anchors.get(first.number, first.number)),
                page=first.page,
                line_start=first.number,
                line_end=lines[-1].number,
            )
        )
    return tuple(footnotes)


def _section_at(sections: Sequence[Section], line: int) -> str | None:
    """The deepest section that holds ``line``, else the last one above it."""
    holding = [s for s in sections if s.line_start <= line <= s.line_end]
    above = [s for s in sections if s.line_start <= line]
    chosen = holding or above
    return chosen[-1].key if chosen else None
