"""The admin of bulletins and sessions: lists, forms, publishing, deleting."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from npcrecords.core.generation import current_generation
from npcrecords.core.models import Change, Generation, Part, Tombstone
from people.models import Appointment
from sessions.models import (
    AgendaItem,
    Attendance,
    Bulletin,
    Document,
    Finding,
    FollowUp,
    ImportJob,
    Measure,
    Opinion,
    OpinionPoint,
    OpinionTelling,
    Policy,
    Response,
    Section,
    Session,
    SetAside,
    Task,
)

from .. import factories
from ..admin_pages import (
    check_filters,
    check_list,
    check_pickers,
    make,
    models_of,
    name_of,
    queries_of,
    url,
)

pytestmark = pytest.mark.django_db

QUERIES = {
    "Session": 7,
    "Attendance": 5,
    "AgendaItem": 7,
    "Bulletin": 6,
    "ImportJob": 6,
    "Document": 8,
    "Section": 6,
    "Footnote": 5,
    "Citation": 5,
    "Opinion": 7,
    "OpinionPoint": 5,
    "FollowUp": 5,
    "Response": 5,
    "CredentialsReport": 6,
    "SatisfactionVote": 6,
    "DueRule": 5,
    "Policy": 7,
    "PolicyCitation": 5,
    "PolicyLink": 5,
    "Measure": 6,
    "Register": 5,
    "Task": 12,
    "TaskStep": 8,
}
MODELS = models_of("congress")
INLINES = [
    (Document, factories.DocumentAuthorFactory, "document"),
    (Document, factories.DocumentRelationFactory, "document"),
    (AgendaItem, factories.ReporterFactory, "item"),
    (AgendaItem, factories.OutcomeFactory, "item"),
    (Session, factories.SessionChairFactory, "session"),
    (Opinion, factories.OpinionPointFactory, "opinion"),
    (Opinion, factories.SatisfactionVoteFactory, "opinion"),
    (FollowUp, factories.ResponseFactory, "follow_up"),
    (Policy, factories.PolicyPartyFactory, "policy"),
    (Policy, factories.PolicyBasisFactory, "policy"),
    (Measure, factories.MeasureUnitFactory, "measure"),
    (Task, factories.TaskLeaderFactory, "task"),
    (Task, factories.TaskUnitFactory, "task"),
    (Task, factories.TaskCorrectionFactory, "task"),
]
MOST_WITH_ROWS = {Opinion: 13, Policy: 29}
EXEMPT = {
    Change: "shown on the page of its action, and in the history of its record",
    Generation: "a number that no person sets",
    SetAside: "decided on the page of findings",
    Tombstone: "written by what deletes",
    OpinionTelling: "what a bulletin says of an opinion, written by publishing",
}
# The page of findings stands in the place of their list: tests/sessions/test_findings_page.py.
LISTS = [model for model in MODELS if model is not Finding]


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_a_list_takes_the_same_few_queries_for_one_row_and_for_three(admin_client, model) -> None:
    check_list(admin_client, model, QUERIES[model.__name__])


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_every_filter_and_search_answers(admin_client, model) -> None:
    check_filters(admin_client, model)


@pytest.mark.parametrize("model", [m for m in MODELS if m not in (Finding, ImportJob)], ids=name_of)
def test_links_are_picked_by_typing(admin_client, model) -> None:
    check_pickers(admin_client, model)


@pytest.mark.parametrize(("model", "factory", "name"), INLINES)
def test_a_form_takes_the_same_queries_for_one_inline_and_for_four(
    admin_client, model, factory, name
) -> None:
    row = make(model, 1)[0]
    address = url(model, "change", row.pk)
    factory(**{name: row})
    one, _ = queries_of(admin_client, address)
    for _number in range(3):
        factory(**{name: row})
    four, statements = queries_of(admin_client, address)
    assert one == four, statements
    assert four <= MOST_WITH_ROWS.get(model, 10)


@pytest.mark.parametrize("label", ["congress", "core"])
def test_every_model_has_an_admin_or_an_exemption(label) -> None:
    for model in apps.get_app_config(label).get_models():
        if (
            issubclass(model, Part) and model not in EXEMPT
        ):  # edited on the page of the record it is part of
            owner = model._meta.get_field(model.part_of).related_model
            inlines = admin.site.get_model_admin(owner).inlines
            assert model in [inline.model for inline in inlines], model
        else:
            assert admin.site.is_registered(model) is not (model in EXEMPT), model


def test_the_index_is_in_the_order_of_work_and_in_chinese(admin_client) -> None:
    answer = admin_client.get(reverse("admin:index"))
    text = answer.content.decode()
    assert "npcrecords 公报记录 · 管理" in text
    groups = [str(app["name"]) for app in answer.context["app_list"]]
    assert groups == [
        "公报与会议",
        "文件",
        "审议意见与办理",
        "政策文件与任务",
        "任免与代表",
        "人员与机构",
        "核对与导入",
        "帐户与权限",
    ]
    bulletins = [entry["object_name"] for entry in answer.context["app_list"][0]["models"]]
    assert bulletins == ["ImportJob", "Bulletin", "Session", "AgendaItem", "Attendance"]


def test_english_is_by_choice_alone(admin_client, client) -> None:
    login = reverse("admin:login")
    assert "用户名" in client.get(login, headers={"accept-language": "en"}).content.decode()
    client.get(reverse("web:language", args=["en"]))
    assert "Username" in client.get(login).content.decode()


# Publishing


@pytest.fixture
def bulletin() -> Bulletin:
    """A published bulletin with a record of each kind."""
    row = factories.BulletinFactory()
    document = factories.DocumentFactory(bulletin=row)
    factories.SectionFactory(document=document)
    factories.AgendaItemFactory(bulletin=row)
    factories.AttendanceFactory(bulletin=row)
    factories.AppointmentFactory(bulletin=row, document=document)
    opinion = factories.OpinionFactory(document=document)
    follow_up = factories.FollowUpFactory(bulletin=row, opinion=opinion)
    factories.ResponseFactory(follow_up=follow_up)
    return row


def act(client, name: str, *rows: Bulletin):
    return client.post(
        url(Bulletin, "changelist"),
        {"action": name, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def test_taken_back_and_published_again(admin_client, bulletin) -> None:
    before = current_generation()
    modified = bulletin.modified
    answer = act(admin_client, "withdraw", bulletin)
    assert "已把 1 期公报撤回为草稿。" in answer.content.decode()
    bulletin.refresh_from_db()
    assert bulletin.status == "draft"
    assert bulletin.modified > modified
    assert current_generation() == before + 1
    buried = set(Tombstone.objects.values_list("resource", "record_id"))
    for model in (
        Bulletin,
        Session,
        Document,
        Section,
        AgendaItem,
        Attendance,
        Appointment,
        Opinion,
        FollowUp,
        OpinionPoint,
        Response,
    ):
        for pk in model.objects.values_list("pk", flat=True):
            assert (model.resource, pk) in buried, model

    appointment = Appointment.objects.get()
    act(admin_client, "withdraw", bulletin)
    assert current_generation() == before + 1, "a draft stays as it is"

    assert "已发布 1 期公报。" in act(admin_client, "publish", bulletin).content.decode()
    bulletin.refresh_from_db()
    assert bulletin.status == "published"
    assert not Tombstone.objects.exists()
    assert current_generation() == before + 2
    assert Appointment.objects.get().modified > appointment.modified


def test_what_another_bulletin_tells_of_stays_public(admin_client, bulletin) -> None:
    opinion = Opinion.objects.get()
    factories.FollowUpFactory(opinion=opinion)
    other = factories.BulletinFactory(session=bulletin.session)
    assert other.session_id == bulletin.session_id
    act(admin_client, "withdraw", bulletin)
    assert not Tombstone.objects.filter(resource="opinions").exists()
    assert not Tombstone.objects.filter(resource="sessions").exists()
    assert Opinion.objects.public().filter(pk=opinion.pk).exists()


def test_the_button_on_the_form_publishes(admin_client) -> None:
    row = factories.BulletinFactory(status="draft", published_at=None)
    address = url(Bulletin, "change", row.pk)
    assert "保存并发布" in admin_client.get(address).content.decode()
    data = {
        "issuer": row.issuer_id,
        "term": row.term,
        "number": row.number,
        "label": "改过的期号",
        "place": row.place,
        "pages": row.pages,
        "session": row.session_id,
        "_publish": "1",
    }
    assert admin_client.post(address, data).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.label) == ("published", "改过的期号")
    assert row.published_at is not None
    assert "保存并撤回为草稿" in admin_client.get(address).content.decode()


# Deleting


def test_a_deleted_bulletin_takes_its_records_along(admin_client, bulletin) -> None:
    kept = factories.AppointmentFactory()
    persons = set(Appointment.objects.filter(bulletin=bulletin).values_list("person_id", flat=True))
    sections = list(Section.objects.values_list("pk", flat=True))
    address = url(Bulletin, "delete", bulletin.pk)
    page = admin_client.get(address).content.decode()
    assert "段落：" in page
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert not Section.objects.exists()
    assert not Opinion.objects.exists(), "an opinion that nothing tells of any more"
    assert Appointment.objects.get() == kept
    buried = set(Tombstone.objects.values_list("resource", "record_id"))
    assert {("sections", pk) for pk in sections} <= buried
    assert {("people", pk) for pk in persons} <= buried
    assert ("bulletins", bulletin.pk) in buried


def test_answers_of_another_bulletin_stand_without_their_point(admin_client, bulletin) -> None:
    point = OpinionPoint.objects.get()
    other = factories.FollowUpFactory(opinion=point.opinion)
    answer = factories.ResponseFactory(follow_up=other, point=point)
    admin_client.post(url(Bulletin, "delete", bulletin.pk), {"post": "yes"})
    answer.refresh_from_db()
    assert answer.point_id is None
    assert Opinion.objects.get().document_id is None


def test_a_struck_point_is_buried(admin_client) -> None:
    point = factories.OpinionPointFactory()
    opinion = point.opinion
    data = {
        "title": opinion.title,
        "document": opinion.document_id,
        "adopted_on": "2024-08-16",
        "adopted_on_precision": "day",
        "points-TOTAL_FORMS": 1,
        "points-INITIAL_FORMS": 1,
        "points-0-id": point.pk,
        "points-0-opinion": opinion.pk,
        "points-0-order": 0,
        "points-0-kind": "aspect",
        "points-0-number": 1,
        "points-0-DELETE": "on",
    }
    answer = admin_client.post(url(Opinion, "change", opinion.pk), data)
    assert answer.status_code == 302, answer.context["errors"]
    assert not OpinionPoint.objects.exists()
    assert Tombstone.objects.filter(resource="opinion-points", record_id=point.pk).exists()


def test_a_point_that_is_answered_is_not_deleted(admin_client) -> None:
    answer = factories.ResponseFactory()
    address = url(OpinionPoint, "delete", answer.point_id)
    assert "不能删除" in admin_client.get(address).content.decode()
    assert OpinionPoint.objects.filter(pk=answer.point_id).exists()


# Forms


def test_the_place_is_shown_and_linked(admin_client) -> None:
    document = factories.DocumentFactory()
    row = factories.AgendaItemFactory(
        bulletin=document.bulletin,
        source_document=document,
        source_page=3,
        source_line_start=30,
        source_line_end=41,
    )
    for page in (url(AgendaItem, "changelist"), url(AgendaItem, "change", row.pk)):
        text = admin_client.get(page).content.decode()
        assert f'<a href="{url(Document, "change", document.pk)}">公报 第3页 行30–41</a>' in text


def test_offices_are_typed_one_to_a_line(admin_client) -> None:
    row = factories.AttendanceFactory(roles=["副市长"])
    address = url(Attendance, "change", row.pk)
    assert "副市长</textarea>" in admin_client.get(address).content.decode()
    data = {
        "session": row.session_id,
        "name": row.name,
        "person": row.person_id,
        "status": row.status,
        "roles": "副市长\r\n\r\n 市公安局局长 ",
        "bulletin": row.bulletin_id,
    }
    answer = admin_client.post(address, data)
    assert answer.status_code == 302, answer.context["errors"]
    row.refresh_from_db()
    assert row.roles == ["副市长", "市公安局局长"]


def test_a_broken_rule_is_told_in_its_own_sentence(admin_client) -> None:
    row = factories.DocumentFactory()
    data = {
        "title": "关于水的报告",
        "kind": "work_report",
        "sequence": 1,
        "bulletin": row.bulletin_id,
        "page_start": 9,
        "page_end": 3,
        "dated_on_precision": "day",
        "adopted_on_precision": "day",
        **{
            f"{name}-{form}_FORMS": 0
            for name in ("author_set", "relation_set")
            for form in ("TOTAL", "INITIAL")
        },
    }
    answer = admin_client.post(url(Document, "change", row.pk), data)
    assert "终止页不能早于起始页。" in answer.content.decode()


def test_what_the_importer_made_is_read_only(admin_client) -> None:
    finding = factories.FindingFactory(page=3, line=40)
    page = admin_client.get(url(Finding, "change", finding.pk)).content.decode()
    assert "第3页 行40" in page
    assert 'name="_save"' not in page
    job = factories.ImportJobFactory(text="青岚市" * 2000)
    page = admin_client.get(url(ImportJob, "change", job.pk)).content.decode()
    assert "读出的内容" in page
    assert page.count("青岚市") < 1000
    assert admin_client.post(url(ImportJob, "delete", job.pk), {"post": "yes"}).status_code == 403


def test_a_clerk_who_may_only_look_cannot_change(client) -> None:
    clerk = factories.UserFactory(is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(
            content_type__app_label__in=("people", "congress"), codename__startswith="view_"
        )
    )
    client.force_login(clerk)
    for model in [*MODELS, *models_of("people")]:
        row = make(model, 1)[0]
        assert client.get(url(model, "changelist")).status_code == 200
        page = client.get(url(model, "change", row.pk))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        if model is not ImportJob:  # its pages take no form: tests/sessions/test_import_pages.py
            assert client.post(url(model, "change", row.pk), {}).status_code == 403
        assert client.get(url(model, "add")).status_code == 403
        assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    bulletin = Bulletin.objects.first()
    act(client, "withdraw", bulletin)
    bulletin.refresh_from_db()
    assert bulletin.status == "published"
