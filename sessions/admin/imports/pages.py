"""What the pages of one import share: the request, the import, what the reader may do, and the
frame round every page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...choices import ImportKind, ImportState, Severity
from ...models import ImportJob
from ...review.claims import held_text, is_held_by_other, may_take_over
from ...review.drafts import Data, data_of, record_of, was_read
from ...review.kinds import AnyRecord, Format, format_of
from ...review.lines import SourceLines
from ...review.questions import OPEN, Question, questions


def address(job: ImportJob, page: str, *args: Any, query: str = "", at: str = "") -> str:
    """The address of a page of the import."""
    url = reverse(f"admin:congress_importjob_{page}", args=[job.pk, *args])
    return url + (f"?{query}" if query else "") + (f"#{at}" if at else "")


@dataclass
class Page:
    """One page of one import as one reader asks for it."""

    request: HttpRequest
    job: ImportJob
    model_admin: Any
    step: str = ""

    @property
    def format(self) -> Format:
        """What of such a record is looked over, on which pages."""
        return format_of(self.job.kind)

    @cached_property
    def record(self) -> AnyRecord:
        """The record as it stands."""
        return record_of(self.job)

    @cached_property
    def now(self) -> Data:
        """The record as it stands, as plain data."""
        return data_of(self.record)

    @cached_property
    def read(self) -> Data:
        """What the machine read."""
        return was_read(self.job)

    @cached_property
    def lines(self) -> SourceLines:
        return SourceLines(self.job)

    @cached_property
    def questions(self) -> list[Question]:
        return questions(self.job, self.record)

    def forget(self) -> None:
        """Look at the record anew: it was changed."""
        for name in ("record", "now", "questions"):
            self.__dict__.pop(name, None)

    # What the reader may do

    @property
    def may_review(self) -> bool:
        """Whether this user may review files at all."""
        return bool(self.model_admin.has_change_permission(self.request, self.job))

    @property
    def may_publish(self) -> bool:
        return bool(self.request.user.has_perm("congress.publish_bulletin"))

    @property
    def is_held_by_other(self) -> bool:
        return is_held_by_other(self.job, self.request.user)

    @property
    def may_mend(self) -> bool:
        """Whether this user may change the record now."""
        open_for_review = self.job.state in (ImportState.REVIEW, ImportState.PUBLISHED)
        return self.may_review and open_for_review and not self.is_held_by_other

    @property
    def may_mark(self) -> bool:
        """Whether this user may say now where documents of the file begin: a bulletin has them."""
        return self.may_mend and self.format.kind == ImportKind.BULLETIN

    def need_to_mend(self) -> None:
        """Raises PermissionDenied for a user who may not review files."""
        if not self.may_review:
            raise PermissionDenied

    # Answers

    def show(self, template: str, title: Any, **context: Any) -> TemplateResponse:
        """The page, in the frame that all pages of an import have."""
        job = self.job
        whole = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": job._meta,
            "title": title,
            "subtitle": None,
            "job": job,
            "page": self,
            "claim": held_text(job) if self.is_held_by_other else "",
            "may_take_over": self.is_held_by_other and may_take_over(job),
            "media": self.model_admin.media,
            **context,
        }
        if job.parsed is not None:
            whole["tabs"] = list(self._tabs())
        return TemplateResponse(self.request, f"admin/congress/imports/{template}.html", whole)

    def _tabs(self) -> Any:
        """The pages of the review in the order of work, with how much is on them."""
        here = self.request.path
        steps = self.format.steps
        counts = {step.name: self._count(step.kinds) for step in steps}
        asked = sum(one.state == OPEN for one in self.questions)
        rows = [
            (_("概况"), address(self.job, "change"), None),
            (_("待核问题"), address(self.job, "findings"), asked),
            *((one.label, address(self.job, "step", one.name), counts[one.name]) for one in steps),
            (_("人员认定"), address(self.job, "people"), len(self.record.people)),
            (_("原文"), address(self.job, "source"), None),
            (_("发布"), address(self.job, "publish"), None),
        ]
        for label, url, count in rows:
            yield {"label": label, "url": url, "count": count, "here": url == here}

    def _count(self, kinds: Any) -> int | None:
        lists = [self.now[kind.path] for kind in kinds if not kind.single]
        return sum(map(len, lists)) if lists else None

    def tell(self, message: str, level: int = messages.SUCCESS) -> None:
        """A message on the next page."""
        messages.add_message(self.request, level, message)

    def go(self, page: str, *args: Any, query: str = "", at: str = "") -> HttpResponse:
        """On to a page of this import."""
        return HttpResponseRedirect(address(self.job, page, *args, query=query, at=at))


COLOURS = {
    Severity.ERROR.value: "error",
    Severity.WARNING.value: "warning",
    Severity.INFO.value: "info",
}
NOT_READ = gettext_lazy("文件还没有读完：请稍等，读完后会自动转到审核页面。")


def needs_record(view: Any) -> Any:
    """A page that there is only when the file was read."""

    def shown(page: Page) -> Any:
        if page.job.parsed is None:
            page.tell(str(NOT_READ), messages.WARNING)
            return page.go("change")
        return view(page)

    return shown
