"""Search over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests import factories as make
from tests.sessions.test_search import write

pytestmark = pytest.mark.django_db

URL = "/api/v1/search/"


def test_a_place_found(client: Any) -> None:
    document = write("河道", ("一", "整治河道 <b>"), kind="work_report")
    found = client.get(URL, {"q": "河道"}).json()
    assert (found["count"], found["next"]) == (2, None)
    title, section = found["results"]
    assert title["section"] is None
    assert title["snippet"] == "<mark>河道</mark>"
    assert title["score"] > section["score"]
    assert section == {
        "document": document.pk,
        "title": "河道",
        "kind": "work_report",
        "kind_label": "工作报告",
        "bulletin": document.bulletin_id,
        "section": document.sections.get().pk,
        "marker": "一、",
        "heading": "一",
        "page": 10,
        "snippet": "整治<mark>河道</mark> &lt;b&gt;",
        "score": section["score"],
        "modified": section["modified"],
    }


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "  "}, {"q": "\u3000"}, {"q": "\0"}])
def test_nothing_to_look_for(client: Any, query: dict[str, str]) -> None:
    answer = client.get(URL, query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "q"


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "poem"), ("date_after", "soon"), ("bulletin", "x"), ("limit", "1")]
)
def test_what_is_wrong_with_a_parameter_is_said(client: Any, name: str, value: str) -> None:
    answer = client.get(URL, {"q": "河", name: value})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == name


def test_filters(client: Any) -> None:
    body = make.OrganizationFactory()
    make.OrganizationAliasFactory(organization=body, name="市某委")
    wanted = write("河甲", bulletin__issuer=body, kind="bill", adopted_on="2024-05-30")
    write("河乙", kind="decision", adopted_on="2024-07-31")

    def found(**parameters: Any) -> list[int]:
        answer = client.get(URL, {"q": "河", **parameters})
        assert answer.status_code == 200, answer.content
        return [hit["document"] for hit in answer.json()["results"]]

    assert len(found()) == 2
    for parameters in (
        {"kind": "bill"},
        {"bulletin": wanted.bulletin_id},
        {"body": "市某委"},
        {"body": body.pk},
        {"date_before": "2024-05-30"},
    ):
        assert found(**parameters) == [wanted.pk], parameters
    assert found(date_after="2024-05-31", kind="bill") == []
    assert found(body="无此机关") == []
    assert len(found(kind="bill,decision")) == 2


def test_of_several_queries_any_will_do(client: Any) -> None:
    write("停车", ("甲", "养老"))
    write("停车 养老", ("乙", "丙"))

    def count(query: Any) -> int:
        return int(client.get(URL, query).json()["count"])

    assert count({"q": "停车"}) == count({"q": "停车,"}) == 2
    assert count({"q": "停车,养老"}) == count({"q": ["停车", "养老"]}) == 3
    assert count({"q": "停车 养老"}) == 2
    assert count({"q": "无此,停车 养老"}) == 2


def test_what_changed_since(client: Any) -> None:
    document = write("河", ("河", "河"))
    write("河")
    later = timezone.now()
    document.sections.get().save()
    found = client.get(URL, {"q": "河", "modified_since": later.isoformat()}).json()["results"]
    assert [hit["section"] for hit in found] == [document.sections.get().pk]
    assert client.get(URL, {"q": "河", "modified_since": "soon"}).status_code == 400


def test_pages_and_files(client: Any) -> None:
    for _ in range(3):
        write("河", ("河", "河"))
    page = client.get(URL, {"q": "河", "page_size": 4}).json()
    assert (page["count"], len(page["results"])) == (6, 4)
    assert len(client.get(page["next"]).json()["results"]) == 2
    lines = b"".join(client.get(URL, {"q": "河", "format": "jsonl"})).splitlines()
    assert len(lines) == 6
    assert client.get(URL, {"q": "河", "page": 9}).status_code == 404


def test_only_what_is_published_is_found(client: Any, admin_client: Any) -> None:
    write("河", bulletin__status="draft")
    assert client.get(URL, {"q": "河"}).json()["count"] == 0
    assert admin_client.get(URL, {"q": "河"}).json()["count"] == 1


def test_an_etag(client: Any) -> None:
    tag = client.get(URL, {"q": "河"})["ETag"]
    headers = {"If-None-Match": tag}
    assert client.get(URL, {"q": "河"}, headers=headers).status_code == 304
    assert client.get(URL, {"q": "江"}, headers=headers).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_same_number_of_queries_for_any_number_of_hits(
    client: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        write("河", ("河", "河"))
    body = make.CommitteeFactory()
    # The generation, the count, the places, their documents and sections.
    with django_assert_num_queries(5):
        answer = client.get(URL, {"q": "河", "body": f"无此机关,{body.pk}"})
    assert answer.json()["count"] == rows * 2
