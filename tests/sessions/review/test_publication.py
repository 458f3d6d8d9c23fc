"""Publishing what was reviewed: shown first, then done, all of it or nothing."""

from __future__ import annotations

import pytest

from npcrecords.core.changes import Watch
from npcrecords.core.generation import current_generation
from npcrecords.core.history import acting
from npcrecords.core.models import Action, ActionKind, Change, Tombstone
from people.models import Appointment, Person
from sessions.choices import ImportState
from sessions.importer import record as rec
from sessions.models import Bulletin, Document, Finding, ImportJob, SetAside
from sessions.review.claims import claim
from sessions.review.drafts import Place, record_of
from sessions.review.mending import mend, strike
from sessions.review.publication import (
    NotPublishedError,
    OutdatedError,
    obstacles,
    outlook,
    publish_job,
    wants_reason,
)
from sessions.review.questions import questions, settle

from ..importer.records import small_bulletin
from .conftest import job_of

pytestmark = pytest.mark.django_db
APPOINTED = Place("appointments", small_bulletin().appointments[0].key)
TABLES = (Bulletin, Document, Appointment, Person, Change, Action, Tombstone, ImportJob)


def everything() -> dict[str, list]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


def asking(*findings: rec.Finding) -> ImportJob:
    return job_of(small_bulletin().model_copy(update={"findings": findings}))


def warning(code: str = "lonely_mark") -> rec.Finding:
    return rec.Finding(code=code, severity="warning", message=f"第3行：{code}。", line=3)


def test_the_outlook_says_all_and_writes_nothing(job) -> None:
    before, generation = everything(), current_generation()
    found = outlook(job)
    assert found.published.counts["documents"]["inserted"] == len(small_bulletin().documents)
    assert len(found.published.changes) > 20
    assert everything() == before
    assert current_generation() == generation


def test_what_the_outlook_says_is_what_publishing_does(job, lin) -> None:
    found = outlook(job)
    done = publish_job(job=job, by=lin, seen=found.seen)
    assert done.counts == found.published.counts
    job.refresh_from_db()
    assert job.state == ImportState.PUBLISHED
    assert job.bulletin == done.bulletin
    assert job.claimed_by is None
    assert Bulletin.objects.get().status == "published"
    action = Action.objects.get(kind=ActionKind.IMPORT)
    assert action.by == lin
    assert action.changes.count() == len(found.published.changes)
    assert outlook(job).changes_nothing


def test_mended_facts_are_published_and_struck_ones_are_not(job, lin) -> None:
    mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=lin)
    second = Place("appointments", record_of(job).appointments[1].key)
    strike(job=job, place=second, by=lin)
    publish_job(job=job, by=lin)
    assert Appointment.objects.get(key=APPOINTED.key).post.title == "副主任"
    assert not Appointment.objects.filter(key=second.key).exists()


def test_mending_after_publishing_changes_what_was_mended(job, lin) -> None:
    publish_job(job=job, by=lin)
    before = Appointment.objects.get(key=APPOINTED.key)
    mend(job=job, place=APPOINTED, values={"reason": "到龄退休"}, by=lin)
    found = outlook(job)
    assert [change.values for change in found.published.changes] == [{"reason": ["", "到龄退休"]}]
    publish_job(job=job, by=lin, seen=found.seen)
    after = Appointment.objects.get(key=APPOINTED.key)
    assert (after.pk, after.reason) == (before.pk, "到龄退休")


def test_errors_block_and_warnings_want_a_reason(lin) -> None:
    error = rec.Finding(code="text_too_long", severity="error", message="第9行太长。", line=9)
    job = asking(error, warning())
    with pytest.raises(NotPublishedError, match="1 个错误"):
        publish_job(job=job, by=lin)
    question = next(one for one in questions(job, record_of(job)) if one.finding == error)
    settle(job=job, fingerprint=question.fingerprint, reason="已对照原件。", by=lin)
    assert len(wants_reason(job, record_of(job))) == 1
    with pytest.raises(NotPublishedError, match="写一句话"):
        publish_job(job=job, by=lin, reason="  ")
    assert not Bulletin.objects.exists()
    publish_job(job=job, by=lin, reason="原件如此。")
    assert Action.objects.get(kind=ActionKind.IMPORT).reason == "原件如此。"


def test_what_was_decided_goes_on_to_hold_for_the_published_findings(lin) -> None:
    job = asking(warning("numbering"), warning("lonely_mark"))
    question = next(
        one for one in questions(job, record_of(job)) if one.finding.code == "numbering"
    )
    settle(job=job, fingerprint=question.fingerprint, reason="原件跳号。", by=lin)
    publish_job(job=job, by=lin, reason="都核对过。")
    reasons = dict(SetAside.objects.values_list("code", "reason"))
    assert reasons == {"numbering": "原件跳号。", "lonely_mark": "都核对过。"}
    assert Finding.objects.count() == 2


def test_findings_that_were_solved_are_not_published(lin) -> None:
    record = small_bulletin()
    bulletin = record.bulletin.model_copy(update={"number": None})
    finding = warning("no_issue_number")
    job = job_of(record.model_copy(update={"bulletin": bulletin, "findings": (finding,)}))
    mend(job=job, place=Place("bulletin"), values={"number": 12}, by=lin)
    publish_job(job=job, by=lin)
    assert not Finding.objects.exists()


def test_a_second_person_publishes_where_the_office_wants_it(job, lin, gao, settings) -> None:
    settings.NPC_SECOND_PERSON = True
    mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=lin)
    job.claimed_by = job.claimed_at = None
    job.save()
    with pytest.raises(NotPublishedError, match="由两个人做"):
        publish_job(job=job, by=lin)
    publish_job(job=job, by=gao)
    settings.NPC_SECOND_PERSON = False
    assert obstacles(job, record_of(job), lin) == []


def test_while_another_person_reviews_nobody_publishes(job, lin, gao) -> None:
    claim(job=job, by=lin)
    with pytest.raises(NotPublishedError, match="林青正在审核"):
        publish_job(job=job, by=gao)


def test_what_changed_since_it_was_shown_is_shown_again(job, lin) -> None:
    seen = outlook(job).seen
    mend(job=job, place=APPOINTED, values={"post": "副主任"}, by=lin)
    with pytest.raises(OutdatedError, match="又有变动"):
        publish_job(job=job, by=lin, seen=seen)
    assert not Bulletin.objects.exists()


def by_hand(lin, **values) -> Appointment:
    """Mend the published appointment as a clerk does on its own page."""
    row = Appointment.objects.get(key=APPOINTED.key)
    with acting(ActionKind.CHANGE, by=lin):
        watch = Watch(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        watch.note(row)
    return row


def test_what_was_mended_by_hand_stays_and_is_shown(job, lin) -> None:
    publish_job(job=job, by=lin)
    row = by_hand(lin, reason="工作调动")
    found = outlook(job)
    (kept,) = found.published.kept
    assert kept.values == {"reason": ["工作调动", ""]}
    assert found.changes_nothing
    publish_job(job=job, by=lin, seen=found.seen)
    row.refresh_from_db()
    assert row.reason == "工作调动"


def test_what_the_file_says_is_taken_over_when_somebody_says_so(job, lin) -> None:
    publish_job(job=job, by=lin)
    row = by_hand(lin, reason="工作调动")
    take_over = frozenset({outlook(job).published.kept[0].name})
    found = outlook(job, take_over=take_over)
    publish_job(job=job, by=lin, seen=found.seen, take_over=take_over)
    row.refresh_from_db()
    assert row.reason == ""
    assert outlook(job).published.kept == (), "the record has the last word now"


def test_a_record_that_no_table_holds_is_refused_with_a_sentence(job, lin) -> None:
    record = record_of(job)
    people = (*record.people, rec.Person(key="twin", name=record.people[0].name))
    ImportJob.objects.update(
        parsed=record.model_copy(update={"people": people}).model_dump(mode="json")
    )
    job.refresh_from_db()
    with pytest.raises(rec.RecordError, match="分不清是一人还是两人"):
        publish_job(job=job, by=lin)
    assert not Bulletin.objects.exists()
