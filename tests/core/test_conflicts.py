"""Two people with one record open in the admin: nothing is overwritten in silence."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from npcrecords.core.admin.conflicts import FIELD
from npcrecords.core.models import Change
from people.models import Organization, OrganizationAlias, Person
from sessions.models import OpinionPoint

from .. import factories as f
from ..admin_pages import filled, url

pytestmark = pytest.mark.django_db


class Clerk:
    """Somebody with a record's page open."""

    def __init__(self, name: str, row: Any) -> None:
        user = f.UserFactory(
            is_staff=True, is_superuser=True, last_name=name[0], first_name=name[1:]
        )
        self.client = Client()
        self.client.force_login(user)
        self.model, self.pk = type(row), row.pk
        self.data = filled(self.client.get(self.address))

    @property
    def address(self) -> str:
        return url(self.model, "change", self.pk)

    def save(self, **typed: Any) -> Any:
        """Type and press save; the page that comes back is the one that is open then."""
        self.data = {name: v for name, v in (self.data | typed).items() if v is not None}
        answer = self.client.post(self.address, self.data)
        if answer.status_code == 200:
            self.data = filled(answer)
        return answer


def saved(answer: Any) -> bool:
    return answer.status_code == 302


@pytest.fixture
def person() -> Person:
    return f.PersonFactory(name="方勤", note="甲", jurisdiction="青岚市")


@pytest.fixture
def organization() -> Organization:
    row = f.OrganizationFactory(name="青岚市水务局", classification="")
    f.OrganizationAliasFactory(organization=row, name="市水务局")
    f.OrganizationAliasFactory(organization=row, name="水务局")
    return row


def aliases(row: Organization) -> list[str]:
    return list(row.alias_set.order_by("id").values_list("name", flat=True))


def test_who_is_alone_just_saves(person) -> None:
    assert saved(Clerk("陆言", person).save(note="乙"))
    person.refresh_from_db()
    assert person.note == "乙"


def test_what_both_changed_is_asked_and_then_decided(person) -> None:
    first, second = Clerk("陆言", person), Clerk("沈朗", person)
    first.save(note="乙")
    answer = second.save(note="丙")
    person.refresh_from_db()
    assert not saved(answer)
    assert person.note == "乙"
    page = answer.content.decode()
    clash = answer.context["conflict"].clashes[0]
    assert (clash.label, clash.opened, clash.now, clash.mine) == ("区别说明", "甲", "乙", "丙")
    assert "陆言" in page
    assert "仍用我的" in page
    assert 'name="note" value="丙"' in page
    assert saved(second.save())
    person.refresh_from_db()
    assert person.note == "丙"


def test_what_only_the_other_changed_is_not_reverted(person) -> None:
    first, second = Clerk("陆言", person), Clerk("沈朗", person)
    first.save(note="乙")
    answer = second.save(jurisdiction="白石市")
    assert saved(answer)
    person.refresh_from_db()
    assert (person.note, person.jurisdiction) == ("乙", "白石市")
    told = second.client.get(answer.url).content.decode()
    assert "两边的改动都保留了（区别说明）" in told


def test_the_same_change_twice_is_no_conflict(person) -> None:
    first, second = Clerk("陆言", person), Clerk("沈朗", person)
    first.save(note="乙")
    assert saved(second.save(note="乙"))


def test_a_third_change_while_one_decides_is_asked_again(person) -> None:
    first, second = Clerk("陆言", person), Clerk("沈朗", person)
    first.save(note="乙")
    second.save(note="丙")
    Clerk("程宁", person).save(note="丁")
    answer = second.save()
    assert not saved(answer)
    assert answer.context["conflict"].clashes[0].now == "丁"


def test_the_button_that_was_pressed_is_the_one_offered(person) -> None:
    first, second = Clerk("陆言", person), Clerk("沈朗", person)
    first.save(note="乙")
    page = second.save(note="丙", _continue="1").content.decode()
    assert 'name="_continue" value="1">仍用我的' in page


def test_a_change_that_no_history_tells_of_is_seen_too(person) -> None:
    clerk = Clerk("陆言", person)
    Person.objects.filter(pk=person.pk).update(note="乙")
    assert not Change.objects.exists()
    answer = clerk.save(note="丙")
    assert not saved(answer)
    assert "有人" in answer.content.decode()


def test_a_page_whose_state_cannot_be_read_is_not_saved(person) -> None:
    clerk = Clerk("陆言", person)
    answer = clerk.save(note="乙", **{FIELD: "{"})
    assert not saved(answer)
    assert saved(clerk.save()), "the page that came back says what it shows"


def test_a_mistake_and_a_conflict_lose_nothing(person) -> None:
    first, second = Clerk("陆言", person), Clerk("沈朗", person)
    first.save(note="乙")
    assert not saved(second.save(name="", jurisdiction="白石市"))
    assert saved(second.save(name="方勤"))
    person.refresh_from_db()
    assert (person.note, person.jurisdiction) == ("乙", "白石市")


# Rows on the page


def test_rows_are_joined_row_by_row(organization) -> None:
    first, second = Clerk("陆言", organization), Clerk("沈朗", organization)
    first.save(**{"alias_set-0-name": "市水利局"})
    assert saved(second.save(**{"alias_set-1-name": "水利局"}))
    assert aliases(organization) == ["市水利局", "水利局"]


def test_a_row_that_both_changed_is_asked(organization) -> None:
    first, second = Clerk("陆言", organization), Clerk("沈朗", organization)
    first.save(**{"alias_set-0-name": "市水利局"})
    answer = second.save(**{"alias_set-0-name": "市水务"})
    assert not saved(answer)
    clash = answer.context["conflict"].clashes[0]
    assert (clash.now, clash.mine) == ("市水利局", "市水务")
    assert saved(second.save())
    assert aliases(organization) == ["市水务", "水务局"]


def test_a_row_that_the_other_added_stays(organization) -> None:
    first, second = Clerk("陆言", organization), Clerk("沈朗", organization)
    number = int(first.data["alias_set-TOTAL_FORMS"])
    added = {f"alias_set-{number}-name": "市水管局", "alias_set-TOTAL_FORMS": number + 1}
    first.save(**added)
    assert saved(second.save(name="青岚市水利局"))
    assert aliases(organization) == ["市水务局", "水务局", "市水管局"]


def test_rows_that_both_added_are_both_there(organization) -> None:
    first, second = Clerk("陆言", organization), Clerk("沈朗", organization)
    for clerk, name in ((first, "市水管局"), (second, "水管局")):
        number = int(clerk.data["alias_set-TOTAL_FORMS"])
        row = {f"alias_set-{number}-name": name, "alias_set-TOTAL_FORMS": number + 1}
        assert saved(clerk.save(**row))
    assert aliases(organization) == ["市水务局", "水务局", "市水管局", "水管局"]


def test_a_row_that_the_other_struck_goes_where_nobody_changed_it(organization) -> None:
    first, second = Clerk("陆言", organization), Clerk("沈朗", organization)
    first.save(**{"alias_set-0-DELETE": "on"})
    assert saved(second.save(**{"alias_set-1-name": "水利局"}))
    assert aliases(organization) == ["水利局"]


def test_a_row_that_the_other_struck_can_be_made_anew(organization) -> None:
    first, second = Clerk("陆言", organization), Clerk("沈朗", organization)
    first.save(**{"alias_set-0-DELETE": "on"})
    answer = second.save(**{"alias_set-0-name": "市水利局"})
    assert not saved(answer)
    assert "已删除" in answer.content.decode()
    assert saved(second.save())
    assert aliases(organization) == ["水务局", "市水利局"]


def test_striking_out_what_the_other_changed_is_asked(organization) -> None:
    first, second = Clerk("陆言", organization), Clerk("沈朗", organization)
    first.save(**{"alias_set-0-name": "市水利局"})
    assert not saved(second.save(**{"alias_set-0-DELETE": "on"}))
    assert aliases(organization) == ["市水利局", "水务局"]


def test_records_among_the_rows_are_joined_too() -> None:
    point = f.OpinionPointFactory(title="进一步压实责任")
    clerk, other = Clerk("陆言", point.opinion), Clerk("沈朗", point)
    other.save(title="压紧压实责任")
    row = next(name for name, value in clerk.data.items() if value == point.title)
    assert not saved(clerk.save(**{row: "压实责任"}))
    again = Clerk("陆言", point.opinion)
    other.save(marker="（一）")
    assert saved(again.save(letter_number="青人大常办函〔2024〕5号"))
    point.refresh_from_db()
    assert (point.title, point.marker) == ("压紧压实责任", "（一）")
    assert OpinionPoint.objects.count() == 1


# Gone meanwhile


def test_what_was_typed_for_a_deleted_record_makes_a_new_one(organization) -> None:
    clerk, other = Clerk("陆言", organization), Clerk("沈朗", organization)
    other.client.post(url(Organization, "delete", organization.pk), {"post": "yes"})
    answer = clerk.save(name="青岚市水利局")
    page = answer.content.decode()
    assert "沈朗" in page
    assert "作为新记录录入" in page
    assert f'action="{url(Organization, "add")}"' in page
    assert saved(clerk.client.post(url(Organization, "add"), clerk.data))
    made = Organization.objects.get()
    assert made.name == "青岚市水利局"
    assert aliases(made) == ["市水务局", "水务局"]


def test_a_new_record_takes_what_its_form_did_not_show(db) -> None:
    paper = f.DocumentFactory()
    clerk, bulletin = Clerk("陆言", paper), paper.bulletin
    clerk.client.post(url(type(paper), "delete", paper.pk), {"post": "yes"})
    clerk.save(title="关于水的报告")
    assert saved(clerk.client.post(url(type(paper), "add"), clerk.data))
    assert type(paper).objects.get(title="关于水的报告").bulletin == bulletin


def test_what_was_typed_for_a_merged_record_is_carried_over(organization) -> None:
    clerk = Clerk("陆言", organization)
    kept = f.OrganizationFactory(name="青岚市水利局")
    f.OrganizationAliasFactory(organization=kept, name="市水利局")
    Organization.objects.filter(pk=organization.pk).update(merged_into=kept)
    answer = clerk.save(classification="department")
    page = answer.content.decode()
    organization.refresh_from_db()
    assert organization.classification == ""
    assert "已并入“青岚市水利局”" in page
    assert f'action="{url(Organization, "change", kept.pk)}"' in page
    assert saved(clerk.client.post(url(Organization, "change", kept.pk), clerk.data))
    kept.refresh_from_db()
    assert (kept.name, kept.classification) == ("青岚市水利局", "department")
    assert aliases(kept) == ["市水利局"]


# Deleting


def confirmed(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address)
    row = page.context["object"]
    return {"post": "yes", FIELD: f"{row.pk}:{row.modified.isoformat()}"}


def test_who_deletes_what_was_changed_is_asked_again(person) -> None:
    clerk, other = Clerk("陆言", person), Clerk("沈朗", person)
    address = url(Person, "delete", person.pk)
    data = confirmed(clerk.client, address)
    other.save(note="乙")
    answer = clerk.client.post(address, data | {"_reason": "重复"})
    page = answer.content.decode()
    assert "沈朗" in page
    assert "请再确认" in page
    assert 'value="重复"' in page
    assert Person.objects.filter(pk=person.pk).exists()
    assert saved(clerk.client.post(address, confirmed(clerk.client, address)))
    assert not Person.objects.filter(pk=person.pk).exists()


def test_the_page_that_asks_carries_the_version(person) -> None:
    clerk = Clerk("陆言", person)
    page = clerk.client.get(url(Person, "delete", person.pk)).content.decode()
    assert f'name="{FIELD}" value="{person.pk}:' in page
    assert 'name="_reason"' in page


def test_a_selection_that_was_changed_is_not_deleted(person) -> None:
    clerk, other = Clerk("陆言", person), Clerk("沈朗", person)
    data = {"action": "delete_selected", "_selected_action": [person.pk]}
    shown = clerk.client.post(url(Person, "changelist"), data)
    assert f'name="{FIELD}" value="{person.pk}:' in shown.content.decode()
    seen = f"{person.pk}:{person.modified.isoformat()}"
    other.save(note="乙")
    data |= {"post": "yes", FIELD: [seen]}
    answer = clerk.client.post(url(Person, "changelist"), data, follow=True)
    page = answer.content.decode()
    assert "没有删除" in page
    assert "成功删除" not in page
    assert Person.objects.filter(pk=person.pk).exists()


# Why


def test_the_reason_is_kept_with_the_change(person) -> None:
    clerk = Clerk("陆言", person)
    assert 'name="_reason"' in clerk.client.get(clerk.address).content.decode()
    clerk.save(note="乙", _reason="原件写错")
    assert Change.objects.get().action.reason == "原件写错"


# Cost, and at the same moment


def test_the_version_costs_no_query(organization, django_assert_num_queries) -> None:
    clerk = Clerk("陆言", organization)
    clerk.client.get(clerk.address)
    with django_assert_num_queries(10, exact=False) as before:
        clerk.client.get(clerk.address)
    for number in range(5):
        OrganizationAlias.objects.create(organization=organization, name=f"简称{number}")
    with django_assert_num_queries(len(before)):
        clerk.client.get(clerk.address)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one write at a time, in memory not two"
)
def test_of_two_who_save_at_the_same_moment_one_is_asked() -> None:
    person = f.PersonFactory(name="方勤", note="甲")
    clerks = [Clerk("陆言", person), Clerk("沈朗", person)]
    together = threading.Barrier(2)
    answers: list[int] = []

    def save(clerk: Clerk, note: str) -> None:
        together.wait()
        answers.append(clerk.client.post(clerk.address, clerk.data | {"note": note}).status_code)
        connections.close_all()

    threads = [
        threading.Thread(target=save, args=(clerk, note))
        for clerk, note in zip(clerks, ("乙", "丙"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 302]


def test_a_program_without_a_version_saves(person) -> None:
    clerk = Clerk("陆言", person)
    Person.objects.filter(pk=person.pk).update(note="乙")
    clerk.data.pop(FIELD)
    assert saved(clerk.save(note="丙"))
