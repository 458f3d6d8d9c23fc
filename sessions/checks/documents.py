"""Checks of documents, the agenda and the seats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from people.choices import DeputyChangeKind

from ..models import AgendaItem, CredentialsReport, Document
from .found import ERROR, INFO, WARNING, Found, about, is_outside, where


def seats() -> Iterator[Found]:
    """Seats that do not add up, or names that are not as many as the numbers say."""
    counts = {
        f"names_{kind}": Count(
            "document__deputy_changes", filter=Q(document__deputy_changes__change=kind)
        )
        for kind in DeputyChangeKind.values
    }
    rows: Any = CredentialsReport.objects.select_related("bulletin").annotate(**counts)
    for row in rows:
        if row.adds_up is False:
            yield about(
                row,
                "seats",
                ERROR,
                _("代表人数对不上：%(sum)s（%(where)s）。请对照代表资格的报告核改人数。"),
                sum=row,
            )
        if row.seats is not None and row.after is not None and row.after > row.seats:
            yield about(
                row,
                "more_deputies_than_seats",
                ERROR,
                _(
                    "现有代表 %(after)d 人，多于名额 %(seats)d 名（%(where)s）。"
                    "请对照代表资格的报告核改。"
                ),
                after=row.after,
                seats=row.seats,
            )
        for kind, stated in (("vacated", row.vacated), ("by_elected", row.by_elected)):
            named = getattr(row, f"names_{kind}")
            if named and stated is not None and named != stated:
                yield about(
                    row,
                    "deputy_names",
                    WARNING,
                    _(
                        "%(kind)s写明 %(stated)d 人，记录的姓名有 %(named)d 个（%(where)s）。"
                        "请核对是否漏录或多录。"
                    ),
                    kind=DeputyChangeKind(kind).label,
                    stated=stated,
                    named=named,
                )


def documents() -> Iterator[Found]:
    """Documents adopted on a day that is not in the session that adopted them."""
    outside = Q(adopted_on__lt=F("adopted_by__start_date")) | Q(
        adopted_on__gt=F("adopted_by__end_date")
    )
    rows = Document.objects.filter(outside).select_related("bulletin", "adopted_by")
    for row in rows:
        if row.adopted_on and is_outside(row.adopted_on, row.adopted_on_precision, row.adopted_by):
            yield Found(
                code="date_outside_session",
                severity=ERROR,
                resource="documents",
                record=row.pk,
                message=_(
                    "《%(title)s》的通过日期 %(day)s 不在%(session)s的会期内（%(where)s）。"
                    "请核对日期和会议。"
                )
                % {
                    "title": row.title,
                    "day": row.adopted_on,
                    "where": where(row),
                    "session": row.adopted_by.name if row.adopted_by else "",
                },
                bulletin=row.bulletin_id,
                document=row.pk,
                page=row.page_start,
                line=row.line_start,
            )


def agenda() -> Iterator[Found]:
    """Agenda items to which no document belongs, and of which none came."""
    rows = AgendaItem.objects.filter(documents=None).exclude(outcome_set__document__isnull=False)
    for row in rows.select_related("bulletin"):
        yield about(
            row,
            "agenda_item_without_document",
            INFO,
            _(
                "议程第 %(number)d 项“%(text)s”没有对应的文件（%(where)s）。"
                "公报载有的，请在文件上选定议程。"
            ),
            number=row.number,
            text=row.text[:40],
        )
