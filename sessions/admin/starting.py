"""What the forms of a bulletin typed by hand begin with: the next numbers, the dates of the
session, what the last issue and the last document say.

Each function takes what is ``given`` (links as records) and gives back the values of the form.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Max, Q

from ..choices import DocumentKind, FollowUpKind, PointKind, SessionKind
from ..importer.meeting.meetings import chinese
from ..importer.stages import number_of
from ..models import (
    AgendaItem,
    Bulletin,
    Document,
    FollowUp,
    Opinion,
    OpinionPoint,
    Section,
    Session,
)

Values = dict[str, Any]

# The kinds of documents that a session adopts.
ADOPTED_KINDS = frozenset(
    {
        DocumentKind.DECISION,
        DocumentKind.RESOLUTION,
        DocumentKind.REGULATION,
        DocumentKind.RESIGNATION_DECISION,
        DocumentKind.APPOINTMENT_LIST,
        DocumentKind.CREDENTIALS_REPORT,
    }
)
_COUNTED = re.compile(r"(?P<before>[（(]?)(?P<number>[一二三四五六七八九十百]+|\d+)(?P<after>\D*)")


# Bulletins and sessions


def start_bulletin(given: Values) -> Values:
    """The issue after the last one of the issuer (of the last issuer, where none is given),
    with the last of the issuer's sessions that no bulletin reports."""
    rows = Bulletin.objects.order_by("-pk").select_related("issuer", "session")
    if (issuer := given.get("issuer")) is not None:
        rows = rows.filter(issuer=issuer)
    last = rows.first()
    if last is None:
        return {}
    issuer = issuer or last.issuer
    held = Bulletin.objects.filter(issuer=issuer, term=last.term)
    tops = held.aggregate(number=Max("number"), running=Max("running_number"))
    sessions = Session.objects.filter(body=issuer, bulletins=None, kind=SessionKind.COMMITTEE)
    return {
        "issuer": issuer,
        "place": last.place,
        "term": last.term,
        "number": _after(tops["number"]),
        "running_number": _after(tops["running"]),
        "session": sessions.order_by("-start_date", "-number").select_related("body").first(),
    }


def label_of(bulletin: Bulletin) -> str:
    """The printed number of an issue, in the usual words: 十六届第19号（总第12期）."""
    term = f"{chinese(bulletin.term)}届" if bulletin.term else ""
    number = f"第{bulletin.number}号" if bulletin.number else ""
    running = f"（总第{bulletin.running_number}期）" if bulletin.running_number else ""
    return f"{term}{number}{running}"


def start_session(given: Values, bulletin: Bulletin | None) -> Values:
    """The next session of the body that the bulletin is of, or of the last session's."""
    kind = given.get("kind") or SessionKind.COMMITTEE
    body, term = given.get("body"), None
    last = Session.objects.filter(kind=kind).order_by("-pk").select_related("body").first()
    if bulletin is not None:
        body, term = body or bulletin.issuer, bulletin.term
    elif last is not None and body is None:
        body, term = last.body, last.term
    if body is None:
        return {"kind": kind}
    same = Session.objects.filter(body=body, kind=kind)
    if term is None:
        term = same.aggregate(term=Max("term"))["term"]
    number = same.filter(term=term).aggregate(number=Max("number"))["number"]
    return {"kind": kind, "body": body, "term": term, "number": _after(number)}


def session_name(session: Session) -> str:
    """The full name of a session, built of its body, term and number:
    宁波市第十六届人民代表大会常务委员会第十九次会议."""
    body = session.body.name
    place = session.body.jurisdiction
    before, after = (
        (place, body.removeprefix(place))
        if place and body.startswith(place)
        else (
            body,
            "",
        )
    )
    term = f"第{chinese(session.term)}届" if session.term else ""
    number = f"第{chinese(session.number)}次" if session.number else ""
    meeting = "会议"
    if session.kind == SessionKind.CHAIRPERSONS:
        after, meeting = after.removesuffix("主任会议"), "主任会议"
    return f"{before}{term}{after}{number}{meeting}"


# Agenda and attendance


def start_agenda_item(given: Values) -> Values:
    """The next item of the session's agenda."""
    session, bulletin = _session(given)
    values: Values = {"session": session, "bulletin": bulletin}
    if session is not None:
        tops = AgendaItem.objects.filter(session=session).aggregate(
            number=Max("number"), minutes=Max("minutes_number")
        )
        number = _after(tops["number"]) or 1
        values |= {"number": number, "number_text": chinese(number)}
    return values


def start_attendance(given: Values) -> Values:
    session, bulletin = _session(given)
    return {"session": session, "bulletin": bulletin}


def _session(given: Values) -> tuple[Session | None, Bulletin | None]:
    """The session that is given or that the bulletin reports, and its bulletin."""
    session, bulletin = given.get("session"), given.get("bulletin")
    if session is None and bulletin is not None:
        session = bulletin.session
    if bulletin is None and session is not None:
        bulletin = bulletin_of(session)
    return session, bulletin


def bulletin_of(session: Session) -> Bulletin | None:
    """The bulletin that reports the session, where there is one and no other."""
    rows = Bulletin.objects.filter(session=session).select_related("issuer", "session").order_by()
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


# Documents and sections


def start_document(given: Values) -> Values:
    """The next document of the bulletin: it begins on the page on which the last one ends.
    One of a kind that sessions adopt was adopted by the bulletin's session on its last day."""
    bulletin = given.get("bulletin")
    if bulletin is None:
        return {}
    last = Document.objects.filter(bulletin=bulletin).order_by("-sequence", "-pk").first()
    page = None if last is None else last.page_end or last.page_start
    values: Values = {
        "bulletin": bulletin,
        "sequence": 1 if last is None else last.sequence + 1,
        "page_start": page or (1 if last is None else None),
    }
    if given.get("kind") in ADOPTED_KINDS:
        values |= adoption(bulletin)
    return values


def adoption(bulletin: Bulletin) -> Values:
    """By whom and when the bulletin's documents were adopted."""
    session = bulletin.session
    if session is None:
        return {}
    return {"adopted_by": session, "adopted_on": session.end_date or session.start_date}


def start_section(given: Values) -> Values:
    """The section after the last one of the document: on its level, with the next marker."""
    document = given.get("document")
    if document is None:
        return {}
    last = (
        Section.objects.filter(document=document)
        .select_related("parent__document__bulletin", "document__bulletin")
        .order_by("-order", "-pk")
        .first()
    )
    if last is None:
        return {"order": 0, "level": 1, "marker": "一、", "page": document.page_start}
    return {
        "order": last.order + 1,
        "level": last.level,
        "parent": last.parent,
        "marker": marker_after(last.marker),
        "page": last.page,
    }


def marker_after(marker: str) -> str:
    """The marker that follows: 二、 after 一、, （四） after （三）, 2. after 1.; "" after none."""
    match = _COUNTED.fullmatch(marker)
    number = number_of(match["number"]) if match else None
    if match is None or number is None:
        return ""
    text = match["number"]
    following = str(number + 1) if text.isdigit() else chinese(number + 1)
    return f"{match['before']}{following}{match['after']}"


# Opinions and follow-ups


def start_opinion(given: Values) -> Values:
    """Of a printed opinion what its document says, and the report that the documents before
    it give: the nearest work report of the same bulletin, which it is on."""
    document = given.get("document")
    if document is None:
        return {}
    reports = Document.objects.filter(
        Q(kind=DocumentKind.WORK_REPORT) | Q(kind=DocumentKind.WRITTEN_REPORT),
        bulletin=document.bulletin,
        sequence__lt=document.sequence,
    )
    report = reports.select_related("bulletin").order_by("-sequence", "-pk").first()
    values: Values = {
        "title": document.title,
        "adopted_by": document.adopted_by,
        "adopted_on": document.adopted_on,
        "adopted_on_precision": document.adopted_on_precision,
        "adopted_on_text": document.adopted_on_text,
        "addressee": document.addressee,
        "considered_at": document.bulletin.session,
    }
    if report is not None:
        values |= {"report": report, "report_title": report.title}
    return values


def start_point(given: Values) -> Values:
    """The point or aspect after the last one of the opinion."""
    opinion = given.get("opinion")
    if opinion is None:
        return {}
    kind = given.get("kind") or PointKind.POINT
    rows = OpinionPoint.objects.filter(opinion=opinion)
    tops = rows.aggregate(order=Max("order"), number=Max("number", filter=Q(kind=kind)))
    number = (tops["number"] or 0) + 1
    is_aspect = kind == PointKind.ASPECT
    aspects = rows.filter(kind=PointKind.ASPECT).select_related("opinion")
    document = opinion.document
    return {
        "kind": kind,
        "order": 0 if tops["order"] is None else tops["order"] + 1,
        "number": number,
        "marker": f"{chinese(number)}、" if is_aspect else f"{number}.",
        "parent": None if is_aspect else aspects.order_by("-order", "-pk").first(),
        "bulletin": None if document is None else document.bulletin,
        "source_document": document,
    }


def start_follow_up(given: Values) -> Values:
    """Of a report on an opinion: its kind by its document's, its bulletin, date and letter."""
    document, opinion = given.get("document"), given.get("opinion")
    values: Values = {}
    if document is not None:
        tracking = document.kind == DocumentKind.TRACKING_REPORT
        values = {
            "kind": FollowUpKind.TRACKING if tracking else FollowUpKind.HANDLING,
            "bulletin": document.bulletin,
            "source_document": document,
            "source_page": document.page_start,
        }
        if not tracking:
            values |= {
                "replied_on": document.dated_on,
                "replied_on_precision": document.dated_on_precision,
                "replied_on_text": document.dated_on_text,
            }
    elif opinion is not None:
        made = FollowUp.objects.filter(opinion=opinion, kind=FollowUpKind.HANDLING).exists()
        values = {"kind": FollowUpKind.TRACKING if made else FollowUpKind.HANDLING}
    if isinstance(opinion, Opinion):
        values["letter_number"] = opinion.letter_number
    return values


def _after(number: int | None) -> int | None:
    return None if number is None else number + 1
