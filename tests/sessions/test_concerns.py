"""Whom the points of opinions concern, and which of them are open on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from people.models import Organization
from sessions.choices import FollowUpKind, PointKind
from sessions.concerns import OpenPoints, concerning, open_points
from sessions.models import OpinionPoint
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 9, 1)


@pytest.fixture
def planning() -> Organization:
    row = make.OrganizationFactory(name="青岚市发展和改革委员会")
    make.OrganizationAliasFactory(organization=row, name="市发改委")
    return row


def told(row: Organization, points: Any = None, **options: Any) -> dict[int, list[tuple[str, str]]]:
    points = OpinionPoint.objects.all() if points is None else points
    found = concerning({row.pk}, points, **options)
    return {pk: [(one.place, one.words) for one in named] for pk, named in found.items()}


def answered(text: str, *, point: OpinionPoint | None = None, **facts: Any) -> Any:
    """A response whose section says this."""
    point = point or make.OpinionPointFactory(title="健全机制")
    follow_up = make.FollowUpFactory(opinion=point.opinion, **facts)
    section = make.SectionFactory(
        document=follow_up.document, heading="办理情况", text=text, page=9
    )
    return make.ResponseFactory(follow_up=follow_up, point=point, section=section)


def test_a_point_names_it_in_its_title_or_text(planning) -> None:
    title = make.OpinionPointFactory(title="由市发改委牵头编制规划", source_page=7)
    text = make.OpinionPointFactory(text="请青岚市发展和改革委员会、市发改委研究。")
    make.OpinionPointFactory(text="请市财政局研究。")
    assert told(planning) == {
        title.pk: [("point", "市发改委")],
        text.pk: [("point", "青岚市发展和改革委员会"), ("point", "市发改委")],
    }
    (one,) = concerning({planning.pk}, OpinionPoint.objects.filter(pk=title.pk))[title.pk]
    assert (one.organization, one.page, one.response) == (planning.pk, 7, None)


def test_a_longer_name_is_another(planning) -> None:
    party = make.OrganizationFactory(name="中国共产党青岚市委员会")
    make.OrganizationAliasFactory(organization=party, name="市委")
    make.OpinionPointFactory(text="请市委改革办研究。")
    named = make.OpinionPointFactory(text="报市委同意。")
    assert told(party) == {named.pk: [("point", "市委")]}


def test_what_answers_it_names_it(planning) -> None:
    response = answered("市发改委已编制规划。")
    found = concerning({planning.pk}, OpinionPoint.objects.all())
    ((pk, (one,)),) = found.items()
    assert pk == response.point_id
    assert (one.place, one.words, one.page) == ("response", "市发改委", 9)
    assert (one.response, one.document) == (response.pk, response.follow_up.document_id)


def test_the_sections_below_answer_too_but_for_the_nearest_response(planning) -> None:
    above = answered("已部署。")
    middle = make.SectionFactory(document=above.section.document, parent=above.section, text="无。")
    make.SectionFactory(document=above.section.document, parent=middle, text="市发改委已编制规划。")
    assert list(told(planning)) == [above.point_id]
    point = make.OpinionPointFactory(opinion=above.point.opinion)
    make.ResponseFactory(follow_up=above.follow_up, point=point, section=middle)
    assert list(told(planning)) == [point.pk]


def test_a_section_that_answers_nothing_concerns_nobody(planning) -> None:
    response = answered("已部署。")
    make.SectionFactory(document=response.section.document, text="市发改委已编制规划。")
    assert told(planning) == {}


def test_a_paper_of_another_place_means_another(planning) -> None:
    make.OpinionPointFactory(opinion__document__bulletin__place="白浦市", text="请市发改委研究。")
    assert told(planning) == {}


def test_a_point_by_hand_is_a_paper_of_the_committees_place(planning) -> None:
    session = make.SessionFactory()
    opinion = make.OpinionFactory(document=None, considered_at=session)
    point = make.OpinionPointFactory(opinion=opinion, text="请市发改委研究。")
    assert list(told(planning)) == [point.pk]


def test_a_name_that_was_not_used_yet(planning) -> None:
    alias = planning.alias_set.get()
    alias.valid_from = dt.date(2025, 1, 1)
    alias.save()
    make.OpinionPointFactory(text="请市发改委研究。")
    answered("市发改委已编制规划。", document__dated_on=dt.date(2025, 2, 1))
    assert list(told(planning).values()) == [[("response", "市发改委")]]


def test_drafts_tell_staff_alone(planning) -> None:
    response = answered("市发改委已编制规划。", bulletin__status="draft")
    make.OpinionPointFactory(opinion__document__bulletin__status="draft", text="请市发改委研究。")
    points = OpinionPoint.objects.public()
    assert told(planning, points) == {}
    assert list(told(planning, points, drafts=True)) == [response.point_id]
    assert len(told(planning, drafts=True)) == 2


def test_an_organisation_that_is_not_known_concerns_nothing(planning) -> None:
    make.OpinionPointFactory(text="请市发改委研究。")
    assert concerning({planning.pk + 99}, OpinionPoint.objects.all()) == {}
    assert concerning(set(), OpinionPoint.objects.all()) == {}


def is_open(point: OpinionPoint, on: dt.date) -> bool:
    return open_points(on).filter(pk=point.pk).exists()


def test_open_from_adoption_until_it_is_closed() -> None:
    point = make.OpinionPointFactory(opinion__closed_on=dt.date(2025, 3, 1))
    assert not is_open(point, dt.date(2024, 8, 15))
    assert is_open(point, dt.date(2024, 8, 16))
    assert is_open(point, dt.date(2025, 2, 28))
    assert not is_open(point, dt.date(2025, 3, 1))


def test_of_an_opinion_of_no_day_open_from_its_session_or_always() -> None:
    known = make.OpinionPointFactory(
        opinion__adopted_on=None, opinion__considered_at=make.SessionFactory()
    )
    unknown = make.OpinionPointFactory(opinion__adopted_on=None)
    assert not is_open(known, dt.date(2024, 7, 29))
    assert is_open(known, dt.date(2024, 7, 30))
    assert is_open(unknown, dt.date(1999, 1, 1))


@pytest.mark.parametrize(
    ("verified", "before", "after"),
    [("", True, True), ("partly", True, True), ("not_solved", True, True), ("solved", True, False)],
)
def test_solved_from_the_day_it_was_tracked(verified: str, before: bool, after: bool) -> None:
    point = make.OpinionPointFactory(verified=verified)
    make.FollowUpFactory(
        opinion=point.opinion, kind=FollowUpKind.TRACKING, document__dated_on=dt.date(2025, 1, 1)
    )
    assert is_open(point, dt.date(2024, 12, 31)) is before
    assert is_open(point, dt.date(2025, 1, 1)) is after


def test_found_solved_without_a_report() -> None:
    assert not is_open(make.OpinionPointFactory(verified="solved"), DAY)


def test_the_most_urgent_first_a_page_at_a_time(planning, django_assert_num_queries) -> None:
    for due in (None, "2024-12-01", "2024-11-01"):
        opinion = make.OpinionFactory(due_on=due, due_rule="三个月" if due else "")
        for order in (2, 1):
            make.OpinionPointFactory(
                opinion=opinion, order=order, kind=PointKind.POINT, text="请市发改委研究。"
            )
    # The names, the bulletins, the points and sections that may name it; the order.
    with django_assert_num_queries(6):
        found = OpenPoints({planning.pk}, DAY)
    assert len(found) == 6
    with django_assert_num_queries(2):
        page = found[1:4]
    assert [str(one.opinion.due_on) for one in page] == [
        "2024-11-01",
        "2024-12-01",
        "2024-12-01",
    ]
    assert [one.order for one in page] == [2, 1, 2]
    assert page[0].opinion.state == "awaiting"
    assert [one.pk for one in found] == found.ids
    assert found[0].pk == found.ids[0]
