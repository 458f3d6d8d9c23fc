"""Changes in words, with a fixed number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from npcrecords.core import changes, history
from npcrecords.core.admin.telling import told
from npcrecords.core.models import ActionKind, Change
from people.models import Appointment, Organization, Post
from sessions.models import Attendance, Document

from .. import factories as make

pytestmark = pytest.mark.django_db


def removed(rows) -> list[Change]:
    with history.acting(ActionKind.DELETE) as recorder:
        changes.remove(rows)
    return recorder.changes


def test_a_deleted_row_is_named_and_told_whole() -> None:
    post = make.PostFactory(title="局长", organization__name="青岚市水务局")
    (one,) = told(removed(Post.objects.all()))
    assert (one.name, one.label, one.effect, one.effect_label, one.url) == (
        "青岚市水务局局长",
        "职务",
        "removed",
        "删除",
        "",
    )
    assert ("机构", post.organization.name, "—") in one.differences


def test_what_is_gone_is_named_by_what_the_history_kept_of_it() -> None:
    post = make.PostFactory(title="局长", organization__name="青岚市水务局")
    rows = removed(Post.objects.all())
    removed(Organization.objects.filter(pk=post.organization_id))
    (one,) = told(rows)
    assert one.name == "青岚市水务局局长"
    assert ("机构", "青岚市水务局", "—") in one.differences


def test_what_nobody_knows_any_more_has_its_number() -> None:
    act = make.AppointmentFactory()
    change = history.updated(Appointment, act.pk, {"person_id": [987, 988]}, {})
    (one,) = told([change])
    assert one.differences == [("人员", "编号 987", "编号 988")]


def test_a_part_leads_to_the_page_of_its_record() -> None:
    author = make.DocumentAuthorFactory(text="市长 方勤")
    (one,) = told(history.made([author]))
    assert (one.name, one.label) == ("市长 方勤", "作者")
    assert author.document.title in one.owner
    assert one.url.endswith(f"/document/{author.document_id}/change/")


def test_what_a_preview_makes_has_no_page() -> None:
    person = make.PersonFactory()
    assert told(history.made([person]))[0].url
    assert not told(history.made([person]), preview=True)[0].url


def test_values_are_told_in_the_words_of_the_field() -> None:
    attendance = make.AttendanceFactory()
    day, later = dt.date(2024, 7, 31), dt.date(2024, 8, 1)
    document = make.DocumentFactory()
    rows = [
        history.updated(
            Attendance,
            attendance.pk,
            {"status": ["member", "chair"], "roles": [["主任", "委员"], []], "key": ["", "x"]},
            history.values_of(attendance),
        ),
        history.updated(
            Document, document.pk, {"adopted_on": [day, later]}, history.values_of(document)
        ),
    ]
    first, second = told(rows)
    assert ("身份", "出席", "主持") in first.differences
    assert ("职务（原文）", "主任、委员", "—") in first.differences
    assert len(first.differences) == 2, "a key says nothing to people"
    assert second.differences == [("通过日期", "2024年7月31日", "2024年8月1日")]


def test_places_in_a_file_under_review_are_told_as_they_are() -> None:
    job = make.ImportJobFactory()
    values = {"appointments/方勤/post": ["局长", {"title": "副局长"}]}
    (one,) = told([history.updated(type(job), job.pk, values, {})])
    assert one.differences == [("appointments/方勤/post", "局长", '{"title": "副局长"}')]


def test_a_table_that_there_is_no_more_is_passed_over() -> None:
    assert told([Change(table="people.gone", record_id=1, effect="removed")]) == []


def test_many_changes_take_as_many_queries_as_few() -> None:
    def queries(number: int) -> int:
        rows = [make.AppointmentFactory() for _ in range(number)]
        gone = removed(Appointment.objects.filter(pk__in=[row.pk for row in rows]))
        with CaptureQueriesContext(connection) as captured:
            assert len(told(gone)) == number
        return len(captured)

    assert queries(1) == queries(4) <= 9
