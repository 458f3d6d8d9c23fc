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
