"""The pages for everybody: what they show, that drafts are not shown, in how many queries."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from sessions.models import Bulletin

from .. import factories
from ..admin_pages import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin() -> Bulletin:
    """A published bulletin with something of each kind."""
    row = factories.BulletinFactory(session__venue="青岚会堂", session__members_present=41)
    factories.SessionChairFactory(session=row.session, person=None, name="程舒")
    item = factories.AgendaItemFactory(bulletin=row, text="审议水污染防治情况的报告")
    factories.AgendaItemKindFactory(item=item)
    factories.ReporterFactory(item=item)
    report = factories.DocumentFactory(bulletin=row, title="关于水污染防治情况的报告")
    factories.OutcomeFactory(item=item, document=report)
    factories.DocumentAuthorFactory(document=report, text="市第一局局长 方勤")
    factories.SectionFactory(
        document=report, marker="一、", heading="工作情况", text="水质稳定。\n有改善。"
    )
    factories.FootnoteFactory(document=report, text="指断面。")
    factories.CitationFactory(document=report, title="水污染防治法")
    return row


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"web:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_house_says_what_to_do(client) -> None:
    assert "还没有已发布的公报" in page(client, "home")
    assert "还没有任免记录" in page(client, "appointments")
    assert "还没有审议意见" in page(client, "opinions")
    assert "还没有人员记录" in page(client, "people")


def test_the_front_page_lists_what_is_published(client, bulletin) -> None:
    draft = factories.BulletinFactory(status="draft", label="草稿第99号")
    factories.AppointmentFactory(bulletin=draft)
    text = page(client, "home")
    assert bulletin.label in text
    assert bulletin.session.name in text
    assert "草稿第99号" not in text
    assert re.search(r"<b>1</b> 文件", text)
    assert re.search(r"<b>0</b> 任免", text)
    for link in (
        "/api/v1/docs/",
        reverse("admin:index"),
        reverse("web:bulletin", args=[bulletin.pk]),
    ):
        assert f'href="{link}"' in text


def test_a_bulletin_shows_its_session_agenda_and_documents(client, bulletin) -> None:
    text = page(client, "bulletin", bulletin.pk)
    for fact in (
        "青岚会堂",
        "程舒",
        "41",
        "审议水污染防治情况的报告",
        "听取和审议报告",
        "形成审议意见",
        "关于水污染防治情况的报告",
        "市第一局局长 方勤",
        "第3–5页",
    ):
        assert fact in text, fact


def test_a_document_shows_its_text_and_where_it_stands(client, bulletin) -> None:
    report = bulletin.documents.get()
    text = page(client, "document", report.pk)
    for fact in (
        "出处：",
        "第3–5页",
        "（原文第 30–120 行）",
        "一、工作情况",
        "<p>水质稳定。</p>",
        "<p>有改善。</p>",
        "指断面。",
        "《水污染防治法》",
        "工作报告",
    ):
        assert fact in text, fact


def test_text_is_shown_as_text(client, bulletin) -> None:
    report = bulletin.documents.get()
    factories.SectionFactory(document=report, heading="<script>x</script>", text="<b>y</b>")
    text = page(client, "document", report.pk)
    assert "<script>x" not in text
    assert "<b>y</b>" not in text


def test_an_outline_without_text_says_so(client) -> None:
    section = factories.SectionFactory(text=None)
    assert "这里只有提纲" in page(client, "document", section.document_id)


def test_a_person_shows_the_acts_in_order(client) -> None:
    person = factories.PersonFactory(name="方勤", note="女")
    post = factories.PostFactory(title="庭长")
    factories.AppointmentFactory(person=person, post=post, act="remove", date="2024-05-01")
    first = factories.AppointmentFactory(person=person, post=post, act="appoint", date="2021-02-03")
    text = page(client, "person", person.pk)
    assert text.index("2021年2月3日") < text.index("2024年5月1日")
    assert text.index("任命") < text.index("免去")
    assert reverse("web:document", args=[first.document_id]) in text


def test_a_half_known_date_is_shown_as_far_as_it_is_known(client) -> None:
    person = factories.PersonFactory()
    for date, precision, words in (
        ("2019-05-01", "third", "2019年5月上旬"),
        ("2018-03-01", "month", ""),
        ("2017-01-01", "year", ""),
    ):
        factories.AppointmentFactory(
            person=person, date=date, date_precision=precision, date_text=words
        )
    text = page(client, "person", person.pk)
    for shown in ("2019年5月上旬", ">2018年3月<", ">2017年<"):
        assert shown in text
    assert "2017年1月1日" not in text


def test_a_merged_person_leads_to_the_one_that_stays(client) -> None:
    stays = factories.AppointmentFactory().person
    merged = factories.PersonFactory(merged_into=stays)
    answer = client.get(reverse("web:person", args=[merged.pk]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("web:person", args=[stays.pk]))


def test_an_opinion_is_shown_beside_what_became_of_it(client) -> None:
    opinion = factories.OpinionFactory(letter_number="青人大函〔2024〕3号")
    aspect = factories.OpinionPointFactory(opinion=opinion, title="压实责任", claim="A")
    other = factories.OpinionPointFactory(opinion=opinion, marker="二、", title="加大投入")
    handling = factories.FollowUpFactory(opinion=opinion)
    answer = factories.ResponseFactory(follow_up=handling, point=aspect, heading="关于压实责任")
    text = page(client, "opinion", opinion.pk)
    for fact in ("青人大函〔2024〕3号", "压实责任", "已解决或基本解决", "关于压实责任", "已答复"):
        assert fact in text, fact
    assert f"{reverse('web:document', args=[handling.document_id])}#s{answer.section_id}" in text
    table = text.partition("逐条对照")[2]
    assert table.index(other.title) < table.index("未见答复")
    assert opinion.title in page(client, "opinions")


def test_appointments_by_session(client) -> None:
    one, other = factories.AppointmentFactory(), factories.AppointmentFactory()
    both = page(client, "appointments")
    assert one.person_name in both
    assert other.session.name in both
    alone = page(client, "appointments", session=one.session_id)
    rows = re.sub(r"<select.*?</select>", "", alone, flags=re.DOTALL)
    assert one.person_name in rows
    assert other.session.name not in rows
    for wrong in ("x", "0", "9" * 30, "-1", "²"):
        assert client.get(reverse("web:appointments"), {"session": wrong}).status_code == 404


def test_people_are_found_by_name_and_pinyin(client) -> None:
    person = factories.AppointmentFactory(person__name="方勤").person
    factories.AppointmentFactory(person__name="陆远")
    factories.PersonFactory(name="方远")  # nothing is held on this one
    for wanted in ("方", "fangqin", "fq", "Fang Qin", "fāng qín", "fang1 qin2"):
        text = page(client, "people", q=wanted)
        assert reverse("web:person", args=[person.pk]) in text, wanted
        assert "陆远" not in text
        assert "方远" not in text
    assert "没有找到“无此人”" in page(client, "people", q="无此人\x00")


def test_drafts_are_nowhere(client) -> None:
    draft = factories.BulletinFactory(status="draft")
    appointment = factories.AppointmentFactory(bulletin=draft)
    opinion = factories.OpinionFactory(document__bulletin=draft)
    for name, pk in (
        ("bulletin", draft.pk),
        ("document", appointment.document_id),
        ("person", appointment.person_id),
        ("opinion", opinion.pk),
    ):
        assert client.get(reverse(f"web:{name}", args=[pk])).status_code == 404, name
    for name in ("home", "appointments", "opinions", "people"):
        text = page(client, name)
        assert appointment.person_name not in text
        assert opinion.title not in text
        assert draft.session.name not in text


def test_a_published_page_does_not_name_what_is_a_draft(client, bulletin) -> None:
    draft = factories.BulletinFactory(status="draft", label="草稿第99号")
    secret = factories.DocumentFactory(bulletin=draft, title="未发布的文件")
    report = bulletin.documents.get()
    factories.DocumentRelationFactory(document=report, target=secret)
    factories.DocumentRelationFactory(document=secret, target=report)
    factories.CitationFactory(document=report, title="某文件", cited_document=secret)
    factories.OutcomeFactory(item=bulletin.session.agenda_items.get(), document=secret)
    opinion = factories.OpinionFactory(document=secret)
    factories.OpinionPointFactory(opinion=opinion, title="草稿里的一条", bulletin=draft)
    factories.FollowUpFactory(opinion=opinion, bulletin=bulletin, document=report)
    person = factories.AppointmentFactory(bulletin=bulletin, document=secret).person
    for name, pk in (
        ("bulletin", bulletin.pk),
        ("document", report.pk),
        ("person", person.pk),
        ("opinion", opinion.pk),
    ):
        text = page(client, name, pk)
        assert "未发布的文件" not in text, name
        assert "草稿第99号" not in text, name
        assert "草稿里的一条" not in text, name


@pytest.mark.parametrize(
    "address", ["/nope/", "/documents/999/", "/people/0/", "/opinions/99999999999999999999/"]
)
def test_a_wrong_address_is_told_in_chinese(client, address) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_english_by_choice_and_back(client, bulletin) -> None:
    home = reverse("web:home")
    assert "已发布的公报" in client.get(home, headers={"accept-language": "en"}).content.decode()
    answer = client.get(reverse("web:language", args=["en"]), {"next": "/people/"})
    assert answer["Location"] == "/people/"
    english = client.get(home).content.decode()
    assert 'lang="en"' in english
    assert "Published bulletins" in english
    assert bulletin.label in english
    client.get(reverse("web:language", args=["zh-hans"]))
    assert "已发布的公报" in client.get(home).content.decode()
    assert (
        client.get(reverse("web:language", args=["en"]), {"next": "//evil.example/"})["Location"]
        == home
    )
    assert client.get(reverse("web:language", args=["xx"])).status_code == 404


def test_a_page_needs_nothing_from_elsewhere(client, bulletin) -> None:
    text = page(client, "bulletin", bulletin.pk)
    assert "<script" not in text
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []
    assert finders.find("web/site.css")


def test_an_act_shows_what_else_tells_of_it_and_a_document_what_it_tells(client) -> None:
    act = factories.AppointmentFactory(act="appoint")
    minutes = factories.DocumentFactory(title="青岚市人大常委会会议纪要")
    factories.AppointmentTellingFactory(appointment=act, document=minutes, page=3)
    other = factories.DocumentFactory(title="青岚市人大常委会公告")
    factories.AppointmentTellingFactory(
        appointment=act, document=other, act="acting", text="方勤代理局长"
    )
    draft = factories.DocumentFactory(
        title="没有公布的文件", bulletin=factories.BulletinFactory(status="draft")
    )
    factories.AppointmentTellingFactory(appointment=act, document=draft)
    for text in (page(client, "person", act.person_id), page(client, "document", act.document_id)):
        assert f'另见：<a href="/documents/{minutes.pk}/">{minutes.title}</a> 第3页' in text
        assert "（说法不同：“方勤代理局长”）" in text
        assert "没有公布的文件" not in text
    text = page(client, "document", minutes.pk)
    assert "这个文件也记载的任免" in text
    assert minutes.title not in text.partition("这个文件也记载的任免")[2].partition("</table>")[0]
    assert "（说法不同" in page(client, "document", other.pk)


QUERIES = {
    "home": 6,
    "bulletin": 10,
    "document": 22,
    "person": 15,
    "opinion": 10,
    "appointments": 6,
    "opinions": 7,
    "people": 2,
}


def test_each_page_takes_one_number_of_queries(client) -> None:
    def fill() -> None:
        agenda = factories.AgendaItemFactory(bulletin=row)
        factories.AgendaItemKindFactory(item=agenda)
        factories.ReporterFactory(item=agenda, person=person)
        factories.SessionChairFactory(session=row.session)
        document = factories.DocumentFactory(bulletin=row)
        factories.OutcomeFactory(item=agenda, document=document)
        factories.AttendanceFactory(bulletin=row, person=person)
        factories.DocumentAuthorFactory(document=report, person=person)
        factories.DocumentAuthorFactory(document=document)
        factories.DocumentRelationFactory(document=report, target=document)
        factories.DocumentRelationFactory(document=document, target=report)
        section = factories.SectionFactory(document=report)
        factories.FootnoteFactory(document=report, section=section)
        factories.CitationFactory(document=report, cited_document=document)
        act = factories.AppointmentFactory(bulletin=row, document=report, person=person)
        factories.AppointmentTellingFactory(appointment=act, document=document)
        other = factories.AppointmentFactory()
        factories.AppointmentTellingFactory(appointment=other, document=report)
        change = factories.DeputyChangeFactory(bulletin=row, document=report, person=person)
        factories.DeputyChangeTellingFactory(deputy_change=change, document=document)
        point = factories.OpinionPointFactory(opinion=opinion)
        follow_up = factories.FollowUpFactory(opinion=opinion, document=report, bulletin=row)
        factories.ResponseFactory(follow_up=follow_up, point=point)
        factories.OpinionFactory(report=report)

    row = factories.BulletinFactory()
    person = factories.PersonFactory()
    report = factories.DocumentFactory(bulletin=row)
    opinion = factories.OpinionFactory(document=report)
    addresses = {
        "home": reverse("web:home"),
        "bulletin": reverse("web:bulletin", args=[row.pk]),
        "document": reverse("web:document", args=[report.pk]),
        "person": reverse("web:person", args=[person.pk]),
        "opinion": reverse("web:opinion", args=[opinion.pk]),
        "appointments": reverse("web:appointments"),
        "opinions": reverse("web:opinions"),
        "people": reverse("web:people"),
    }
    fill()
    once = {name: queries_of(client, address)[0] for name, address in addresses.items()}
    fill()
    fill()
    thrice = {name: queries_of(client, address)[0] for name, address in addresses.items()}
    assert once == thrice
    assert thrice == QUERIES
