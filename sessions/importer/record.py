"""The record file: one JSON document that holds all the facts of one bulletin.

It is what the importer reads out of a bulletin's text, what staff mend, what
``fixtures/`` holds and what another office may send; ``publish()`` turns it into rows.

Rules of the format (version 1):

* Natural keys only. Every item has a ``key``, unique among its kind in the file; items
  name each other by key, never by a number of our database. A mended item keeps its key.
* Every item has a ``source``: the place in the bulletin it was taken from. Lines are
  0-based numbers of the non-blank lines of the source text; pages are printed pages.
* What is printed and what it is taken to mean are two fields (``name`` / ``person``,
  ``…_text`` / ``…``). A reference that could not be resolved is null.
* ``text: null`` and ``abstract: null`` mean "not stated here", not "empty": publishing
  such a file leaves a text that is already held as it is. So a file of facts and the
  bulletin's own text may be published in either order.
* Codes are those of the REST contract.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .field_problems import field_problem

FORMAT: Final = "npcrecords/bulletin"
VERSION: Final = 1

Key = Annotated[str, Field(min_length=1, max_length=500)]
# Numbers are at most what a column of either database holds.
Count = Annotated[int, Field(ge=0, le=2_147_483_647)]
Positive = Annotated[int, Field(ge=1, le=2_147_483_647)]
Half = Literal["am", "pm"]
Precision = Literal["day", "third", "month", "year"]
Severity = Literal["error", "warning", "info"]


class Part(BaseModel):
    """Base of all parts: frozen, and a field that the format does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Part):
    """A place in the bulletin. ``document`` is a document's key, null outside documents."""

    document: Key | None = None
    page: Positive | None = None
    line_start: Count
    line_end: Count


class When(Part):
    """A date as far as it is known: the first day that the words ``text`` allow."""

    on: date
    precision: Precision = "day"
    text: str = ""


class Person(Part):
    """Somebody named in the bulletin. ``note`` tells bearers of one name apart.

    ``exact`` says that a person decided who it is: the one of just this name, ``note`` and
    ``jurisdiction`` (null: the bulletin's place), or a new one where there is none such.
    """

    key: Key
    name: Annotated[str, Field(min_length=1, max_length=100)]
    note: str = ""
    jurisdiction: str | None = None
    exact: bool = False


class Organization(Part):
    """An organisation. ``key`` is its full name; ``aliases`` are the forms printed here,
    which mean this organisation within ``jurisdiction`` only."""

    key: Key
    name: Annotated[str, Field(min_length=1, max_length=200)]
    aliases: tuple[str, ...] = ()
    classification: str = ""
    parent: Key | None = None
    jurisdiction: str = ""


class Speaker(Part):
    """A person as named in a sentence: ``name`` and ``role`` as printed."""

    name: str = ""
    role: str = ""
    person: Key | None = None
    organization: Key | None = None


class MeetingKind(StrEnum):
    COMMITTEE = "committee"
    CHAIRPERSONS = "chairpersons"
    CONGRESS = "congress"


class Meeting(Part):
    """Which meeting: enough to find it or to make it. ``body`` is an organisation's key."""

    body: Key
    kind: MeetingKind
    term: Count | None = None
    number: Count | None = None
    name: str = ""


class Session(Part):
    """The meeting that the bulletin reports."""

    meeting: Meeting
    start_date: date | None = None
    start_half: Half | None = None
    end_date: date | None = None
    end_half: Half | None = None
    venue: str = ""
    chairs: tuple[Speaker, ...] = ()
    members_present: Count | None = None
    deputies_present: Count | None = None
    citizens_observing: Count | None = None
    source: Source | None = None


class Attendance(Part):
    """One named attendee, or one unnamed group with its ``count`` (null when not said)."""

    key: Key
    name: str
    person: Key | None = None
    status: Literal["chair", "member", "non_voting", "deputy", "citizen"]
    roles: tuple[str, ...] = ()
    count: Count | None = None
    source: Source | None = None


class Reporter(Part):
    """Who reported or explained what to the session, and on whose behalf (受…委托)."""

    name: str
    role: str = ""
    person: Key | None = None
    organization: Key | None = None
    on_behalf_of: str = ""
    topic: str = ""
    source: Source | None = None


class Outcome(Part):
    """What the session did with an item. ``document`` is the key of the act it led to."""

    kind: Literal[
        "decision_adopted",
        "resolution_adopted",
        "report_adopted",
        "opinion_to_follow",
        "inquiry_held",
        "revise_and_resubmit",
        "personnel_adopted",
        "not_adopted",
        "other",
    ]
    title: str = ""
    document: Key | None = None
    source: Source | None = None


class AgendaItem(Part):
    """An item of the agenda, with what the minutes say of it (``minutes_number``: the
    number of the minutes' item, whose order may differ from the agenda's)."""

    key: Key
    number: Count
    number_text: str
    text: str
    kinds: tuple[
        Literal[
            "draft_regulation",
            "hear_report",
            "inquiry",
            "decision",
            "budget_adjustment",
            "credentials",
            "personnel",
            "other",
        ],
        ...,
    ] = ()
    minutes_number: Count | None = None
    minutes_number_text: str = ""
    reporters: tuple[Reporter, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    source: Source | None = None
    minutes_source: Source | None = None


class Author(Part):
    """Who made a document, with the role as printed (市民政局局长 胡杰: organisation
    市民政局, role 局长, person 胡杰). ``text`` is the whole line as printed."""

    organization: Key | None = None
    person: Key | None = None
    name: str = ""
    role: str = ""
    text: str = ""


class Relation(Part):
    """``document`` is the key of the other document."""

    kind: Literal[
        "explains",
        "reviews",
        "examines",
        "surveys",
        "opinion_on",
        "adopts",
        "handles",
        "tracks",
        "about",
    ]
    document: Key


class Section(Part):
    """A node of a document's outline, in reading order.

    ``level`` 0 is text before the first heading (or after the last); 1 is 一、, 2 （一）,
    3 1., 4 （1）, 5 一是 — or what stands for them in this document. ``text`` is the section's
    own text, paragraphs joined by a newline, without its heading and its children.
    """

    key: Key
    parent: Key | None = None
    order: Count
    level: Count
    marker: str = ""
    heading: str = ""
    text: str | None = None
    page: Positive | None = None
    line_start: Count
    line_end: Count


class Footnote(Part):
    """A footnote, taken out of the flow. ``section`` is where its anchor stands."""

    key: Key
    marker: str
    text: str | None = None
    section: Key | None = None
    page: Positive | None = None
    line_start: Count
    line_end: Count


class Citation(Part):
    """A 《title》 or a document number that a document cites, ``count`` times.
    ``source`` is its first place; ``cited_document`` a document of this bulletin."""

    key: Key
    title: str = ""
    number: str = ""
    count: Positive = 1
    cited_document: Key | None = None
    source: Source | None = None


class DocumentKind(StrEnum):
    MINUTES = "minutes"
    AGENDA = "agenda"
    BILL = "bill"
    EXPLANATION = "explanation"
    DRAFT_REVIEW = "draft_review"
    EXAMINATION = "examination"
    WORK_REPORT = "work_report"
    WRITTEN_REPORT = "written_report"
    SURVEY_REPORT = "survey_report"
    REVIEW_OPINION = "review_opinion"
    HANDLING_REPORT = "handling_report"
    TRACKING_REPORT = "tracking_report"
    DECISION = "decision"
    RESOLUTION = "resolution"
    REGULATION = "regulation"
    CREDENTIALS_REPORT = "credentials_report"
    RESIGNATION_DECISION = "resignation_decision"
    APPOINTMENT_LIST = "appointment_list"
    ANNOUNCEMENT = "announcement"
    INQUIRY_RECORD = "inquiry_record"
    SPEECH = "speech"
    OTHER = "other"


class Document(Part):
    """A document of the bulletin. ``key`` is its title, with ``#2``, ``#3`` for further
    ones of the same title. ``line_start``/``line_end`` include title and signature."""

    key: Key
    sequence: Positive
    kind: DocumentKind
    title: Annotated[str, Field(min_length=1, max_length=500)]
    authors: tuple[Author, ...] = ()
    addressee: str = ""
    dated_on: When | None = None
    adopted_by: Meeting | None = None
    adopted_on: When | None = None
    agenda_item: Key | None = None
    page_start: Positive | None = None
    page_end: Positive | None = None
    line_start: Count | None = None
    line_end: Count | None = None
    relations: tuple[Relation, ...] = ()
    abstract: str | None = None
    sections: tuple[Section, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    citations: tuple[Citation, ...] = ()


class Point(Part):
    """An aspect (一、二、三) of a review opinion, or a numbered point within one."""

    key: Key
    parent: Key | None = None
    kind: Literal["aspect", "point"]
    number: Count
    marker: str = ""
    title: str = ""
    text: str | None = None
    source: Source | None = None


class Opinion(Part):
    """A review opinion: printed here (``document``), or known only through the follow-ups
    printed here. Counts are as stated where stated, else as counted, else null."""

    key: Key
    title: str
    document: Key | None = None
    letter_number: str = ""
    report: Key | None = None
    report_title: str = ""
    considered_at: Meeting | None = None
    adopted_by: Meeting | None = None
    adopted_on: When | None = None
    addressee: str = ""
    addressee_organization: Key | None = None
    aspects_count: Count | None = None
    points_count: Count | None = None
    due_on: date | None = None
    due_rule: str = ""
    points: tuple[Point, ...] = ()
    source: Source | None = None


class Response(Part):
    """The section of a follow-up that answers an aspect or a point."""

    key: Key
    point: Key | None = None
    section: Key
    heading: str = ""
    match: Literal["exact", "reworded", "shared", "by_hand"] | None = None


class FollowUp(Part):
    """What became of an opinion: the government's handling report or a committee's
    tracking report. ``replied_on`` is the government's reply as the report dates it."""

    key: Key
    opinion: Key
    kind: Literal["handling", "tracking"]
    document: Key
    author: Author | None = None
    letter_number: str = ""
    replied_on: When | None = None
    evaluation: Key | None = None
    recommendations: Key | None = None
    responses: tuple[Response, ...] = ()
    source: Source | None = None


class Act(StrEnum):
    APPOINT = "appoint"
    DECIDE_APPOINT = "decide_appoint"
    APPROVE_APPOINT = "approve_appoint"
    ACTING = "acting"
    ELECT = "elect"
    REMOVE = "remove"
    DECIDE_REMOVE = "decide_remove"
    APPROVE_REMOVE = "approve_remove"
    ACCEPT_RESIGNATION = "accept_resignation"
    APPROVE_RESIGNATION = "approve_resignation"
    DISMISS = "dismiss"
    RECALL = "recall"
    END = "end"


class Telling(Part):
    """Another place that tells an act or a deputy change: its ``source``, its words as printed
    (``text``, null when not stated here), and what it says. What it does not say is blank."""

    source: Source
    text: str | None = None
    name: str = ""
    date: When | None = None


class ActTelling(Telling):
    """A telling of an act. ``other_post``: its words name another post than the act's, and
    not the same one in short."""

    organization_text: str = ""
    post: str = ""
    other_post: bool = False
    act: Act | None = None


class DeputyTelling(Telling):
    """A telling of a deputy change."""

    electoral_unit: str = ""
    change: Literal["vacated", "by_elected"] | None = None
    cause: Literal["moved_away", "resigned", "died", "recalled", "other"] | None = None


class Appointment(Part):
    """One person, one post, one act, one instrument (``source.document``); ``told`` are the
    other places that tell of it."""

    key: Key
    name: str
    person: Key | None = None
    organization: Key | None = None
    organization_text: str = ""
    post: str
    act: Act
    date: When | None = None
    reason: str = ""
    submitted_by: Speaker | None = None
    explained_by: Speaker | None = None
    to_be_filed: bool = False
    filed_with: str = ""
    agenda_item: Key | None = None
    source: Source | None = None
    told: tuple[ActTelling, ...] = ()


class DeputyChange(Part):
    """A deputy's seat vacated or filled. ``congress`` is the congress's key; ``told`` are the
    other places that tell of it."""

    key: Key
    congress: Key
    term: Count | None = None
    name: str
    person: Key | None = None
    electoral_unit: str = ""
    change: Literal["vacated", "by_elected"]
    cause: Literal["moved_away", "resigned", "died", "recalled", "other"] | None = None
    date: When | None = None
    source: Source | None = None
    told: tuple[DeputyTelling, ...] = ()


class Credentials(Part):
    """The seat arithmetic of a credentials report."""

    key: Key
    congress: Key
    term: Count | None = None
    seats: Count | None = None
    before: Count | None = None
    vacated: Count | None = None
    by_elected: Count | None = None
    after: Count | None = None
    source: Source | None = None


class Furniture(Part):
    """Lines of the source that are no document's text."""

    kind: Literal[
        "page_header", "page_number", "footnote_anchors", "repeated", "cover", "contents", "imprint"
    ]
    page: Positive | None = None
    line_start: Count
    line_end: Count


class Finding(Part):
    """Something for a person to look at: ``message`` is a sentence that says what, where
    and what to do. ``line`` is where; ``document`` a document's key."""

    code: str
    severity: Severity
    message: str
    document: Key | None = None
    page: Count | None = None
    line: Count | None = None


class File(Part):
    """The file that was read. ``lines`` counts its non-blank lines."""

    name: str = ""
    sha256: str = ""
    encoding: str = ""
    lines: Count = 0


class Bulletin(Part):
    """``issuer`` is an organisation's key; ``place`` scopes the abbreviations and the
    people of this bulletin (宁波市)."""

    issuer: Key
    place: str = ""
    term: Count | None = None
    number: Count | None = None
    running_number: Count | None = None
    label: str = ""
    pages: Count | None = None
    file: File = File()


class Record(Part):
    """The whole record file."""

    format: Literal["npcrecords/bulletin"] = FORMAT
    version: Literal[1] = VERSION
    bulletin: Bulletin
    session: Session | None = None
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    documents: tuple[Document, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    deputy_changes: tuple[DeputyChange, ...] = ()
    credentials_reports: tuple[Credentials, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    findings: tuple[Finding, ...] = ()


class RecordError(ValueError):
    """A record file that cannot be taken; the message is a sentence for a clerk."""


def load_record(text: str | bytes, *, name: str = "记录文件") -> Record:
    """The record in a JSON text.

    Raises RecordError, one sentence that names the file, the place and what is wrong, for
    text that is no JSON, for an unknown format or version and for a field that is off.
    """
    try:
        data = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"{name} 第 {error.lineno} 行第 {error.colno} 个字符处不是有效的 JSON（{error.msg}）："
            "请检查文件是否完整。"
        ) from None
    except UnicodeDecodeError:
        raise RecordError(f"{name} 不是有效的 JSON 文件：请另存为 UTF-8 编码再试。") from None
    except RecursionError:
        raise RecordError(f"{name} 不是公报记录文件：嵌套太深。请检查是否选错了文件。") from None
    except _ObjectError as error:
        raise RecordError(f"{name} {error}。请改正后再试。") from None
    except ValueError:  # digits by the thousand
        raise RecordError(f"{name} 里有太大的数：请检查文件是否损坏。") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RecordError(f"{name} 不是公报记录文件：缺少 “format”: “{FORMAT}”。")
    if data.get("version") != VERSION:
        raise RecordError(
            f"{name} 的格式版本是 {data.get('version')!r}，本系统只读版本 {VERSION}。"
            "请用对应版本的系统导出后再试。"
        )
    try:
        return Record.model_validate(data)
    except ValidationError as error:
        place, problem = field_problem(error)
        raise RecordError(f"{name} 的 {place} 有误：{problem}。请改正后再试。") from None


class _ObjectError(ValueError):
    """An object of the JSON text that is no part of a record; the message says why."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of the JSON text. Of a name that stands twice the parser would keep the last
    and drop the first in silence; null characters and half characters no database can hold."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _ObjectError(f"里“{twice}”在同一处写了两次，不知道该用哪一个")
    for name, value in pairs:
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and not _is_writable(text) for text in texts):
            raise _ObjectError(f"的“{name}”含有空字符或不成字的代码")
    return found


def _is_writable(text: str) -> bool:
    try:
        return b"\x00" not in text.encode()
    except UnicodeEncodeError:
        return False


def broken_reference(record: Record) -> str:
    """A sentence that says which part names a key that the record lacks, or which key stands
    twice; "" when all is well."""
    people = {item.key for item in record.people}
    organizations = {item.key for item in record.organizations}
    documents = {item.key for item in record.documents}
    sections = {part.key for item in record.documents for part in item.sections}
    agenda = {item.key for item in record.agenda}
    opinions = {item.key for item in record.opinions}
    points = {point.key for item in record.opinions for point in item.points}
    known = {
        "person": people,
        "organization": organizations,
        "parent_organization": organizations,
        "issuer": organizations,
        "body": organizations,
        "congress": organizations,
        "addressee_organization": organizations,
        "document": documents,
        "cited_document": documents,
        "report": documents,
        "agenda_item": agenda,
        "section": sections,
        "parent_section": sections,
        "evaluation": sections,
        "recommendations": sections,
        "opinion": opinions,
        "point": points,
        "parent_point": points,
    }
    if record.session is None and (record.agenda or record.attendance):
        return "记录里有议程或出席人员，却没有会议（session）：请补上是哪次会议。"
    return _twice(record) or _broken(record, known, "记录")


_PARENTS = {Organization: "parent_organization", Section: "parent_section", Point: "parent_point"}


def _broken(part: Part, known: dict[str, set[str]], place: str) -> str:
    """The first reference in ``part`` and below that names no key, as a sentence."""
    here = f"{place}“{key}”" if (key := getattr(part, "key", "")) else place
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, tuple):
            for item in value:
                if isinstance(item, Part) and (problem := _broken(item, known, f"{name}：")):
                    return problem
        elif isinstance(value, Part):
            if problem := _broken(value, known, here):
                return problem
        elif value is not None:
            kind = _PARENTS.get(type(part), name) if name == "parent" else name
            if kind in known and value not in known[kind]:
                return f"{here}的 {name} 写的是“{value}”，记录文件里没有它：请补上或改正。"
    return ""


def _twice(record: Record) -> str:
    """The first key that stands twice among the items of one kind, as a sentence."""
    lists: dict[str, list[str]] = {
        name: [item.key for item in getattr(record, name)]
        for name in (
            "people",
            "organizations",
            "attendance",
            "agenda",
            "documents",
            "opinions",
            "follow_ups",
            "appointments",
            "deputy_changes",
            "credentials_reports",
        )
    }
    for name in ("sections", "footnotes", "citations"):
        lists[name] = [part.key for item in record.documents for part in getattr(item, name)]
    lists["points"] = [point.key for item in record.opinions for point in item.points]
    lists["responses"] = [part.key for item in record.follow_ups for part in item.responses]
    for name, keys in lists.items():
        seen: set[str] = set()
        for key in keys:
            if key in seen:
                return f"{name} 里有两项的键同为“{key}”：请改掉一个再试。"
            seen.add(key)
    return ""


def dump_record(record: Record) -> str:
    """The record as JSON text: stable order, readable, defaults left out, newline at the end."""
    data = record.model_dump(mode="json", exclude_defaults=True)
    head = {"format": record.format, "version": record.version}
    return json.dumps(head | data, ensure_ascii=False, indent=1) + "\n"


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the record file."""
    schema = Record.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
