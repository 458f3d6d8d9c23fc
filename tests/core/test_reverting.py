"""What somebody did is taken back whole, ids and all, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from npcrecords.core import changes, history
from npcrecords.core.bringing import RefusedError
from npcrecords.core.generation import current_generation
from npcrecords.core.models import Action, ActionKind, Change, Tombstone
from npcrecords.core.reverting import foresee_undo, undo
from people.models import Appointment, Organization, OrganizationAlias, Person, Post
from sessions.importer import record as rec
from sessions.importer.publishing.publish import publish
from sessions.models import Attendance, Bulletin, DocumentAuthor, Reporter, Session

from .. import factories
from ..everything import all_rows

pytestmark = pytest.mark.django_db

FACTS = settings.BASE_DIR / "fixtures" / "ningbo-16-19" / "bulletin.record.json"


@pytest.fixture
def ningbo() -> Bulletin:
    return publish(rec.load_record(FACTS.read_bytes(), name=FACTS.name)).bulletin


def last() -> Action:
    return Action.objects.latest("id")


def removed(rows: Any) -> Action:
    with history.acting(ActionKind.DELETE):
        changes.remove(rows)
    return last()


def test_a_bulletin_that_was_deleted_in_the_admin_comes_back_whole(ningbo, admin_client) -> None:
    before = all_rows()
    address = reverse("admin:congress_bulletin_delete", args=[ningbo.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert not Bulletin.objects.exists()
    assert not Person.objects.exists()
    deleted = last()
    assert deleted.kind == ActionKind.DELETE
    assert Tombstone.objects.filter(resource="bulletins", record_id=ningbo.pk).exists()
    generation = current_generation()
    with CaptureQueriesContext(connection) as queries:
        undo(action=deleted, reason="误删")
    assert all_rows() == before
    assert not Tombstone.objects.exists()
    assert current_generation() > generation
    assert len(queries) < len(before) / 2
    assert last().undoes == deleted
    connection.check_constraints()


def test_an_undone_deletion_can_be_done_again(ningbo) -> None:
    before = all_rows()
    action = removed(Bulletin.objects.all())
    without = all_rows()
    undo(action=action)
    undo(action=last())
    assert all_rows() == without
    undo(action=last())
    assert all_rows() == before


# What stands in the way


def save(row: Any, **values: Any) -> Action:
    """An edit, as the admin does it."""
    with history.acting(ActionKind.CHANGE) as recorder:
        watch = changes.Watch(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        watch.note(row)
    return recorder.action


def created(row: Any) -> Action:
    with history.acting(ActionKind.CREATE) as recorder:
        watch = changes.Watch(row)
        row.save()
        watch.note(row)
    return recorder.action


def refused(action: Action) -> str:
    """The sentences of the refusal; nothing is changed by it."""
    before, actions, generation = all_rows(), Action.objects.count(), current_generation()
    with pytest.raises(RefusedError) as error:
        undo(action=action)
    assert foresee_undo(action).problems == error.value.sentences
    assert (all_rows(), Action.objects.count()) == (before, actions)
    assert current_generation() == generation
    return str(error.value)


def test_what_was_changed_again_since_is_told_with_who_and_when(django_user_model) -> None:
    clerk = django_user_model.objects.create(username="min", last_name="张", first_name="敏")
    person = factories.PersonFactory(name="方勤")
    action = save(person, note="一")
    with history.acting(ActionKind.CHANGE, by=clerk):
        save(person, note="二")
    words = refused(action)
    assert "人员“方勤（二）”的“区别说明”后来又改过（张敏，" in words
    undo(action=last())
    undo(action=action)
    assert Person.objects.get().note == ""


def test_a_change_of_another_field_stays() -> None:
    person = factories.PersonFactory(name="方勤")
    action = save(person, note="一")
    save(person, jurisdiction="别处")
    undo(action=action)
    person.refresh_from_db()
    assert (person.note, person.jurisdiction) == ("", "别处")


def test_what_was_deleted_since_is_told() -> None:
    person = factories.PersonFactory()
    action = save(person, note="一")
    removed(Person.objects.all())
    assert "后来删除了（系统，" in refused(action)


def test_what_was_made_goes_again() -> None:
    action = created(Person(name="方勤"))
    undo(action=action)
    assert not Person.objects.exists()
    assert Tombstone.objects.get().resource == "people"
    assert "已由系统在" in refused(action)


def test_what_was_made_and_changed_since_stays() -> None:
    person = Person(name="方勤")
    action = created(person)
    later = save(person, note="一")
    assert "人员“方勤（一）”后来又改过" in refused(action)
    undo(action=later)
    undo(action=action)
    assert not Person.objects.exists()


@pytest.mark.parametrize("factory", [factories.AppointmentFactory, factories.ReporterFactory])
def test_what_others_name_by_now_stays(factory) -> None:
    person = Person(name="方勤")
    action = created(person)
    factory(person=person)
    assert "人员“方勤”后来又被" in refused(action)


def test_what_has_rows_below_it_by_now_stays() -> None:
    organization = Organization(name="青岚市水务局")
    action = created(organization)
    factories.OrganizationAliasFactory(organization=organization, name="市水务局")
    assert "机构“青岚市水务局”下面后来又有了机构简称“市水务局”" in refused(action)


def test_a_rule_that_would_be_broken_is_told_in_its_sentence() -> None:
    factories.PersonFactory(name="方勤")
    action = removed(Person.objects.all())
    factories.PersonFactory(name="方勤")
    assert refused(action) == "人员：已有同名人员：请写明区别说明。"


def test_a_rule_of_plain_columns_is_told_in_its_sentence_too() -> None:
    post = factories.PostFactory(title="局长")
    action = removed(Post.objects.all())
    factories.PostFactory(organization=post.organization, title="局长")
    assert refused(action) == "职务：这个机构已有这个职务。"


def test_a_link_to_what_is_gone_is_left_empty_where_it_may_be() -> None:
    attendance = factories.AttendanceFactory()
    person = attendance.person
    action = removed(Attendance.objects.all())
    removed(Person.objects.filter(pk=person.pk))
    seen = foresee_undo(action)
    assert seen.problems == []
    assert "“人员”所指的记录已不在" in seen.emptied[0]
    undo(action=action)
    assert Attendance.objects.get().person_id is None


def test_a_link_that_must_lead_somewhere_stands_in_the_way() -> None:
    post = factories.PostFactory()
    action = removed(Post.objects.all())
    removed(Organization.objects.filter(pk=post.organization_id))
    assert "“机构”所指的记录已不在：请先恢复那条记录。" in refused(action)


def test_links_that_a_deletion_emptied_lead_there_again() -> None:
    author = factories.DocumentAuthorFactory()
    reporter = factories.ReporterFactory(person=author.person)
    action = removed(Person.objects.filter(pk=author.person_id))
    assert DocumentAuthor.objects.get().person_id is None
    undo(action=action)
    assert DocumentAuthor.objects.get().person_id == author.person_id
    assert Reporter.objects.get().person_id == reporter.person_id


def test_values_that_changed_places_change_back() -> None:
    """No order of single updates could do it: a name is held once at any time."""
    first = factories.PersonFactory(name="方勤", note="一")
    second = factories.PersonFactory(name="方勤", note="二")
    with history.acting(ActionKind.CHANGE) as recorder:
        save(second, note="三")
        save(first, note="二")
        save(second, note="一")
    undo(action=recorder.action)
    assert [Person.objects.get(pk=row.pk).note for row in (first, second)] == ["一", "二"]


def test_the_public_and_programs_in_sync_see_what_comes_back(client) -> None:
    act = factories.AppointmentFactory()
    path = f"/api/v1/people/{act.person_id}/"
    action = removed(Appointment.objects.all())
    removed(Person.objects.filter(pk=act.person_id))
    assert client.get(path).status_code == 404
    undo(action=last())
    assert client.get(path).status_code == 200
    undo(action=action)
    assert client.get(f"/api/v1/appointments/{act.pk}/").status_code == 200
    assert not Tombstone.objects.exists()


def test_a_publication_is_undone_and_published_again(ningbo) -> None:
    action = Action.objects.get()
    assert action.kind == ActionKind.IMPORT
    undo(action=action)
    assert not Bulletin.objects.exists()
    assert not Session.objects.exists()
    assert not OrganizationAlias.objects.exists()
    undo(action=last())
    assert Bulletin.objects.get().pk == ningbo.pk
    record = rec.load_record(FACTS.read_bytes(), name=FACTS.name)
    assert publish(record).total("inserted") == 0


@pytest.mark.parametrize("kind", [ActionKind.UPLOAD, ActionKind.REVIEW, ActionKind.SET_ASIDE])
def test_what_has_verbs_of_its_own_is_not_undone_here(kind) -> None:
    with history.acting(kind, keep=True) as recorder:
        pass
    assert "不能在这里撤销" in refused(recorder.action)


def test_an_action_without_changes_is_not_undone() -> None:
    with history.acting(ActionKind.CHANGE, keep=True) as recorder:
        pass
    assert "无可撤销" in refused(recorder.action)


def test_a_deletion_is_known_by_what_it_deleted() -> None:
    factories.PersonFactory(name="方勤")
    assert removed(Person.objects.all()).summary == "人员“方勤”"
    assert not Change.objects.exclude(effect="removed").exists()
