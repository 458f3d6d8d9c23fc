"""A person or an organisation chosen for a field: one that the record names already, one that
is held, or a new one. What is chosen comes into the record under a key of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from people.models import Organization, Person

from .drafts import Data, Item, head_of

PEOPLE, ORGANIZATIONS = "people", "organizations"


class ChoiceError(ValueError):
    """What was chosen is gone; the message is a sentence."""


@dataclass(frozen=True)
class Chosen:
    """Who was chosen, as the picker sends it: ``key:…`` in the record, ``id:…`` held, ``new:…``
    a name. ``among`` is PEOPLE or ORGANIZATIONS."""

    among: str
    how: str
    value: str

    @classmethod
    def of(cls, among: str, text: str) -> Chosen | None:
        """What a picker sent; None for nothing, or for what no picker sends."""
        how, mark, value = text.partition(":")
        known = mark and value.strip() and how in ("key", "id", "new")
        return cls(among, how, value.strip()) if known else None

    def __str__(self) -> str:
        return f"{self.how}:{self.value}"


def key_of(data: Data, chosen: Chosen) -> str:
    """The key under which the record names who was chosen; made where there is none yet.

    Raises ChoiceError when the person or organisation is not held any more.
    """
    if chosen.how == "key":
        return chosen.value
    place = head_of(data)["place"]
    if chosen.among == PEOPLE:
        wanted = _person(chosen, place)
        same: tuple[str, ...] = ("name", "note", "jurisdiction")
    else:
        wanted = _organization(chosen, place)
        same = ("name", "jurisdiction")
    items: list[Item] = data[chosen.among]
    for item in items:
        if chosen.how == "id" and all(item[name] == wanted[name] for name in same):
            if chosen.among == PEOPLE:
                item["exact"] = True
            return str(item["key"])
    wanted["key"] = _free_key(items, wanted["name"])
    items.append(wanted)
    return str(wanted["key"])


def _person(chosen: Chosen, place: str) -> Item:
    if chosen.how == "new":
        return {"name": chosen.value, "note": "", "jurisdiction": None, "exact": False}
    person = Person.objects.filter(pk=_number(chosen)).first()
    if person is None:
        raise ChoiceError(_("选定的人员已经不在了：请重新选择。"))
    elsewhere = None if person.jurisdiction == place else person.jurisdiction
    return {"name": person.name, "note": person.note, "jurisdiction": elsewhere, "exact": True}


def _organization(chosen: Chosen, place: str) -> Item:
    made: Item = {"aliases": [], "classification": "", "parent": None}
    if chosen.how == "new":
        return made | {"name": chosen.value, "jurisdiction": place}
    held = Organization.objects.filter(pk=_number(chosen)).first()
    if held is None:
        raise ChoiceError(_("选定的机构已经不在了：请重新选择。"))
    return made | {
        "name": held.name,
        "jurisdiction": held.jurisdiction,
        "classification": held.classification,
    }


def _number(chosen: Chosen) -> int:
    return int(chosen.value) if chosen.value.isdecimal() and len(chosen.value) < 18 else 0


def _free_key(items: list[Item], name: str) -> str:
    taken: set[Any] = {item["key"] for item in items}
    key, number = name, 1
    while key in taken:
        number += 1
        key = f"{name}#{number}"
    return key
