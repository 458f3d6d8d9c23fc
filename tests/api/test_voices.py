"""Both voices, votes, repeats, withdrawals and rules on due dates over the API."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from sessions.models import DueRule, OpinionPoint, SatisfactionVote

from .. import factories as f
from .samples import opinion_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(admin_user) -> APIClient:
    client = APIClient()
    client.force_authenticate(admin_user)
    return client


def results(client: Any, path: str, **query: Any) -> list[Any]:
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["results"]


def test_a_point_tells_of_both_voices(client) -> None:
    point = opinion_point()
    shown = client.get(f"/api/v1/opinion-points/{point.pk}/").json()
    assert (shown["claim"], shown["claim_on"], shown["claim_page"]) == ("A", "2024-11-05", 7)
    assert shown["claim_by"] == {"id": point.claim_by_id, "name": point.claim_by.name}
    assert shown["claim_document"] == point.claim_document_id
    assert (shown["verified"], shown["verified_on"]) == ("partly", "2025-03-20")
    assert shown["verified_by"]["id"] == point.verified_by_id
    assert (shown["verified_document"], shown["verified_page"]) == (point.verified_document_id, 9)
    assert shown["repeat_of"] == point.repeat_of_id


def test_points_are_found_by_who_speaks_and_by_what_they_repeat(client) -> None:
    point = opinion_point()
    for query in (
        {"claim_by": point.claim_by_id},
        {"claim_by": point.claim_by.name},
        {"verified_by": point.verified_by_id},
        {"repeat_of": point.repeat_of_id},
    ):
        assert [row["id"] for row in results(client, "opinion-points", **query)] == [point.pk]
        (name,) = query
        assert results(client, "opinion-points", **{name: 999_999}) == []


def test_what_is_only_in_a_draft_is_not_told(client) -> None:
    draft = f.BulletinFactory(status="draft")
    paper = f.DocumentFactory(bulletin=draft)
    earlier = f.OpinionPointFactory(
        opinion__document__bulletin=draft, opinion__adopted_on="2022-01-01"
    )
    point = f.OpinionPointFactory(
        claim="A", claim_document=paper, verified="solved", verified_document=paper,
        repeat_of=earlier,
    )  # fmt: skip
    shown = client.get(f"/api/v1/opinion-points/{point.pk}/").json()
    assert [shown[name] for name in ("claim_document", "verified_document", "repeat_of")] == [
        None, None, None,
    ]  # fmt: skip
    vote = f.SatisfactionVoteFactory(session=draft.session)
    SatisfactionVote.objects.filter(pk=vote.pk).update(point=earlier)
    shown = client.get(f"/api/v1/satisfaction-votes/{vote.pk}/").json()
    assert (shown["point"], shown["session"]) == (None, None)


def test_an_organisation_that_only_a_draft_names_as_a_voice_is_not_told(client) -> None:
    point = f.OpinionPointFactory(claim="A", claim_by=f.OrganizationFactory())
    path = f"/api/v1/organizations/{point.claim_by_id}/"
    assert client.get(path).status_code == 200
    point.bulletin.status = "draft"
    point.bulletin.save()
    assert client.get(path).status_code == 404


def test_voices_are_written_with_the_checks_of_the_admin(staff) -> None:
    point, paper = f.OpinionPointFactory(), f.DocumentFactory()
    address = f"/api/v1/opinion-points/{point.pk}/"
    for sent, field in (
        ({"claim_on": "2024-11-05"}, "claim"),
        ({"verified": "solved", "verified_page": 3}, "verified_page"),
        ({"repeat_of": f.OpinionPointFactory(opinion=point.opinion).pk}, "repeat_of"),
    ):
        answer = staff.patch(address, sent, format="json")
        assert answer.status_code == 400
        assert field in [error["field"] for error in answer.json()["errors"]]
    organization = f.OrganizationFactory()
    sent = {"claim": "B", "claim_by": organization.pk, "claim_document": paper.pk, "claim_page": 2}
    assert staff.patch(address, sent, format="json").status_code == 200
    held = OpinionPoint.objects.get(pk=point.pk)
    assert (held.claim, held.claim_by, held.claim_document, held.claim_page, held.verified) == (
        "B", organization, paper, 2, "",
    )  # fmt: skip


def test_votes_are_read_and_written(staff) -> None:
    point = f.OpinionPointFactory()
    sent = {
        "opinion": point.opinion_id, "point": point.pk, "voted_on": "2025-03-28",
        "satisfied": 31, "basically": 12, "not_satisfied": 2,
    }  # fmt: skip
    made = staff.post("/api/v1/satisfaction-votes/", sent, format="json")
    assert made.status_code == 201, made.content
    body = made.json()
    assert {name: body[name] for name in sent} == sent
    assert (body["abstained"], body["absent"], body["source"]) == (None, None, None)
    other = f.SatisfactionVoteFactory(point=None)
    for query in (
        {"opinion": point.opinion_id}, {"point": point.pk}, {"voted_on_after": "2025-03-28",
        "opinion": point.opinion_id},
    ):  # fmt: skip
        assert [row["id"] for row in results(staff, "satisfaction-votes", **query)] == [body["id"]]
    assert results(staff, "satisfaction-votes", session=other.session_id)[0]["id"] == other.pk
    wrong = staff.patch(
        f"/api/v1/satisfaction-votes/{other.pk}/", {"point": point.pk}, format="json"
    )
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["field"] == "point"


def test_rules_are_read_by_all_and_written_by_staff(client, staff, known_rules) -> None:
    (rule,) = results(client, "due-rules", place="浙江省")
    assert (rule["months"], rule["report_kind"], rule["report_kind_label"]) == (
        3,
        "any",
        "任何报告",
    )
    assert "宁波市" in rule["also_in"]
    (audit,) = results(client, "due-rules", report_kind="audit_rectification")
    assert (audit["place"], audit["months"], audit["source"]) == (None, 6, None)
    sent = {"place": "青岚市", "also_in": ["溪口区"], "months": 2, "basis": "青岚市的规定"}
    assert client.post("/api/v1/due-rules/", sent, content_type="application/json").status_code in (
        401, 403,
    )  # fmt: skip
    made = staff.post("/api/v1/due-rules/", sent, format="json")
    assert made.status_code == 201, made.content
    assert DueRule.objects.get(pk=made.json()["id"]).also_in == ["溪口区"]
    again = staff.post("/api/v1/due-rules/", sent, format="json")
    assert again.status_code == 400
    assert "已有同一地方" in again.json()["detail"]


def test_an_opinion_tells_that_it_was_withdrawn(client, staff) -> None:
    opinion = f.OpinionFactory()
    address = f"/api/v1/opinions/{opinion.pk}/"
    assert client.get(address).json()["withdrawn_on"] is None
    sent = {"withdrawn_on": "2024-09-01", "withdrawn_reason": "报告已经撤回"}
    assert staff.patch(address, sent, format="json").status_code == 200
    shown = client.get(address).json()
    assert {name: shown[name] for name in sent} == sent
