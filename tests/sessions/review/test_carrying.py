"""A file read again keeps what people mended in its first reading."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.choices import ImportState
from sessions.review.carrying import carried_over
from sessions.review.drafts import Place, data_of, find, record_of
from sessions.review.mending import mend, strike
from sessions.review.reading import hint, start

from ..importer.records import small_bulletin
from .conftest import DEMO

READ = data_of(small_bulletin())
TEXTS = st.text(alphabet="甲乙丙丁", min_size=1, max_size=4)


@given(
    posts=st.dictionaries(st.integers(0, len(READ["appointments"]) - 1), TEXTS, max_size=2),
    titles=st.dictionaries(st.integers(0, len(READ["documents"]) - 1), TEXTS, max_size=2),
    struck=st.sets(st.integers(0, len(READ["attendance"]) - 1), max_size=2),
)
@settings(max_examples=30, deadline=None)
def test_the_same_reading_carries_every_change(posts, titles, struck) -> None:
    mended = deepcopy(READ)
    for number, post in posts.items():
        mended["appointments"][number]["post"] = post
    for number, title in titles.items():
        mended["documents"][number]["title"] = title
    mended["attendance"] = [
        one for number, one in enumerate(mended["attendance"]) if number not in struck
    ]
    data, unplaced = carried_over(READ, mended, deepcopy(READ))
    assert unplaced == []
    assert data == mended


def test_what_finds_no_place_is_told_and_not_lost() -> None:
    mended = deepcopy(READ)
    mended["appointments"][0]["post"] = "副主任"
    again = deepcopy(READ)
    gone = again["appointments"].pop(0)
    data, (unplaced,) = carried_over(READ, mended, again)
    assert data == again
    assert unplaced["values"] == {"post": "副主任"}
    assert gone["name"] in unplaced["title"]


def test_a_better_reading_is_kept_where_nobody_mended() -> None:
    mended = deepcopy(READ)
    mended["appointments"][0]["post"] = "副主任"
    again = deepcopy(READ)
    again["appointments"][0]["reason"] = "到龄退休"
    data, _unplaced = carried_over(READ, mended, again)
    assert (data["appointments"][0]["post"], data["appointments"][0]["reason"]) == (
        "副主任",
        "到龄退休",
    )


@pytest.fixture
def uploaded(lin):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from sessions.review.uploads import take_in

    job = take_in(file=SimpleUploadedFile("公报.txt", DEMO.read_bytes()), by=lin).job
    start(job)
    return job


@pytest.mark.django_db
def test_two_documents_are_joined_by_a_hint_and_parted_again(uploaded, lin) -> None:
    documents = record_of(uploaded).documents
    second = documents[1]
    act = record_of(uploaded).appointments[0]
    mend(job=uploaded, place=Place("appointments", act.key), values={"reason": "核对"}, by=lin)
    hint(job=uploaded, not_starts=second.line_start, by=lin)
    uploaded.refresh_from_db()
    assert uploaded.state == ImportState.REVIEW
    assert len(record_of(uploaded).documents) == len(documents) - 1
    kept = find(data_of(record_of(uploaded)), Place("appointments", act.key))
    assert kept["reason"] == "核对"
    hint(job=uploaded, starts=second.line_start, by=lin)
    uploaded.refresh_from_db()
    assert [one.title for one in record_of(uploaded).documents] == [one.title for one in documents]


@pytest.mark.django_db
def test_reading_again_keeps_what_was_mended(uploaded, lin) -> None:
    act = record_of(uploaded).appointments[0]
    mend(job=uploaded, place=Place("appointments", act.key), values={"reason": "核对"}, by=lin)
    strike(job=uploaded, place=Place("attendance", record_of(uploaded).attendance[0].key), by=lin)
    before = record_of(uploaded)
    start(uploaded)
    uploaded.refresh_from_db()
    assert record_of(uploaded) == before
    assert "unplaced" not in uploaded.hints
