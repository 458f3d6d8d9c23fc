"""Tenures over the API: who held what, when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from npcrecords.core.changes import remove
from people.models import Appointment, Person, Post
from sessions.services import take_back
from tests import factories as make

pytestmark = pytest.mark.django_db

URL = "/api/v1/tenures/"
D1, D2, D3, D4 = (dt.date(2020 + year, 3, 31) for year in range(4))
DAY = dt.timedelta(days=1)


def act(
    kind: str, date: dt.date | None, person: Person | None, post: Post | None, **more: Any
) -> Appointment:
    return make.AppointmentFactory(act=kind, date=date, person=person, post=post, **more)


def ids(client: Any, **parameters: Any) -> list[int]:
    answer = client.get(URL, parameters)
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["results"]]


def test_a_tenure(client: Any) -> None:
    person, post = make.PersonFactory(), make.PostFactory(title="局长")
    first = act("appoint", D1, person, post, source_page=7, date_text="三月末日")
    last = act("remove", D2, person, post)
    (item,) = client.get(URL).json()["results"]
    modified = item.pop("modified")
    assert dt.datetime.fromisoformat(modified) >= last.modified
    assert item == {
        "id": first.pk,
        "person": {"id": person.pk, "name": person.name},
        "post": {
            "id": post.pk,
            "title": "局长",
            "organization": {"id": post.organization_id, "name": post.organization.name},
        },
        "start_date": D1.isoformat(),
        "start_date_precision": "day",
        "start_date_text": "三月末日",
        "end_date": D2.isoformat(),
        "end_date_precision": "day",
        "end_date_text": None,
        "start_act": first.pk,
        "end_act": last.pk,
        "acting": False,
        "state": "ended",
        "state_label": "已卸任",
        "acts": [first.pk, last.pk],
        "source": {
            "bulletin": first.bulletin_id,
            "document": first.document_id,
            "page": 7,
            "line_start": None,
            "line_end": None,
        },
    }
    assert client.get(f"{URL}{first.pk}/").json() == {**item, "modified": modified}
    assert client.get(f"{URL}{last.pk}/").status_code == 404


def test_an_end_whose_start_is_not_known(client: Any) -> None:
    last = act("remove", D2, make.PersonFactory(), make.PostFactory(), date_precision="month")
    (item,) = client.get(URL).json()["results"]
    assert (item["id"], item["start_act"], item["end_act"]) == (last.pk, None, last.pk)
    assert (item["start_date"], item["start_date_precision"]) == (None, None)
    assert (item["end_date"], item["end_date_precision"]) == (D2.isoformat(), "month")
    assert item["state"] == "unknown"


def test_what_is_not_resolved_goes_by_its_printed_name(client: Any) -> None:
    act("appoint", D1, None, None, person_name="方勤", post_text="市某局局长")
    (item,) = client.get(URL).json()["results"]
    assert item["person"] == {"id": None, "name": "方勤"}
    assert item["post"] == {"id": None, "title": "市某局局长", "organization": None}
    assert ids(client, person="方勤") == [item["id"]]


@pytest.fixture
def held() -> dict[str, Appointment]:
    """One ended, one current, one of unknown start, in one post; one in a department."""
    top = make.OrganizationFactory(name="青岚市人民政府")
    make.OrganizationAliasFactory(organization=top, name="市政府")
    department = make.OrganizationFactory(parent=top)
    post = make.PostFactory(organization=top, title="秘书长")
    ended, current, unknown, below = make.PersonFactory.create_batch(4)
    rows = {
        "ended": act("appoint", D1, ended, post),
        "current": act("appoint", D2, current, post),
        "unknown": act("remove", D3, unknown, post),
        "below": act("appoint", D4, below, make.PostFactory(organization=department)),
    }
    act("remove", D2, ended, post)
    return rows


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, "below current ended unknown"),
        ({"state": "current"}, "below current"),
        ({"state": "ended,unknown"}, "ended unknown"),
        ({"on": D1}, "ended"),
        ({"on": D1, "include_unknown": "1"}, "ended unknown"),
        ({"on": D1, "include_unknown": "0"}, "ended"),
        ({"on": D2 - DAY}, "ended"),
        ({"on": D2}, "current"),
        ({"on": D3, "include_unknown": "1"}, "current"),
        ({"on": D1 - DAY}, ""),
        ({"organization": "青岚市人民政府", "on": D4}, "current"),
        ({"organization": "市政府", "on": D4, "include_children": "1"}, "below current"),
        ({"organization": "市政府", "include_children": "0", "state": "current"}, "current"),
        ({"post": "秘书长", "state": "current"}, "current"),
        ({"ordering": "start_date"}, "ended current below unknown"),
        ({"ordering": "-modified"}, "ended current unknown below"),
        ({"ordering": "-end_date,start_date"}, "unknown ended current below"),
    ],
)
def test_filters_and_orders(
    client: Any, held: dict[str, Appointment], parameters: Any, expected: str
) -> None:
    names = {row.pk: name for name, row in held.items()}
    assert " ".join(names[number] for number in ids(client, **parameters)) == expected


def test_filters_by_id_and_by_name(client: Any, held: dict[str, Appointment]) -> None:
    row = held["ended"]
    for parameters in (
        {"person": row.person_id},
        {"person": row.person.name},
        {"post": row.post_id, "state": "ended"},
        {"organization": row.post.organization_id, "state": "ended"},
    ):
        assert ids(client, **parameters) == [row.pk], parameters


@pytest.mark.parametrize(
    ("name", "value"),
    [("on", "2024-02-30"), ("state", "gone"), ("include_unknown", "maybe"), ("ordering", "name"),
     ("held", "1"), ("modified_since", "2024-01-01"), ("page", "0")],
)  # fmt: skip
def test_what_is_wrong_with_a_parameter_is_said(client: Any, name: str, value: str) -> None:
    answer = client.get(URL, {name: value})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == name


def test_acts_of_drafts_tell_nothing_to_the_public(client: Any, admin_client: Any) -> None:
    person, post = make.PersonFactory(), make.PostFactory()
    first = act("appoint", D1, person, post)
    act("remove", D2, person, post, bulletin__status="draft")
    assert ids(client, on=D2) == [first.pk]
    assert ids(admin_client, on=D2) == []
    hidden = act("appoint", D1, make.PersonFactory(), post, bulletin__status="draft")
    assert client.get(f"{URL}{hidden.pk}/").status_code == 404
    assert admin_client.get(f"{URL}{hidden.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_as_much_for_one_row_as_for_three(
    client: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        person, post = make.PersonFactory(), make.PostFactory()
        act("appoint", D1, person, post)
        act("remove", D2, person, post)
    # The generation, the last change of an act (two), the acts, the names.
    with django_assert_num_queries(5):
        assert client.get(URL).json()["count"] == rows
    # Also who the organisation is, what is below it, and from when something is known there.
    organization = make.OrganizationFactory()
    parameters = {"organization": organization.name, "include_children": "1", "on": str(D1)}
    with django_assert_num_queries(7):
        assert client.get(URL, parameters).json()["count"] == 0


def test_pages_cursors_and_files(client: Any) -> None:
    rows = [act("appoint", D1, make.PersonFactory(), make.PostFactory()) for _ in range(5)]
    expected = [row.pk for row in rows]
    assert ids(client, page=2, page_size=2) == expected[2:4]
    seen, url = [], f"{URL}?cursor=&page_size=2"
    while url:
        page = client.get(url).json()
        seen += [item["id"] for item in page["results"]]
        url = page["next"]
    assert seen == expected
    lines = b"".join(client.get(URL, {"format": "csv"})).decode().splitlines()
    assert lines[0].startswith("id,person_id,person_name,post_id,post_title")
    assert len(lines) == 6
    assert len(b"".join(client.get(URL, {"format": "jsonl"})).splitlines()) == 5


def test_an_etag_answers_for_the_day(client: Any, monkeypatch: Any) -> None:
    tag = client.get(URL)["ETag"]
    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 304
    monkeypatch.setattr(timezone, "localdate", lambda *_: dt.date(2099, 1, 1))
    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 200


def since(client: Any, moment: dt.datetime) -> tuple[set[int], set[int]]:
    """The ids that came and those that went since then."""
    text = moment.isoformat().replace("+00:00", "Z")
    results = client.get(URL, {"modified_since": text, "page_size": 200}).json()["results"]
    assert all(item["modified"] >= text for item in results)
    gone = {item["id"] for item in results if item.get("deleted")}
    return {item["id"] for item in results} - gone, gone


def test_nothing_changed_since(client: Any, held: dict[str, Appointment]) -> None:
    assert since(client, timezone.now()) == (set(), set())


def test_a_client_in_sync_holds_what_the_list_holds(
    client: Any, held: dict[str, Appointment]
) -> None:
    """After any change of acts, what the client held, less what went, plus what came."""
    copy = set(ids(client))

    def sync(moment: dt.datetime) -> None:
        nonlocal copy
        came, gone = since(client, moment)
        assert not came & gone
        copy = copy - gone | came
        assert copy == set(ids(client))

    row = held["unknown"]
    moment = timezone.now()
    start = act("appoint", D1, row.person, row.post)  # the start comes to be known
    sync(moment)
    assert row.pk not in copy
    moment = timezone.now()
    remove(Appointment.objects.filter(pk=start.pk))  # and was a slip
    sync(moment)
    assert row.pk in copy
    moment = timezone.now()
    held["ended"].person = held["current"].person  # an act was another person's
    held["ended"].save()
    sync(moment)
    moment = timezone.now()
    take_back(bulletin=held["below"].bulletin)
    remove(Appointment.objects.filter(pk=held["current"].pk))
    sync(moment)
