"""Comparing records of one bulletin that were read from different kinds of files.

Where a fact stands (line, page) hangs on how the file is set, and so do the furniture of the
pages, the findings about them, and the file itself; everything else must be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sessions.importer.record import Record

_PLACES = {"line_start", "line_end", "line", "page", "page_start", "page_end", "pages"}
_SHAPE = {"furniture", "file", "findings"}


def differences(
    read: Record, wanted: Record, *, besides: frozenset[str] = frozenset()
) -> list[str]:
    """What differs, as path: read ≠ wanted. ``besides``: names left out as well."""
    left_out = _PLACES | _SHAPE | besides
    return [*_differ(_bare(read, left_out), _bare(wanted, left_out), "")]


def _bare(record: Record, left_out: set[str] | frozenset[str]) -> Any:
    def strip(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: strip(value) for key, value in part.items() if key not in left_out}
        return [strip(item) for item in part] if isinstance(part, list) else part

    return strip(record.model_dump(mode="json"))


def _differ(read: Any, wanted: Any, path: str) -> Iterator[str]:
    if isinstance(read, dict) and isinstance(wanted, dict):
        for key in sorted(read.keys() | wanted.keys()):
            yield from _differ(read.get(key), wanted.get(key), f"{path}/{key}")
    elif isinstance(read, list) and isinstance(wanted, list) and len(read) == len(wanted):
        for at, (one, other) in enumerate(zip(read, wanted, strict=True)):
            yield from _differ(one, other, f"{path}[{at}]")
    elif read != wanted:
        yield f"{path}: {str(read)[:200]} ≠ {str(wanted)[:200]}"
