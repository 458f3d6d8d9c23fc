"""Mending a record under review: each verb changes one item, checks the whole, and is told to
the history. What the machine read stays as it was.

All raise ``ClaimedError`` when another person is reviewing, and ``MendError``, a sentence, when
the record would not hold together; then nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from npcrecords.core import history
from npcrecords.core.models import ActionKind

from ..importer import record as rec
from ..importer.field_problems import field_problem
from ..models import ImportJob
from .choosing import ChoiceError, Chosen, key_of
from .claims import claim
from .drafts import (
    Data,
    Item,
    Place,
    data_of,
    differing,
    digest,
    drop_empty_parts,
    find,
    holder_of,
    items,
    put_value,
    record_of,
    title_of,
    was_read,
)
from .kinds import AnyRecord, Kind, format_of, kinds_within

# By what name items of a kind are named in others.
_NAMED_BY = {
    "documents": ("document", "cited_document", "report"),
    "agenda": ("agenda_item",),
    "sections": ("section", "parent", "evaluation", "recommendations"),
    "opinions": ("opinion",),
    "points": ("point", "parent"),
    "organizations": (
        "organization", "issuer", "body", "congress", "addressee_organization", "parent",
    ),
    "people": ("person",),
    "measures": ("parent",),
    "registers": ("table",),
}  # fmt: skip


class MendError(ValueError):
    """A change that the record does not take; the message is a sentence."""


class IncompleteError(MendError):
    """A field that is not as the record file has it; ``path`` leads to it."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


class ChangedMeanwhileError(MendError):
    """The item is not any more as it was shown."""


def mend(
    *, job: ImportJob, place: Place, values: Mapping[str, Any], by: Any, seen: str = ""
) -> None:
    """Give the fields of an item these values, by path. ``seen`` is the digest of the item as
    it was shown: raises ChangedMeanwhileError when it is another now."""

    def change(data: Data) -> None:
        item = _found(data, place)
        if seen and digest(item) != seen:
            raise ChangedMeanwhileError(
                _("“%(item)s”刚刚在别处改过：请看过现在的内容，再改一次。")
                % {"item": title_of(place.what, item)}
            )
        _fill(data, item, values)

    _change(job, place, change, by)


def add(*, job: ImportJob, place: Place, values: Mapping[str, Any], by: Any) -> Place:
    """Add an item of the kind that ``place`` names, in the item that it names, with these
    values; its place."""
    made = place

    def change(data: Data) -> None:
        nonlocal made
        kind = place.what
        holder = holder_of(data, place)
        if holder is None:
            raise MendError(_("放这一项的地方已经没有了：请回到列表重新选择。"))
        item = _blank(kind)
        if kind.single:
            holder[kind.path] = item
        else:
            made = Place(kind.name, _free_key(data, place), place.within)
            item["key"] = made.key
            holder[kind.path].append(item)
        _fill(data, item, values)
        _number(item, kind, holder)

    _change(job, place, change, by)
    return made


def strike(*, job: ImportJob, place: Place, by: Any) -> None:
    """Take an item out of the record. What names it names nothing any more."""

    def change(data: Data) -> None:
        item = _found(data, place)
        holder = holder_of(data, place)
        if place.what.single:
            holder[place.what.path] = None
            return
        holder[place.what.path].remove(item)
        for kind, inner in ((place.kind, item), *_inside(place.what, item)):
            _forget(data, inner["key"], _NAMED_BY.get(kind, ()))

    try:
        _change(job, place, change, by)
    except IncompleteError as error:
        raise MendError(
            _("别的记录离不开这一项（%(place)s）：请先改掉或删去那一项。") % {"place": error.path}
        ) from None


def restore(*, job: ImportJob, place: Place, by: Any) -> None:
    """Make an item again what the machine read; one that it did not read goes."""

    def change(data: Data) -> None:
        read = was_read(job)
        original = find(read, place)
        holder = holder_of(data, place)
        if holder is None:
            raise MendError(_("放这一项的地方已经没有了：请先恢复它。"))
        if place.what.single:
            holder[place.what.path] = original
            return
        held = holder[place.what.path]
        now = find(data, place)
        if original is None:
            held.remove(now)
        elif now is not None:
            held[held.index(now)] = original
        else:
            order = [item["key"] for item in items(read, place.what, place.within)]
            before = set(order[: order.index(place.key)])
            at = max((i + 1 for i, item in enumerate(held) if item["key"] in before), default=0)
            held.insert(at, original)

    _change(job, place, change, by)


@transaction.atomic
def _change(job: ImportJob, place: Place, change: Callable[[Data], None], by: Any) -> None:
    """Change the data of the record, check it, keep it, and tell the history."""
    claim(job=job, by=by)
    held = ImportJob.objects.select_for_update().get(pk=job.pk)
    data = data_of(record_of(held))
    before = data_of(record_of(held))
    change(data)
    record = checked(data)
    after = data_of(record)
    values = _told(place, before, after)
    if not values:
        return
    summary = f"{held.file_name}：{place.what.label}"
    with history.acting(ActionKind.REVIEW, by=by, summary=summary):
        history.record([history.updated(ImportJob, held.pk, values, {})])
    held.reviewed = record.model_dump(mode="json", exclude_defaults=True)
    held.modified = timezone.now()
    held.save(update_fields=["reviewed"])
    held.reviewers.add(by)
    job.reviewed = held.reviewed


def checked(data: Data) -> AnyRecord:
    """The data as a record. Raises MendError."""
    try:
        record = format_of(data).record.model_validate(data)
    except ValidationError as error:
        path, problem = field_problem(error)
        message = _("“%(place)s”%(problem)s：请改正后再保存。")
        name = path.rpartition(".")[2]
        raise IncompleteError(message % {"place": name, "problem": problem}, path) from None
    if problem := rec.broken_reference(record):
        raise MendError(problem)
    return record


def _told(place: Place, before: Data, after: Data) -> dict[str, list[Any]]:
    """What changed in the item, for the history, by the path from the record."""
    old, new = find(before, place), find(after, place)
    if old is None or new is None:
        return {} if old == new and before == after else {str(place): [old, new]}
    return {f"{place}/{path}": list(pair) for path, pair in differing(place.what, old, new).items()}


def _found(data: Data, place: Place) -> Item:
    item = find(data, place)
    if item is None:
        raise MendError(_("这一项已经不在记录里了：请回到列表重新选择。"))
    return item


def _fill(data: Data, item: Item, values: Mapping[str, Any]) -> None:
    for path, value in values.items():
        rows = isinstance(value, list)
        put_value(
            item, path, [_named(data, row) for row in value] if rows else _key_of(data, value)
        )
    drop_empty_parts(item)
    source = item.get("source")
    if source and source.get("line_end") is None:
        source["line_end"] = source.get("line_start")


def _named(data: Data, row: Any) -> Any:
    """A row of a list with the persons and organisations chosen for it named by their keys."""
    if not isinstance(row, dict):
        return row
    return {name: _key_of(data, value) for name, value in row.items()}


def _key_of(data: Data, value: Any) -> Any:
    if not isinstance(value, Chosen):
        return value
    try:
        return key_of(data, value)
    except ChoiceError as error:
        raise MendError(str(error)) from None


def _blank(kind: Kind) -> Item:
    """An item with nothing filled in but what a new one of its kind has."""
    blank: Item = {}
    for name, field in kind.model.model_fields.items():
        blank[name] = None if field.is_required() else field.get_default(call_default_factory=True)
        if isinstance(blank[name], tuple):
            blank[name] = []
        elif isinstance(blank[name], rec.Part):
            blank[name] = blank[name].model_dump(mode="json")
    return blank | {name: _copy(value) for name, value in kind.new.items()}


def _copy(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value


def _free_key(data: Data, place: Place) -> str:
    """A key for an item that a person adds: no other item of its kind bears it."""
    prefix = f"{place.within}/" if place.within else ""
    held = {item["key"] for item in items(data, place.what, place.within)}
    number = 1
    while f"{prefix}手工{number}" in held:
        number += 1
    return f"{prefix}手工{number}"


def _number(item: Item, kind: Kind, holder: Item) -> None:
    """The next number in the order of its kind, where none was typed."""
    if kind.counted is None:
        return
    name, first = kind.counted
    if item[name] is not None:
        return
    together = kind.counted_in
    others = [
        other[name]
        for other in holder[kind.path]
        if other is not item and (not together or other[together] == item[together])
    ]
    item[name] = 1 + max(others, default=first - 1)


def _inside(kind: Kind, item: Item) -> Iterator[tuple[str, Item]]:
    """The items that an item holds, each with its kind."""
    for inner in kinds_within(kind):
        for one in item[inner.path]:
            yield inner.name, one


def _forget(part: Any, key: Any, names: tuple[str, ...]) -> None:
    """Empty every link of these names to ``key`` in ``part`` and below; a row of a list that is
    nothing without its link goes, and so does what a document that is gone tells of an act."""
    if isinstance(part, list):
        part[:] = [row for row in part if not _is_bare_link(row, key, names)]
        for row in part:
            _forget(row, key, names)
    elif isinstance(part, dict):
        if "document" in names and part.get("told"):
            part["told"] = [one for one in part["told"] if one["source"]["document"] != key]
        for name, value in part.items():
            if name in names and value == key:
                part[name] = None
            else:
                _forget(value, key, names)


def _is_bare_link(row: Any, key: Any, names: tuple[str, ...]) -> bool:
    """A relation: a kind and the document that it leads to."""
    return (
        isinstance(row, dict)
        and set(row) == {"kind", "document"}
        and "document" in names
        and row["document"] == key
    )
