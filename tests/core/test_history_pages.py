"""The history in the admin: of each record, of each action; undoing and restoring there."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from npcrecords.core import changes, history
from npcrecords.core.models import Action, ActionKind
from npcrecords.core.reverting import undo
from people.models import Appointment, Organization, Person
from sessions.models import Document

from .. import factories as make
from ..admin_pages import queries_of, url
from ..everything import all_rows

pytestmark = pytest.mark.django_db
LIST = "admin:core_action_changelist"


@pytest.fixture
def min_zhang(django_user_model):
    return django_user_model.objects.create(
        username="min", last_name="张", first_name="敏", is_staff=True, is_superuser=True
    )


def save(row: Any, reason: str = "", by: Any = None, **values: Any) -> Action:
    with history.acting(ActionKind.CHANGE, by=by, reason=reason) as recorder:
        watch = changes.Watch(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        watch.note(row)
    return recorder.action


def removed(rows: Any, reason: str = "", by: Any = None) -> Action:
    with history.acting(ActionKind.DELETE, by=by, reason=reason) as recorder:
        changes.remove(rows)
    return recorder.action


def page_of(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text: str = answer.content.decode()
    return text


def action_page(action: Action, page: str = "change") -> str:
    return reverse(f"admin:core_action_{page}", args=[action.pk])


def restore_page(row: Any, action: Action) -> str:
    return url(type(row), "restore", row.pk, action.pk)


# A record's history


def test_the_history_says_who_when_why_and_from_what_to_what(admin_client, min_zhang) -> None:
    act = make.AppointmentFactory(act="appoint")
    other = make.PersonFactory(name="方琴", note="女")
    save(act, "改正", min_zhang, act="remove", person=other, to_be_filed=True, date=None)
    text = page_of(admin_client, url(Appointment, "history", act.pk))
    for words in ("张敏", "理由：改正", "任命", "免去", "方琴（女）", "是", "否", "2024年7月31日"):
        assert words in text, words
    assert "person_id" not in text
    assert "现在的版本" in text
    assert "恢复到这一版" not in text, "there is one version alone"


def test_parts_and_their_long_texts_are_told_under_the_record(admin_client) -> None:
    document = make.DocumentFactory()
    author = make.DocumentAuthorFactory(document=document, text="市长 方勤")
    with history.acting(ActionKind.CHANGE):
        watch = changes.Watch(document)
        author.delete()
        document.abstract = "水" * 200 + "末"
        document.save()
        watch.note(document)
    text = page_of(admin_client, url(Document, "history", document.pk))
    assert "市长 方勤" in text
    assert "作者" in text
    assert "水" * 200 + "末" in text
    assert "<details>" in text


def test_the_history_takes_the_same_queries_however_long_it_is(admin_client) -> None:
    organization = make.OrganizationFactory()
    save(organization, classification="", parent=make.OrganizationFactory())
    make.OrganizationAliasFactory(organization=organization)
    address = url(Organization, "history", organization.pk)
    one, _ = queries_of(admin_client, address)
    for name in ("甲", "乙", "丙"):
        save(organization, parent=make.OrganizationFactory(name=f"青岚市{name}局"))
    four, statements = queries_of(admin_client, address)
    assert one == four, statements
    assert four <= 13, statements


def test_a_long_history_is_paged(admin_client) -> None:
    person = make.PersonFactory()
    for number in range(25):
        save(person, note=f"第{number}版")
    address = url(Person, "history", person.pk)
    first, second = page_of(admin_client, address), page_of(admin_client, f"{address}?page=2")
    assert "第 1 页，共 2 页" in first
    assert "第24版" in first
    assert "第3版" not in first
    assert "第3版" in second
    assert "这条记录早于历史的开始。" in second


def test_an_imported_record_says_where_it_comes_from(admin_client) -> None:
    act = make.AppointmentFactory(key="方勤/任")
    text = page_of(admin_client, url(Appointment, "history", act.pk))
    assert f"由{act.bulletin}导入" in text


def test_an_earlier_version_is_shown_and_brought_back(admin_client, admin_user) -> None:
    person = make.PersonFactory(name="方勤")
    first = save(person, note="一")
    save(person, note="二")
    save(person, note="三")
    page = restore_page(person, first)
    answer = admin_client.get(page)
    (told,) = answer.context["changes"]
    assert told.differences == [("区别说明", "三", "一")]
    form = {"seen": answer.context["seen"], "_reason": "改错了"}
    assert admin_client.post(page, form).status_code == 302
    person.refresh_from_db()
    assert person.note == "一"
    done = Action.objects.latest("id")
    assert (done.kind, done.by, done.reason) == (ActionKind.RESTORE, admin_user, "改错了")


def test_what_was_changed_while_one_looked_is_shown_again(admin_client) -> None:
    person = make.PersonFactory(name="方勤")
    first = save(person, note="一")
    save(person, note="二")
    page = restore_page(person, first)
    seen = admin_client.get(page).context["seen"]
    save(person, note="三")
    answer = admin_client.post(page, {"seen": seen})
    assert "又被改动了" in answer.content.decode()
    person.refresh_from_db()
    assert person.note == "三"


def test_a_version_that_breaks_a_rule_says_so(admin_client) -> None:
    person = make.PersonFactory(name="方勤")
    first = save(person, note="一")
    save(person, note="二")
    make.PersonFactory(name="方勤", note="一")
    text = page_of(admin_client, restore_page(person, first))
    assert "已有同名人员" in text
    assert 'name="seen"' not in text


def test_only_who_may_change_the_record_restores_it(client, django_user_model) -> None:
    viewer = django_user_model.objects.create(username="see", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_person"))
    client.force_login(viewer)
    person = make.PersonFactory()
    first = save(person, note="一")
    save(person, note="二")
    text = page_of(client, url(Person, "history", person.pk))
    assert "恢复到这一版" not in text
    assert action_page(first) not in text, "who may not see actions gets no link to them"
    assert client.get(restore_page(person, first)).status_code == 403
    assert client.post(restore_page(person, first)).status_code == 403
    person.refresh_from_db()
    assert person.note == "二"


def test_a_deletion_that_was_undone_left_no_version(admin_client) -> None:
    person = make.PersonFactory()
    first = save(person, note="一")
    deleted = removed(Person.objects.all())
    undo(action=deleted)
    text = page_of(admin_client, url(Person, "history", person.pk))
    assert restore_page(person, first) in text
    assert restore_page(person, deleted) not in text
    assert "那时还没有" in page_of(admin_client, restore_page(person, deleted))


@pytest.mark.parametrize("page", ["history", "restore"])
def test_a_record_that_is_not_there_leads_back_to_the_index(page, admin_client) -> None:
    action = save(make.PersonFactory(), note="一")
    args = [999_999, action.pk] if page == "restore" else [999_999]
    assert admin_client.get(url(Person, page, *args)).status_code == 302


def test_a_version_by_an_action_on_another_record_is_not_found(admin_client) -> None:
    person, other = make.PersonFactory(), make.PersonFactory()
    assert admin_client.get(restore_page(person, save(other, note="一"))).status_code == 404


# Actions


def test_the_list_takes_the_same_few_queries(admin_client) -> None:
    save(make.PersonFactory(), note="一")
    one, _ = queries_of(admin_client, reverse(LIST))
    for _number in range(3):
        save(make.PersonFactory(), note="一")
    four, statements = queries_of(admin_client, reverse(LIST))
    assert one == four, statements
    assert four <= 9, statements


@pytest.mark.parametrize("words", ["方勤", "误录", "张敏", "副市长", "方勤 副市长"])
def test_what_was_deleted_is_found(words, admin_client, min_zhang) -> None:
    save(make.PersonFactory(name="林岳"), note="一")
    act = make.AppointmentFactory(person_name="方勤", post_text="青岚市副市长")
    action = removed(Appointment.objects.filter(pk=act.pk), "误录", min_zhang)
    answer = admin_client.get(reverse(LIST), {"q": words})
    assert [row.pk for row in answer.context["cl"].result_list] == [action.pk]
    assert not admin_client.get(reverse(LIST), {"q": "陆远"}).context["cl"].result_list


def test_the_list_is_narrowed_by_kind_person_and_day(admin_client, min_zhang) -> None:
    by_nobody = save(make.PersonFactory(), note="一")
    by_clerk = removed(Person.objects.all(), by=min_zhang)

    def found(**query: str) -> list[int]:
        answer = admin_client.get(reverse(LIST), query)
        return [row.pk for row in answer.context["cl"].result_list]

    assert found(who="张敏") == found(kind__exact="delete") == [by_clerk.pk]
    assert found(who="-") == found(kind__exact="change") == [by_nobody.pk]
    assert found(at__year="2001") == []


def test_nobody_writes_history(admin_client) -> None:
    action = save(make.PersonFactory(), note="一")
    assert admin_client.get(reverse("admin:core_action_add")).status_code == 403
    assert admin_client.post(action_page(action, "delete"), {"post": "yes"}).status_code == 403
    admin_client.post(action_page(action), {"reason": "另一个"})
    assert Action.objects.get().reason == ""


def test_an_action_tells_its_changes_by_kind_and_in_pages(admin_client) -> None:
    bulletin = make.BulletinFactory()
    document = make.DocumentFactory(bulletin=bulletin)
    for number in range(120):
        make.SectionFactory(document=document, heading=f"标题{number}")
    action = removed(Document.objects.all(), "重来")
    text = page_of(admin_client, action_page(action))
    assert "重来" in text
    assert "删除 段落 120" in text
    assert "第 1 页，共 2 页" in text
    only = page_of(admin_client, action_page(action) + "?kind=congress.document-removed")
    assert str(document.title) in only
    assert "标题7" not in only
    one, _ = queries_of(admin_client, action_page(action) + "?page=2")
    all_of_them, statements = queries_of(admin_client, action_page(action))
    assert abs(all_of_them - one) <= 2, statements
    assert all_of_them <= 16, statements


def test_an_action_is_undone_with_a_reason(admin_client, admin_user) -> None:
    person = make.PersonFactory(name="方勤")
    before = all_rows()
    action = removed(Person.objects.all())
    asked = page_of(admin_client, action_page(action, "undo"))
    assert "方勤" in asked
    assert not Person.objects.exists(), "to ask is not to do"
    answer = admin_client.post(action_page(action, "undo"), {"_reason": "误删"}, follow=True)
    assert "已撤销这次操作。" in answer.content.decode()
    assert all_rows() == before
    done = Action.objects.latest("id")
    assert (done.by, done.reason, done.undoes) == (admin_user, "误删", action)
    text = page_of(admin_client, action_page(action))
    assert "（已撤销）" in text
    assert action_page(action, "undo") not in text
    assert "（已撤销）" in page_of(admin_client, url(Person, "history", person.pk))


def test_what_stands_in_the_way_of_undoing_is_said(admin_client) -> None:
    person = make.PersonFactory(name="方勤")
    action = save(person, note="一")
    save(person, note="二")
    for answer in (
        admin_client.get(action_page(action, "undo")),
        admin_client.post(action_page(action, "undo")),
    ):
        text = answer.content.decode()
        assert "后来又改过" in text
        assert "<form method" not in text.split("content-main")[1]
    person.refresh_from_db()
    assert person.note == "二"


def test_only_who_may_undo_does(client, django_user_model) -> None:
    viewer = django_user_model.objects.create(username="see", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_action"))
    client.force_login(viewer)
    action = removed(Person.objects.filter(pk=make.PersonFactory().pk))
    assert action_page(action, "undo") not in page_of(client, action_page(action))
    assert client.get(action_page(action, "undo")).status_code == 403
    assert client.post(action_page(action, "undo")).status_code == 403
    assert not Person.objects.exists()
    client.logout()
    assert client.get(action_page(action)).status_code == 302


@pytest.mark.parametrize("number", ["0", "999999", "x"])
def test_an_action_that_is_not_there(number, admin_client) -> None:
    assert admin_client.get(f"/admin/core/action/{number}/change/").status_code == 404
