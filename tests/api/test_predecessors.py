"""What an organisation did under its earlier names."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["appointments", "tenures"])
def test_acts_and_tenures_of_what_an_organisation_came_of(client: Any, path: str) -> None:
    oldest = make.OrganizationFactory()
    old = make.OrganizationFactory(predecessor=oldest)
    new = make.OrganizationFactory(predecessor=old)
    make.OrganizationAliasFactory(organization=new, name="市新局")
    rows = [make.AppointmentFactory(post__organization=one) for one in (oldest, old, new)]
    make.AppointmentFactory()

    def ids(**query: Any) -> set[int]:
        answer = client.get(f"/api/v1/{path}/", query)
        assert answer.status_code == 200, answer.content
        return {item["id"] for item in answer.json()["results"]}

    assert ids(organization="市新局") == {rows[2].pk}
    assert ids(organization="市新局", include_predecessors="0") == {rows[2].pk}
    assert ids(organization="市新局", include_predecessors="1") == {row.pk for row in rows}
    assert ids(organization=old.pk, include_predecessors="1") == {rows[0].pk, rows[1].pk}
    assert ids(organization="没有的局", include_predecessors="1") == set()


@pytest.mark.parametrize("path", ["appointments", "tenures"])
def test_departments_and_merged_ids_too(client: Any, path: str) -> None:
    """A→B→C: the ids and names of A and B mean C, with what is below and before it."""
    old, top = make.OrganizationFactory(), make.OrganizationFactory()
    third = make.OrganizationFactory(predecessor=old, parent=top)
    second = make.OrganizationFactory(merged_into=third)
    first = make.OrganizationFactory(merged_into=second)
    below = make.OrganizationFactory(parent=third)
    acts = [make.AppointmentFactory(post__organization=one).pk for one in (old, third, below)]
    make.AppointmentFactory(post__organization=top)

    def ids(**query: Any) -> set[int]:
        answer = client.get(f"/api/v1/{path}/", query)
        assert answer.status_code == 200, answer.content
        return {item["id"] for item in answer.json()["results"]}

    for word in (first.pk, first.name, second.pk, second.name, third.pk, third.name):
        assert ids(organization=word) == {acts[1]}
        assert ids(organization=word, include_children="1") == set(acts[1:])
        assert ids(organization=word, include_predecessors="1") == set(acts[:2])
        both = {"include_children": "1", "include_predecessors": "1"}
        assert ids(organization=word, **both) == set(acts)
    assert ids(organization="没有的局", include_children="1") == set()


@pytest.mark.parametrize("path", ["people/{}/", "people/{}/record/", "organizations/{}/"])
def test_the_address_of_a_merged_record_leads_to_the_end_of_the_chain(
    client: Any, path: str
) -> None:
    made: Any = make.PersonFactory if "people" in path else make.OrganizationFactory
    third = made()
    first = made(merged_into=made(merged_into=third))
    answer = client.get(f"/api/v1/{path.format(first.pk)}")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/{path.format(third.pk)}")


@pytest.mark.parametrize("path", ["appointments", "tenures", "deputy-changes", "deputy-seats"])
def test_the_id_and_the_name_of_a_merged_person_find_who_stands_for_him(
    client: Any, path: str
) -> None:
    third = make.PersonFactory(name="方勤")
    second = make.PersonFactory(name="方琴", merged_into=third)
    first = make.PersonFactory(name="方芹", merged_into=second)
    for person in (third, make.PersonFactory(name="林言")):
        make.AppointmentFactory(person=person)
        make.DeputyChangeFactory(person=person)
    for word in (first.pk, "方芹", second.pk, "方琴", third.pk, "方勤"):
        (item,) = client.get(f"/api/v1/{path}/", {"person": word}).json()["results"]
        assert item["person"]["id"] == third.pk, word
