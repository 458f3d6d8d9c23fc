"""Checks of what stands where: documents, their lines, agenda numbers, papers off the agenda."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.checks import Found, check_records
from sessions.checks.scope import MOST_NAMED, numbering_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(code: str) -> list[Found]:
    return [item for item in check_records() if item.code == code]


@pytest.mark.parametrize(
    "kind",
    [
        "bill", "explanation", "draft_review", "examination", "work_report", "decision",
        "resolution", "regulation", "credentials_report", "resignation_decision",
        "appointment_list",
    ],
)  # fmt: skip
def test_a_paper_of_the_session_that_is_off_its_agenda(kind: str) -> None:
    item = make.AgendaItemFactory()
    row = make.DocumentFactory(bulletin=item.bulletin, kind=kind)
    make.DocumentFactory(bulletin=item.bulletin, kind=kind, agenda_item=item)
    (one,) = found("document_off_the_agenda")
    assert (one.severity, one.resource, one.record) == ("info", "documents", row.pk)
    assert row.title in one.message


@pytest.mark.parametrize(
    "kind",
    [
        "minutes", "agenda", "speech", "announcement", "review_opinion", "handling_report",
        "tracking_report", "survey_report", "written_report", "inquiry_record", "other",
    ],
)  # fmt: skip
def test_papers_that_need_no_item(kind: str) -> None:
    item = make.AgendaItemFactory()
    make.DocumentFactory(bulletin=item.bulletin, kind=kind)
    assert not found("document_off_the_agenda")


def test_papers_that_are_off_the_agenda_with_reason() -> None:
    make.DocumentFactory(kind="decision")  # of a session without an agenda
    item = make.AgendaItemFactory()
    of = {"bulletin": item.bulletin, "kind": "decision"}
    make.DocumentFactory(**of, adopted_by=make.SessionFactory(kind="chairpersons"))
    make.OutcomeFactory(item=item, document=make.DocumentFactory(**of))
    make.FindingFactory(
        code="doubtful_agenda_item", document=make.DocumentFactory(**of), bulletin=item.bulletin
    )
    assert not found("document_off_the_agenda")
    own = make.DocumentFactory(**of, adopted_by=item.session)
    assert [one.record for one in found("document_off_the_agenda")] == [own.pk]


def test_numbers_of_documents_that_are_missing_or_stand_twice() -> None:
    bulletin = make.BulletinFactory()
    for sequence in (1, 2, 4, 4, 7):
        make.DocumentFactory(bulletin=bulletin, sequence=sequence, line_start=None, line_end=None)
    make.DocumentFactory.create_batch(2, bulletin=make.BulletinFactory(), line_start=None)
    (missing,), (double,) = found("document_missing"), found("document_twice")
    assert (missing.resource, missing.record, missing.severity) == (
        "bulletins", bulletin.pk, "info",
    )  # fmt: skip
    assert "缺第 3、5、6 号" in missing.message
    assert (double.severity, double.record) == ("warning", bulletin.pk)
    assert "同是第 4 号" in double.message


@pytest.mark.parametrize(
    ("places", "overlapping"),
    [
        ([(0, 9), (10, 19), (20, 29)], []),
        ([(0, 9), (9, 19)], [1]),
        ([(0, 99), (10, 19), (20, 29)], [1, 2]),
        ([(20, 29), (0, 20)], [0]),
        ([(0, 9), (None, None), (10, 19)], []),
    ],
)
def test_documents_whose_lines_run_into_one_another(places: Any, overlapping: Any) -> None:
    bulletin = make.BulletinFactory()
    rows = [
        make.DocumentFactory(bulletin=bulletin, line_start=start, line_end=end)
        for start, end in places
    ]
    make.DocumentFactory(line_start=5, line_end=25)  # of another bulletin
    items = found("documents_overlap")
    assert {one.record for one in items} == {rows[number].pk for number in overlapping}
    assert all(one.severity == "warning" for one in items)


def test_agenda_numbers_that_are_missing_or_stand_twice() -> None:
    first = make.AgendaItemFactory(number=2)
    of = {"bulletin": first.bulletin, "session": first.session}
    for number in (3, 5, 5):
        make.AgendaItemFactory(**of, number=number)
    make.AgendaItemFactory(number=1)
    (missing,), (double,) = found("agenda_number_missing"), found("agenda_number_twice")
    assert (missing.resource, missing.record) == ("agenda-items", first.pk)
    assert "缺第 1、4 项" in missing.message
    assert "同是第 5 项" in double.message
    make.FindingFactory(code="numbering", bulletin=first.bulletin)  # importing told so already
    assert not found("agenda_number_missing")
    assert not found("agenda_number_twice")


def test_one_agenda_told_by_two_bulletins_is_not_double() -> None:
    first = make.AgendaItemFactory()
    make.AgendaItemFactory(session=first.session, number=1)
    assert not found("agenda_number_twice")


@given(st.lists(st.integers(1, 40), max_size=30))
def test_numbers_without_a_fault_are_those_from_one_on(numbers: list[int]) -> None:
    found = numbering_of(numbers)
    assert bool(found) is (sorted(numbers) != list(range(1, len(numbers) + 1)))
    assert len(found.missing) <= MOST_NAMED
    assert not set(found.missing) & set(numbers)


def test_a_number_far_off_names_the_first_few_alone() -> None:
    assert numbering_of([1, 9_000_000]).missing == tuple(range(2, 2 + MOST_NAMED))
