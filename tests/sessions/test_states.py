"""The state of an opinion: the rule, and the database's way of saying it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from npcrecords.rest.visibility import Hidden
from sessions.choices import FollowUpKind, OpinionState, Status
from sessions.models import Opinion
from sessions.queries import late, overdue_on, with_state
from sessions.states import (
    OpinionFacts,
    Report,
    days_late,
    days_to_reply,
    ended_on,
    facts_of,
    first_reply,
    opinion_state,
    replies_in,
)
from sessions.trace import trace
from tests.factories import DocumentFactory, FollowUpFactory, OpinionFactory, SessionFactory

DUE = dt.date(2024, 11, 16)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "on", "state"),
    [
        (OpinionFacts(), DUE, "awaiting"),
        (OpinionFacts(due_on=DUE), DUE, "awaiting"),
        (OpinionFacts(due_on=DUE), DUE + DAY, "overdue"),
        (OpinionFacts(due_on=DUE, replies=(DUE + DAY,)), DUE + DAY, "handled"),
        (OpinionFacts(due_on=DUE, replies=(DUE + 2 * DAY,)), DUE + DAY, "overdue"),
        (OpinionFacts(due_on=DUE, replies=(None,)), DUE + DAY, "handled"),
        (OpinionFacts(replies=(DUE,), trackings=(DUE + DAY,)), DUE, "handled"),
        (OpinionFacts(replies=(DUE,), trackings=(DUE + DAY,)), DUE + DAY, "tracked"),
        (OpinionFacts(trackings=(None,), closed_on=DUE), DUE - DAY, "tracked"),
        (OpinionFacts(trackings=(None,), closed_on=DUE), DUE, "closed"),
    ],
)
def test_states(facts: OpinionFacts, on: dt.date, state: str) -> None:
    assert opinion_state(facts, on) == state


def test_without_a_due_date_it_is_never_overdue() -> None:
    assert opinion_state(OpinionFacts(), dt.date.max) is OpinionState.AWAITING


HANDLING, TRACKING = FollowUpKind.HANDLING, FollowUpKind.TRACKING


@pytest.mark.parametrize(
    ("reports", "replies", "bases"),
    [
        # The government's own report: its day, else that of its document, else the session.
        ([Report(HANDLING, DUE, DUE - DAY, DUE - 2 * DAY)], [DUE], ["report"]),
        ([Report(HANDLING, None, DUE - DAY, DUE)], [DUE - DAY], ["document"]),
        ([Report(HANDLING, None, None, DUE)], [DUE], ["bulletin"]),
        ([Report(HANDLING)], [None], [None]),
        # A committee's report retells the reply; the days of its own are none of the reply's.
        ([Report(TRACKING, DUE, DUE + DAY, DUE + DAY)], [DUE], ["retold"]),
        ([Report(TRACKING, None, DUE, DUE)], [], []),
        # What is retold goes before the bulletin, and before nothing; not before a day told.
        ([Report(HANDLING, None, None, DUE), Report(TRACKING, DUE + DAY)], [DUE + DAY], ["retold"]),
        ([Report(HANDLING), Report(TRACKING, DUE)], [DUE], ["retold"]),
        (
            [Report(HANDLING, None, DUE), Report(TRACKING, DUE + DAY)],
            [DUE + DAY, DUE],
            ["retold", "document"],
        ),
    ],
)
def test_the_days_of_replies(reports: list[Report], replies: list[Any], bases: list[Any]) -> None:
    found = replies_in(reports)
    assert [one.on for one in found] == replies
    assert [one.basis for one in found] == bases
    assert facts_of(reports).replies == tuple(replies)


@pytest.mark.parametrize(
    ("report", "trackings"),
    [
        (Report(TRACKING, DUE, DUE + DAY, DUE + 2 * DAY), (DUE + DAY,)),
        (Report(TRACKING, DUE, None, DUE + 2 * DAY), (DUE + 2 * DAY,)),
        (Report(TRACKING, DUE), (None,)),
        (Report(HANDLING, DUE, DUE, DUE), ()),
    ],
)
def test_the_days_of_tracking(report: Report, trackings: tuple[Any, ...]) -> None:
    assert facts_of([report]).trackings == trackings


@pytest.mark.parametrize(
    ("facts", "on", "first", "late"),
    [
        (OpinionFacts(), DUE, None, None),
        (OpinionFacts(due_on=DUE), DUE, None, 0),
        (OpinionFacts(due_on=DUE), DUE + 3 * DAY, None, 3),
        (OpinionFacts(due_on=DUE, replies=(DUE,)), DUE + 9 * DAY, DUE, 0),
        (OpinionFacts(due_on=DUE, replies=(DUE + 5 * DAY, DUE + 2 * DAY)), DUE + 9 * DAY, DUE + 2 * DAY, 2),
        (OpinionFacts(due_on=DUE, replies=(DUE + 5 * DAY,)), DUE + 4 * DAY, None, 4),
        (OpinionFacts(due_on=DUE, replies=(None, DUE + DAY)), DUE + 9 * DAY, None, None),
        (OpinionFacts(due_on=DUE, trackings=(DUE,)), DUE + 9 * DAY, None, None),
        (OpinionFacts(due_on=DUE, closed_on=DUE), DUE + 9 * DAY, None, None),
        (OpinionFacts(replies=(DUE,)), DUE, DUE, None),
    ],
)  # fmt: skip
def test_how_late(facts: OpinionFacts, on: dt.date, first: Any, late: int | None) -> None:
    assert first_reply(facts, on) == first
    assert days_late(opinion_state(facts, on), facts.due_on, first, on) == late


@pytest.mark.parametrize(
    ("adopted", "replied", "days"),
    [(DUE, DUE, 0), (DUE, DUE + 90 * DAY, 90), (DUE, DUE - DAY, None), (None, DUE, None), (DUE, None, None)],
)  # fmt: skip
def test_days_to_reply(adopted: Any, replied: Any, days: int | None) -> None:
    assert days_to_reply(adopted, replied) == days


days = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 9))
maybe_days = st.none() | days
reports = st.lists(
    st.builds(
        Report,
        kind=st.sampled_from([HANDLING, TRACKING]),
        replied_on=maybe_days,
        dated_on=maybe_days,
        printed_for=maybe_days,
    ),
    max_size=3,
)


def store(
    held: list[Report], due_on: Any = None, closed_on: Any = None, withdrawn_on: Any = None
) -> Opinion:
    """An opinion with these reports in the database."""
    opinion = OpinionFactory(
        document=None,
        due_on=due_on,
        due_rule="规定" if due_on else "",
        closed_on=closed_on,
        withdrawn_on=withdrawn_on,
    )
    for report in held:
        where: dict[str, Any] = {"bulletin": None}
        if report.dated_on or report.printed_for:
            session = SessionFactory(start_date=report.printed_for, end_date=None)
            document = DocumentFactory(dated_on=report.dated_on, bulletin__session=session)
            where = {"bulletin": document.bulletin, "document": document}
        FollowUpFactory(opinion=opinion, kind=report.kind, replied_on=report.replied_on, **where)
    return opinion


class Agreement(TestCase):
    """The rule in Python and the rule in SQL give one answer; and so does the trace."""

    @settings(max_examples=100, deadline=None)
    @given(
        reports=reports, due_on=maybe_days, closed_on=maybe_days, withdrawn_on=maybe_days, on=days
    )
    def test_both_agree(
        self, reports: list[Report], due_on: Any, closed_on: Any, withdrawn_on: Any, on: dt.date
    ) -> None:
        facts = facts_of(reports, due_on=due_on, closed_on=ended_on(closed_on, withdrawn_on))
        these = Opinion.objects.filter(pk=store(reports, due_on, closed_on, withdrawn_on).pk)
        held = with_state(these, on).get()
        traced = trace(held.pk, on, Hidden()).opinion
        for name in ("state", "replied_on", "reply", "as_of"):
            assert getattr(traced, name) == getattr(held, name), name
        assert held.state == opinion_state(facts, on)
        assert held.replied_on == first_reply(facts, on)
        assert overdue_on(these, on).exists() is (held.state == "overdue")
        told = {(one.on, one.basis) for one in replies_in(reports)}
        if held.reply:
            assert (held.replied_on, held.reply["basis"] or None) in told
        else:
            assert not any(day is None or day <= on for day, _ in told)
        is_late = (days_late(held.state, due_on, held.replied_on, on) or 0) > 0
        assert late(with_state(these, on)).exists() is is_late
        assert late(with_state(these, on), yes=False).exists() is not is_late


@pytest.mark.django_db
def test_a_report_that_is_not_published_does_not_show_in_the_state() -> None:
    opinion = OpinionFactory()
    FollowUpFactory(opinion=opinion, bulletin__status=Status.DRAFT)
    everything = Opinion.objects.all()
    assert with_state(everything, DUE).get().state == "awaiting"
    assert with_state(everything, DUE, drafts=True).get().state == "handled"


@pytest.mark.django_db
def test_one_query_for_any_number(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        store([Report(HANDLING, DUE), Report(TRACKING)])
    with django_assert_num_queries(1):
        assert {row.state for row in with_state(Opinion.objects.all(), DUE)} == {"tracked"}


@pytest.mark.django_db
def test_a_retold_day_of_a_draft_does_not_stand_for_the_report() -> None:
    opinion = OpinionFactory()
    report = FollowUpFactory(opinion=opinion)  # printed for a session of 30 July
    FollowUpFactory(opinion=opinion, kind=TRACKING, replied_on=DUE, bulletin__status=Status.DRAFT)
    this = Opinion.objects.filter(pk=opinion.pk)
    assert with_state(this, DUE).get().replied_on == report.bulletin.session.start_date
    assert with_state(this, DUE, drafts=True).get().replied_on == DUE


@pytest.mark.django_db
def test_a_reply_is_dated_as_its_report_dates_it() -> None:
    opinion = OpinionFactory()
    FollowUpFactory(
        opinion=opinion, kind=TRACKING, replied_on=DUE.replace(day=11),
        replied_on_precision="third", replied_on_text="11月中旬",
    )  # fmt: skip
    told = with_state(Opinion.objects.all(), DUE).get().reply
    assert told == {"basis": "retold", "precision": "third", "text": "11月中旬"}
    FollowUpFactory(
        opinion=opinion, document__dated_on=dt.date(2024, 10, 1),
        document__dated_on_precision="month", document__dated_on_text="10月",
    )  # fmt: skip
    told = with_state(Opinion.objects.all(), DUE).get().reply
    assert told == {"basis": "document", "precision": "month", "text": "10月"}
