"""Drafts are seen by staff alone: not in lists, not by themselves, not by way of others."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from npcrecords.api.router import RESOURCES
from people.models import Person
from sessions.models import Bulletin
from sessions.services import publish_again, take_back

from .. import factories as f
from .samples import SAMPLES

pytestmark = pytest.mark.django_db
# What is not taken from bulletins is public by itself; a session is as public as its bulletin,
# and a person as the records that name him.
ALWAYS_PUBLIC = {"organizations", "posts", "people", "sessions"}
LISTS = [name for name, _ in RESOURCES if name in SAMPLES]
FROM_BULLETINS = [name for name in LISTS if name not in ALWAYS_PUBLIC]


@pytest.fixture
def staff(client) -> Any:
    client.force_login(f.UserFactory(is_staff=True))
    return client


def ids(client: Any, name: str, **query: Any) -> set[int]:
    answer = client.get(f"/api/v1/{name}/", {"page_size": 200, **query})
    assert answer.status_code == 200, answer.content.decode()
    return {row["id"] for row in answer.json()["results"]}


def draft_all() -> None:
    Bulletin.objects.update(status="draft")


@pytest.mark.parametrize("name", FROM_BULLETINS)
def test_the_public_sees_no_draft(name, client) -> None:
    row = SAMPLES[name]()
    assert row.pk in ids(client, name)
    draft_all()
    assert ids(client, name) == set()
    assert client.get(f"/api/v1/{name}/{row.pk}/").status_code == 404
    assert client.get(f"/api/v1/{name}/?format=jsonl").getvalue() == b""


@pytest.mark.parametrize("name", FROM_BULLETINS)
def test_staff_see_drafts(name, staff) -> None:
    row = SAMPLES[name]()
    draft_all()
    assert row.pk in ids(staff, name)
    assert staff.get(f"/api/v1/{name}/{row.pk}/").status_code == 200


def test_who_is_logged_in_but_no_staff_sees_no_draft(client) -> None:
    row = f.AppointmentFactory()
    draft_all()
    client.force_login(f.UserFactory())
    assert ids(client, "appointments") == set()
    assert client.get(f"/api/v1/appointments/{row.pk}/").status_code == 404


def test_staff_tell_drafts_by_their_status(staff) -> None:
    draft, published = f.BulletinFactory(status="draft"), f.BulletinFactory()
    assert ids(staff, "bulletins", status="draft") == {draft.pk}
    assert ids(staff, "bulletins", status="published") == {published.pk}


def test_a_session_is_as_public_as_its_bulletin(client) -> None:
    alone = f.SessionFactory()
    draft, published = f.BulletinFactory(status="draft"), f.BulletinFactory()
    assert ids(client, "sessions") == {alone.pk, published.session_id}
    f.BulletinFactory(session=draft.session)
    assert draft.session_id in ids(client, "sessions")


def test_a_person_whom_drafts_alone_name_is_not_seen(client) -> None:
    unnamed = f.PersonFactory()
    drafted, both, author = f.PersonFactory(), f.PersonFactory(), f.PersonFactory()
    draft = f.BulletinFactory(status="draft")
    f.AppointmentFactory(person=drafted, bulletin=draft)
    f.AttendanceFactory(person=both, bulletin=draft)
    f.DeputyChangeFactory(person=both)
    f.DocumentAuthorFactory(person=author, document__bulletin=draft)
    assert ids(client, "people") >= {unnamed.pk, both.pk}
    assert not ids(client, "people") & {drafted.pk, author.pk}
    assert client.get(f"/api/v1/people/{drafted.pk}/").status_code == 404
    assert set(Person.objects.public()) <= set(Person.objects.all())


def test_what_was_typed_by_hand_is_as_public_as_what_it_is_part_of(client) -> None:
    draft = f.BulletinFactory(status="draft")
    opinion = f.OpinionFactory(document__bulletin=draft)
    f.OpinionPointFactory(opinion=opinion, bulletin=None)
    f.AttendanceFactory(bulletin=None, session=draft.session)
    f.AgendaItemFactory(bulletin=None, session=draft.session)
    for name in ("opinion-points", "attendances", "agenda-items"):
        assert ids(client, name) == set()


def hidden_document() -> Any:
    return f.DocumentFactory(bulletin__status="draft")


def test_no_public_record_tells_of_a_draft(client) -> None:
    """Each way from a published record to one in a draft, shown as null or left out."""
    hidden = hidden_document()
    session = hidden.bulletin.session
    item = f.AgendaItemFactory()
    f.OutcomeFactory(item=item, document=hidden)
    hidden.agenda_item = item
    hidden.save()
    relation = f.DocumentRelationFactory(target=hidden)
    document = relation.document
    document.adopted_by = session
    document.agenda_item = f.AgendaItemFactory(bulletin=hidden.bulletin)
    document.save()
    opinion = f.OpinionFactory(report=hidden, considered_at=session, adopted_by=session)
    elsewhere = f.OpinionFactory(document=hidden)
    follow_up = f.FollowUpFactory(opinion=elsewhere)
    point = f.OpinionPointFactory(opinion=elsewhere, bulletin=hidden.bulletin)
    expected = [
        (f"agenda-items/{item.pk}", {"documents": []}),
        (f"agenda-items/{item.pk}", {"outcomes": [None]}),
        (f"documents/{document.pk}", {"relations": [], "adopted_by": None, "agenda_item": None}),
        (
            f"citations/{f.CitationFactory(cited_document=hidden).pk}",
            {"cited_document": None},
        ),
        (
            f"appointments/{f.AppointmentFactory(document=hidden, session=session).pk}",
            {"document": None, "session": None},
        ),
        (
            f"appointments/{f.AppointmentFactory(bulletin=None, document=hidden).pk}",
            {"document": None, "bulletin": None, "source": None},
        ),
        (f"deputy-changes/{f.DeputyChangeFactory(document=hidden).pk}", {"document": None}),
        (
            f"credentials-reports/{f.CredentialsReportFactory(document=hidden).pk}",
            {"document": None},
        ),
        (
            f"opinions/{opinion.pk}",
            {"report": None, "considered_at": None, "adopted_by": None},
        ),
        (f"opinions/{elsewhere.pk}", {"document": None, "source": None}),
        (f"follow-ups/{f.FollowUpFactory(document=hidden).pk}", {"document": None}),
        (f"responses/{f.ResponseFactory(follow_up=follow_up, point=point).pk}", {"point": None}),
    ]
    for path, shown in expected:
        body = client.get(f"/api/v1/{path}/").json()
        for field, value in shown.items():
            told = body[field]
            if field == "outcomes":
                told = [outcome["document"] for outcome in told]
            assert told == value, (path, field)


def test_a_state_does_not_tell_of_a_draft(client) -> None:
    opinion = f.OpinionFactory()
    f.FollowUpFactory(opinion=opinion, bulletin__status="draft")
    assert client.get(f"/api/v1/opinions/{opinion.pk}/").json()["state"] == "awaiting"
    client.force_login(f.UserFactory(is_staff=True))
    assert client.get(f"/api/v1/opinions/{opinion.pk}/").json()["state"] == "handled"


def test_programs_in_sync_see_a_bulletin_taken_back_go_and_come(client) -> None:
    row = f.AppointmentFactory()
    start = timezone.now().isoformat().replace("+00:00", "Z")
    take_back(bulletin=row.bulletin)

    def told(name: str) -> list[Any]:
        return client.get(f"/api/v1/{name}/", {"modified_since": start}).json()["results"]

    for name, pk in (
        ("appointments", row.pk),
        ("bulletins", row.bulletin_id),
        ("documents", row.document_id),
        ("sessions", row.session_id),
        ("people", row.person_id),
    ):
        gone = told(name)
        assert [(one["id"], one["deleted"]) for one in gone] == [(pk, True)], name
        assert set(gone[0]) == {"id", "deleted", "modified"}
    publish_again(bulletin=row.bulletin)
    for name, pk in (
        ("appointments", row.pk),
        ("sessions", row.session_id),
        ("people", row.person_id),
    ):
        back = told(name)
        assert [one["id"] for one in back] == [pk], name
        assert "deleted" not in back[0]
