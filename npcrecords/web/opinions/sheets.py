"""Opinions as CSV, for spreadsheets: begins with a byte order mark, so that they read it as
UTF-8; no cell is run as a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from npcrecords.core.wording import date_text
from npcrecords.rest.export import cell
from sessions.choices import Claim, OpinionState, PointKind, Satisfaction, Verified

from .asking import asked, narrowed
from .refusing import refusal
from .table import addressee_words, as_of, due_words, listed, ordered, reply_words, with_sessions
from .texts import Answer, texts_of
from .views import told

AT_ONCE = 500  # rows in memory


@require_safe
def opinions_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The table, all its pages: just what is filtered, in the same order."""
    wanted = asked(request.GET, timezone.localdate())
    if wanted.refused:
        return refusal(wanted.refused)
    rows = with_sessions(listed(narrowed(as_of(wanted.on), wanted), wanted.on))
    rows = ordered(rows, wanted.ordering)
    address = request.build_absolute_uri("/")
    lines = (_row(row, wanted.on, address) for row in rows.iterator(chunk_size=AT_ONCE))
    return sheet(lines, _columns(), f"opinions-{wanted.on.isoformat()}")


def _columns() -> tuple[str, ...]:
    return (
        _("标题"), _("函号"), _("交办对象"), _("审议的会议"), _("通过日期"), _("办理期限"),
        _("期限依据"), _("状态"), _("期限情况"), _("首次答复"), _("方面数"), _("未见答复的方面数"),
        _("状态截至"), _("网址"),
    )  # fmt: skip


def _row(row: Any, on: dt.date, address: str) -> tuple[Any, ...]:
    session = row.considered_at or row.adopted_by
    return (
        row.title, row.letter_number, addressee_words(row), session.name if session else "",
        date_text(row.adopted_on, row.adopted_on_precision, row.adopted_on_text), row.due_on,
        row.due_rule, str(OpinionState(row.state).label), due_words(row, on), reply_words(row),
        row.aspects, row.unanswered, on,
        address.rstrip("/") + reverse("web:opinion", args=[row.pk]),
    )  # fmt: skip


@require_safe
def opinion_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """An opinion, a row for each aspect and point, with what both parties say."""
    traced, _row = told(pk)
    columns = (
        _("种类"), _("序号"), _("标题"), _("正文"), _("页码"),
        _("政府自报"), _("研究处理"), _("研究处理正文"),
        _("常委会核实"), _("满意度测评"), _("跟踪督办"), _("跟踪督办正文"),
    )  # fmt: skip
    lines = []
    for one in texts_of(traced).beside:
        point = one.point
        values = (
            str(PointKind(point.kind).label), point.marker or point.number, point.title,
            point.text, point.page,
            str(Claim(point.claim).label) if point.claim else "",
            _headings(one.handling), _words(one.handling),
            str(Verified(point.verified).label) if point.verified else "",
            str(Satisfaction(point.satisfaction).label) if point.satisfaction else "",
            _headings(one.tracking), _words(one.tracking),
        )  # fmt: skip
        lines.append(values)
    return sheet(lines, columns, f"opinion-{pk}")


def _headings(answers: Iterable[Answer]) -> list[str]:
    said = []
    for one in answers:
        response = one.response
        page = _("第%(page)s页") % {"page": response.page} if response.page is not None else ""
        said.append(f"{response.marker}{response.heading} {page}".strip())
    return said


def _words(answers: Iterable[Answer]) -> str:
    """The texts; one that an earlier row has is not told again."""
    lines = []
    for one in answers:
        if one.told_at is not None:
            lines.append(_("（见前）"))
        for part in one.passage.parts:
            lines += [part.heading, *part.paragraphs]
    return "\n".join(line for line in lines if line)


def sheet(
    rows: Iterable[Iterable[Any]], columns: Iterable[str], name: str
) -> StreamingHttpResponse:
    """These rows as a file of this name."""
    response = StreamingHttpResponse(_lines(rows, columns), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(rows: Iterable[Iterable[Any]], columns: Iterable[str]) -> Iterator[bytes]:
    """The file line by line: what is not asked for is not read."""
    yield b"\xef\xbb\xbf"
    for row in chain([columns], rows):
        line = io.StringIO()
        csv.writer(line).writerow([cell(value) for value in row])
        yield line.getvalue().encode("utf-8", "replace")
