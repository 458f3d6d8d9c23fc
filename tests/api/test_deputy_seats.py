"""Who sat for which electoral unit when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/api/v1/deputy-seats/"
D1, D2, D3 = (dt.date(2022 + year, 3, 31) for year in range(3))


def by_elected(date: dt.date | None, **more: Any) -> Any:
    return make.DeputyChangeFactory(change="by_elected", cause="", date=date, **more)


def ids(client: Any, **query: Any) -> list[int]:
    answer = client.get(URL, query)
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["results"]]


def test_from_the_by_election_to_the_vacancy(client: Any) -> None:
    start = by_elected(D1)
    end = make.DeputyChangeFactory(date=D2, person=start.person, cause="resigned")
    make.DeputyChangeFactory(date=D2, person=start.person, cause="resigned")  # told twice
    (item,) = client.get(URL).json()["results"]
    assert (item["id"], item["filled"], item["vacated"]) == (start.pk, start.pk, end.pk)
    assert (item["start_date"], item["end_date"]) == (D1.isoformat(), D2.isoformat())
    assert (item["state"], item["cause"], item["term"]) == ("ended", "resigned", 18)
    assert item["person"]["id"] == start.person_id
    assert item["source"]["bulletin"] == start.bulletin_id
    assert ids(client, on=D1) == [start.pk]
    assert ids(client, on=D2) == []


def test_a_vacancy_alone_is_a_seat_of_unknown_beginning(client: Any) -> None:
    end = make.DeputyChangeFactory(date=D2)
    (item,) = client.get(URL).json()["results"]
    assert (item["start_date"], item["start_date_precision"], item["state"]) == (
        None, None, "unknown",
    )  # fmt: skip
    assert ids(client, on=D1) == []
    assert ids(client, on=D1, include_unknown="1") == [end.pk]
    assert ids(client, on=D2, include_unknown="1") == []


def test_terms_units_and_persons_are_kept_apart(client: Any) -> None:
    first = by_elected(D1, electoral_unit="溪口区")
    later = by_elected(D3, person=first.person, term=19, electoral_unit="东山区")
    make.DeputyChangeFactory(person=None, person_name=first.person_name, date=D2)
    make.DeputyChangeFactory(date=D2, person=first.person, bulletin__status="draft")
    assert ids(client, term=18, on=D3) == [first.pk]
    assert ids(client, electoral_unit="东山区") == [later.pk]
    assert ids(client, person=first.person_id) == [later.pk, first.pk]
    assert len(ids(client, congress=first.congress.name)) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_as_much_for_one_row_as_for_three(
    client: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        by_elected(D1)
    with django_assert_num_queries(2):  # the generation, the changes
        assert client.get(URL).json()["count"] == rows
