"""What records look like: codes with labels, dates half known, references, sources, nulls."""

from __future__ import annotations

from typing import Any

import pytest

from npcrecords.api.router import RESOURCES

from .. import factories as f
from .samples import SAMPLES

pytestmark = pytest.mark.django_db
LISTS = [name for name, _ in RESOURCES if name in SAMPLES]

# The fields of the contract; more are welcome.
CONTRACT = {
    "bulletins": "issuer term number running_number label pages session documents_count status "
    "published_at",
    "sessions": "body kind term number name start_date start_half end_date venue chairs "
    "members_present deputies_present citizens_observing",
    "attendances": "session person name status roles count",
    "agenda-items": "session number number_text minutes_number text kinds reporters outcomes "
    "documents",
    "documents": "bulletin sequence kind title authors addressee dated_on adopted_by adopted_on "
    "agenda_item page_start page_end line_start line_end relations abstract has_text",
    "sections": "document parent order level marker heading text page",
    "footnotes": "document section marker text page",
    "citations": "document title number count cited_document cited_policy",
    "organizations": "name aliases classification parent jurisdiction predecessor",
    "posts": "organization title",
    "people": "name note",
    "appointments": "person post act effect date document session bulletin reason submitted_by "
    "explained_by to_be_filed filed_with",
    "deputy-changes": "congress term person electoral_unit change cause date document",
    "credentials-reports": "document seats before vacated by_elected after adds_up",
    "opinions": "title document letter_number report considered_at adopted_by adopted_on addressee "
    "aspects_count points_count due_on due_rule withdrawn_on withdrawn_reason state",
    "opinion-points": "opinion parent kind number marker title text claim claim_by claim_on "
    "claim_document claim_page verified verified_by verified_on verified_document verified_page "
    "satisfaction repeat_of",
    "follow-ups": "opinion kind document author letter_number replied_on evaluation "
    "recommendations",
    "responses": "follow_up point section heading match",
    "satisfaction-votes": "opinion point session voted_on satisfied basically not_satisfied "
    "abstained absent",
    "due-rules": "place also_in report_kind months basis valid_from valid_to",
    "policies": "title number issuers adopted_by adopted_on issued_on completeness tasks_count "
    "implements enclosed_title place printed_on effective_on expires_on disclosure addressees "
    "copies period_start period_end rows_count measures_count status published_at abstract",
    "measures": "policy parent order level kind marker heading text units units_text page "
    "line_start line_end",
    "registers": "policy order title columns page line_start line_end",
    "tasks": "policy domain serial row task measure leaders lead_units units deadline_kind "
    "deadline_on deadline_start deadline_text corrections register number continues cells "
    "deadline_precision status_on overdue instances",
    "task-steps": "task year status on actor person document evidence note",
    "policy-citations": "policy title number count cited_policy cited_document",
    "policy-links": "policy to_policy opinion document name state reason",
}
CODES = {
    "bulletins": "status",
    "sessions": "kind start_half",
    "attendances": "status",
    "documents": "kind",
    "organizations": "classification",
    "appointments": "act effect",
    "deputy-changes": "change cause",
    "opinions": "state",
    "opinion-points": "kind claim verified satisfaction",
    "follow-ups": "kind",
    "responses": "match",
    "due-rules": "report_kind",
    "policies": "status completeness",
    "measures": "kind",
    "tasks": "deadline_kind status",
    "task-steps": "status",
    "policy-links": "state",
}
DATES = {
    "documents": "dated_on adopted_on",
    "appointments": "date",
    "deputy-changes": "date",
    "opinions": "adopted_on",
    "follow-ups": "replied_on",
    "policies": "adopted_on issued_on",
}


def detail(client: Any, name: str, row: Any, language: str = "zh-Hans") -> Any:
    answer = client.get(f"/api/v1/{name}/{row.pk}/", headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


@pytest.mark.parametrize("name", LISTS)
def test_every_record_has_the_fields_of_the_contract(name, client) -> None:
    body = detail(client, name, SAMPLES[name]())
    wanted = {"id", "modified", "source", *CONTRACT[name].split()}
    wanted |= {f"{code}_label" for code in CODES.get(name, "").split()}
    for date in DATES.get(name, "").split():
        wanted |= {date, f"{date}_precision", f"{date}_text"}
    assert wanted <= set(body)
    assert "" not in body.values()


def test_a_code_has_its_label_in_the_language_of_the_request(client) -> None:
    act = f.AppointmentFactory(act="decide_appoint")
    body = detail(client, "appointments", act)
    assert (body["act"], body["act_label"]) == ("decide_appoint", "决定任命")
    assert (body["effect"], body["effect_label"]) == ("start", "任")
    assert detail(client, "appointments", act, "en")["act"] == "decide_appoint"


def test_a_code_that_is_not_known_is_null(client) -> None:
    body = detail(client, "opinion-points", f.OpinionPointFactory())
    for code in ("claim", "verified", "satisfaction"):
        assert body[code] is None
        assert body[f"{code}_label"] is None


def test_a_half_known_date(client) -> None:
    act = f.AppointmentFactory(date="2024-05-01", date_precision="third", date_text="5月上旬")
    body = detail(client, "appointments", act)
    assert [body[key] for key in ("date", "date_precision", "date_text")] == [
        "2024-05-01",
        "third",
        "5月上旬",
    ]
    body = detail(client, "appointments", f.AppointmentFactory(date=None))
    assert [body[key] for key in ("date", "date_precision", "date_text")] == [None, None, None]


def test_references(client) -> None:
    act = f.AppointmentFactory(submitted_by_person=f.PersonFactory())
    body = detail(client, "appointments", act)
    assert body["person"] == {"id": act.person_id, "name": act.person.name}
    assert body["post"] == {
        "id": act.post_id,
        "title": act.post.title,
        "organization": {"id": act.post.organization_id, "name": act.post.organization.name},
    }
    assert body["document"]["id"] == act.document_id
    assert set(body["document"]) == {"id", "title", "kind", "kind_label"}
    assert body["session"] == {"id": act.session_id, "name": act.session.name}
    assert body["bulletin"] == {"id": act.bulletin_id, "label": act.bulletin.label}
    assert body["submitted_by"]["name"] == act.submitted_by_person.name
    assert body["explained_by"] is None
    unresolved = f.AppointmentFactory(person=None, post=None, explained_by_name="林言")
    body = detail(client, "appointments", unresolved)
    assert body["person"] == {"id": None, "name": "方勤"}
    assert body["post"] == {"id": None, "title": "市第一局局长", "organization": None}
    assert body["explained_by"] == {"id": None, "name": "林言"}


def test_sources(client) -> None:
    document = f.DocumentFactory()
    act = f.AppointmentFactory(
        bulletin=document.bulletin,
        document=document,
        source_page=4,
        source_line_start=40,
        source_line_end=42,
    )
    assert detail(client, "appointments", act)["source"] == {
        "bulletin": document.bulletin_id,
        "document": document.pk,
        "page": 4,
        "line_start": 40,
        "line_end": 42,
    }
    by_hand = f.AppointmentFactory(bulletin=None)
    assert detail(client, "appointments", by_hand)["source"] is None
    own = detail(client, "documents", document)["source"]
    assert own["document"] == document.pk
    assert (own["page"], own["line_start"], own["line_end"]) == (3, 30, 120)
    section = f.SectionFactory(document=document, page=4, line_start=31, line_end=33)
    assert detail(client, "sections", section)["source"]["line_start"] == 31
    opinion = f.OpinionFactory(document=document)
    assert detail(client, "opinions", opinion)["source"] == own
    assert detail(client, "opinions", f.OpinionFactory(document=None))["source"] is None
    typed = f.SectionFactory(page=None, line_start=None)
    assert detail(client, "sections", typed)["source"] is None


def test_the_source_of_what_is_known_from_elsewhere(client) -> None:
    session = f.SessionFactory()
    assert detail(client, "sessions", session)["source"] is None
    f.BulletinFactory(session=session, status="draft")
    bulletin = f.BulletinFactory(session=session)
    assert detail(client, "sessions", session)["source"]["bulletin"] == bulletin.pk
    opinion = f.OpinionFactory(document=None)
    f.FollowUpFactory(opinion=opinion, bulletin__status="draft", source_page=1)
    report = f.FollowUpFactory(opinion=opinion, source_page=9)
    f.FollowUpFactory(opinion=opinion, source_page=20)
    assert detail(client, "opinions", opinion)["source"] == {
        "bulletin": report.bulletin_id,
        "document": report.source_document_id,
        "page": 9,
        "line_start": None,
        "line_end": None,
    }


def test_what_an_opinion_does_not_state_is_counted(client) -> None:
    opinion = f.OpinionPointFactory().opinion
    f.OpinionPointFactory.create_batch(2, opinion=opinion, kind="point")
    body = detail(client, "opinions", opinion)
    assert (body["aspects_count"], body["points_count"]) == (1, 2)
    opinion.points_count = 5
    opinion.save()
    assert detail(client, "opinions", opinion)["points_count"] == 5


def test_a_group_that_attends_has_a_count_and_no_person(client) -> None:
    group = f.AttendanceFactory(person=None, name="市人大代表", status="deputy", count=8)
    body = detail(client, "attendances", group)
    assert (body["person"], body["name"], body["count"], body["roles"]) == (
        None,
        "市人大代表",
        8,
        [],
    )


def test_seats_that_add_up_and_that_do_not(client) -> None:
    for after, adds_up in ((479, True), (480, False), (None, None)):
        body = detail(client, "credentials-reports", f.CredentialsReportFactory(after=after))
        assert body["adds_up"] is adds_up


def test_the_documents_of_an_agenda_item(client) -> None:
    item = f.AgendaItemFactory()
    documents = [f.DocumentFactory(agenda_item=item, bulletin=item.bulletin) for _ in range(2)]
    assert detail(client, "agenda-items", item)["documents"] == [row.pk for row in documents]


def test_a_document_has_text_when_a_section_has(client) -> None:
    document = f.SectionFactory(text=None).document
    assert detail(client, "documents", document)["has_text"] is False
    f.SectionFactory(document=document, text="有了正文。")
    assert detail(client, "documents", document)["has_text"] is True


def test_the_root_lists_the_resources(client) -> None:
    body = client.get("/api/v1/").json()
    for name, url in body.items():
        assert client.get(url).status_code in {200, 400, 401, 403, 405}, name
    assert {name for name, _ in RESOURCES} <= set(body)
