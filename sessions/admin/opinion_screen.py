"""What the page of an opinion shows beside its form: the reports on it, the answers beside the
points they answer, those that wait to be settled, the due date that the rules propose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from npcrecords.core.admin.by_hand import add_url
from npcrecords.core.dates import Precision
from npcrecords.core.wording import place_text

from ..choices import FollowUpKind, Status
from ..due_proposals import proposal_for
from ..importer.opinion.match_scores import Answer as Said
from ..importer.opinion.match_scores import Aspect, scores_of
from ..models import FollowUp, Opinion, OpinionPoint, Response, Section
from .answer_rows import SHOWN, AnswerFormSet
from .finding_links import Link
from .opinion_rows import PointFormSet, name_of

TAKE_DUE, SETTLE = "_take_due", "_settle"
RIVALS = 3
LEAST = 0.05  # what has less in common with a section than this is no rival
MOST_CELLS = 4_000  # points times open answers that are compared


@dataclass(frozen=True, slots=True)
class Rival:
    """A point that an open answer may be on: choosing it is one click (``value``)."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A section of a report on the opinion, with the form that says which point it answers."""

    row: Response
    form: Any
    kind: str
    place: Link | None
    excerpt: str
    change: str
    rivals: list[Rival] = field(default_factory=list)

    @property
    def said_on(self) -> str:
        """The day of the report, where it is known to the day."""
        report, section = self.row.follow_up, self.row.section
        day, precision = report.replied_on, report.replied_on_precision
        if day is None and section is not None:
            day, precision = section.document.dated_on, section.document.dated_on_precision
        return day.isoformat() if day is not None and precision == Precision.DAY else ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report on the opinion."""

    row: FollowUp
    change: str
    document: Link | None
    add_answer: str


@dataclass(frozen=True, slots=True)
class Screen:
    """``answers``: by point, then by kind of report; ``open``: those whose point is not known;
    ``elsewhere``: those whose point is not on the page."""

    answers: dict[int, dict[str, list[Answer]]]
    open: list[Answer]
    elsewhere: list[Answer]


def screen_of(formsets: Sequence[Any]) -> Screen:
    """The answers as the page shows them. No query: all of it is in the forms."""
    points = next((one for one in formsets if isinstance(one, PointFormSet)), None)
    shown = {form.instance.pk for form in points.initial_forms} if points is not None else set()
    rows = next((one for one in formsets if isinstance(one, AnswerFormSet)), None)
    screen = Screen(defaultdict(lambda: defaultdict(list)), [], [])
    for form in rows.initial_forms if rows is not None else ():
        point = form.initial.get("point")  # where it stands now, whatever is being typed
        answer = _answer(form)
        if point is None:
            screen.open.append(answer)
        elif point in shown:
            screen.answers[point][answer.kind].append(answer)
        else:
            screen.elsewhere.append(answer)
    if rows is not None:
        _find_rivals(screen.open, rows.points)
    for form in points.initial_forms if points is not None else ():
        form.instance.answers = screen.answers.get(form.instance.pk, {})
    return screen


def _answer(form: Any) -> Answer:
    row: Response = form.instance
    said = getattr(row, "said", None) or ""
    return Answer(
        row=row,
        form=form,
        kind=row.follow_up.kind,
        place=_place(row),
        excerpt=f"{said[:SHOWN]}……" if len(said) > SHOWN else said,
        change=reverse("admin:congress_response_change", args=[row.pk]),
    )


def _place(row: Response) -> Link | None:
    """The section in the text that everybody reads; of a draft, the page of its document."""
    section: Section | None = row.section
    if section is None:
        return None
    document = section.document
    text = _("《%(title)s》%(place)s") % {
        "title": document.title,
        "place": place_text(section.page, section.line_start, section.line_end),
    }
    if document.bulletin.status == Status.PUBLISHED:
        return Link(f"{reverse('web:document', args=[document.pk])}#s{section.pk}", text)
    return Link(reverse("admin:congress_document_change", args=[document.pk]), text)


def _find_rivals(answers: list[Answer], points: Sequence[OpinionPoint]) -> None:
    """The points that come nearest to what each of the answers is called and begins with."""
    if not answers or not points or len(answers) * len(points) > MOST_CELLS:
        return
    asked = [Aspect(point.title, getattr(point, "said", None) or "") for point in points]
    said = [Said(one.row.heading, one.excerpt) for one in answers]
    total = scores_of(asked, said).total
    for column, answer in enumerate(answers):
        near = sorted(range(len(points)), key=lambda index: -total[index][column])
        answer.rivals.extend(
            Rival(f"{answer.form.prefix}:{points[index].pk}", name_of(points[index]))
            for index in near[:RIVALS]
            if total[index][column] >= LEAST
        )


def reports_on(opinion: Opinion) -> list[Report]:
    """The reports on an opinion. One query."""
    rows = FollowUp.objects.filter(opinion=opinion).select_related(
        "document__bulletin", "author_organization"
    )
    return [
        Report(
            row=row,
            change=reverse("admin:congress_followup_change", args=[row.pk]),
            document=None
            if row.document is None
            else Link(
                reverse("admin:congress_document_change", args=[row.document_id]),
                row.document.title,
            ),
            add_answer=add_url(Response, follow_up=row.pk, bulletin=row.bulletin_id),
        )
        for row in rows.order_by("kind", "replied_on", "pk")
    ]


def beside_opinion(opinion: Opinion) -> dict[str, Any]:
    """What the page says above the form."""
    proposal = proposal_for(opinion)
    if opinion.withdrawn_on is not None or (proposal and proposal.due_on == opinion.due_on):
        proposal = None
    adds = [
        Link(add_url(FollowUp, opinion=opinion, kind=kind), _("＋ %(kind)s") % {"kind": kind.label})
        for kind in FollowUpKind
    ]
    return {"reports": reports_on(opinion), "report_adds": adds, "proposal": proposal}


# One click


def one_click(data: QueryDict, opinion: Opinion) -> QueryDict:
    """What is sent, as if what a button stands for had been typed in the form, and the form
    saved to be gone on with."""
    if TAKE_DUE in data:
        proposal = proposal_for(opinion)
        data = _onward(data, TAKE_DUE)
        if proposal is not None:
            data["due_on"], data["due_rule"] = proposal.due_on.isoformat(), proposal.words
    elif SETTLE in data:
        prefix, _colon, point = str(data[SETTLE]).rpartition(":")
        data = _onward(data, SETTLE)
        if f"{prefix}-id" in data and point.isdecimal():
            data[f"{prefix}-point"] = point
    return data


def _onward(data: QueryDict, button: str) -> QueryDict:
    copied = data.copy()
    del copied[button]
    copied["_continue"] = "1"
    return copied
