"""From the natural keys of a record file to rows: organisations, persons, sessions, posts.

Nothing is guessed: a name that two persons of the place bear is left unresolved, with a
finding; the record then stands with the printed name and no link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model

from npcrecords.core import history
from people.models import Organization, OrganizationAlias, Person, Post
from people.names import pinyin_of

from ...models import Session
from .. import record as rec
from .table import KEEP, Changes, Keep, refuse_long_text

Merging = TypeVar("Merging", Organization, Person)


class Resolver:
    """The rows that the keys of one record file, a paper of ``place``, stand for, made where
    there are none yet.

    ``findings`` are the names that could not be resolved.
    """

    def __init__(
        self,
        place: str,
        organizations: tuple[rec.Organization, ...],
        people: tuple[rec.Person, ...],
        changes: dict[str, Changes],
    ) -> None:
        self.place = place
        self.changes = changes
        self.findings: list[rec.Finding] = []
        self._organizations: dict[str, Organization] = {}
        self._people: dict[str, Person] = {}
        self._ambiguous: set[str] = set()
        self._posts: dict[tuple[int, str], int] = {}
        self._sessions: dict[tuple[Any, ...], Session] = {}
        self._resolve_organizations(organizations)
        self._resolve_people(people)

    def organization(self, key: str | None) -> int | None:
        """The id of the organisation ``key``; None for none."""
        return self._organizations[key].pk if key else None

    def organization_name(self, key: str) -> str:
        return self._organizations[key].name

    def person(self, key: str | None) -> int | Keep | None:
        """The id of the person ``key``; None for none; KEEP when the name is ambiguous, so
        that a link which staff made by hand stays."""
        if key in self._ambiguous:
            return KEEP
        return self._people[key].pk if key else None

    def session(self, meeting: rec.Meeting | None) -> int | None:
        """The id of the session; None when it is not said which session it was."""
        if meeting is None or meeting.term is None or meeting.number is None:
            return None
        body = self.organization(meeting.body)
        key = (body, str(meeting.kind), meeting.term, meeting.number)
        if key not in self._sessions:
            held, made = Session.objects.get_or_create(
                body_id=body,
                kind=key[1],
                term=meeting.term,
                number=meeting.number,
                defaults={"name": meeting.name or self._session_name(meeting)},
            )
            self._sessions[key] = held
            if made:
                self._changes("sessions").inserted.add(held.pk)
                history.record(history.made([held]))
        return self._sessions[key].pk

    def posts(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """The ids of the posts (organisation's key, title), in two statements."""
        pairs = {(self._organizations[key].pk, title): (key, title) for key, title in wanted}
        rows = Post.objects.filter(organization__in={number for number, _ in pairs})
        held = {(row.organization_id, row.title): row.pk for row in rows}
        new = [
            Post(organization_id=number, title=title)
            for number, title in pairs
            if (number, title) not in held
        ]
        _refuse_long(new)
        for post in Post.objects.bulk_create(new):
            held[post.organization_id, post.title] = post.pk
        history.record(history.made(new))
        changes = self._changes("posts")
        changes.inserted.update(post.pk for post in new)
        used = {held[pair] for pair in pairs}
        changes.unchanged.update(used - changes.inserted)
        return {key: held[pair] for pair, key in pairs.items()}

    def _changes(self, resource: str) -> Changes:
        return self.changes.setdefault(resource, Changes())

    def _session_name(self, meeting: rec.Meeting) -> str:
        name = self.organization_name(meeting.body)
        return f"{name}（第{meeting.term}届）第{meeting.number}次会议"

    def _resolve_organizations(self, items: tuple[rec.Organization, ...]) -> None:
        names = [item.name for item in items]
        named: dict[tuple[str, str], Organization] = {}
        for row in Organization.objects.filter(name__in=names).select_related("merged_into"):
            named.setdefault((row.name, row.jurisdiction), _survivor(row))
        aliases = OrganizationAlias.objects.filter(name__in=names).select_related("organization")
        for alias in aliases:
            named.setdefault((alias.name, alias.jurisdiction), _survivor(alias.organization))
        changes = self._changes("organizations")
        new: list[Organization] = []
        for item in items:
            held = named.get((item.name, item.jurisdiction))
            if held is None:
                held = Organization(
                    name=item.name,
                    jurisdiction=item.jurisdiction,
                    classification=item.classification,
                )
                named[item.name, item.jurisdiction] = held
                new.append(held)
            self._organizations[item.key] = held
        _refuse_long(new)
        Organization.objects.bulk_create(new)
        history.record(history.made(new))
        changes.inserted.update(row.pk for row in new)
        changes.unchanged.update(
            row.pk for row in self._organizations.values() if row.pk not in changes.inserted
        )
        self._add_parents(items, changes)
        self._add_aliases(items, changes)

    def _add_parents(self, items: tuple[rec.Organization, ...], changes: Changes) -> None:
        """A parent is filled in where none is known; what staff entered stays."""
        for item in items:
            row = self._organizations[item.key]
            parent = self.organization(item.parent)
            if parent and row.parent_id is None and parent != row.pk:
                with history.changing(Organization, [row.pk]):
                    row.parent_id = parent
                    row.save(update_fields=["parent"])
                _mark(changes, row)

    def _add_aliases(self, items: tuple[rec.Organization, ...], changes: Changes) -> None:
        rows = [self._organizations[item.key] for item in items]
        held: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for alias in OrganizationAlias.objects.filter(organization__in=rows):
            held[alias.organization_id].add((alias.name, alias.jurisdiction))
        new = []
        for item in items:
            row = self._organizations[item.key]
            for name in item.aliases:
                if name != row.name and (name, self.place) not in held[row.pk]:
                    held[row.pk].add((name, self.place))
                    new.append(
                        OrganizationAlias(organization=row, name=name, jurisdiction=self.place)
                    )
        _refuse_long(new)
        OrganizationAlias.objects.bulk_create(new)
        history.record(history.made(new))
        for row in {alias.organization for alias in new}:
            row.save(update_fields=[])
            _mark(changes, row)

    def _resolve_people(self, items: tuple[rec.Person, ...]) -> None:
        """A person is looked for by name within the place; a note, where the record gives
        one, must be the same; of one that somebody decided on, note and place must be."""
        bearers: dict[tuple[str, str], list[Person]] = defaultdict(list)
        rows = Person.objects.filter(
            name__in=[item.name for item in items],
            jurisdiction__in={self._place_of(item) for item in items},
        )
        for row in rows.select_related("merged_into"):
            bearers[row.name, row.jurisdiction].append(row)
        changes = self._changes("people")
        new: list[Person] = []
        for item in items:
            place = self._place_of(item)
            exact = item.exact or bool(item.note)
            same = bearers[item.name, place]
            meant = [_survivor(row) for row in same if not exact or row.note == item.note]
            known = {row.pk: row for row in meant}
            if len(known) > 1:
                self._ambiguous.add(item.key)
                self.findings.append(_homonym(item, len(known)))
                continue
            if known:
                (self._people[item.key],) = known.values()
                continue
            person = Person(
                name=item.name, note=item.note, jurisdiction=place, pinyin=pinyin_of(item.name)
            )
            self._people[item.key] = person
            new.append(person)
        _refuse_long(new)
        Person.objects.bulk_create(new)
        history.record(history.made(new))
        changes.inserted.update(row.pk for row in new)
        changes.unchanged.update(
            row.pk for row in self._people.values() if row.pk not in changes.inserted
        )

    def _place_of(self, item: rec.Person) -> str:
        return self.place if item.jurisdiction is None else item.jurisdiction


def _survivor(row: Merging) -> Merging:
    """The record that stands for ``row`` now: itself, or what it was merged into."""
    while row.merged_into is not None:
        row = row.merged_into
    return row


def _refuse_long(rows: Iterable[Model]) -> None:
    for row in rows:
        refuse_long_text(row)


def _mark(changes: Changes, row: Model) -> None:
    if row.pk not in changes.inserted:
        changes.unchanged.discard(row.pk)
        changes.updated.add(row.pk)


def _homonym(item: rec.Person, number: int) -> rec.Finding:
    return rec.Finding(
        code="homonym",
        severity="warning",
        message=f"“{item.name}”在本地有 {number} 位同名人员，无法认定是哪一位："
        "请在人员列表中核对，并在相关记录上选定。",
    )
