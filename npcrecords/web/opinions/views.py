"""The pages of review opinions: the table of all, and what became of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sessions.choices import FollowUpKind
from sessions.models import Bulletin, Document, Opinion
from sessions.trace import trace
from sessions.traced import Trace, TracedDocument, TracedFollowUp

from ..citing import cite
from ..headings import Heading, heading
from ..pictures import trace_svg
from ..pictures.trace_map import gap, trace_map
from ..templatetags.records import pages
from .asking import ORDERS, Asked, asked, narrowed
from .counting import dimensions
from .table import as_of, as_of_words, due_words, listed, ordered, with_sessions
from .texts import texts_of

PER_PAGE = 50


@require_safe
def opinions(request: HttpRequest) -> HttpResponse:
    """The review opinions, each as it stood on a day."""
    wanted = asked(request.GET, timezone.localdate())
    every = as_of(wanted.on)
    rows = with_sessions(listed(narrowed(every, wanted), wanted.on))
    rows = ordered(rows, wanted.ordering)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.due_words = due_words(row, wanted.on)
    context = {
        "page": page,
        "wanted": wanted,
        "query": wanted.query(),
        "everything": wanted.everything,
        "hidden": wanted.hidden,
        "dimensions": dimensions(every, wanted),
        "headings": headings(wanted),
        "as_of": as_of_words(wanted.on),
        "typed": wanted.on.isoformat(),
        "links": links(wanted),
    }
    return render(request, "web/opinions.html", context)


def headings(wanted: Asked) -> Mapping[str, Heading]:
    """By column; a second click turns the order round. Days begin with the newest."""
    names = {
        "adopted_on": _("通过日期"),
        "due_on": _("办理期限"),
        "replied_on": _("首次答复"),
        "unanswered": _("方面"),
    }
    return {name: heading(wanted, name, names[name]) for name in ORDERS}


def links(wanted: Asked) -> Mapping[str, str]:
    """The addresses of just these opinions in other forms."""

    def at(name: str, query: str) -> str:
        return reverse(f"web:{name}") + (f"?{query.removesuffix('&')}" if query else "")

    return {
        "csv": at("opinions_csv", wanted.query()),
        "calendar": at("opinions_calendar", wanted.query(ordering="")),
        "feed": at("opinions_feed", wanted.query(state="", on="", ordering="")),
    }


@require_safe
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """An opinion, point by point, with what both parties say of each."""
    traced, row = told(pk)
    printed = printed_in(traced)
    shown = TracedDocument(printed.pk, printed.title) if printed is not None else None
    picture = trace_map(traced, printed=shown)
    bulletins = _bulletins(traced)
    texts = texts_of(traced)
    context = {
        "trace": traced,
        "opinion": traced.opinion,
        "row": row,
        "due_words": due_words(row, timezone.localdate()),
        "printed": printed,
        "picture": picture,
        "drawn": trace_svg.draw(picture),
        "beside": texts.beside,
        "gaps": {kind.value: gap(traced, kind) for kind in FollowUpKind},
        "reports": [
            (one, bulletins.get(_bulletin(one)), texts.endings[one.id]) for one in traced.follow_ups
        ],
        "unfolded": request.GET.get("unfolded") == "1",
        "cite": cite(
            request,
            bulletin=printed.bulletin if printed else None,
            pages=pages(printed) if printed else "",
            title=traced.opinion.title,
        ),
    }
    return render(request, "web/opinion.html", context)


def told(pk: int) -> tuple[Trace, Any]:
    """The trace of a public opinion, and its row as the table has it, as of today. Raises
    ``Http404``."""
    today = timezone.localdate()
    row = listed(as_of(today), today).filter(pk=pk).first()
    if row is None:
        raise Http404
    try:
        return trace(pk, today), row
    except Opinion.DoesNotExist:
        raise Http404 from None


def printed_in(traced: Trace) -> Document | None:
    """The document that prints the opinion, unless it is in a draft."""
    document: Document | None = traced.opinion.document
    if document is None or document.bulletin.status != "published":
        return None
    return document


def _bulletin(report: TracedFollowUp) -> int:
    """Where it is printed; 0 where that is not known."""
    return (report.document.bulletin or 0) if report.document is not None else 0


def _bulletins(traced: Trace) -> dict[int, Bulletin]:
    """The bulletins of the reports, for their labels."""
    ids = {_bulletin(one) for one in traced.follow_ups} - {0}
    return Bulletin.objects.public().in_bulk(ids) if ids else {}
