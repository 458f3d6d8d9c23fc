"""Who may be meant by a printed name: the bearers of the name, with what tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from npcrecords.core.wording import date_text

from .choices import Act
from .lookup import closed
from .models import Appointment, Person

SHOWN = 2  # of what a person held: the latest few acts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of that name; ``told`` is what the records tell of him, in one line."""

    person: Person
    told: str

    @property
    def label(self) -> str:
        parts = [str(self.person), self.person.jurisdiction, self.told]
        return " · ".join(part for part in parts if part)


def candidates(names: Iterable[str], place: str = "") -> dict[str, list[Candidate]]:
    """The persons who bear each of these names, in the ``place`` where one is given (a person
    of no place counts as of every place). Two queries, however many names."""
    wanted = {closed(name) for name in names if name.strip()}
    rows = Person.objects.filter(name__in=wanted, merged_into=None).order_by("id")
    if place:
        rows = rows.filter(jurisdiction__in=("", place))
    people = list(rows)
    told = _told(people)
    found: dict[str, list[Candidate]] = {name: [] for name in wanted}
    for person in people:
        found[person.name].append(Candidate(person, told[person.pk]))
    return found


def _told(people: list[Person]) -> dict[int, str]:
    """The latest acts of each person, in words."""
    acts: dict[int, list[str]] = defaultdict(list)
    rows = Appointment.objects.filter(person__in=people).order_by("-date", "-id")
    for act in rows.only("person_id", "date", "date_precision", "date_text", "act", "post_text"):
        if len(acts[act.person_id or 0]) < SHOWN:
            day = date_text(act.date, act.date_precision, act.date_text)
            acts[act.person_id or 0].append(f"{day}{Act(act.act).label}{act.post_text}")
    return {
        person.pk: "；".join(acts[person.pk]) if acts[person.pk] else _("尚无任免记录")
        for person in people
    }
