"""What a session brought: acts, opinions and what became of them, changes of deputies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from people.choices import Act, Cause, DeputyChangeKind

from ...choices import FollowUpKind, Match, PointKind
from ...importer import record as rec
from .fields import (
    CHOICE,
    DAY,
    FLAG,
    KEY,
    LONG,
    NUMBER,
    ORGANIZATION,
    PERSON,
    SOURCE,
    Field,
    Kind,
    date_fields,
    meeting_fields,
    speaker_fields,
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
        *date_fields("date", _("日期")),
        Field("reason", _("事由")),
        *speaker_fields(
            "submitted_by",
            _("提请者（原文）"),
            _("提请者职务（原文）"),
            _("提请人"),
            _("提请机关"),
        ),
        *speaker_fields(
            "explained_by",
            _("说明人（原文）"),
            _("说明人职务（原文）"),
            _("说明人"),
            _("说明机关"),
        ),
        Field("to_be_filed", _("须报备案"), FLAG),
        Field("filed_with", _("备案机关")),
        Field("agenda_item", _("议程"), KEY, of="agenda"),
        *SOURCE,
    ),
    ("name", "act", "organization_text", "post"),
    rec.Appointment,
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
        *meeting_fields(
            "considered_at",
            _("审议的会议：机关"),
            _("审议的会议：种类"),
            _("审议的会议：届"),
            _("审议的会议：次"),
        ),
        *meeting_fields(
            "adopted_by",
            _("通过的会议：机关"),
            _("通过的会议：种类"),
            _("通过的会议：届"),
            _("通过的会议：次"),
        ),
        *date_fields("adopted_on", _("通过日期")),
        Field("addressee", _("交办对象（原文）")),
        Field("addressee_organization", _("交办对象"), ORGANIZATION),
        Field("aspects_count", _("方面数"), NUMBER),
        Field("points_count", _("条数"), NUMBER),
        Field("due_on", _("办理期限"), DAY),
        Field("due_rule", _("期限依据")),
        *SOURCE,
    ),
    ("title",),
    rec.Opinion,
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
        *SOURCE,
    ),
    ("marker", "title", "text"),
    rec.Point,
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
        *date_fields("replied_on", _("答复日期")),
        Field("evaluation", _("综合评价"), KEY, of="sections"),
        Field("recommendations", _("工作建议"), KEY, of="sections"),
        *SOURCE,
    ),
    ("kind", "opinion"),
    rec.FollowUp,
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
    rec.Response,
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
        *date_fields("date", _("日期")),
        *SOURCE,
    ),
    ("electoral_unit", "name", "change"),
    rec.DeputyChange,
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
        *SOURCE,
    ),
    ("congress",),
    rec.Credentials,
)
