"""What the picture of a trace tells: an opinion, its aspects in order, what each party says of
each, and what nobody answers. Without a measure in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from npcrecords.core.wording import date_text
from sessions.choices import Claim, FollowUpKind, OpinionState, Satisfaction, Verified
from sessions.traced import (
    Trace,
    TracedDocument,
    TracedFollowUp,
    TracedPoint,
    TracedResponse,
    TracedSection,
)

from ..points import answered_by, label

FEW = 5  # aspects that the summary names


@dataclass(frozen=True, slots=True)
class Head:
    """The opinion, the report it is about, or a report on it: ``kind`` says which."""

    kind: str
    words: str
    told: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A section that answers; ``place`` is its page. ``shared`` says in words which other
    aspects it answers; ``section`` is the same number wherever it is the same section."""

    words: str
    place: str
    href: str
    shared: str = ""
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What one party says of an aspect: its ``verdict`` in a word, and where it says it. Where
    it says nothing, ``gap`` is the word for that."""

    verdict: str = ""
    said: tuple[Said, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An aspect (or a point under none) between what both parties say of it."""

    words: str
    told: str
    href: str
    handling: Voice
    tracking: Voice

    @property
    def voices(self) -> tuple[Voice, Voice]:
        return self.handling, self.tracking


@dataclass(frozen=True, slots=True)
class TraceMap:
    """The picture. ``before`` is the report that the opinion is about; ``handling`` and
    ``tracking`` are the reports on it, ``endings`` their evaluation and recommendations;
    ``unsettled`` are sections of which nobody has settled what they answer."""

    key: str
    title: str
    summary: str
    before: Head | None
    opinion: Head
    rows: tuple[Row, ...]
    handling: tuple[Head, ...]
    tracking: tuple[Head, ...]
    endings: tuple[tuple[Said, ...], tuple[Said, ...]] = ((), ())
    unsettled: tuple[tuple[Said, ...], tuple[Said, ...]] = ((), ())

    @property
    def is_empty(self) -> bool:
        """Whether there is no aspect and no answer to draw."""
        return not self.rows and not any(self.unsettled)


def trace_map(traced: Trace, *, printed: TracedDocument | None = None) -> TraceMap:
    """The picture of a trace. ``printed`` is the document that prints the opinion, where it may
    be shown."""
    points = [*traced.aspects, *traced.points]
    shared = _shared(points)
    rows = tuple(_row(point, traced, shared) for point in points)
    by_kind = [
        [one for one in traced.follow_ups if one.kind == kind]
        for kind in (FollowUpKind.HANDLING, FollowUpKind.TRACKING)
    ]
    handling, tracking = (tuple(_report(one) for one in of_kind) for of_kind in by_kind)
    endings = tuple(tuple(_endings(of_kind)) for of_kind in by_kind)
    unsettled = tuple(
        tuple(_said(one, {}) for report in of_kind for one in report.unassigned)
        for of_kind in by_kind
    )
    return TraceMap(
        key="trace",
        title=_("%(title)s：办理脉络") % {"title": traced.opinion.title},
        summary=_summary(rows, handling, tracking),
        before=_before(traced),
        opinion=_opinion(traced, printed),
        rows=rows,
        handling=handling,
        tracking=tracking,
        endings=(endings[0], endings[1]),
        unsettled=(unsettled[0], unsettled[1]),
    )


def _before(traced: Trace) -> Head | None:
    if traced.report is None:
        return None
    considered = traced.opinion.considered_at
    item = traced.agenda_item
    name = item.session.name if item else considered.name if considered else ""
    number = item.number_text if item else ""
    told = _("%(session)s议程%(number)s") % {"session": name, "number": number} if number else name
    return Head(_("所审议的报告"), traced.report.title, told, _document_href(traced.report))


def _opinion(traced: Trace, printed: TracedDocument | None) -> Head:
    row = traced.opinion
    told = []
    if row.adopted_on:
        day = date_text(row.adopted_on, row.adopted_on_precision, row.adopted_on_text)
        told.append(_("%(day)s通过") % {"day": day})
    if row.letter_number:
        told.append(row.letter_number)
    if row.addressee:
        told.append(_("交%(addressee)s办理") % {"addressee": row.addressee})
    if row.due_on:
        told.append(_("%(day)s到期") % {"day": date_format(row.due_on, "DATE_FORMAT")})
    return Head(_("审议意见"), row.title, _("，").join(told), _document_href(printed))


def _report(report: TracedFollowUp) -> Head:
    told = [report.author.name if report.author else ""]
    day = date_text(report.replied_on, report.replied_on_precision, report.replied_on_text)
    if day and report.kind == FollowUpKind.TRACKING:  # it retells the government's, not its own
        day = _("政府于%(day)s答复") % {"day": day}
    told.append(day)
    kind = FollowUpKind(report.kind)
    document = report.document
    words = document.title if document else str(kind.label)
    return Head(str(kind.label), words, _("，").join(filter(None, told)), _document_href(document))


def _document_href(document: TracedDocument | None) -> str:
    if document is None or document.id is None:
        return ""
    return reverse("web:document", args=[document.id])


def _row(point: TracedPoint, traced: Trace, shared: dict[int, list[TracedPoint]]) -> Row:
    below = [one for one in point.points if not one.answered]
    told = ""
    if point.points:
        told = _("%(number)s条") % {"number": len(point.points)}
        if below and len(below) < len(point.points) and not point.responses.handling:
            told = _("%(number)s条，%(silent)s条未见答复") % {
                "number": len(point.points),
                "silent": len(below),
            }
    return Row(
        words=f"{point.marker}{point.title}" or label(point),
        told=told,
        href=f"#p{point.id}",
        handling=_voice(point, traced, shared, FollowUpKind.HANDLING),
        tracking=_voice(point, traced, shared, FollowUpKind.TRACKING),
    )


def _voice(
    point: TracedPoint, traced: Trace, shared: dict[int, list[TracedPoint]], kind: FollowUpKind
) -> Voice:
    """What one party says of an aspect or of the points in it; a section once."""
    said: dict[object, Said] = {}
    for one in _answers(point, kind):
        also = [label(other) for other in shared.get(one.section or 0, []) if other.id != point.id]
        key = one.id if one.section is None else ("section", one.section)
        said.setdefault(key, _said(one, {one.section or 0: also}))
    if kind == FollowUpKind.HANDLING:
        verdict = str(Claim(point.claim).label) if point.claim else ""
    else:
        verified = str(Verified(point.verified).label) if point.verified else ""
        vote = str(Satisfaction(point.satisfaction).label) if point.satisfaction else ""
        verdict = _("，").join(filter(None, (verified, vote)))
    silence = "" if said else gap(traced, kind)
    return Voice(verdict, tuple(said.values()), silence)


def _answers(point: TracedPoint, kind: FollowUpKind) -> Iterator[TracedResponse]:
    yield from getattr(point.responses, kind)
    for below in point.points:
        yield from _answers(below, kind)


def gap(traced: Trace, kind: FollowUpKind) -> str:
    """Why nothing stands there: no report has come, or those that came say nothing of it."""
    if any(one.kind == kind for one in traced.follow_ups):
        return _("未见答复") if kind == FollowUpKind.HANDLING else _("督办报告未提及")
    if kind == FollowUpKind.TRACKING:
        return _("未见督办报告")
    overdue = traced.opinion.state == OpinionState.OVERDUE  # type: ignore[attr-defined]
    return _("逾期未答复") if overdue else _("待答复")


def _shared(points: list[TracedPoint]) -> dict[int, list[TracedPoint]]:
    """By section, the aspects that it answers, by themselves or in one of their points."""
    found: dict[int, list[TracedPoint]] = {}
    for point in points:
        for section in answered_by([point, *point.points]):
            found.setdefault(section, []).append(point)
    return found


def _said(one: TracedResponse, also: dict[int, list[str]]) -> Said:
    href = _document_href(one.document)
    if href and one.section is not None:
        href = f"{href}#s{one.section}"
    others = also.get(one.section or 0, [])
    shared = _("同一节也答复：%(others)s") % {"others": _("、").join(others)} if others else ""
    words = f"{one.marker}{one.heading}" or (one.document.title if one.document else _("答复"))
    return Said(words, _page(one.page), href, shared, one.section)


def _page(page: int | None) -> str:
    return _("第%(page)s页") % {"page": page} if page is not None else ""


def _endings(reports: Iterable[TracedFollowUp]) -> Iterator[Said]:
    """The evaluation and the recommendations; once where one section holds both."""
    for report in reports:
        one, other = report.evaluation, report.recommendations
        if one is not None and other is not None and one.id == other.id:
            yield _ending(report, one, _("综合评价和工作建议"))
            continue
        if one is not None:
            yield _ending(report, one, _("综合评价"))
        if other is not None:
            yield _ending(report, other, _("工作建议"))


def _ending(report: TracedFollowUp, section: TracedSection, what: str) -> Said:
    href = _document_href(report.document)
    words = what + _("：") + section.marker + section.heading
    return Said(words, _page(section.page), f"{href}#s{section.id}" if href else "")


def _summary(rows: tuple[Row, ...], handling: tuple[Head, ...], tracking: tuple[Head, ...]) -> str:
    """What the picture shows, for who cannot see it. Of more than a few aspects without an
    answer the number is told."""
    silent = [row for row in rows if row.handling.gap]
    tracked = sum(not row.tracking.gap for row in rows)
    said = _("共%(rows)s个方面，政府答复了%(answered)s个，常委会督办提到%(tracked)s个。")
    words = said % {"rows": len(rows), "answered": len(rows) - len(silent), "tracked": tracked}
    if silent and len(silent) < len(rows):
        names = _("、").join(row.words for row in silent[:FEW])
        named = _("未见答复：%(names)s。") if len(silent) <= FEW else _("未见答复：%(names)s等。")
        words += named % {"names": names}
    if not handling and not tracking:
        words += _("还没有办理和督办的报告。")
    return words
