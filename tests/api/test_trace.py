"""The trace of an opinion over the API."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from rest_framework.request import Request

from npcrecords.api.formats import Json
from sessions.api.trace import TraceSerializer, TraceView
from sessions.api.trace_shown import show_trace
from sessions.choices import FollowUpKind, PointKind
from sessions.trace import trace
from tests import factories as make
from tests.sessions.test_trace import an_opinion

pytestmark = pytest.mark.django_db


def test_the_trace(client: Any) -> None:
    opinion = an_opinion(aspects=2, points=1)
    silent = make.OpinionPointFactory(opinion=opinion, number=3, order=90, title="健全机制")
    point = make.OpinionPointFactory(
        opinion=opinion, kind=PointKind.POINT, number=9, order=91, claim="B", verified="partly"
    )
    answer = client.get(f"/api/v1/opinions/{opinion.pk}/trace/")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    listed = client.get("/api/v1/opinions/").json()["results"]
    assert found["opinion"] in listed
    assert found["opinion"]["state"] == "tracked"
    assert found["report"]["id"] == opinion.report_id
    assert found["report"]["kind_label"] == "工作报告"
    item = opinion.report.agenda_item
    assert found["agenda_item"] == {
        "id": item.pk,
        "number": item.number,
        "number_text": "一",
        "text": item.text,
        "session": {"id": item.session_id, "name": item.session.name},
    }
    first, second, third = found["aspects"]
    assert [len(aspect["points"]) for aspect in (first, second, third)] == [1, 1, 0]
    (handling,) = second["responses"]["handling"]
    assert (handling["heading"], handling["page"], handling["match"]) == ("第2方面", 102, "exact")
    assert handling["match_label"] == "原文引用"
    assert handling["document"]["title"]
    assert len(second["responses"]["tracking"]) == 1
    assert third["responses"] == {"handling": [], "tracking": []}
    assert found["unanswered"] == [silent.pk]
    assert [(p["id"], p["claim_label"], p["verified_label"]) for p in found["points"]] == [
        (point.pk, "正在解决", "部分解决")
    ]
    assert [item["kind"] for item in found["follow_ups"]] == ["handling", "tracking"]
    evaluation = found["follow_ups"][1]["evaluation"]
    assert evaluation["heading"] == "工作情况"
    assert evaluation["parts"] == []


def test_who_reported_by_link_or_as_printed(client: Any) -> None:
    opinion = make.OpinionFactory()
    organization = make.OrganizationFactory()
    make.FollowUpFactory(opinion=opinion, author_organization=organization)
    make.FollowUpFactory(
        opinion=opinion, kind=FollowUpKind.TRACKING, author_name="市人大财经委",
        replied_on=dt.date(2024, 5, 1), replied_on_precision="month",
    )  # fmt: skip
    first, second = client.get(f"/api/v1/opinions/{opinion.pk}/trace/").json()["follow_ups"]
    assert first["author"] == {"id": organization.pk, "name": organization.name}
    assert (first["replied_on"], first["replied_on_precision"]) == (None, None)
    assert second["author"] == {"id": None, "name": "市人大财经委"}
    assert second["replied_on_precision"] == "month"


@pytest.mark.parametrize("aspects", [1, 20])
def test_a_trace_costs_the_same_for_any_number_of_aspects(
    client: Any, aspects: int, django_assert_num_queries: Any
) -> None:
    opinion = an_opinion(aspects)
    # The generation, what is hidden, and the six of the trace.
    with django_assert_num_queries(8):
        assert client.get(f"/api/v1/opinions/{opinion.pk}/trace/").status_code == 200


def test_an_opinion_of_a_draft_is_for_staff(client: Any, admin_client: Any) -> None:
    opinion = make.OpinionFactory(document__bulletin__status="draft")
    url = f"/api/v1/opinions/{opinion.pk}/trace/"
    assert client.get(url).status_code == 404
    assert admin_client.get(url).status_code == 200


def test_it_is_shown_as_it_is_described(rf: Any) -> None:
    """``show_trace`` gives what the serializer, of which the schema is made, would give."""
    opinion = an_opinion(aspects=2, points=1)
    make.ResponseFactory(follow_up=opinion.follow_ups.first(), point=None, heading="别的")
    silent = make.OpinionPointFactory(opinion=opinion, number=3, order=90, text=None)
    make.OpinionPointFactory(
        opinion=opinion,
        parent=silent,
        kind=PointKind.POINT,
        claim="B",
        claim_by=make.OrganizationFactory(),
        claim_on=dt.date(2024, 5, 6),
        claim_document=opinion.document,
        claim_page=7,
        verified="partly",
        verified_by=make.OrganizationFactory(),
        repeat_of=make.OpinionPointFactory(),
    )
    make.SatisfactionVoteFactory(opinion=opinion, point=silent)
    found = trace(opinion.pk, dt.date(2024, 9, 1))
    view = TraceView()
    view.request = Request(rf.get("/"))
    view.format_kwarg = None
    described = TraceSerializer(found, context=view.get_serializer_context()).data
    shown = show_trace(found)
    assert json.loads(Json().render(shown)) == json.loads(Json().render(described))
