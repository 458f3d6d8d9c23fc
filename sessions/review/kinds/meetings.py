"""The bulletin itself, its session, who was there, the agenda."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ...choices import AgendaKind, AttendanceStatus, Half, OutcomeKind
from ...importer import record as rec
from .fields import (
    CHOICE,
    CHOICES,
    DAY,
    KEY,
    LINES,
    LONG,
    NUMBER,
    ORGANIZATION,
    PERSON,
    SOURCE,
    Field,
    Kind,
    Rows,
    meeting_fields,
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
    rec.Bulletin,
    single=True,
)

SESSION = Kind(
    "session",
    _("会议"),
    (
        *meeting_fields("meeting", _("机关"), _("种类"), _("届"), _("次")),
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
        *SOURCE,
    ),
    ("meeting.name",),
    rec.Session,
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
        *SOURCE,
    ),
    ("name",),
    rec.Attendance,
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
        *SOURCE,
    ),
    ("number_text", "text"),
    rec.AgendaItem,
)
