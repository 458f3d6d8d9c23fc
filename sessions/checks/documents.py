"""Checks of documents and of the seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Max, Q, RowRange, Window
from django.utils.translation import gettext as _

from people.choices import DeputyChangeKind

from ..models import Bulletin, CredentialsReport, Document
from .found import (
    ERROR,
    INFO,
    WARNING,
    Found,
    about,
    finding,
    is_outside,
    of_document,
    session_facts,
)
from .scope import Numbering, numbering_of, of_bulletin


def seats(bulletin: int | None = None) -> Iterator[Found]:
    """Seats that do not add up, or names that are not as many as the numbers say."""
    counts = {
        f"names_{kind}": Count(
            "document__deputy_changes", filter=Q(document__deputy_changes__change=kind)
        )
        for kind in DeputyChangeKind.values
    }
    rows: Any = of_bulletin(CredentialsReport.objects.annotate(**counts), bulletin)
    for row in rows.select_related("bulletin"):
        if row.adds_up is False:
            yield about(
                row,
                "seats",
                ERROR,
                _("代表人数对不上：%(sum)s（%(where)s）。请对照代表资格的报告核改人数。"),
                facts={"sum": [row.before, row.vacated, row.by_elected, row.after]},
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
                    facts={"kind": kind, "stated": stated, "named": named},
                    kind=DeputyChangeKind(kind).label,
                    stated=stated,
                    named=named,
                )


def seats_in_order(bulletin: int | None = None) -> Iterator[Found]:
    """Credentials reports of one congress and term of which one begins with another number of
    deputies than the last one ended with."""
    rows = CredentialsReport.objects.exclude(bulletin=None).select_related("bulletin")
    last: dict[tuple[int, int | None], CredentialsReport] = {}
    for row in rows.order_by("bulletin__term", "bulletin__number", "source_line_start", "pk"):
        before = last.get((row.congress_id, row.term))
        last[row.congress_id, row.term] = row
        if before is None or bulletin not in {None, row.bulletin_id}:
            continue
        if None in {before.after, row.before} or before.after == row.before:
            continue
        yield about(
            row,
            "seats_do_not_follow",
            WARNING,
            _(
                "上一次报告后有代表 %(after)d 人，这次报告说原有 %(before)d 人（%(where)s）。"
                "请核对人数，或补录中间的报告。"
            ),
            facts={"after": before.after, "before": row.before, "last": before.pk},
            after=before.after,
            before=row.before,
        )


def documents(bulletin: int | None = None) -> Iterator[Found]:
    """Documents adopted on a day that is not in the session that adopted them."""
    outside = Q(adopted_on__lt=F("adopted_by__start_date")) | Q(
        adopted_on__gt=F("adopted_by__end_date")
    )
    rows = of_bulletin(Document.objects.filter(outside), bulletin)
    for row in rows.select_related("bulletin", "adopted_by"):
        if row.adopted_on and is_outside(row.adopted_on, row.adopted_on_precision, row.adopted_by):
            yield of_document(
                row,
                "date_outside_session",
                ERROR,
                _(
                    "《%(title)s》的通过日期 %(day)s 不在%(session)s的会期内（%(where)s）。"
                    "请核对日期和会议。"
                ),
                facts=session_facts(row.adopted_on, row.adopted_by),
                day=row.adopted_on,
                session=row.adopted_by.name,
            )


def layout(bulletin: int | None = None) -> Iterator[Found]:
    """Documents of a bulletin whose numbers have gaps or stand twice, or whose lines run into
    one another."""
    yield from _sequences(bulletin)
    before: Any = Window(
        Max("line_end"),
        partition_by=F("bulletin"),
        order_by=[F("line_start").asc(), F("id").asc()],
        frame=RowRange(end=-1),
    )
    placed = of_bulletin(Document.objects.exclude(line_start=None), bulletin)
    rows = placed.order_by().annotate(before=before).filter(line_start__lte=F("before"))
    for row in rows.select_related("bulletin"):
        yield of_document(
            row,
            "documents_overlap",
            WARNING,
            _(
                "《%(title)s》从第 %(start)d 行开始，而它前面的文件到第 %(before)d 行才结束"
                "（%(where)s）。请核对两个文件的起止行。"
            ),
            start=row.line_start,
            before=row.before,
        )


def _sequences(bulletin: int | None) -> Iterator[Found]:
    odd = (
        of_bulletin(Document.objects.order_by(), bulletin)
        .values("bulletin")
        .annotate(rows=Count("pk"), numbers=Count("sequence", distinct=True), last=Max("sequence"))
        .exclude(rows=F("numbers"), last=F("rows"))
    )
    rows = Document.objects.order_by().filter(bulletin__in=odd.values("bulletin"))
    of_each: dict[int, list[int]] = defaultdict(list)
    for pk, sequence in rows.values_list("bulletin_id", "sequence"):
        of_each[pk].append(sequence)
    for row in Bulletin.objects.filter(pk__in=of_each).select_related("issuer"):
        for code, severity, message, facts in _odd_numbers(numbering_of(of_each[row.pk])):
            yield finding(
                code,
                severity,
                "bulletins",
                row.pk,
                message % {"bulletin": row, "numbers": _("、").join(map(str, facts["numbers"]))},
                facts,
                bulletin=row.pk,
            )


def _odd_numbers(numbering: Numbering) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    if numbering.missing:
        message = _(
            "%(bulletin)s的文件次序缺第 %(numbers)s 号。请核对是否漏录了文件，或改正文件的次序。"
        )
        yield "document_missing", INFO, message, {"numbers": numbering.missing}
    if numbering.double:
        message = _("%(bulletin)s有几个文件的次序同是第 %(numbers)s 号。请改正文件的次序。")
        yield "document_twice", WARNING, message, {"numbers": numbering.double}
