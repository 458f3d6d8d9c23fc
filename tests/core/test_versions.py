"""An earlier version of a record comes back with its parts, and only by the rules."""

from __future__ import annotations

from typing import Any

import pytest

from npcrecords.core import changes, history
from npcrecords.core.bringing import RefusedError
from npcrecords.core.models import Action, ActionKind, Tombstone
from npcrecords.core.reverting import undo
from npcrecords.core.versions import foresee_restore, restore
from people.models import OrganizationAlias, Person
from sessions.choices import Status
from sessions.models import Bulletin, Document, DocumentAuthor

from .. import factories as make
from ..everything import all_rows

pytestmark = pytest.mark.django_db


def save(row: Any, **values: Any) -> Action:
    """An edit, as the admin does it."""
    with history.acting(ActionKind.CHANGE) as recorder:
        watch = changes.Watch(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        watch.note(row)
    return recorder.action


def edit_parts(owner: Any, edit: Any) -> Action:
    with history.acting(ActionKind.CHANGE) as recorder:
        watch = changes.Watch(owner)
        edit()
        owner.save()
        watch.note(owner)
    return recorder.action


def test_the_fields_are_as_they_were_after_that_action() -> None:
    person = make.PersonFactory(name="方勤")
    first = save(person, note="一")
    save(person, note="二", name="方琴")
    save(person, jurisdiction="别处")
    done = restore(row=person, action=first, reason="改错了")
    person.refresh_from_db()
    assert (person.name, person.note, person.jurisdiction) == ("方勤", "一", make.PLACE)
    assert "fangqin" in person.pinyin
    assert (done.kind, done.reason) == (ActionKind.RESTORE, "改错了")
    assert {change.record_id for change in done.changes.all()} == {person.pk}


def test_parts_come_and_go_with_the_version() -> None:
    document = make.DocumentFactory()
    stays, changed, goes = (make.DocumentAuthorFactory(document=document) for _ in range(3))
    before = save(document, abstract="一")
    rows = {key: row for key, row in all_rows().items() if key[0] == "congress.DocumentAuthor"}

    def edit() -> None:
        DocumentAuthor.objects.filter(pk=changed.pk).update(role="副局长", order=9)
        goes.delete()
        make.DocumentAuthorFactory(document=document)

    edit_parts(document, edit)
    restore(row=document, action=before)
    found = {key: row for key, row in all_rows().items() if key[0] == "congress.DocumentAuthor"}
    assert found == rows
    assert stays.pk in set(document.author_set.values_list("pk", flat=True))


def test_a_restoration_is_undone_like_any_action() -> None:
    organization = make.OrganizationFactory()
    before = save(organization, classification="")
    edit_parts(organization, lambda: make.OrganizationAliasFactory(organization=organization))
    save(organization, name="青岚市新局")
    rows = all_rows()
    done = restore(row=organization, action=before)
    assert not OrganizationAlias.objects.exists()
    undo(action=done)
    assert all_rows() == rows


def test_what_a_link_led_to_is_gone() -> None:
    author = make.PersonFactory()
    attendance = make.AttendanceFactory(person=author)
    before = save(attendance, count=None, name="方勤")
    save(attendance, person=None)
    changes.remove(Person.objects.filter(pk=author.pk))
    save(attendance, name="方琴")
    seen = foresee_restore(attendance, before)
    assert "人员" in seen.emptied[0]
    restore(row=attendance, action=before)
    attendance.refresh_from_db()
    assert (attendance.name, attendance.person_id) == ("方勤", None)


def test_a_version_that_breaks_a_rule_is_refused_with_its_sentence() -> None:
    person = make.PersonFactory(name="方勤")
    before = save(person, note="一")
    save(person, note="二")
    make.PersonFactory(name="方勤", note="一")
    rows = all_rows()
    with pytest.raises(RefusedError, match="已有同名人员"):
        restore(row=person, action=before)
    assert foresee_restore(person, before).problems == ["已有同名人员：请写明区别说明。"]
    assert all_rows() == rows


def test_the_present_version_needs_no_restoring() -> None:
    person = make.PersonFactory()
    action = save(person, note="一")
    with pytest.raises(RefusedError, match="不必恢复"):
        restore(row=person, action=action)


def test_before_a_record_was_there_it_has_no_version() -> None:
    other = save(make.PersonFactory(), note="一")
    with history.acting(ActionKind.CREATE):
        person = Person(name="方勤")
        person.save()
        history.record(history.made([person]))
    with pytest.raises(RefusedError, match="那时还没有"):
        restore(row=person, action=other)


def test_publishing_is_no_part_of_a_version() -> None:
    bulletin = make.BulletinFactory(status=Status.DRAFT, published_at=None)
    before = save(bulletin, pages=10)
    save(bulletin, pages=12, status=Status.PUBLISHED)
    restore(row=bulletin, action=before)
    bulletin = Bulletin.objects.get()
    assert (bulletin.pages, bulletin.status) == (10, Status.PUBLISHED)
    assert not Tombstone.objects.exists()


def test_a_document_that_goes_back_to_its_bulletin_takes_its_rows_along() -> None:
    document = make.DocumentFactory()
    home, away = document.bulletin, make.BulletinFactory()
    act = make.AppointmentFactory(bulletin=home, document=document, session=None)
    before = save(document, abstract="一")
    save(document, bulletin=away)
    act.refresh_from_db()
    assert act.bulletin == away
    restore(row=document, action=before)
    act.refresh_from_db()
    assert act.bulletin == home
    undo(action=Action.objects.latest("id"))
    act.refresh_from_db()
    assert (Document.objects.get(pk=document.pk).bulletin, act.bulletin) == (away, away)


def test_foreseeing_changes_nothing() -> None:
    person = make.PersonFactory()
    before = save(person, note="一")
    save(person, note="二")
    rows, actions = all_rows(), Action.objects.count()
    (change,) = foresee_restore(person, before).changes
    assert change.values == {"note": ["二", "一"]}
    assert all_rows() == rows
    assert Action.objects.count() == actions
