"""Citations over the API: what they lead to, what is cited most, what a section answers."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from .. import factories as f

pytestmark = pytest.mark.django_db
TITLE = "青岚市河道保护条例"


def get(client: Any, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def ids(client: Any, path: str, **query: Any) -> set[int]:
    return {row["id"] for row in get(client, path, **query)["results"]}


@pytest.fixture
def root(client):
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


def test_a_citation_leads_to_another_bulletin_and_back(client) -> None:
    held = f.DocumentFactory(title=TITLE)
    citation = f.CitationFactory(title="《青岚市 河道保护条例》")
    f.CitationFactory(title="别的文件")
    assert get(client, f"citations/{citation.pk}")["cited_document"] == held.pk
    assert ids(client, "citations", cited_document=held.pk) == {citation.pk}
    assert ids(client, "citations", title=f"{TITLE} ") == {citation.pk}
    draft = f.DocumentFactory(title="别的文件", bulletin__status="draft")
    assert ids(client, "citations", cited_document=draft.pk) == set()


def test_citations_by_place_and_year(client) -> None:
    here = f.CitationFactory()
    there = f.CitationFactory(
        document__bulletin__place="白石市",
        document__bulletin__session__start_date="2021-05-06",
    )
    assert ids(client, "citations", place="白石市") == {there.pk}
    assert ids(client, "citations", year=2024) == {here.pk}
    assert ids(client, "citations", year="2021,2024") == {here.pk, there.pk}
    assert ids(client, "citations", year=0) == set()


def test_what_staff_say_stays(root) -> None:
    held, other = f.DocumentFactory(title=TITLE), f.DocumentFactory()
    citation = f.CitationFactory(title=TITLE)

    def patch(**body: Any) -> Any:
        path = f"/api/v1/citations/{citation.pk}/"
        answer = root.patch(path, body, content_type="application/json")
        citation.refresh_from_db()
        return answer

    shown = patch(count=3).json()
    assert shown["cited_document"] == held.pk
    assert patch(**{**shown, "count": 4}).json()["cited_document"] == held.pk
    assert citation.cited_document is None  # what was shown and sent back is not said by that
    assert patch(cited_document=other.pk).json()["cited_document"] == other.pk
    refused = patch(not_held=True)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "not_held"
    assert patch(cited_document=None, not_held=True).json()["cited_document"] is None
    assert patch(not_held=False).json()["cited_document"] == held.pk


def test_the_most_cited_first_and_from_each_to_all_that_cite_it(client) -> None:
    held = f.DocumentFactory(title=TITLE)
    rows = {f.CitationFactory(title=TITLE, count=2).pk, f.CitationFactory(title=f" {TITLE}").pk}
    f.CitationFactory(title="规划,方案", number="青政发〔2024〕1号", count=9)
    alone = f.CitationFactory(title="", number="青人函〔2024〕1号")
    works = get(client, "cited-works")["results"]
    assert [(one["title"], one["number"]) for one in works] == [
        (f" {TITLE}", None), ("规划,方案", "青政发〔2024〕1号"), (None, "青人函〔2024〕1号"),
    ]  # fmt: skip
    law = works[0]
    assert (law["documents_count"], law["times"]) == (2, 3)
    assert law["cited_document"] == held.pk
    assert law["held_documents"] == [held.pk]
    found = [client.get(one["citations"]).json() for one in works]
    assert [one["count"] for one in found] == [one["documents_count"] for one in works]
    assert {row["id"] for row in found[0]["results"]} == rows
    assert {row["id"] for row in found[2]["results"]} == {alone.pk}


def test_works_are_filtered_and_paged(client) -> None:
    for title in ("防汛规划", "河道条例", "防汛条例"):
        f.CitationFactory(title=title)

    def titles(**query: Any) -> list[str]:
        return [one["title"] for one in get(client, "cited-works", **query)["results"]]

    assert titles(q="防汛") == ["防汛规划", "防汛条例"]
    assert titles(q="规划,河道") == ["防汛规划", "河道条例"]
    assert titles(title="《河道 条例》") == ["河道条例"]
    assert titles(place="白石市") == []
    assert titles(year=2024, page_size=2, page=2) == ["防汛条例"]
    first = get(client, "cited-works", page_size=2, cursor="")
    rest = client.get(first["next"]).json()
    assert [one["title"] for one in (*first["results"], *rest["results"])] == titles()
    answer = client.get("/api/v1/cited-works/", {"format": "csv"})
    lines = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert [line["title"] for line in lines] == titles()
    assert client.get("/api/v1/cited-works/", {"year": "今年"}).status_code == 400
    assert client.get("/api/v1/cited-works/", {"author": "1"}).status_code == 400
    assert titles(modified_since="2999-01-01T00:00:00Z") == []


def test_drafts_are_counted_for_staff_alone(client, admin_client) -> None:
    f.CitationFactory(title="草稿引用的", document__bulletin__status="draft")
    assert get(client, "cited-works")["count"] == 0
    assert get(admin_client, "cited-works")["count"] == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    client, number, django_assert_num_queries
) -> None:
    for index in range(number):
        f.DocumentFactory(title=f"第{index}号条例")
        f.CitationFactory(title=f"第{index}号条例", number=f"青人发〔2024〕{index}号")
    with django_assert_num_queries(8):  # generation, count, works, five for what is held
        assert get(client, "cited-works")["count"] == number


# The chain backwards


@pytest.fixture
def response() -> Any:
    """An aspect that a section of a handling report answers."""
    point = f.OpinionPointFactory()
    row = f.FollowUpFactory(opinion=point.opinion)
    section = f.SectionFactory(document=row.document)
    return f.ResponseFactory(follow_up=row, point=point, section=section)


def test_a_section_tells_what_it_answers(client, response) -> None:
    section, follow_up = response.section, response.follow_up
    other = f.ResponseFactory(follow_up=follow_up, point=None, section=section)
    assert sorted(
        get(client, f"sections/{section.pk}")["answers"], key=lambda one: one["response"]
    ) == [
        {
            "response": response.pk,
            "point": response.point_id,
            "opinion": follow_up.opinion_id,
        },
        {"response": other.pk, "point": None, "opinion": follow_up.opinion_id},
    ]
    assert get(client, f"sections/{f.SectionFactory().pk}")["answers"] == []


def test_responses_by_section_and_document(client, response) -> None:
    f.ResponseFactory()
    assert ids(client, "responses", section=response.section_id) == {response.pk}
    assert ids(client, "responses", document=response.follow_up.document_id) == {response.pk}


def test_a_draft_is_not_answered(client, admin_client, response) -> None:
    section, opinion = response.section, response.point.opinion
    draft = f.BulletinFactory(status="draft")
    opinion.points.update(bulletin=draft)
    shown = get(client, f"sections/{section.pk}")["answers"]
    assert [one["point"] for one in shown] == [None]
    response.bulletin = draft
    response.save()
    assert get(client, f"sections/{section.pk}")["answers"] == []
    assert len(get(admin_client, f"sections/{section.pk}")["answers"]) == 1
