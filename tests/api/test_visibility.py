"""Drafts are seen by staff alone: not in lists, not by themselves, not by way of others."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from npcrecords.api.router import RESOURCES
from people.models import Person
from sessions.models import Bulletin, Policy
from sessions.services import publish_again, take_back

from .. import factories as f
from .samples import SAMPLES

pytestmark = pytest.mark.django_db
# What is not taken from bulletins is public by itself; a session is as public as its bulletin,
# and a person as the records that name him.
ALWAYS_PUBLIC = {"organizations", "posts", "people", "sessions", "due-rules"}
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
    Policy.objects.update(status="draft")


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
        (f"deputy-changes/{f.DeputyChangeFactory(document=hidden).pk}", {"document": None}),
        (
            f"credentials-reports/{f.CredentialsReportFactory(document=hidden).pk}",
            {"document": None},
        ),
        (
            f"opinions/{opinion.pk}",
            {"report": None, "considered_at": None, "adopted_by": None},
        ),
        (f"opinions/{elsewhere.pk}", {"document": None}),
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


def since_now() -> str:
    return timezone.now().isoformat().replace("+00:00", "Z")


def told(client: Any, name: str, since: str) -> dict[int, bool]:
    """What a program in sync is told: whether each record is gone."""
    answer = client.get(f"/api/v1/{name}/", {"modified_since": since, "page_size": 200}).json()
    return {row["id"]: row.get("deleted", False) for row in answer["results"]}


def test_what_is_typed_by_hand_from_a_draft_belongs_to_it(client) -> None:
    hidden = hidden_document()
    act = f.AppointmentFactory(bulletin=None, document=hidden)
    change = f.DeputyChangeFactory(bulletin=None, document=hidden)
    follow_up = f.FollowUpFactory(bulletin=None, document=hidden, opinion__document=None)
    assert {act.bulletin_id, change.bulletin_id, follow_up.bulletin_id} == {hidden.bulletin_id}
    for name in ("appointments", "deputy-changes", "follow-ups", "opinions", "tenures"):
        assert ids(client, name) == set(), name
    publish_again(bulletin=hidden.bulletin)
    for name in ("appointments", "deputy-changes", "follow-ups", "opinions", "tenures"):
        assert len(ids(client, name)) == 1, name


def test_what_is_typed_by_hand_at_the_session_of_a_draft_is_not_seen(client) -> None:
    session = f.BulletinFactory(status="draft").session
    act = f.AppointmentFactory(bulletin=None, session=session)
    assert ids(client, "appointments") == ids(client, "tenures") == set()
    assert client.get(f"/api/v1/appointments/{act.pk}/").status_code == 404
    assert client.get(f"/api/v1/people/{act.person_id}/").status_code == 404


def test_a_link_that_is_not_shown_is_not_found_by(client) -> None:
    hidden = hidden_document()
    session = hidden.bulletin.session
    act = f.AppointmentFactory(document=hidden, session=session)
    follow_up = f.FollowUpFactory(document=hidden)
    assert ids(client, "appointments") == {act.pk}
    assert ids(client, "appointments", document=hidden.pk) == set()
    assert ids(client, "appointments", session=session.pk) == set()
    assert ids(client, "follow-ups", document=hidden.pk) == set()
    client.force_login(f.UserFactory(is_staff=True))
    assert ids(client, "appointments", document=hidden.pk) == {act.pk}
    assert ids(client, "appointments", session=session.pk) == {act.pk}
    assert ids(client, "follow-ups", document=hidden.pk) == {follow_up.pk}


def test_a_trace_does_not_tell_of_a_draft(client) -> None:
    hidden = hidden_document()
    section = f.SectionFactory(document=hidden, heading="草稿里的段落", page=77)
    opinion = f.OpinionFactory(adopted_by=hidden.bulletin.session)
    point = f.OpinionPointFactory(opinion=opinion)
    follow_up = f.FollowUpFactory(opinion=opinion, document=hidden, evaluation=section)
    response = f.ResponseFactory(follow_up=follow_up, point=point, section=section, heading="")
    f.ResponseFactory(
        follow_up=follow_up, point=point, bulletin=hidden.bulletin, section=section, heading="密"
    )
    trace = client.get(f"/api/v1/opinions/{opinion.pk}/trace/").json()
    (shown,) = trace["follow_ups"]
    assert shown["document"] is None
    assert shown["evaluation"] is None
    (answer,) = trace["aspects"][0]["responses"]["handling"]
    assert answer["id"] == response.pk
    assert answer["document"] is answer["section"] is None
    assert "草稿" not in str(trace)
    assert hidden.title not in str(trace)
    assert trace["opinion"]["adopted_by"] is None
    body = client.get(f"/api/v1/responses/{response.pk}/").json()
    assert body["section"] is None
    body = client.get(f"/api/v1/follow-ups/{follow_up.pk}/").json()
    assert body["evaluation"] is None


def test_posts_organisations_and_sessions_known_from_drafts_alone_are_not_seen(client) -> None:
    draft = f.BulletinFactory(status="draft", session=None)
    session = f.SessionFactory()
    act = f.AppointmentFactory(bulletin=draft, session=session)
    post, organization = act.post, act.post.organization
    free = f.PostFactory()
    assert ids(client, "posts") == {free.pk}
    assert organization.pk not in ids(client, "organizations")
    assert free.organization_id in ids(client, "organizations")
    assert ids(client, "sessions") == set()
    for path in (
        f"posts/{post.pk}",
        f"posts/{post.pk}/holders",
        f"organizations/{organization.pk}",
    ):
        assert client.get(f"/api/v1/{path}/").status_code == 404, path
    since = since_now()
    publish_again(bulletin=draft)
    for name, row in (("posts", post), ("organizations", organization), ("sessions", session)):
        assert row.pk in ids(client, name)
        assert told(client, name, since)[row.pk] is False


@pytest.fixture
def root() -> Any:
    client = Client()
    client.force_login(f.UserFactory(is_staff=True, is_superuser=True))
    return client


def send(client: Any, method: str, path: str, **body: Any) -> Any:
    answer = getattr(client, method)(f"/api/v1/{path}/", body, content_type="application/json")
    assert answer.status_code < 300, answer.content.decode()
    return answer.json() if answer.content else None


def test_a_new_public_act_makes_its_person_known(client, root) -> None:
    drafted = f.AppointmentFactory(bulletin=f.BulletinFactory(status="draft"))
    since = since_now()
    send(
        root, "post", "appointments", person=drafted.person_id, post=drafted.post_id, act="appoint"
    )
    assert told(client, "people", since) == {drafted.person_id: False}
    assert told(client, "posts", since) == {drafted.post_id: False}


def test_a_person_whom_a_draft_comes_to_name_goes(client, root) -> None:
    document = hidden_document()
    person, post = f.PersonFactory(), f.PostFactory()
    since = since_now()
    made = send(
        root, "post", "appointments",
        person=person.pk, post=post.pk, act="appoint", document=document.pk,
    )  # fmt: skip
    assert made["bulletin"]["id"] == document.bulletin_id
    assert told(client, "people", since) == {person.pk: True}
    assert told(client, "posts", since) == {post.pk: True}
    assert client.get(f"/api/v1/people/{person.pk}/").status_code == 404
    send(root, "delete", f"appointments/{made['id']}")
    assert told(client, "people", since) == {person.pk: False}


def test_a_part_that_names_a_person_makes_him_known(client, root) -> None:
    drafted = f.AppointmentFactory(bulletin=f.BulletinFactory(status="draft"))
    document = f.DocumentFactory()
    since = since_now()
    authors = [{"person": drafted.person_id}]
    send(root, "patch", f"documents/{document.pk}", authors=authors)
    assert told(client, "people", since) == {drafted.person_id: False}
    send(root, "patch", f"documents/{document.pk}", authors=[])
    assert told(client, "people", since) == {drafted.person_id: True}


def test_deleting_a_bulletin_buries_whom_drafts_alone_still_name(client, root) -> None:
    act = f.AppointmentFactory()
    f.AppointmentFactory(person=act.person, bulletin=f.BulletinFactory(status="draft"))
    since = since_now()
    send(root, "delete", f"bulletins/{act.bulletin_id}")
    assert told(client, "people", since) == {act.person_id: True}
    assert told(client, "appointments", since) == {act.pk: True}


def test_a_document_moved_to_a_draft_takes_its_records_along(client, root) -> None:
    opinion = f.OpinionFactory()
    document = opinion.document
    section = f.SectionFactory(document=document)
    act = f.AppointmentFactory(bulletin=document.bulletin, document=document)
    draft = f.BulletinFactory(status="draft")
    since = since_now()
    send(root, "patch", f"documents/{document.pk}", bulletin=draft.pk)
    rows = {
        "documents": document.pk,
        "sections": section.pk,
        "opinions": opinion.pk,
        "appointments": act.pk,
        "people": act.person_id,
    }
    for name, pk in rows.items():
        assert told(client, name, since)[pk] is True, name
        assert client.get(f"/api/v1/{name}/{pk}/").status_code == 404, name
    publish_again(bulletin=draft)
    for name, pk in rows.items():
        assert told(client, name, since)[pk] is False, name


def test_a_bulletin_comes_in_and_must_be_that_of_the_document(root) -> None:
    document, other = f.DocumentFactory(), f.BulletinFactory()
    person, post = f.PersonFactory(), f.PostFactory()
    body = {"person": person.pk, "post": post.pk, "act": "appoint"}
    made = send(root, "post", "appointments", **body, bulletin=other.pk)
    assert made["bulletin"]["id"] == other.pk
    answer = root.post(
        "/api/v1/appointments/",
        {**body, "bulletin": other.pk, "document": document.pk},
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert "bulletin" in answer.content.decode()
