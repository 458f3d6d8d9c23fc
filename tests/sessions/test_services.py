"""Taking a bulletin back and publishing it again, together with the importer's publishing."""

from __future__ import annotations

import pytest

from npcrecords.core.changes import remove
from npcrecords.core.generation import current_generation
from npcrecords.core.models import Tombstone
from people.models import Appointment, Person
from sessions.importer.publishing.publish import publish
from sessions.importer.publishing.remove import remove_bulletin
from sessions.models import Bulletin, Document, DocumentAuthor, Reporter
from sessions.services import publish_again, take_back

from .. import factories
from .importer.records import small_bulletin

pytestmark = pytest.mark.django_db


def test_importing_a_bulletin_that_was_taken_back_publishes_all_of_it() -> None:
    record = small_bulletin()
    bulletin = publish(record).bulletin
    take_back(bulletin=bulletin)
    assert Tombstone.objects.filter(resource="documents").count() == bulletin.documents.count()
    assert publish(record).bulletin.status == "published"
    assert not Tombstone.objects.exists()
    assert Document.objects.public().exists()


def test_what_is_so_already_changes_nothing() -> None:
    bulletin = factories.BulletinFactory()
    before = current_generation()
    publish_again(bulletin=bulletin)
    assert (current_generation(), bulletin.status) == (before, "published")
    take_back(bulletin=bulletin)
    take_back(bulletin=Bulletin.objects.get())
    assert current_generation() == before + 1


def test_a_stale_copy_does_not_decide() -> None:
    bulletin = factories.BulletinFactory()
    stale = Bulletin.objects.get()
    take_back(bulletin=bulletin)
    take_back(bulletin=stale)
    assert stale.status == "draft"
    assert Tombstone.objects.filter(resource="bulletins").count() == 1


def test_removing_a_bulletin_leaves_no_trace_of_it() -> None:
    kept = factories.ReporterFactory()
    bulletin = publish(small_bulletin()).bulletin
    names = set(Appointment.objects.filter(bulletin=bulletin).values_list("person_id", flat=True))
    remove_bulletin(bulletin=bulletin)
    assert not Appointment.objects.exists()
    assert not Person.objects.filter(pk__in=names).exists()
    assert Reporter.objects.get() == kept
    assert Reporter.objects.get().person is not None


def test_a_person_that_another_bulletin_names_stays() -> None:
    """Named only as a reporter there: by a link without a way back."""
    bulletin = publish(small_bulletin()).bulletin
    person = Appointment.objects.exclude(person=None).first().person
    factories.ReporterFactory(person=person)
    remove_bulletin(bulletin=bulletin)
    assert Person.objects.filter(pk=person.pk).exists()


def test_removing_an_organisation_touches_the_documents_it_signed() -> None:
    author = factories.DocumentAuthorFactory()
    before = author.document.modified
    remove(type(author.organization).objects.filter(pk=author.organization_id))
    assert DocumentAuthor.objects.get().organization_id is None
    assert Document.objects.get().modified > before


def test_a_record_typed_by_hand_stays_when_its_bulletin_is_imported_again() -> None:
    bulletin = publish(small_bulletin()).bulletin
    rows = [factories.AttendanceFactory(bulletin=bulletin, session=bulletin.session) for _ in "ab"]
    assert not rows[0].key
    publish(small_bulletin())
    held = type(rows[0]).objects.values_list("pk", flat=True)
    assert {row.pk for row in rows} <= set(held)
