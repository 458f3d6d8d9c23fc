"""The state of an opinion: the rule, and the database's way of saying it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sessions.choices import FollowUpKind, OpinionState, Status
from sessions.models import Opinion
from sessions.queries import overdue_on, with_state
from sessions.states import OpinionFacts, opinion_state
from tests.factories import DocumentFactory, FollowUpFactory, OpinionFactory

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


days = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 9))
maybe_days = st.none() | days
facts = st.builds(
    OpinionFacts,
    due_on=maybe_days,
    closed_on=maybe_days,
    replies=st.lists(maybe_days, max_size=2).map(tuple),
    trackings=st.lists(maybe_days, max_size=2).map(tuple),
)


def store(facts: OpinionFacts, *, dated_document: bool = False) -> Opinion:
    """An opinion of these facts in the database."""
    opinion = OpinionFactory(
        document=None,
        due_on=facts.due_on,
        due_rule="规定" if facts.due_on else "",
        closed_on=facts.closed_on,
    )
    for kind, made in (
        (FollowUpKind.HANDLING, facts.replies),
        (FollowUpKind.TRACKING, facts.trackings),
    ):
        for day in made:
            where: dict[str, Any] = {"bulletin": None, "replied_on": day}
            if dated_document:
                document = DocumentFactory(dated_on=day)
                where = {"bulletin": document.bulletin, "document": document}
            FollowUpFactory(opinion=opinion, kind=kind, **where)
    return opinion


class Agreement(TestCase):
    """The rule in Python and the rule in SQL give one answer."""

    @settings(max_examples=60, deadline=None)
    @given(facts=facts, on=days, dated_document=st.booleans())
    def test_both_agree(self, facts: OpinionFacts, on: dt.date, dated_document: bool) -> None:
        opinion = store(facts, dated_document=dated_document)
        held = with_state(Opinion.objects.filter(pk=opinion.pk), on).get()
        assert held.state == opinion_state(facts, on)
        found = overdue_on(Opinion.objects.filter(pk=opinion.pk), on).exists()
        assert found is (held.state == "overdue")


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
        store(OpinionFacts(replies=(DUE,), trackings=(None,)))
    with django_assert_num_queries(1):
        assert {row.state for row in with_state(Opinion.objects.all(), DUE)} == {"tracked"}
