"""Who the persons of a record are: those held already who bear the name, and what tells them
apart. Nobody is matched in silence: who will be taken for whom is shown, and a person may
decide otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from people.models import Appointment, Person

from ..importer import record as rec
from ..models import ImportJob
from .drafts import Place, place_name, record_of
from .kinds import AnyRecord
from .mending import MendError, mend

_HELD = 3  # acts that tell who somebody is


@dataclass(frozen=True)
class Candidate:
    """A person held already who bears the name; ``held`` tells of posts, newest first."""

    person: Person
    held: str
    here: bool  # of the record's place


@dataclass(frozen=True)
class Named:
    """A person that the record names. ``chosen`` is the candidate that publishing will take,
    None for a new person; ``doubtful`` whether publishing could not tell."""

    item: rec.Person
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    doubtful: bool
    told_as: str


def people_named(record: AnyRecord) -> list[Named]:
    """Every person of the record with the persons held who bear the name: doubtful ones first,
    then those known, then new ones. Two queries."""
    names = {item.name for item in record.people}
    rows = Person.objects.filter(name__in=names, merged_into=None).order_by("jurisdiction", "pk")
    bearers: dict[str, list[Person]] = defaultdict(list)
    for row in rows:
        bearers[row.name].append(row)
    held = told_apart(row for found in bearers.values() for row in found)
    roles = _roles(record)
    named = [_named(record, item, bearers[item.name], held, roles) for item in record.people]
    return sorted(named, key=lambda one: (not one.doubtful, not one.candidates))


def badges(record: AnyRecord) -> dict[str, tuple[str, str]]:
    """What publishing will make of each person, by key, in a word, and how much it is to be
    looked at: ``known``, ``new`` or ``doubtful``."""
    told: dict[str, tuple[str, str]] = {}
    for one in people_named(record):
        if one.doubtful:
            told[one.item.key] = (_("待认定"), "doubtful")
        elif one.chosen is not None:
            told[one.item.key] = (_("已有人员"), "known")
        else:
            told[one.item.key] = (_("新人员"), "new")
    return told


def _named(
    record: AnyRecord,
    item: rec.Person,
    bearers: list[Person],
    held: dict[int, str],
    roles: dict[str, str],
) -> Named:
    place = place_name(record)
    candidates = tuple(
        Candidate(row, held.get(row.pk, ""), row.jurisdiction == place) for row in bearers
    )
    wanted = place if item.jurisdiction is None else item.jurisdiction
    exact = item.exact or bool(item.note)
    fitting = [
        one
        for one in candidates
        if one.person.jurisdiction == wanted and (not exact or one.person.note == item.note)
    ]
    chosen = fitting[0] if len(fitting) == 1 else None
    return Named(item, candidates, chosen, len(fitting) > 1, roles.get(item.key, ""))


def told_apart(people: Iterable[Person]) -> dict[int, str]:
    """What tells these persons apart, by id: their latest acts. One query."""
    ids = [person.pk for person in people]
    acts = Appointment.objects.filter(person__in=ids).order_by("person", "-date", "-id")
    told: dict[int, list[str]] = defaultdict(list)
    for act in acts:
        words = told[act.person_id or 0]
        if len(words) < _HELD:
            day = act.date.isoformat() if act.date else ""
            words.append(f"{day} {act.get_act_display()} {act.post_text}".strip())
    return {pk: "；".join(words) for pk, words in told.items()}


def _roles(record: AnyRecord) -> dict[str, str]:
    """What this record says of each person, by key: enough to tell who is meant."""
    told = _led(record) if isinstance(record, rec.PolicyRecord) else _held(record)
    return {key: "；".join(dict.fromkeys(filter(None, words)))[:200] for key, words in told.items()}


def _led(record: rec.PolicyRecord) -> dict[str, list[str]]:
    """The tasks that each leader answers for."""
    told: dict[str, list[str]] = defaultdict(list)
    for task in record.tasks:
        for leader in task.leaders:
            if leader.person:
                words = _("牵头“%(task)s”") % {"task": task.task or task.serial}
                told[leader.person].append(f"{leader.role} {words}".strip())
    return told


def _held(record: rec.Record) -> dict[str, list[str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for act in record.appointments:
        if act.person:
            told[act.person].append(f"{act.organization_text}{act.post}")
    for attendee in record.attendance:
        if attendee.person:
            told[attendee.person] += attendee.roles
    for change in record.deputy_changes:
        if change.person:
            told[change.person].append(_("%(unit)s代表") % {"unit": change.electoral_unit})
    for document in record.documents:
        for author in document.authors:
            if author.person:
                told[author.person].append(author.text or author.role)
    return told


def decide(*, job: ImportJob, key: str, person: Person | None, note: str, by: Any) -> None:
    """Say who a person of the record is: one who is held already, or a new one, whom ``note``
    tells apart from others of the name. Raises MendError, ClaimedError."""
    place = Place("people", key)
    if person is not None:
        values = {"note": person.note, "jurisdiction": person.jurisdiction, "exact": True}
        mend(job=job, place=place, values=values, by=by)
        return
    record = record_of(job)
    item = next((one for one in record.people if one.key == key), None)
    if item is None:
        raise MendError(_("这个人已经不在记录里了：请回到列表重新选择。"))
    taken = Person.objects.filter(
        name=item.name, jurisdiction=place_name(record), note=note.strip()
    )
    if taken.exists():
        raise MendError(
            _("本地已有“%(name)s”（%(note)s）：新人员请写另一个区别说明。")
            % {"name": item.name, "note": note.strip() or _("无说明")}
        )
    values = {"note": note.strip(), "jurisdiction": None, "exact": True}
    mend(job=job, place=place, values=values, by=by)
