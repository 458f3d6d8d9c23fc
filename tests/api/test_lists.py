"""Pages, cursors, orderings and filters: what is the same for every list."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npcrecords.api.router import RESOURCES, router

from .. import factories as f
from .samples import SAMPLES

pytestmark = pytest.mark.django_db
LISTS = [name for name, _ in RESOURCES if name in SAMPLES]
UNHURRIED: Any = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
VIEWS = {prefix: view for prefix, view, _ in router.registry}


def get(client: Any, name: str, query: Any = None, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/{name}/", query)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def walk(client: Any, url: str) -> list[Any]:
    found: list[Any] = []
    while url:
        answer = client.get(url).json()
        found += answer["results"]
        url = answer["next"]
    return found


def test_a_page_has_a_count_and_both_links(client) -> None:
    f.PersonFactory.create_batch(5)
    first = get(client, "people", {"page_size": 2})
    assert set(first) == {"count", "next", "previous", "results"}
    assert first["count"] == 5
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert client.get(second["previous"]).json() == first
    third = client.get(second["next"]).json()
    assert third["next"] is None
    assert "page=2" in third["previous"]
    assert len(third["results"]) == 1


def test_the_links_keep_all_parameters(client) -> None:
    f.PersonFactory.create_batch(3, jurisdiction="青岚市")
    query = {"page_size": 1, "jurisdiction": "青岚市", "ordering": "-name"}
    for start in (query, {**query, "cursor": ""}):
        following = get(client, "people", start)["next"]
        for part in ("page_size=1", "jurisdiction=%E9%9D%92", "ordering=-name"):
            assert part in following


def test_a_page_has_fifty_rows_and_never_more_than_two_hundred(client) -> None:
    f.PersonFactory.create_batch(201)
    assert len(get(client, "people")["results"]) == 50
    assert len(get(client, "people", {"page_size": 1000})["results"]) == 200


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_in_the_same_order_by_page_and_by_cursor(name, client) -> None:
    for _ in range(3):
        SAMPLES[name]()
    url = reverse(f"{name}-list")
    by_page = walk(client, f"{url}?page_size=2")
    by_cursor = walk(client, f"{url}?page_size=2&cursor=")
    assert by_page == by_cursor
    assert len({row["id"] for row in by_page}) == len(by_page) >= 3
    assert "count" not in client.get(f"{url}?cursor=").json()


@pytest.mark.parametrize("name", LISTS)
def test_every_ordering_is_total_by_page_and_by_cursor(name, client) -> None:
    for _ in range(3):
        SAMPLES[name]()
    url = reverse(f"{name}-list")
    whole = {row["id"] for row in walk(client, url)}
    names = ["id", "modified", *VIEWS[name]().ordering_paths()]
    for ordering in [sign + field for field in names for sign in ("", "-")]:
        for mode in ("", "&cursor="):
            rows = walk(client, f"{url}?page_size=2&ordering={ordering}{mode}")
            assert {row["id"] for row in rows} == whole, ordering
            assert len(rows) == len(whole), ordering


@settings(max_examples=25, **UNHURRIED)
@given(
    days=st.lists(st.none() | st.integers(0, 3), max_size=9),
    size=st.integers(1, 4),
    ordering=st.sampled_from(["date", "-date", "act,-date", "-date,act,-id", ""]),
)
def test_a_cursor_walks_every_row_once_in_order(days, size, ordering, client) -> None:
    from people.models import Appointment

    Appointment.objects.all().delete()
    for number, day in enumerate(days):
        f.AppointmentFactory(
            bulletin=None,
            date=day if day is None else dt.date(2024, 1, 1 + day),
            act="appoint" if number % 2 else "remove",
        )
    url = f"/api/v1/appointments/?page_size={size}&ordering={ordering}"
    by_page, by_cursor = walk(client, url), walk(client, f"{url}&cursor=")
    assert [row["id"] for row in by_cursor] == [row["id"] for row in by_page]
    assert len(by_cursor) == len(days)
    if ordering in {"date", "-date"}:
        known = [row["date"] for row in by_cursor if row["date"]]
        assert known == sorted(known, reverse=ordering == "-date")
        assert all(row["date"] is None for row in by_cursor[len(known) :])


def test_a_row_that_comes_meanwhile_does_not_shift_the_cursor(client) -> None:
    f.PersonFactory.create_batch(4)
    first = get(client, "people", {"cursor": "", "page_size": 2, "ordering": "-id"})
    f.PersonFactory()
    second = client.get(first["next"]).json()
    ids = [row["id"] for row in first["results"] + second["results"]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 4


def _cursor(client: Any, name: str = "people", **query: Any) -> str:
    following = get(client, name, {"cursor": "", "page_size": 1, **query})["next"]
    return parse_qs(urlsplit(following).query)["cursor"][0]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("people", {"ordering": "-name"}),
        ("people", {"q": "林"}),
        ("posts", {}),
    ],
)
def test_a_cursor_of_another_list_query_or_ordering_is_refused(name, query, client) -> None:
    f.PersonFactory.create_batch(2)
    problem = get(client, name, {"cursor": _cursor(client), **query}, 400)
    assert problem["errors"][0]["field"] == "cursor"
    assert problem["errors"][0]["code"] == "foreign_cursor"


def test_a_cursor_that_was_tampered_with_is_refused(client) -> None:
    f.PersonFactory.create_batch(2)
    for cursor in ("x", _cursor(client)[:-1] + "!", "WzFd:1"):
        problem = get(client, "people", {"cursor": cursor}, 400)
        assert problem["errors"][0]["code"] == "invalid_cursor"


@pytest.mark.parametrize("name", LISTS)
def test_a_record_takes_no_parameters_of_lists(name, client) -> None:
    path = f"/api/v1/{name}/{SAMPLES[name]().pk}/"
    for query in ({"zzz": "1"}, {"modified_since": "bad"}, {"page": "2"}, {"cursor": ""}):
        answer = client.get(path, query)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["code"] == "unknown_parameter"
        assert "cursor、" not in answer.json()["detail"]


@pytest.mark.parametrize("path", ["people/{}/record/", "posts/{}/holders/", "opinions/{}/trace/"])
def test_an_answer_on_one_record_takes_its_format_alone(path, client) -> None:
    row = SAMPLES[path.split("/")[0]]()
    url = "/api/v1/" + path.format(row.pk)
    assert client.get(url, {"format": "json"}).status_code == 200
    for name in ("page", "cursor", "bom", "zz"):
        problem = client.get(url, {name: "2"})
        assert problem.status_code == 400
        assert "page_size" not in problem.json()["detail"]


@pytest.mark.parametrize("name", LISTS)
def test_orderings_have_the_names_of_fields(name) -> None:
    shown = set(VIEWS[name].serializer_class().fields)
    assert set(VIEWS[name]().ordering_paths()) <= shown


def test_a_page_past_the_end_is_404_with_a_sentence(client) -> None:
    assert "一共有 1 页" in get(client, "people", {"page": 2}, 404)["detail"]


BAD = [
    ("people", {"nonsense": "1"}, "nonsense", "unknown_parameter", "q"),
    ("people", {"page": "0"}, "page", "invalid_number", "1"),
    ("people", {"page_size": "many"}, "page_size", "invalid_number", "1"),
    ("people", {"ordering": "birthday"}, "ordering", "unknown_ordering", "name"),
    ("people", {"ordering": "--name"}, "ordering", "unknown_ordering", "name"),
    ("people", {"modified_since": "2024-07-30T08:00:00"}, "modified_since", "invalid_instant", "Z"),
    ("people", {"modified_since": "yesterday"}, "modified_since", "invalid_instant", "Z"),
    ("people", {"modified_since": "0001-01-01T00:00:00+14:00"}, "modified_since", None, "Z"),
    ("people", {"format": "xml"}, "format", "invalid_code", "jsonl"),
    ("people", {"name": "a\x00b"}, "name", "null_character", ""),
    ("appointments", {"date_after": "30/7/2024"}, "date_after", "invalid_date", "2024-07-30"),
    ("appointments", {"date_after": "2024-02-30"}, "date_after", "invalid_date", "2024-07-30"),
    ("appointments", {"act": "hire"}, "act", "invalid_code", "appoint"),
    ("appointments", {"act": "appoint,hire"}, "act", "invalid_code", "appoint"),
    ("appointments", {"effect": "middle"}, "effect", "invalid_code", "start"),
    ("appointments", {"to_be_filed": "maybe"}, "to_be_filed", "invalid_flag", "true"),
    ("appointments", {"session": "nineteenth"}, "session", "invalid_number", "16"),
    ("appointments", {"session": "9" * 30}, "session", "invalid_number", "16"),
    ("opinions", {"state": "lost"}, "state", "invalid_code", "overdue"),
    ("opinions", {"overdue_on": "soon"}, "overdue_on", "invalid_date", "2024-07-30"),
]


@pytest.mark.parametrize(("name", "query", "field", "code", "help_"), BAD)
def test_what_cannot_be_read_is_400_and_says_which_and_what_would_do(
    name, query, field, code, help_, client
) -> None:
    problem = get(client, name, query, 400)
    assert problem["errors"][0]["field"] == field
    assert code in (None, problem["errors"][0]["code"])
    assert help_ in problem["errors"][0]["message"]
    assert problem["detail"] == problem["errors"][0]["message"]


def test_a_repeated_parameter_and_a_comma_are_or_and_filters_are_and(client) -> None:
    for act in ("appoint", "remove", "elect"):
        f.AppointmentFactory(act=act, date=dt.date(2024, 7, 31))
    f.AppointmentFactory(act="appoint", date=dt.date(2023, 1, 1))

    def acts(query: str) -> list[str]:
        answer = client.get(f"/api/v1/appointments/?ordering=id&{query}").json()
        return [row["act"] for row in answer["results"]]

    assert acts("act=appoint,remove") == ["appoint", "remove", "appoint"]
    assert acts("act=appoint&act=remove") == ["appoint", "remove", "appoint"]
    assert acts("act=appoint&date_after=2024-01-01") == ["appoint"]
    assert acts("effect=start") == ["appoint", "elect", "appoint"]
    assert acts("date_after=2024-07-31&date_before=2024-07-31") == ["appoint", "remove", "elect"]
    assert acts("act=") == ["appoint", "remove", "elect", "appoint"]


@settings(max_examples=60, **UNHURRIED)
@given(data=st.data())
def test_no_parameter_breaks_a_list(data, client) -> None:
    name = data.draw(st.sampled_from(LISTS))
    known = [
        *VIEWS[name].filterset_class.base_filters,
        "page", "page_size", "cursor", "ordering", "modified_since", "format", "bom", "x",
    ]  # fmt: skip
    values = st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["1", "0", "-1", "9" * 18, "9" * 19, "1e3", "2024-02-29", "0001-01-01", "9999-12-31",
             "2024-01-01T00:00:00Z", "true", "draft", "A", "fang", "方", ",", "%", "_", "\\", "'"]
        ),
    )  # fmt: skip
    query = data.draw(st.dictionaries(st.sampled_from(known), values, max_size=4))
    answer = client.get(f"/api/v1/{name}/", query)
    if answer.streaming:
        list(answer)
    assert answer.status_code in {200, 400, 404}, (name, query, answer.content)
    assert answer.status_code != 404 or "page" in query
