"""Who held what, as a Popolo document."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from people import popolo
from tests import factories as make

pytestmark = pytest.mark.django_db
RULES = json.loads(
    (Path(__file__).parents[1] / "popolo" / "document.json").read_text(encoding="utf-8")
)
D1, D2, D3 = (dt.date(2020 + year, 3, 1) for year in range(3))


def document(client: Any, **query: Any) -> Any:
    answer = client.get("/api/v1/popolo/", query)
    assert answer.status_code == 200, answer.content
    found = json.loads(b"".join(answer))
    Draft202012Validator(RULES, format_checker=FormatChecker()).validate(found)
    return found


def test_nothing_is_a_document_too(client: Any) -> None:
    lists = ("memberships", "persons", "organizations", "posts")
    assert document(client) == {name: [] for name in lists}


def test_a_tenure_is_a_membership(client: Any) -> None:
    start = make.AppointmentFactory(date=D1, date_precision="month", source_page=7)
    person, post = start.person, start.post
    end = make.AppointmentFactory(
        act="remove", date=D2, person=person, post=post, date_precision="third", source_page=9
    )
    make.AppointmentFactory(date=D3, person=person, post=post, act="acting")
    make.OrganizationAliasFactory(
        organization=post.organization, name="市第一局", valid_from=D1, valid_to=D2
    )
    make.PersonFactory(name="方琴", note="旧", merged_into=person)
    found = document(client)
    first, second = found["memberships"]
    assert (first["start_date"], first["end_date"]) == ("2020-03", "2021-03")
    assert (second["start_date"], second["end_date"]) == ("2022-03-01", None)
    assert (first["label"], second["label"]) == ("局长", "代理局长")
    assert [source["note"] for source in first["sources"]] == [
        f"{start.bulletin.label}第7页", f"{end.bulletin.label}第9页",
    ]  # fmt: skip
    assert first["sources"][0]["url"].endswith(f"/api/v1/documents/{start.document_id}/")
    (one,), (organization,), (role,) = found["persons"], found["organizations"], found["posts"]
    assert (one["id"], one["other_names"]) == (first["person_id"], [{"name": "方琴"}])
    assert organization["id"] == first["organization_id"] == role["organization_id"]
    assert organization["area"]["name"] == make.PLACE
    assert organization["other_names"] == [
        {"name": "市第一局", "start_date": "2020-03-01", "end_date": "2021-03-01",
         "note": make.PLACE}
    ]  # fmt: skip
    assert role["id"] == first["post_id"]


def test_filters_and_what_is_not_told(client: Any) -> None:
    act = make.AppointmentFactory(date=D1)
    make.AppointmentFactory(act="remove", date=D2, person=act.person, post=act.post)
    other = make.AppointmentFactory(date=D3)
    make.AppointmentFactory(date=D1, person=None)
    make.AppointmentFactory(date=D1, post=None)
    make.AppointmentFactory(date=D1, bulletin__status="draft")

    def ids(**query: Any) -> list[str]:
        return [item["id"] for item in document(client, **query)["memberships"]]

    assert ids() == [f"tenures/{act.pk}", f"tenures/{other.pk}"]
    assert ids(on=D1) == ids(person=act.person.name) == [f"tenures/{act.pk}"]
    assert ids(organization=other.post.organization.name) == [f"tenures/{other.pk}"]
    assert len(document(client, on=D1)["persons"]) == 1


def test_what_is_below_and_before_an_organisation(client: Any) -> None:
    old = make.OrganizationFactory()
    merged = make.OrganizationFactory(name="旧名局")
    new = make.OrganizationFactory(predecessor=old)
    below = make.OrganizationFactory(parent=new)
    middle = make.OrganizationFactory(name="中名局", merged_into=new)
    type(merged).objects.filter(pk=merged.pk).update(merged_into=middle)
    acts = [make.AppointmentFactory(post__organization=one) for one in (old, new, below)]
    make.AppointmentFactory()

    def ids(**query: Any) -> set[str]:
        return {item["id"] for item in document(client, **query)["memberships"]}

    wanted = [f"tenures/{act.pk}" for act in acts]
    for word in (new.pk, new.name, merged.pk, merged.name, middle.pk):
        assert ids(organization=word) == {wanted[1]}
        assert ids(organization=word, include_children="1") == set(wanted[1:])
        assert ids(organization=word, include_predecessors="1") == set(wanted[:2])
        both = {"include_children": "1", "include_predecessors": "1"}
        assert ids(organization=word, **both) == set(wanted)


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_queries_for_one_as_for_three(
    client: Any, rows: int, django_assert_num_queries: Any
) -> None:
    make.AppointmentFactory.create_batch(rows)
    # The generation, the acts, the persons and who was merged into them, the organisations
    # and their aliases, the posts.
    with django_assert_num_queries(7):
        assert len(document(client)["memberships"]) == rows


@pytest.mark.parametrize("rows", [4, 7])
def test_of_a_long_document_a_few_rows_are_held_at_a_time(
    client: Any, monkeypatch: Any, rows: int, django_assert_num_queries: Any
) -> None:
    """Chunks of two: the generation, the acts, who was merged; each two persons; each two
    organisations, with their aliases; each two posts."""
    monkeypatch.setattr(popolo, "CHUNK", 2)
    make.AppointmentFactory.create_batch(rows)
    with django_assert_num_queries(3 + 4 * -(-rows // 2)):
        found = document(client)
    assert {name: len(found[name]) for name in found} == dict.fromkeys(found, rows)


@pytest.mark.parametrize("query", [{"on": "2024-02-30"}, {"page": "2"}, {"x": "1"}])
def test_what_is_wrong_with_a_parameter_is_said(client: Any, query: Any) -> None:
    answer = client.get("/api/v1/popolo/", query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == next(iter(query))
