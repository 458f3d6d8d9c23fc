"""One act with several sources: over the API, on the forms, and told twice."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from npcrecords.core import changes, history
from npcrecords.core.models import ActionKind
from npcrecords.core.reverting import undo
from people.merging import merge
from people.models import Appointment, AppointmentTelling
from sessions.checks import check_records
from sessions.services import publish_again, take_back
from tests import factories as f
from tests.everything import all_rows
from tests.filled_forms import typed

pytestmark = pytest.mark.django_db


def sources(client, row, resource="appointments"):
    return client.get(f"/api/v1/{resource}/{row.pk}/").json()["sources"]


def test_the_own_source_comes_first_and_what_differs_is_named(client) -> None:
    act = f.AppointmentFactory(act="appoint")
    f.AppointmentTellingFactory(appointment=act, act="decide_appoint")
    f.AppointmentTellingFactory(
        appointment=act, act="acting", name="方琴", other_post=True, date=dt.date(2024, 7, 30)
    )
    own, same, other = sources(client, act)
    assert (own["document"], own["text"], own["differs"]) == (act.source_document_id, None, [])
    assert (same["text"], same["differs"]) == ("任命方勤为市第一局局长", [])
    assert other["differs"] == ["name", "date", "post", "act"]


def test_of_a_deputy_a_unit_in_short_is_no_difference(client) -> None:
    change = f.DeputyChangeFactory(electoral_unit="溪口区", cause="moved_away")
    f.DeputyChangeTellingFactory(deputy_change=change, electoral_unit="溪口")
    f.DeputyChangeTellingFactory(deputy_change=change, electoral_unit="石梁县", cause="died")
    _own, same, other = sources(client, change, "deputy-changes")
    assert same["differs"] == []
    assert other["differs"] == ["electoral_unit", "cause"]


def test_a_telling_in_a_draft_is_hidden_from_the_public(client, admin_client) -> None:
    act = f.AppointmentFactory()
    draft = f.DocumentFactory(bulletin=f.BulletinFactory(status="draft"))
    f.AppointmentTellingFactory(appointment=act, document=draft)
    assert len(sources(client, act)) == 1
    assert len(sources(admin_client, act)) == 2
    for user, number in ((client, 0), (admin_client, 1)):
        answer = user.get("/api/v1/appointments/", {"told_in": draft.pk}).json()
        assert answer["count"] == number


def test_told_in_finds_an_act_by_each_of_its_documents_once(client) -> None:
    act = f.AppointmentFactory()
    telling = f.AppointmentTellingFactory(appointment=act)
    f.AppointmentTellingFactory(appointment=act, document=telling.document)
    f.AppointmentFactory()
    for document in (act.document_id, telling.document_id):
        answer = client.get("/api/v1/appointments/", {"told_in": document}).json()
        assert [row["id"] for row in answer["results"]] == [act.pk]
    answer = client.get("/api/v1/appointments/", {"document": telling.document_id}).json()
    assert answer["count"] == 0


def test_a_telling_is_mended_on_the_form_of_its_act(admin_client) -> None:
    telling = f.AppointmentTellingFactory()
    act = telling.appointment
    address = reverse("admin:people_appointment_change", args=[act.pk])
    before = act.modified
    typed(admin_client, address, **{"telling_set-0-text": "任命方勤为局长"})
    assert AppointmentTelling.objects.get().text == "任命方勤为局长"
    assert Appointment.objects.get().modified > before


@pytest.mark.parametrize("act", ["decide_appoint", "remove"])
def test_an_act_of_two_bulletins_is_told_with_both_places(act) -> None:
    first = f.AppointmentFactory(source_page=3)
    f.AppointmentFactory(person=first.person, post=first.post, act=act, date=first.date)
    found = [one for one in check_records() if one.code == "told_twice"]
    assert len(found) == (act != "remove")
    assert all("第3页" in one.message for one in found)


def test_a_deleted_document_takes_its_telling_along_and_undoing_brings_it_back(client) -> None:
    telling = f.AppointmentTellingFactory()
    act, document = telling.appointment, telling.document
    before, modified = all_rows(), act.modified
    with history.acting(ActionKind.DELETE) as recorder:
        changes.remove(type(document).objects.filter(pk=document.pk))
    assert len(sources(client, act)) == 1
    act.refresh_from_db()
    assert act.modified > modified, "programs in sync fetch the act again"
    undo(action=recorder.action)
    assert all_rows() == before
    assert len(sources(client, act)) == 2


def test_a_merged_person_keeps_the_acts_with_all_their_sources(client) -> None:
    telling = f.AppointmentTellingFactory()
    stays = f.PersonFactory()
    merge(kept=stays, merged=telling.appointment.person, reason="同一人")
    assert Appointment.objects.get().person == stays
    assert [one["differs"] for one in sources(client, telling.appointment)] == [[], []]


def test_a_telling_of_a_bulletin_that_is_taken_back_is_hidden(client) -> None:
    telling = f.AppointmentTellingFactory(document=f.DocumentFactory())
    act, bulletin = telling.appointment, telling.document.bulletin
    assert len(sources(client, act)) == 2
    take_back(bulletin=bulletin)
    assert len(sources(client, act)) == 1
    publish_again(bulletin=bulletin)
    assert len(sources(client, act)) == 2


def test_in_csv_the_words_of_the_sources_are_a_column(client) -> None:
    telling = f.AppointmentTellingFactory()
    answer = client.get("/api/v1/appointments/", {"format": "csv"})
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert telling.text in row["sources_text"]
