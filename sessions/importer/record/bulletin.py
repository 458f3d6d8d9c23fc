"""The record of one bulletin."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from .shared import (
    Count,
    File,
    Finding,
    Key,
    Meeting,
    Organization,
    Part,
    Person,
    Positive,
    Source,
    Speaker,
    When,
)

FORMAT: Final = "npcrecords/bulletin"
VERSION: Final = 1

Half = Literal["am", "pm"]


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
    """Lines of the source that are no document's text. ``continuation`` is a newspaper's 下转第3版
    and 上接第1版."""

    kind: Literal[
        "page_header",
        "page_number",
        "footnote_anchors",
        "repeated",
        "cover",
        "contents",
        "imprint",
        "continuation",
    ]
    page: Positive | None = None
    line_start: Count
    line_end: Count


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
