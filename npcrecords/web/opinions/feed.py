"""What is new about review opinions, as an Atom feed (RFC 4287): opinions, reports on them, and
due dates that nobody answered by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from npcrecords.core.wording import date_text
from sessions.choices import FollowUpKind
from sessions.models import FollowUp, Opinion

from .asking import Asked, asked, narrowed
from .controls import without_controls
from .refusing import refusal
from .table import REPORT_DAY, addressee_words, as_of

MOST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new. ``path`` is its lasting address on this site."""

    at: dt.datetime
    title: str
    told: str
    path: str
    kind: str


class _Atom(Atom1Feed):
    """An empty feed was last changed at a moment that stays the same."""

    def latest_post_date(self) -> dt.datetime:
        if not self.items:
            return dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
        return super().latest_post_date()


class OpinionsFeed(Feed):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    """The newest entries, of the addressee, committee, year or words asked for. States, days
    and orders are not asked after: an entry tells what happened, and when."""

    feed_type = _Atom

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = asked(request.GET, timezone.localdate())
        if wanted.refused:
            return refusal(wanted.refused)
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Asked:
        today = timezone.localdate()
        return replace(asked(request.GET, today), on=today, is_today=True)

    def title(self, _wanted: Asked) -> str:
        return _("审议意见动态")

    def subtitle(self, _wanted: Asked) -> str:
        return _("新的审议意见、办理和督办的报告、到期未答复的审议意见。")

    def author_name(self, _wanted: Asked) -> str:
        return _("公报记录")

    def link(self, wanted: Asked) -> str:
        return reverse("web:opinions") + _query(wanted)

    def feed_url(self, wanted: Asked) -> str:
        return reverse("web:opinions_feed") + _query(wanted)

    def items(self, wanted: Asked) -> list[Entry]:
        return entries(wanted)

    def item_title(self, item: Entry) -> str:
        return without_controls(item.title)

    def item_description(self, item: Entry) -> str:
        return str(escape(without_controls(item.told)))

    def item_link(self, item: Entry) -> str:
        return item.path

    def item_updateddate(self, item: Entry) -> dt.datetime:
        return item.at

    def item_categories(self, item: Entry) -> list[str]:
        return [item.kind]


def _query(wanted: Asked) -> str:
    query = wanted.query(state="", on="", ordering="").removesuffix("&")
    return f"?{query}" if query else ""


def entries(wanted: Asked) -> list[Entry]:
    """The newest of all kinds, newest first. Three queries."""
    rows = narrowed(as_of(wanted.on), wanted, but="state")
    found = [*_adopted(rows), *_reported(rows), *_due(rows, wanted.on)]
    return sorted(found, key=attrgetter("at", "path"), reverse=True)[:MOST]


def _adopted(rows: QuerySet[Opinion]) -> Iterator[Entry]:
    """Opinions, at the moment when the bulletin that prints them, or else the first that tells of
    them, was published."""
    told = FollowUp.objects.order_by("pk").public().filter(opinion=OuterRef("pk"))
    printed = When(document__bulletin__status="published", then="document__bulletin__published_at")
    first = told.values(at=_published())[:1]
    newest = rows.annotate(at=Coalesce(Case(printed), Subquery(first), "modified"))
    for row in newest.select_related("addressee_organization").order_by("-at", "-pk")[:MOST]:
        day = date_text(row.adopted_on, row.adopted_on_precision, row.adopted_on_text)
        told_of = [
            _("%(day)s通过") % {"day": day} if day else "",
            row.letter_number,
            _("交办对象：%(name)s") % {"name": addressee_words(row)}
            if addressee_words(row)
            else "",
            _("办理期限：%(day)s") % {"day": date_format(row.due_on, "DATE_FORMAT")}
            if row.due_on
            else "",
        ]
        title = _("审议意见：%(title)s") % {"title": row.title}
        yield Entry(row.at, title, _sentence(told_of), _path(row.pk), "opinion")


def _published() -> Coalesce:
    return Coalesce("bulletin__published_at", "document__bulletin__published_at")


def _reported(rows: QuerySet[Opinion]) -> Iterator[Entry]:
    """Reports, at the moment when their bulletin was published."""
    reports = FollowUp.objects.order_by().public().filter(opinion__in=rows.values("pk"))
    newest: QuerySet[Any] = reports.annotate(at=Coalesce(_published(), "modified"))
    newest = newest.select_related("opinion", "author_organization", "document")
    for row in newest.order_by("-at", "-pk")[:MOST]:
        kind = str(FollowUpKind(row.kind).label)
        organization = row.author_organization
        told_of = [
            organization.name if organization is not None else row.author_name,
            _day_words(row),
        ]
        title = _("%(kind)s：%(title)s") % {"kind": kind, "title": row.opinion.title}
        yield Entry(
            row.at, title, _sentence(told_of), f"{_path(row.opinion_id)}#f{row.pk}", row.kind
        )


def _day_words(row: FollowUp) -> str:
    """The day of the report: a committee's retells the government's, which is not its own."""
    document = row.document
    if row.replied_on is not None and row.kind == FollowUpKind.HANDLING:
        return date_text(row.replied_on, row.replied_on_precision, row.replied_on_text)
    if document is None:
        return ""
    return date_text(document.dated_on, document.dated_on_precision, document.dated_on_text)


def _due(rows: QuerySet[Opinion], on: dt.date) -> Iterator[Entry]:
    """Due dates by which neither a report had come nor the opinion was closed, at the beginning
    of the day."""
    reports = FollowUp.objects.order_by().public().annotate(day=REPORT_DAY)
    retold = Q(kind=FollowUpKind.TRACKING, replied_on__lte=OuterRef("due_on"))
    made = reports.filter(
        Q(day=None) | Q(day__lte=OuterRef("due_on")) | retold, opinion=OuterRef("pk")
    )
    waited = rows.filter(
        Q(closed_on=None) | Q(closed_on__gt=F("due_on")),
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=F("due_on")),
        ~Exists(made),
    )
    waited = waited.filter(due_on__lte=on).select_related("addressee_organization")
    for row in waited.order_by("-due_on", "-pk")[:MOST]:
        day = row.due_on
        assert day is not None
        at = timezone.make_aware(dt.datetime.combine(day, dt.time()))
        told_of = [
            _("%(day)s到期") % {"day": date_format(day, "DATE_FORMAT")},
            _("交办对象：%(name)s") % {"name": addressee_words(row)}
            if addressee_words(row)
            else "",
            _("期限依据：%(rule)s") % {"rule": row.due_rule},
        ]
        title = _("办理期限到期：%(title)s") % {"title": row.title}
        path = f"{_path(row.pk)}#due-{day.isoformat()}"
        yield Entry(at, title, _sentence(told_of), path, "due")


def _path(pk: int) -> str:
    return reverse("web:opinion", args=[pk])


def _sentence(parts: list[str]) -> str:
    return _("；").join(part for part in parts if part)


opinions_feed = require_safe(conditional_page(OpinionsFeed()))
