"""Who the persons of a record are is shown and decided, never matched in silence."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Appointment, Person
from sessions.importer.publishing.publish import publish
from sessions.review.drafts import record_of
from sessions.review.identity import badges, decide, people_named
from sessions.review.mending import MendError
from sessions.review.publication import to_publish

from ... import factories
from ..importer.records import small_bulletin

pytestmark = pytest.mark.django_db
APPOINTED = small_bulletin().appointments[0]


def named(job):
    return next(one for one in people_named(record_of(job)) if one.item.key == APPOINTED.person)


def bearer(**values) -> Person:
    return Person.objects.create(name=APPOINTED.name, **{"jurisdiction": "临溪市", **values})


def published_person(job) -> Person:
    publish(to_publish(job))
    return Appointment.objects.get(key=APPOINTED.key).person


def test_a_name_that_nobody_bears_is_a_new_person(job) -> None:
    one = named(job)
    assert (one.candidates, one.chosen, one.doubtful) == ((), None, False)
    assert badges(record_of(job))[APPOINTED.person][1] == "new"
    assert published_person(job).name == APPOINTED.name


def test_the_only_bearer_is_shown_with_what_he_held(job) -> None:
    held = bearer()
    factories.AppointmentFactory(person=held, post_text="临溪市财政局局长", act="appoint")
    one = named(job)
    assert one.chosen.person == held
    assert "临溪市财政局局长" in one.chosen.held
    assert badges(record_of(job))[APPOINTED.person][1] == "known"
    assert published_person(job) == held


def test_somebody_may_say_that_it_is_another(job, lin) -> None:
    held = bearer()
    decide(job=job, key=APPOINTED.person, person=None, note="女", by=lin)
    assert named(job).chosen is None
    person = published_person(job)
    assert person != held
    assert person.note == "女"


def test_of_two_bearers_somebody_must_choose(job, lin) -> None:
    one, other = bearer(note="男"), bearer(note="女")
    assert named(job).doubtful
    assert [c.person for c in named(job).candidates] == [one, other]
    decide(job=job, key=APPOINTED.person, person=other, note="", by=lin)
    assert not named(job).doubtful
    assert published_person(job) == other


def test_the_bearer_without_a_note_can_be_meant_too(job, lin) -> None:
    plain, _other = bearer(), bearer(note="女")
    assert named(job).doubtful
    decide(job=job, key=APPOINTED.person, person=plain, note="", by=lin)
    assert published_person(job) == plain


def test_somebody_of_another_place_is_taken_only_when_chosen(job, lin) -> None:
    elsewhere = bearer(jurisdiction="青岚市")
    assert named(job).chosen is None
    assert not named(job).candidates[0].here
    decide(job=job, key=APPOINTED.person, person=elsewhere, note="", by=lin)
    assert published_person(job) == elsewhere


def test_a_new_person_must_differ_from_those_held(job, lin) -> None:
    bearer(note="女")
    with pytest.raises(MendError, match="另一个区别说明"):
        decide(job=job, key=APPOINTED.person, person=None, note="女", by=lin)
    with pytest.raises(MendError, match="已经不在记录里"):
        decide(job=job, key="没有这个人", person=None, note="", by=lin)


def test_two_queries_however_many_names(job, demo_job) -> None:
    names = {one.name for of in (job, demo_job) for one in record_of(of).people}
    for name in names:
        Person.objects.create(name=name, jurisdiction="临溪市")
    for one in (job, demo_job):
        record = record_of(one)
        with CaptureQueriesContext(connection) as queries:
            assert people_named(record)
        assert len(queries) == 2
