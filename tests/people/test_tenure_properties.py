"""What must hold of the tenures of any acts: of every kind, on one day or many, half known or
undated, in whatever order they come in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from people.choices import Act, Effect, TenureState
from people.tenures import ActIn, Held, Tenure, fold, held_on, last_day

DAY = dt.timedelta(days=1)
FIRST = dt.date(2023, 11, 1)
NEW_YEAR = dt.date(2024, 1, 1)
SPAN = 440  # beyond every day that an act below may bear
DAYS = [FIRST + n * DAY for n in range(SPAN)]
# Dates that lie in one another: a year, two of its months, their thirds, single days.
WHEN = [
    (dt.date(2023, 12, 1), "month"),
    (dt.date(2023, 12, 31), "day"),
    (dt.date(2024, 1, 1), "year"),
    (dt.date(2024, 1, 1), "month"),
    (dt.date(2024, 1, 1), "third"),
    (dt.date(2024, 1, 1), "day"),
    (dt.date(2024, 1, 2), "day"),
    (dt.date(2024, 1, 11), "third"),
    (dt.date(2024, 1, 15), "day"),
    (dt.date(2024, 2, 1), "month"),
    (dt.date(2024, 2, 21), "third"),
    (dt.date(2024, 12, 31), "day"),
]
kinds = st.sampled_from(Act.values)
some_day = st.sampled_from(WHEN)
undated = st.just((None, "day"))


def numbered(acts: list[tuple[str, tuple[Any, str]]]) -> list[ActIn]:
    return [ActIn(n, act, *when) for n, (act, when) in enumerate(acts, 1)]


def acts_of(when: Any, **more: Any) -> Any:
    return st.lists(st.tuples(kinds, when), **{"max_size": 8, **more}).map(numbered)


any_acts = acts_of(some_day | some_day | undated)


def folded(acts: list[ActIn], **more: Any) -> list[Tenure]:
    return fold("方勤", "局长", acts, **more)


def on_each_day(acts: list[ActIn]) -> list[Held]:
    found = folded(acts)
    return [held_on(found, day) for day in DAYS]


@given(any_acts)
@example(numbered([("remove", (NEW_YEAR, "year")), ("appoint", (NEW_YEAR, "day"))]))
@example(numbered([("remove", (NEW_YEAR, kind)) for kind in ("year", "month", "third", "day")]))
def test_tenures_never_overlap(acts: list[ActIn]) -> None:
    """Where one is held, no other may be; two that may be held on a day are one whose end is
    half known and the next, whose start is."""
    found = folded(acts)
    for day in DAYS:
        answers = [tenure.held_on(day) for tenure in found]
        if Held.YES in answers:
            assert answers.count(Held.NO) == len(answers) - 1, (day, found)
    for number, tenure in enumerate(found[1:], 1):
        ends = [last.over_by for last in found[:number] if last.over_by is not None]
        if tenure.begun_by is not None:
            assert all(end <= tenure.begun_by for end in ends), found


@given(any_acts)
def test_tenures_stand_in_order(acts: list[ActIn]) -> None:
    days = [
        day
        for tenure in folded(acts)
        for day in (tenure.not_before, tenure.start_date, tenure.end_date)
        if day is not None
    ]
    assert days == sorted(days)


@given(any_acts)
def test_every_day_is_in_one_state(acts: list[ActIn]) -> None:
    """Held is what one tenure holds; not held, what none may hold; the rest is open. With no
    act there is nothing to be open."""
    found = folded(acts)
    for day in DAYS:
        answers = {tenure.held_on(day) for tenure in found}
        expected = next((one for one in (Held.YES, Held.MAYBE) if one in answers), Held.NO)
        assert held_on(found, day) is expected
    assert held_on([], FIRST) is Held.NO


@given(any_acts, st.randoms(use_true_random=False))
def test_neither_the_order_of_loading_nor_the_ids_decide(acts: list[ActIn], random: Any) -> None:
    """Loaded in another order, the acts have other ids: then, too, the tenures are the same,
    and begin and end with acts of the same kind."""
    ids = [act.id for act in acts]
    random.shuffle(ids)
    other = [act._replace(id=number) for act, number in zip(acts, ids, strict=True)]
    random.shuffle(other)

    def told(rows: list[ActIn]) -> list[Any]:
        kinds = {None: None, **{act.id: act.act for act in rows}}
        return [
            (
                replace(tenure, start_act=None, end_act=None, acts=()),
                kinds[tenure.start_act],
                kinds[tenure.end_act],
                sorted(str(kinds[number]) for number in tenure.acts),
            )
            for tenure in folded(rows)
        ]

    assert told(other) == told(acts)


@given(any_acts, st.tuples(kinds, some_day))
def test_one_more_act_changes_no_day_before_the_act_before_it(
    acts: list[ActIn], more: tuple[str, Any]
) -> None:
    """The act before it is the one of the last day before its own; of a half-known date the
    first day counts. Where there is none, every day may change: he may now have held it."""
    kind, when = more
    earlier = [act.date for act in acts if act.date is not None and act.date < when[0]]
    new = on_each_day([*acts, ActIn(len(acts) + 1, kind, *when)])
    for day, was, is_now in zip(DAYS, on_each_day(acts), new, strict=True):
        if earlier and day < max(earlier):
            assert is_now is was, day


@given(any_acts.filter(lambda acts: any(act.date for act in acts)), kinds)
def test_one_more_act_without_a_date_changes_no_day_before_the_last_act(
    acts: list[ActIn], kind: str
) -> None:
    last = max(act.date for act in acts if act.date is not None)
    new = on_each_day([*acts, ActIn(len(acts) + 1, kind)])
    for day, was, is_now in zip(DAYS, on_each_day(acts), new, strict=True):
        if day < last:
            assert is_now is was, day


@given(
    st.lists(st.tuples(kinds, some_day), max_size=7, unique_by=lambda act: act[1][0]).map(numbered),
    st.data(),
)
def test_what_is_held_for_certain_is_held_whatever_the_days_were(
    acts: list[ActIn], data: Any
) -> None:
    """Give each half-known date one of the days it allows, in the order of the acts: what was
    said for certain still holds."""
    exact: list[ActIn] = []
    after = dt.date.min
    for act in sorted(acts, key=lambda act: act.date or dt.date.max):
        assert act.date is not None
        first, last = max(act.date, after), last_day(act.date, act.precision)
        if first > last:
            return  # no such days
        day = data.draw(st.dates(first, last))
        exact.append(ActIn(act.id, act.act, day))
        after = day + DAY
    for told, truth in zip(on_each_day(acts), on_each_day(exact), strict=True):
        assert told in {Held.MAYBE, truth} or truth is Held.MAYBE


@given(acts_of(some_day, min_size=1), st.sampled_from(WHEN))
def test_nobody_is_known_to_sit_on_in_an_organ_that_is_abolished(
    acts: list[ActIn], gone: tuple[dt.date, str]
) -> None:
    """Until that day nothing changes; from then on no tenure is current that no act ends, and
    what the acts do tell stands."""
    day = gone[0]
    plain, known = folded(acts), folded(acts, dissolved_on=day)
    assert [replace(tenure, dissolved_on=None) for tenure in known] == plain
    for before, after in zip(plain, known, strict=True):
        for other in DAYS:
            if other < day or before.end_act is not None:
                assert after.held_on(other) is before.held_on(other)
            else:
                assert after.held_on(other) is not Held.YES
        if before.end_act is None:
            assert after.state(day) is TenureState.UNKNOWN
            assert after.state(day - DAY) is before.state(day - DAY)


@given(any_acts)
def test_acting_is_told_of_what_an_acting_act_begins(acts: list[ActIn]) -> None:
    by_id = {act.id: Act(act.act).effect for act in acts}
    for tenure in folded(acts):
        begun = tenure.start_act is not None and by_id[tenure.start_act]
        assert tenure.acting is (begun is Effect.ACTING)
        assert begun is not Effect.END
