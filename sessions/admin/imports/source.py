"""The page that shows the source, line by line."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from ...review.claims import ClaimedError
from ...review.reading import hint
from .pages import Page, needs_record

SHOWN = 300  # lines on a page


@needs_record
def show(page: Page) -> HttpResponseBase:
    """The lines round the one that is asked for (``line``), or those that hold a word (``q``)."""
    asked = page.request.GET.get("line", "")
    line = int(asked) if asked.isdecimal() and len(asked) < 9 else 0
    word = page.request.GET.get("q", "").strip()[:50]
    total = len(page.lines)
    start = max(0, min(line, total) - SHOWN // 2) if line else 0
    if word:
        lines = page.lines.holding(word, SHOWN)
    else:
        lines = page.lines.between(start, start + SHOWN - 1)
    furniture = {
        number
        for piece in page.record.furniture
        for number in range(piece.line_start, piece.line_end + 1)
    }
    return page.show(
        "source",
        _("原文"),
        lines=lines,
        asked=line,
        furniture=furniture,
        word=word,
        total=total,
        before=max(0, start - SHOWN // 2) if start else None,
        after=start + SHOWN + SHOWN // 2 if start + SHOWN < total else None,
    )


@needs_record
def mark(page: Page) -> HttpResponseBase:
    """Say of a line that a document begins there, or that none does; the file is read again."""
    page.need_to_mend()
    posted = page.request.POST
    line = posted.get("line", "")
    if page.request.method != "POST" or not line.isdecimal() or int(line) >= len(page.lines):
        return page.go("source")
    if not page.may_mark:
        page.tell(_("现在不能修改：请先开始审核。"), messages.ERROR)
        return page.go("source")
    which = "not_starts" if "_join" in posted else "starts"
    try:
        hint(job=page.job, by=page.request.user, **{which: int(line)})
    except ClaimedError as error:
        page.tell(str(error), messages.ERROR)
        return page.go("source")
    page.tell(_("已按您说的重新读取；订正过的内容会带过来。"))
    return page.go("change")
