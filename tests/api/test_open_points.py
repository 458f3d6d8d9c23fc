"""Who must act, over the API."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from people.models import Organization

from .. import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def planning() -> Organization:
    row = f.OrganizationFactory(name="青岚市发展和改革委员会")
    f.OrganizationAliasFactory(organization=row, name="市发改委")
    return row


@pytest.fixture
def bureau(planning) -> Organization:
    return f.OrganizationFactory(name="青岚市粮食局", parent=planning)


def asked(client: Any, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200, answer.content.decode()
    return list(answer.json()["results"])


def test_points_by_organization(client, planning, bureau) -> None:
    first = f.OpinionPointFactory(title="由市发改委牵头", source_page=7, kind="point")
    second = f.OpinionPointFactory(opinion=first.opinion, text="请青岚市粮食局研究。")
    f.OpinionPointFactory(opinion=first.opinion)
    for word in (planning.pk, "市发改委", "青岚市发展和改革委员会"):
        (row,) = asked(client, "opinion-points/", organization=word)
        assert row["id"] == first.pk
        assert row["named"] == [
            {
                "organization": {"id": planning.pk, "name": planning.name},
                "words": "市发改委",
                "in": "point",
                "response": None,
                "document": None,
                "section": None,
                "page": 7,
            }
        ]
    both = asked(client, "opinion-points/", organization=planning.pk, include_children=1)
    assert [row["id"] for row in both] == [first.pk, second.pk]
    assert both[1]["named"][0]["organization"]["name"] == "青岚市粮食局"
    narrowed = asked(
        client, "opinion-points/", organization=planning.pk, include_children=1, kind="aspect"
    )
    assert [row["id"] for row in narrowed] == [second.pk]
    assert asked(client, "opinion-points/", organization="没有的机关") == []
    assert all("named" not in row for row in asked(client, "opinion-points/"))
    detail = client.get(f"/api/v1/opinion-points/{first.pk}/").json()
    assert "named" not in detail


def test_points_by_organization_as_a_file(client, planning) -> None:
    f.OpinionPointFactory(title="由市发改委牵头")
    url = "/api/v1/opinion-points/?organization=市发改委&format=csv"
    text = b"".join(client.get(url).streaming_content).decode()
    (row,) = csv.DictReader(text.splitlines())
    assert (row["named_words"], row["named_in"]) == ("市发改委", "point")


def test_the_open_points_of_an_organization(client, planning, bureau) -> None:
    opinion = f.OpinionFactory(due_on="2024-11-16", due_rule="三个月")
    point = f.OpinionPointFactory(opinion=opinion, title="由市发改委牵头")
    response = f.ResponseFactory(
        follow_up__opinion=opinion, point=point, section__text="青岚市粮食局已部署。"
    )
    f.OpinionPointFactory(title="由市发改委办结", verified="solved")
    (row,) = asked(client, f"organizations/{planning.pk}/open-points/", on="2024-12-01")
    assert row["id"] == point.pk
    assert row["opinion"] == {
        "id": opinion.pk, "title": opinion.title, "letter_number": None,
    }  # fmt: skip
    assert (row["due_on"], row["due_rule"]) == ("2024-11-16", "三个月")
    # Printed for a session of 30 July, and so answered by then.
    assert (row["state"], row["state_label"], row["days_late"]) == ("handled", "已答复", 0)
    assert [one["in"] for one in row["named"]] == ["point"]
    path = f"organizations/{planning.pk}/open-points/"
    (row,) = asked(client, path, include_children=1)
    assert [(one["in"], one["response"]) for one in row["named"]] == [
        ("point", None),
        ("response", response.pk),
    ]
    assert asked(client, path, on="2024-08-15") == []
    assert [row["id"] for row in asked(client, f"organizations/{bureau.pk}/open-points/")] == [
        point.pk
    ]


def test_what_a_head_inherits(client, planning, bureau) -> None:
    post = f.PostFactory(organization=planning, title="主任")
    act = f.AppointmentFactory(post=post, date="2024-10-01")
    point = f.OpinionPointFactory(title="由市发改委牵头", opinion__closed_on="2025-01-01")
    later = f.OpinionPointFactory(title="由市发改委牵头", opinion__adopted_on="2024-10-02")
    below = f.OpinionPointFactory(title="由青岚市粮食局牵头")
    path = f"appointments/{act.pk}/open-points/"
    assert [row["id"] for row in asked(client, path)] == [point.pk]
    assert {row["id"] for row in asked(client, path, include_children=1)} == {point.pk, below.pk}
    of_post = f"posts/{post.pk}/open-points/"
    assert [row["id"] for row in asked(client, of_post, on="2025-02-01")] == [later.pk]
    assert [row["id"] for row in asked(client, of_post, on="2024-10-01")] == [point.pk]


def test_what_cannot_be_answered_says_so(client, planning) -> None:
    no_post = f.AppointmentFactory(post=None)
    no_day = f.AppointmentFactory(date=None)
    hidden = f.AppointmentFactory(bulletin__status="draft")
    for act, words in ((no_post, "认定职务"), (no_day, "补上日期"), (hidden, "")):
        answer = client.get(f"/api/v1/appointments/{act.pk}/open-points/")
        assert answer.status_code == 404
        assert words in answer.json()["detail"]
    for path in ("organizations", "posts", "appointments"):
        assert client.get(f"/api/v1/{path}/999999/open-points/").status_code == 404
    path = f"/api/v1/organizations/{planning.pk}/open-points/"
    for query, field, code in (
        ({"on": "2024-13-01"}, "on", "invalid_date"),
        ({"on": "2024-12-01,2024-12-02"}, "on", "several_days"),
        ({"ordering": "id"}, "ordering", "unknown_parameter"),
        ({"include_children": "some"}, "include_children", "invalid_flag"),
    ):
        answer = client.get(path, query)
        assert answer.status_code == 400
        assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]
    act = f.AppointmentFactory()
    answer = client.get(f"/api/v1/appointments/{act.pk}/open-points/?on=2024-12-01")
    assert answer.status_code == 400


def test_a_merged_organization_leads_on(client, planning) -> None:
    old = f.OrganizationFactory(name="青岚市计划委员会", merged_into=planning)
    point = f.OpinionPointFactory(text="请青岚市计划委员会研究。")
    answer = client.get(f"/api/v1/organizations/{old.pk}/open-points/?on=2024-12-01")
    assert answer.status_code == 301
    assert answer["Location"].endswith(f"/organizations/{planning.pk}/open-points/?on=2024-12-01")
    (row,) = asked(client, f"organizations/{planning.pk}/open-points/")
    assert row["id"] == point.pk


def test_drafts_are_for_staff(client, admin_client, planning) -> None:
    f.OpinionPointFactory(title="由市发改委牵头", opinion__document__bulletin__status="draft")
    path = f"organizations/{planning.pk}/open-points/"
    assert asked(client, path) == []
    assert len(asked(admin_client, path)) == 1
    assert len(asked(admin_client, "opinion-points/", organization=planning.pk)) == 1


@pytest.mark.parametrize("times", [1, 3])
def test_a_fixed_number_of_queries(times, client, planning, django_assert_num_queries) -> None:
    for _ in range(times):
        f.OpinionPointFactory(title="由市发改委牵头")
        f.ResponseFactory(section__text="市发改委已部署。")
    # The generation and the organisation; the names (two), the bulletins, the points, the
    # sections, those above, the responses; the order; the points and opinions of the page; the organisations.
    with django_assert_num_queries(13):
        asked(client, f"organizations/{planning.pk}/open-points/")
    # The generation; the organisation by its name; seven as above; the count and the rows; the
    # organisations.
    with django_assert_num_queries(12):
        rows = asked(client, "opinion-points/", organization=planning.name)
    assert len(rows) == 2 * times


def test_pages(client, planning) -> None:
    opinion = f.OpinionFactory()
    for order in range(3):
        f.OpinionPointFactory(opinion=opinion, order=order, title="由市发改委牵头")
    url = f"/api/v1/organizations/{planning.pk}/open-points/"
    first = client.get(url, {"page_size": 2}).json()
    assert (first["count"], len(first["results"])) == (3, 2)
    second = client.get(first["next"]).json()
    assert [row["number"] > 0 for row in second["results"]] == [True]
    lines = b"".join(client.get(f"{url}?format=jsonl").streaming_content).splitlines()
    assert len(lines) == 3
