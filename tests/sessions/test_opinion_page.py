"""The page of an opinion: all that is known of it, on one screen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from npcrecords.core.models import Action, Change
from sessions.admin.opinion_rows import PointInline
from sessions.checks import check_records
from sessions.models import DueRule, Finding, Opinion, Response, SatisfactionVote

from .. import factories as f
from ..admin_pages import filled, queries_of, url
from ..core.test_conflicts import Clerk, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("groups")]
D = dt.date


@pytest.fixture
def opinion() -> Opinion:
    """Two aspects, a handling report that answers the first, a tracking report with a section
    on which it is not known what it answers."""
    row = f.OpinionFactory(considered_at=f.SessionFactory())
    first = f.OpinionPointFactory(opinion=row, title="进一步压实河长责任", order=0, number=1)
    f.OpinionPointFactory(opinion=row, title="进一步加强水质监测", order=1, number=2, marker="二、")
    handling = f.FollowUpFactory(opinion=row, author_name="市人民政府")
    f.ResponseFactory(
        follow_up=handling,
        point=first,
        heading="关于压实河长责任",
        match="reworded",
        section__text="全市河长巡河一千余次。",
        section__page=12,
    )
    tracking = f.FollowUpFactory(opinion=row, kind="tracking")
    f.ResponseFactory(
        follow_up=tracking, point=None, match="", heading="水质监测方面", section__text="监测有力。"
    )
    return row


def page_of(client: Any, opinion: Opinion) -> Any:
    answer = client.get(url(Opinion, "change", opinion.pk))
    assert answer.status_code == 200
    return answer


def press(client: Any, opinion: Opinion, button: str, value: str = "1", **typed: Any) -> Any:
    """Open the page, type, press a button."""
    data = filled(page_of(client, opinion), **typed)
    answer = client.post(url(Opinion, "change", opinion.pk), data | {button: value})
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    return answer


def field_of(data: dict[str, Any], row: Response, name: str = "point") -> str:
    """The name of a field of the form of an answer."""
    ident = next(
        key for key, value in data.items() if key.endswith("-id") and value == str(row.pk)
        and key.startswith("answers-")
    )  # fmt: skip
    return ident.removesuffix("id") + name


def test_the_answers_stand_beside_the_point_they_answer(admin_client, opinion) -> None:
    answer = page_of(admin_client, opinion)
    text = answer.content.decode()
    screen = answer.context["screen"]
    first, second = opinion.points.order_by("order")
    assert [one.row.heading for one in screen.answers[first.pk]["handling"]] == ["关于压实河长责任"]
    assert second.pk not in screen.answers
    assert [one.row.heading for one in screen.open] == ["水质监测方面"]
    assert "全市河长巡河一千余次。" in text
    assert "第12页" in text
    section = Response.objects.get(point=first).section
    assert f"{reverse('web:document', args=[section.document_id])}#s{section.pk}" in text
    assert "有 1 段答复还没有归入哪一条" in text
    for report in opinion.follow_ups.all():
        assert reverse("admin:congress_followup_change", args=[report.pk]) in text
    assert f"opinion={opinion.pk}&amp;kind=tracking" in text


def test_a_long_section_is_quoted_in_part(admin_client, opinion) -> None:
    section = Response.objects.get(point=None).section
    section.text = "监测有力。" * 1000
    section.save()
    (answer,) = page_of(admin_client, opinion).context["screen"].open
    assert answer.excerpt.startswith("监测有力。")
    assert answer.excerpt.endswith("……")
    assert len(answer.excerpt) < 200


def test_both_voices_are_typed_with_their_details(admin_client, opinion) -> None:
    government, committee = f.OrganizationFactory(), f.OrganizationFactory()
    paper = f.DocumentFactory()
    point = opinion.points.get(order=0)
    press(
        admin_client,
        opinion,
        "_save",
        **{
            "points-0-claim": "A",
            "points-0-claim_by": government.pk,
            "points-0-claim_on": "2024-11-05",
            "points-0-claim_document": paper.pk,
            "points-0-claim_page": 7,
            "points-0-verified": "partly",
            "points-0-verified_by": committee.pk,
            "points-0-verified_on": "2025年3月20日",
        },
    )
    point.refresh_from_db()
    assert (point.claim, point.claim_by, point.claim_on) == ("A", government, D(2024, 11, 5))
    assert (point.claim_document, point.claim_page) == (paper, 7)
    assert (point.verified, point.verified_by) == ("partly", committee)
    assert (point.verified_on, point.verified_document) == (D(2025, 3, 20), None)
    changed = Change.objects.get(table="congress.opinionpoint", record_id=point.pk)
    assert changed.values["claim"] == ["", "A"]


def test_details_without_a_statement_come_back_with_a_sentence(admin_client, opinion) -> None:
    data = filled(page_of(admin_client, opinion), **{"points-0-claim_on": "2024-11-05"})
    answer = admin_client.post(url(Opinion, "change", opinion.pk), data | {"_save": "1"})
    assert answer.status_code == 200
    assert "就要选定自报的结果" in answer.content.decode()
    assert opinion.points.get(order=0).claim_on is None


def test_a_repeat_is_chosen(admin_client, opinion) -> None:
    earlier = f.OpinionPointFactory(opinion__adopted_on=D(2022, 8, 16))
    press(admin_client, opinion, "_save", **{"points-1-repeat_of": earlier.pk})
    assert opinion.points.get(order=1).repeat_of == earlier
    assert earlier.opinion.title in page_of(admin_client, opinion).content.decode()


# Settling


def test_an_open_answer_is_settled_by_one_click(admin_client, opinion) -> None:
    (answer,) = page_of(admin_client, opinion).context["screen"].open
    second = opinion.points.get(order=1)
    assert answer.rivals[0].name == "二、进一步加强水质监测"
    went = press(
        admin_client, opinion, "_settle", answer.rivals[0].value, letter_number="青人大〔2024〕5号"
    )
    assert went.url == url(Opinion, "change", opinion.pk)
    row = Response.objects.get(pk=answer.row.pk)
    assert (row.point, row.match) == (second, "by_hand")
    opinion.refresh_from_db()
    assert opinion.letter_number == "青人大〔2024〕5号", "what was typed is saved along"
    action = Action.objects.latest("id")
    assert {change.table for change in action.changes.all()} == {
        "congress.opinion", "congress.response",
    }  # fmt: skip
    assert not page_of(admin_client, opinion).context["screen"].open


def test_an_answer_is_given_to_another_point_or_to_none(admin_client, opinion) -> None:
    row = Response.objects.get(heading="关于压实河长责任")
    second = opinion.points.get(order=1)
    name = field_of(filled(page_of(admin_client, opinion)), row)
    press(admin_client, opinion, "_save", **{name: str(second.pk)})
    row.refresh_from_db()
    assert (row.point, row.match) == (second, "by_hand")
    press(admin_client, opinion, "_save", **{name: ""})
    row.refresh_from_db()
    assert (row.point, row.match) == (None, "")


def test_what_nobody_touched_stays_as_it_was_matched(admin_client, opinion) -> None:
    press(admin_client, opinion, "_save", letter_number="青人大〔2024〕5号")
    assert Response.objects.get(heading="关于压实河长责任").match == "reworded"
    assert {change.table for change in Change.objects.all()} == {"congress.opinion"}


@pytest.mark.parametrize("value", ["answers-0:x", "answers-99:1", "letter_number:1", ":", ""])
def test_a_click_on_nothing_that_is_there_changes_nothing(admin_client, opinion, value) -> None:
    press(admin_client, opinion, "_settle", value)
    assert not Change.objects.exists()


def test_an_answer_is_not_given_to_a_point_of_another_opinion(admin_client, opinion) -> None:
    other = f.OpinionPointFactory()
    row = Response.objects.get(point=None)
    data = filled(page_of(admin_client, opinion))
    data[field_of(data, row)] = str(other.pk)
    answer = admin_client.post(url(Opinion, "change", opinion.pk), data | {"_save": "1"})
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.point is None


def test_a_program_that_knows_nothing_of_answers_leaves_them(admin_client, opinion) -> None:
    data = filled(page_of(admin_client, opinion), letter_number="青人大〔2024〕5号")
    sent = {k: v for k, v in data.items() if not k.startswith(("answers-", "votes-", "_version"))}
    assert admin_client.post(url(Opinion, "change", opinion.pk), sent).status_code == 302
    assert Response.objects.filter(point=None).count() == 1
    opinion.refresh_from_db()
    assert opinion.letter_number == "青人大〔2024〕5号"


def test_answers_to_points_that_are_too_many_for_the_page_are_kept(
    admin_client, opinion, monkeypatch
) -> None:
    monkeypatch.setattr(PointInline, "most", 1)
    page = page_of(admin_client, opinion)
    assert [one.row.heading for one in page.context["screen"].elsewhere] == ["关于压实河长责任"]
    press(admin_client, opinion, "_save", letter_number="青人大〔2024〕5号")
    assert Response.objects.get(heading="关于压实河长责任").point is not None


def test_the_finding_leads_to_where_it_is_settled(admin_client, opinion) -> None:
    row = Response.objects.get(point=None)
    assert any(one.code == "response_without_point" for one in check_records())
    settle = reverse("admin:congress_response_settle", args=[row.pk])
    assert settle in admin_client.get(url(Finding, "changelist")).content.decode()
    answer = admin_client.get(settle)
    assert answer.url == f"{url(Opinion, 'change', opinion.pk)}#response-{row.pk}"
    text = page_of(admin_client, opinion).content.decode()
    assert f'id="response-{row.pk}"' in text
    assert answer.url in admin_client.get(url(Response, "change", row.pk)).content.decode()
    assert admin_client.get(reverse("admin:congress_response_settle", args=[9])).status_code == 404


def test_a_doubt_of_the_importer_leads_there_too_and_ends_when_it_is_settled(
    admin_client, opinion
) -> None:
    row = Response.objects.get(point=None)
    paper = row.follow_up.document
    row.source_document, row.source_line_start = paper, 41
    row.save()
    doubt = {"bulletin": paper.bulletin, "document": paper, "code": "doubtful_response"}
    f.FindingFactory(**doubt, line=41, message="不能确定答复哪一方面。")
    f.FindingFactory(**doubt, line=52, message="另一段不能确定。")
    settle = reverse("admin:congress_response_settle_at", args=[paper.pk, 41])
    assert settle in admin_client.get(url(Finding, "changelist")).content.decode()
    assert admin_client.get(settle).url.endswith(f"#response-{row.pk}")
    nowhere = reverse("admin:congress_response_settle_at", args=[paper.pk, 52])
    assert admin_client.get(nowhere).url == url(type(paper), "change", paper.pk)
    (answer,) = page_of(admin_client, opinion).context["screen"].open
    press(admin_client, opinion, "_settle", answer.rivals[0].value)
    left = [one.line for one in check_records() if one.code == "doubtful_response"]
    assert left == [52]


# Votes, the due date, withdrawal


def test_votes_are_typed_on_the_page(admin_client, opinion) -> None:
    point = opinion.points.get(order=0)
    typed = {"voted_on": "2025-3-28", "satisfied": 31, "basically": 12, "not_satisfied": 2}
    rows = {"votes-TOTAL_FORMS": 1, "votes-0-id": "", "votes-0-opinion": opinion.pk}
    rows |= {f"votes-0-{name}": value for name, value in typed.items()}
    press(admin_client, opinion, "_save", **rows, **{"votes-0-point": point.pk})
    vote = SatisfactionVote.objects.get()
    assert (vote.opinion, vote.point, vote.satisfied) == (opinion, point, 31)
    assert vote.voted_on == D(2025, 3, 28)
    press(admin_client, opinion, "_save", **{"votes-0-point": "", "votes-0-satisfied": 30})
    vote.refresh_from_db()
    assert (vote.point, vote.satisfied) == (None, 30)


def test_a_due_date_is_proposed_and_taken_by_one_click(admin_client, opinion) -> None:
    rule = f.DueRuleFactory(place="青岚市", months=3, basis="青岚市的规定")
    assert "2024年11月16日" in page_of(admin_client, opinion).content.decode()
    opinion.refresh_from_db()
    assert opinion.due_on is None, "a rule is never applied in silence"
    press(admin_client, opinion, "_take_due", letter_number="青人大〔2024〕5号")
    opinion.refresh_from_db()
    assert opinion.due_on == D(2024, 11, 16)
    assert opinion.due_rule == f"{rule}（{rule.basis}）"
    assert opinion.letter_number == "青人大〔2024〕5号"
    change = Change.objects.get(table="congress.opinion")
    assert change.values["due_on"] == [None, "2024-11-16"]
    assert "_take_due" not in page_of(admin_client, opinion).content.decode()
    opinion.due_on = D(2024, 12, 1)
    opinion.save()
    assert "改用这个期限" in page_of(admin_client, opinion).content.decode()


def test_where_no_rule_holds_none_is_proposed(admin_client, opinion) -> None:
    DueRule.objects.all().delete()
    assert "_take_due" not in page_of(admin_client, opinion).content.decode()
    press(admin_client, opinion, "_take_due")
    opinion.refresh_from_db()
    assert (opinion.due_on, opinion.due_rule) == (None, "")


def test_a_withdrawn_opinion_says_so(admin_client, opinion) -> None:
    f.DueRuleFactory(place="青岚市")
    press(
        admin_client, opinion, "_save", withdrawn_on="2024-9-1", withdrawn_reason="报告已经撤回。"
    )
    text = page_of(admin_client, opinion).content.decode()
    assert "已于 2024年9月1日 撤回" in text
    assert "_take_due" not in text


# Two people, rights, size


def test_two_clerks_who_settle_one_answer_are_asked(opinion) -> None:
    row = Response.objects.get(point=None)
    first, second = opinion.points.order_by("order")
    one, other = Clerk("陆言", opinion), Clerk("沈朗", opinion)
    name = field_of(one.data, row)
    assert saved(one.save(**{name: str(first.pk)}))
    answer = other.save(**{name: str(second.pk)})
    assert not saved(answer)
    assert "陆言" in answer.content.decode()
    row.refresh_from_db()
    assert row.point == first
    assert saved(other.save())
    row.refresh_from_db()
    assert row.point == second


def test_two_clerks_on_different_rows_are_joined(opinion) -> None:
    row = Response.objects.get(point=None)
    second = opinion.points.get(order=1)
    one, other = Clerk("陆言", opinion), Clerk("沈朗", opinion)
    assert saved(one.save(**{field_of(one.data, row): str(second.pk)}))
    assert saved(other.save(**{"points-0-claim": "B"}))
    row.refresh_from_db()
    assert row.point == second
    assert opinion.points.get(order=0).claim == "B"


def test_who_only_looks_is_shown_all_and_no_field(opinion) -> None:
    user = f.UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name="查看员"))
    client = Client()
    client.force_login(user)
    f.DueRuleFactory(place="青岚市")
    text = page_of(client, opinion).content.decode()
    assert "全市河长巡河一千余次。" in text
    assert "水质监测方面" in text
    assert "进一步加强水质监测" in text
    assert "<select" not in text.partition('id="opinion_form"')[2]
    assert 'name="_settle"' not in text
    assert 'name="_take_due"' not in text


def test_a_clerk_does_not_settle_what_is_published(opinion) -> None:
    user = f.UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name="经办员"))
    client = Client()
    client.force_login(user)
    assert 'name="_settle"' not in page_of(client, opinion).content.decode()
    data = {"_settle": f"answers-0:{opinion.points.first().pk}", "answers-0-id": "1"}
    assert client.post(url(Opinion, "change", opinion.pk), data).status_code == 403
    assert Response.objects.filter(point=None).exists()


PAGE = 13


def test_the_page_costs_as_much_for_a_hundred_answers_as_for_one(admin_client, opinion) -> None:
    f.SatisfactionVoteFactory(opinion=opinion, point=None)
    few, statements = queries_of(admin_client, url(Opinion, "change", opinion.pk))
    paper = f.DocumentFactory()
    for _number in range(18):
        f.OpinionPointFactory(
            opinion=opinion,
            claim="A",
            claim_by=f.OrganizationFactory(),
            claim_document=paper,
            verified="solved",
            verified_by=f.OrganizationFactory(),
            repeat_of=f.OpinionPointFactory(opinion__adopted_on=D(2022, 1, 1)),
        )
    points = list(opinion.points.order_by("order"))
    for report in opinion.follow_ups.all():
        for number in range(49):
            f.ResponseFactory(follow_up=report, point=points[number % 20] if number else None)
    f.SatisfactionVoteFactory.create_batch(2, opinion=opinion, point=points[3])
    many, statements = queries_of(admin_client, url(Opinion, "change", opinion.pk))
    assert Response.objects.count() == 100
    assert many == few == PAGE, statements


def test_saving_costs_no_more_for_a_hundred_answers_that_nobody_touched(
    admin_client, opinion, django_assert_max_num_queries
) -> None:
    press(admin_client, opinion, "_save", letter_number="青人大〔2023〕5号")  # fills the caches
    counts = []
    for more in (0, 60):
        for report in opinion.follow_ups.all()[:1]:
            for _number in range(more):
                f.ResponseFactory(follow_up=report, point=opinion.points.first())
        data = filled(page_of(admin_client, opinion), letter_number=f"青人大〔2024〕{more}号")
        with django_assert_max_num_queries(200) as queries:
            answer = admin_client.post(url(Opinion, "change", opinion.pk), data)
        assert answer.status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]
