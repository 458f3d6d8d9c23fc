"""The rows of the table: opinions as they stood on a day, by what the public sees."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from npcrecords.core.dates import Precision
from npcrecords.core.wording import date_text
from sessions.choices import FollowUpKind, OpinionState, PointKind
from sessions.models import FollowUp, Opinion, OpinionPoint, Response
from sessions.queries import with_state
from sessions.replies import PRECISION, PRINTED_FOR, replies_by

from ..reading import public_session

# The day of a report itself, as ``sessions.states`` has it: what a committee's report gives as
# the reply is the government's.
REPORT_DAY = Case(
    When(kind=FollowUpKind.TRACKING, then=Coalesce("document__dated_on", PRINTED_FOR)),
    default=Coalesce("replied_on", "document__dated_on", PRINTED_FOR),
    output_field=DateField(),
)


def as_of(on: dt.date) -> QuerySet[Opinion]:
    """The public opinions, each with its ``state`` on that day and the ``body`` (an
    organisation's id) whose opinion it is. On a day that is past, those adopted later were not
    there yet."""
    rows = with_state(Opinion.objects.public(), on)
    if on < timezone.localdate():
        rows = rows.filter(Q(adopted_on=None) | Q(adopted_on__lte=on))
    return rows.annotate(body=_body())


def _body() -> Coalesce:
    """Whose opinion it is: of the committee whose bulletin prints it, else of that whose
    bulletin first tells of it, else, typed by hand, of that whose session it comes from."""
    told = FollowUp.objects.order_by("pk").public().filter(opinion=OuterRef("pk"))
    issuer = Coalesce("bulletin__issuer", "document__bulletin__issuer")
    printed = Case(
        When(document__bulletin__status="published", then="document__bulletin__issuer"),
        output_field=IntegerField(),
    )
    return Coalesce(
        printed,
        Subquery(told.exclude(bulletin=None, document=None).values(issuer=issuer)[:1]),
        "considered_at__body",
        "adopted_by__body",
        output_field=IntegerField(),
    )


def with_replies(rows: QuerySet[Opinion], on: dt.date) -> QuerySet[Any]:
    """Rows of ``as_of(on)`` with their addressee and the first reply: whether it had been
    ``replied``, the day ``replied_on`` and its ``replied_on_precision``."""
    replies = replies_by(on, drafts=False)
    replied: QuerySet[Any] = rows.annotate(
        replied_on_precision=Subquery(replies.values(known=PRECISION)[:1]),
        replied=Exists(replies),
    )
    return replied.select_related("addressee_organization")


def listed(rows: QuerySet[Opinion], on: dt.date) -> QuerySet[Any]:
    """Rows of ``as_of(on)`` with all that is told of each but its session: the first reply,
    and ``aspects``, their number as stated or counted; of those held, ``unanswered`` are those
    that the government had not answered by that day (``sessions.trace`` says when one is)."""
    found: QuerySet[Any] = with_replies(rows, on).annotate(
        aspects=Coalesce("aspects_count", _counted(_aspects())),
        unanswered=Coalesce(_counted(_unanswered(on)), Value(0)),
    )
    return found


def with_sessions(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with their sessions, those that are public. Two queries more."""
    return rows.prefetch_related(public_session("considered_at"), public_session("adopted_by"))


def _made(kind: str, on: dt.date) -> QuerySet[Any]:
    """The public reports of a kind made by that day, each with its ``day`` if it is known."""
    reports = FollowUp.objects.order_by().public().filter(kind=kind)
    rows: QuerySet[Any] = reports.annotate(day=REPORT_DAY)
    return rows.filter(Q(day=None) | Q(day__lte=on))


def _aspects() -> QuerySet[Any]:
    points = OpinionPoint.objects.order_by().public()
    return points.filter(opinion=OuterRef("pk"), kind=PointKind.ASPECT)


def _unanswered(on: dt.date) -> QuerySet[Any]:
    """The aspects of which neither the aspect nor one of its points is answered."""
    answers = Response.objects.order_by().public()
    answers = answers.filter(follow_up__in=_made(FollowUpKind.HANDLING, on).values("pk"))
    below = OpinionPoint.objects.order_by().public().filter(parent=OuterRef("pk"))
    return _aspects().filter(
        ~Exists(answers.filter(point=OuterRef("pk"))),
        ~Exists(below.filter(Exists(answers.filter(point=OuterRef("pk"))))),
    )


def _counted(points: QuerySet[Any]) -> Subquery:
    counted = points.values("opinion").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def ordered(rows: QuerySet[Any], ordering: str) -> QuerySet[Any]:
    """In this order, whatever has no day last, of one day the newest record first."""
    name = ordering.removeprefix("-")
    column = F(name)
    first = column.desc(nulls_last=True) if ordering != name else column.asc(nulls_last=True)
    return rows.order_by(first, "-id")


def due_words(row: Any, on: dt.date) -> str:
    """How the due date stood on that day: how long until it, how long past it, or how early or
    late the first reply came. "" where there is none, or the day of the reply is not known."""
    if row.due_on is None or row.state == OpinionState.CLOSED:
        return ""
    if row.replied_on is not None:
        return _replied_words(row)
    if row.replied or row.state not in {OpinionState.AWAITING, OpinionState.OVERDUE}:
        return ""
    days = (row.due_on - on).days
    if days == 0:
        return _("今天到期") if on == timezone.localdate() else _("当天到期")
    if days > 0:
        return _("还有%(days)s天") % {"days": days}
    return _("已逾期%(days)s天") % {"days": -days}


def _replied_words(row: Any) -> str:
    if row.replied_on_precision != Precision.DAY:
        return ""
    late = (row.replied_on - row.due_on).days
    if late > 0:
        return _("逾期%(days)s天答复") % {"days": late}
    return _("按期答复")


def reply_words(row: Any) -> str:
    """The day of the first reply as far as it is known; "" where there was none."""
    if row.replied_on is None:
        return _("日期不详") if row.replied else ""
    return date_text(row.replied_on, row.replied_on_precision, "")


def addressee_words(row: Any) -> str:
    """Who is to act: the organisation's name, else as printed."""
    organization = row.addressee_organization
    return str(organization.name if organization is not None else row.addressee)


def as_of_words(on: dt.date) -> str:
    """Of a day to come it is said that nobody knows it yet."""
    said = _("截至%(day)s")
    if on > timezone.localdate():
        said = _("按今天所知推算到%(day)s")
    return said % {"day": date_format(on, "DATE_FORMAT")}
