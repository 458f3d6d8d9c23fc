"""Checks of names that are printed and not yet linked to a person: who attended, chaired,
reported, or wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from ..choices import AttendanceStatus
from ..importer.acts.names import is_name
from ..models import Attendance, DocumentAuthor, Reporter, Session, SessionChair
from .found import INFO, Found, about, finding, of_document
from .scope import of_bulletin

_UNKNOWN = Q(person=None) & ~Q(name="")


def attendees(bulletin: int | None = None) -> Iterator[Found]:
    """Attendees named as persons. Groups (各区人大常委会负责人) have no person."""
    rows = Attendance.objects.filter(_UNKNOWN, count=None).exclude(status=AttendanceStatus.CITIZEN)
    for row in of_bulletin(rows, bulletin).select_related("bulletin", "session"):
        if is_name(row.name):
            yield about(
                row,
                "unresolved_person",
                INFO,
                _(
                    "出席列席%(session)s的“%(name)s”尚未认定是谁（%(where)s）。"
                    "请在这条出席列席上选定人员。"
                ),
                facts={"name": row.name},
                name=row.name,
                session=row.session.name,
            )


def reporters(bulletin: int | None = None) -> Iterator[Found]:
    """Who reported under an agenda item."""
    rows = of_bulletin(Reporter.objects.filter(_UNKNOWN), bulletin, "item__bulletin")
    for row in rows.select_related("item__bulletin"):
        yield about(
            row.item,
            "unresolved_person",
            INFO,
            _(
                "议程第 %(number)d 项的报告人“%(name)s”尚未认定是谁（%(where)s）。"
                "请在这项议程上选定人员。"
            ),
            facts={"name": row.name, "order": row.order},
            name=row.name,
            number=row.item.number,
        )


def chairs(bulletin: int | None = None) -> Iterator[Found]:
    """Who chaired a session; the finding is of the first bulletin that reports it."""
    rows: Any = SessionChair.objects.filter(_UNKNOWN)
    if bulletin is not None:
        rows = rows.filter(session__in=Session.objects.order_by().filter(bulletins=bulletin))
    for row in rows.annotate(told_in=Min("session__bulletins")).select_related("session"):
        yield finding(
            "unresolved_person",
            INFO,
            "sessions",
            row.session_id,
            _("%(session)s的主持人“%(name)s”尚未认定是谁。请在这次会议上选定人员。")
            % {"session": row.session.name, "name": row.name},
            {"name": row.name, "order": row.order},
            bulletin=bulletin or row.told_in,
        )


def authors(bulletin: int | None = None) -> Iterator[Found]:
    """Who wrote a document."""
    rows = of_bulletin(DocumentAuthor.objects.filter(_UNKNOWN), bulletin, "document__bulletin")
    for row in rows.select_related("document__bulletin"):
        yield of_document(
            row.document,
            "unresolved_person",
            INFO,
            _("《%(title)s》的作者“%(name)s”尚未认定是谁（%(where)s）。请在这个文件上选定人员。"),
            facts={"name": row.name, "order": row.order},
            name=row.name,
        )
