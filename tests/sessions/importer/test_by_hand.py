"""What people mended by hand stays when the bulletin is published again, until somebody says
otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from npcrecords.core import changes, history
from npcrecords.core.models import Action, ActionKind
from npcrecords.core.reverting import undo
from people.models import Appointment
from sessions.importer import record as rec
from sessions.importer.publishing.publish import publish
from sessions.models import AgendaItem, Attendance, Document

from .records import small_bulletin

pytestmark = pytest.mark.django_db


def by_hand(row: Any, **values: Any) -> Action:
    with history.acting(ActionKind.CHANGE) as recorder:
        watch = changes.Watch(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        watch.note(row)
    return recorder.action


def mended(**values: Any) -> rec.Record:
    """The record with another reading of its first appointment."""
    record = small_bulletin()
    first = record.appointments[0].model_copy(update=values)
    return record.model_copy(update={"appointments": (first, *record.appointments[1:])})


@pytest.fixture
def act() -> Appointment:
    publish(small_bulletin())
    return Appointment.objects.get(key=small_bulletin().appointments[0].key)


def test_a_mended_field_stays_and_the_others_follow_the_record(act) -> None:
    by_hand(act, reason="到龄")
    published = publish(mended(reason="工作需要", to_be_filed=True))
    act.refresh_from_db()
    assert (act.reason, act.to_be_filed) == ("到龄", True)
    (kept,) = published.kept
    assert (kept.name, kept.values) == (
        f"people.appointment:{act.pk}",
        {"reason": ["到龄", "工作需要"]},
    )


def test_the_record_wins_where_somebody_says_so(act) -> None:
    by_hand(act, reason="到龄")
    published = publish(
        mended(reason="工作需要"), take_over=frozenset({f"people.appointment:{act.pk}"})
    )
    act.refresh_from_db()
    assert (act.reason, published.kept) == ("工作需要", ())
    publish(mended(reason="另有任用"))
    act.refresh_from_db()
    assert act.reason == "另有任用", "the last word is the record's now"


def test_a_decision_that_was_undone_is_still_a_decision(act) -> None:
    """Whoever takes back a mending decides on what stands there now."""
    action = by_hand(act, reason="到龄")
    undo(action=action)
    publish(mended(reason="工作需要"))
    act.refresh_from_db()
    assert act.reason == ""


def test_what_was_deleted_stays_deleted_until_it_is_taken_over(act) -> None:
    key, pk = act.key, act.pk
    changes.remove(Appointment.objects.filter(pk=pk))
    published = publish(small_bulletin())
    assert not Appointment.objects.filter(key=key).exists()
    assert [one.name for one in published.kept] == [f"people.appointment:{pk}"]
    publish(small_bulletin(), take_over=frozenset({f"people.appointment:{pk}"}))
    assert Appointment.objects.filter(key=key).exists()


def test_what_was_deleted_and_brought_back_follows_the_record_again(act) -> None:
    with history.acting(ActionKind.DELETE) as recorder:
        changes.remove(Appointment.objects.filter(pk=act.pk))
    undo(action=recorder.action)
    published = publish(mended(reason="工作需要"))
    act.refresh_from_db()
    assert (act.reason, published.kept) == ("工作需要", ())


def test_a_mended_list_of_parts_stays_whole(act) -> None:
    item = AgendaItem.objects.get(key="1")
    with history.acting(ActionKind.CHANGE):
        watch = changes.Watch(item)
        item.reporter_set.update(role="市长")
        item.save()
        watch.note(item)
    record = small_bulletin()
    reporter = rec.Reporter(name="沈一鸣", person="沈一鸣", role="代市长")
    items = (record.agenda[0].model_copy(update={"reporters": (reporter,)}),)
    published = publish(record.model_copy(update={"agenda": items}))
    assert item.reporter_set.get().role == "市长"
    assert [one.table for one in published.kept] == ["congress.reporter"]


def test_undoing_a_whole_publication_is_no_decision_on_its_rows() -> None:
    publish(small_bulletin())
    undo(action=Action.objects.get())
    assert not Document.objects.exists()
    published = publish(small_bulletin())
    assert published.kept == ()
    assert Document.objects.count() == len(small_bulletin().documents)
    assert Attendance.objects.count() == len(small_bulletin().attendance)
