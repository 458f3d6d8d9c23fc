"""Organs that are no more, and reports of deputies that do not follow one another."""

from __future__ import annotations

import datetime as dt

import pytest

from people.models import Appointment
from people.queries import read_tenures
from people.tenures import Held
from sessions.checks import Found, check_records
from tests import factories as make

pytestmark = pytest.mark.django_db
GONE = dt.date(2024, 10, 1)


def found(code: str) -> list[Found]:
    return [item for item in check_records() if item.code == code]


def test_who_sits_on_in_an_organ_that_was_abolished() -> None:
    post = make.PostFactory(organization__dissolved_on=GONE)
    sits, left = make.AppointmentFactory(post=post), make.AppointmentFactory(post=post)
    make.AppointmentFactory()
    make.AppointmentFactory(post=post, person=left.person, act="end", date=GONE)
    (one,) = found("organ_abolished")
    assert (one.resource, one.record, one.severity) == ("appointments", sits.pk, "warning")
    assert sits.person_name in one.message
    tenures = {t.id: t for t in read_tenures(Appointment.objects.filter(post=post))}
    assert tenures[sits.pk].held_on(GONE) is Held.MAYBE
    assert tenures[left.pk].held_on(GONE) is Held.NO


def test_one_may_act_in_a_post_while_another_holds_it() -> None:
    post = make.PostFactory(title="局长")
    holder = make.AppointmentFactory(post=post)
    acting = make.AppointmentFactory(post=post, act="acting")
    day = dt.date(2024, 9, 1)
    tenures = {t.id: t for t in read_tenures(Appointment.objects.filter(post=post))}
    assert {tenures[row.pk].held_on(day) for row in (holder, acting)} == {Held.YES}
    assert not found("two_holders")


def test_a_report_that_does_not_begin_where_the_last_one_ended() -> None:
    make.CredentialsReportFactory(bulletin__number=1)
    good = {"before": 479, "vacated": 1, "by_elected": 0, "after": 478}
    make.CredentialsReportFactory(bulletin__number=2, **good)
    assert not found("seats_do_not_follow")
    bad = {"before": 470, "vacated": 0, "by_elected": 0, "after": 470}
    row = make.CredentialsReportFactory(bulletin__number=3, **bad)
    make.CredentialsReportFactory(bulletin__number=4, term=19, **bad)
    (one,) = found("seats_do_not_follow")
    assert (one.resource, one.record) == ("credentials-reports", row.pk)
    assert "478" in one.message
    assert "470" in one.message
