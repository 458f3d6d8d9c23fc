"""Every list costs an exact, small number of queries, whatever the number of its rows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from npcrecords.api.router import RESOURCES

from .samples import SAMPLES

# The generation, the count, the rows, what is not public (where rows point to bulletins'
# records), and one for each table of parts.
QUERIES = {
    "bulletins": 4,
    "sessions": 5,
    "attendances": 4,
    "agenda-items": 10,
    "documents": 9,
    "sections": 5,  # with what they answer
    "footnotes": 4,
    "citations": 4,
    "organizations": 4,
    "posts": 3,
    "people": 4,  # with what they held
    "appointments": 4,  # one quick page, and what else tells of its acts
    "deputy-changes": 5,
    "credentials-reports": 4,
    "opinions": 4,
    "opinion-points": 4,
    "follow-ups": 4,
    "responses": 4,
    "satisfaction-votes": 4,
    "due-rules": 3,
    "policies": 6,  # with the keys by which it is told what they carry out
    "measures": 4,
    "registers": 3,
    "tasks": 7,  # with their steps
    "task-steps": 4,
    "policy-citations": 3,
    "policy-links": 3,
}
# Lists whose rows are computed have tests of their own.
LISTS = [name for name, view in RESOURCES if name in SAMPLES]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_as_much_for_one_row_as_for_three(
    name, rows, client, django_assert_num_queries
) -> None:
    for _ in range(rows):
        SAMPLES[name]()
    with django_assert_num_queries(QUERIES[name]):
        answer = client.get(reverse(f"{name}-list"))
    assert answer.status_code == 200, answer.content
    assert answer.json()["count"] >= rows


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_filters_and_detail_cost_no_more(name, client, django_assert_max_num_queries) -> None:
    row = SAMPLES[name]()
    with django_assert_max_num_queries(QUERIES[name]):
        detail = client.get(reverse(f"{name}-detail", args=[row.pk]))
    assert detail.status_code == 200, detail.content
    listed = client.get(reverse(f"{name}-list"), {"ordering": "-id"}).json()["results"]
    assert detail.json() in listed
