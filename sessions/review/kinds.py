"""What of a record people look over and mend: the kinds of items, with their fields in the
staff's words.

An item is a part of the record file with a key of its own (an attendee, a document, a point of
an opinion), or the bulletin or session itself. A field's path leads to it within the item:
``dated_on.on``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import Precision
from people.choices import Act, Cause, Classification, DeputyChangeKind

from ..choices import (
    AgendaKind,
    AttendanceStatus,
    DocumentKind,
    FollowUpKind,
    Half,
    Match,
    OutcomeKind,
    PointKind,
    RelationKind,
    SessionKind,
)

TEXT, LONG, NUMBER, DAY, FLAG, LINES = "text", "long", "number", "day", "flag", "lines"
CHOICE, CHOICES, PERSON, ORGANIZATION, KEY = "choice", "choices", "person", "organization", "key"


@dataclass(frozen=True)
class Field:
    """One value of an item. ``choices`` are the codes with their labels; ``of`` the kind of
    items that a ``KEY`` names; ``needed`` whether it must be filled in; ``unstated`` whether a
    blank means that the record does not say, and not that there is nothing."""

    path: str
    label: Any
    form: str = TEXT
    choices: Any = None
    of: str = ""
    needed: bool = False
    help: Any = ""
    unstated: bool = False


@dataclass(frozen=True)
class Rows:
    """A list within an item (a document's authors), without keys of its own."""

    path: str
    label: Any
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of items. ``within`` is the kind of the items that hold them, under ``name``.

    ``titled_by`` are the fields that name an item in a list; ``new`` what an added one has
    before anything is filled in; ``single`` whether the record has just one.
    """

    name: str
    label: Any
    fields: tuple[Field | Rows, ...]
    titled_by: tuple[str, ...]
    within: str = ""
    new: dict[str, Any] = field(default_factory=dict)
    single: bool = False

    def plain(self) -> Iterator[Field]:
        """The fields that hold one value."""
        return (one for one in self.fields if isinstance(one, Field))

    def lists(self) -> Iterator[Rows]:
        """The fields that hold a list."""
        return (one for one in self.fields if isinstance(one, Rows))


# Parts of an item that are there only when one of these fields within them is filled in.
ANCHORS: dict[str, tuple[str, ...]] = {
    "date": ("on",),
    "dated_on": ("on",),
    "adopted_on": ("on",),
    "replied_on": ("on",),
    "adopted_by": ("body",),
    "considered_at": ("body",),
    "submitted_by": ("name", "role", "person", "organization"),
    "explained_by": ("name", "role", "person", "organization"),
    "author": ("text", "name", "person", "organization"),
    "source": ("line_start", "page"),
}


def _date(path: str, label: Any) -> tuple[Field, ...]:
    """A date as far as it is known."""
    return (
        Field(f"{path}.on", label, DAY),
        Field(f"{path}.precision", _("精度"), CHOICE, Precision.choices),
        Field(f"{path}.text", _("日期原文")),
    )


def _meeting(path: str, *labels: Any) -> tuple[Field, ...]:
    """Which meeting: ``labels`` are those of the body, the kind, the term and the number."""
    body, kind, term, number = labels
    return (
        Field(f"{path}.body", body, ORGANIZATION, help=_("哪个机关的会议。")),
        Field(f"{path}.kind", kind, CHOICE, SessionKind.choices),
        Field(f"{path}.term", term, NUMBER),
        Field(f"{path}.number", number, NUMBER),
    )


def _speaker(path: str, *labels: Any) -> tuple[Field, ...]:
    """Who spoke: ``labels`` are those of the name, the role, the person, the organisation."""
    name, role, person, organization = labels
    return (
        Field(f"{path}.name", name),
        Field(f"{path}.role", role),
        Field(f"{path}.person", person, PERSON),
        Field(f"{path}.organization", organization, ORGANIZATION),
    )


_SOURCE = (
    Field("source.document", _("出处文件"), KEY, of="documents"),
    Field("source.page", _("页码"), NUMBER),
    Field("source.line_start", _("起始行"), NUMBER),
    Field("source.line_end", _("终止行"), NUMBER),
)
_PRINTED_AT = (
    Field("page", _("页码"), NUMBER),
    Field("line_start", _("起始行"), NUMBER),
    Field("line_end", _("终止行"), NUMBER),
)

BULLETIN = Kind(
    "bulletin",
    _("公报"),
    (
        Field("issuer", _("编发机关"), ORGANIZATION, needed=True),
        Field("place", _("行政区域"), help=_("简称和人名在这个范围内认定。")),
        Field("term", _("届"), NUMBER),
        Field("number", _("号"), NUMBER),
        Field("running_number", _("总期数"), NUMBER),
        Field("label", _("期号（原文）")),
        Field("pages", _("页数"), NUMBER),
    ),
    ("label",),
    single=True,
)
SESSION = Kind(
    "session",
    _("会议"),
    (
        *_meeting("meeting", _("机关"), _("种类"), _("届"), _("次")),
        Field("meeting.name", _("名称"), help=_("会议的全称。")),
        Field("start_date", _("开始日期"), DAY),
        Field("start_half", _("开始半天"), CHOICE, Half.choices),
        Field("end_date", _("结束日期"), DAY),
        Field("end_half", _("结束半天"), CHOICE, Half.choices),
        Field("venue", _("地点")),
        Field("members_present", _("出席人数"), NUMBER),
        Field("deputies_present", _("列席代表人数"), NUMBER),
        Field("citizens_observing", _("旁听公民人数"), NUMBER),
        Rows(
            "chairs",
            _("主持人"),
            (
                Field("name", _("姓名（原文）"), needed=True),
                Field("role", _("职务（原文）")),
                Field("person", _("人员"), PERSON),
            ),
        ),
        *_SOURCE,
    ),
    ("meeting.name",),
    new={"meeting": {"kind": "committee"}},
    single=True,
)
ATTENDANCE = Kind(
    "attendance",
    _("出席列席"),
    (
        Field("name", _("姓名或群体"), needed=True),
        Field("person", _("人员"), PERSON),
        Field("status", _("身份"), CHOICE, AttendanceStatus.choices, needed=True),
        Field("roles", _("职务（原文）"), LINES),
        Field("count", _("人数"), NUMBER),
        *_SOURCE,
    ),
    ("name",),
    new={"status": "member"},
)
AGENDA = Kind(
    "agenda",
    _("议程"),
    (
        Field("number", _("议程序号"), NUMBER, needed=True),
        Field("number_text", _("序号（原文）")),
        Field("text", _("议程"), LONG, needed=True),
        Field("kinds", _("种类"), CHOICES, AgendaKind.choices),
        Field("minutes_number", _("纪要序号"), NUMBER),
        Field("minutes_number_text", _("纪要序号（原文）")),
        Rows(
            "reporters",
            _("报告人"),
            (
                Field("name", _("姓名（原文）")),
                Field("role", _("职务（原文）")),
                Field("person", _("人员"), PERSON),
                Field("on_behalf_of", _("受谁委托")),
                Field("topic", _("报告或说明什么")),
            ),
        ),
        Rows(
            "outcomes",
            _("审议结果"),
            (
                Field("kind", _("结果"), CHOICE, OutcomeKind.choices, needed=True),
                Field("title", _("文件名称")),
                Field("document", _("文件"), KEY, of="documents"),
            ),
        ),
        *_SOURCE,
    ),
    ("number_text", "text"),
)
DOCUMENTS = Kind(
    "documents",
    _("文件"),
    (
        Field("kind", _("种类"), CHOICE, DocumentKind.choices, needed=True),
        Field("title", _("标题"), LONG, needed=True),
        Rows(
            "authors",
            _("作者"),
            (
                Field("text", _("署名（原文）")),
                Field("organization", _("机构"), ORGANIZATION),
                Field("role", _("职务（原文）")),
                Field("name", _("姓名（原文）")),
                Field("person", _("人员"), PERSON),
            ),
        ),
        Field("addressee", _("主送")),
        *_date("dated_on", _("落款日期")),
        *_meeting(
            "adopted_by",
            _("通过的会议：机关"),
            _("通过的会议：种类"),
            _("通过的会议：届"),
            _("通过的会议：次"),
        ),
        *_date("adopted_on", _("通过日期")),
        Field("agenda_item", _("议程"), KEY, of="agenda"),
        Rows(
            "relations",
            _("文件关系"),
            (
                Field("kind", _("关系"), CHOICE, RelationKind.choices, needed=True),
                Field("document", _("对象文件"), KEY, of="documents", needed=True),
            ),
        ),
        Field("abstract", _("摘要"), LONG, unstated=True),
        Field("page_start", _("起始页"), NUMBER),
        Field("page_end", _("终止页"), NUMBER),
        Field("line_start", _("起始行"), NUMBER),
        Field("line_end", _("终止行"), NUMBER),
    ),
    ("title",),
    new={"kind": "other"},
)
SECTIONS = Kind(
    "sections",
    _("段落"),
    (
        Field("level", _("层次"), NUMBER, needed=True, help=_("0 为无标题的段落，1 为“一、”。")),
        Field("marker", _("序号")),
        Field("heading", _("小标题"), LONG),
        Field("text", _("正文"), LONG, unstated=True),
        Field("parent", _("上级段落"), KEY, of="sections"),
        *_PRINTED_AT,
    ),
    ("marker", "heading", "text"),
    within="documents",
    new={"level": 1, "line_start": 0, "line_end": 0},
)
FOOTNOTES = Kind(
    "footnotes",
    _("脚注"),
    (
        Field("marker", _("注号"), needed=True),
        Field("text", _("注文"), LONG, unstated=True),
        *_PRINTED_AT,
    ),
    ("marker", "text"),
    within="documents",
    new={"line_start": 0, "line_end": 0},
)
CITATIONS = Kind(
    "citations",
    _("引用"),
    (
        Field("title", _("所引标题")),
        Field("number", _("文号")),
        Field("count", _("次数"), NUMBER, needed=True),
        Field("cited_document", _("所引文件"), KEY, of="documents"),
        *_SOURCE,
    ),
    ("title", "number"),
    within="documents",
    new={"count": 1},
)
APPOINTMENTS = Kind(
    "appointments",
    _("任免"),
    (
        Field("name", _("姓名（原文）"), needed=True),
        Field("person", _("人员"), PERSON),
        Field("act", _("任免"), CHOICE, Act.choices, needed=True),
        Field("organization_text", _("机构（原文）")),
        Field("organization", _("机构"), ORGANIZATION),
        Field("post", _("职务"), needed=True),
        *_date("date", _("日期")),
        Field("reason", _("事由")),
        *_speaker(
            "submitted_by",
            _("提请者（原文）"),
            _("提请者职务（原文）"),
            _("提请人"),
            _("提请机关"),
        ),
        *_speaker(
            "explained_by",
            _("说明人（原文）"),
            _("说明人职务（原文）"),
            _("说明人"),
            _("说明机关"),
        ),
        Field("to_be_filed", _("须报备案"), FLAG),
        Field("filed_with", _("备案机关")),
        Field("agenda_item", _("议程"), KEY, of="agenda"),
        *_SOURCE,
    ),
    ("name", "act", "organization_text", "post"),
    new={"act": "appoint"},
)
OPINIONS = Kind(
    "opinions",
    _("审议意见"),
    (
        Field("title", _("标题"), LONG, needed=True),
        Field("document", _("文件"), KEY, of="documents"),
        Field("letter_number", _("函号")),
        Field("report", _("所审议的报告"), KEY, of="documents"),
        Field("report_title", _("所审议的报告（原文）"), LONG),
        *_meeting(
            "considered_at",
            _("审议的会议：机关"),
            _("审议的会议：种类"),
            _("审议的会议：届"),
            _("审议的会议：次"),
        ),
        *_meeting(
            "adopted_by",
            _("通过的会议：机关"),
            _("通过的会议：种类"),
            _("通过的会议：届"),
            _("通过的会议：次"),
        ),
        *_date("adopted_on", _("通过日期")),
        Field("addressee", _("交办对象（原文）")),
        Field("addressee_organization", _("交办对象"), ORGANIZATION),
        Field("aspects_count", _("方面数"), NUMBER),
        Field("points_count", _("条数"), NUMBER),
        Field("due_on", _("办理期限"), DAY),
        Field("due_rule", _("期限依据")),
        *_SOURCE,
    ),
    ("title",),
)
POINTS = Kind(
    "points",
    _("审议意见条目"),
    (
        Field("kind", _("种类"), CHOICE, PointKind.choices, needed=True),
        Field("number", _("序号"), NUMBER, needed=True),
        Field("marker", _("序号（原文）")),
        Field("title", _("标题"), LONG),
        Field("text", _("正文"), LONG, unstated=True),
        Field("parent", _("所属方面"), KEY, of="points"),
        *_SOURCE,
    ),
    ("marker", "title", "text"),
    within="opinions",
    new={"kind": "point"},
)
FOLLOW_UPS = Kind(
    "follow_ups",
    _("办理与督办"),
    (
        Field("opinion", _("审议意见"), KEY, of="opinions", needed=True),
        Field("kind", _("种类"), CHOICE, FollowUpKind.choices, needed=True),
        Field("document", _("文件"), KEY, of="documents", needed=True),
        Field("author.text", _("作者（原文）")),
        Field("author.organization", _("作者机构"), ORGANIZATION),
        Field("letter_number", _("所引函号")),
        *_date("replied_on", _("答复日期")),
        Field("evaluation", _("综合评价"), KEY, of="sections"),
        Field("recommendations", _("工作建议"), KEY, of="sections"),
        *_SOURCE,
    ),
    ("kind", "opinion"),
    new={"kind": "handling"},
)
RESPONSES = Kind(
    "responses",
    _("答复"),
    (
        Field("point", _("审议意见条目"), KEY, of="points"),
        Field("section", _("段落"), KEY, of="sections", needed=True),
        Field("heading", _("段落标题"), LONG),
        Field("match", _("认定方式"), CHOICE, Match.choices),
    ),
    ("heading",),
    within="follow_ups",
    new={"match": "by_hand"},
)
DEPUTY_CHANGES = Kind(
    "deputy_changes",
    _("代表变动"),
    (
        Field("name", _("姓名（原文）"), needed=True),
        Field("person", _("人员"), PERSON),
        Field("change", _("变动"), CHOICE, DeputyChangeKind.choices, needed=True),
        Field("cause", _("原因"), CHOICE, Cause.choices),
        Field("electoral_unit", _("选举单位")),
        Field("congress", _("人民代表大会"), ORGANIZATION, needed=True),
        Field("term", _("届"), NUMBER),
        *_date("date", _("日期")),
        *_SOURCE,
    ),
    ("electoral_unit", "name", "change"),
    new={"change": "vacated"},
)
CREDENTIALS = Kind(
    "credentials_reports",
    _("代表资格报告"),
    (
        Field("congress", _("人民代表大会"), ORGANIZATION, needed=True),
        Field("term", _("届"), NUMBER),
        Field("seats", _("代表名额"), NUMBER),
        Field("before", _("原有代表"), NUMBER),
        Field("vacated", _("出缺"), NUMBER),
        Field("by_elected", _("补选"), NUMBER),
        Field("after", _("现有代表"), NUMBER),
        *_SOURCE,
    ),
    ("congress",),
)
ORGANIZATIONS = Kind(
    "organizations",
    _("机构"),
    (
        Field("name", _("名称"), needed=True),
        Field("aliases", _("简称"), LINES),
        Field("classification", _("类别"), CHOICE, Classification.choices),
        Field("parent", _("上级机构"), ORGANIZATION),
        Field("jurisdiction", _("行政区域")),
    ),
    ("name",),
)
PEOPLE = Kind(
    "people",
    _("人员"),
    (
        Field("name", _("姓名"), needed=True),
        Field("note", _("区别说明"), help=_("区别同名者的说明，如“女”“审判员”。")),
        Field("jurisdiction", _("行政区域"), unstated=True),
        Field("exact", _("已由人认定"), FLAG),
    ),
    ("name", "note"),
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        BULLETIN, SESSION, ATTENDANCE, AGENDA, DOCUMENTS, SECTIONS, FOOTNOTES, CITATIONS,
        APPOINTMENTS, OPINIONS, POINTS, FOLLOW_UPS, RESPONSES, DEPUTY_CHANGES, CREDENTIALS,
        ORGANIZATIONS, PEOPLE,
    )
}  # fmt: skip


def kinds_within(kind: Kind) -> list[Kind]:
    """The kinds of items that an item of this kind holds."""
    return [one for one in KINDS.values() if one.within == kind.name]


@dataclass(frozen=True)
class Step:
    """A page of the review: the kinds of items that stand on it."""

    name: str
    label: Any
    kinds: tuple[Kind, ...]


STEPS: tuple[Step, ...] = (
    Step("session", _("会议"), (BULLETIN, SESSION)),
    Step("attendance", _("出席列席"), (ATTENDANCE,)),
    Step("agenda", _("议程"), (AGENDA,)),
    Step("documents", _("文件"), (DOCUMENTS,)),
    Step("appointments", _("任免"), (APPOINTMENTS,)),
    Step("opinions", _("审议意见"), (OPINIONS,)),
    Step("follow-ups", _("办理与督办"), (FOLLOW_UPS,)),
    Step("deputies", _("代表"), (DEPUTY_CHANGES, CREDENTIALS)),
    Step("organizations", _("机构"), (ORGANIZATIONS,)),
)
STEP_OF = {kind.name: step for step in STEPS for kind in step.kinds}
