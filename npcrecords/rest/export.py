"""Whole lists as CSV and JSON Lines: all rows, streamed, a few hundred in memory at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.http import StreamingHttpResponse
from rest_framework import serializers
from rest_framework.request import Request

JOIN = "；"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
}


def exported(
    request: Request, name: str, rows: Iterable[Any], serializer: Any, *, deleted: bool = False
) -> StreamingHttpResponse:
    """All ``rows`` in the format that the request asks for, as a file called ``name``.

    ``serializer`` says what a row looks like; ``deleted``: rows may be deleted ones.
    """
    format_ = request.accepted_renderer.format
    items = (serializer.to_representation(row) for row in rows)
    if format_ == "csv":
        lines = csv_lines(items, columns_of(serializer, deleted=deleted))
        if request.query_params.get("bom") in {"1", "true", "yes"}:
            lines = _after_bom(lines)
    else:
        lines = (orjson.dumps(item, default=str) + b"\n" for item in items)
    response = StreamingHttpResponse(lines, content_type=CONTENT_TYPES[format_])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format_}"'
    return response


def _after_bom(lines: Iterator[bytes]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    yield from lines


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> bytes:
        return text.encode("utf-8", "replace")


def csv_lines(items: Iterable[dict[str, Any]], columns: list[tuple[str, ...]]) -> Iterator[bytes]:
    """A header, and a line for each item; nested values stand in columns of their own."""
    writer = csv.writer(_Echo())
    yield writer.writerow(["_".join(path) for path in columns])
    for item in items:
        yield writer.writerow([cell(_at(item, path)) for path in columns])


def columns_of(serializer: Any, *, deleted: bool = False) -> list[tuple[str, ...]]:
    """The paths of all columns: ``("person", "id")`` is the column ``person_id``."""
    columns: list[tuple[str, ...]] = []
    for name, field in serializer.fields.items():
        if field.write_only:
            continue
        inner = getattr(field, "child", field)
        shape = getattr(inner, "shape", None)
        if shape is not None:
            inner = shape()
        if isinstance(inner, serializers.Serializer):
            columns += [(name, *path) for path in columns_of(inner)]
        else:
            columns.append((name,))
    return [*columns, ("deleted",)] if deleted else columns


def _at(item: Any, path: tuple[str, ...]) -> Any:
    if not path or item is None:
        return item
    if isinstance(item, list):
        return [_at(one, path) for one in item]
    return _at(item.get(path[0]), path[1:])


def cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = JOIN.join(_plain(one) for one in value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
