"""Findings of a record under review: open, settled with a sentence, solved by mending."""

from __future__ import annotations

import pytest

from npcrecords.core.models import Action
from sessions.choices import Severity
from sessions.importer import record as rec
from sessions.review.claims import ClaimedError, claim
from sessions.review.drafts import Place, record_of
from sessions.review.mending import mend
from sessions.review.questions import OPEN, SETTLED, SOLVED, open_questions, questions, settle

from ..importer.records import small_bulletin
from .conftest import job_of

pytestmark = pytest.mark.django_db


def finding(code: str, severity: str = "warning", line: int | None = 3) -> rec.Finding:
    return rec.Finding(code=code, severity=severity, message=f"第{line}行：{code}。", line=line)


@pytest.fixture
def asked(db):
    """A record with a finding of each severity, one of which mending solves."""
    record = small_bulletin()
    bulletin = record.bulletin.model_copy(update={"place": ""})
    findings = (
        finding("numbering", "info", 9),
        finding("lonely_mark"),
        finding("no_issuer", "error", 0),
    )
    return job_of(record.model_copy(update={"bulletin": bulletin, "findings": findings}))


def states(job) -> list[tuple[str, str]]:
    return [(one.finding.code, one.state) for one in questions(job, record_of(job))]


def test_the_worst_come_first(asked) -> None:
    assert states(asked) == [("no_issuer", OPEN), ("lonely_mark", OPEN), ("numbering", OPEN)]


def test_an_error_is_solved_by_mending_what_it_is_about(asked, lin) -> None:
    mend(job=asked, place=Place("bulletin"), values={"place": "临溪市"}, by=lin)
    assert states(asked) == [("lonely_mark", OPEN), ("numbering", OPEN), ("no_issuer", SOLVED)]
    assert not open_questions(asked, record_of(asked), Severity.ERROR)
    mend(job=asked, place=Place("bulletin"), values={"place": ""}, by=lin)
    assert states(asked)[0] == ("no_issuer", OPEN), "it comes back when its facts do"


def test_a_sentence_settles_and_who_wrote_it_is_kept(asked, lin) -> None:
    question = questions(asked, record_of(asked))[1]
    settle(job=asked, fingerprint=question.fingerprint, reason=" 原件如此。 ", by=lin)
    settled = next(one for one in questions(asked, record_of(asked)) if one.state == SETTLED)
    assert settled.decision["reason"] == "原件如此。"
    assert settled.decision["by_name"] == "林青"
    assert Action.objects.get().reason == "原件如此。"
    settle(job=asked, fingerprint=question.fingerprint, reason="", by=lin)
    assert ("lonely_mark", OPEN) in states(asked)


def test_what_mending_shows_wants_mending_and_no_sentence(asked) -> None:
    by_code = {one.finding.code: one for one in questions(asked, record_of(asked))}
    assert by_code["no_issuer"].wants_mending
    assert not by_code["lonely_mark"].wants_mending


def test_another_person_s_review_is_not_answered(asked, lin, gao) -> None:
    claim(job=asked, by=lin)
    with pytest.raises(ClaimedError):
        settle(job=asked, fingerprint="x", reason="原件如此。", by=gao)


@pytest.mark.parametrize(
    ("code", "values", "place"),
    [
        ("no_issue_number", {"number": 3}, Place("bulletin")),
        ("no_session_dates", {"start_date": "2023-05-30"}, Place("session")),
        ("no_session", {"meeting.number": 12}, Place("session")),
    ],
)
def test_each_of_these_is_solved_by_its_own_field(code, values, place, lin) -> None:
    record = small_bulletin()
    session = record.session.model_copy(
        update={
            "start_date": None,
            "meeting": record.session.meeting.model_copy(update={"number": None}),
        }
    )
    bulletin = record.bulletin.model_copy(update={"number": None, "running_number": None})
    job = job_of(
        record.model_copy(
            update={"session": session, "bulletin": bulletin, "findings": (finding(code, "error"),)}
        )
    )
    assert states(job) == [(code, OPEN)]
    mend(job=job, place=place, values=values, by=lin)
    assert states(job) == [(code, SOLVED)]


def test_seats_that_are_mended_add_up(lin) -> None:
    record = small_bulletin()
    report = rec.Credentials(
        key="r", congress=record.organizations[0].key, before=100, vacated=2, by_elected=1, after=97
    )
    job = job_of(
        record.model_copy(
            update={
                "credentials_reports": (report,),
                "findings": (finding("credentials_do_not_add_up"),),
            }
        )
    )
    assert states(job) == [("credentials_do_not_add_up", OPEN)]
    mend(job=job, place=Place("credentials_reports", "r"), values={"after": 99}, by=lin)
    assert states(job) == [("credentials_do_not_add_up", SOLVED)]
