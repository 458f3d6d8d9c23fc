"""The forms in which records are typed: an exact, small number of queries, however much is
held; what they begin with; what they say to people."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from people.models import Appointment, Organization, Person
from sessions.models import (
    AgendaItem,
    Bulletin,
    Document,
    Finding,
    FollowUp,
    ImportJob,
    Opinion,
    OpinionPoint,
    Policy,
    Section,
    Session,
)

from . import factories
from .admin_pages import make, models_of, name_of, queries_of, url
from .filled_forms import fields_of, typed

pytestmark = pytest.mark.django_db

MODELS = [
    model
    for label in ("congress", "people")
    for model in models_of(label)
    if model not in (Finding, ImportJob)
]
MOST = {"add": 14, "change": 20}
# Their pages tell the steps of the work; that of a bulletin how many findings are open, too.
MOST_OF = {Bulletin: 35, Policy: 30}


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_form_takes_the_same_few_queries_with_one_row_and_with_three(admin_client, model) -> None:
    row = make(model, 1)[0]
    pages = {"add": url(model, "add"), "change": url(model, "change", row.pk)}
    one = {name: queries_of(admin_client, page)[0] for name, page in pages.items()}
    make(model, 2)
    for name, page in pages.items():
        number, statements = queries_of(admin_client, page)
        assert number == one[name], statements
        assert number <= MOST_OF.get(model, MOST[name]), statements


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_no_form_lists_all_rows_of_a_table(admin_client, model) -> None:
    make(model, 1)
    people = [factories.PersonFactory(name=f"选不到{number}") for number in range(3)]
    page = admin_client.get(url(model, "add")).content.decode()
    assert sum(person.name in page for person in people) == 0


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_no_label_of_a_form_is_english(admin_client, model) -> None:
    row = make(model, 1)[0]
    for page in (url(model, "add"), url(model, "change", row.pk)):
        text = admin_client.get(page).content.decode()
        labels = re.findall(
            r"<label[^>]*>\s*([^<]+?)\s*</label>|<th[^>]*class=\"column[^>]*>\s*([^<]+)", text
        )
        for label in ("".join(pair).strip() for pair in labels):
            assert not re.fullmatch(r"[A-Za-z_ :?]+", label), label


def test_sections_are_typed_on_the_document_as_long_as_they_are_few(admin_client) -> None:
    document = factories.DocumentFactory()
    for _number in range(60):
        factories.SectionFactory(document=document)
    address = url(Document, "change", document.pk)
    few, _ = queries_of(admin_client, address)
    assert "sections-0-heading" in fields_of(admin_client.get(address))
    factories.SectionFactory(document=document)
    page = admin_client.get(address)
    assert "sections-0-heading" not in fields_of(page)
    assert "段落 61" in page.content.decode(), "a link to the list instead"
    assert queries_of(admin_client, address)[0] <= few


def test_a_long_text_is_not_typed_in_a_table(admin_client) -> None:
    document = factories.DocumentFactory()
    factories.SectionFactory(document=document, text="水" * 60_001)
    address = url(Document, "change", document.pk)
    assert "sections-0-text" not in fields_of(admin_client.get(address))


def test_saving_a_document_as_it_is_leaves_all_as_it_was(admin_client) -> None:
    """Numbers that are filled in by themselves make no row."""
    opinion = factories.OpinionFactory()
    session = opinion.document.bulletin.session
    for model, row in ((Document, opinion.document), (Opinion, opinion), (Session, session)):
        typed(admin_client, url(model, "change", row.pk))
    assert not Section.objects.exists()
    assert not OpinionPoint.objects.exists()
    assert not Appointment.objects.exists()
    assert not session.chair_set.exists()


def test_the_next_section_goes_on_with_the_last_ones_marker(admin_client) -> None:
    last = factories.SectionFactory(order=4, level=2, marker="（三）", page=6)
    data = fields_of(admin_client.get(f"{url(Section, 'add')}?document={last.document_id}"))
    assert (data["order"], data["level"], data["marker"], data["page"]) == ("5", "2", "（四）", "6")


def test_a_list_that_is_narrowed_to_a_record_adds_to_that_record(admin_client) -> None:
    document = factories.DocumentFactory()
    filters = f"_changelist_filters=document__id__exact%3D{document.pk}"
    data = fields_of(admin_client.get(f"{url(Section, 'add')}?{filters}"))
    assert data["document"] == str(document.pk)


def test_the_only_draft_is_the_one_that_is_worked_on(admin_client) -> None:
    draft = factories.BulletinFactory(status="draft")
    factories.DocumentFactory()
    data = fields_of(admin_client.get(url(AgendaItem, "add")))
    assert (data["session"], data["bulletin"]) == (str(draft.session_id), str(draft.pk))
    assert (data["number"], data["number_text"]) == ("1", "一")
    factories.BulletinFactory(status="draft")
    assert fields_of(admin_client.get(url(AgendaItem, "add")))["bulletin"] == ""


def test_an_act_takes_the_date_of_its_document_else_the_sessions_last_day(admin_client) -> None:
    draft = factories.BulletinFactory(status="draft")
    address = f"{url(Appointment, 'add')}?bulletin={draft.pk}"
    data = fields_of(admin_client.get(address))
    assert (data["date"], data["session"]) == ("2024/07/31", str(draft.session_id))


def test_half_a_date_is_told_how_to_write(admin_client) -> None:
    draft = factories.BulletinFactory(status="draft")
    address = f"{url(Appointment, 'add')}?bulletin={draft.pk}"
    data = fields_of(admin_client.get(address))
    data |= {
        "person_name": "方勤",
        "post_text": "市水利局局长",
        "act": "appoint",
        "date": "2024年7月",
    }
    answer = admin_client.post(address, data).content.decode()
    assert "“2024年7月”只写到月：请写 2024-07-01，并把日期精度选为“月”。" in answer


def test_save_and_add_another_keeps_where_one_came_from(admin_client) -> None:
    bulletin = factories.BulletinFactory(status="draft")
    address = f"{url(Document, 'add')}?bulletin={bulletin.pk}&_bulletin={bulletin.pk}"
    first = typed(admin_client, address, "_addanother", title="决定", kind="decision", page_end=3)
    data = fields_of(admin_client.get(first.url))
    assert (data["sequence"], data["page_start"], data["title"]) == ("2", "3", "")
    assert data["kind"] == "decision"
    second = typed(admin_client, first.url, title="又一个决定")
    assert second.url == url(Bulletin, "change", bulletin.pk)


def test_a_new_report_on_an_opinion_has_a_row_for_each_aspect(admin_client) -> None:
    opinion = factories.OpinionFactory()
    aspects = [factories.OpinionPointFactory(opinion=opinion) for _number in range(3)]
    data = fields_of(admin_client.get(f"{url(FollowUp, 'add')}?opinion={opinion.pk}"))
    shown = [data[f"responses-{number}-point"] for number in range(3)]
    assert shown == [str(aspect.pk) for aspect in aspects]


def test_where_a_person_is_chosen_homonyms_are_told_apart(admin_client) -> None:
    factories.AppointmentFactory(person__name="方勤", post_text="市水利局局长")
    factories.PersonFactory(name="方勤", note="女")
    query = "app_label=people&model_name=appointment&field_name=person&term=方勤"
    found = admin_client.get(f"{reverse('admin:autocomplete')}?{query}").json()["results"]
    assert {one["text"] for one in found} == {"方勤 · 青岚市 · 市水利局局长", "方勤（女） · 青岚市"}


def test_a_person_added_from_another_form_bears_the_name_that_was_typed(admin_client) -> None:
    factories.PersonFactory(jurisdiction="青岚市")
    data = fields_of(admin_client.get(f"{url(Person, 'add')}?name=卢石&_popup=1"))
    assert (data["name"], data["jurisdiction"]) == ("卢石", "青岚市")
    data = fields_of(admin_client.get(url(Organization, "add")))
    assert data["alias_set-0-name"] == ""
