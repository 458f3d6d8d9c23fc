"""The lines of the source beside the facts that were taken from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from ..importer.reading.files import FileText
from ..importer.reading.read import read_file_text
from ..importer.stages import ReadingError
from ..models import ImportJob

AROUND = 2  # lines shown before and after a place
MOST = 25  # lines of one place; the rest is on the page of the source
_HOUR = 3600


@dataclass(frozen=True)
class SourceLine:
    """A non-blank line of the source, with its number and printed page. ``told``: the fact was
    taken from it, and it is not only shown around it."""

    number: int
    text: str
    page: int | None
    told: bool = True


class SourceLines:
    """All lines of an import's source."""

    def __init__(self, job: ImportJob) -> None:
        key = f"source-lines-{job.pk}-{job.sha256}-{len(job.text)}"
        found: list[tuple[str, int | None]] | None = cache.get(key)
        if found is None:
            found = _read_lines(job)
            cache.set(key, found, _HOUR)
        self._lines = found

    def __len__(self) -> int:
        return len(self._lines)

    def between(self, first: int, last: int) -> list[SourceLine]:
        """The lines from ``first`` to ``last``, both included, as far as there are such."""
        start, end = max(0, first), min(len(self._lines), last + 1)
        return [SourceLine(n, *self._lines[n]) for n in range(start, end)]

    def holding(self, word: str, most: int) -> list[SourceLine]:
        """The first lines that hold a word."""
        found = [n for n, (text, _page) in enumerate(self._lines) if word in text][:most]
        return [SourceLine(n, *self._lines[n]) for n in found]

    def around(self, first: int, last: int, most: int = MOST) -> list[SourceLine]:
        """The lines that a fact was taken from, with a few before and after; of a long place
        the first ``most``."""
        end = min(last, first + most - 1)
        shown = self.between(first - AROUND, end + (AROUND if end == last else 0))
        return [
            SourceLine(line.number, line.text, line.page, first <= line.number <= last)
            for line in shown
        ]


def _read_lines(job: ImportJob) -> list[tuple[str, int | None]]:
    if not job.text:
        return []
    try:
        source = read_file_text(FileText(job.text, ""), job.file_name, job.sha256)
    except ReadingError:  # a text kept by an older version that would be refused now
        return [(line.strip(), None) for line in job.text.splitlines() if line.strip()]
    return [(line.text, line.page) for line in source.lines]


def source_of(item: dict[str, Any]) -> tuple[int, int] | None:
    """The first and the last line that an item was taken from; None for one typed in."""
    place = item.get("source") or item.get("minutes_source") or item
    first, last = place.get("line_start"), place.get("line_end")
    return None if first is None or last is None else (first, last)
