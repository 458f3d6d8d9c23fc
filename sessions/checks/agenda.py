"""Checks of the agenda: its numbers, its items without papers, papers without an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils.translation import gettext as _

from ..choices import DocumentKind, SessionKind
from ..models import AgendaItem, Document, Finding, Outcome
from .found import INFO, WARNING, Found, about, of_document
from .scope import numbering_of, of_bulletin

# What comes before a session comes under an item of its agenda. Not so the papers on the
# session itself, what is handed out in writing, and what is done between sessions.
K = DocumentKind
UNDER_AN_ITEM = (
    K.BILL,
    K.EXPLANATION,
    K.DRAFT_REVIEW,
    K.EXAMINATION,
    K.WORK_REPORT,
    K.DECISION,
    K.RESOLUTION,
    K.REGULATION,
    K.CREDENTIALS_REPORT,
    K.RESIGNATION_DECISION,
    K.APPOINTMENT_LIST,
)


def agenda(bulletin: int | None = None) -> Iterator[Found]:
    """Agenda items to which no document belongs, and of which none came."""
    rows = AgendaItem.objects.filter(documents=None).exclude(outcome_set__document__isnull=False)
    for row in of_bulletin(rows, bulletin).select_related("bulletin"):
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


def off_the_agenda(bulletin: int | None = None) -> Iterator[Found]:
    """Documents of a session with an agenda that stand under none of its items, though such
    documents do. What another session adopted, and what an item brought forth, is left out;
    so is what importing left open already, with the items it may belong to."""
    has_agenda = AgendaItem.objects.order_by().filter(session=OuterRef("bulletin__session"))
    doubtful = Finding.objects.order_by().filter(
        code="doubtful_agenda_item", document=OuterRef("pk")
    )
    brought_forth = Outcome.objects.order_by().filter(document=OuterRef("pk"))
    rows = Document.objects.filter(
        Exists(has_agenda),
        ~Exists(brought_forth),
        ~Exists(doubtful),
        Q(adopted_by=None) | Q(adopted_by=F("bulletin__session")),
        kind__in=UNDER_AN_ITEM,
        agenda_item=None,
    ).exclude(bulletin__session__kind=SessionKind.CHAIRPERSONS)
    for row in of_bulletin(rows, bulletin).select_related("bulletin"):
        yield of_document(
            row,
            "document_off_the_agenda",
            INFO,
            _(
                "《%(title)s》没有归入任何一项议程（%(where)s）。请在文件上选定议程；"
                "确实不在议程里的，可以搁置这个问题。"
            ),
            facts={"kind": row.kind},
        )


def numbering(bulletin: int | None = None) -> Iterator[Found]:
    """Agendas whose numbers have gaps or stand twice, unless importing told so already."""
    told = Finding.objects.order_by().filter(code="numbering", bulletin=OuterRef("bulletin"))
    items = of_bulletin(AgendaItem.objects.exclude(Exists(told)), bulletin)
    odd = (
        items.order_by()
        .values("session", "bulletin")
        .annotate(rows=Count("pk"), numbers=Count("number", distinct=True), last=Max("number"))
        .exclude(rows=F("numbers"), last=F("rows"))
    )
    agendas: dict[tuple[int, int | None], list[AgendaItem]] = defaultdict(list)
    rows = items.filter(session__in=odd.values("session"))
    for row in rows.select_related("bulletin", "session"):
        agendas[row.session_id, row.bulletin_id].append(row)
    for held in agendas.values():
        yield from _odd_numbers(held)


def _odd_numbers(items: list[AgendaItem]) -> Iterator[Found]:
    found = numbering_of(item.number for item in items)
    first = min(items, key=lambda item: (item.number, item.pk))
    if found.missing:
        yield about(
            first,
            "agenda_number_missing",
            INFO,
            _("%(session)s的议程缺第 %(numbers)s 项（%(where)s）。请核对是否漏录，或改正序号。"),
            facts={"numbers": found.missing},
            session=first.session.name,
            numbers=_("、").join(map(str, found.missing)),
        )
    if found.double:
        yield about(
            first,
            "agenda_number_twice",
            WARNING,
            _("%(session)s的议程有几项同是第 %(numbers)s 项（%(where)s）。请改正序号。"),
            facts={"numbers": found.double},
            session=first.session.name,
            numbers=_("、").join(map(str, found.double)),
        )
