"""Reads of tenures from the database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from people.choices import TenureState
from people.models import Appointment, Organization, Person, Post
from people.queries import Gap, holders, read_tenures, select_tenures, with_descendants
from people.tenures import Tenure
from tests.factories import AppointmentFactory, OrganizationFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db

D1, D2, D3, D4 = (dt.date(2020 + year, 3, 31) for year in range(4))
TODAY = dt.date(2024, 8, 1)


def act(
    kind: str, date: dt.date | None, person: Person | None, post: Post | None, **more: Any
) -> Appointment:
    return AppointmentFactory(act=kind, date=date, person=person, post=post, bulletin=None, **more)


def spans(tenures: list[Tenure]) -> list[tuple[dt.date | None, dt.date | None]]:
    return sorted(
        ((t.start_date, t.end_date) for t in tenures),
        key=lambda span: (span[0] or dt.date.min, span[1] or dt.date.max),
    )


def test_acts_of_one_person_on_one_post_are_one_tenure() -> None:
    person, post = PersonFactory(), PostFactory()
    act("remove", D3, person, post)
    act("appoint", D1, person, post)
    act("appoint", D2, person, PostFactory())
    act("remove", D2, PersonFactory(), post)
    found = read_tenures(Appointment.objects.all())
    assert spans(found) == [(None, D2), (D1, D3), (D2, None)]


def test_bearers_of_one_unresolved_name_are_not_taken_for_one_person() -> None:
    post = PostFactory()
    act("appoint", D1, None, post, person_name="方勤")
    act("remove", D2, None, post, person_name="方勤")
    found = read_tenures(Appointment.objects.all())
    assert spans(found) == [(None, D2), (D1, None)]
    assert {t.person.printed for t in found} == {"方勤"}


def test_a_post_that_is_not_resolved_goes_by_its_printed_words() -> None:
    person = PersonFactory()
    act("appoint", D1, person, None, post_text="市某局局长")
    act("remove", D2, person, None, post_text="市某局局长")
    act("appoint", D3, person, None, post_text="市某办主任")
    assert spans(read_tenures(Appointment.objects.all())) == [(D1, D2), (D3, None)]


@pytest.mark.parametrize("rows", [1, 3])
def test_one_query(rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        act("appoint", D1, PersonFactory(), PostFactory())
    with django_assert_num_queries(1):
        assert len(read_tenures(Appointment.objects.all())) == rows


@pytest.fixture
def three() -> list[Tenure]:
    """One ended, one current, one of unknown start."""
    post = PostFactory()
    ended, current, unknown = PersonFactory.create_batch(3)
    act("appoint", D1, ended, post)
    act("remove", D2, ended, post)
    act("appoint", D2, current, post)
    act("remove", D3, unknown, post)
    return read_tenures(Appointment.objects.all())


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [(None, D3), (D1, D2), (D2, None)]),
        ({"states": {TenureState.CURRENT}}, [(D2, None)]),
        ({"states": {"ended", "unknown"}}, [(None, D3), (D1, D2)]),
        ({"on": [D1]}, [(D1, D2)]),
        ({"on": [D1], "include_unknown": True}, [(None, D3), (D1, D2)]),
        ({"on": [D2]}, [(D2, None)]),
        ({"on": [D3], "include_unknown": True}, [(D2, None)]),
        ({"on": [D1, D2]}, [(D1, D2), (D2, None)]),
        ({"on": [D1], "states": {"current"}}, []),
    ],
)
def test_filters(three: list[Tenure], filters: Any, expected: Any) -> None:
    assert spans(select_tenures(three, today=TODAY, **filters)) == expected


def test_organisations_with_all_below_them(django_assert_num_queries: Any) -> None:
    top = OrganizationFactory()
    middle = OrganizationFactory(parent=top)
    low = OrganizationFactory(parent=middle)
    other = OrganizationFactory()
    Organization.objects.filter(pk=top.pk).update(parent=low)  # a slip that must not loop
    with django_assert_num_queries(1):
        assert with_descendants([middle.pk]) == {top.pk, middle.pk, low.pk}
    assert with_descendants([other.pk]) == {other.pk}


def test_holders_come_in_order_with_the_gaps_between_them() -> None:
    post = PostFactory()
    first, second, third = PersonFactory.create_batch(3)
    act("remove", D4, third, post)
    act("appoint", D3, third, post)
    act("appoint", D1, first, post)
    act("remove", D2, first, post)
    act("appoint", D2, second, post)
    act("remove", D2 + dt.timedelta(days=9), second, post)
    tenures, gaps = holders(Appointment.objects.all(), post)
    assert [t.person.id for t in tenures] == [first.pk, second.pk, third.pk]
    assert gaps == [
        Gap(D2 + dt.timedelta(days=9), D3, tenures[1].id, tenures[2].id),
        Gap(D4, None, tenures[2].id, None),
    ]


def test_a_gap_before_a_holder_of_unknown_start_has_no_known_end() -> None:
    post = PostFactory()
    act("remove", D1, PersonFactory(), post)
    act("remove", D3, PersonFactory(), post)
    act("appoint", D3, PersonFactory(), post)
    tenures, gaps = holders(Appointment.objects.all(), post)
    assert gaps == [Gap(D1, None, tenures[0].id, tenures[1].id)]


def test_no_gap_while_somebody_else_holds_it() -> None:
    post = PostFactory(title="副局长")
    first, second = PersonFactory.create_batch(2)
    act("appoint", D1, first, post)
    act("appoint", D2, second, post)
    act("remove", D3, second, post)
    assert holders(Appointment.objects.all(), post)[1] == []
