"""Entering acts whose persons, organisations and posts may be new: what a paste and a
spreadsheet have in common.

A person, an organisation or a post that several rows name is made once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Model

from npcrecords.core import rights
from npcrecords.core.changes import Watch

from .models import Appointment, DeputyChange, Organization, Person, Post


class EntryError(ValueError):
    """A row that cannot be entered: its index, and what is wrong in sentences."""

    def __init__(self, index: int, messages: list[str]) -> None:
        super().__init__("；".join(messages))
        self.index = index
        self.messages = messages


@dataclass
class Entry:
    """A row on its way in. ``new_…`` are rows that are made for it; one object that stands in
    several entries is made once. The act itself may be held already: then it is changed."""

    row: Appointment | DeputyChange
    index: int = 0
    new_person: Person | None = None
    new_organization: Organization | None = None
    new_post: Post | None = None

    def new(self) -> Iterable[Model]:
        found = (self.new_person, self.new_organization, self.new_post)
        return [row for row in found if row is not None]


@dataclass
class Making:
    """The persons, organisations and posts that are to be made, each once."""

    people: dict[tuple[str, str, str], Person] = field(default_factory=dict)
    organizations: dict[tuple[str, str], Organization] = field(default_factory=dict)
    posts: dict[tuple[Any, str], Post] = field(default_factory=dict)

    def person(self, name: str, place: str, note: str) -> Person:
        fresh = Person(name=name, jurisdiction=place, note=note)
        return self.people.setdefault((name, place, note), fresh)

    def organization(self, name: str, place: str, classification: str = "") -> Organization:
        fresh = Organization(name=name, jurisdiction=place, classification=classification)
        return self.organizations.setdefault((name, place), fresh)

    def post(self, organization: Organization, title: str) -> Post:
        key = (organization.pk or id(organization), title)
        return self.posts.setdefault(key, Post(organization=organization, title=title))


@transaction.atomic
def enter(entries: list[Entry], *, by: Any) -> list[Any]:
    """Write the rows with what is new in them, in the order given; to be called inside the
    ``acting()`` of the action. Gives back the rows.

    Raises EntryError with the sentences of the first row that breaks a rule, and
    ``rights.Refused`` where ``by`` may not do it: then nothing is written.
    """
    rows = [entry.row for entry in entries]
    for row in rows:
        if row.pk is not None:
            rights.require(rights.why_not_change(by, row))
        else:
            rights.require(rights.why_not(by, "add", type(row)))
    watch = Watch(*rows)
    made: list[Model] = []
    for entry in entries:
        for new in entry.new():
            if new.pk is None:
                rights.require(rights.why_not(by, "add", type(new)))
                _save(new, entry.index)
                made.append(new)
        _link(entry)
        _save(entry.row, entry.index)
    watch.note(*made, *rows)
    rights.require(rights.why_not_result(by, [*made, *rows]))
    return rows


def _link(entry: Entry) -> None:
    """What was made has an id now."""
    if entry.new_person is not None:
        entry.row.person = entry.new_person
    if entry.new_post is not None and isinstance(entry.row, Appointment):
        entry.row.post = entry.new_post


def _save(row: Any, index: int) -> None:
    if isinstance(row, Post):
        row.organization = row.organization  # it may have been made a moment ago
    try:
        row.full_clean()
    except ValidationError as error:
        raise EntryError(index, sentences(row, error)) from error
    row.save()


def sentences(row: Model, error: ValidationError) -> list[str]:
    """What is wrong with a row, each with the name of the field it is about."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    found: list[str] = []
    for name, messages in error.message_dict.items():
        try:
            label = f"{row._meta.get_field(name).verbose_name}："  # type: ignore[union-attr]
        except FieldDoesNotExist:  # of the row as a whole
            label = ""
        found += [f"{label}{message}" for message in messages]
    return found
