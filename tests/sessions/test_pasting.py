"""A list of appointments, pasted: read, looked over, entered as one action."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from npcrecords.core.models import Action
from people.models import Appointment, DeputyChange, Organization, Person, Post
from sessions.models import Document

from .. import factories
from ..admin_pages import queries_of, url
from ..filled_forms import fields_of

pytestmark = pytest.mark.django_db

TEXT = """青岚市人大常委会决定任免名单
任命方勤为青岚市水利局局长；
免去林言的青岚市水利局局长职务。
接受陆宁辞去青岚市第十八届人民代表大会代表职务的请求。"""


@pytest.fixture
def paper() -> Document:
    bulletin = factories.BulletinFactory(status="draft")
    factories.CongressFactory()
    return factories.DocumentFactory(
        bulletin=bulletin,
        kind="appointment_list",
        adopted_on=dt.date(2024, 7, 31),
        adopted_by=bulletin.session,
        page_start=7,
        page_end=7,
    )


def address(**values) -> str:
    said = "&".join(f"{name}={value}" for name, value in values.items())
    return f"{reverse('admin:people_appointment_paste')}?{said}"


def read(client, page: str, text: str = TEXT):
    """Paste a text, let it be read: the page with its rows."""
    data = fields_of(client.get(page), "paste")
    return client.post(page, {**data, "text": text, "_read": "1"})


def confirm(client, page: str, shown, **values):
    data = fields_of(shown, "paste")
    assert set(values) <= set(data) | {name for name in values if name.endswith(("take", "seen"))}
    return client.post(page, {**data, **values, "_save": "1"})


def test_a_list_is_read_shown_beside_its_lines_and_entered_as_one_action(
    admin_client, paper
) -> None:
    held = factories.PersonFactory(name="林言")
    post = factories.PostFactory(
        organization=factories.OrganizationFactory(name="青岚市水利局"), title="局长"
    )
    factories.AppointmentFactory(person=held, post=post, date=dt.date(2021, 3, 1))
    before = Appointment.objects.count()
    page = address(document=paper.pk)
    shown = read(admin_client, page)
    text = shown.content.decode()
    assert "<q>任命方勤为青岚市水利局局长；</q>" in text
    assert "2021年3月1日任命青岚市水利局局长" in text, "what he held tells who he is"
    data = fields_of(shown, "paste")
    assert data["acts-0-who"] == "new"
    assert data["acts-1-who"] == str(held.pk)
    assert data["acts-0-office"] == data["acts-1-office"] == str(post.pk)
    assert Appointment.objects.count() == before
    assert not Person.objects.filter(name="方勤").exists(), "nothing is written before"

    actions = Action.objects.count()
    answer = confirm(admin_client, page, shown)
    assert answer.status_code == 302
    acts = {act.person_name: act for act in Appointment.objects.filter(document=paper)}
    assert set(acts) == {"方勤", "林言"}
    act = acts["方勤"]
    assert act.person == Person.objects.get(name="方勤", jurisdiction="青岚市")
    assert (act.post, act.act, act.date) == (post, "decide_appoint", dt.date(2024, 7, 31))
    assert act.post_text == "青岚市水利局局长"
    assert act.bulletin == paper.bulletin
    assert act.session == paper.bulletin.session
    assert (act.source_document, act.source_page) == (paper, 7)
    assert acts["林言"].person == held
    change = DeputyChange.objects.get()
    assert (change.person_name, change.change, change.cause) == ("陆宁", "vacated", "resigned")
    assert change.bulletin == paper.bulletin
    assert Action.objects.count() == actions + 1
    action = Action.objects.latest("pk")
    assert action.kind == "paste"
    tables = sorted(action.changes.values_list("table", flat=True))
    assert tables == [
        "people.appointment", "people.appointment", "people.deputychange", "people.person",
        "people.person",
    ]  # fmt: skip


def test_what_is_held_already_is_not_entered_twice_unless_asked(admin_client, paper) -> None:
    page = address(document=paper.pk)
    confirm(admin_client, page, read(admin_client, page))
    number = Appointment.objects.count()
    shown = read(admin_client, page)
    data = fields_of(shown, "paste")
    assert "acts-0-take" not in data
    assert "已有这条记录" in shown.content.decode()
    assert confirm(admin_client, page, shown).status_code == 200
    assert Appointment.objects.count() == number
    answer = confirm(admin_client, page, shown, **{"acts-0-take": "on"})
    assert answer.status_code == 302
    assert Appointment.objects.count() == number + 1


def test_what_somebody_else_entered_meanwhile_is_told_first(admin_client, paper) -> None:
    page = address(document=paper.pk)
    shown = read(admin_client, page)
    confirm(admin_client, page, shown)
    number = Appointment.objects.count()
    whoever = {f"{row}-who": "none" for row in ("acts-0", "acts-1", "deputies-0")}
    again = confirm(admin_client, page, shown, **whoever)
    assert "刚才已由别人录入" in again.content.decode()
    assert Appointment.objects.count() == number


def test_of_several_bearers_of_a_name_one_must_be_chosen(admin_client, paper) -> None:
    first = factories.PersonFactory(name="方勤")
    factories.PersonFactory(name="方勤", note="女")
    page = address(document=paper.pk)
    shown = read(admin_client, page)
    assert fields_of(shown, "paste")["acts-0-who"] == ""
    refused = confirm(admin_client, page, shown)
    assert "已有同名人员，请选定是哪一位，或者新建。" in refused.content.decode()
    assert not Appointment.objects.exists()
    confirm(admin_client, page, refused, **{"acts-0-who": str(first.pk)})
    assert Appointment.objects.get(person_name="方勤").person == first


def test_where_no_place_is_given_the_only_bearer_of_a_name_is_not_taken(admin_client) -> None:
    person = factories.PersonFactory(name="方勤", jurisdiction="云岭市")
    page = reverse("admin:people_appointment_paste")
    shown = read(admin_client, page)
    assert fields_of(shown, "paste")["acts-0-who"] == ""
    there = admin_client.post(
        page, {**fields_of(shown, "paste"), "text": TEXT, "place": "云岭市", "_read": "1"}
    )
    assert fields_of(there, "paste")["acts-0-who"] == str(person.pk)


def test_a_new_person_beside_one_of_the_name_needs_a_note(admin_client, paper) -> None:
    factories.PersonFactory(name="方勤")
    page = address(document=paper.pk)
    shown = read(admin_client, page)
    refused = confirm(admin_client, page, shown, **{"acts-0-who": "new"})
    assert "新建的请写区别说明" in refused.content.decode()
    confirm(admin_client, page, refused, **{"acts-0-note": "水利局"})
    assert Appointment.objects.get(person_name="方勤").person.note == "水利局"


def test_a_person_named_twice_in_a_list_is_made_once(admin_client, paper) -> None:
    text = "任命方勤为青岚市水利局局长；\n免去方勤的青岚市教育局局长职务。"
    page = address(document=paper.pk)
    confirm(admin_client, page, read(admin_client, page, text))
    assert Person.objects.get(name="方勤").appointments.count() == 2
    assert Post.objects.count() == Organization.objects.filter(posts__isnull=False).count() == 2


def test_rows_are_struck_out_mended_and_added(admin_client, paper) -> None:
    page = address(document=paper.pk)
    data = fields_of(read(admin_client, page), "paste")
    del data["acts-1-take"], data["deputies-0-take"]
    data["acts-0-person_name"] = "方勤远"
    more = admin_client.post(page, {**data, "_add_act": "1"})
    data = fields_of(more, "paste")
    assert data["acts-0-person_name"] == "方勤远"
    assert "acts-1-take" not in data
    data |= {
        "acts-2-person_name": "沈朗",
        "acts-2-who": "none",
        "acts-2-post_text": "青岚市某局局长",
        "acts-2-act": "remove",
    }
    answer = admin_client.post(page, {**data, "_save": "1"})
    assert answer.status_code == 302, answer.context["rows"].acts.errors
    assert set(Appointment.objects.values_list("person_name", flat=True)) == {"方勤远", "沈朗"}
    assert not DeputyChange.objects.exists()


def test_one_wrong_row_and_nothing_is_written(admin_client, paper) -> None:
    page = address(document=paper.pk)
    shown = read(admin_client, page)
    answer = confirm(admin_client, page, shown, **{"acts-1-date": "去年"})
    assert answer.status_code == 200
    assert "尚未写入任何记录" in answer.content.decode()
    assert "去年" in answer.content.decode(), "what was typed is still there"
    assert not Appointment.objects.exists()
    assert not Person.objects.filter(name="方勤").exists()


def test_a_log_in_that_timed_out_loses_nothing_that_was_typed(admin_client, paper) -> None:
    page = address(document=paper.pk)
    shown = read(admin_client, page)
    user = get_user_model().objects.get(username="admin")
    user.set_password("Lin-shi-2024")
    user.save()
    admin_client.logout()
    asked = confirm(admin_client, page, shown, **{"acts-0-person_name": "方勤远"})
    assert asked.status_code == 200
    assert "登录已过期" in asked.content.decode()
    kept = dict(asked.context["kept"])
    wrong = admin_client.post(page, {**kept, "username": "admin", "password": "x"})
    assert dict(wrong.context["kept"])["acts-0-person_name"] == "方勤远"
    assert not Appointment.objects.exists()
    answer = admin_client.post(page, {**kept, "username": "admin", "password": "Lin-shi-2024"})
    assert answer.status_code == 302
    assert Appointment.objects.filter(person_name="方勤远").exists()


def test_who_may_not_add_may_not_paste(client) -> None:
    clerk = factories.UserFactory(is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_appointment"))
    client.force_login(clerk)
    assert client.get(address()).status_code == 403
    client.logout()
    assert client.get(address()).status_code == 302


def test_a_clerk_may_paste_into_a_draft_but_not_into_what_is_public(client, paper) -> None:
    clerk = factories.UserFactory(is_staff=True)
    names = [f"{verb}_{model}" for verb in ("add", "change", "view") for model in (
        "appointment", "deputychange", "person", "post", "organization")]  # fmt: skip
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    public = factories.DocumentFactory(adopted_on=dt.date(2024, 7, 31))
    page = address(document=public.pk)
    answer = confirm(client, page, read(client, page, "任命方勤为青岚市水利局局长。"))
    assert answer.status_code == 200
    assert "尚未写入任何记录" in answer.content.decode()
    assert not Appointment.objects.exists()
    page = address(document=paper.pk)
    answer = confirm(client, page, read(client, page, "任命方勤为青岚市水利局局长。"))
    assert answer.status_code == 302
    assert Appointment.objects.get().bulletin == paper.bulletin


def test_the_first_line_stands_beside_its_row_too(admin_client, paper) -> None:
    shown = read(admin_client, address(), "任命方勤为青岚市水利局局长。")
    assert "<q>任命方勤为青岚市水利局局长。</q>" in shown.content.decode()


@pytest.mark.parametrize("text", ["", "   \n ", "天气晴。", "任命", "\x00", "任命" * 2000])
def test_a_text_without_acts_is_told_so(admin_client, text) -> None:
    answer = read(admin_client, address(), text)
    assert answer.status_code == 200
    assert not Appointment.objects.exists()


def test_the_text_of_the_document_is_in_the_box_already(admin_client, paper) -> None:
    factories.SectionFactory(document=paper, marker="", heading="", text="任命方勤为市水利局局长。")
    data = fields_of(admin_client.get(address(document=paper.pk)), "paste")
    assert data["text"] == "任命方勤为市水利局局长。"
    assert (data["document"], data["place"]) == (str(paper.pk), "青岚市")


def test_a_long_list_takes_no_more_queries_to_read_than_a_short_one(
    admin_client, paper, django_assert_num_queries
) -> None:
    numbers = []
    for count in (3, 200):
        text = "\n".join(
            f"任命{factories.name_of(n)}为青岚市第{n + 1}局局长；" for n in range(count)
        )
        page = address(document=paper.pk)
        data = fields_of(admin_client.get(page), "paste")
        numbers.append(_queries(admin_client, page, {**data, "text": text, "_read": "1"}, count))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 20


def _queries(client, page: str, data, count: int) -> int:
    client.post(page, data)
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(page, data)
    assert len(answer.context["rows"].acts.forms) == count
    return len(queries)


def test_a_list_of_two_hundred_is_entered(admin_client, paper) -> None:
    text = "\n".join(f"任命{factories.name_of(n)}为青岚市第{n + 1}局局长；" for n in range(200))
    page = address(document=paper.pk)
    assert confirm(admin_client, page, read(admin_client, page, text)).status_code == 302
    assert Appointment.objects.filter(document=paper).count() == 200


def test_the_links_to_the_box(admin_client, paper) -> None:
    box = reverse("admin:people_appointment_paste")
    for page in (
        url(Appointment, "changelist"),
        url(Document, "change", paper.pk),
        url(type(paper.bulletin), "change", paper.bulletin_id),
    ):
        assert box in admin_client.get(page).content.decode(), page
    assert queries_of(admin_client, box)[0] <= 6
