"""What cannot be answered is told in a sentence: what is wrong, and what would do."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from npcrecords.core.changes import remove
from tests import factories as make

pytestmark = pytest.mark.django_db
D1, D2 = dt.date(2020, 3, 31), dt.date(2021, 3, 31)
CHINESE = re.compile("[\u4e00-\u9fff]{3}")
LISTS = ["appointments", "tenures", "deputy-changes", "deputy-seats", "people", "organizations"]
OF_DAYS = ["tenures", "deputy-seats", "popolo"]


def problem(client: Any, path: str, status: int, **query: Any) -> Any:
    """The problem that the answer tells, with a sentence for people."""
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == status, answer.getvalue()
    assert answer["Content-Type"] == "application/problem+json"
    found = answer.json()
    assert CHINESE.search(found["detail"]), found
    return found


def told(client: Any, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200, answer.getvalue()
    return json.loads(answer.getvalue())


@pytest.mark.parametrize("day", ["2024-02-30", "2024", "昨天", "20240731", "0000-01-01"])
@pytest.mark.parametrize(
    ("path", "name"),
    [*((path, "on") for path in OF_DAYS), ("appointments", "date_after"),
     ("appointments", "date_before"), ("deputy-changes", "date_after")],
)  # fmt: skip
def test_a_day_that_is_none(client: Any, path: str, name: str, day: str) -> None:
    found = problem(client, path, 400, **{name: day})
    (error,) = found["errors"]
    assert (error["field"], error["code"]) == (name, "invalid_date")
    assert day in found["detail"]
    assert "2024-07-30" in found["detail"]


@pytest.mark.parametrize("path", LISTS)
def test_a_page_past_the_end_says_how_many_there_are(client: Any, path: str) -> None:
    make.AppointmentFactory.create_batch(3)
    make.DeputyChangeFactory.create_batch(3)
    last = -(-told(client, path, page_size=2)["count"] // 2)
    assert f" {last} 页" in problem(client, path, 404, page_size=2, page=last + 1)["detail"]
    assert told(client, path, page_size=2, page=last)["next"] is None
    for number in ("0", "-1", "x", "1.5"):
        problem(client, path, 400, page=number)


@pytest.mark.parametrize("path", LISTS)
def test_a_cursor_holds_for_its_own_query(client: Any, path: str) -> None:
    make.AppointmentFactory.create_batch(3)
    make.DeputyChangeFactory.create_batch(3)
    first = told(client, path, page_size=2, cursor="")
    cursor = client.get(first["next"]).wsgi_request.GET["cursor"]
    assert client.get(first["next"]).status_code == 200
    other = "person" if path not in {"people", "organizations"} else "q"
    for query in ({other: "方"}, {"modified_since": "2020-01-01T00:00:00Z"}):
        found = problem(client, path, 400, cursor=cursor, **query)
        assert found["errors"][0]["code"] == "foreign_cursor"
    elsewhere = "posts" if path != "posts" else "people"
    assert problem(client, elsewhere, 400, cursor=cursor)["errors"][0]["code"] == "foreign_cursor"
    assert problem(client, path, 400, cursor="x")["errors"][0]["code"] == "invalid_cursor"


@pytest.mark.parametrize("name", ["page", "cursor", "bom"])
def test_what_is_one_document_has_no_pages(client: Any, name: str) -> None:
    assert name in problem(client, "popolo", 400, **{name: "1"})["detail"]
    post = make.PostFactory()
    assert name in problem(client, f"posts/{post.pk}/holders", 400, **{name: "1"})["detail"]


@pytest.mark.parametrize("path", OF_DAYS)
def test_a_day_before_anything_is_known_says_from_when_something_is(client: Any, path: str) -> None:
    early = {"on": "1949-10-01"}
    assert told(client, path, **early)["known_from"] is None
    person, other = make.PersonFactory.create_batch(2)
    for day, whose in ((D2, person), (D1, other)):
        make.AppointmentFactory(date=day, person=whose)
        make.DeputyChangeFactory(change="by_elected", cause="", date=day, person=whose)
    assert told(client, path, **early)["known_from"] == D1.isoformat()
    assert told(client, path, person=person.pk, **early)["known_from"] == D2.isoformat()
    assert "known_from" not in told(client, path, on=D2)
    assert "known_from" not in told(client, path, person="没有这个人")
    hidden = {"date": dt.date(1990, 1, 1), "bulletin__status": "draft"}
    make.AppointmentFactory(**hidden)
    make.DeputyChangeFactory(**hidden)
    assert told(client, path, **early)["known_from"] == D1.isoformat()


@pytest.mark.parametrize(
    ("path", "made"),
    [("appointments/{}", make.AppointmentFactory), ("tenures/{}", make.AppointmentFactory),
     ("people/{}", make.PersonFactory), ("people/{}/record", make.PersonFactory),
     ("posts/{}", make.PostFactory), ("posts/{}/holders", make.PostFactory),
     ("deputy-changes/{}", make.DeputyChangeFactory)],
)  # fmt: skip
def test_an_id_that_is_gone_says_since_when(client: Any, path: str, made: Any) -> None:
    row = made()
    number = row.pk
    address = path.format(number)
    never = problem(client, path.format(10**9), 404)["detail"]
    assert "发布" in never
    assert client.get(f"/api/v1/{address}/").status_code == 200
    remove(type(row)._default_manager.filter(pk=number))
    gone = problem(client, address, 404)["detail"]
    assert str(number) in gone
    assert re.search(r"\d{4}-\d\d-\d\d", gone)


def test_an_act_within_a_tenure_leads_to_it(client: Any) -> None:
    start = make.AppointmentFactory(date=D1)
    end = make.AppointmentFactory(date=D2, act="remove", person=start.person, post=start.post)
    found = problem(client, f"tenures/{end.pk}", 404)["detail"]
    assert str(start.pk) in found
    assert str(end.pk) in found


@pytest.mark.parametrize("path", ["appointments", "tenures", "deputy-changes", "deputy-seats"])
def test_a_name_that_ten_people_bear_finds_what_is_told_of_all_ten(client: Any, path: str) -> None:
    for number in range(10):
        person = make.PersonFactory(name="方勤", note=f"第{number}位")
        make.AppointmentFactory(person=person)
        make.DeputyChangeFactory(person=person)
    found = told(client, path, person="方勤")["results"]
    assert len({item["person"]["id"] for item in found}) == 10
    notes = told(client, "people", name="方勤")["results"]
    assert {item["id"] for item in notes} == {item["person"]["id"] for item in found}


@pytest.mark.parametrize("path", [*LISTS, "popolo"])
def test_an_unknown_parameter_says_which_there_are(client: Any, path: str) -> None:
    found = problem(client, path, 400, persons="方勤")
    assert found["errors"][0]["code"] == "unknown_parameter"
    assert "persons" in found["detail"]
