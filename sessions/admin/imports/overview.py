"""How an import stands: being read, not readable, under review; and what can be done with it as
a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from npcrecords.core import history
from npcrecords.core.models import ActionKind

from ...choices import ImportKind, ImportState
from ...importer import record as rec
from ...importer.summary import count_parts
from ...models import ImportJob
from ...review.claims import ClaimedError, claim, held_text, is_held_by_other, release
from ...review.kinds import KINDS
from ...review.questions import OPEN
from ...review.reading import is_stuck, read_as, start
from .pages import COLOURS, Page

READING = (ImportState.WAITING, ImportState.READING)


def show(page: Page) -> HttpResponseBase:
    """The overview."""
    job = page.job
    context: dict[str, Any] = {"reading": job.state in READING, "stuck": is_stuck(job)}
    if job.parsed is not None:
        asked = [one for one in page.questions if one.state == OPEN]
        context["open"] = {
            name: sum(one.finding.severity == name for one in asked) for name in COLOURS
        }
        context["counts"] = [
            {"label": KINDS[name].label, "count": count} for name, count in _counts(page).items()
        ]
    context["other_kind"] = _other_kind(page)
    return page.show("overview", job.file_name, **context)


def _counts(page: Page) -> dict[str, int]:
    """How many items of each kind were read, by the kind's name."""
    if isinstance(page.record, rec.Record):
        return count_parts(page.record)
    kinds = [kind for kind in page.format.kinds if not kind.single]
    return {kind.name: len(page.now[kind.path]) for kind in kinds}


def _other_kind(page: Page) -> ImportKind | None:
    """As what else the file may be read; None once it is published, or where it has no text to
    be read anew."""
    job = page.job
    if job.state not in (ImportState.REVIEW, ImportState.FAILED) or not job.file:
        return None
    if job.parsed is not None and not job.text:  # a record file says itself what it is
        return None
    return ImportKind.BULLETIN if job.kind == ImportKind.POLICY else ImportKind.POLICY


def read_otherwise(page: Page) -> HttpResponseBase:
    """Have the file read as a bulletin, or as a policy document."""
    page.need_to_mend()
    kind = page.request.POST.get("kind", "")
    if page.request.method == "POST" and kind in ImportKind.values and _other_kind(page):
        try:
            read_as(job=page.job, kind=ImportKind(kind), by=page.request.user)
        except ClaimedError as error:
            page.tell(str(error), messages.WARNING)
        else:
            said = _("已改按“%(kind)s”重新读取。")
            page.tell(said % {"kind": ImportKind(kind).label})
    return page.go("change")


def progress(page: Page) -> HttpResponseBase:
    """How far the reading has come, for the page that shows it."""
    job = page.job
    percent = 100 * job.done // job.total if job.total else 0
    answer = JsonResponse(
        {
            "state": job.state,
            "reading": job.state in READING and not is_stuck(job),
            "stage": job.stage or str(_("等待读取")),
            "done": job.done,
            "total": job.total,
            "percent": min(percent, 100),
        }
    )
    add_never_cache_headers(answer)
    return answer


def original(page: Page) -> HttpResponseBase:
    """The file as it came in."""
    if not page.job.file:
        raise Http404
    return FileResponse(page.job.file.open("rb"), as_attachment=True, filename=page.job.file_name)


def take_claim(page: Page) -> HttpResponseBase:
    """Begin reviewing, take over from somebody who left, or let go."""
    page.need_to_mend()
    if page.request.method == "POST":
        user = page.request.user
        if "release" in page.request.POST:
            release(job=page.job, by=user)
            page.tell(_("已结束审核：别人可以接着审。"))
            return page.go("change")
        try:
            claim(job=page.job, by=user)
        except ClaimedError as error:
            page.tell(str(error), messages.WARNING)
            return page.go("change")
    return page.go("findings")


def read_again(page: Page) -> HttpResponseBase:
    """Have the file read once more: after its process died, or by a better reader. What people
    mended stays beside it."""
    page.need_to_mend()
    job = page.job
    if page.request.method == "POST":
        if not job.file:
            page.tell(_("原件没有保存，不能重新读取：请重新上传。"), messages.ERROR)
        elif is_held_by_other(job, page.request.user):
            page.tell(held_text(job), messages.WARNING)
        elif job.state in READING and not is_stuck(job):
            page.tell(_("正在读取，请稍等。"), messages.WARNING)
        else:
            start(job)
    return page.go("change")


def discard(page: Page) -> HttpResponseBase:
    """Put away a file that is of no use, or take it out again. Nothing is deleted."""
    page.need_to_mend()
    job = page.job
    if page.request.method == "POST" and job.state != ImportState.PUBLISHED:
        put_away = job.state != ImportState.DISCARDED
        back = ImportState.REVIEW if job.parsed is not None else ImportState.FAILED
        with (
            history.acting(ActionKind.CHANGE, by=page.request.user, summary=job.file_name),
            history.changing(ImportJob, [job.pk]),
        ):
            job.state = ImportState.DISCARDED if put_away else back
            job.save(update_fields=["state"])
        page.tell(_("已放弃这个文件；需要时可以恢复。") if put_away else _("已恢复。"))
    return page.go("change")
