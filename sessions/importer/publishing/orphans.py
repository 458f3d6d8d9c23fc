"""Persons, posts and organisations that only a mended slip had brought in."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, ForeignKey, ManyToOneRel, Model, OuterRef

from npcrecords.core import history
from npcrecords.core.generation import bury
from npcrecords.core.models import Part
from people.models import Appointment, DeputyChange, Organization, Person, Post

from ... import models as m
from .table import Changes

Ids = dict[type[Model], set[int]]


def in_use(bulletin: m.Bulletin) -> Ids:
    """The ids of the persons, posts and organisations that this bulletin's records name."""
    appointments = Appointment.objects.filter(bulletin=bulletin)
    authors = m.DocumentAuthor.objects.filter(document__bulletin=bulletin)
    people = [
        appointments.values_list("person"),
        appointments.values_list("submitted_by_person"),
        appointments.values_list("explained_by"),
        DeputyChange.objects.filter(bulletin=bulletin).values_list("person"),
        m.Attendance.objects.filter(bulletin=bulletin).values_list("person"),
        m.Reporter.objects.filter(item__bulletin=bulletin).values_list("person"),
        m.SessionChair.objects.filter(session__bulletins=bulletin).values_list("person"),
        authors.values_list("person"),
    ]
    organizations = [
        appointments.values_list("post__organization"),
        authors.values_list("organization"),
    ]
    return {
        Person: _ids(people),
        Post: _ids([appointments.values_list("post")]),
        Organization: _ids(organizations),
    }


def in_use_by_policy(policy: m.Policy) -> Ids:
    """The ids of the persons and organisations that this policy document names."""
    organizations = [
        m.PolicyParty.objects.filter(policy=policy).values_list("organization"),
        m.MeasureUnit.objects.filter(measure__policy=policy).values_list("organization"),
        m.TaskUnit.objects.filter(task__policy=policy).values_list("organization"),
    ]
    leaders = m.TaskLeader.objects.filter(task__policy=policy)
    return {Person: _ids([leaders.values_list("person")]), Organization: _ids(organizations)}


def remove_orphans(before: Ids, after: Ids, changes: dict[str, Changes]) -> None:
    """Remove those that were named ``before``, are not ``after``, and are named nowhere else."""
    for model, resource in ((Person, "people"), (Post, "posts"), (Organization, "organizations")):
        if model in before:
            remove_unused(model, before[model] - after[model], resource, changes)


def _ids(querysets: list[Any]) -> set[int]:
    return {pk for rows in querysets for (pk,) in rows if pk is not None}


def _links_to(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """The foreign keys that name records of ``model``, those without a way back included;
    but not those of its own parts (an alias, a chair), which have no life of their own."""
    relations = model._meta.get_fields(include_hidden=True)
    fields = [r.field for r in relations if isinstance(r, ManyToOneRel)]
    return [
        field
        for field in fields
        if not (issubclass(field.model, Part) and field.model.part_of == field.name)
    ]


def remove_unused(
    model: type[Model], candidates: set[int], resource: str, changes: dict[str, Changes]
) -> None:
    """Remove those of ``candidates`` that no row of any table names any more."""
    if not candidates:
        return
    unused = model._default_manager.filter(pk__in=candidates)
    for field in _links_to(model):
        naming = field.model._default_manager.filter(**{field.attname: OuterRef("pk")})
        unused = unused.exclude(Exists(naming))
    gone = set(unused.values_list("pk", flat=True))
    if gone:
        with history.changing(model, gone):
            model._default_manager.filter(pk__in=gone).delete()
        bury(resource, gone)
        change = changes.setdefault(resource, Changes())
        change.removed.update(gone)
        change.unchanged -= gone
