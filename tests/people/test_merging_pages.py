"""Merging in the admin: choose two, see both, say why."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from npcrecords.core.models import Action, ActionKind
from people.models import Organization, Person

from .. import factories as make
from ..admin_pages import queries_of, url
from ..everything import all_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Person, Person]:
    kept = make.PersonFactory(name="方勤")
    merged = make.PersonFactory(name="方勤", note="原乡长")
    make.AppointmentFactory(person=kept, post_text="青岚市水务局局长")
    make.AppointmentFactory(person=merged, post_text="溪口乡乡长")
    make.AttendanceFactory(person=merged)
    make.DocumentAuthorFactory(person=merged, text="方勤")
    return kept, merged


def page_of(kept: Any, other: Any = None) -> str:
    address = url(type(kept), "merge", kept.pk)
    return address if other is None else f"{address}?other={other.pk}"


def text_of(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text: str = answer.content.decode()
    return text


def test_two_chosen_in_the_list_come_to_the_page_that_compares_them(admin_client, pair) -> None:
    kept, merged = pair
    chosen = {"action": "merge_chosen", "_selected_action": [merged.pk, kept.pk]}
    answer = admin_client.post(url(Person, "changelist"), chosen)
    assert answer["Location"] == page_of(kept, merged)
    text = text_of(admin_client, page_of(kept, merged))
    for words in ("青岚市水务局局长", "溪口乡乡长", "原乡长", "2024", "任免（人员） 1"):
        assert words in text, words
    assert page_of(merged, kept) in text, "the other may be kept"
    assert all(row.merged_into_id is None for row in Person.objects.all())


@pytest.mark.parametrize("number", [1, 3])
def test_exactly_two_are_chosen(number, admin_client) -> None:
    rows = [make.PersonFactory().pk for _ in range(number)]
    chosen = {"action": "merge_chosen", "_selected_action": rows}
    answer = admin_client.post(url(Person, "changelist"), chosen, follow=True)
    assert "请正好选两条" in answer.content.decode()


def test_from_a_record_the_other_is_found_by_typing(admin_client, pair) -> None:
    kept, _merged = pair
    assert page_of(kept) in text_of(admin_client, url(Person, "change", kept.pk))
    text = text_of(admin_client, page_of(kept))
    assert "admin-autocomplete" in text
    assert "溪口乡" not in text


def test_merged_with_a_reason_and_undone(admin_client, admin_user, pair) -> None:
    kept, merged = pair
    before = all_rows()
    form = {"other": merged.pk, "_reason": "同一个人", "take": ["note"]}
    answer = admin_client.post(page_of(kept), form, follow=True)
    assert "已合并" in answer.content.decode()
    action = Action.objects.get()
    assert (action.kind, action.by, action.reason) == (ActionKind.MERGE, admin_user, "同一个人")
    kept.refresh_from_db()
    assert kept.note == "原乡长"
    gone = text_of(admin_client, url(Person, "change", merged.pk))
    assert "已并入" in gone
    assert url(Person, "change", kept.pk) in gone
    assert 'name="_save"' not in gone
    assert page_of(merged) not in gone
    admin_client.post(reverse("admin:core_action_undo", args=[action.pk]))
    assert all_rows() == before


def test_without_a_reason_nothing_is_merged_and_what_was_typed_stays(admin_client, pair) -> None:
    kept, merged = pair
    answer = admin_client.post(page_of(kept), {"other": merged.pk, "_reason": " ", "take": []})
    text = answer.content.decode()
    assert "请用一句话写明合并的理由。" in text
    assert "checked" not in text.split("merge-taken")[1].split("</ul>")[0]
    assert not Action.objects.exists()


def test_what_stands_in_the_way_is_said_before_anything_is_done(admin_client) -> None:
    kept, merged = make.OrganizationFactory(), make.OrganizationFactory()
    for body in (kept, merged):
        make.SessionFactory(body=body, number=7)
    text = text_of(admin_client, page_of(kept, merged))
    assert "这次会议已经录入。" in text
    assert 'name="_reason"' not in text


def test_organisations_are_compared_by_what_they_hold(admin_client) -> None:
    kept = make.OrganizationFactory(name="青岚市水务局", classification="")
    merged = make.OrganizationFactory(name="青岚市水利局", parent=make.OrganizationFactory())
    make.AppointmentFactory(post=make.PostFactory(organization=merged, title="局长"))
    make.OrganizationAliasFactory(organization=merged, name="市水利局")
    make.OrganizationFactory(name="青岚市水文站", parent=merged)
    text = text_of(admin_client, page_of(kept, merged))
    for words in ("局长", "市水利局", "青岚市水文站", str(merged.parent), "2024", "政府部门"):
        assert words in text, words
    merged.refresh_from_db()
    form = {"other": merged.pk, "_reason": "更名", "take": ["classification", "parent"]}
    admin_client.post(page_of(kept), form)
    kept.refresh_from_db()
    assert (kept.classification, kept.parent) == ("department", merged.parent)


def test_the_page_takes_the_same_queries_for_one_act_and_for_four(admin_client, pair) -> None:
    kept, merged = pair
    one, _ = queries_of(admin_client, page_of(kept, merged))
    for _number in range(3):
        make.AppointmentFactory(person=merged)
        make.DocumentAuthorFactory(person=merged)
    four, statements = queries_of(admin_client, page_of(kept, merged))
    assert one == four, statements


@pytest.mark.parametrize("model", [Person, Organization])
def test_only_who_may_merge_does(model, client, django_user_model) -> None:
    clerk = django_user_model.objects.create(username="clerk", is_staff=True)
    name = model._meta.model_name
    for verb in ("view", "change"):
        clerk.user_permissions.add(Permission.objects.get(codename=f"{verb}_{name}"))
    client.force_login(clerk)
    factory = make.PersonFactory if model is Person else make.OrganizationFactory
    kept, merged = factory(), factory()
    assert client.get(page_of(kept, merged)).status_code == 403
    form = {"other": merged.pk, "_reason": "同一条"}
    assert client.post(page_of(kept), form).status_code == 403
    assert "merge_chosen" not in text_of(client, url(model, "changelist"))
    assert page_of(kept) not in text_of(client, url(model, "change", kept.pk))
    merged.refresh_from_db()
    assert merged.merged_into_id is None
    clerk.user_permissions.add(Permission.objects.get(codename=f"merge_{name}"))
    client.force_login(type(clerk).objects.get(pk=clerk.pk))
    assert client.post(page_of(kept), form).status_code == 302


@pytest.mark.parametrize("other", ["0", "x", "9" * 30, ""])
def test_an_other_that_is_not_there_is_asked_for_again(other, admin_client, pair) -> None:
    text = text_of(admin_client, f"{page_of(pair[0])}?other={other}")
    assert "哪一条和它其实是同一个？" in text


def test_a_record_that_is_not_there(admin_client) -> None:
    assert admin_client.get(url(Person, "merge", 987_654)).status_code == 404
