"""A file is read again, by a better reader or with a hint: what people mended in the first
reading is carried over to the second; what finds no place there is kept, to be looked at."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.utils.translation import gettext as _

from .drafts import (
    Data,
    Item,
    Place,
    differing,
    find,
    holder_of,
    places,
    put_value,
    title_of,
)
from .mending import MendError, checked

Unplaced = dict[str, Any]


def carried_over(read: Data, mended: Data, again: Data) -> tuple[Data, list[Unplaced]]:
    """The new reading with people's changes of the old one, and those that find no place in it.

    A change is taken over when its item is there again under its key, and the record still
    holds together with it.
    """
    data = deepcopy(again)
    unplaced: list[Unplaced] = []
    for place, item, change in _changes(read, mended):
        trial = deepcopy(data)
        if _apply(trial, place, item, change) and _holds(trial):
            data = trial
        else:
            unplaced.append(_told(place, item, change))
    return data, unplaced


def _changes(read: Data, mended: Data) -> list[tuple[Place, Item, dict[str, Any] | None]]:
    """What people did: items with the new values of their fields, by path; whole new items
    (an empty dict); struck ones (None). Persons and organisations first: others name them."""
    found: list[tuple[Place, Item, dict[str, Any] | None]] = []
    for place, item in places(mended):
        original = _find(read, place)
        if original is None:
            found.append((place, item, {}))
        elif place.kind in ("people", "organizations") and original != item:
            found.append((place, item, {path: item[path] for path in item if path != "key"}))
        elif changed := differing(place.what, original, item):
            found.append((place, item, {path: new for path, (_old, new) in changed.items()}))
    found += [(place, item, None) for place, item in places(read) if _find(mended, place) is None]
    return sorted(found, key=lambda one: one[0].kind not in ("people", "organizations"))


def _find(data: Data, place: Place) -> Item | None:
    return find(data, place) if holder_of(data, place) is not None else None


def _apply(data: Data, place: Place, item: Item, change: dict[str, Any] | None) -> bool:
    """Make one change in the data; whether there was a place for it."""
    holder = holder_of(data, place)
    if holder is None:
        return change is None
    target = find(data, place)
    if change is None:
        if target is not None and not place.what.single:
            holder[place.what.path].remove(target)
        return True
    if not change:
        if target is None:
            if place.what.single:
                holder[place.what.path] = item
            else:
                holder[place.what.path].append(item)
        return True
    if target is None:
        return False
    for path, value in change.items():
        put_value(target, path, deepcopy(value))
    return True


def _holds(data: Data) -> bool:
    try:
        checked(data)
    except MendError:
        return False
    return True


def _told(place: Place, item: Item, change: dict[str, Any] | None) -> Unplaced:
    what = _("删去") if change is None else _("补录") if not change else _("订正")
    return {
        "kind": str(place.what.label),
        "title": title_of(place.what, item),
        "what": what,
        "values": {path: str(value) for path, value in (change or {}).items()},
    }
