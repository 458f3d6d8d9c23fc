"""CSV and JSON Lines: whole lists, streamed."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npcrecords.api.router import RESOURCES
from npcrecords.core.models import Tombstone
from npcrecords.rest.export import cell

from .. import factories as f
from .samples import SAMPLES

LISTS = [name for name, _ in RESOURCES if name in SAMPLES]


def read_csv(answer: Any) -> list[dict[str, str]]:
    text = answer.getvalue().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_jsonl_has_every_row_of_the_list_as_it_stands_there(name, client) -> None:
    for _ in range(3):
        SAMPLES[name]()
    listed = client.get(f"/api/v1/{name}/?page_size=200").json()["results"]
    answer = client.get(f"/api/v1/{name}/?format=jsonl&page_size=1")
    assert answer.streaming
    assert [json.loads(line) for line in answer.getvalue().splitlines()] == listed
    assert answer["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.jsonl"'


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_csv_has_the_same_columns_with_rows_and_without(name, client) -> None:
    empty = client.get(f"/api/v1/{name}/?format=csv")
    header = empty.getvalue().decode("utf-8").partition("\r\n")[0].split(",")
    SAMPLES[name]()
    answer = client.get(f"/api/v1/{name}/?format=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    rows = read_csv(answer)
    assert list(rows[0]) == header
    assert len(set(header)) == len(header)
    assert "{" not in "".join(rows[0].values())


@pytest.mark.django_db
def test_csv_has_ids_and_names_in_columns_of_their_own(client) -> None:
    row = f.AppointmentFactory(date_text="7月31日")
    (told,) = read_csv(client.get("/api/v1/appointments/?format=csv"))
    assert told["person_id"] == str(row.person_id)
    assert told["person_name"] == row.person.name
    assert told["post_organization_name"] == row.post.organization.name
    assert told["source_bulletin"] == str(row.bulletin_id)
    assert told["date"] == "2024-07-31"
    assert told["to_be_filed"] == "false"
    assert told["reason"] == ""


@pytest.mark.django_db
def test_csv_joins_lists_in_their_order(client) -> None:
    document = f.DocumentFactory()
    first, second = (f.DocumentAuthorFactory(document=document, order=n) for n in (0, 1))
    second.person = None
    second.name = ""
    second.save()
    (told,) = read_csv(client.get("/api/v1/documents/?format=csv"))
    names = [first.organization.name, second.organization.name]
    assert told["authors_organization_name"].split("；") == names
    assert told["authors_person_id"].split("；") == [str(first.person_id), ""]


@pytest.mark.django_db
def test_bom_for_excel(client) -> None:
    f.PersonFactory()
    marked = client.get("/api/v1/people/?format=csv&bom=1").getvalue()
    plain = client.get("/api/v1/people/?format=csv").getvalue()
    assert marked == b"\xef\xbb\xbf" + plain


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_is_run_as_a_formula(start, client) -> None:
    f.PersonFactory(name="方勤", note=f"{start}1+1")
    (told,) = read_csv(client.get("/api/v1/people/?format=csv"))
    assert told["note"].startswith("'")


@given(st.recursive(st.none() | st.booleans() | st.integers(0) | st.text(), st.lists))
def test_every_cell_is_safe(value) -> None:
    text = str(cell(value))
    assert not text.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.django_db
def test_by_accept_too(client) -> None:
    f.PersonFactory()
    assert client.get("/api/v1/people/", headers={"Accept": "text/csv"}).streaming
    assert client.get("/api/v1/people/", headers={"Accept": "text/html,*/*;q=0.8"}).json()


@pytest.mark.django_db
def test_filters_and_orderings_hold(client) -> None:
    for name in ("方勤", "林言"):
        f.PersonFactory(name=name)
    told = read_csv(client.get("/api/v1/people/?format=csv&name=林言"))
    assert [row["name"] for row in told] == ["林言"]


@pytest.mark.django_db
def test_a_single_record_can_be_had_so_too(client) -> None:
    person = f.PersonFactory()
    (told,) = read_csv(client.get(f"/api/v1/people/{person.pk}/?format=csv"))
    assert told["id"] == str(person.pk)


@pytest.mark.django_db
def test_all_rows_cost_as_many_queries_as_the_chunks_need(
    client, django_assert_num_queries
) -> None:
    f.PersonFactory.create_batch(7)
    with django_assert_num_queries(3):  # the generation, the rows, the acts on them
        list(client.get("/api/v1/people/?format=jsonl"))


@pytest.mark.django_db
def test_deleted_records_are_told_in_a_synchronisation(client) -> None:
    person = f.PersonFactory()
    Tombstone.objects.create(resource="people", record_id=person.pk + 1)
    since = "&modified_since=2000-01-01T00:00:00Z"
    rows = read_csv(client.get(f"/api/v1/people/?format=csv{since}"))
    assert [(row["id"], row["deleted"]) for row in rows] == [
        (str(person.pk), ""),
        (str(person.pk + 1), "true"),
    ]
    lines = client.get(f"/api/v1/people/?format=jsonl{since}").getvalue().splitlines()
    assert json.loads(lines[1])["deleted"] is True
