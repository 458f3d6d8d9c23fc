"""A policy document under review: recognised, mended, its people told apart, published."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from people.models import Person
from sessions.choices import ImportKind, ImportState
from sessions.importer import record as rec
from sessions.importer.reading.read import read_text
from sessions.importer.recognising import is_policy
from sessions.models import ImportJob, Measure, Policy, Task
from sessions.review.claims import ClaimedError, claim
from sessions.review.drafts import Place, find, record_of, stands
from sessions.review.identity import people_named
from sessions.review.mending import MendError, add, mend, restore, strike
from sessions.review.publication import OutdatedError, outlook, publish_job
from sessions.review.questions import OPEN, questions, settle
from sessions.review.reading import read_as, start
from sessions.review.uploads import take_in

from ... import factories as f
from ...seeds import seed
from ..importer.records import small_bulletin
from .conftest import DEMO
from .policy_records import TEXT, small_policy

pytestmark = pytest.mark.django_db
FIRST = Place("tasks", "r1/1")


def file(text: str, name: str = "清水行动.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


# Recognised


def test_a_policy_document_is_recognised_by_its_text(lin) -> None:
    job = take_in(file=file(TEXT), by=lin).job
    start(job)
    assert (job.state, job.error) == (ImportState.REVIEW, "")
    assert job.kind == ImportKind.POLICY
    record = record_of(job)
    assert isinstance(record, rec.PolicyRecord)
    assert record.policy.number == "青政发〔2020〕7号"
    assert [task.task for task in record.tasks] == ["疏浚东河", "公布水质"]


def test_a_bulletin_stays_one(lin) -> None:
    assert not is_policy(read_text(DEMO.read_text(encoding="utf-8"), DEMO.name))
    job = take_in(file=file(DEMO.read_text(encoding="utf-8"), DEMO.name), by=lin).job
    start(job)
    assert job.kind == ImportKind.BULLETIN


@pytest.mark.parametrize(
    ("number", "policy"),
    [
        ("000", True),
        ("001", False),
        ("002", True),
        ("003", True),
        ("004", True),
    ],
)
def test_the_seeds_are_recognised(number, policy) -> None:
    path = seed(number)
    assert is_policy(read_text(path.read_text(encoding="utf-8"), path.name)) is policy


def test_what_people_say_a_file_is_holds(lin) -> None:
    job = take_in(file=file(TEXT), by=lin, kind=ImportKind.BULLETIN).job
    start(job)
    assert job.kind == ImportKind.BULLETIN
    read_as(job=job, kind=ImportKind.POLICY, by=lin)
    job.refresh_from_db()
    assert job.kind == ImportKind.POLICY
    assert isinstance(record_of(job), rec.PolicyRecord)


def test_a_record_file_says_itself_what_it_is(lin) -> None:
    data = rec.dump_record(small_policy()).encode()
    job = take_in(file=SimpleUploadedFile("记录.json", data), by=lin).job
    start(job)
    assert job.kind == ImportKind.POLICY
    assert record_of(job) == small_policy()


def test_the_same_file_again_leads_to_its_import(lin) -> None:
    first = take_in(file=file(TEXT), by=lin)
    again = take_in(file=file(TEXT), by=lin)
    assert (again.job, again.known) == (first.job, True)


# Mended


def test_a_row_is_mended_and_restored(policy_job, lin) -> None:
    mend(job=policy_job, place=FIRST, values={"task": "疏浚西河"}, by=lin)
    assert find(stands(policy_job), FIRST)["task"] == "疏浚西河"
    assert policy_job.parsed["tasks"][0]["task"] == "疏浚东河", "what was read stays"
    restore(job=policy_job, place=FIRST, by=lin)
    assert find(stands(policy_job), FIRST)["task"] == "疏浚东河"


def test_a_deadline_is_mended_part_by_part(policy_job, lin) -> None:
    values = {"deadline.kind": "rolling", "deadline.on": None, "deadline.text": "持续推进"}
    mend(job=policy_job, place=FIRST, values=values, by=lin)
    deadline = record_of(policy_job).tasks[0].deadline
    assert (deadline.kind, deadline.on) == ("rolling", None)


def test_an_added_row_is_the_next_of_its_register(policy_job, lin) -> None:
    values = {"table": "r1", "row": None, "task": "清理北河", "deadline.kind": "none"}
    place = add(job=policy_job, place=Place("tasks"), values=values, by=lin)
    row = find(stands(policy_job), place)
    assert (row["row"], row["key"]) == (3, "手工1")
    measure = add(job=policy_job, place=Place("measures"), values={"heading": "保障"}, by=lin)
    assert find(stands(policy_job), measure)["order"] == 3


def test_a_struck_measure_is_named_by_no_other(policy_job, lin) -> None:
    strike(job=policy_job, place=Place("measures", "m1"), by=lin)
    assert [one["parent"] for one in stands(policy_job)["measures"]] == [None, None]


def test_a_register_with_rows_is_not_struck(policy_job, lin) -> None:
    with pytest.raises(MendError, match="离不开"):
        strike(job=policy_job, place=Place("registers", "r1"), by=lin)


def test_one_person_reviews_at_a_time(policy_job, lin, gao) -> None:
    claim(job=policy_job, by=lin)
    with pytest.raises(ClaimedError, match="林青"):
        mend(job=policy_job, place=FIRST, values={"task": "疏浚西河"}, by=gao)


# People, findings


def test_leaders_are_told_by_the_tasks_that_they_lead(policy_job) -> None:
    f.PersonFactory(name="方勤", jurisdiction="青岚市")
    (named,) = people_named(record_of(policy_job))
    assert named.chosen is not None
    assert "牵头“疏浚东河”" in named.told_as


def test_a_finding_is_settled_with_a_sentence(policy_job, lin) -> None:
    (asked,) = questions(policy_job, record_of(policy_job))
    settle(job=policy_job, fingerprint=asked.fingerprint, reason="核对过原件。", by=lin)
    (asked,) = questions(policy_job, record_of(policy_job))
    assert asked.state != OPEN


# Published


def test_publishing_makes_the_document_and_does_nothing_twice(policy_job, lin) -> None:
    foreseen = outlook(policy_job)
    assert not Policy.objects.exists(), "done and taken back"
    published = publish_job(job=policy_job, by=lin, seen=foreseen.seen)
    policy = Policy.objects.get()
    assert published.policy == policy
    assert (policy.status, policy.number) == ("published", "青政发〔2020〕7号")
    assert (Task.objects.count(), Measure.objects.count()) == (2, 3)
    job = ImportJob.objects.get(pk=policy_job.pk)
    assert (job.state, job.policy, job.claimed_by) == (ImportState.PUBLISHED, policy, None)
    assert outlook(job).changes_nothing
    assert Person.objects.get().name == "方勤"


def test_what_changed_since_it_was_shown_is_not_published(policy_job, lin) -> None:
    seen = outlook(policy_job).seen
    mend(job=policy_job, place=FIRST, values={"task": "疏浚西河"}, by=lin)
    with pytest.raises(OutdatedError):
        publish_job(job=policy_job, by=lin, seen=seen)
    assert not Policy.objects.exists()


def test_a_bulletin_and_a_policy_stand_beside_each_other(policy_job, job, lin) -> None:
    assert stands(job)["format"] != stands(policy_job)["format"]
    assert small_bulletin().bulletin.label
    with pytest.raises(MendError):
        mend(job=policy_job, place=Place("documents", "x"), values={"title": "x"}, by=lin)
