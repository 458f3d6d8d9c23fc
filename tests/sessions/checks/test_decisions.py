"""Setting findings aside: with a reason, until their facts change."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from npcrecords.core.models import Action
from people.models import Organization
from sessions.checks import CODES, Found, check_records, label_of, set_aside, take_up_again
from sessions.checks.codes import CHECKED, IMPORTED
from sessions.checks.decisions import LONGEST_REASON, AlreadySetAsideError
from sessions.checks.found import fingerprint
from sessions.models import Bulletin, SetAside
from tests import factories as make

pytestmark = pytest.mark.django_db


def only() -> Found:
    (item,) = check_records()
    return item


@pytest.fixture
def clerk() -> Any:
    return make.UserFactory(last_name="方", first_name="勤")


@pytest.fixture
def report() -> Any:
    return make.CredentialsReportFactory(after=480)


def test_set_aside_and_taken_up_again(report: Any, clerk: Any) -> None:
    assert only().set_aside is None
    set_aside(found=only(), reason=" 原件如此，\n已核实。 ", by=clerk)
    decision = only().set_aside
    assert decision is not None
    assert (decision.reason, decision.by) == ("原件如此， 已核实。", "方勤")
    assert decision.at is not None
    take_up_again(found=only(), by=clerk)
    assert only().set_aside is None
    take_up_again(found=only(), by=clerk)


def test_the_history_tells_of_it(report: Any, clerk: Any) -> None:
    set_aside(found=only(), reason="原件如此。", by=clerk)
    take_up_again(found=only(), by=clerk)
    again, aside = Action.objects.order_by("-id")[:2]
    assert (aside.kind, aside.by, aside.reason) == ("set_aside", clerk, "原件如此。")
    assert aside.summary == only().message
    assert again.summary == f"不再搁置：{only().message}"


@pytest.mark.parametrize("reason", ["", " \n ", "因" * (LONGEST_REASON + 1)])
def test_a_reason_is_one_sentence(report: Any, clerk: Any, reason: str) -> None:
    with pytest.raises(ValidationError):
        set_aside(found=only(), reason=reason, by=clerk)
    assert not SetAside.objects.exists()
    assert not Action.objects.filter(kind="set_aside").exists()


def test_the_second_is_told_that_somebody_was_first(report: Any, clerk: Any) -> None:
    set_aside(found=only(), reason="原件如此。", by=clerk)
    with pytest.raises(AlreadySetAsideError, match="已由方勤搁置，理由是：原件如此。"):
        set_aside(found=only(), reason="不必改。", by=make.UserFactory())
    assert Action.objects.filter(kind="set_aside").count() == 1


def test_it_comes_back_when_its_facts_change(report: Any, clerk: Any) -> None:
    set_aside(found=only(), reason="原件如此。", by=clerk)
    report.after = 481
    report.save()
    assert only().set_aside is None
    report.after = 480
    report.save()
    assert only().set_aside is not None


def test_what_is_no_fact_of_it_changes_nothing(report: Any, clerk: Any) -> None:
    before = only()
    set_aside(found=before, reason="原件如此。", by=clerk)
    report.source_page = 90
    report.save()
    Bulletin.objects.update(label="改过的期号")
    with translation.override("en"):
        after = only()
    assert after.set_aside is not None
    assert after.message != before.message


def test_the_session_is_a_fact_of_a_day_outside_it(clerk: Any) -> None:
    row = make.AppointmentFactory(date=dt.date(2024, 9, 1))
    set_aside(found=only(), reason="原件如此。", by=clerk)
    row.session.end_date = dt.date(2024, 8, 1)
    row.session.save()
    assert only().set_aside is None


def test_a_finding_of_importing_stays_aside_when_it_is_published_again(clerk: Any) -> None:
    row = make.FindingFactory(page=3, line=40)
    facts = {"bulletin": row.bulletin, "page": 3, "line": 40}
    set_aside(found=only(), reason="确是两人。", by=clerk)
    row.delete()
    make.FindingFactory(**facts)
    assert only().set_aside is not None
    make.FindingFactory(**{**facts, "line": 41})
    assert [one.set_aside is None for one in check_records()] == [False, True]


def test_findings_of_one_record_are_told_apart() -> None:
    make.CredentialsReportFactory(after=480, seats=400)
    marks = [one.fingerprint for one in check_records()]
    assert len(marks) == len(set(marks)) == 2
    assert all(len(mark) == 64 for mark in marks)


def test_the_fingerprint_is_of_the_facts_whatever_their_order() -> None:
    day = dt.date(2024, 7, 31)
    one = fingerprint("seats", "reports", 1, {"a": 1, "day": day})
    assert one == fingerprint("seats", "reports", 1, {"day": day, "a": 1})
    others = [("seats", "reports", 2, {"a": 1, "day": day}), ("seats", "reports", 1, {"a": 2})]
    assert one not in {fingerprint(*other) for other in others}


def test_english_and_chinese_findings_have_one_fingerprint() -> None:
    make.CredentialsReportFactory(vacated=2, by_elected=1, after=483)
    report = make.CredentialsReportFactory(vacated=2, after=485)
    make.DeputyChangeFactory(bulletin=report.bulletin, document=report.document)
    make.OpinionFactory()
    make.PersonFactory(name="方勤", note="")
    make.PersonFactory(name="方勤", note="女")
    post = make.PostFactory(title="院长")
    for day in (dt.date(2020, 1, 1), dt.date(2021, 1, 1)):
        make.AppointmentFactory(post=post, date=day)
    chinese = {one.fingerprint: one.message for one in check_records()}
    with translation.override("en"):
        english = {one.fingerprint: one.message for one in check_records()}
    assert set(chinese) == set(english)
    assert len(chinese) >= 5
    assert Organization.objects.exists()


def test_every_code_has_its_words() -> None:
    assert not set(CHECKED) & set(IMPORTED)
    for code in CODES:
        assert label_of(code)
        assert label_of(code) != code
    assert label_of("never_heard_of") == "never_heard_of"
