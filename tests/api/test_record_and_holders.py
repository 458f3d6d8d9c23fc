"""All that is held on a person; and the holders of a post."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import Any

import pytest

from people.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db

D1, D2, D3, D4 = (dt.date(2020 + year, 3, 31) for year in range(4))


def a_person_with_everything(**facts: Any) -> Person:
    person, post = make.PersonFactory(**facts), make.PostFactory()
    for kind, day in (("appoint", D1), ("remove", D2)):
        make.AppointmentFactory(act=kind, date=day, person=person, post=post)
    make.DocumentAuthorFactory(person=person)
    make.AttendanceFactory(person=person, roles=["市长"])
    make.SessionChairFactory(person=person, session=make.BulletinFactory().session)
    make.DeputyChangeFactory(person=person)
    return person


def record(client: Any, person: Person) -> Any:
    answer = client.get(f"/api/v1/people/{person.pk}/record/")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_all_that_is_held_on_a_person(client: Any) -> None:
    person = a_person_with_everything()
    a_person_with_everything()
    found = record(client, person)
    assert found["person"]["name"] == person.name
    assert [item["act"] for item in found["acts"]] == ["remove", "appoint"]
    (tenure,) = found["tenures"]
    assert (tenure["start_date"], tenure["end_date"]) == (D1.isoformat(), D2.isoformat())
    (document,) = found["documents"]
    assert document["authors"][0]["person"] == {"id": person.pk, "name": person.name}
    assert sorted((s["status"], tuple(s["roles"])) for s in found["sessions"]) == [
        ("chair", ()),
        ("member", ("市长",)),
    ]
    assert all(item["session"]["name"] for item in found["sessions"])
    (change,) = found["deputy_changes"]
    assert change["change"] == "vacated"


def test_a_chair_who_is_listed_as_chair_attended_once(client: Any) -> None:
    person = make.PersonFactory()
    row = make.AttendanceFactory(person=person, status="chair")
    make.SessionChairFactory(person=person, session=row.session)
    assert len(record(client, person)["sessions"]) == 1


def test_what_is_in_drafts_is_for_staff(client: Any, admin_client: Any) -> None:
    person = make.PersonFactory()
    make.AppointmentFactory(person=person)
    draft = make.BulletinFactory(status="draft")
    make.AppointmentFactory(person=person, bulletin=draft)
    make.DocumentAuthorFactory(person=person, document__bulletin=draft)
    make.AttendanceFactory(person=person, bulletin=draft)
    make.SessionChairFactory(person=person, session=draft.session)
    make.DeputyChangeFactory(person=person, bulletin=draft)
    lists = ("acts", "tenures", "documents", "sessions", "deputy_changes")
    found = record(client, person)
    assert [len(found[name]) for name in lists] == [1, 1, 0, 0, 0]
    found = record(admin_client, person)
    assert [len(found[name]) for name in lists] == [2, 2, 1, 2, 1]


def test_a_merged_person_leads_to_the_one_that_stands_for_him(client: Any) -> None:
    person = make.PersonFactory()
    old = make.PersonFactory(merged_into=person)
    answer = client.get(f"/api/v1/people/{old.pk}/record/")
    assert (answer.status_code, answer["Location"]) == (
        301, f"/api/v1/people/{person.pk}/record/",
    )  # fmt: skip


@pytest.mark.parametrize("path", ["people/0/record/", "posts/0/holders/", "opinions/0/trace/"])
def test_nobody_there(client: Any, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_answers_of_one_record_take_no_parameters_but_have_an_etag(client: Any) -> None:
    url = f"/api/v1/people/{make.PersonFactory().pk}/record/"
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(url, {"state": "current"}).status_code == 400
    assert client.get(url, {"format": "csv"}).status_code == 400
    assert client.post(url).status_code in {401, 405}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_record_costs_the_same_for_any_number(
    client: Any, rows: int, django_assert_num_queries: Any
) -> None:
    person = a_person_with_everything()
    for _ in range(rows - 1):
        post = make.PostFactory()
        make.AppointmentFactory(person=person, post=post)
        make.DocumentAuthorFactory(person=person)
        make.AttendanceFactory(person=person)
        make.DeputyChangeFactory(person=person)
    # The generation, the person, the acts as shown and for the tenures with their names, the
    # last change (two), the documents with their authors and relations (five), attendance,
    # chairs, what is hidden, the changes as a deputy, the further sources of acts and changes.
    with django_assert_num_queries(18):
        found = record(client, person)
    assert len(found["documents"]) == rows


def test_the_holders_of_a_post_in_order_with_the_gaps(client: Any) -> None:
    post = make.PostFactory()
    first, second = make.PersonFactory.create_batch(2)
    later = make.AppointmentFactory(act="appoint", date=D3, person=second, post=post)
    start = make.AppointmentFactory(act="appoint", date=D1, person=first, post=post)
    make.AppointmentFactory(act="remove", date=D2, person=first, post=post)
    make.AppointmentFactory(act="remove", date=D4, person=first, bulletin__status="draft")
    found = client.get(f"/api/v1/posts/{post.pk}/holders/").json()
    assert found["post"]["title"] == post.title
    assert [item["person"]["name"] for item in found["holders"]] == [first.name, second.name]
    assert found["gaps"] == [
        {
            "start_date": D2.isoformat(),
            "end_date": D3.isoformat(),
            "after_tenure": start.pk,
            "before_tenure": later.pk,
        }
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_holders_cost_the_same_for_any_number(
    client: Any, rows: int, django_assert_num_queries: Any
) -> None:
    post = make.PostFactory(title="委员")
    for _ in range(rows):
        make.AppointmentFactory(post=post)
    # The generation, the post, the acts, the names, the last change (two).
    with django_assert_num_queries(6):
        found = client.get(f"/api/v1/posts/{post.pk}/holders/").json()
    assert len(found["holders"]) == rows


def test_the_holders_as_a_file(client: Any) -> None:
    post = make.PostFactory()
    people = make.PersonFactory.create_batch(3)
    for person, day in zip(people, (D2, D1, D3), strict=True):
        make.AppointmentFactory(person=person, post=post, date=day)
    url = f"/api/v1/posts/{post.pk}/holders/"
    in_order = [people[1].name, people[0].name, people[2].name]
    answer = client.get(url, {"format": "csv", "bom": "1"})
    assert answer["Content-Disposition"].endswith(f'filename="posts-{post.pk}-holders.csv"')
    text = answer.getvalue().decode("utf-8-sig")
    assert [row["person_name"] for row in csv.DictReader(text.splitlines())] == in_order
    lines = client.get(url, {"format": "jsonl"}).getvalue().splitlines()
    assert [json.loads(line) for line in lines] == client.get(url).json()["holders"]
    for query in ({"format": "jsonl", "bom": "1"}, {"format": "xml"}):
        assert client.get(url, query).status_code == 400
