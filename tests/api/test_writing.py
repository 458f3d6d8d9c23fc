"""POST, PATCH and DELETE: the checks of the admin, the version of the public, and conflicts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from npcrecords.api.router import RESOURCES
from npcrecords.core.generation import current_generation
from npcrecords.core.models import Tombstone
from people.models import Appointment, Organization, Person
from sessions.models import AgendaItem, Bulletin, Document, Session

from .. import factories as f
from .samples import SAMPLES

pytestmark = pytest.mark.django_db
LISTS = [name for name, _ in RESOURCES if name in SAMPLES]


class Clerk:
    """A client with the token of somebody who may do everything."""

    def __init__(self) -> None:
        user = f.UserFactory(is_staff=True, is_superuser=True)
        self.headers = {"Authorization": f"Token {Token.objects.create(user=user).key}"}
        self.client = Client()

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )

    def post(self, path: str, body: Any, status: int = 201) -> Any:
        answer = self.send("POST", path, body)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def patch(self, path: str, body: Any, status: int = 200, **headers: str) -> Any:
        answer = self.send("PATCH", path, body, **headers)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.mark.parametrize("name", LISTS)
def test_what_a_record_shows_can_be_sent_back_and_changes_nothing(name, clerk) -> None:
    row = SAMPLES[name]()
    path = f"{name}/{row.pk}/"
    shown = clerk.send("GET", path).json()
    told = clerk.patch(path, shown)
    for body in (shown, told):
        del body["modified"]
        body.pop("published_at", None)
    assert told == shown
    type(row).objects.get(pk=row.pk).full_clean()


@pytest.mark.parametrize("name", LISTS)
def test_every_record_can_be_made_anew_from_what_another_shows(name, clerk) -> None:
    """POST takes what GET gives; where two alike may not be, it says so in a sentence."""
    row = SAMPLES[name]()
    shown = clerk.send("GET", f"{name}/{row.pk}/").json()
    answer = clerk.send("POST", f"{name}/", shown)
    assert answer.status_code in {201, 400}, answer.content.decode()
    if answer.status_code == 201:
        made = answer.json()
        assert made["id"] != row.pk
        assert answer["Location"].endswith(f"/api/v1/{name}/{made['id']}/")
        assert set(made) == set(shown)
    else:
        for error in answer.json()["errors"]:
            assert "UNIQUE" not in error["message"]
            assert len(error["message"]) > 4


@pytest.mark.parametrize("name", LISTS)
def test_every_record_can_be_deleted_or_says_who_needs_it(name, clerk) -> None:
    row = SAMPLES[name]()
    before = current_generation()
    answer = clerk.send("DELETE", f"{name}/{row.pk}/")
    if answer.status_code == 409:
        assert type(row).objects.filter(pk=row.pk).exists()
        assert current_generation() == before
    else:
        assert answer.status_code == 204
        assert answer.content == b""
        assert not type(row).objects.filter(pk=row.pk).exists()
        assert Tombstone.objects.filter(resource=name, record_id=row.pk).exists()
        assert current_generation() > before


def test_an_appointment_typed_in(clerk) -> None:
    person, post = f.PersonFactory(), f.PostFactory()
    session = f.SessionFactory()
    before = current_generation()
    made = clerk.post(
        "appointments/",
        {
            "person": person.pk,
            "post": {"id": post.pk},
            "act": "appoint",
            "date": "2024-07-01",
            "date_precision": "month",
            "date_text": "2024年7月",
            "session": session.pk,
            "submitted_by_name": "主任会议",
        },
    )
    assert made["person"] == {"id": person.pk, "name": person.name}
    assert made["name"] == person.name
    assert made["post"]["organization"]["name"] == post.organization.name
    assert made["date_precision"] == "month"
    assert made["effect"] == "start"
    assert made["source"] is None
    assert made["submitted_by"] == {"id": None, "name": "主任会议", "kind": None}
    assert current_generation() > before


def test_what_is_not_resolved_yet_comes_in_as_printed(clerk) -> None:
    made = clerk.post(
        "appointments/",
        {
            "person": {"id": None, "name": "方 勤"},
            "post_text": "市第一局局长",
            "act": "remove",
        },
    )
    assert made["person"] == {"id": None, "name": "方 勤"}
    assert made["post"] == {"id": None, "title": "市第一局局长", "organization": None}
    assert made["date"] is None
    assert made["date_precision"] is None


def test_a_source_typed_in(clerk) -> None:
    document = f.DocumentFactory()
    source = {
        "bulletin": document.bulletin_id,
        "document": document.pk,
        "page": 4,
        "line_start": 40,
        "line_end": 41,
    }
    body = {"name": "方勤", "post_text": "市第一局局长", "act": "remove", "source": source}
    made = clerk.post("appointments/", body)
    assert made["source"] == source
    wrong = {**body, "source": {**source, "line_end": 1}}
    problem = clerk.post("appointments/", wrong, 400)
    assert "终止行" in problem["errors"][0]["message"]
    nowhere = {**body, "source": {**source, "bulletin": 999_999}}
    assert clerk.post("appointments/", nowhere, 400)["errors"][0]["field"] == "source"


def test_a_constraint_speaks_in_its_own_words(clerk) -> None:
    post = f.PostFactory()
    body = {"organization": post.organization_id, "title": post.title}
    problem = clerk.post("posts/", body, 400)
    assert "这个机构已有这个职务" in problem["errors"][0]["message"]
    problem = clerk.post(
        "deputy-changes/",
        {
            "congress": f.CongressFactory().pk,
            "name": "方勤",
            "change": "by_elected",
            "cause": "died",
        },
        400,
    )
    assert "只有出缺才写原因" in problem["errors"][0]["message"]


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"organization": 999_999, "title": "局长"}, "organization", "does_not_exist"),
        ({"organization": "财政局", "title": "局长"}, "organization", "not_a_reference"),
        ({"organization": True, "title": "局长"}, "organization", "not_a_reference"),
        ({"organization": 2**70, "title": "局长"}, "organization", "not_a_reference"),
        ({"title": "局长"}, "organization", "required"),
        ({"organization": None, "title": "局长"}, "organization", "null"),
    ],
)
def test_a_reference_that_leads_nowhere(body, field, code, clerk) -> None:
    problem = clerk.post("posts/", body, 400)
    assert (problem["errors"][0]["field"], problem["errors"][0]["code"]) == (field, code)


def test_aliases_are_given_as_a_whole_and_those_that_stay_stay(clerk) -> None:
    kept = f.OrganizationAliasFactory(jurisdiction="青岚市")
    organization = kept.organization
    f.OrganizationAliasFactory(organization=organization)
    path = f"organizations/{organization.pk}/"
    told = clerk.patch(path, {"aliases": [kept.name, "市一局"]})
    assert set(told["aliases"]) == {kept.name, "市一局"}
    kept.refresh_from_db()
    assert kept.jurisdiction == "青岚市"
    assert clerk.patch(path, {"classification": "other"})["aliases"] == told["aliases"]


def test_parts_of_records_come_in_with_them(clerk) -> None:
    person, committee = f.PersonFactory(), f.CommitteeFactory()
    session = clerk.post(
        "sessions/",
        {
            "body": committee.pk,
            "kind": "committee",
            "name": "第二十次会议",
            "chairs": [{"id": None, "name": "陆澄"}, person.pk],
        },
    )
    assert session["chairs"] == [
        {"id": None, "name": "陆澄"},
        {"id": person.pk, "name": person.name},
    ]
    item = clerk.post(
        "agenda-items/",
        {
            "session": session["id"],
            "number": 1,
            "text": "审议报告",
            "kinds": ["hear_report", "inquiry"],
            "reporters": [{"person": person.pk, "role": "副市长"}],
            "outcomes": [{"kind": "opinion_to_follow"}],
        },
    )
    assert item["kinds"] == ["hear_report", "inquiry"]
    assert len(item["kinds_label"]) == 2
    assert item["reporters"][0]["person"]["id"] == person.pk
    document = f.DocumentFactory()
    made = clerk.post(
        "documents/",
        {
            "bulletin": document.bulletin_id,
            "sequence": 9,
            "kind": "survey_report",
            "title": "调研报告",
            "agenda_item": item["id"],
            "authors": [{"organization": committee.pk, "text": "常委会"}],
            "relations": [{"kind": "surveys", "document": document.pk}],
        },
    )
    assert made["authors"][0]["organization"]["id"] == committee.pk
    assert made["relations"][0]["document"] == document.pk
    problem = clerk.patch(
        f"documents/{made['id']}/",
        {"title": "改过", "relations": [{"kind": "surveys", "document": made["id"]}]},
        400,
    )
    assert "自己" in problem["errors"][0]["message"]
    assert Document.objects.get(pk=made["id"]).title == "调研报告"
    assert AgendaItem.objects.get(pk=item["id"]).kind_set.count() == 2


def test_a_stale_change_is_409_and_changes_nothing(clerk, client) -> None:
    row = f.OrganizationFactory()
    path = f"organizations/{row.pk}/"
    tag = clerk.send("GET", path)["ETag"]
    public_tag = client.get(f"/api/v1/{path}")["ETag"]
    first = clerk.send("PATCH", path, {"jurisdiction": "林溪县"}, If_Match=tag)
    assert first.status_code == 200
    for stale in (tag, public_tag):
        clerk.patch(path, {"jurisdiction": "北原县"}, 409, If_Match=stale)
        assert clerk.send("DELETE", path, If_Match=stale).status_code == 409
    row.refresh_from_db()
    assert row.jurisdiction == "林溪县"
    clerk.patch(path, {"jurisdiction": "北原县"}, If_Match=first["ETag"])
    clerk.patch(path, {"jurisdiction": "白石县"}, If_Match=client.get(f"/api/v1/{path}")["ETag"])
    clerk.patch(path, {"jurisdiction": "东渚市"}, If_Match="*")


def test_a_bulletin_is_published_and_taken_back_by_its_status(clerk, client) -> None:
    committee = f.CommitteeFactory()
    made = clerk.post("bulletins/", {"issuer": committee.pk, "term": 18, "number": 20})
    assert made["status"] == "draft"
    path = f"bulletins/{made['id']}/"
    assert client.get(f"/api/v1/{path}").status_code == 404
    act = f.AppointmentFactory(bulletin=Bulletin.objects.get(), document=None)
    assert clerk.patch(path, {"status": "published"})["published_at"] is not None
    assert client.get(f"/api/v1/appointments/{act.pk}/").status_code == 200
    clerk.patch(path, {"status": "draft"})
    assert client.get(f"/api/v1/appointments/{act.pk}/").status_code == 404
    assert Tombstone.objects.filter(resource="appointments", record_id=act.pk).exists()
    published = clerk.post(
        "bulletins/", {"issuer": committee.pk, "term": 18, "number": 21, "status": "published"}
    )
    assert published["status"] == "published"
    assert published["published_at"] is not None
    assert Bulletin.objects.public().count() == 1


def test_a_failed_write_leaves_everything_as_it_was(clerk) -> None:
    before = current_generation()
    organization = f.CommitteeFactory()
    body = {
        "body": organization.pk,
        "kind": "committee",
        "name": "第一次会议",
        "chairs": [{"id": None, "name": "陆" * 200}],
    }
    problem = clerk.post("sessions/", body, 400)
    assert problem["errors"]
    assert not Session.objects.exists()
    assert current_generation() == before


def test_an_unresolved_person_is_resolved(clerk) -> None:
    row = f.AppointmentFactory(person=None, person_name="方勤")
    person = f.PersonFactory(name="方勤")
    told = clerk.patch(f"appointments/{row.pk}/", {"person": person.pk})
    assert told["person"]["id"] == person.pk
    assert told["name"] == "方勤"
    assert clerk.patch(f"appointments/{row.pk}/", {"person": None})["person"]["id"] is None
    assert Appointment.objects.get().person_name == "方勤"


def test_a_session_user_needs_the_token_against_forgery() -> None:
    user = f.UserFactory(is_staff=True, is_superuser=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    body = {"name": "方勤"}
    refused = client.post("/api/v1/people/", body, content_type="application/json")
    assert refused.status_code == 403
    assert not Person.objects.exists()
    client.cookies["csrftoken"] = "a" * 32
    allowed = client.post(
        "/api/v1/people/",
        body,
        content_type="application/json",
        headers={"X-CSRFToken": "a" * 32},
    )
    assert allowed.status_code == 201


def test_names_that_no_database_holds_are_refused(clerk) -> None:
    for name in ("a\x00b", "\ud800"):
        assert clerk.post("people/", {"name": name}, 400)["errors"][0]["field"] == "name"
    assert not Organization.objects.exists()


def errors_of(problem: Any) -> set[tuple[str, str]]:
    return {(error["field"], error["code"]) for error in problem["errors"]}


@pytest.mark.parametrize(
    ("submitter", "shown"),
    [
        ({"id": "person", "kind": "person"}, "person"),
        ({"id": "organization", "name": "任意", "kind": "organization"}, "organization"),
        ({"id": None, "name": "主任会议", "kind": None}, None),
        ({"name": "主任会议"}, None),
    ],
)
def test_who_submitted_an_act_comes_in_as_it_is_shown(submitter, shown, clerk) -> None:
    rows = {"person": f.PersonFactory(), "organization": f.OrganizationFactory()}
    if shown:
        submitter = {**submitter, "id": rows[shown].pk}
    act = f.AppointmentFactory()
    told = clerk.patch(f"appointments/{act.pk}/", {"submitted_by": submitter})["submitted_by"]
    assert told["kind"] == shown
    assert told["name"] == (rows[shown].name if shown else "主任会议")
    assert clerk.patch(f"appointments/{act.pk}/", {"submitted_by": None})["submitted_by"] is None


@pytest.mark.parametrize(
    "submitter", [7, {"id": 7}, {"id": 7, "kind": "committee"}, {}, {"id": 999, "kind": "person"}]
)
def test_who_submitted_an_act_is_said_in_full(submitter, clerk) -> None:
    act = f.AppointmentFactory()
    problem = clerk.patch(f"appointments/{act.pk}/", {"submitted_by": submitter}, 400)
    assert problem["errors"][0]["field"] == "submitted_by"


def test_who_explained_an_act_comes_in_resolved_or_as_printed(clerk) -> None:
    act, person = f.AppointmentFactory(), f.PersonFactory()
    for sent, shown in (
        (person.pk, {"id": person.pk, "name": person.name}),
        ({"id": None, "name": "陆 澄"}, {"id": None, "name": "陆 澄"}),
    ):
        told = clerk.patch(f"appointments/{act.pk}/", {"explained_by": sent})
        assert told["explained_by"] == shown


@pytest.mark.parametrize("name", LISTS)
def test_what_no_record_has_is_named(name, clerk) -> None:
    row = SAMPLES[name]()
    for method, path in (("POST", f"{name}/"), ("PATCH", f"{name}/{row.pk}/")):
        answer = clerk.send(method, path, {"no_such_thing": 1})
        assert answer.status_code == 400
        assert ("no_such_thing", "unknown_field") in errors_of(answer.json())
    problem = clerk.patch(f"appointments/{f.AppointmentFactory().pk}/",
                          {"person": {"id": None, "nmae": "方勤"}}, 400)  # fmt: skip
    assert errors_of(problem) == {("person.nmae", "unknown_field")}


def test_what_is_computed_cannot_be_written(clerk) -> None:
    opinion, act = f.OpinionFactory(), f.AppointmentFactory()
    bulletin = act.bulletin
    for path, body, field in (
        (f"opinions/{opinion.pk}/", {"state": "closed"}, "state"),
        (f"appointments/{act.pk}/", {"effect": "end"}, "effect"),
        (f"bulletins/{bulletin.pk}/", {"label": "新", "documents_count": 99}, "documents_count"),
    ):
        assert errors_of(clerk.patch(path, body, 400)) == {(field, "read_only")}
    bulletin.refresh_from_db()
    assert bulletin.label != "新"
    count = Appointment.objects.count()
    body = {"name": "方勤", "post_text": "局长", "act": "appoint", "effect": "end"}
    assert errors_of(clerk.post("appointments/", body, 400)) == {("effect", "read_only")}
    assert Appointment.objects.count() == count
    clerk.post("appointments/", {**body, "effect": "start"})
    shown = clerk.send("GET", f"appointments/{act.pk}/").json()
    assert clerk.patch(f"appointments/{act.pk}/", {**shown, "act": "remove"})["effect"] == "end"


def test_links_that_contradict_each_other_are_refused(clerk) -> None:
    one, other = f.OpinionPointFactory(), f.OpinionPointFactory()
    report = f.FollowUpFactory(opinion=one.opinion)
    far, near = f.SectionFactory(), f.SectionFactory(document=report.document)
    below = f.SectionFactory(document=near.document, parent=near)
    answer = f.ResponseFactory(follow_up=report, point=one, section=near)
    point = {"opinion": one.opinion_id, "kind": "point", "number": 9, "order": 9}
    held = f.OpinionPointFactory(opinion=one.opinion, parent=one, kind="point")
    note = f.FootnoteFactory(document=near.document)
    for method, path, body, field in (
        ("POST", "responses/", {"follow_up": report.pk, "point": other.pk}, "point"),
        ("POST", "responses/", {"follow_up": report.pk, "section": far.pk}, "section"),
        ("PATCH", f"responses/{answer.pk}/", {"point": other.pk}, "point"),
        ("PATCH", f"follow-ups/{report.pk}/", {"opinion": other.opinion_id}, "opinion"),
        ("PATCH", f"follow-ups/{report.pk}/", {"evaluation": far.pk}, "evaluation"),
        ("POST", "opinion-points/", {**point, "parent": other.pk}, "parent"),
        ("POST", "opinion-points/", {**point, "parent": one.pk, "kind": "aspect"}, "parent"),
        ("POST", "opinion-points/", {**point, "parent": held.pk}, "parent"),
        ("PATCH", f"sections/{near.pk}/", {"parent": far.pk}, "parent"),
        ("PATCH", f"sections/{near.pk}/", {"parent": below.pk}, "parent"),
        ("PATCH", f"sections/{near.pk}/", {"parent": near.pk}, "parent"),
        ("PATCH", f"footnotes/{note.pk}/", {"section": far.pk}, "section"),
    ):
        answered = clerk.send(method, path, body)
        assert answered.status_code == 400, (path, body, answered.content.decode())
        assert [e["field"] for e in answered.json()["errors"]] == [field], (path, body)
    clerk.post("opinion-points/", {**point, "parent": one.pk})
    clerk.post("responses/", {"follow_up": report.pk, "point": held.pk, "section": below.pk})


def test_a_source_lies_in_the_bulletin_that_it_names(clerk) -> None:
    document, bulletin = f.DocumentFactory(), f.BulletinFactory()
    body = {"name": "方勤", "post_text": "局长", "act": "remove"}
    for source in (
        {"bulletin": bulletin.pk, "document": document.pk},
        {"bulletin": bulletin.pk, "document": 999_999},
    ):
        problem = clerk.post("appointments/", {**body, "source": source}, 400)
        assert "source" in problem["errors"][0]["field"]


@pytest.mark.parametrize("link", ["parent", "predecessor"])
def test_organizations_do_not_stand_in_a_ring(link, clerk) -> None:
    first = f.OrganizationFactory()
    second = f.OrganizationFactory(**{link: first})
    third = f.OrganizationFactory(**{link: second})
    for wrong in (first, second, third):
        problem = clerk.patch(f"organizations/{first.pk}/", {link: wrong.pk}, 400)
        assert errors_of(problem) == {(link, "loop")}
    clerk.patch(f"organizations/{third.pk}/", {link: first.pk})


def test_an_act_is_on_a_post(clerk) -> None:
    body = {"name": "方勤", "act": "appoint"}
    assert errors_of(clerk.post("appointments/", body, 400)) == {("post", "required")}
    made = clerk.post("appointments/", {**body, "post": {"id": None, "title": "某局长"}})
    assert made["post"] == {"id": None, "title": "某局长", "organization": None}
    act = f.AppointmentFactory(post_text="市一局局长（兼）")
    shown = clerk.send("GET", f"appointments/{act.pk}/").json()
    assert clerk.patch(f"appointments/{act.pk}/", {"post": shown["post"]})["post"] == shown["post"]
    act.refresh_from_db()
    assert act.post_text == "市一局局长（兼）"


@pytest.mark.parametrize(
    ("precision", "right", "wrong"),
    [
        ("third", ["2025-02-01", "2025-02-11", "2025-02-21"], ["2025-02-02", "2025-02-28"]),
        ("month", ["2025-02-01"], ["2025-02-17"]),
        ("year", ["2025-01-01"], ["2025-02-01", "2025-01-02"]),
        ("day", ["2025-02-17"], []),
    ],
)
def test_a_half_known_date_is_the_first_day_it_allows(precision, right, wrong, clerk) -> None:
    path = f"appointments/{f.AppointmentFactory().pk}/"
    for day in right:
        clerk.patch(path, {"date": day, "date_precision": precision})
    for day in wrong:
        problem = clerk.patch(path, {"date": day, "date_precision": precision}, 400)
        assert errors_of(problem) == {("date", "not_the_first_day")}
        assert "2025-0" in problem["detail"]
    opinion = f.OpinionFactory()
    body = {"adopted_on": "2025-02-17", "adopted_on_precision": "year"}
    problem = clerk.patch(f"opinions/{opinion.pk}/", body, 400)
    assert problem["errors"][0]["field"] == "adopted_on"


@pytest.mark.parametrize("make", [f.PersonFactory, f.OrganizationFactory])
def test_who_was_merged_is_not_changed_any_more(make, clerk) -> None:
    survivor = make()
    old = make(merged_into=make(merged_into=survivor))
    problem = clerk.patch(f"{old.resource}/{old.pk}/", {"jurisdiction": "林溪县"}, 409)
    assert str(survivor.pk) in problem["detail"]
    old.refresh_from_db()
    assert old.jurisdiction != "林溪县"


def test_a_broken_constraint_names_a_field(clerk) -> None:
    post, session = f.PostFactory(), f.SessionFactory()
    body = {"organization": post.organization_id, "title": post.title}
    assert clerk.post("posts/", body, 400)["errors"][0]["field"] == "title"
    problem = clerk.patch(f"sessions/{session.pk}/", {"end_date": "2000-01-01"}, 400)
    assert problem["errors"][0]["field"] == "end_date"
    problem = clerk.patch(f"sessions/{session.pk}/", {"start_date": "2100-01-01"}, 400)
    assert problem["errors"][0]["field"] in {"start_date", "end_date"}


def test_all_that_is_missing_is_named_at_once(clerk) -> None:
    assert errors_of(clerk.post("posts/", {}, 400)) == {
        ("organization", "required"),
        ("title", "required"),
    }
    for name, field in (
        ("sessions", "body"),
        ("bulletins", "issuer"),
        ("credentials-reports", "congress"),
        ("deputy-changes", "congress"),
    ):
        assert (field, "required") in errors_of(clerk.post(f"{name}/", {}, 400))


def test_what_is_counted_and_sent_back_is_not_thereby_stated(clerk) -> None:
    point = f.OpinionPointFactory()
    path = f"opinions/{point.opinion_id}/"
    shown = clerk.send("GET", path).json()
    assert (shown["aspects_count"], shown["points_count"]) == (1, None)
    clerk.patch(path, shown)
    f.OpinionPointFactory(opinion=point.opinion)
    assert clerk.send("GET", path).json()["aspects_count"] == 2
    assert clerk.patch(path, {"aspects_count": 7})["aspects_count"] == 7


def test_a_stale_write_is_told_what_changed(clerk) -> None:
    person = f.PersonFactory(note="甲")
    tag = clerk.send("GET", f"people/{person.pk}/")["ETag"]
    clerk.patch(f"people/{person.pk}/", {"note": "乙"})
    told = clerk.patch(f"people/{person.pk}/", {"note": "丙"}, 409, If_Match=tag)
    assert "区别说明 甲 → 乙" in told["detail"]
    assert "请重新读取" in told["detail"]
    person.refresh_from_db()
    assert person.note == "乙"
