"""The record of an import as it stands: what the machine read, with what people mended.

Items are plain dicts, shaped as in the record file with every field written out; a ``Place``
names one by the keys of the record file, which mending never changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..importer import record as rec
from ..models import ImportJob
from .kinds import ANCHORS, KINDS, AnyRecord, Field, Kind, Rows, format_of

Item = dict[str, Any]
Data = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where an item stands: its kind and key, and the key of the item that holds it."""

    kind: str
    key: str = ""
    within: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.kind, self.within, self.key) if part)

    @property
    def what(self) -> Kind:
        return KINDS[self.kind]

    @property
    def holder(self) -> Place:
        """The place of the item that holds it."""
        return Place(self.what.within, self.within)


def record_of(job: ImportJob) -> AnyRecord:
    """The record as it stands now."""
    kept = job.parsed if job.reviewed is None else job.reviewed
    return format_of(job.kind).record.model_validate(kept)


def data_of(record: AnyRecord) -> Data:
    """The record as plain data, every field written out."""
    data: Data = record.model_dump(mode="json")
    return data


def stands(job: ImportJob) -> Data:
    """What the record says now."""
    return data_of(record_of(job))


def was_read(job: ImportJob) -> Data:
    """What the machine read."""
    return data_of(format_of(job.kind).record.model_validate(job.parsed))


def head_of(data: Data) -> Item:
    """The item that the record is of: the bulletin, or the policy document."""
    head: Item = data[format_of(data).head.path]
    return head


def place_name(record: AnyRecord) -> str:
    """The place within which short names and persons are told apart."""
    return record.policy.place if isinstance(record, rec.PolicyRecord) else record.bulletin.place


def holder_of(data: Data, place: Place) -> Any:
    """The dict under which items of this kind stand: the record, or the item that holds them.
    None where there is none such."""
    return find(data, place.holder) if place.what.within else data


def items(data: Data, kind: Kind, within: str = "") -> list[Item]:
    """The items of a kind, in the order of the record."""
    holder = holder_of(data, Place(kind.name, within=within))
    found = holder.get(kind.path) if holder else None
    if kind.single:
        return [found] if found else []
    return list(found or ())


def find(data: Data, place: Place) -> Item | None:
    """The item at a place."""
    found = items(data, place.what, place.within)
    if place.what.single:
        return found[0] if found else None
    return next((item for item in found if item["key"] == place.key), None)


def places(data: Data) -> Iterator[tuple[Place, Item]]:
    """Every item of the record, those within others too."""
    for kind in format_of(data).kinds:
        if not kind.within:
            for item in items(data, kind):
                yield place_of(kind, item), item
            continue
        for holder in items(data, KINDS[kind.within]):
            for item in items(data, kind, holder["key"]):
                yield place_of(kind, item, holder["key"]), item


def place_of(kind: Kind, item: Item, within: str = "") -> Place:
    return Place(kind.name, "" if kind.single else item["key"], within)


def value_at(item: Item | None, path: str) -> Any:
    """The value of a field; None where the part that holds it is not there."""
    value: Any = item
    for name in path.split("."):
        if value is None:
            return None
        value = value.get(name)
    return value


def put_value(item: Item, path: str, value: Any) -> None:
    """Give a field a value; the part that holds it is made where it is not there."""
    group, _, name = path.rpartition(".")
    if group and item[group] is None:
        item[group] = {}
    (item[group] if group else item)[name] = value


def drop_empty_parts(item: Item) -> None:
    """Parts of an item in which nothing that makes them is filled in are not there."""
    for group, anchors in ANCHORS.items():
        part = item.get(group)
        if isinstance(part, dict) and all(part.get(name) in (None, "") for name in anchors):
            item[group] = None


def differing(kind: Kind, before: Item, now: Item) -> dict[str, tuple[Any, Any]]:
    """The fields of an item that two tellings of it give otherwise: (before, now) by path."""
    found: dict[str, tuple[Any, Any]] = {}
    for field in kind.fields:
        old, new = value_at(before, field.path), value_at(now, field.path)
        if not _same(old, new):
            found[field.path] = (old, new)
    return found


def _same(old: Any, new: Any) -> bool:
    return old == new or (old in (None, "", [], False) and new in (None, "", [], False))


def digest(item: Item | None) -> str:
    """What tells one state of an item from another."""
    text = json.dumps(item, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def title_of(kind: Kind, item: Item) -> str:
    """How an item is called in a list."""
    words = [shown(data_field(kind, path), value_at(item, path)) for path in kind.titled_by]
    title = " ".join(word for word in words if word)
    return title if len(title) <= 120 else f"{title[:119]}…"


def data_field(kind: Kind, path: str) -> Field:
    """The field at a path of a kind."""
    return next(field for field in kind.plain() if field.path == path)


def shown(field: Field, value: Any) -> str:
    """A value in words: codes by their labels."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if field.choices is not None:
        labels = {str(code): str(label) for code, label in field.choices}
        codes = value if isinstance(value, list) else [value]
        return "、".join(labels.get(str(code), str(code)) for code in codes)
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def _in_row(field: Field, value: Any) -> str:
    """A value in words, where no label stands beside it."""
    return f"（{field.label}）" if value is True else shown(field, value)


def shown_rows(rows: Rows, value: Any) -> str:
    """A list within an item in words."""
    told = []
    for row in value or ():
        words = [_in_row(field, row[field.path]) for field in rows.fields]
        told.append(" ".join(dict.fromkeys(word for word in words if word)))
    return ("\n" if rows.apart else "；").join(told)
