"""What people mend stands beside what the machine read, which stays as it was."""

from __future__ import annotations

import pytest

from npcrecords.core.models import Action, ActionKind, Change
from people.models import Person
from sessions.importer import record as rec
from sessions.importer.publishing.soundness import unsound
from sessions.models import ImportJob
from sessions.review.choosing import ORGANIZATIONS, PEOPLE, Chosen
from sessions.review.claims import ClaimedError, claim
from sessions.review.drafts import (
    Place,
    data_of,
    differing,
    digest,
    find,
    items,
    places,
    record_of,
    stands,
    value_at,
    was_read,
)
from sessions.review.kinds import KINDS
from sessions.review.mending import ChangedMeanwhileError, MendError, add, mend, restore, strike

from ..importer.records import small_bulletin
from .conftest import job_of
from .forms import form_of, sent

pytestmark = pytest.mark.django_db
APPOINTED = Place("appointments", small_bulletin().appointments[0].key)


def appointment(job) -> rec.Appointment:
    job.refresh_from_db()
    return next(one for one in record_of(job).appointments if one.key == APPOINTED.key)


def test_a_mended_field_stands_beside_what_was_read(job, lin) -> None:
    before = job.parsed
    mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=lin)
    assert appointment(job).post == "副主任"
    job.refresh_from_db()
    assert job.parsed == before
    assert list(job.reviewers.all()) == [lin]
    assert job.claimed_by == lin


def test_the_history_tells_who_mended_what(job, lin) -> None:
    post = appointment(job).post
    mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=lin)
    action = Action.objects.get(kind=ActionKind.REVIEW)
    assert action.by_name == "林青"
    change = Change.objects.get(action=action)
    assert (change.table, change.record_id) == ("congress.importjob", job.pk)
    assert change.values == {f"{APPOINTED}/post": [post, "副主任"]}


def test_saving_without_a_change_leaves_no_trace(job, lin) -> None:
    mend(job=job, place=APPOINTED, values={"post": appointment(job).post}, by=lin)
    assert not Action.objects.exists()
    job.refresh_from_db()
    assert job.reviewed is None


def test_restoring_brings_back_what_was_read(job, lin) -> None:
    mend(job=job, place=APPOINTED, values={"post": "副主任", "reason": "到龄"}, by=lin)
    restore(job=job, place=APPOINTED, by=lin)
    assert stands(job) == was_read(job)


def test_an_item_is_struck_and_comes_back_where_it_stood(job, lin) -> None:
    keys = [one["key"] for one in items(stands(job), KINDS["appointments"])]
    strike(job=job, place=APPOINTED, by=lin)
    assert find(stands(job), APPOINTED) is None
    restore(job=job, place=APPOINTED, by=lin)
    assert [one["key"] for one in items(stands(job), KINDS["appointments"])] == keys


def test_what_named_a_struck_document_names_nothing(job, lin) -> None:
    document = next(one for one in record_of(job).opinions if one.document).document
    strike(job=job, place=Place("documents", document), by=lin)
    record = record_of(job)
    assert rec.broken_reference(record) == ""
    assert all(one.document != document for one in record.opinions)


def test_what_a_struck_document_told_of_an_act_goes_with_it(lin, db) -> None:
    record = small_bulletin().model_copy(update={"findings": ()})
    act = record.appointments[0]
    assert act.source is not None
    where = [one.key for one in record.documents if one.key != act.source.document][:2]
    told = tuple(
        rec.ActTelling(source=rec.Source(document=key, line_start=1, line_end=1)) for key in where
    )
    acts = (act.model_copy(update={"told": told}), *record.appointments[1:])
    struck = next(key for key in where if key not in {one.document for one in record.follow_ups})
    job = job_of(record.model_copy(update={"appointments": acts}))
    strike(job=job, place=Place("documents", struck), by=lin)
    kept = appointment(job)
    assert [one.source.document for one in kept.told] == [key for key in where if key != struck]
    assert kept.source == act.source
    assert unsound(record_of(job)) == ""


def test_what_another_cannot_do_without_is_not_struck(job, lin) -> None:
    document = record_of(job).follow_ups[0].document
    before = stands(job)
    with pytest.raises(MendError, match="离不开"):
        strike(job=job, place=Place("documents", document), by=lin)
    job.refresh_from_db()
    assert stands(job) == before


def test_an_item_is_added_with_a_key_of_its_own(job, lin) -> None:
    values = {"name": "贺知秋", "act": "remove", "post": "主任", "source.line_start": 7}
    first = add(job=job, place=Place("appointments"), values=values, by=lin)
    second = add(job=job, place=Place("appointments"), values=values, by=lin)
    assert first.key != second.key
    made = find(stands(job), second)
    assert (made["name"], made["source"]["line_end"]) == ("贺知秋", 7)
    restore(job=job, place=second, by=lin)
    assert find(stands(job), second) is None


def test_a_section_is_added_to_its_document_in_order(job, lin) -> None:
    document = record_of(job).documents[0].key
    before = len(record_of(job).documents[0].sections)
    values = {"marker": "九、", "heading": "附则", "text": None}
    place = add(job=job, place=Place("sections", "", document), values=values, by=lin)
    sections = record_of(job).documents[0].sections
    assert len(sections) == before + 1
    assert sections[-1].key == place.key
    assert sections[-1].order > max((one.order for one in sections[:-1]), default=-1)


def test_another_person_s_review_is_not_touched(job, lin, gao) -> None:
    claim(job=job, by=lin)
    with pytest.raises(ClaimedError):
        mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=gao)
    assert stands(job) == was_read(job)


def test_an_item_changed_in_another_window_is_not_overwritten(job, lin) -> None:
    seen = digest(find(stands(job), APPOINTED))
    mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=lin, seen=seen)
    with pytest.raises(ChangedMeanwhileError, match="刚刚在别处改过"):
        mend(job=job, place=APPOINTED, values={"post": "主任"}, by=lin, seen=seen)
    assert appointment(job).post == "副主任"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"act": "hire"}, "act"),
        ({"post": None}, "post"),
        ({"date.on": "2024-13-01"}, "日期"),
        ({"agenda_item": "没有这一项"}, "没有它"),
    ],
)
def test_what_the_record_does_not_take_is_a_sentence(job, lin, values, words) -> None:
    with pytest.raises(MendError, match=words):
        mend(job=job, place=APPOINTED, values=values, by=lin)
    assert stands(job) == was_read(job)


def test_an_item_that_is_gone_is_told(job, lin) -> None:
    strike(job=job, place=APPOINTED, by=lin)
    with pytest.raises(MendError, match="已经不在记录里"):
        mend(job=job, place=APPOINTED, values={"post": "主任"}, by=lin)


# Choosing persons and organisations


def test_a_person_held_already_comes_into_the_record(job, lin) -> None:
    held = Person.objects.create(name="贺知秋", jurisdiction="青岚市", note="女")
    chosen = Chosen(PEOPLE, "id", str(held.pk))
    mend(job=job, place=APPOINTED, values={"person": chosen}, by=lin)
    key = appointment(job).person
    item = next(one for one in record_of(job).people if one.key == key)
    assert (item.name, item.note, item.jurisdiction, item.exact) == ("贺知秋", "女", "青岚市", True)
    mend(
        job=job,
        place=Place("appointments", record_of(job).appointments[1].key),
        values={"person": chosen},
        by=lin,
    )
    assert record_of(job).appointments[1].person == key, "the same person, named once"


def test_a_new_organisation_is_of_the_place(job, lin) -> None:
    chosen = Chosen(ORGANIZATIONS, "new", "临溪市数据局")
    mend(job=job, place=APPOINTED, values={"organization": chosen}, by=lin)
    made = next(one for one in record_of(job).organizations if one.name == "临溪市数据局")
    assert made.jurisdiction == "临溪市"
    assert appointment(job).organization == made.key


def test_a_choice_that_is_gone_is_told(job, lin) -> None:
    with pytest.raises(MendError, match="选定的人员已经不在了"):
        mend(job=job, place=APPOINTED, values={"person": Chosen(PEOPLE, "id", "99")}, by=lin)


@pytest.mark.parametrize("text", ["", "17", "key:", "drop:x", "id: "])
def test_what_no_picker_sends_is_no_choice(text) -> None:
    assert Chosen.of(PEOPLE, text) is None


# The forms


def plain(value):
    """A value of a form with what was chosen named by its key."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value.value if isinstance(value, Chosen) else value


def check_forms_change_nothing(record: rec.Record) -> int:
    """Every item's form, sent as it is shown, is right and says what the record says."""
    data = data_of(record)
    number = 0
    for place, item in places(data):
        form = form_of(data, place, sent(form_of(data, place)))
        assert form.is_valid(), (
            place,
            form.errors,
            [row.errors for r in form.row_sets for row in r.forms],
        )
        for path, value in form.values().items():
            assert (value_at(item, path) or None) == (plain(value) or None), (str(place), path)
        number += 1
    return number


def test_a_form_sent_as_it_is_shown_changes_nothing(demo_record) -> None:
    assert check_forms_change_nothing(small_bulletin()) > 20
    assert check_forms_change_nothing(demo_record) > 200


def test_every_kind_has_a_form_for_a_new_item(demo_record) -> None:
    data = data_of(demo_record)
    within = {
        "documents": demo_record.documents[0].key,
        "opinions": demo_record.opinions[0].key,
        "follow_ups": demo_record.follow_ups[0].key,
    }
    for kind in KINDS.values():
        form = form_of(data, Place(kind.name, "", within.get(kind.within, "")))
        assert [part for part in form.parts() if "field" in part], kind.name


def test_rows_are_added_struck_and_kept(demo_record) -> None:
    data = data_of(demo_record)
    place, item = next(
        (place, item)
        for place, item in places(data)
        if place.kind == "documents" and item["authors"]
    )
    posted = sent(form_of(data, place))
    number = int(posted["rows-authors-number"])
    held = len(item["authors"])
    posted[f"rows-authors-{held}-text"] = "市司法局局长 贺知秋"
    posted["rows-authors-0-strike"] = "on"
    form = form_of(data, place, posted)
    assert form.is_valid()
    assert number == held + 2
    texts = [row["text"] for row in form.values()["authors"]]
    assert texts == [*(one["text"] for one in item["authors"][1:]), "市司法局局长 贺知秋"]


def test_a_row_that_lacks_what_it_needs_is_refused(demo_record) -> None:
    data = data_of(demo_record)
    place = next(place for place, _item in places(data) if place.kind == "documents")
    posted = sent(form_of(data, place))
    rows = next(row for row in form_of(data, place).row_sets if row.rows.path == "relations")
    posted[f"rows-relations-{rows.number - 1}-kind"] = "about"
    form = form_of(data, place, posted)
    assert not form.is_valid()
    assert "请填写这一栏" in str(form.row_sets[1].forms[-1].errors)


def test_differing_tells_fields_and_lists(demo_record) -> None:
    data = data_of(demo_record)
    place, item = next((p, i) for p, i in places(data) if p.kind == "agenda")
    changed = {**item, "text": "别的", "kinds": ["other"]}
    assert set(differing(place.what, item, changed)) == {"text", "kinds"}


def test_mending_does_not_slow_other_people(job, lin) -> None:
    """The text of the source is not written again with each change."""
    ImportJob.objects.update(text="原文")
    mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=lin)
    job.refresh_from_db()
    assert job.text == "原文"
