"""The pages for everybody: what is published, at a glance."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.lookup import people_like
from people.models import Appointment, Person
from people.queries import read_tenures
from sessions.models import Attendance, Document, Opinion, Policy, Session, Task

from . import cited, reading
from .citing import cite
from .pictures import timeline_svg
from .pictures.tenures import person_timeline
from .templatetags.records import pages

PER_PAGE = 100


def _page(request: HttpRequest, rows: QuerySet[Any], size: int = PER_PAGE) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("page"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the bulletins, the totals."""
    totals = [
        (_("文件"), Document.objects.public().count(), ""),
        (_("任免"), Appointment.objects.public().count(), reverse("web:appointments")),
        (_("审议意见"), Opinion.objects.public().count(), reverse("web:opinions")),
        (_("政策文件"), Policy.objects.public().count(), reverse("web:policies")),
    ]
    bulletins = _page(request, reading.bulletins(), 30)
    return render(request, "web/home.html", {"bulletins": bulletins, "totals": totals})


@require_safe
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """A bulletin: its session, its agenda with outcomes, its documents."""
    row = get_object_or_404(reading.bulletins(), pk=pk)
    chairs = row.session.chair_set.select_related("person") if row.session else ()
    present = Attendance.objects.public().filter(session=row.session).order_by("status", "id")
    context = {
        "bulletin": row,
        "session": row.session,
        "chairs": chairs,
        "attendance": present if row.session else (),
        "agenda": reading.agenda_of(row.session) if row.session else (),
        "documents": reading.documents_of(row),
        "cite": cite(request, bulletin=row),
    }
    return render(request, "web/bulletin.html", context)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document: who made it, what it stands to, its outline and text, what it cites."""
    row = reading.document(pk)
    if row is None:
        raise Http404
    sections = list(row.sections.all())
    acts, told_acts = reading.told_in(reading.appointments(), row)
    citing = cited.citing_document(row.pk)
    changes, told_changes = reading.told_in(reading.deputy_changes(), row)
    context = {
        "document": row,
        "sections": sections,
        "contents": [part for part in sections if part.level == 1 and part.heading],
        "has_text": any(part.text for part in sections),
        "opinion": getattr(row, "opinion", None),
        "acts": acts,
        "changes": changes,
        "told_acts": told_acts,
        "told_changes": told_changes,
        "cited_by": citing[: cited.SHOWN],
        "cited_by_count": citing.count(),
        "cite": cite(request, bulletin=row.bulletin, pages=pages(row), title=row.title),
    }
    return render(request, "web/document.html", context)


@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    """Appointment acts, session by session."""
    rows = reading.with_tellings(reading.appointments())
    rows = rows.order_by("-date", "session", "source_line_start", "id")
    session: Session | None = None
    if asked := request.GET.get("session"):
        if not asked.isdecimal() or len(asked) > 18:
            raise Http404
        session = get_object_or_404(reading.sessions_with_acts(), pk=int(asked))
        rows = rows.filter(session=session)
    context = {
        "page": _page(request, rows),
        "query": f"session={session.pk}&" if session else "",
        "session": session,
        "sessions": reading.sessions_with_acts()[:200],
    }
    return render(request, "web/appointments.html", context)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """People by name or by the sound of it."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    rows = reading.people()
    for word in wanted.split():
        rows = rows.filter(people_like(word))
    query = f"{urlencode({'q': wanted})}&" if wanted else ""
    context = {"page": _page(request, rows), "wanted": wanted, "query": query}
    return render(request, "web/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: the acts in order, each with its instrument; and what else is held."""
    row = get_object_or_404(Person.objects.public(), pk=pk)
    if row.merged_into_id is not None:
        return redirect("web:person", pk=row.merged_into_id, permanent=True)
    attended = reading.attended().filter(person=row)
    told = reading.with_tellings(reading.appointments())
    acts = list(told.filter(person=row).order_by("date", "id"))
    changes = reading.with_tellings(reading.deputy_changes()).filter(person=row)
    tenures = read_tenures(Appointment.objects.public().filter(person=row))
    by_id = {act.pk: act for act in acts}
    timeline = person_timeline(row, tenures, by_id, timezone.localdate())
    context = {
        "person": row,
        "timeline": timeline,
        "drawn": timeline_svg.draw(timeline),
        "cite": cite(request, subject=str(row)),
        "acts": acts,
        "changes": list(changes.order_by("date", "id")),
        "attended": list(attended.order_by("session__start_date", "id")),
        "written": list(reading.authorships().filter(person=row).order_by("document_id", "id")),
        "leads": Task.objects.public().filter(leader_set__person=row).exists(),
        "reported": list(reading.reports().filter(person=row).order_by("item_id", "id")),
    }
    return render(request, "web/person.html", context)


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the reader's choice of language, and go back to where they were."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = reverse("web:home")
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, samesite="Lax"
    )
    return response
