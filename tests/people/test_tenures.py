"""Tenures read from acts: the rules by example, and what must hold of any acts."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.choices import Act, TenureState
from people.tenures import ActIn, Held, Tenure, fold, held_on, last_day

D1, D2, D3, D4 = (dt.date(2020 + year, 3, 31) for year in range(4))
DAY = dt.timedelta(days=1)


def tenures(*acts: tuple[str, dt.date | None]) -> list[Tenure]:
    """The tenures of acts given in order, with the ids 1, 2, …"""
    return fold("方勤", "局长", [ActIn(n, act, date) for n, (act, date) in enumerate(acts, 1)])


def spans(*acts: tuple[str, dt.date | None]) -> list[tuple[dt.date | None, dt.date | None]]:
    return [(t.start_date, t.end_date) for t in tenures(*acts)]


def test_appointed_and_removed() -> None:
    (tenure,) = tenures(("appoint", D1), ("remove", D3))
    assert (tenure.start_date, tenure.end_date) == (D1, D3)
    assert (tenure.start_act, tenure.end_act, tenure.id) == (1, 2, 1)
    assert tenure.state(D2) == TenureState.CURRENT
    assert tenure.state(D3) == TenureState.ENDED


def test_both_ends_are_tested() -> None:
    (tenure,) = tenures(("appoint", D1), ("remove", D3))
    days = [D1 - DAY, D1, D3 - DAY, D3]
    assert [tenure.held_on(day) for day in days] == [Held.NO, Held.YES, Held.YES, Held.NO]


def test_who_succeeds_holds_it_on_the_day_of_the_change() -> None:
    (old,), (new,) = (
        tenures(("appoint", D1), ("remove", D2)),
        tenures(("appoint", D2)),
    )
    assert (old.held_on(D2), new.held_on(D2)) == (Held.NO, Held.YES)


def test_an_end_without_a_start_is_a_tenure_of_unknown_start() -> None:
    (tenure,) = tenures(("remove", D2))
    assert (tenure.start_date, tenure.start_act) == (None, None)
    assert (tenure.end_date, tenure.end_act, tenure.id) == (D2, 1, 1)
    assert tenure.state(D4) == TenureState.UNKNOWN
    assert tenure.held_on(D2 - DAY) == Held.MAYBE
    assert tenure.held_on(D2) == Held.NO


def test_an_unknown_start_reaches_back_to_the_end_before_it() -> None:
    old, new = tenures(("remove", D2), ("remove", D4))
    assert new.not_before == D2
    assert [new.held_on(day) for day in (D2 - DAY, D2, D4)] == [Held.NO, Held.MAYBE, Held.NO]
    assert old.held_on(D2) == Held.NO


def test_appointed_again_while_holding_it_is_one_tenure() -> None:
    (tenure,) = tenures(("elect", D1), ("elect", D2), ("accept_resignation", D3))
    assert (tenure.start_date, tenure.end_date, tenure.acts) == (D1, D3, (1, 2, 3))


def test_appointed_again_after_leaving_is_another() -> None:
    assert spans(("appoint", D1), ("remove", D2), ("appoint", D3)) == [(D1, D2), (D3, None)]


def test_appointed_and_removed_on_one_day_held_it_on_no_day() -> None:
    (tenure,) = tenures(("remove", D1), ("appoint", D1))
    assert (tenure.start_date, tenure.end_date) == (D1, D1)
    assert {tenure.held_on(day) for day in (D1 - DAY, D1, D1 + DAY)} == {Held.NO}


def test_removed_and_appointed_on_one_day_by_who_held_it() -> None:
    acts = [("appoint", D1), ("appoint", D2), ("remove", D2)]
    assert spans(*acts) == [(D1, D2), (D2, None)]


def test_one_removal_told_twice_is_one_end() -> None:
    (tenure,) = tenures(("appoint", D1), ("remove", D2), ("decide_remove", D2))
    assert (tenure.end_act, tenure.acts) == (2, (1, 2, 3))


def test_acting_ends_with_the_appointment_to_the_post() -> None:
    acting, real = tenures(("acting", D1), ("elect", D2))
    assert (acting.acting, acting.start_date, acting.end_date, acting.end_act) == (True, D1, D2, 2)
    assert (real.acting, real.start_date, real.start_act) == (False, D2, 2)
    assert acting.id != real.id


def test_acting_that_an_act_ends_on_the_day_of_the_appointment() -> None:
    acting, real = tenures(("acting", D1), ("elect", D2), ("end", D2))
    assert (acting.end_date, acting.end_act) == (D2, 3)
    assert (real.start_date, real.end_act) == (D2, None)


def test_who_holds_the_post_and_is_made_acting_is_acting_from_then_on() -> None:
    real, acting = tenures(("appoint", D1), ("acting", D2))
    assert (real.end_date, real.end_act, acting.acting, acting.id) == (D2, 2, True, 2)


def test_an_undated_appointment_begins_the_tenure_of_unknown_start() -> None:
    (tenure,) = tenures(("remove", D2), ("appoint", None))
    assert (tenure.start_act, tenure.start_date, tenure.end_date, tenure.id) == (2, None, D2, 2)
    assert tenure.held_on(D1) == Held.MAYBE


def test_an_undated_removal_ends_the_tenure_that_goes_on() -> None:
    (tenure,) = tenures(("remove", None), ("appoint", D1))
    assert (tenure.end_act, tenure.end_date) == (1, None)
    assert tenure.state(D1) == TenureState.ENDED
    assert [tenure.held_on(day) for day in (D1 - DAY, D1)] == [Held.NO, Held.MAYBE]


def test_undated_acts_that_nothing_lacks_stand_by_themselves() -> None:
    known, alone = tenures(("appoint", D1), ("remove", D2), ("remove", None))
    assert (known.start_act, known.end_act) == (1, 2)
    assert (alone.start_act, alone.end_act, alone.id) == (None, 3, 3)
    assert alone.state(D4) == TenureState.UNKNOWN


@pytest.mark.parametrize(
    ("first", "precision", "last"),
    [
        (dt.date(2024, 2, 1), "day", dt.date(2024, 2, 1)),
        (dt.date(2024, 2, 1), "third", dt.date(2024, 2, 10)),
        (dt.date(2024, 2, 11), "third", dt.date(2024, 2, 20)),
        (dt.date(2024, 2, 21), "third", dt.date(2024, 2, 29)),
        (dt.date(2024, 2, 1), "month", dt.date(2024, 2, 29)),
        (dt.date(2024, 1, 1), "year", dt.date(2024, 12, 31)),
    ],
)
def test_the_last_day_a_half_known_date_allows(
    first: dt.date, precision: str, last: dt.date
) -> None:
    assert last_day(first, precision) == last


def test_on_the_days_a_half_known_date_allows_nobody_knows() -> None:
    acts = [
        ActIn(1, "appoint", dt.date(2020, 5, 1), "month"),
        ActIn(2, "remove", dt.date(2021, 1, 1), "year"),
    ]
    (tenure,) = fold("方勤", "局长", acts)
    answers = {
        dt.date(2020, 4, 30): Held.NO,
        dt.date(2020, 5, 1): Held.MAYBE,
        dt.date(2020, 5, 31): Held.YES,
        dt.date(2020, 12, 31): Held.YES,
        dt.date(2021, 1, 1): Held.MAYBE,
        dt.date(2021, 12, 31): Held.NO,
    }
    assert {day: tenure.held_on(day) for day in answers} == answers


# Any acts on a few days, so that they meet often.

FIRST = dt.date(2024, 1, 1)
WEEK = [FIRST + n * DAY for n in range(-1, 9)]
some_days = st.sampled_from(WEEK[1:-1])
some_acts = st.lists(
    st.tuples(st.sampled_from(["appoint", "elect", "acting", "remove", "end"]), some_days),
    max_size=7,
).map(lambda acts: [ActIn(n, act, day) for n, (act, day) in enumerate(acts, 1)])
any_acts = st.lists(
    st.tuples(
        st.sampled_from(Act.values),
        st.none() | some_days,
        st.sampled_from(["day", "third", "month", "year"]),
    ),
    max_size=7,
).map(lambda acts: [ActIn(n, *rest) for n, rest in enumerate(acts, 1)])


@given(any_acts, st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(acts: list[ActIn], random: object) -> None:
    shuffled = list(acts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold("方勤", "局长", shuffled) == fold("方勤", "局长", acts)


@given(any_acts)
def test_every_act_is_in_a_tenure_and_every_id_once(acts: list[ActIn]) -> None:
    found = fold("方勤", "局长", acts)
    assert {number for t in found for number in t.acts} == {act.id for act in acts}
    assert len({t.id for t in found}) == len(found)
    begins = [t.start_act for t in found if t.start_act]
    ends = [t.end_act for t in found if t.end_act]
    assert (len(set(begins)), len(set(ends))) == (len(begins), len(ends))


@given(some_acts)
def test_tenures_never_overlap(acts: list[ActIn]) -> None:
    found = fold("方勤", "局长", acts)
    for before, after in pairwise(found):
        assert before.end_date is not None
        assert before.end_date <= (after.start_date or after.not_before or dt.date.min)
    for day in WEEK:
        answers = [t.held_on(day) for t in found]
        assert len([a for a in answers if a is not Held.NO]) <= 1


@given(some_acts)
def test_a_day_is_held_by_what_the_acts_until_then_say(acts: list[ActIn]) -> None:
    """The last day with an act decides, by who held it before: told here without tenures."""
    found = fold("方勤", "局长", acts)
    holds = False
    for day in WEEK:
        today = {Act(act.act).effect.value for act in acts if act.date == day}
        if today:
            holds = bool(today & {"start", "acting"}) and (holds or "end" not in today)
        assert (held_on(found, day) is Held.YES) is holds


@given(some_acts, st.sampled_from(["appoint", "acting", "remove"]), some_days)
def test_one_more_act_changes_no_day_before_the_act_before_it(
    acts: list[ActIn], act: str, day: dt.date
) -> None:
    before = [a.date for a in acts if a.date and a.date < day]
    if not before:
        return
    old = fold("方勤", "局长", acts)
    new = fold("方勤", "局长", [*acts, ActIn(len(acts) + 1, act, day)])
    for other in WEEK:
        if other < max(before):
            assert held_on(new, other) == held_on(old, other)


@given(any_acts)
def test_a_tenure_of_known_ends_does_not_end_before_it_starts(acts: list[ActIn]) -> None:
    for t in fold("方勤", "局长", acts):
        assert t.start_date is None or t.end_date is None or t.start_date <= t.end_date
        assert (t.start_date is None) <= (t.state(FIRST) is TenureState.UNKNOWN)
