"""Checks of review opinions and the reports on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from people.tenures import last_day

from ..choices import FollowUpKind
from ..models import FollowUp, Opinion, Response
from .found import (
    ERROR,
    INFO,
    WARNING,
    Found,
    about,
    finding,
    is_outside,
    session_facts,
    where,
)
from .scope import of_bulletin


def opinions(bulletin: int | None = None) -> Iterator[Found]:
    """Opinions without addressee or letter, of a day outside the session or after the day by
    which they are to be answered, or that share a letter number."""
    rows = list(Opinion.objects.select_related("document__bulletin", "adopted_by"))
    bearers = Counter(row.letter_number for row in rows if row.letter_number)
    reports = FollowUp.objects.filter(bulletin=bulletin) if bulletin else FollowUp.objects.none()
    told = set(reports.values_list("opinion_id", flat=True))
    for row in rows:
        printed = row.document.bulletin_id if row.document else None
        if bulletin is None or printed == bulletin or (printed is None and row.pk in told):
            yield from _lacking(row)
            yield from _shared_letter(row, bearers[row.letter_number])
            yield from _days(row)


def _lacking(row: Opinion) -> Iterator[Found]:
    lacking = {
        name: label
        for name, label, value in (
            ("addressee", _("交办对象"), row.addressee or row.addressee_organization_id),
            ("letter_number", _("函号"), row.letter_number),
        )
        if not value
    }
    if lacking:
        yield _of_opinion(
            row,
            "opinion_lacks",
            INFO,
            _("《%(title)s》没有写明%(lacking)s（%(where)s）。查到后请补上。"),
            facts={"lacking": list(lacking)},
            lacking=_("和").join(lacking.values()),
        )


def _shared_letter(row: Opinion, bearers: int) -> Iterator[Found]:
    if bearers > 1:
        yield _of_opinion(
            row,
            "letter_number_shared",
            WARNING,
            _(
                "函号“%(number)s”用在 %(count)d 件审议意见上，《%(title)s》是其中之一"
                "（%(where)s）。请核对函号。"
            ),
            number=row.letter_number,
            count=bearers,
        )


def _days(row: Opinion) -> Iterator[Found]:
    if row.adopted_on is None:
        return
    if row.adopted_by and is_outside(row.adopted_on, row.adopted_on_precision, row.adopted_by):
        yield _of_opinion(
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
    if row.due_on is not None and row.due_on < row.adopted_on:
        yield _of_opinion(
            row,
            "due_before_adoption",
            ERROR,
            _(
                "《%(title)s》的办理期限 %(due)s 早于通过日期 %(day)s（%(where)s）。"
                "请核对这两个日期。"
            ),
            due=row.due_on,
            day=row.adopted_on,
        )


def _of_opinion(
    row: Opinion,
    code: str,
    severity: str,
    message: str,
    *,
    facts: Mapping[str, object] | None = None,
    **values: object,
) -> Found:
    document = row.document
    place = where(document) if document else _("公报未收录")
    return finding(
        code,
        severity,
        "opinions",
        row.pk,
        message % {"title": row.title, "where": place, **values},
        {"title": row.title, **(values if facts is None else facts)},
        bulletin=document.bulletin_id if document else None,
        document=document.pk if document else None,
        page=document.page_start if document else None,
        line=document.line_start if document else None,
    )


def follow_ups(bulletin: int | None = None) -> Iterator[Found]:
    """Reports that cite a letter under which no opinion is held, or another one than theirs;
    that reply, tell of a reply or track before there was an opinion; or that are held twice."""
    held = Opinion.objects.order_by().filter(letter_number=OuterRef("letter_number"))
    others = held.exclude(pk=OuterRef("opinion"))
    same = FollowUp.objects.order_by().filter(
        opinion=OuterRef("opinion"),
        kind=OuterRef("kind"),
        document__title=OuterRef("document__title"),
        pk__lt=OuterRef("pk"),
    )
    rows = FollowUp.objects.annotate(
        held=Exists(held), of_another=Exists(others), first_held=Subquery(same.values("pk")[:1])
    )
    unknown = ~Q(letter_number="") & (Q(held=False) | Q(of_another=True))
    adopted = F("opinion__adopted_on")
    early = Q(replied_on__lt=adopted) | Q(document__dated_on__lt=adopted)
    rows = of_bulletin(rows, bulletin).filter(unknown | early | Q(first_held__isnull=False))
    for row in rows.select_related("bulletin", "opinion", "document"):
        if row.letter_number and not row.held:
            yield about(
                row,
                "unknown_letter",
                WARNING,
                _(
                    "对《%(title)s》的报告引用了函号“%(number)s”，没有一件审议意见是这个函号"
                    "（%(where)s）。请核对函号，或补在审议意见上。"
                ),
                title=row.opinion.title,
                number=row.letter_number,
            )
        elif row.letter_number and row.of_another:
            yield about(
                row,
                "letter_of_another",
                WARNING,
                _(
                    "对《%(title)s》的报告引用了函号“%(number)s”，另一件审议意见也是这个函号"
                    "（%(where)s）。请核对函号，或核对报告归入的审议意见。"
                ),
                title=row.opinion.title,
                number=row.letter_number,
            )
        if row.first_held is not None:
            yield about(
                row,
                "report_twice",
                WARNING,
                _(
                    "对《%(title)s》的这份报告（%(where)s）与已收的另一份报告（编号 %(other)d）"
                    "同名。是同一份的，请删去一份；是再次报告的，可以搁置。"
                ),
                title=row.opinion.title,
                other=row.first_held,
            )
        yield from _early(row)


def _early(row: FollowUp) -> Iterator[Found]:
    """The first of the report's days that is before the opinion, even on the last day that it
    allows. A committee's report retells the government's reply, and is of a day of its own."""
    adopted, document = row.opinion.adopted_on, row.document
    if adopted is None:
        return
    tracking = row.kind == FollowUpKind.TRACKING
    days = [(row.replied_on, row.replied_on_precision, tracking)]
    if document is not None and (tracking or row.replied_on is None):
        days.append((document.dated_on, document.dated_on_precision, False))
    for day, precision, retold in days:
        if day is None or last_day(day, precision) >= adopted:
            continue
        message = _(
            "对《%(title)s》的报告写于 %(reply)s，早于审议意见的通过日期 %(day)s"
            "（%(where)s）。请核对日期，或核对报告归入的审议意见。"
        )
        if retold:
            message = _(
                "对《%(title)s》的督办报告说政府于 %(reply)s 答复，早于审议意见的通过日期 %(day)s"
                "（%(where)s）。请核对日期，或核对报告归入的审议意见。"
            )
        yield about(
            row,
            "reply_before_opinion",
            WARNING,
            message,
            title=row.opinion.title,
            reply=day,
            day=adopted,
        )
        return


def responses(bulletin: int | None = None) -> Iterator[Found]:
    """Answers of which it is not known what they answer."""
    rows = of_bulletin(Response.objects.filter(point=None), bulletin)
    for row in rows.select_related("bulletin", "follow_up__opinion"):
        yield about(
            row,
            "response_without_point",
            INFO,
            _(
                "对《%(title)s》的报告里“%(heading)s”一节没有归入审议意见的哪一条（%(where)s）。"
                "请在这条答复上选定条目。"
            ),
            title=row.follow_up.opinion.title,
            heading=row.heading,
        )
