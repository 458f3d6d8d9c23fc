"""A list of appointments or a decision, pasted: what was read, who and what may be meant, what
is held already; and entering it all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from npcrecords.core import history
from npcrecords.core.models import ActionKind
from people.candidates import Candidate, candidates
from people.entering import Entry, Making, enter
from people.models import (
    Appointment,
    DeputyChange,
    Organization,
    OrganizationAlias,
    Person,
    Post,
)

from .importer.acts import read_acts
from .importer.acts.model import ReadFinding
from .importer.naming.names import Names
from .models import Bulletin, Document, Session

Key = tuple[Any, ...]


@dataclass
class Read:
    """What the acts reader found: rows as a form begins with, and what is doubtful."""

    acts: list[dict[str, Any]] = field(default_factory=list)
    deputies: list[dict[str, Any]] = field(default_factory=list)
    findings: Sequence[ReadFinding] = ()


def read(text: str, *, date: dt.date | None, place: str) -> Read:
    """The rows of a text, each with the number of the line that it stands on."""
    reading = read_acts(text, date=date, place=place)
    acts = [
        {
            "line": act.line,
            "person_name": act.person,
            "organization": act.organization,
            "title": act.post,
            "post_text": act.printed or f"{act.organization}{act.post}",
            "act": act.act,
            "date": act.date or date,
            "date_precision": "day",
            "reason": act.reason,
            "to_be_filed": act.to_be_filed,
            "filed_with": act.filed_with,
        }
        for act in reading.acts
    ]
    deputies = [
        {
            "line": change.line,
            "person_name": change.person,
            "electoral_unit": change.electoral_unit,
            "change": change.change,
            "cause": change.cause,
            "term": change.term,
            "congress_name": change.congress,
            "date": date,
            "date_precision": "day",
        }
        for change in reading.deputies
    ]
    return Read(acts, deputies, reading.findings)


def lines_of(text: str) -> list[str]:
    """The non-blank lines of a text, as the reader numbers them from 0."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass
class Known:
    """What the records hold of the names of a list. A fixed number of queries, however many
    names: one for persons, one for their acts, three for organisations and posts."""

    place: str
    people: dict[str, list[Candidate]] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    posts: dict[tuple[int, str], Post] = field(default_factory=dict)
    full_names: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[dict[str, Any]], place: str) -> Known:
        """What is known of the names in these rows."""
        rows = list(rows)
        known = cls(place)
        known.people = candidates((str(row.get("person_name") or "") for row in rows), place)
        printed = {name for row in rows if (name := str(row.get("organization") or "").strip())}
        names = Names(place)
        for name in printed:
            full = names.canonical(name)
            known.full_names[name] = (full.name, full.classification)
        known._find_organizations(printed)
        held = Post.objects.filter(organization__in=set(known.organizations.values()))
        for post in held.select_related("organization"):
            known.posts[post.organization_id, post.title] = post
        return known

    def _find_organizations(self, printed: set[str]) -> None:
        wanted = printed | {full for full, _ in self.full_names.values()}
        here = Q(jurisdiction__in=("", self.place)) if self.place else Q()
        rows = Organization.objects.filter(here, name__in=wanted).select_related("merged_into")
        aliases = OrganizationAlias.objects.filter(here, name__in=wanted)
        by_name = {
            alias.name: _survivor(alias.organization)
            for alias in aliases.select_related("organization__merged_into").order_by("-pk")
        }
        by_name |= {row.name: _survivor(row) for row in rows.order_by("-pk")}
        for name in printed:
            found = by_name.get(name) or by_name.get(self.full_names[name][0])
            if found is not None:
                self.organizations[name] = found

    def bearers(self, name: str) -> list[Candidate]:
        """The persons of the place who bear the name."""
        return self.people.get("".join(name.split()), [])

    def post(self, organization: str, title: str) -> Post | None:
        """The post of that title in the organisation that is called so."""
        held = self.organizations.get(organization.strip())
        return None if held is None else self.posts.get((held.pk, title.strip()))

    def new_post(self, making: Making, organization: str, title: str) -> Post:
        """The post that is to be made, in an organisation that is to be made if need be,
        under its full name."""
        held = self.organizations.get(organization.strip())
        if held is None:
            full, code = self.full_names.get(organization.strip(), (organization.strip(), ""))
            held = making.organization(full, self.place, code)
        return making.post(held, title.strip())


def _survivor(row: Organization) -> Organization:
    return row if row.merged_into is None else row.merged_into


def act_key(person: Any, name: str, post: Any, post_text: str, act: str, date: Any) -> Key:
    """What makes two acts the same: person, post, act and date; for who or what is not
    linked, the printed name."""
    return (person or "".join(name.split()), post or post_text.strip(), act, date)


def held_acts(names: Iterable[str], dates: Iterable[dt.date | None]) -> dict[Key, int]:
    """The acts that the records hold of persons of these names on these dates, by their key:
    both with the links and with the printed names. One query."""
    rows = Appointment.objects.filter(
        Q(date__in={day for day in dates if day}) | Q(date=None),
        Q(person_name__in=set(names)) | Q(person__name__in=set(names)),
    ).order_by("-pk")
    found: dict[Key, int] = {}
    for pk, person, name, post, text, act, date in rows.values_list(
        "pk", "person_id", "person_name", "post_id", "post_text", "act", "date"
    ):
        found[act_key(person, name, post, text, act, date)] = pk
        found[act_key(None, name, None, text, act, date)] = pk
    return found


def held_changes(names: Iterable[str]) -> dict[Key, int]:
    """The changes of deputies of these names that the records hold, by name, change, date."""
    rows = DeputyChange.objects.filter(person_name__in=set(names)).order_by("-pk")
    return {
        (name, change, date): pk
        for pk, name, change, date in rows.values_list("pk", "person_name", "change", "date")
    }


@dataclass(frozen=True)
class Basis:
    """Where the rows stand: the document, bulletin and session that were named."""

    bulletin: Bulletin | None = None
    document: Document | None = None
    session: Session | None = None

    def place_in(self, row: Appointment | DeputyChange) -> None:
        """Put a row there."""
        row.bulletin = self.document.bulletin if self.document else self.bulletin
        row.document = row.source_document = self.document
        if self.document is not None and self.document.page_end in (None, self.document.page_start):
            row.source_page = self.document.page_start
        if isinstance(row, Appointment):
            row.session = self.session


def enter_list(entries: list[Entry], *, basis: Basis, by: Any) -> list[Any]:
    """Enter the rows of a pasted list as one action. Raises what ``people.entering.enter``
    raises; then nothing is written."""
    for entry in entries:
        basis.place_in(entry.row)
    names = "、".join(dict.fromkeys(entry.row.person_name for entry in entries[:3]))
    summary = gettext("%(names)s等 %(count)d 条") % {
        "names": names,
        "count": len(entries),
    }
    with history.acting(ActionKind.PASTE, by=by, summary=summary):
        return enter(entries, by=by)


def person_of(choice: str, name: str, note: str, known: Known, making: Making) -> Person | None:
    """The person that a choice means: ``new``, ``none``, or the id of one who bears the name."""
    if choice == "new":
        return making.person("".join(name.split()), known.place, note.strip())
    return next((one.person for one in known.bearers(name) if str(one.person.pk) == choice), None)
