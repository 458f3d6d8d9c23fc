"""Checks of names that are not resolved, and of persons who may be held twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sessions.checks import Found, check_records
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(code: str) -> list[Found]:
    return [item for item in check_records() if item.code == code]


def test_printed_names_without_a_person() -> None:
    reporter = make.ReporterFactory(person=None, name="方勤")
    chair = make.SessionChairFactory(person=None, name="沈澄")
    author = make.DocumentAuthorFactory(person=None, name="陆远")
    attendee = make.AttendanceFactory(person=None, name="程朗", status="non_voting")
    act = make.AppointmentFactory(explained_by=None, explained_by_name="顾宁")
    items = {(one.resource, one.record): one for one in found("unresolved_person")}
    assert {key: one.severity for key, one in items.items()} == {
        ("agenda-items", reporter.item_id): "info",
        ("sessions", chair.session_id): "info",
        ("documents", author.document_id): "info",
        ("attendances", attendee.pk): "info",
        ("appointments", act.pk): "info",
    }
    for row, name in ((("sessions", chair.session_id), "沈澄"), (("appointments", act.pk), "顾宁")):
        assert name in items[row].message


@pytest.mark.parametrize(
    ("name", "status", "count"),
    [
        ("委员", "member", None),
        ("市人大代表", "deputy", None),
        ("各区人大常委会负责人", "non_voting", None),
        ("方勤", "non_voting", 8),
        ("方勤", "citizen", None),
    ],
)
def test_groups_have_no_person(name: str, status: str, count: Any) -> None:
    make.AttendanceFactory(person=None, name=name, status=status, count=count)
    make.DocumentAuthorFactory(person=None, name="", text="市人民政府")
    make.ReporterFactory(person=None, name="")
    assert not found("unresolved_person")


def test_a_chair_is_told_of_in_the_sessions_bulletin() -> None:
    bulletin = make.BulletinFactory()
    make.SessionChairFactory(session=bulletin.session, person=None, name="沈澄")
    (one,) = found("unresolved_person")
    assert one.bulletin == bulletin.pk


def test_names_that_differ_in_dots_and_blanks() -> None:
    first = make.PersonFactory(name="阿依古丽·买买提")
    make.PersonFactory(name="阿依古丽买买提")
    make.PersonFactory(name="阿依古丽•买买提", jurisdiction="别处市")
    make.PersonFactory(name="古丽·买买提")
    (one,) = found("names_spelled_alike")
    assert (one.severity, one.record) == ("warning", first.pk)
    assert "“阿依古丽·买买提”、“阿依古丽买买提”" in one.message


def test_one_name_and_one_post_in_two_places() -> None:
    here = make.PersonFactory(name="陈舒远", jurisdiction="青岚市")
    there = make.PersonFactory(name="陈舒远", jurisdiction="溪口区")
    post = make.PostFactory(title="检察长")
    twin = make.PostFactory(
        title="检察长",
        organization=make.OrganizationFactory(name=post.organization.name, jurisdiction="溪口区"),
    )
    make.AppointmentFactory(act="approve_resignation", person=here, post=post)
    assert not found("same_person_elsewhere")
    make.AppointmentFactory(act="elect", person=there, post=twin, date=dt.date(2021, 3, 1))
    (one,) = found("same_person_elsewhere")
    assert (one.severity, one.record) == ("info", here.pk)
    assert "青岚市、溪口区各有一位“陈舒远”" in one.message
    there.merged_into = here
    there.save()
    assert not found("same_person_elsewhere")


def test_one_name_in_two_places_says_nothing() -> None:
    for place in ("青岚市", "溪口区"):
        person = make.PersonFactory(name="方勤", jurisdiction=place)
        make.AppointmentFactory(person=person)
    assert not found("same_person_elsewhere")


def test_acts_are_not_told_again_of_their_document() -> None:
    session = make.SessionFactory()
    day = dt.date(2024, 9, 1)
    document = make.DocumentFactory(adopted_by=session, adopted_on=day, kind="appointment_list")
    act = {"bulletin": document.bulletin, "session": session}
    make.AppointmentFactory.create_batch(3, **act, date=day, document=document)
    late = make.AppointmentFactory(**act, date=dt.date(2024, 9, 2), document=document)
    assert [(one.resource, one.record) for one in found("date_outside_session")] == [
        ("documents", document.pk),
        ("appointments", late.pk),
    ]
