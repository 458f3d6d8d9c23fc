"""The trace of an opinion."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from npcrecords.rest.visibility import Hidden
from sessions.choices import DocumentKind, FollowUpKind, PointKind, Status
from sessions.models import Opinion
from sessions.trace import trace
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 9, 1)


def an_opinion(aspects: int = 2, points: int = 2) -> Opinion:
    """An opinion whose aspects are each answered and tracked."""
    item = make.AgendaItemFactory()
    report = make.DocumentFactory(bulletin=item.bulletin, agenda_item=item)
    opinion = make.OpinionFactory(report=report)
    follow_ups = [
        make.FollowUpFactory(opinion=opinion, kind=kind)
        for kind in (FollowUpKind.TRACKING, FollowUpKind.HANDLING)
    ]
    place = 0
    for number in range(1, aspects + 1):
        aspect = make.OpinionPointFactory(opinion=opinion, number=number, order=place)
        for _ in range(points):
            place += 1
            make.OpinionPointFactory(
                opinion=opinion, parent=aspect, kind=PointKind.POINT, number=place, order=place
            )
        place += 1
        for follow_up in follow_ups:
            section = make.SectionFactory(
                document=follow_up.document, heading=f"第{number}方面", page=100 + number
            )
            make.ResponseFactory(
                follow_up=follow_up, point=aspect, section=section, heading=section.heading
            )
    tracking = follow_ups[0]
    tracking.evaluation = make.SectionFactory(document=tracking.document)
    tracking.save()
    return opinion


def test_both_parties_stand_side_by_side_at_each_aspect() -> None:
    opinion = an_opinion()
    found = trace(opinion.pk, TODAY)
    assert found.opinion.state == "tracked"
    assert found.report and found.report.id == opinion.report_id
    assert (
        found.agenda_item and found.agenda_item.session.id == opinion.report.agenda_item.session_id
    )
    assert [(a.number, [p.number for p in a.points]) for a in found.aspects] == [
        (1, [1, 2]),
        (2, [4, 5]),
    ]
    (handling,) = found.aspects[1].responses.handling
    (tracking,) = found.aspects[1].responses.tracking
    assert (handling.heading, handling.page, handling.match) == ("第2方面", 102, "exact")
    assert (handling.kind, tracking.kind) == ("handling", "tracking")
    assert handling.document and tracking.document
    assert handling.document.id != tracking.document.id
    assert [item.kind for item in found.follow_ups] == ["handling", "tracking"]
    assert found.unanswered == ()


def test_an_aspect_is_unanswered_until_the_government_answers_it_or_a_point_of_it() -> None:
    opinion = make.OpinionFactory()
    by_point, tracked, silent = make.OpinionPointFactory.create_batch(3, opinion=opinion)
    point = make.OpinionPointFactory(opinion=opinion, parent=by_point, kind=PointKind.POINT)
    make.ResponseFactory(follow_up=make.FollowUpFactory(opinion=opinion), point=point)
    tracking = make.FollowUpFactory(opinion=opinion, kind=FollowUpKind.TRACKING)
    make.ResponseFactory(follow_up=tracking, point=tracked)
    found = trace(opinion.pk, TODAY)
    assert found.unanswered == (tracked.pk, silent.pk)


def test_evaluation_and_recommendations_come_with_the_sections_below_them() -> None:
    tracking = make.FollowUpFactory(kind=FollowUpKind.TRACKING)
    document = tracking.document
    tracking.evaluation = make.SectionFactory(document=document, heading="总体评价", page=7)
    tracking.recommendations = make.SectionFactory(document=document, heading="下一步建议")
    tracking.save()
    for heading in ("加强统筹", "完善机制"):
        make.SectionFactory(document=document, parent=tracking.recommendations, heading=heading)
    (found,) = trace(tracking.opinion_id, TODAY).follow_ups
    assert found.evaluation and (found.evaluation.heading, found.evaluation.page) == ("总体评价", 7)
    assert found.recommendations
    assert [part.heading for part in found.recommendations.parts] == ["加强统筹", "完善机制"]


def test_an_answer_to_no_settled_point_is_not_lost() -> None:
    response = make.ResponseFactory(point=None, match="")
    (follow_up,) = trace(response.follow_up.opinion_id, TODAY).follow_ups
    assert [item.id for item in follow_up.unassigned] == [response.pk]


def test_a_point_under_no_aspect_stands_beside_the_aspects() -> None:
    point = make.OpinionPointFactory(kind=PointKind.POINT)
    found = trace(point.opinion_id, TODAY)
    assert (found.aspects, [item.id for item in found.points]) == ((), [point.pk])


def test_a_report_known_by_its_title_alone() -> None:
    opinion = make.OpinionFactory(report=None, report_title="关于财政决算的报告")
    found = trace(opinion.pk, TODAY)
    assert found.report and (found.report.id, found.report.title) == (None, "关于财政决算的报告")


def test_what_is_not_published_is_not_shown() -> None:
    draft = make.BulletinFactory(status=Status.DRAFT)
    report = make.DocumentFactory(bulletin=draft, kind=DocumentKind.WORK_REPORT)
    opinion = make.OpinionFactory(report=report)
    aspect = make.OpinionPointFactory(opinion=opinion)
    follow_up = make.FollowUpFactory(opinion=opinion, bulletin=draft)
    make.ResponseFactory(follow_up=follow_up, point=aspect)
    public, staff = trace(opinion.pk, TODAY), trace(opinion.pk, TODAY, Hidden())
    assert (public.report, public.follow_ups, public.unanswered) == (None, (), (aspect.pk,))
    assert staff.report and len(staff.follow_ups) == 1
    assert (public.opinion.state, staff.opinion.state) == ("awaiting", "handled")
    hidden = make.OpinionFactory(document__bulletin=draft)
    with pytest.raises(Opinion.DoesNotExist):
        trace(hidden.pk, TODAY)


@pytest.mark.parametrize("aspects", [1, 20])
def test_six_queries_for_any_number_of_aspects(
    aspects: int, django_assert_num_queries: Any
) -> None:
    opinion = an_opinion(aspects)
    with django_assert_num_queries(6):
        found = trace(opinion.pk, TODAY, Hidden())
    assert len(found.aspects) == aspects


def test_a_repeated_point_of_a_draft_is_not_named() -> None:
    """Its opinion is known from the draft alone, by a report in it."""
    draft = make.BulletinFactory(status="draft")
    hidden = make.OpinionFactory(document=None, title="没有公布的审议意见")
    make.FollowUpFactory(opinion=hidden, bulletin=draft)
    earlier = make.OpinionPointFactory(opinion=hidden, bulletin=draft)
    opinion = make.OpinionFactory()
    point = make.OpinionPointFactory(opinion=opinion, repeat_of=earlier)
    (public,) = trace(opinion.pk, TODAY).aspects
    (staff,) = trace(opinion.pk, TODAY, Hidden()).aspects
    assert (public.id, public.repeat_of, public.repeats) == (point.pk, None, None)
    assert (staff.repeat_of, staff.repeats.name) == (earlier.pk, "没有公布的审议意见")
