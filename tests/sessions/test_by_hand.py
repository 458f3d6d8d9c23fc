"""A whole bulletin typed in the admin, without a file, in the order of work."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from people.models import Appointment, DeputyChange, Organization, Person, Post
from sessions.models import (
    AgendaItem,
    Attendance,
    Bulletin,
    CredentialsReport,
    Document,
    FollowUp,
    Opinion,
    OpinionPoint,
    Response,
    Section,
    Session,
)

from .. import factories
from ..admin_pages import url
from ..filled_forms import fields_of, typed

pytestmark = pytest.mark.django_db


def links_of(client, bulletin: Bulletin) -> dict[str, str]:
    """The links of the steps on the bulletin's page, by their words."""
    page = client.get(url(Bulletin, "change", bulletin.pk))
    steps = page.context["steps"]
    links = [link for step in steps for link in (*step.lists, *step.adds)]
    links += [what for step in steps for what in step.missing if not isinstance(what, str)]
    return {link.text: link.url for link in links}


def missing_of(client, bulletin: Bulletin) -> list[str]:
    page = client.get(url(Bulletin, "change", bulletin.pk))
    return [
        what if isinstance(what, str) else what.text
        for step in page.context["steps"]
        for what in step.missing
    ]


@pytest.fixture
def committee(db) -> Organization:
    factories.CongressFactory()
    return factories.CommitteeFactory()


def begin(client, committee) -> Bulletin:
    """The issue, and its session."""
    typed(
        client,
        url(Bulletin, "add"),
        issuer=committee.pk,
        place="青岚市",
        term=18,
        number=9,
        running_number=12,
        pages=12,
    )
    bulletin = Bulletin.objects.get()
    assert bulletin.label == "十八届第9号（总第12期）"
    typed(
        client,
        links_of(client, bulletin)["＋ 录入会议"],
        number=9,
        start_date="2024年7月30日",
        end_date="2024-07-31",
        members_present=4,
        attendance_text="主持：主任方勤\n出席：林言、沈 朗，秘书长陆宁\n列席：副市长程舒，8名市人大代表",
    )
    bulletin.refresh_from_db()
    return bulletin


def test_a_whole_bulletin_is_typed_and_published_and_everybody_sees_it_all(
    admin_client, client, committee
) -> None:
    client = admin_client
    government = factories.OrganizationFactory(name="青岚市人民政府", classification="government")
    bulletin = begin(client, committee)
    session = bulletin.session
    assert session is not None, "the session is the bulletin's"
    assert session.name == "青岚市第十八届人民代表大会常务委员会第九次会议"
    assert session.end_date == dt.date(2024, 7, 31)
    there = list(Attendance.objects.order_by("pk").values_list("name", "status", "count"))
    assert there == [
        ("方勤", "chair", None),
        ("林言", "member", None),
        ("沈朗", "member", None),
        ("陆宁", "member", None),
        ("程舒", "non_voting", None),
        ("市人大代表", "deputy", 8),
    ]
    assert list(session.chair_set.values_list("order", "name")) == [(0, "方勤")]
    assert set(Attendance.objects.values_list("bulletin", flat=True)) == {bulletin.pk}

    # The agenda: two items, one after the other.
    answer = typed(
        client,
        links_of(client, bulletin)["＋ 议程"],
        "_addanother",
        text="听取和审议市人民政府关于水污染防治情况的报告",
        **{
            "kind_set-0-kind": "hear_report",
            "reporter_set-0-name": "程舒",
            "reporter_set-0-role": "副市长",
            "outcome_set-0-kind": "opinion_to_follow",
        },
    )
    typed(client, answer.url, text="审议人事任免事项", **{"kind_set-0-kind": "personnel"})
    items = list(AgendaItem.objects.order_by("number"))
    assert [(item.number, item.number_text) for item in items] == [(1, "一"), (2, "二")]
    assert {item.bulletin_id for item in items} == {bulletin.pk}
    assert "有 2 项议程没有文件。" in missing_of(client, bulletin)

    # Documents with their sections.
    report = document(
        client, bulletin, "＋ 报告", title="关于水污染防治情况的报告", page_end=4,
        agenda_item=items[0].pk,
        **{
            "author_set-0-text": "青岚市人民政府",
            "author_set-0-organization": government.pk,
            "sections-0-marker": "一、",
            "sections-0-heading": "工作情况",
            "sections-0-text": "全市水质总体稳定。",
        },
    )  # fmt: skip
    assert (report.sequence, report.page_start, report.page_end) == (1, 1, 4)
    assert report.adopted_on is None, "a report is not adopted"
    section = Section.objects.get()
    assert (section.order, section.level, section.parent) == (0, 1, None)
    more_sections(client, report)
    paper = document(
        client, bulletin, "＋ 审议意见文件", title="关于水污染防治情况报告的审议意见",
        page_end=6, addressee="市人民政府",
    )  # fmt: skip
    assert (paper.sequence, paper.page_start) == (2, 4), "it begins where the last one ends"
    typed(
        client,
        links_of(client, bulletin)["《关于水污染防治情况报告的审议意见》还没有录成审议意见"],
        letter_number="青人大常办函〔2024〕5号",
        addressee_organization=government.pk,
        **{
            "points-0-title": "进一步压实责任",
            "points-0-text": "责任落实还不够到位。",
        },
    )
    opinion = Opinion.objects.get()
    assert opinion.report == report
    assert opinion.considered_at == session
    more_points(client, opinion)

    # A list with its acts, on the session's last day.
    names = document(
        client, bulletin, "＋ 任免名单", title="青岚市人大常委会任免名单", page_end=7,
        **{
            "appointments-0-person_name": "顾远",
            "appointments-0-act": "appoint",
            "appointments-0-post_text": "青岚市人大常委会办公厅副主任",
        },
    )  # fmt: skip
    assert names.adopted_on == dt.date(2024, 7, 31)
    assert names.adopted_by == session
    act = Appointment.objects.get()
    assert (act.date, act.session, act.bulletin) == (dt.date(2024, 7, 31), session, bulletin)
    another_act(client, bulletin, names)
    typed(
        client,
        links_of(client, bulletin)["＋ 代表变动"],
        person_name="郑澄",
        electoral_unit="溪口区",
        change="vacated",
        cause="moved_away",
    )
    change = DeputyChange.objects.get()
    assert change.congress.name == "青岚市人民代表大会"
    assert (change.term, change.date) == (18, dt.date(2024, 7, 31))
    typed(
        client, links_of(client, bulletin)["＋ 代表人数增减"], seats=300, before=298, vacated=1,
        by_elected=0, after=297,
    )  # fmt: skip
    assert CredentialsReport.objects.get().adds_up

    # What became of the opinion.
    answer_paper = document(
        client, bulletin, "＋ 文件", kind="handling_report",
        title="关于水污染防治情况审议意见研究处理情况的报告", page_end=12,
    )  # fmt: skip
    link = links_of(client, bulletin)[f"《{answer_paper.title}》还没有对应到审议意见"]
    typed(
        client,
        f"{link}&opinion={opinion.pk}",
        author_name="市人民政府",
        replied_on="2024-10-30",
        **{"responses-0-heading": "关于压实责任"},
    )
    follow_up = FollowUp.objects.get()
    assert follow_up.kind == "handling"
    response = Response.objects.get()
    assert response.point == OpinionPoint.objects.get(kind="aspect", number=1)
    assert response.bulletin == bulletin

    everybody_sees(client, bulletin)


def document(client, bulletin: Bulletin, link: str, **values) -> Document:
    before = set(Document.objects.values_list("pk", flat=True))
    answer = typed(client, links_of(client, bulletin)[link], **values)
    assert answer.url == url(Bulletin, "change", bulletin.pk), "back to the bulletin"
    return Document.objects.exclude(pk__in=before).get()


def more_sections(client, report: Document) -> None:
    """Two more, one under the other, their places and numbers filled in by themselves."""
    address = url(Document, "change", report.pk)
    first = Section.objects.get()
    data = {
        "sections-1-marker": "二、",
        "sections-1-heading": "存在问题",
        "sections-1-text": "支流治理滞后。",
    }
    typed(client, address, "_continue", **data)
    second = Section.objects.exclude(pk=first.pk).get()
    assert (second.order, second.parent) == (1, None)
    data = {"sections-2-level": 2, "sections-2-marker": "（一）", "sections-2-heading": "管网老化"}
    typed(client, address, **data)
    third = Section.objects.get(order=2)
    assert third.parent == second


def more_points(client, opinion: Opinion) -> None:
    aspect = OpinionPoint.objects.get()
    assert (aspect.kind, aspect.number, aspect.marker, aspect.order) == ("aspect", 1, "一、", 0)
    assert aspect.bulletin == opinion.document.bulletin
    address = url(Opinion, "change", opinion.pk)
    typed(client, address, **{"points-1-text": "明确河长职责。"})
    point = OpinionPoint.objects.get(kind="point")
    assert (point.number, point.marker, point.order, point.parent) == (1, "1.", 1, aspect)


def another_act(client, bulletin: Bulletin, names: Document) -> None:
    """From the list's page, with a person and a post that are made where they are needed."""
    popup = url(Person, "add") + "?_popup=1&name=卢石"
    page = client.get(popup)
    data = {**fields_of(page), "_popup": "1"}
    assert data["name"] == "卢石"
    assert client.post(popup, data).status_code == 200
    person = Person.objects.get(name="卢石")
    post = factories.PostFactory(organization__name="青岚市水利局")
    address = url(Appointment, "add") + f"?document={names.pk}"
    answer = typed(
        client,
        address,
        "_addanother",
        person_name="卢石",
        person=person.pk,
        post_text="青岚市水利局局长",
        post=post.pk,
        act="decide_remove",
        submitted_by_name="市长",
    )
    data = fields_of(client.get(answer.url))
    assert data["act"] == "decide_remove"
    assert data["submitted_by_name"] == "市长"
    assert (data["document"], data["bulletin"]) == (str(names.pk), str(bulletin.pk))
    assert data["date"] in ("2024-07-31", "2024/07/31")
    assert data["person_name"] == data["post_text"] == data["person"] == "", "what differs is empty"


def everybody_sees(client, bulletin: Bulletin) -> None:
    public = "/api/v1/"
    client.logout()
    assert client.get(f"{public}appointments/").json()["count"] == 0, "a draft"
    client.force_login(get_user_model().objects.get(username="admin"))
    typed(client, url(Bulletin, "change", bulletin.pk), "_publish")
    client.logout()
    counts = {
        "bulletins": 1, "sessions": 1, "attendances": 6, "agenda-items": 2, "documents": 4,
        "sections": 3, "appointments": 2, "deputy-changes": 1, "credentials-reports": 1,
        "opinions": 1, "opinion-points": 2, "follow-ups": 1, "responses": 1,
    }  # fmt: skip
    for resource, count in counts.items():
        assert client.get(f"{public}{resource}/").json()["count"] == count, resource
    trace = client.get(f"{public}opinions/{Opinion.objects.get().pk}/trace/").json()
    assert trace["aspects"][0]["responses"]["handling"][0]["heading"] == "关于压实责任"


# The steps of a bulletin


def test_the_page_of_a_new_bulletin_says_what_is_missing(admin_client) -> None:
    bulletin = factories.BulletinFactory(status="draft", session=None)
    missing = missing_of(admin_client, bulletin)
    assert "先录入会议。" in missing
    assert "还没有文件。" in missing
    bulletin.session = factories.SessionFactory()
    bulletin.save()
    missing = missing_of(admin_client, bulletin)
    assert "还没有议程。" in missing
    assert "还没有出席人员：可在会议页上整段粘贴。" in missing


def test_what_is_done_is_no_longer_missing(admin_client) -> None:
    paper = factories.DocumentFactory(kind="appointment_list")
    told = f"《{paper.title}》还没有录入任免"
    assert told in missing_of(admin_client, paper.bulletin)
    factories.AppointmentFactory(document=paper, bulletin=paper.bulletin)
    assert told not in missing_of(admin_client, paper.bulletin)


def test_the_next_issue_follows_the_last_one(admin_client) -> None:
    last = factories.BulletinFactory(term=18, number=4, running_number=30)
    data = fields_of(admin_client.get(url(Bulletin, "add")))
    assert (data["issuer"], data["place"], data["term"]) == (str(last.issuer_id), "青岚市", "18")
    assert (data["number"], data["running_number"]) == ("5", "31")


def test_an_address_that_names_nothing_is_no_error(admin_client) -> None:
    for value in ("0", "x", "9" * 40, "-1", "１"):
        address = f"{url(Document, 'add')}?bulletin={value}"
        assert admin_client.get(address).status_code == 200, value


def test_names_are_not_entered_twice_when_pasted_again(admin_client) -> None:
    session = factories.SessionFactory()
    address = url(Session, "change", session.pk)
    typed(admin_client, address, attendance_text="方勤、林言")
    typed(admin_client, address, attendance_text="林言、沈朗")
    assert list(Attendance.objects.order_by("pk").values_list("name", flat=True)) == [
        "方勤",
        "林言",
        "沈朗",
    ]


def test_nobody_is_recognised_by_a_pasted_name_alone(admin_client) -> None:
    person = factories.PersonFactory(name="方勤")
    session = factories.SessionFactory()
    typed(admin_client, url(Session, "change", session.pk), attendance_text="方勤")
    assert Attendance.objects.get().person is None
    found = admin_client.get(reverse("admin:people_person_candidates") + "?name=方勤").json()
    assert [one["id"] for one in found["方勤"]] == [person.pk]


def test_a_post_is_added_from_a_popup(admin_client) -> None:
    organization = factories.OrganizationFactory()
    popup = url(Post, "add") + "?_popup=1"
    data = {
        **fields_of(admin_client.get(popup)),
        "organization": organization.pk,
        "title": "副局长",
    }
    answer = admin_client.post(popup, {**data, "_popup": "1"})
    assert "popup_response" in answer.content.decode()
    assert Post.objects.get().title == "副局长"
