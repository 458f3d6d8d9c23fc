"""Filters by id or name, in every way that people name persons, organisations and posts."""

from __future__ import annotations

from typing import Any

import pytest

from people.models import Organization, Person

from .. import factories as f

pytestmark = pytest.mark.django_db


def ids(client: Any, path: str, **query: Any) -> set[int]:
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200, answer.content.decode()
    return {row["id"] for row in answer.json()["results"]}


def test_a_person_by_id_name_or_sound(client) -> None:
    act = f.AppointmentFactory(person=f.PersonFactory(name="方勤"))
    f.AppointmentFactory(person=f.PersonFactory(name="方勤远"))
    for word in (act.person_id, "方勤", "方 勤", "fangqin", "Fang Qin"):
        assert ids(client, "appointments", person=word) == {act.pk}, word
    assert ids(client, "appointments", person="陆澄") == set()
    assert ids(client, "appointments", person="999999") == set()


def test_a_name_that_ten_bear_gives_the_acts_of_all_ten(client) -> None:
    acts = {
        f.AppointmentFactory(person=f.PersonFactory(name="方勤", note=str(n))).pk for n in range(10)
    }
    unresolved = f.AppointmentFactory(person=None, person_name="方勤")
    other = f.AppointmentFactory(person=None, person_name="林言")
    assert ids(client, "appointments", person="方勤") == {*acts, unresolved.pk}
    assert ids(client, "appointments", person="方勤,林言") == {*acts, unresolved.pk, other.pk}


def test_the_old_id_of_a_merged_person_finds_the_acts_of_the_survivor(client) -> None:
    act = f.AppointmentFactory()
    old = f.PersonFactory(name="方勤", note="旧", merged_into=act.person)
    oldest = f.PersonFactory(name="方情", note="更旧", merged_into=old)
    for word in (old.pk, oldest.pk, "方情"):
        assert ids(client, "appointments", person=word) == {act.pk}


def test_an_organization_by_id_name_or_alias(client) -> None:
    act = f.AppointmentFactory()
    organization = act.post.organization
    f.OrganizationAliasFactory(organization=organization, name="市发改委")
    f.AppointmentFactory()
    merged = f.OrganizationFactory(name="旧名局", merged_into=organization)
    for word in (organization.pk, organization.name, "市发改委", merged.pk, "旧名局"):
        assert ids(client, "appointments", organization=word) == {act.pk}, word
    assert ids(client, "organizations", name="市发改委") == {organization.pk}
    assert organization.pk in ids(client, "organizations", q="发改")
    assert ids(client, "posts", organization="市发改委") == {act.post_id}


def test_a_post_by_id_or_title(client) -> None:
    act = f.AppointmentFactory(post__title="副局长")
    f.AppointmentFactory(post__title="局长")
    assert ids(client, "appointments", post=act.post_id) == {act.pk}
    assert ids(client, "appointments", post="副局长") == {act.pk}
    assert len(ids(client, "appointments", post="副局长,局长")) == 2


def test_people_are_looked_for_by_part_of_the_name_or_its_sound(client) -> None:
    person = f.PersonFactory(name="方勤远")
    f.PersonFactory(name="陆澄")
    for word in ("方勤", "勤", "fang", "fangqin", "fqy", "qin", "FANG QIN", "qinyuan", "qinyu"):
        assert ids(client, "people", q=word) == {person.pk}, word
    for word in ("an", "ngqin", "qiny uan", "fangyuan"):
        assert ids(client, "people", q=word) == set(), word
    assert ids(client, "people", name="方勤") == set()


def test_documents_by_author(client) -> None:
    author = f.DocumentAuthorFactory()
    f.DocumentAuthorFactory()
    f.OrganizationAliasFactory(organization=author.organization, name="市水利局")
    for word in (author.organization_id, author.organization.name, "市水利局", author.person.name):
        assert ids(client, "documents", author=word) == {author.document_id}, word
    assert ids(client, "documents", person=author.person_id) == {author.document_id}
    assert ids(client, "documents", organization="市水利局") == {author.document_id}


def test_documents_and_opinions_by_session(client) -> None:
    document = f.DocumentFactory(adopted_by=f.SessionFactory())
    opinion = f.OpinionFactory(considered_at=f.SessionFactory(), adopted_by=f.SessionFactory())
    for session in (document.bulletin.session_id, document.adopted_by_id):
        assert ids(client, "documents", session=session) == {document.pk}
    for session in (opinion.considered_at_id, opinion.adopted_by_id):
        assert ids(client, "opinions", session=session) == {opinion.pk}


def test_agenda_items_by_kind_and_outcome(client) -> None:
    item = f.AgendaItemFactory()
    f.AgendaItemKindFactory(item=item, kind="hear_report")
    f.AgendaItemKindFactory(item=item, kind="inquiry")
    f.OutcomeFactory(item=item, kind="inquiry_held")
    f.AgendaItemFactory()
    assert ids(client, "agenda-items", kind="inquiry,hear_report") == {item.pk}
    assert ids(client, "agenda-items", outcome="inquiry_held") == {item.pk}
    assert ids(client, "agenda-items", kind="personnel") == set()


def test_a_cited_title_with_or_without_its_marks(client) -> None:
    citation = f.CitationFactory(title="水污染防治法")
    assert ids(client, "citations", title="《水污染防治法》") == {citation.pk}
    assert ids(client, "citations", title="水污染防治法") == {citation.pk}


@pytest.mark.parametrize(
    "printed", ["青人大常办〔2024〕1号", "青人大常办[2024]1号", "青办（2024）1号"]
)
def test_a_document_number_in_whatever_brackets(printed, client) -> None:
    opinion = f.OpinionFactory(letter_number=printed)
    citation = f.CitationFactory(title="", number=printed)
    f.OpinionFactory(letter_number="青人大常办〔2024〕11号")
    for left, right in ("〔〕", "[]", "()", "（）", "［］"):
        bare = printed.translate(str.maketrans("〔〕（）", "[][]"))
        word = bare.replace("[", f" {left}").replace("]", f"{right} ").replace("1号", "１号")
        assert ids(client, "opinions", letter_number=word) == {opinion.pk}, word
        assert ids(client, "citations", number=word) == {citation.pk}, word


def test_opinions_by_state_and_by_the_day_they_were_overdue(client) -> None:
    late = f.OpinionFactory(due_on="2024-11-16", due_rule="三个月")
    f.OpinionFactory(due_on="2999-01-01", due_rule="三个月")
    f.OpinionFactory()
    assert ids(client, "opinions", state="overdue") == {late.pk}
    assert ids(client, "opinions", overdue_on="2024-11-17") == {late.pk}
    assert ids(client, "opinions", overdue_on="2024-11-16") == set()
    assert len(ids(client, "opinions", state="awaiting")) == 2
    f.FollowUpFactory(opinion=late, replied_on="2024-12-01")
    assert ids(client, "opinions", overdue_on="2024-11-17") == {late.pk}
    assert ids(client, "opinions", state="handled") == {late.pk}


def test_opinions_by_addressee(client) -> None:
    sent = f.OpinionFactory(addressee="市人民政府", addressee_organization=f.OrganizationFactory())
    f.OpinionFactory()
    for word in (sent.addressee_organization_id, "市人民政府", sent.addressee_organization.name):
        assert ids(client, "opinions", addressee=word) == {sent.pk}


@pytest.mark.parametrize("name", ["people", "organizations"])
@pytest.mark.parametrize("format_", ["", "?format=json", "?format=csv&bom=1"])
def test_the_old_address_of_a_merged_record_leads_to_the_new_one(name, format_, client) -> None:
    make: Any = f.PersonFactory if name == "people" else f.OrganizationFactory
    survivor = make()
    old = make(merged_into=make(merged_into=survivor))
    answer = client.get(f"/api/v1/{name}/{old.pk}/{format_}")
    assert answer.status_code == 301
    assert answer["Location"] == f"/api/v1/{name}/{survivor.pk}/{format_}"
    assert client.get(f"/api/v1/{name}/").json()["count"] == 1
    assert {Person, Organization} >= {type(survivor)}


def test_ten_bearers_of_a_name_are_told_apart_by_note_and_by_what_they_held(
    client, admin_client, django_assert_num_queries
) -> None:
    people = [f.PersonFactory(name="方勤", note=f"第{n}位") for n in range(10)]
    for number, person in enumerate(people):
        office = f.OrganizationFactory(name=f"第{number}局")
        for year in range(number % 5):
            post = f.PostFactory(organization=office, title=f"科员{year}")
            f.AppointmentFactory(person=person, post=post, date=f"{2020 + year}-03-31")
    newest = f.PostFactory(organization__name="溪口区", title="区长")
    f.AppointmentFactory(person=people[0], post=newest, date="2023-01-01")
    f.AppointmentFactory(person=people[0], post=newest, date="2024-01-01", act="remove")
    f.AppointmentFactory(person=people[0], post=None, post_text="某乡乡长", date=None)
    f.AppointmentFactory(person=people[0], date="2025-01-01", bulletin__status="draft")
    f.PersonFactory(name="方勤远")
    with django_assert_num_queries(4):  # the generation, the count, the persons, their acts
        found = client.get("/api/v1/people/", {"name": "方 勤"}).json()
    assert found["count"] == 10
    assert [item["note"] for item in found["results"]] == [one.note for one in people]
    assert found["results"][0]["held"] == ["溪口区区长", "某乡乡长"]
    assert found["results"][4]["held"] == ["第4局科员3", "第4局科员2", "第4局科员1"]
    assert found["results"][5]["held"] == []
    detail = client.get(f"/api/v1/people/{people[4].pk}/").json()
    assert detail == found["results"][4]
    seen = admin_client.get(f"/api/v1/people/{people[0].pk}/").json()["held"]
    assert len(seen) == 3
