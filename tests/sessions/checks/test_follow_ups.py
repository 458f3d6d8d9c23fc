"""Checks of the days of opinions and replies, and of answers."""

from __future__ import annotations

import datetime as dt

import pytest

from sessions.checks import Found, check_records
from tests import factories as make

pytestmark = pytest.mark.django_db

ADOPTED = dt.date(2024, 8, 16)  # of the factory's opinions


def found(code: str) -> list[Found]:
    return [item for item in check_records() if item.code == code]


@pytest.mark.parametrize(
    ("replied", "precision", "early"),
    [
        (dt.date(2024, 8, 15), "day", True),
        (ADOPTED, "day", False),
        (dt.date(2024, 8, 1), "month", False),
        (dt.date(2024, 7, 1), "month", True),
        (dt.date(2024, 1, 1), "year", False),
        (None, "day", False),
    ],
)
def test_a_reply_before_the_opinion(replied: dt.date | None, precision: str, early: bool) -> None:
    row = make.FollowUpFactory(replied_on=replied, replied_on_precision=precision)
    items = found("reply_before_opinion")
    assert [(one.severity, one.resource, one.record) for one in items] == (
        [("warning", "follow-ups", row.pk)] if early else []
    )


@pytest.mark.parametrize(
    ("kind", "replied", "dated", "words"),
    [
        # The government's own report: what it says of its day, before what its document says.
        ("handling", None, dt.date(2024, 8, 15), "写于 2024-08-15"),
        ("handling", ADOPTED, dt.date(2024, 8, 15), None),
        # The committee's: the reply that it retells, and its own day.
        ("tracking", dt.date(2024, 8, 15), None, "政府于 2024-08-15 答复"),
        ("tracking", ADOPTED, dt.date(2024, 8, 15), "写于 2024-08-15"),
        ("tracking", ADOPTED, ADOPTED, None),
    ],
)
def test_the_day_that_is_before_the_opinion(kind, replied, dated, words) -> None:
    make.FollowUpFactory(kind=kind, replied_on=replied, document__dated_on=dated)
    messages = [one.message for one in found("reply_before_opinion")]
    assert len(messages) == (words is not None)
    assert all(words in message for message in messages)


@pytest.mark.parametrize(("due", "early"), [(ADOPTED, False), (dt.date(2024, 8, 15), True)])
def test_due_before_adoption(due: dt.date, early: bool) -> None:
    row = make.OpinionFactory(due_on=due, due_rule="函中写明")
    items = found("due_before_adoption")
    assert [(one.severity, one.record) for one in items] == ([("error", row.pk)] if early else [])


def test_an_answer_to_nothing_known() -> None:
    make.ResponseFactory()
    row = make.ResponseFactory(point=None, heading="下一步打算")
    (one,) = found("response_without_point")
    assert (one.severity, one.resource, one.record) == ("info", "responses", row.pk)
    assert "下一步打算" in one.message


def test_a_letter_that_another_opinion_bears_too() -> None:
    opinion = make.OpinionFactory(letter_number="青人大函〔2024〕3号")
    row = make.FollowUpFactory(opinion=opinion, letter_number=opinion.letter_number)
    assert not found("letter_of_another")
    make.OpinionFactory(letter_number="青人大函〔2024〕3号")
    (one,) = found("letter_of_another")
    assert (one.severity, one.resource, one.record) == ("warning", "follow-ups", row.pk)
    assert "青人大函〔2024〕3号" in one.message
    assert len(found("letter_number_shared")) == 2


def test_a_report_that_is_held_twice() -> None:
    first = make.FollowUpFactory(document=make.DocumentFactory(title="关于防汛的报告"))
    make.FollowUpFactory(opinion=first.opinion, kind="tracking", document=first.document)
    make.FollowUpFactory(opinion=first.opinion, document=make.DocumentFactory(title="再次报告"))
    make.FollowUpFactory(document=make.DocumentFactory(title="关于防汛的报告"))
    assert not found("report_twice")
    again = make.DocumentFactory(title="关于防汛的报告")
    row = make.FollowUpFactory(opinion=first.opinion, kind=first.kind, document=again)
    (one,) = found("report_twice")
    assert (one.severity, one.record) == ("warning", row.pk)
    assert str(first.pk) in one.message


def test_what_a_follow_up_alone_tells_of_is_checked_with_its_bulletin() -> None:
    row = make.FollowUpFactory(opinion=make.OpinionFactory(document=None, letter_number=""))
    codes = {
        one.code for one in check_records(bulletin=row.bulletin_id) if one.record == row.opinion_id
    }
    assert "opinion_lacks" in codes
