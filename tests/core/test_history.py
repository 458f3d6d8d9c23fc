"""The history tells of every change, of all of it, and of nothing else: whatever is done, by
whatever door, the changes told are the difference between the tables before and after."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import ProtectedError, RestrictedError
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from npcrecords.core import changes, history
from npcrecords.core.bringing import RefusedError
from npcrecords.core.models import Action, ActionKind, Change
from npcrecords.core.reverting import plain, undo
from npcrecords.core.versions import restore, touching
from people.merging import merge
from people.models import Appointment, Organization, Person
from sessions.importer import record as rec
from sessions.importer.publishing.publish import publish
from sessions.models import AgendaItem, Attendance, Bulletin, Document, Opinion, Section
from sessions.services import publish_again, take_back

from .. import factories as make
from ..sessions.importer.records import small_bulletin

Snapshot = dict[tuple[str, int], dict[str, Any]]
Door = Callable[[Client, int], None]


def snapshot() -> Snapshot:
    """All rows that the history tells of."""
    return {
        (model._meta.label_lower, row.pk): plain(history.values_of(row))
        for model in apps.get_models()
        if history.is_kept(model)
        for row in model._default_manager.all()
    }


def difference(before: Snapshot, after: Snapshot) -> dict[tuple[str, int], Any]:
    """What a reader of both would say happened."""
    found: dict[tuple[str, int], Any] = {}
    for key in before.keys() | after.keys():
        if key not in before:
            found[key] = ("inserted", {})
        elif key not in after:
            found[key] = ("removed", {n: [value, None] for n, value in before[key].items()})
        elif before[key] != after[key]:
            pairs = {n: [value, after[key][n]] for n, value in before[key].items()}
            found[key] = ("updated", {n: pair for n, pair in pairs.items() if pair[0] != pair[1]})
    return found


def told_since(number: int) -> dict[tuple[str, int], Any]:
    rows = Change.objects.filter(action_id__gt=number).order_by("id")
    joined = history.joined(rows)
    return {key: (change.effect, change.values) for key, change in joined.items()}


def newest() -> int:
    return Action.objects.order_by("-id").values_list("id", flat=True).first() or 0


def check(do: Callable[[], object]) -> None:
    """Do it: what is told is what happened."""
    before, number = snapshot(), newest()
    do()
    assert told_since(number) == difference(before, snapshot())


def one_of(model: Any, number: int) -> Any:
    rows = list(model._default_manager.order_by("pk"))
    return rows[number % len(rows)] if rows else None


# The doors through which records change. ``number`` chooses among the rows there are.


def publishes(_client: Client, number: int) -> None:
    record = small_bulletin(12 + number % 2)
    if number % 3 == 0:
        record = record.model_copy(update={"attendance": record.attendance[:1]})
    if number % 5 == 0:
        act = record.appointments[0].model_copy(update={"reason": "工作需要"})
        record = record.model_copy(update={"appointments": (act, *record.appointments[1:])})
    publish(record)


def patches(client: Client, number: int) -> None:
    bodies: list[tuple[Any, str, dict[str, Any]]] = [
        (Person, "people", {"note": f"第{number}位"}),
        (Organization, "organizations", {"aliases": [f"简称{number % 3}", "市政府"]}),
        (Document, "documents", {"abstract": f"摘要{number}", "authors": [{"text": "常委会"}]}),
        (AgendaItem, "agenda-items", {"text": f"议程{number}", "kinds": ["hear_report"]}),
        (Appointment, "appointments", {"reason": f"事由{number}"}),
        (Section, "sections", {"text": f"正文{number}"}),
    ]
    model, resource, body = bodies[number % len(bodies)]
    if (row := one_of(model, number)) is not None:
        client.patch(
            f"/api/v1/{resource}/{row.pk}/", json.dumps(body), content_type="application/json"
        )


def posts(client: Client, number: int) -> None:
    body = {"name": f"新机构{number}", "jurisdiction": "临溪市", "aliases": [f"新{number}"]}
    client.post("/api/v1/organizations/", json.dumps(body), content_type="application/json")


def deletes(client: Client, number: int) -> None:
    tables = [(Document, "documents"), (Person, "people"), (Attendance, "attendances")]
    model, resource = tables[number % len(tables)]
    if (row := one_of(model, number)) is not None:
        client.delete(f"/api/v1/{resource}/{row.pk}/")


def removes(_client: Client, number: int) -> None:
    models = [Bulletin, Document, Section, AgendaItem, Person, Organization, Opinion]
    row = one_of(models[number % len(models)], number)
    try:
        if row is not None:
            changes.remove(type(row)._default_manager.filter(pk=row.pk))
    except (ProtectedError, RestrictedError):
        pass


def mends_in_the_admin(client: Client, number: int) -> None:
    row = one_of(Organization, number)
    if row is None:
        return
    aliases = list(row.alias_set.all())
    form: dict[str, Any] = {
        "name": row.name,
        "jurisdiction": row.jurisdiction,
        "classification": "other",
        "founded_on_precision": "day",
        "dissolved_on_precision": "day",
        "alias_set-TOTAL_FORMS": len(aliases) + 1,
        "alias_set-INITIAL_FORMS": len(aliases),
        f"alias_set-{len(aliases)}-name": f"别名{number % 4}",
    }
    for index, alias in enumerate(aliases):
        form[f"alias_set-{index}-id"] = alias.pk
        form[f"alias_set-{index}-organization"] = row.pk
        form[f"alias_set-{index}-name"] = alias.name
        form[f"alias_set-{index}-jurisdiction"] = alias.jurisdiction
        if (number + index) % 3 == 0:
            form[f"alias_set-{index}-DELETE"] = "on"
    client.post(reverse("admin:people_organization_change", args=[row.pk]), form)


def moves_a_document(_client: Client, number: int) -> None:
    document, bulletin = one_of(Document, number), one_of(Bulletin, number + 1)
    if document is None or bulletin is None:
        return
    with history.acting(ActionKind.CHANGE):
        document.bulletin = bulletin
        document.key = ""
        watch = changes.Watch(document)
        document.save()
        watch.note(document)


def takes_back(_client: Client, number: int) -> None:
    if (bulletin := one_of(Bulletin, number)) is not None:
        verb = take_back if number % 2 else publish_again
        verb(bulletin=bulletin)


def merges(_client: Client, number: int) -> None:
    model = (Person, Organization)[number % 2]
    kept, merged = one_of(model, number), one_of(model, number + 1)
    if kept is None:
        return
    with suppress(RefusedError):
        merge(kept=kept, merged=merged, reason="同一条")


def undoes(_client: Client, number: int) -> None:
    if (action := one_of(Action, number)) is not None:
        with suppress(RefusedError):
            undo(action=action)


def restores(client: Client, number: int) -> None:
    """A record that was mended over the API goes back to its first version."""
    model, resource, field = [
        (Person, "people", "note"),
        (Document, "documents", "abstract"),
        (AgendaItem, "agenda-items", "text"),
        (Organization, "organizations", "jurisdiction"),
    ][number % 4]
    row = one_of(model, number)
    if row is None:
        return
    body = json.dumps({field: f"改了{number}"})
    client.patch(f"/api/v1/{resource}/{row.pk}/", body, content_type="application/json")
    actions = Action.objects.filter(pk__in=touching(row).values("action")).order_by("pk")
    if (action := actions.first()) is not None:
        with suppress(RefusedError):
            restore(row=row, action=action)


DOORS: list[Door] = [
    publishes,
    patches,
    posts,
    deletes,
    removes,
    mends_in_the_admin,
    moves_a_document,
    takes_back,
    merges,
    undoes,
    restores,
]
steps = st.lists(st.tuples(st.sampled_from(DOORS), st.integers(0, 59)), min_size=1, max_size=5)


class AnySequence(HypothesisTestCase):
    @settings(
        max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(steps)
    def test_what_is_told_is_what_happened(self, sequence: list[tuple[Door, int]]) -> None:
        client = Client()
        client.force_login(
            get_user_model().objects.create(username="min", is_staff=True, is_superuser=True)
        )
        publish(small_bulletin())
        for door, number in sequence:
            check(lambda door=door, number=number: door(client, number))


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_each_door_does_something(door, admin_client) -> None:
    """Or the sequences would prove little."""
    publish(small_bulletin(12))
    publish(small_bulletin(13))
    number = newest()
    for choice in range(12):
        check(lambda choice=choice: door(admin_client, choice))
    assert newest() > number


@pytest.mark.django_db
def test_one_action_groups_its_rows_and_says_who_and_why(admin_client, admin_user) -> None:
    organization = make.OrganizationFactory()
    alias = make.OrganizationAliasFactory(organization=organization)
    admin_client.post(
        reverse("admin:people_organization_change", args=[organization.pk]),
        {
            "name": "青岚市水务局",
            "jurisdiction": organization.jurisdiction,
            "classification": organization.classification,
            "founded_on_precision": "day",
            "dissolved_on_precision": "day",
            "alias_set-TOTAL_FORMS": 2,
            "alias_set-INITIAL_FORMS": 1,
            "alias_set-0-id": alias.pk,
            "alias_set-0-organization": organization.pk,
            "alias_set-0-name": "市水务局",
            "alias_set-0-jurisdiction": alias.jurisdiction,
            "alias_set-1-name": "水务局",
            "_reason": "更名",
        },
    )
    action = Action.objects.get()
    assert (action.kind, action.by, action.reason) == (ActionKind.CHANGE, admin_user, "更名")
    assert action.summary == "机构“青岚市水务局”"
    told = sorted((c.table, c.effect, c.owner_id) for c in action.changes.all())
    assert told == [
        ("people.organization", "updated", None),
        ("people.organizationalias", "inserted", organization.pk),
        ("people.organizationalias", "updated", organization.pk),
    ]


@pytest.mark.django_db
def test_what_fails_leaves_no_action_behind() -> None:
    person = make.PersonFactory()

    def fail() -> None:
        with history.acting(ActionKind.CHANGE):
            changes.remove(Person.objects.filter(pk=person.pk))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Action.objects.exists()
    changes.remove(Person.objects.filter(pk=person.pk))
    assert Action.objects.get().kind == ActionKind.DELETE


@pytest.mark.django_db
def test_a_publication_tells_each_row_once_and_nothing_the_second_time() -> None:
    delivered = snapshot().keys()  # the rules that come with the program
    publish(small_bulletin())
    action = Action.objects.get()
    keys = list(action.changes.values_list("table", "record_id"))
    assert len(keys) == len(set(keys)) == len(snapshot().keys() - delivered)
    publish(small_bulletin())
    assert Action.objects.count() == 1


@pytest.mark.django_db
def test_undoing_a_publication_is_no_decision_on_its_rows() -> None:
    """What was taken back as a whole comes again when the bulletin is published again; what
    somebody deleted stays deleted."""
    record: rec.Record = small_bulletin()
    publish(record)
    before = snapshot()
    undo(action=Action.objects.get())
    assert not Bulletin.objects.exists()
    publish(record)
    assert len(snapshot()) == len(before)
    changes.remove(Attendance.objects.all())
    publish(record)
    assert not Attendance.objects.exists()
