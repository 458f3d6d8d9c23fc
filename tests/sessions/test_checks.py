"""What does not add up in the records: acts, seats, the agenda, opinions; the command."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command

from sessions.checks import Found, check_records, set_aside
from sessions.models import Bulletin
from tests import factories as make

pytestmark = pytest.mark.django_db

D1, D2, D3 = (dt.date(2020 + year, 3, 31) for year in range(3))


def found(code: str) -> list[Found]:
    return [item for item in check_records() if item.code == code]


def act(kind: str, date: dt.date | None, person: Any, post: Any, **facts: Any) -> Any:
    return make.AppointmentFactory(
        act=kind, date=date, person=person, post=post, session=None, source_page=7, **facts
    )


def test_clean_records_have_no_findings() -> None:
    person, post = make.PersonFactory(), make.PostFactory()
    act("appoint", D1, person, post)
    act("remove", D2, person, post)
    act("appoint", D2, make.PersonFactory(), post)
    act("remove", D1, make.PersonFactory(), post)
    make.CredentialsReportFactory()
    item = make.AgendaItemFactory()
    document = make.DocumentFactory(agenda_item=item, bulletin=item.bulletin)
    opinion = make.OpinionFactory(
        document=document, addressee="市政府", letter_number="青人常函〔2024〕1号"
    )
    make.FollowUpFactory(opinion=opinion, letter_number=opinion.letter_number)
    assert check_records() == []


def test_findings_of_the_import_come_with_their_place() -> None:
    row = make.FindingFactory(code="line", severity="error", page=3, line=40)
    (item,) = check_records()
    assert (item.code, item.severity, item.message) == ("line", "error", row.message)
    assert (item.resource, item.record, item.page, item.line) == (
        "bulletins", row.bulletin_id, 3, 40,
    )  # fmt: skip


def test_seats_that_do_not_add_up_are_an_error() -> None:
    row = make.CredentialsReportFactory(after=480, source_page=88)
    (item,) = found("seats")
    assert (item.severity, item.resource, item.record) == (
        "error", "credentials-reports", row.pk,
    )  # fmt: skip
    assert "484 − 8 + 3 = 480" in item.message
    assert "第 88 页" in item.message
    assert item.bulletin == row.bulletin_id


def test_more_deputies_than_seats() -> None:
    make.CredentialsReportFactory(seats=478)
    assert [item.severity for item in found("more_deputies_than_seats")] == ["error"]


def test_fewer_names_than_the_numbers_say() -> None:
    row = make.CredentialsReportFactory(vacated=2, by_elected=1, after=483)
    make.DeputyChangeFactory(bulletin=row.bulletin, document=row.document)
    make.DeputyChangeFactory(
        bulletin=row.bulletin, document=row.document, change="by_elected", cause=""
    )
    (item,) = found("deputy_names")
    assert "写明 2 人" in item.message
    assert "姓名有 1 个" in item.message


def test_a_removal_while_another_is_known_to_hold_the_post() -> None:
    post = make.PostFactory(title="主任")
    holder, removed = make.PersonFactory.create_batch(2)
    act("appoint", D1, holder, post)
    row = act("remove", D2, removed, post)
    (item,) = found("removal_of_other")
    assert item.record == row.pk
    assert holder.name in item.message
    assert removed.name in item.message


def test_two_holders_of_a_post_for_one() -> None:
    post = make.PostFactory(title="院长")
    first, second, third = make.PersonFactory.create_batch(3)
    act("elect", D1, first, post)
    act("elect", D2, second, post)
    act("elect", D3, third, post)
    assert [(first.name in i.message, second.name in i.message) for i in found("two_holders")] == [
        (True, True),
        (False, True),
    ]


@pytest.mark.parametrize("title", ["副院长", "审判员", "委员"])
def test_posts_of_several_may_have_several_holders(title: str) -> None:
    post = make.PostFactory(title=title)
    act("appoint", D1, make.PersonFactory(), post)
    act("appoint", D2, make.PersonFactory(), post)
    act("remove", D3, make.PersonFactory(), post)
    assert check_records() == []


def test_who_acts_beside_the_holder_is_no_second_holder() -> None:
    post = make.PostFactory(title="检察长")
    act("elect", D1, make.PersonFactory(), post)
    act("acting", D2, make.PersonFactory(), post)
    assert check_records() == []


def test_acts_that_are_not_resolved_or_dated() -> None:
    make.AppointmentFactory(person=None, person_name="方勤")
    make.AppointmentFactory(post=None, post_text="市某局局长")
    make.AppointmentFactory(date=None)
    make.DeputyChangeFactory(person=None, person_name="沈澄")
    assert sorted((item.code, item.resource) for item in check_records()) == [
        ("undated_act", "appointments"),
        ("unresolved_person", "appointments"),
        ("unresolved_person", "deputy-changes"),
        ("unresolved_post", "appointments"),
    ]


@pytest.mark.parametrize(
    ("day", "precision", "outside"),
    [
        (dt.date(2024, 7, 29), "day", True),
        (dt.date(2024, 7, 30), "day", False),
        (dt.date(2024, 7, 31), "day", False),
        (dt.date(2024, 8, 1), "day", True),
        (dt.date(2024, 7, 1), "month", False),
        (dt.date(2024, 7, 11), "third", True),
    ],
)
def test_adopted_outside_the_session(day: dt.date, precision: str, outside: bool) -> None:
    session = make.SessionFactory()
    facts = {"adopted_on": day, "adopted_on_precision": precision, "adopted_by": session}
    document = make.DocumentFactory(**facts)
    opinion = make.OpinionFactory(**facts)
    row = make.AppointmentFactory(date=day, date_precision=precision, session=session)
    expected = [
        ("error", "documents", document.pk),
        ("error", "opinions", opinion.pk),
        ("warning", "appointments", row.pk),
    ]
    items = found("date_outside_session")
    assert sorted((i.severity, i.resource, i.record) for i in items) == (
        expected if outside else []
    )


def test_an_agenda_item_without_a_document() -> None:
    row = make.AgendaItemFactory()
    made = make.OutcomeFactory(document=make.DocumentFactory())
    make.OutcomeFactory(item=made.item)
    make.DocumentFactory(agenda_item=make.AgendaItemFactory())
    assert [item.record for item in found("agenda_item_without_document")] == [row.pk]


def test_opinions_without_addressee_or_letter_and_letters_that_are_shared() -> None:
    bare = make.OpinionFactory()
    make.OpinionFactory.create_batch(2, addressee="市政府", letter_number="青人常函〔2024〕1号")
    (item,) = found("opinion_lacks")
    assert (item.record, item.severity) == (bare.pk, "info")
    assert "交办对象和函号" in item.message
    assert len(found("letter_number_shared")) == 2


def test_a_letter_that_no_opinion_has() -> None:
    row = make.FollowUpFactory(letter_number="青人常函〔2023〕9号")
    assert [(item.record, item.resource) for item in found("unknown_letter")] == [
        (row.pk, "follow-ups")
    ]


def test_persons_of_one_name_in_one_place() -> None:
    first = make.PersonFactory(name="方勤", note="女")
    make.PersonFactory(name="方勤", note="审判员")
    make.PersonFactory(name="方勤", jurisdiction="别处市")
    make.PersonFactory(name="方勤", note="旧", merged_into=first)
    (item,) = found("same_name")
    assert (item.record, item.severity) == (first.pk, "info")
    assert "2 位" in item.message


QUERIES = 37
ALL_OF_ONE_EACH = {
    "agenda_item_without_document",
    "agenda_number_twice",
    "date_outside_session",
    "document_missing",
    "document_off_the_agenda",
    "documents_overlap",
    "homonym",
    "names_spelled_alike",
    "opinion_lacks",
    "reply_before_opinion",
    "response_without_point",
    "same_name",
    "same_person_elsewhere",
    "seats",
    "two_holders",
    "unknown_letter",
    "unresolved_person",
}


def one_of_each(number: int = 0) -> None:
    make.FindingFactory()
    make.CredentialsReportFactory(after=480)
    post = make.PostFactory()
    act("appoint", D1, make.PersonFactory(), post)
    act("appoint", D2, make.PersonFactory(), post)
    member = make.PostFactory(organization=post.organization, title="委员")
    for place in ("青岚市", "溪口区"):
        act("appoint", D1, make.PersonFactory(name=f"岑一帆{number}", jurisdiction=place), member)
    make.AppointmentFactory(person=None, person_name="方勤")
    make.DeputyChangeFactory(person=None, person_name="沈澄")
    make.DocumentFactory(adopted_by=make.SessionFactory(), adopted_on=D1)
    item = make.AgendaItemFactory()
    make.AgendaItemFactory(bulletin=item.bulletin, session=item.session, number=item.number)
    make.DocumentFactory(bulletin=item.bulletin, kind="decision", sequence=1)
    make.DocumentFactory(bulletin=item.bulletin, sequence=3)
    make.OpinionFactory()
    follow_up = make.FollowUpFactory(letter_number="青人常函〔2023〕9号", replied_on=D1)
    make.ResponseFactory(follow_up=follow_up, point=None)
    make.ReporterFactory(person=None, name="方勤")
    make.AttendanceFactory(person=None, name="方勤")
    make.SessionChairFactory(person=None, name="方勤")
    make.DocumentAuthorFactory(person=None, name="方勤")
    make.PersonFactory(name=f"阿布·热合{number}")
    make.PersonFactory(name=f"阿布热合{number}")
    for note in ("女", "审判员"):
        make.PersonFactory(name=f"沈澄{number}", note=note)
    make.SetAsideFactory()


@pytest.mark.parametrize("times", [1, 3])
def test_a_fixed_number_of_queries(times: int, django_assert_num_queries: Any) -> None:
    for number in range(times):
        one_of_each(number)
    with django_assert_num_queries(QUERIES):
        codes = {item.code for item in check_records()}
    assert codes >= ALL_OF_ONE_EACH


def test_errors_come_first() -> None:
    one_of_each()
    order = [item.severity for item in check_records()]
    assert order == sorted(order, key=["error", "warning", "info"].index)


def test_the_command_prints_the_findings_and_fails_on_an_error(capsys: Any) -> None:
    make.CredentialsReportFactory(after=480)
    with pytest.raises(SystemExit) as end:
        call_command("check_records")
    assert end.value.code == 1
    assert "484 − 8 + 3 = 480" in capsys.readouterr().out


def test_the_command_is_content_with_warnings(capsys: Any) -> None:
    make.AgendaItemFactory()
    call_command("check_records")
    out = capsys.readouterr().out
    assert "提示" in out
    assert "议程第" in out


def test_the_command_says_that_all_is_well(capsys: Any) -> None:
    call_command("check_records")
    assert capsys.readouterr().out.strip() == "没有发现问题。"


def test_of_one_bulletin_alone_with_no_more_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(2):
        one_of_each(number)
    everything = check_records()
    for bulletin in Bulletin.objects.values_list("pk", flat=True):
        with django_assert_max_num_queries(QUERIES - OF_PERSONS):
            found_there = check_records(bulletin=bulletin)
        assert [facts_of(item) for item in found_there] == [
            facts_of(item) for item in everything if item.bulletin == bulletin
        ]


OF_PERSONS = 5


def facts_of(item: Found) -> tuple[str, str]:
    return item.fingerprint, item.message


def test_what_is_set_aside_is_listed_on_demand_alone(capsys: Any) -> None:
    make.CredentialsReportFactory(after=480)
    (item,) = found("seats")
    set_aside(found=item, reason="原件如此。", by=make.UserFactory(last_name="方", first_name="勤"))
    call_command("check_records")
    assert capsys.readouterr().out.strip() == "没有发现问题；另有已搁置的 1 条。"
    call_command("check_records", all=True)
    out = capsys.readouterr().out
    assert "484 − 8 + 3 = 480" in out
    assert "已搁置：原件如此。（方勤，" in out
