"""The admin of people: lists, forms, and what a change does to the public's version."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from npcrecords.core.generation import current_generation
from npcrecords.core.models import Part, Tombstone
from people.models import Appointment, Organization, OrganizationAlias, Person, Post

from .. import factories
from ..admin_pages import (
    check_filters,
    check_list,
    check_pickers,
    make,
    models_of,
    name_of,
    queries_of,
    url,
)

pytestmark = pytest.mark.django_db

QUERIES = {"Organization": 6, "Post": 5, "Person": 5, "Appointment": 8, "DeputyChange": 8}
MODELS = models_of("people")
DAYS = {"founded_on_precision": "day", "dissolved_on_precision": "day"}  # of an organisation's form


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_list_takes_the_same_few_queries_for_one_row_and_for_three(admin_client, model) -> None:
    check_list(admin_client, model, QUERIES[model.__name__])


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_filter_and_search_answers(admin_client, model) -> None:
    check_filters(admin_client, model)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_links_are_picked_by_typing(admin_client, model) -> None:
    check_pickers(admin_client, model)


def test_every_model_has_an_admin_or_is_part_of_another_record() -> None:
    for model in apps.get_app_config("people").get_models():
        if issubclass(model, Part):  # edited on the page of the record it is part of
            owner = model._meta.get_field(model.part_of).related_model
            inlines = admin.site.get_model_admin(owner).inlines
            assert model in [inline.model for inline in inlines], model
        else:
            assert admin.site.is_registered(model), model


def test_a_form_takes_the_same_queries_however_many_aliases_there_are(admin_client) -> None:
    organization = factories.OrganizationFactory()
    address = url(Organization, "change", organization.pk)
    factories.OrganizationAliasFactory(organization=organization)
    one, _ = queries_of(admin_client, address)
    for _number in range(4):
        factories.OrganizationAliasFactory(organization=organization)
    five, statements = queries_of(admin_client, address)
    assert one == five, statements
    assert five <= 6


def test_a_person_is_found_by_pinyin_and_by_initials(admin_client) -> None:
    person = factories.PersonFactory(name="方勤")
    factories.PersonFactory(name="陆远")
    for typed in ("fangqin", "fq", "fang qin", "方"):
        answer = admin_client.get(url(Person, "changelist"), {"q": typed})
        assert list(answer.context["cl"].queryset) == [person], typed
    found = admin_client.get(
        reverse("admin:autocomplete"),
        {"app_label": "people", "model_name": "appointment", "field_name": "person", "term": "fq"},
    ).json()["results"]
    assert found == [{"id": str(person.pk), "text": "方勤 · 青岚市"}]


def test_a_merged_person_cannot_be_picked(admin_client) -> None:
    stays = factories.PersonFactory(name="方勤")
    factories.PersonFactory(name="方勤", merged_into=stays)
    found = admin_client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "people",
            "model_name": "appointment",
            "field_name": "person",
            "term": "方勤",
        },
    ).json()["results"]
    assert [item["id"] for item in found] == [str(stays.pk)]


def test_a_long_list_is_not_counted_twice(admin_client) -> None:
    make(Appointment, 1)
    statements = queries_of(admin_client, url(Appointment, "changelist") + "?act=appoint")[1]
    counts = [line for line in statements.splitlines() if "COUNT(*)" in line and "AS" in line]
    assert len([line for line in counts if line.startswith("SELECT COUNT")]) == 1, statements


def test_saving_raises_the_version_and_logs(admin_client) -> None:
    before = current_generation()
    answer = admin_client.post(
        url(Person, "add"), {"name": "林岳", "note": "", "jurisdiction": "青岚市"}
    )
    assert answer.status_code == 302
    person = Person.objects.get(name="林岳")
    assert person.pinyin.split() == ["lin", "yue", "linyue", "ly"]
    assert current_generation() == before + 1
    assert LogEntry.objects.filter(object_id=str(person.pk)).count() == 1


def test_a_broken_rule_is_told_in_its_own_sentence(admin_client) -> None:
    before = current_generation()
    answer = admin_client.post(
        url(Organization, "add"),
        {
            "name": "青岚市水利局",
            "jurisdiction": "青岚市",
            "classification": "department",
            **DAYS,
            "alias_set-TOTAL_FORMS": 0,
            "alias_set-INITIAL_FORMS": 0,
        },
    )
    assert answer.status_code == 302
    again = admin_client.post(
        url(Organization, "add"),
        {
            "name": "青岚市水利局",
            "jurisdiction": "青岚市",
            "classification": "department",
            **DAYS,
            "alias_set-TOTAL_FORMS": 2,
            "alias_set-INITIAL_FORMS": 0,
            "alias_set-0-name": "市水利局",
            "alias_set-1-name": "市水利局",
        },
    )
    text = again.content.decode()
    assert again.status_code == 200
    assert "本行政区域已有同名机构。" in text
    assert "这个机构已有这个简称。" in text
    assert "Error" not in text
    assert "jurisdiction的" not in text, "a column's name is no word for a clerk"
    assert current_generation() == before + 1


def test_deleting_buries_and_touches_what_named_it(admin_client) -> None:
    person = factories.PersonFactory()
    attendance = factories.AttendanceFactory(person=person)
    author = factories.DocumentAuthorFactory(person=person)
    then, documents_then = attendance.modified, author.document.modified
    before = current_generation()
    address = url(Person, "delete", person.pk)
    assert person.name in admin_client.get(address).content.decode()
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    attendance.refresh_from_db()
    author.refresh_from_db()
    assert attendance.person_id is None
    assert attendance.modified > then
    assert author.document.modified > documents_then
    assert Tombstone.objects.filter(resource="people", record_id=person.pk).exists()
    assert current_generation() == before + 1


def test_what_others_need_is_not_deleted_and_the_page_says_why(admin_client) -> None:
    appointment = factories.AppointmentFactory()
    address = url(Person, "delete", appointment.person_id)
    page = admin_client.get(address).content.decode()
    assert "不能删除" in page
    assert appointment.person_name in page
    assert admin_client.post(address, {"post": "yes"}).status_code in {200, 302, 403}
    assert Person.objects.filter(pk=appointment.person_id).exists()
    assert not Tombstone.objects.exists()


def test_the_action_that_deletes_several_does_as_the_button_does(admin_client) -> None:
    rows = make(Post, 3)
    before = current_generation()
    admin_client.post(
        url(Post, "changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"},
    )
    assert not Post.objects.exists()
    gone = Tombstone.objects.filter(resource="posts").values_list("record_id", flat=True)
    assert set(gone) == {row.pk for row in rows}
    assert current_generation() == before + 1


def test_a_struck_alias_touches_its_organisation(admin_client) -> None:
    alias = factories.OrganizationAliasFactory()
    organization = alias.organization
    answer = admin_client.post(
        url(Organization, "change", organization.pk),
        {
            "name": organization.name,
            "jurisdiction": organization.jurisdiction,
            "classification": organization.classification,
            **DAYS,
            "alias_set-TOTAL_FORMS": 1,
            "alias_set-INITIAL_FORMS": 1,
            "alias_set-0-id": alias.pk,
            "alias_set-0-organization": organization.pk,
            "alias_set-0-name": alias.name,
            "alias_set-0-jurisdiction": alias.jurisdiction,
            "alias_set-0-DELETE": "on",
        },
    )
    assert answer.status_code == 302
    assert not OrganizationAlias.objects.exists()
    assert Organization.objects.get().modified > organization.modified
