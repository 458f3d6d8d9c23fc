"""Who may do what: one table of (act, where, who, result) for the admin and the API.

Each act is tried as a browser or a program would, with the data that somebody sends who may;
whether it was done is seen in the database.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.authtoken.models import Token

from npcrecords.core import rights
from npcrecords.core.models import Action
from people.models import Appointment, Person
from sessions.checks import check_records
from sessions.models import (
    Bulletin,
    Document,
    Finding,
    ImportJob,
    Policy,
    SetAside,
    Task,
    TaskStep,
)

from . import factories as f
from .admin_pages import filled, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]

ANONYMOUS, VIEWER, CLERK, EDITOR, ADMINISTRATOR = "", "查看员", "经办员", "编辑", "管理员"
EVERYBODY = (ANONYMOUS, VIEWER, CLERK, EDITOR, ADMINISTRATOR)
NAMES = ("anonymous", "viewer", "clerk", "editor", "administrator")
STAFF = {VIEWER, CLERK, EDITOR, ADMINISTRATOR}
CLERKS = {CLERK, EDITOR, ADMINISTRATOR}
EDITORS = {EDITOR, ADMINISTRATOR}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.NPC_READ_AT_ONCE = True


class Who:
    """Somebody of one of the groups, in a browser and as a program."""

    def __init__(self, group: str) -> None:
        self.browser, self.headers = Client(), {}
        if group:
            user = f.UserFactory(is_staff=True, last_name="陆", first_name=group)
            user.groups.add(Group.objects.get(name=group))
            self.browser.force_login(user)
            self.headers = {"Authorization": f"Token {Token.objects.create(user=user).key}"}

    def api(self, method: str, path: str, body: Any = None) -> Any:
        return Client().generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=self.headers,
        )


def draft() -> Bulletin:
    return f.BulletinFactory(status="draft", published_at=None)


def document(*, published: bool) -> Document:
    return f.DocumentFactory(bulletin=f.BulletinFactory() if published else draft())


def by_form(who: Who, model: Any, row: Any = None, **typed: Any) -> Any:
    """Send the form of a record, filled as an editor sees it."""
    address = url(model, "change", row.pk) if row else url(model, "add")
    shown = Who(ADMINISTRATOR).browser.get(address)
    return who.browser.post(address, filled(shown, **typed))


# The acts: each tries one, and says whether it was done


def see_list(who: Who) -> bool:
    row = document(published=False)
    answer = who.browser.get(url(Document, "changelist"))
    return answer.status_code == 200 and row.title in answer.content.decode()


def see_list_api(who: Who) -> bool:
    row = document(published=False)
    return row.pk in [one["id"] for one in who.api("GET", "documents/").json()["results"]]


def see_draft(who: Who) -> bool:
    row = document(published=False)
    return who.browser.get(url(Document, "change", row.pk)).status_code == 200


def see_draft_api(who: Who) -> bool:
    return who.api("GET", f"documents/{document(published=False).pk}/").status_code == 200


def see_history(who: Who) -> bool:
    row = document(published=False)
    by_form(Who(EDITOR), Document, row, addressee="市政府")
    return who.browser.get(url(Document, "history", row.pk)).status_code == 200


def see_findings(who: Who) -> bool:
    return who.browser.get(url(Finding, "changelist")).status_code == 200


def see_findings_api(who: Who) -> bool:
    return who.api("GET", "findings/").status_code == 200


def add(who: Who, bulletin: Bulletin | None) -> bool:
    typed = {"person_name": "方勤", "act": "appoint", "post_text": "市第一局局长"}
    by_form(who, Appointment, **typed, bulletin=bulletin.pk if bulletin else "")
    return Appointment.objects.exists()


def add_api(who: Who, bulletin: Bulletin | None) -> bool:
    body = {"person": {"name": "方勤"}, "act": "appoint", "post_text": "市第一局局长"}
    if bulletin is not None:
        row = f.DocumentFactory(bulletin=bulletin)
        body |= {"document": row.pk}
    who.api("POST", "appointments/", body)
    return Appointment.objects.exists()


def change(who: Who, row: Document) -> bool:
    by_form(who, Document, row, addressee="市政府")
    row.refresh_from_db()
    return row.addressee == "市政府"


def change_api(who: Who, row: Document) -> bool:
    who.api("PATCH", f"documents/{row.pk}/", {"addressee": "市政府"})
    row.refresh_from_db()
    return row.addressee == "市政府"


def move(who: Who) -> bool:
    row, to = f.AttendanceFactory(bulletin=draft()), f.BulletinFactory()
    by_form(who, type(row), row, bulletin=to.pk)
    row.refresh_from_db()
    return row.bulletin_id == to.pk


def move_api(who: Who) -> bool:
    row, to = document(published=False), f.BulletinFactory()
    who.api("PATCH", f"documents/{row.pk}/", {"bulletin": to.pk})
    row.refresh_from_db()
    return row.bulletin_id == to.pk


def delete(who: Who, row: Document) -> bool:
    who.browser.post(url(Document, "delete", row.pk), {"post": "yes"})
    return not Document.objects.filter(pk=row.pk).exists()


def delete_api(who: Who, row: Document) -> bool:
    who.api("DELETE", f"documents/{row.pk}/")
    return not Document.objects.filter(pk=row.pk).exists()


def delete_selected(who: Who, row: Document) -> bool:
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    who.browser.post(url(Document, "changelist"), data)
    return not Document.objects.filter(pk=row.pk).exists()


def set_status(who: Who, to: str) -> bool:
    """By the button of the form, else by the action of the list."""
    names = {"published": ("_publish", "publish"), "draft": ("_withdraw", "withdraw")}[to]
    done = []
    for by_button in (True, False):
        row = draft() if to == "published" else f.BulletinFactory()
        if by_button:
            by_form(who, Bulletin, row, **{names[0]: "1"})
        else:
            data = {"action": names[1], "_selected_action": [row.pk]}
            who.browser.post(url(Bulletin, "changelist"), data)
        row.refresh_from_db()
        done.append(row.status == to)
    assert len(set(done)) == 1, "button and action differ"
    return done[0]


def set_status_api(who: Who, to: str) -> bool:
    row = draft() if to == "published" else f.BulletinFactory()
    who.api("PATCH", f"bulletins/{row.pk}/", {"status": to})
    row.refresh_from_db()
    return row.status == to


def made_published_api(who: Who) -> bool:
    issuer = f.CommitteeFactory()
    who.api("POST", "bulletins/", {"issuer": issuer.pk, "label": "第1号", "status": "published"})
    return Bulletin.objects.exists()


def add_person(who: Who) -> bool:
    by_form(who, Person, name="方勤")
    return Person.objects.filter(name="方勤").exists()


def add_person_api(who: Who) -> bool:
    who.api("POST", "people/", {"name": "方勤"})
    return Person.objects.filter(name="方勤").exists()


def change_person(who: Who, row: Person) -> bool:
    by_form(who, Person, row, note="女")
    row.refresh_from_db()
    return row.note == "女"


def change_person_api(who: Who, row: Person) -> bool:
    who.api("PATCH", f"people/{row.pk}/", {"note": "女"})
    row.refresh_from_db()
    return row.note == "女"


def person(*, published: bool) -> Person:
    bulletin = f.BulletinFactory() if published else draft()
    return f.AppointmentFactory(bulletin=bulletin).person


def upload(who: Who) -> bool:
    file = SimpleUploadedFile("公报.txt", "青岚市人大常委会公报".encode())
    who.browser.post(url(ImportJob, "add"), {"documents": file})
    return ImportJob.objects.exists()


def merge(who: Who) -> bool:
    kept, other = f.PersonFactory(note="甲"), f.PersonFactory(note="乙")
    who.browser.post(
        reverse("admin:people_person_merge", args=[kept.pk]),
        {"other": other.pk, "_reason": "同一人"},
    )
    other.refresh_from_db()
    return other.merged_into_id == kept.pk


def undo(who: Who) -> bool:
    row = document(published=False)
    change(Who(EDITOR), row)
    action = Action.objects.latest("id")
    who.browser.post(reverse("admin:core_action_undo", args=[action.pk]), {"_reason": "改错了"})
    row.refresh_from_db()
    return row.addressee == ""


def found() -> str:
    """The fingerprint of something that does not add up."""
    f.CredentialsReportFactory(after=480)
    return next(one.fingerprint for one in check_records())


def set_aside(who: Who) -> bool:
    data = {"fingerprint": found(), "reason": "原件如此。"}
    who.browser.post(url(Finding, "changelist"), data)
    return SetAside.objects.exists()


def set_aside_api(who: Who) -> bool:
    who.api("POST", "findings/", {"fingerprint": found(), "reason": "原件如此。"})
    return SetAside.objects.exists()


def set_policy_status(who: Who, to: str) -> bool:
    """By the button of the form, else by the action of the list."""
    names = {"published": ("_publish", "publish"), "draft": ("_withdraw", "withdraw")}[to]
    done = []
    for by_button in (True, False):
        row = f.PolicyFactory(status="draft" if to == "published" else "published")
        if by_button:
            by_form(who, Policy, row, **{names[0]: "1"})
        else:
            data = {"action": names[1], "_selected_action": [row.pk]}
            who.browser.post(url(Policy, "changelist"), data)
        row.refresh_from_db()
        done.append(row.status == to)
    assert len(set(done)) == 1, "button and action differ"
    return done[0]


def task_of(status: str) -> Task:
    return f.TaskFactory(register=f.RegisterFactory(policy=f.PolicyFactory(status=status)))


def enter_step(who: Who, task: Task) -> bool:
    data = {"task": task.pk, "status": "reported", "on": "2020-11-30", "evidence": "报告"}
    who.browser.post(reverse("admin:congress_task_step"), data)
    return TaskStep.objects.exists()


def decide_on_correction(who: Who, task: Task) -> bool:
    row = f.TaskCorrectionFactory(task=task)
    who.browser.post(reverse("admin:congress_task_corrections"), {"_confirm": row.pk})
    row.refresh_from_db()
    return row.state == "confirmed"


def add_account(who: Who) -> bool:
    typed = {"username": "lin", "password1": "qinglan-2024", "password2": "qinglan-2024"}
    who.browser.post(reverse("admin:auth_user_add"), {**typed, "usable_password": "true"})
    return User.objects.filter(username="lin").exists()


Try = Callable[[Who], bool]
TABLE: list[tuple[str, str, Try, set[str]]] = [
    ("see the list", "admin", see_list, STAFF),
    ("see drafts in the list", "api", see_list_api, STAFF),
    ("see a draft", "admin", see_draft, STAFF),
    ("see a draft", "api", see_draft_api, STAFF),
    ("see the history", "admin", see_history, STAFF),
    ("see the findings", "admin", see_findings, STAFF),
    ("see the findings", "api", see_findings_api, STAFF),
    ("add to a draft", "admin", lambda who: add(who, draft()), CLERKS),
    ("add to a draft", "api", lambda who: add_api(who, draft()), CLERKS),
    ("add to what is published", "admin", lambda who: add(who, f.BulletinFactory()), EDITORS),
    ("add to what is published", "api", lambda who: add_api(who, f.BulletinFactory()), EDITORS),
    ("add to no bulletin", "admin", lambda who: add(who, None), EDITORS),
    ("add to no bulletin", "api", lambda who: add_api(who, None), EDITORS),
    ("change a draft", "admin", lambda who: change(who, document(published=False)), CLERKS),
    ("change a draft", "api", lambda who: change_api(who, document(published=False)), CLERKS),
    ("change the published", "admin", lambda who: change(who, document(published=True)), EDITORS),
    ("change the published", "api", lambda who: change_api(who, document(published=True)), EDITORS),
    ("move to the published", "admin", move, EDITORS),
    ("move to the published", "api", move_api, EDITORS),
    ("delete a draft", "admin", lambda who: delete(who, document(published=False)), CLERKS),
    ("delete a draft", "api", lambda who: delete_api(who, document(published=False)), CLERKS),
    ("delete drafts", "admin", lambda who: delete_selected(who, document(published=False)), CLERKS),
    ("delete the published", "admin", lambda who: delete(who, document(published=True)), EDITORS),
    ("delete the published", "api", lambda who: delete_api(who, document(published=True)), EDITORS),
    (
        "delete some published",
        "admin",
        lambda who: delete_selected(who, document(published=True)),
        EDITORS,
    ),
    ("publish", "admin", lambda who: set_status(who, "published"), EDITORS),
    ("publish", "api", lambda who: set_status_api(who, "published"), EDITORS),
    ("make a published bulletin", "api", made_published_api, EDITORS),
    ("take back", "admin", lambda who: set_status(who, "draft"), EDITORS),
    ("take back", "api", lambda who: set_status_api(who, "draft"), EDITORS),
    ("add a person", "admin", add_person, CLERKS),
    ("add a person", "api", add_person_api, CLERKS),
    (
        "change a person of drafts",
        "admin",
        lambda who: change_person(who, person(published=False)),
        CLERKS,
    ),
    (
        "change a person of drafts",
        "api",
        lambda who: change_person_api(who, person(published=False)),
        CLERKS,
    ),
    (
        "change a person nothing names",
        "admin",
        lambda who: change_person(who, f.PersonFactory()),
        CLERKS,
    ),
    (
        "change a known person",
        "admin",
        lambda who: change_person(who, person(published=True)),
        EDITORS,
    ),
    (
        "change a known person",
        "api",
        lambda who: change_person_api(who, person(published=True)),
        EDITORS,
    ),
    ("upload a file", "admin", upload, CLERKS),
    ("merge", "admin", merge, EDITORS),
    ("undo", "admin", undo, EDITORS),
    ("set aside", "admin", set_aside, CLERKS),
    ("set aside", "api", set_aside_api, CLERKS),
    ("publish a policy", "admin", lambda who: set_policy_status(who, "published"), EDITORS),
    ("take a policy back", "admin", lambda who: set_policy_status(who, "draft"), EDITORS),
    ("enter a step of a draft", "admin", lambda who: enter_step(who, task_of("draft")), CLERKS),
    (
        "enter a step of the published",
        "admin",
        lambda who: enter_step(who, task_of("published")),
        EDITORS,
    ),
    (
        "decide on a correction of a draft",
        "admin",
        lambda who: decide_on_correction(who, task_of("draft")),
        CLERKS,
    ),
    (
        "decide on a correction of the published",
        "admin",
        lambda who: decide_on_correction(who, task_of("published")),
        EDITORS,
    ),
    ("add an account", "admin", add_account, {ADMINISTRATOR}),
]


@pytest.mark.parametrize("group", EVERYBODY, ids=NAMES)
@pytest.mark.parametrize(
    ("attempt", "who_may"),
    [row[2:] for row in TABLE],
    ids=[f"{act}-{where}".replace(" ", "_") for act, where, *_ in TABLE],
)
def test_who_may_do_what(attempt, who_may, group) -> None:
    assert attempt(Who(group)) is (group in who_may)


def test_the_table_names_every_act_and_group() -> None:
    assert {name for *_rest, who in TABLE for name in who} == STAFF == set(rights.GROUPS)


# Sentences


@pytest.mark.parametrize(
    ("method", "path", "body", "said"),
    [
        ("POST", "people/", {"name": "方勤"}, "人员：增加"),
        ("PATCH", "documents/{draft}/", {"title": "报告"}, "文件：修改"),
        ("DELETE", "documents/{draft}/", None, "文件：删除"),
    ],
)
def test_a_refusal_says_which_right_is_missing(method, path, body, said) -> None:
    path = path.format(draft=document(published=False).pk)
    answer = Who(VIEWER).api(method, path, body)
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def test_a_refusal_says_that_the_record_is_public() -> None:
    row = document(published=True)
    answer = Who(CLERK).api("PATCH", f"documents/{row.pk}/", {"title": "报告"})
    assert answer.status_code == 403
    assert "已经公开" in answer.json()["detail"]
    page = Who(CLERK).browser.get(url(Document, "change", row.pk)).content.decode()
    assert "已经公开" in page
    assert 'name="_save"' not in page
    refused = Who(CLERK).browser.post(url(Document, "change", row.pk), {})
    assert refused.status_code == 403
    assert "已经公开" in refused.content.decode()


def test_what_would_be_public_at_once_comes_back_as_it_was_typed() -> None:
    clerk = Who(CLERK)
    typed = {"person_name": "方勤", "act": "appoint", "post_text": "市第一局局长"}
    answer = by_form(clerk, Appointment, **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "立即公开" in page
    assert 'value="市第一局局长"' in page
    assert not Action.objects.exists()


def test_buttons_are_for_who_may_press_them() -> None:
    row = draft()
    for group, offered in ((CLERK, False), (EDITOR, True)):
        browser = Who(group).browser
        page = browser.get(url(Bulletin, "change", row.pk)).content.decode()
        assert ("保存并发布" in page) is offered
        actions = browser.get(url(Bulletin, "changelist")).content.decode()
        assert ("发布所选公报" in actions) is offered


def test_deleting_a_draft_that_published_records_name_is_for_editors() -> None:
    paper = document(published=False)
    f.DocumentRelationFactory(document=document(published=True), target=paper)
    clerk = Who(CLERK)
    page = clerk.browser.get(url(Document, "delete", paper.pk)).content.decode()
    assert "连带改动已经公开的记录" in page
    assert clerk.api("DELETE", f"documents/{paper.pk}/").status_code == 403
    assert not delete(clerk, paper)
    assert delete(Who(EDITOR), paper)


def test_rows_on_a_page_are_kept_like_records() -> None:
    """An attendance that a published bulletin tells of, at a session of a draft."""
    session = f.SessionFactory()
    f.BulletinFactory(status="draft", session=session)
    told = f.AttendanceFactory(
        bulletin=f.BulletinFactory(session=f.SessionFactory()), session=session
    )
    shown = Who(EDITOR).browser.get(url(type(session), "change", session.pk))
    data = filled(shown)
    name = next(key for key, value in data.items() if value == told.name and key.endswith("-name"))
    answer = Who(CLERK).browser.post(
        url(type(session), "change", session.pk), data | {name: "林朗"}
    )
    told.refresh_from_db()
    assert told.name != "林朗"
    assert "已经公开" in answer.content.decode()


def test_who_is_no_staff_may_nothing_whatever_the_permissions() -> None:
    user = f.UserFactory(is_staff=False)
    user.user_permissions.set(Permission.objects.all())
    assert "不是工作人员" in rights.why_not(user, "change", Document)
    user.is_active, user.is_staff = False, True
    assert not rights.may_publish(user)


# Queries


@pytest.mark.parametrize("group", [VIEWER, CLERK, EDITOR])
def test_a_list_asks_no_rights_row_by_row(group, django_assert_num_queries) -> None:
    browser = Who(group).browser
    counts = []
    for number in (1, 3):
        for _row in range(number - Document.objects.count()):
            document(published=False)
        browser.get(url(Document, "changelist"))
        with django_assert_num_queries(10, exact=False) as queries:
            assert browser.get(url(Document, "changelist")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
