"""Quick pages answer what the long way answers, to the letter."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npcrecords.api import caching, quick_answers
from people.choices import Act
from people.queries import read_tenures
from people.tenures import Held

from .. import factories as f
from . import samples

APPOINTMENTS, TENURES = "/api/v1/appointments/", "/api/v1/tenures/"
D1, D2, D3 = dt.date(2020, 1, 7), dt.date(2022, 3, 9), dt.date(2024, 7, 31)


@pytest.fixture
def both(client, monkeypatch):
    """The quick answer to an address, which must be that of the long way."""

    def ask(path: str, **headers: str) -> Any:
        taken = []

        def quickly(request):
            taken.append(quick_answers.quick_answer(request))
            return taken[-1]

        monkeypatch.setattr(caching, "quick_answer", quickly)
        quick = client.get(path, headers=headers)
        assert taken[0] is not None, "it went the long way"
        monkeypatch.setattr(caching, "quick_answer", lambda _request: None)
        long = client.get(path, headers=headers)
        assert quick.json() == long.json()
        for name in ("Content-Type", "Content-Language", "Cache-Control", "ETag"):
            assert quick[name] == long[name]
        return quick.json()

    return ask


@pytest.fixture
def place(db) -> dict[str, Any]:
    """Acts of every look: with all parts or none, resolved or as printed, half known, told by
    several, by hand, in a draft, naming what is in a draft."""
    full = samples.appointment()
    organization = full.post.organization
    post = f.PostFactory(organization=organization, title="副局长")
    person = full.person
    bare = f.AppointmentFactory(person=None, post=None, date=None, session=None, document=None)
    printed = f.AppointmentFactory(
        post=None, explained_by_name="林言", submitted_by_name="市人民政府", reason="调任"
    )
    by_organ = f.AppointmentFactory(
        person=person, post=post, date=D1, submitted_by_organization=f.OrganizationFactory()
    )
    ended = f.AppointmentFactory(
        person=person, post=post, act="remove", date=D2, date_precision="month", date_text="三月"
    )
    later = f.AppointmentFactory(person=person, post=post, act="acting", date=D3, to_be_filed=True)
    draft = f.BulletinFactory(status="draft", session=f.SessionFactory())
    hidden = f.AppointmentFactory(person=person, post=post, bulletin=draft, document=None)
    f.AppointmentTellingFactory(
        appointment=by_organ, document=f.DocumentFactory(bulletin=draft), name="方芹"
    )
    pointing = f.AppointmentFactory(
        person=person, post=post, document=f.DocumentFactory(bulletin=draft), session=draft.session
    )
    by_hand = f.AppointmentFactory(
        person=person, post=post, bulletin=None, document=None, session=None, date=D2
    )
    return {
        "person": person, "organization": organization, "post": post, "session": full.session,
        "acts": [full, bare, printed, by_organ, ended, later, hidden, pointing, by_hand],
    }  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "", "?page_size=2", "?page_size=2&page=2", "?ordering=date", "?ordering=-person,act",
        "?person={person}", "?person={person},999", "?person=999999", "?organization={organization}",
        "?organization={organization}&date_after=2020-01-07&date_before=2022-03-09",
        "?post={post}&act=appoint,acting", "?post={post}&effect=end", "?to_be_filed=1",
        "?date_after=2022-03-09&page_size=1", "?date_before=2022-03-09,2019-01-01",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_acts(query, language, both, place) -> None:
    ids = {name: place[name].pk for name in ("person", "organization", "post")}
    found = both(APPOINTMENTS + query.format(**ids), **{"Accept-Language": language})
    *_, hidden, pointing, _ = place["acts"]
    rows = {row["id"]: row for row in found["results"]}
    assert hidden.pk not in rows
    if pointing.pk in rows:
        assert (rows[pointing.pk]["session"], rows[pointing.pk]["document"]) == (None, None)


@pytest.mark.parametrize(
    "query",
    [
        "?person={person}", "?organization={organization}", "?post={post}",
        "?organization={organization}&on=2021-05-01", "?post={post}&on=2022-03-20&include_unknown=1",
        "?person={person}&state=ended,unknown", "?person={person}&page_size=1&page=2",
        "?person={person}&ordering=-end_date", "?person={person}&on=2021-05-01,2024-08-01",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_tenures(query, language, both, place) -> None:
    ids = {name: place[name].pk for name in ("person", "organization", "post")}
    assert both(TENURES + query.format(**ids), **{"Accept-Language": language})["results"]


def test_who_was_merged_counts_as_the_other(both, place) -> None:
    old = f.PersonFactory(merged_into=place["person"])
    assert both(f"{APPOINTMENTS}?person={old.pk}")["count"] > 1
    assert both(f"{TENURES}?person={old.pk}")["count"] > 1


@pytest.mark.parametrize(
    "query",
    [
        "?person=方勤", "?organization=1&include_children=1", "?organization=1&include_predecessors=1",
        "?session=1", "?told_in=1", "?cursor=", "?format=csv", "?modified_since=2024-07-30T08:00:00Z",
        "?date_after=2024-13-01", "?unknown=1", "?act=none", "?page=0", "?page=99", "?person=",
        "?ordering=unknown", "?person=1&page_size=x",
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_what_goes_the_long_way(query, rf) -> None:
    assert quick_answers.quick_answer(rf.get(APPOINTMENTS + query)) is None


@pytest.mark.parametrize(
    "query", ["", "?on=2024-07-31", "?organization=1&include_children=1", "?person=1&on=1900-01-01"]
)
@pytest.mark.django_db
def test_tenures_that_go_the_long_way(query, rf) -> None:
    f.AppointmentFactory()
    assert quick_answers.quick_answer(rf.get(TENURES + query)) is None


@pytest.mark.parametrize(
    ("path", "method", "accept"),
    [
        ("/api/v1/posts/", "get", "*/*"),
        (APPOINTMENTS, "head", "*/*"),
        (APPOINTMENTS, "options", "*/*"),
        (APPOINTMENTS, "get", "text/csv"),
        (f"{APPOINTMENTS}1/", "get", "*/*"),
    ],
)
@pytest.mark.django_db
def test_what_is_no_question_for_a_quick_page(path, method, accept, rf) -> None:
    request = getattr(rf, method)(path, headers={"Accept": accept})
    assert quick_answers.quick_answer(request) is None


def test_staff_go_the_long_way(admin_client, place) -> None:
    found = admin_client.get(f"{APPOINTMENTS}?person={place['person'].pk}").json()["results"]
    assert place["acts"][6].pk in [row["id"] for row in found]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.django_db
def test_what_it_costs(rows, client, django_assert_num_queries) -> None:
    """The generation, whether any act was typed by hand, the rows; what else tells of them,
    where something does; and what is hidden, where there are drafts."""
    person = f.PersonFactory()
    acts = [f.AppointmentFactory(person=person) for _ in range(rows)]
    url = f"{APPOINTMENTS}?person={person.pk}"
    with django_assert_num_queries(3):
        assert client.get(url).json()["count"] == rows
    for act in acts:
        f.AppointmentTellingFactory(appointment=act)
    with django_assert_num_queries(4):
        client.get(url)
    f.BulletinFactory(status="draft")
    with django_assert_num_queries(6):
        client.get(url)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.django_db
def test_what_tenures_cost(rows, client, django_assert_num_queries) -> None:
    """The generation, the acts, those that name what is shown, the last change (two)."""
    person = f.PersonFactory()
    for _ in range(rows):
        f.AppointmentFactory(person=person)
    with django_assert_num_queries(5):
        assert client.get(f"{TENURES}?person={person.pk}").json()["count"] == rows


@pytest.mark.django_db
def test_a_draft_made_after_a_page_was_kept_stays_hidden(client) -> None:
    person = f.PersonFactory()
    f.AppointmentFactory(person=person)
    url = f"{APPOINTMENTS}?person={person.pk}"
    assert client.get(url).json()["count"] == 1
    draft = f.BulletinFactory(status="draft")
    f.AppointmentFactory(person=person, bulletin=draft, document=None)
    act = f.AppointmentFactory(person=person, document=f.DocumentFactory(bulletin=draft))
    rows = {row["id"]: row for row in client.get(url).json()["results"]}
    assert len(rows) == 2
    assert rows[act.pk]["document"] is None


kinds = st.sampled_from([act.value for act in Act])
near = st.dates(dt.date(2020, 1, 1), dt.date(2020, 3, 31))
whens = st.tuples(st.one_of(st.none(), near), st.sampled_from(["day", "month", "year", "third"]))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.lists(st.tuples(kinds, whens), min_size=1, max_size=5), min_size=1, max_size=8),
    st.lists(near, max_size=2),
)
def test_who_is_passed_over_held_the_post_on_none_of_the_days(db, lines, days) -> None:
    with transaction.atomic():
        post = f.PostFactory()
        for acts in lines:
            person = f.PersonFactory()
            for act, (day, precision) in acts:
                f.AppointmentFactory(
                    person=person, post=post, act=act, date=day, date_precision=precision
                )
        acts = post.appointments.all()
        passed_over = {t.id: t for t in read_tenures(acts)}
        for tenure in read_tenures(acts, days):
            assert passed_over.pop(tenure.id) == tenure
        assert days or not passed_over
        answers = {t.held_on(day) for t in passed_over.values() for day in days}
        assert answers <= {Held.NO}
        transaction.set_rollback(True)
