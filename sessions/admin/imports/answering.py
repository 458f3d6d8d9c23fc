"""The page of what is still open: findings first, each with a way to its place."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from ...choices import ImportKind
from ...importer import record as rec
from ...review.claims import ClaimedError
from ...review.drafts import Place, items, place_of, places
from ...review.identity import people_named
from ...review.kinds import KINDS
from ...review.lines import SourceLine, source_of
from ...review.questions import OPEN, SETTLED, SOLVED, Question, settle
from .pages import Page, address, needs_record
from .steps import step_address

# Findings that are answered on a page of their own, or at an item that has no line.
_ANSWERED_AT = {
    "no_issuer": "bulletin",
    "no_issue_number": "bulletin",
    "no_session": "session",
    "no_session_dates": "session",
    "credentials_do_not_add_up": "credentials_reports",
}
_ANSWERED_AT_POLICY = ("no_number", "no_issuer", "no_issued_on", "no_place", "no_title")
_WIDEST = 30  # lines of an item that a finding may be about; a whole document is no place


@dataclass(frozen=True)
class Asked:
    """A finding with the lines that it is about, and the address where it is mended."""

    question: Question
    lines: tuple[SourceLine, ...]
    mend_at: str


@needs_record
def show(page: Page) -> HttpResponseBase:
    """The findings; or an answer to one."""
    if page.request.method == "POST":
        page.need_to_mend()
        return _answer(page)
    asked = [_asked(page, one) for one in page.questions]
    doubtful = [one for one in people_named(page.record) if one.doubtful]
    return page.show(
        "findings",
        _("待核问题"),
        open=[one for one in asked if one.question.state == OPEN],
        settled=[one for one in asked if one.question.state == SETTLED],
        solved=[one for one in asked if one.question.state == SOLVED],
        doubtful=doubtful,
    )


def _asked(page: Page, question: Question) -> Asked:
    line = question.finding.line
    lines = tuple(page.lines.around(line, line)) if line is not None else ()
    return Asked(question, lines, _mend_at(page, question.finding))


def _mend_at(page: Page, finding: rec.Finding) -> str:
    """Where the facts that a finding is about stand: the narrowest item that holds its line."""
    answered = _ANSWERED_AT
    if page.format.kind == ImportKind.POLICY:
        answered = dict.fromkeys(_ANSWERED_AT_POLICY, page.format.head.name)
    if finding.code in answered:
        kind = KINDS[answered[finding.code]]
        first = next(iter(items(page.now, kind)), None)
        place = place_of(kind, first) if first is not None else Place(kind.name)
        return step_address(page, place, edit=True)
    best: tuple[int, Place] | None = None
    if finding.line is not None:
        for place, item in places(page.now):
            span = source_of(item)
            if span and span[0] <= finding.line <= span[1] and place.what.within != "documents":
                width = span[1] - span[0]
                if best is None or width < best[0]:
                    best = (width, place)
    if best is not None and (best[0] <= _WIDEST or finding.document is None):
        return step_address(page, best[1])
    if finding.document is not None:
        return step_address(page, Place("documents", finding.document))
    return address(page.job, "source", query=f"line={finding.line or 0}")


def _answer(page: Page) -> HttpResponseBase:
    posted = page.request.POST
    reason = "" if "_reopen" in posted else posted.get("reason", "")
    if "_reopen" not in posted and not reason.strip():
        page.tell(_("请写一句话，说明为什么可以不改。"), messages.ERROR)
        return page.go("findings")
    try:
        settle(
            job=page.job,
            fingerprint=posted.get("fingerprint", ""),
            reason=reason,
            by=page.request.user,
        )
    except ClaimedError as error:
        page.tell(str(error), messages.ERROR)
    else:
        page.tell(_("已记下。"))
    return page.go("findings")
