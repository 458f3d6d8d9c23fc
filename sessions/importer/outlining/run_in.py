"""Parting a marked paragraph into its heading and the text that runs on after it.

Reads the marked paragraphs of one document; tells for each what is heading. Whether items
of a kind have run-in headings (1. 严格程序。按照…) is a habit of the whole document: where most
items begin with a long sentence, the few short ones are no headings either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ..forms import STOP, squeeze
from ..record import DocumentKind
from .markers import Marker, MarkerType

_LONGEST = 36
_LONGEST_ALONE = 30
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」")
_LONGEST_STATEMENT = 16
_LONGEST_COLON = 20


class Headings:
    """The habits of one document's headings."""

    def __init__(self, items: Sequence[tuple[Marker, str]], kind: DocumentKind) -> None:
        self._kind = kind
        lengths: dict[MarkerType, list[int]] = defaultdict(list)
        for marker, text in items:
            stop = STOP.search(text, marker.length)
            if stop and text[stop.end() :].strip():
                lengths[marker.type].append(_length(text[marker.length : stop.start()]))
        self._limit = {kind: _limit(values) for kind, values in lengths.items()}

    def part(self, marker: Marker, paragraph: str, *, alone: bool, listed: bool) -> tuple[str, str]:
        """(heading, text) of a marked paragraph; the marker itself is in neither.

        ``alone``: neither text nor headings of a lower level follow the paragraph.
        ``listed``: the item before it is one of a list (…；).
        """
        rest = paragraph[marker.length :].strip()
        if marker.type < MarkerType.ARTICLE:
            return squeeze(rest), ""  # 总　　则 is spaced out for its looks
        if self._kind is DocumentKind.AGENDA:
            return rest.rstrip("。；;"), ""
        if marker.type is MarkerType.ARTICLE:
            return "", rest
        stop = STOP.search(rest)
        if stop is None:
            return _unstopped(rest)
        if self._kind is DocumentKind.MINUTES:
            return "", rest  # an item of the minutes is a report, not a heading
        first, text = rest[: stop.start()], rest[stop.end() :].strip()
        if not text:
            longest = _LONGEST_ALONE
            if alone:
                longest = _LONGEST_STATEMENT
            if listed:
                longest = 0
            return (first, "") if len(first) <= longest else ("", rest)
        if "；" in first or _length(first) > self._limit.get(marker.type, _LONGEST_ALONE):
            return "", rest
        return first, text


def _length(heading: str) -> int:
    """The length of a heading; what it quotes counts for little."""
    return len(_QUOTED.sub("“”", heading))


def _limit(lengths: Sequence[int]) -> int:
    """How long a run-in heading may be among items whose first sentences are so long."""
    short = sum(1 for length in lengths if length <= _LONGEST)
    if short * 2 < len(lengths):
        return 0
    return _LONGEST if len(lengths) >= 3 else _LONGEST_ALONE


def _unstopped(rest: str) -> tuple[str, str]:
    """A paragraph without a full stop: a heading, unless it is an item of a list."""
    if rest.endswith(("：", ":")) and len(rest) <= _LONGEST_COLON:
        return rest[:-1], ""
    if rest.endswith(("；", ";", "，", "：", ":", "、")):
        return "", rest
    return rest, ""
