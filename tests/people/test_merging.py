"""Two records that are one become one; the old id leads on, and all of it can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from npcrecords.core.bringing import RefusedError
from npcrecords.core.generation import current_generation
from npcrecords.core.models import Action, ActionKind, Tombstone
from npcrecords.core.reverting import undo
from people.merging import merge, offered, preview
from people.models import Appointment, Organization, OrganizationAlias, Person, Post
from sessions.choices import Status
from sessions.importer.publishing.publish import publish
from sessions.models import Bulletin, Session

from .. import factories as make
from ..everything import all_rows
from ..sessions.importer.records import small_bulletin

pytestmark = pytest.mark.django_db
WHY = "同一个人，登记了两次。"


@pytest.fixture
def pair() -> tuple[Person, Person]:
    """Two persons of one name, each named in every way there is."""
    kept = make.PersonFactory(name="方勤")
    merged = make.PersonFactory(name="方勤", note="原乡长")
    for person in (kept, merged):
        make.AppointmentFactory(person=person, submitted_by_person=person, explained_by=person)
        make.DeputyChangeFactory(person=person)
        make.AttendanceFactory(person=person)
        make.DocumentAuthorFactory(person=person)
        make.ReporterFactory(person=person)
        make.SessionChairFactory(person=person)
    return kept, merged


def names(person: Person) -> int:
    """How many rows name a person, by any link."""
    relations = Person._meta.get_fields(include_hidden=True)
    return sum(
        relation.field.model._default_manager.filter(**{relation.field.name: person}).count()
        for relation in relations
        if relation.one_to_many and relation.field.name != "merged_into"
    )


def test_all_that_named_the_merged_person_names_the_kept_one(pair) -> None:
    kept, merged = pair
    assert names(merged) == 8
    merge(kept=kept, merged=merged, reason=WHY)
    assert (names(kept), names(merged)) == (16, 0)
    merged.refresh_from_db()
    assert merged.merged_into == kept
    action = Action.objects.get()
    assert (action.kind, action.reason) == (ActionKind.MERGE, WHY)
    assert action.summary == "人员“方勤（原乡长）”并入人员“方勤”"
    assert {change.table for change in action.changes.all()} == {
        "people.person",
        "people.appointment",
        "people.deputychange",
        "congress.attendance",
        "congress.documentauthor",
        "congress.reporter",
        "congress.sessionchair",
    }


def test_the_preview_counts_what_moves_and_changes_nothing(pair) -> None:
    kept, merged = pair
    before = all_rows()
    seen = preview(kept, merged)
    assert sum(move.count for move in seen.moves) == 8
    assert seen.problems == []
    assert seen.offered == ["note"]
    assert all_rows() == before
    assert not Action.objects.exists()


def test_the_kept_one_takes_over_what_only_the_other_knows(pair) -> None:
    kept, merged = pair
    merge(kept=kept, merged=merged, reason=WHY, take=["note", "jurisdiction"])
    kept.refresh_from_db()
    assert (kept.note, kept.jurisdiction) == ("原乡长", make.PLACE)


def test_facts_of_the_kept_one_win() -> None:
    kept = make.PersonFactory(name="方勤", note="女")
    merged = make.PersonFactory(name="方勤", note="原乡长")
    assert offered(kept, merged) == []
    merge(kept=kept, merged=merged, reason=WHY, take=["note"])
    kept.refresh_from_db()
    assert kept.note == "女"


@pytest.mark.parametrize("take", [(), ("note",)])
def test_a_merge_is_undone_to_the_last_link(pair, take, client) -> None:
    kept, merged = pair
    before = all_rows()
    action = merge(kept=kept, merged=merged, reason=WHY, take=take)
    address = f"/api/v1/people/{merged.pk}/"
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/people/{kept.pk}/")
    since = timezone.now()
    generation = current_generation()
    undo(action=action)
    assert all_rows() == before
    assert client.get(address).json()["note"] == "原乡长"
    assert current_generation() > generation
    told = client.get("/api/v1/people/", {"modified_since": since.isoformat()}).json()["results"]
    assert {row["id"]: row.get("deleted") for row in told}[merged.pk] is None
    undo(action=Action.objects.latest("id"))
    assert client.get(address).status_code == 301


def test_programs_in_sync_see_the_merged_one_go(pair, client) -> None:
    kept, merged = pair
    since = timezone.now()
    merge(kept=kept, merged=merged, reason=WHY)
    told = client.get("/api/v1/people/", {"modified_since": since.isoformat()}).json()["results"]
    assert [row["id"] for row in told if row.get("deleted")] == [merged.pk]
    acts = client.get("/api/v1/appointments/", {"modified_since": since.isoformat()}).json()
    assert [row["person"]["id"] for row in acts["results"]] == [kept.pk]


def test_what_a_draft_alone_named_does_not_come_to_sight_by_a_merge(client) -> None:
    draft = make.BulletinFactory(status=Status.DRAFT)
    kept = make.PersonFactory(name="方勤")
    merged = make.PersonFactory(name="方勤", note="草稿")
    for person in (kept, merged):
        make.AppointmentFactory(person=person, bulletin=draft)
    merge(kept=kept, merged=merged, reason=WHY)
    for person in (kept, merged):
        answer = client.get(f"/api/v1/people/{person.pk}/", follow=True)
        assert answer.status_code == 404


def test_who_was_merged_into_the_merged_one_leads_to_the_kept_one(pair, client) -> None:
    kept, merged = pair
    oldest = make.PersonFactory(name="方琴", merged_into=merged)
    merge(kept=kept, merged=merged, reason=WHY)
    oldest.refresh_from_db()
    assert oldest.merged_into == kept
    answer = client.get(f"/api/v1/people/{oldest.pk}/")
    assert answer["Location"] == f"/api/v1/people/{kept.pk}/"


@pytest.mark.parametrize(
    ("kept", "merged", "words"),
    [("one", "one", "同一条"), ("one", "old", "已经并入"), ("old", "one", "已经并入")],
)
def test_what_cannot_be_merged(kept, merged, words) -> None:
    other = make.PersonFactory()
    rows = {"one": make.PersonFactory(), "old": make.PersonFactory(merged_into=other)}
    with pytest.raises(RefusedError, match=words):
        merge(kept=rows[kept], merged=rows[merged], reason=WHY)
    assert words in preview(rows[kept], rows[merged]).problems[0]


def test_a_merge_needs_a_reason(pair) -> None:
    with pytest.raises(RefusedError, match="理由"):
        merge(kept=pair[0], merged=pair[1], reason="  ")


def test_a_merge_of_thousands_and_its_undoing_take_few_statements() -> None:
    kept, merged = make.PersonFactory(name="方勤"), make.PersonFactory(name="方勤", note="二")
    sample = make.AppointmentFactory(person=merged)
    values: dict[str, Any] = {
        field.attname: field.value_from_object(sample)
        for field in Appointment._meta.concrete_fields
        if not field.primary_key
    }
    Appointment.objects.bulk_create(Appointment(**values) for _ in range(2999))
    with CaptureQueriesContext(connection) as queries:
        action = merge(kept=kept, merged=merged, reason=WHY)
    assert len(queries) < 400
    assert kept.appointments.count() == 3000
    with CaptureQueriesContext(connection) as queries:
        undo(action=action)
    assert len(queries) < 400
    assert merged.appointments.count() == 3000


# Organisations


@pytest.fixture
def offices() -> tuple[Organization, Organization]:
    kept = make.OrganizationFactory(name="青岚市水务局")
    merged = make.OrganizationFactory(name="青岚市水利局", classification="")
    return kept, merged


def test_posts_of_one_title_become_one_and_the_others_move(offices) -> None:
    kept, merged = offices
    same = make.PostFactory(organization=kept, title="局长")
    double = make.PostFactory(organization=merged, title="局长")
    other = make.PostFactory(organization=merged, title="副局长")
    acts = [make.AppointmentFactory(post=post) for post in (same, double, other)]
    before = all_rows()
    action = merge(kept=kept, merged=merged, reason=WHY)
    assert set(kept.posts.values_list("pk", flat=True)) == {same.pk, other.pk}
    posts = [Appointment.objects.get(pk=act.pk).post_id for act in acts]
    assert posts == [same.pk, same.pk, other.pk]
    assert Tombstone.objects.filter(resource="posts", record_id=double.pk).exists()
    undo(action=action)
    assert all_rows() == before
    assert not Tombstone.objects.exists()


def test_the_old_name_finds_the_kept_one(offices, client) -> None:
    kept, merged = offices
    make.OrganizationAliasFactory(organization=merged, name="市水利局")
    make.OrganizationAliasFactory(organization=merged, name="市水务局")
    make.OrganizationAliasFactory(organization=kept, name="市水务局")
    act = make.AppointmentFactory(post=make.PostFactory(organization=merged))
    before = all_rows()
    action = merge(kept=kept, merged=merged, reason=WHY)
    assert sorted(kept.alias_set.values_list("name", "jurisdiction")) == [
        ("市水利局", make.PLACE),
        ("市水务局", make.PLACE),
        ("青岚市水利局", make.PLACE),
    ]
    for name in ("青岚市水利局", "市水利局", "青岚市水务局"):
        found = client.get("/api/v1/appointments/", {"organization": name}).json()["results"]
        assert [row["id"] for row in found] == [act.pk], name
    undo(action=action)
    assert all_rows() == before


def test_what_stands_below_and_after_moves_along(offices) -> None:
    kept, merged = offices
    child = make.OrganizationFactory(parent=merged)
    heir = make.OrganizationFactory(predecessor=merged)
    merge(kept=kept, merged=merged, reason=WHY)
    child.refresh_from_db()
    heir.refresh_from_db()
    assert (child.parent, heir.predecessor) == (kept, kept)


@pytest.mark.parametrize("link", ["parent", "predecessor"])
def test_one_that_stands_right_below_the_other_may_be_it(offices, link) -> None:
    kept, merged = offices
    above = make.OrganizationFactory()
    Organization.objects.filter(pk=merged.pk).update(**{link: above})
    Organization.objects.filter(pk=kept.pk).update(**{link: merged})
    before = all_rows()
    for row in offices:
        row.refresh_from_db()
    action = merge(kept=kept, merged=merged, reason=WHY)
    kept.refresh_from_db()
    assert getattr(kept, link) == above
    undo(action=action)
    assert all_rows() == before


@pytest.mark.parametrize("link", ["parent", "predecessor"])
def test_one_that_stands_far_below_the_other_is_not_it(offices, link) -> None:
    kept, merged = offices
    between = make.OrganizationFactory(name="青岚市水务集团", **{link: merged})
    Organization.objects.filter(pk=kept.pk).update(**{link: between})
    kept.refresh_from_db()
    before = all_rows()
    with pytest.raises(RefusedError, match="青岚市水务集团"):
        merge(kept=kept, merged=merged, reason=WHY)
    assert "青岚市水务集团" in preview(kept, merged).problems[0]
    assert all_rows() == before


def test_two_sessions_of_one_number_stand_in_the_way(offices) -> None:
    kept, merged = offices
    ours = make.SessionFactory(body=kept, number=7, name="水务第七次会议")
    theirs = make.SessionFactory(body=merged, number=7, name="水利第七次会议")
    make.SessionFactory(body=merged, number=8)
    (problem,) = preview(kept, merged).problems
    for words in ("水务第七次会议", "水利第七次会议", str(ours.pk), str(theirs.pk)):
        assert words in problem
    with pytest.raises(RefusedError, match="水利第七次会议"):
        merge(kept=kept, merged=merged, reason=WHY)
    Session.objects.filter(pk=theirs.pk).update(number=None)
    assert preview(kept, merged).problems == []


def test_a_later_publication_does_not_bring_the_merged_ones_back() -> None:
    record = small_bulletin()
    publish(record)
    person = Appointment.objects.exclude(person=None).first().person
    post = Appointment.objects.exclude(post=None).first().post
    kept_person = make.PersonFactory(name="方勤", jurisdiction=person.jurisdiction, note="另一条")
    kept_office = make.OrganizationFactory(name="青岚市水务局")
    merge(kept=kept_person, merged=person, reason=WHY)
    merge(kept=kept_office, merged=post.organization, reason=WHY)
    before = all_rows()
    published = publish(record)
    assert published.total("inserted") == published.total("removed") == 0
    assert all_rows() == before
    assert not Post.objects.filter(organization=post.organization).exists()
    assert OrganizationAlias.objects.filter(organization=kept_office).exists()
    assert Bulletin.objects.count() == 1
