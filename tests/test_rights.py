"""Who may do what: one table for the admin and the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from people.models import Appointment, Person
from sessions.models import Bulletin, ImportJob

from . import factories
from .sessions.importer.records import small_bulletin
from .sessions.review.conftest import job_of

pytestmark = pytest.mark.django_db
GROUPS = {"viewer": "查看员", "clerk": "经办员", "editor": "编辑", "administrator": "管理员"}
WHO = ("anonymous", *GROUPS)


def logged_in(who: str) -> Client:
    client = Client()
    if who != "anonymous":
        user = User.objects.create_user(who, password=None, is_staff=True)
        user.groups.add(Group.objects.get(name=GROUPS[who]))
        client.force_login(user)
    return client


def an_act(status: str) -> Appointment:
    bulletin = factories.BulletinFactory(status=status)
    document = factories.DocumentFactory(bulletin=bulletin)
    return factories.AppointmentFactory(bulletin=bulletin, document=document)


def send(client: Client, method: str, address: str, body: Any = None) -> int:
    return client.generic(
        method, address, json.dumps(body or {}), content_type="application/json"
    ).status_code


def sees_a_draft(client: Client) -> bool:
    act = an_act("draft")
    return client.get(f"/api/v1/appointments/{act.pk}/").status_code == 200


def changes(client: Client, act: Appointment) -> bool:
    """By the API; the admin must say the same."""
    status = send(client, "PATCH", f"/api/v1/appointments/{act.pk}/", {"reason": "核对"})
    page = client.get(reverse("admin:people_appointment_change", args=[act.pk]))
    in_admin = page.status_code == 200 and 'name="_save"' in page.content.decode()
    assert in_admin is (status == 200), "admin and API differ"
    act.refresh_from_db()
    assert (act.reason == "核对") is (status == 200)
    return status == 200


def changes_a_draft(client: Client) -> bool:
    return changes(client, an_act("draft"))


def changes_what_is_public(client: Client) -> bool:
    return changes(client, an_act("published"))


def deletes(client: Client, act: Appointment) -> bool:
    status = send(client, "DELETE", f"/api/v1/appointments/{act.pk}/")
    assert Appointment.objects.filter(pk=act.pk).exists() is (status != 204)
    return status == 204


def deletes_a_draft(client: Client) -> bool:
    return deletes(client, an_act("draft"))


def deletes_what_is_public(client: Client) -> bool:
    return deletes(client, an_act("published"))


def adds_to_a_draft(client: Client) -> bool:
    act = an_act("draft")
    body = {
        "name": "贺知秋", "post_text": "青岚市数据局局长", "act": "appoint",
        "document": act.document_id,
    }  # fmt: skip
    return send(client, "POST", "/api/v1/appointments/", body) == 201


def adds_what_is_public_at_once(client: Client) -> bool:
    body = {"name": "贺知秋", "post_text": "青岚市数据局局长", "act": "appoint"}
    return send(client, "POST", "/api/v1/appointments/", body) == 201


def adds_a_person(client: Client) -> bool:
    return send(client, "POST", "/api/v1/people/", {"name": "贺知秋"}) == 201


def publishes(client: Client) -> bool:
    bulletin = factories.BulletinFactory(status="draft", published_at=None)
    body = {"status": "published"}
    status = send(client, "PATCH", f"/api/v1/bulletins/{bulletin.pk}/", body)
    other = factories.BulletinFactory(status="draft", published_at=None)
    data = {"action": "publish", "_selected_action": [other.pk]}
    client.post(reverse("admin:congress_bulletin_changelist"), data)
    other.refresh_from_db()
    assert (other.status == "published") is (status == 200), "admin and API differ"
    return status == 200


def takes_back(client: Client) -> bool:
    bulletin = factories.BulletinFactory()
    return send(client, "PATCH", f"/api/v1/bulletins/{bulletin.pk}/", {"status": "draft"}) == 200


def publishes_an_import(client: Client) -> bool:
    job = job_of(small_bulletin().model_copy(update={"findings": ()}))
    client.post(reverse("admin:congress_importjob_publish", args=[job.pk]), {"seen": ""})
    return Bulletin.objects.exists()


def looks_at_an_import(client: Client) -> bool:
    job = job_of(small_bulletin())
    address = reverse("admin:congress_importjob_step", args=[job.pk, "appointments"])
    return client.get(address).status_code == 200


def reviews_an_import(client: Client) -> bool:
    job = job_of(small_bulletin())
    client.post(reverse("admin:congress_importjob_claim", args=[job.pk]))
    return ImportJob.objects.get(pk=job.pk).claimed_by is not None


def uploads(client: Client) -> bool:
    return client.get(reverse("admin:congress_importjob_add")).status_code == 200


def merges(client: Client) -> bool:
    kept, other = factories.PersonFactory(), factories.PersonFactory()
    address = reverse("admin:people_person_merge", args=[kept.pk])
    client.post(address, {"other": other.pk, "_reason": "同一人"})
    return Person.objects.get(pk=other.pk).merged_into_id == kept.pk


def sees_the_history(client: Client) -> bool:
    return client.get(reverse("admin:core_action_changelist")).status_code == 200


def keeps_accounts(client: Client) -> bool:
    return client.get(reverse("admin:auth_user_changelist")).status_code == 200


STAFF = {"viewer", "clerk", "editor", "administrator"}
CLERKS = STAFF - {"viewer"}
EDITORS = CLERKS - {"clerk"}
TABLE = [
    (sees_a_draft, STAFF),
    (looks_at_an_import, STAFF),
    (sees_the_history, STAFF),
    (adds_to_a_draft, CLERKS),
    (adds_a_person, CLERKS),
    (changes_a_draft, CLERKS),
    (deletes_a_draft, CLERKS),
    (uploads, CLERKS),
    (reviews_an_import, CLERKS),
    (adds_what_is_public_at_once, EDITORS),
    (changes_what_is_public, EDITORS),
    (deletes_what_is_public, EDITORS),
    (publishes, EDITORS),
    (takes_back, EDITORS),
    (publishes_an_import, EDITORS),
    (merges, EDITORS),
    (keeps_accounts, {"administrator"}),
]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("act", "allowed"), TABLE, ids=[act.__name__ for act, _ in TABLE])
def test_who_may_do_what(act, allowed, who) -> None:
    assert act(logged_in(who)) is (who in allowed)


def test_a_refusal_names_the_right_that_is_missing() -> None:
    client = logged_in("clerk")
    act = an_act("published")
    answer = client.patch(
        f"/api/v1/appointments/{act.pk}/", {"reason": "核对"}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert "已经公开" in answer.json()["detail"]
    viewer = logged_in("viewer")
    answer = viewer.post("/api/v1/people/", {"name": "贺知秋"}, content_type="application/json")
    assert "人员：增加" in answer.json()["detail"]


def test_what_would_be_public_at_once_comes_back_to_the_clerk_as_typed() -> None:
    client = logged_in("clerk")
    data = {
        "person_name": "贺知秋", "post_text": "青岚市数据局局长", "act": "appoint",
        "date_precision": "day",
    }  # fmt: skip
    answer = client.post(reverse("admin:people_appointment_add"), data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "立即公开" in text
    assert "贺知秋" in text
    assert not Appointment.objects.exists()


def test_an_administrator_makes_no_superuser() -> None:
    client = logged_in("administrator")
    boss = User.objects.create_superuser("boss", password=None)
    address = reverse("admin:auth_user_change", args=[boss.pk])
    assert client.post(address, {"username": "boss"}).status_code == 403
    clerk = User.objects.create_user("new", password=None)
    client.post(
        reverse("admin:auth_user_change", args=[clerk.pk]),
        {"username": "new", "is_active": "on", "is_superuser": "on",
         "groups": [Group.objects.get(name="经办员").pk]},
    )  # fmt: skip
    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert clerk.is_staff, "who is in a group is staff"


def test_wrong_passwords_lock_out_and_an_administrator_unlocks(settings) -> None:
    User.objects.create_user("lin", password="right-words-7391", is_staff=True)
    client = Client()

    def try_log_in(password: str) -> Any:
        return client.post(reverse("admin:login"), {"username": "lin", "password": password})

    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = try_log_in("wrong")
    assert answer.status_code == 429
    assert "暂停登录" in answer.content.decode()
    assert try_log_in("right-words-7391").status_code == 429
    data = {"action": "unlock", "_selected_action": [User.objects.get(username="lin").pk]}
    logged_in("administrator").post(reverse("admin:auth_user_changelist"), data)
    assert try_log_in("right-words-7391").status_code == 302


# Two people at once


def form_data(client: Client, person: Person) -> dict[str, Any]:
    page = client.get(reverse("admin:people_person_change", args=[person.pk]))
    form = page.context["adminform"].form
    shown = {name: form[name].value() or "" for name in form.fields}
    return {**shown, "_version": page.context["version"]}


def save(client: Client, person: Person, data: dict[str, Any]) -> Any:
    return client.post(reverse("admin:people_person_change", args=[person.pk]), data)


def test_the_second_to_change_the_same_field_is_asked() -> None:
    person = factories.PersonFactory(note="")
    lin, gao = logged_in("editor"), logged_in("administrator")
    mine, theirs = form_data(lin, person), form_data(gao, person)
    assert save(gao, person, {**theirs, "note": "女"}).status_code == 302
    answer = save(lin, person, {**mine, "note": "审判员"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "改过这条记录" in text
    assert "女" in text
    assert "审判员" in text, "what was typed is kept"
    person.refresh_from_db()
    assert person.note == "女"
    again = {**mine, "note": "审判员", "_version": answer.context["version"]}
    assert save(lin, person, again).status_code == 302
    person.refresh_from_db()
    assert person.note == "审判员"


def test_what_only_the_other_changed_is_kept() -> None:
    person = factories.PersonFactory(note="", jurisdiction="青岚市")
    lin, gao = logged_in("editor"), logged_in("administrator")
    mine, theirs = form_data(lin, person), form_data(gao, person)
    save(gao, person, {**theirs, "note": "女"})
    assert save(lin, person, {**mine, "jurisdiction": "云岭市"}).status_code == 302
    person.refresh_from_db()
    assert (person.note, person.jurisdiction) == ("女", "云岭市")


def test_what_was_typed_for_a_deleted_record_is_not_lost() -> None:
    person = factories.PersonFactory(name="方勤")
    lin = logged_in("editor")
    mine = form_data(lin, person)
    Person.objects.all().delete()
    answer = save(lin, person, {**mine, "note": "女"})
    assert "刚刚被人删除" in answer.content.decode()
    assert "方勤" in answer.content.decode()
