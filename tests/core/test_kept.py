"""Queries that are written once, and what is remembered between requests."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import F, Value

from npcrecords.core import kept, recent
from npcrecords.core.generation import current_generation, raise_generation
from people.models import Appointment

from .. import factories as f

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 7, 31)


@pytest.fixture
def written(monkeypatch):
    """Nothing kept yet; the list of what was written."""
    monkeypatch.setattr(kept, "_kept", {})
    return []


def acts_since(written):
    def write(marks):
        written.append(marks)
        rows = Appointment.objects.filter(person=marks[0], date__gte=marks[1])
        return rows.order_by("id").values_list("id", "date", "to_be_filed", "modified")

    return write


def test_a_query_is_written_once_and_asked_with_other_values(written) -> None:
    acts = [f.AppointmentFactory(date=DAY + dt.timedelta(days=n)) for n in range(3)]
    for act in acts:
        for day in (DAY, act.date, dt.date(2030, 1, 1)):
            rows = kept.ask("acts", acts_since(written), [act.person_id, day])
            expected = [(act.pk, act.date, act.to_be_filed, act.modified)]
            assert rows == (expected if day <= act.date else [])
    assert len(written) == 1


def test_values_come_as_the_orm_gives_them(written) -> None:
    act = f.AppointmentFactory(date=DAY, to_be_filed=True)
    (row,) = kept.ask("acts", acts_since(written), [act.person_id, DAY])
    assert [type(value) for value in row[1:]] == [dt.date, bool, dt.datetime]
    assert row == Appointment.objects.values_list("id", "date", "to_be_filed", "modified").get()


def test_what_is_no_value_stands_in_the_query(written) -> None:
    f.AppointmentFactory(reason="工作%需要's")
    rows = kept.ask(
        "reason",
        lambda _: (
            Appointment.objects.filter(reason="工作%需要's")
            .annotate(word=Value("100%"))
            .values_list("reason", "word")
        ),
        [],
    )
    assert rows == [("工作%需要's", "100%")]


def test_a_value_may_stand_twice(written) -> None:
    act = f.AppointmentFactory()

    def write(marks):
        return Appointment.objects.filter(person=marks[0], pk__gte=F("pk")).filter(
            person__pk__in=[marks[0]]
        )

    rows = kept.ask("twice", lambda marks: write(marks).values_list("pk"), [act.person_id])
    assert rows == [(act.pk,)]


def test_a_value_that_the_query_does_not_use_is_a_fault(written) -> None:
    with pytest.raises(ValueError, match="does not use"):
        kept.ask("none", lambda _marks: Appointment.objects.values_list("pk"), [1])


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 64, 65])
def test_any_number_of_ids(count, written, django_assert_num_queries) -> None:
    act = f.AppointmentFactory()
    ids = [act.pk + n for n in range(count)]
    with django_assert_num_queries(1 if count else 0):
        rows = kept.ask_for(
            "by id", lambda marks: Appointment.objects.filter(pk__in=marks).values_list("pk"), ids
        )
    assert rows == ([(act.pk,)] if count else [])


def test_there_is_a_bound_to_what_is_kept(written, monkeypatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for key in "abc":
        kept.ask(key, lambda _marks: Appointment.objects.values_list("pk"), [])
    assert len(kept._kept) == 1


@pytest.fixture
def clock(monkeypatch, settings):
    """A clock that stands still, and a memory of its own."""
    settings.NPC_RECENT_SECONDS = 1
    recent.forget()
    now = [100.0]
    monkeypatch.setattr(recent.time, "monotonic", lambda: now[0])
    yield now
    recent.forget()


def test_the_generation_is_asked_for_again_after_a_while(clock, django_assert_num_queries) -> None:
    raise_generation()
    with django_assert_num_queries(1):
        before = [recent.recent_generation() for _ in range(3)]
    raise_generation()
    assert recent.recent_generation() == before[0]
    clock[0] += 1
    assert recent.recent_generation() == before[0] + 1 == current_generation()


def test_what_is_remembered_holds_for_a_generation(clock) -> None:
    raise_generation()
    asked = []
    for seconds, changed in ((0, False), (1, False), (0, True), (1, False), (1, False)):
        if changed:
            raise_generation()
        clock[0] += seconds
        recent.remembered("question", lambda: asked.append(1))
    assert len(asked) == 2


def test_nothing_is_remembered_where_that_is_not_wanted(settings) -> None:
    settings.NPC_RECENT_SECONDS = 0
    asked = []
    for _ in range(2):
        recent.remembered("question", lambda: asked.append(1))
    assert len(asked) == 2
