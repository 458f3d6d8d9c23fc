"""Checks of review opinions and the reports on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..models import FollowUp, Opinion
from .found import ERROR, INFO, WARNING, Found, about, is_outside, where


def opinions() -> Iterator[Found]:
    """Opinions without addressee or letter, of a day outside the session, or that share a
    letter number."""
    rows = list(Opinion.objects.select_related("document__bulletin", "adopted_by"))
    bearers = Counter(row.letter_number for row in rows if row.letter_number)
    for row in rows:
        lacking = [
            label
            for label, value in (
                (_("交办对象"), row.addressee or row.addressee_organization_id),
                (_("函号"), row.letter_number),
            )
            if not value
        ]
        if lacking:
            yield _of_opinion(
                row,
                "opinion_lacks",
                INFO,
                _("《%(title)s》没有写明%(lacking)s（%(where)s）。查到后请补上。"),
                lacking=_("和").join(lacking),
            )
        if bearers[row.letter_number] > 1:
            yield _of_opinion(
                row,
                "letter_number_shared",
                WARNING,
                _(
                    "函号“%(number)s”用在 %(count)d 件审议意见上，《%(title)s》是其中之一"
                    "（%(where)s）。请核对函号。"
                ),
                number=row.letter_number,
                count=bearers[row.letter_number],
            )
        if (
            row.adopted_on
            and row.adopted_by
            and is_outside(row.adopted_on, row.adopted_on_precision, row.adopted_by)
        ):
            yield _of_opinion(
                row,
                "date_outside_session",
                ERROR,
                _(
                    "《%(title)s》的通过日期 %(day)s 不在%(session)s的会期内（%(where)s）。"
                    "请核对日期和会议。"
                ),
                day=row.adopted_on,
                session=row.adopted_by.name,
            )


def _of_opinion(row: Opinion, code: str, severity: str, message: str, **values: object) -> Found:
    document = row.document
    place = where(document) if document else _("公报未收录")
    return Found(
        code=code,
        severity=severity,
        resource="opinions",
        record=row.pk,
        message=message % {"title": row.title, "where": place, **values},
        bulletin=document.bulletin_id if document else None,
        document=document.pk if document else None,
        page=document.page_start if document else None,
        line=document.line_start if document else None,
    )


def letters() -> Iterator[Found]:
    """Reports that cite a letter under which no opinion is held."""
    held = Opinion.objects.exclude(letter_number="").order_by().values("letter_number")
    rows = FollowUp.objects.exclude(letter_number="").exclude(letter_number__in=held)
    for row in rows.select_related("bulletin", "opinion"):
        yield about(
            row,
            "unknown_letter",
            WARNING,
            _(
                "对《%(title)s》的报告引用了函号“%(number)s”，没有一件审议意见是这个函号（%(where)s）。"
                "请核对函号，或补在审议意见上。"
            ),
            title=row.opinion.title,
            number=row.letter_number,
        )
