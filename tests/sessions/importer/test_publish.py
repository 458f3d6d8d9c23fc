"""A record file becomes rows: all of them, once, and nothing else is touched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from npcrecords.core.generation import bury, current_generation
from npcrecords.core.models import Tombstone
from people.models import Appointment, Organization, Person, Post
from sessions.importer import record as rec
from sessions.importer.publishing.publish import Published, publish
from sessions.models import (
    Attendance,
    Bulletin,
    Document,
    Finding,
    ImportJob,
    Opinion,
    OpinionPoint,
    Response,
    Section,
    Session,
)

from .records import COMMITTEE, small_bulletin

pytestmark = pytest.mark.django_db


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of both apps, ids and times of change too."""
    return {
        model._meta.label: [
            model_to_dict(row) | {"id": row.pk, "modified": getattr(row, "modified", None)}
            for row in model._default_manager.order_by("pk")
        ]
        for label in ("people", "congress")
        for model in apps.get_app_config(label).get_models()
    }


def replaced(record: rec.Record, part: str, key: str, **values: Any) -> rec.Record:
    """The record with one item of a list changed."""
    items = tuple(
        item.model_copy(update=values) if item.key == key else item
        for item in getattr(record, part)
    )
    assert items != getattr(record, part)
    return record.model_copy(update={part: items})


def without(record: rec.Record, part: str, key: str) -> rec.Record:
    items = tuple(item for item in getattr(record, part) if item.key != key)
    assert items != getattr(record, part)
    return record.model_copy(update={part: items})


def changed(published: Published) -> dict[str, dict[str, int]]:
    """The lists in which anything was inserted, updated or removed."""
    return {
        name: {what: n for what, n in counts.items() if n and what != "unchanged"}
        for name, counts in published.counts.items()
        if counts["inserted"] or counts["updated"] or counts["removed"]
    }


def test_every_part_becomes_rows():
    done = publish(small_bulletin())
    assert done.counts["documents"]["inserted"] == 4
    bulletin = done.bulletin
    assert (bulletin.term, bulletin.number, bulletin.status) == (5, 12, "published")
    assert bulletin.issuer.name == COMMITTEE
    session = bulletin.session
    assert (session.members_present, session.chair_set.get().person.name) == (31, "方远")
    appointment = Appointment.objects.get(person__name="柳青")
    assert str(appointment.post) == "临溪市人民政府副市长"
    assert (appointment.post_text, appointment.source_line_start) == ("市政府副市长", 201)
    assert appointment.session == session
    assert appointment.document.title == "任免名单"
    assert appointment.submitted_by_organization.name == "临溪市人民政府"
    item = session.agenda_items.get()
    assert [kind.kind for kind in item.kind_set.all()] == ["hear_report", "inquiry"]
    assert item.documents.count() == 2
    assert item.outcome_set.get().document.title == "关于河道治理情况报告的审议意见"
    known = Opinion.objects.get(letter_number="临人大函〔2022〕8号")
    assert known.document is None
    assert known.considered_at.number == 9
    assert [point.title for point in known.points.all()] == ["清淤", "预警"]
    assert Response.objects.get().point.title == "清淤"
    assert Response.objects.get().section.text == "已经清淤。"
    assert Section.objects.get(heading="水质").parent.heading == "基本情况"
    assert Finding.objects.get().line == 7
    assert Organization.objects.get(name=COMMITTEE).parent.name == "临溪市人民代表大会"
    assert Attendance.objects.get(status="deputy").count == 5


def test_the_same_record_again_changes_nothing():
    publish(small_bulletin())
    before, generation = all_rows(), current_generation()
    again = publish(small_bulletin())
    assert changed(again) == {}
    assert all_rows() == before
    assert current_generation() == generation


def test_a_mended_record_changes_what_was_mended_and_ids_stay():
    publish(small_bulletin())
    ids = {row.key: row.pk for row in Appointment.objects.all()}
    mended = replaced(small_bulletin(), "appointments", "柳青/任", reason="工作需要")
    assert changed(publish(mended)) == {"appointments": {"updated": 1}}
    assert {row.key: row.pk for row in Appointment.objects.all()} == ids
    assert Appointment.objects.get(person__name="柳青").reason == "工作需要"


def test_what_a_mended_record_drops_is_removed_and_told_to_programs():
    publish(small_bulletin())
    gone = Appointment.objects.get(key="柳青/任").pk
    mended = without(small_bulletin(), "appointments", "柳青/任")
    assert changed(publish(mended)) == {"appointments": {"removed": 1}}
    assert Tombstone.objects.get().record_id == gone
    assert Post.objects.count() == 1  # the other act still names the post


def test_a_slip_in_a_name_leaves_nobody_behind():
    record = small_bulletin()
    slip = record.model_copy(
        update={"people": (*record.people, rec.Person(key="柳清", name="柳清"))}
    )
    slip = replaced(slip, "appointments", "柳青/任", name="柳清", person="柳清")
    publish(slip)
    assert Person.objects.filter(name="柳清").exists()
    publish(record)
    assert not Person.objects.filter(name="柳清").exists()


def test_facts_then_text_then_facts_are_the_same_records():
    publish(small_bulletin(texts=False))
    assert set(Section.objects.values_list("text", flat=True)) == {None}
    ids = {row.key: row.pk for row in Section.objects.all()}
    assert set(changed(publish(small_bulletin()))) == {"sections", "footnotes", "opinion-points"}
    assert {row.key: row.pk for row in Section.objects.all()} == ids
    assert changed(publish(small_bulletin(texts=False))) == {}
    assert Section.objects.get(heading="水质").text == "水清岸绿。"


def test_who_was_hidden_and_is_named_again_comes_back_to_programs():
    person = Person.objects.create(name="柳青", jurisdiction="临溪市")
    Person.objects.filter(pk=person.pk).update(modified=datetime(2020, 1, 1, tzinfo=UTC))
    bury("people", [person.pk])
    publish(small_bulletin())
    person.refresh_from_db()
    assert person.modified.year > 2020
    assert not Tombstone.objects.filter(resource="people").exists()


def test_a_name_that_two_persons_bear_is_not_guessed():
    Person.objects.create(name="柳青", jurisdiction="临溪市", note="女")
    Person.objects.create(name="柳青", jurisdiction="临溪市", note="男")
    publish(small_bulletin())
    appointment = Appointment.objects.get(key="柳青/任")
    assert (appointment.person, appointment.person_name) == (None, "柳青")
    assert "柳青" in Finding.objects.get(code="homonym").message


def test_a_link_that_staff_chose_for_an_ambiguous_name_stays():
    chosen = Person.objects.create(name="柳青", jurisdiction="临溪市", note="女")
    Person.objects.create(name="柳青", jurisdiction="临溪市", note="男")
    publish(small_bulletin())
    Appointment.objects.filter(key="柳青/任").update(person=chosen)
    publish(small_bulletin())
    assert Appointment.objects.get(key="柳青/任").person == chosen


def test_a_person_of_another_place_with_the_same_name_is_another_person():
    other = Person.objects.create(name="柳青", jurisdiction="青岚县")
    publish(small_bulletin())
    assert Appointment.objects.get(key="柳青/任").person != other


def test_merged_records_are_followed():
    publish(small_bulletin())
    old = Person.objects.get(name="柳青")
    kept = Person.objects.create(name="柳青", jurisdiction="临溪市", note="副市长")
    old.merged_into = kept
    old.save()
    Appointment.objects.filter(person=old).update(person=kept)
    publish(small_bulletin())
    assert Appointment.objects.get(key="柳青/任").person == kept


def test_an_opinion_known_through_its_answer_becomes_the_printed_one():
    publish(small_bulletin(15))
    known = Opinion.objects.get(letter_number="临人大函〔2022〕8号")
    record = small_bulletin(12)
    (aspect, point) = record.opinions[0].points
    points = (aspect.model_copy(update={"title": "清淤"}), point)
    printed = replaced(record, "opinions", "本次", title=known.title, points=points)
    printed = without(printed, "follow_ups", "上次/handling")
    printed = without(printed, "opinions", "上次")
    publish(printed)
    known.refresh_from_db()
    assert known.document.bulletin.number == 12
    assert known.letter_number == "临人大函〔2022〕8号"
    assert Response.objects.get(follow_up__opinion=known).point.title == "清淤"
    assert OpinionPoint.objects.filter(opinion=known).count() == 2


def test_in_either_order_the_opinion_is_the_same():
    record = without(small_bulletin(12), "follow_ups", "上次/handling")
    record = without(record, "opinions", "上次")
    printed = replaced(record, "opinions", "本次", title="关于防汛工作情况报告的审议意见")
    publish(printed)
    publish(small_bulletin(15))
    opinion = Opinion.objects.get(title="关于防汛工作情况报告的审议意见")
    assert opinion.document.bulletin.number == 12
    assert opinion.letter_number == "临人大函〔2022〕8号"
    assert opinion.follow_ups.count() == 1


def test_an_error_in_the_middle_leaves_everything_as_it_was(monkeypatch):
    publish(small_bulletin())
    before = all_rows()

    def fail(*args: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("sessions.importer.publishing.parts.publish_findings", fail)
    mended = replaced(small_bulletin(), "appointments", "柳青/任", reason="工作需要")
    with pytest.raises(RuntimeError):
        publish(mended)
    assert all_rows() == before


def test_a_reference_to_a_key_that_is_missing_is_one_sentence():
    broken = replaced(small_bulletin(), "appointments", "柳青/任", person="某人")
    with pytest.raises(rec.RecordError, match=r"柳青/任.*person.*某人.*请补上或改正"):
        publish(broken)
    assert not Bulletin.objects.exists()


def test_the_text_is_kept_beside_what_was_read():
    publish(small_bulletin(), text="全文")
    publish(small_bulletin(), text="全文")
    job = ImportJob.objects.get()
    assert (job.text, job.reviewed) == ("全文", None)
    assert rec.Record.model_validate(job.parsed) == small_bulletin()


class AnyOrder(HypothesisTestCase):
    @settings(max_examples=10, deadline=None)
    @given(st.permutations([12, 13, 15]))
    def test_bulletins_in_any_order_give_the_same_records(self, order: list[int]) -> None:
        for number in order:
            publish(small_bulletin(number))
        assert Session.objects.filter(kind="committee").count() == 5  # 9, 10, 12, 13, 15
        assert Document.objects.count() == 12
        assert Person.objects.count() == 3
        known = Opinion.objects.get(document=None)
        assert known.follow_ups.count() == 3
