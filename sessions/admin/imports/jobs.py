"""The list of imports, and the addresses of their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordAdmin
from npcrecords.core.admin_site import Group
from npcrecords.core.history import name_of

from ...models import ImportJob
from ...review.claims import held_text
from . import answering, choosing, naming, overview, publishing, source, steps, uploading
from .pages import Page, address

View = Callable[[Page], HttpResponseBase]

PAGES: dict[str, View] = {
    "progress": overview.progress,
    "file": overview.original,
    "claim": overview.take_claim,
    "reread": overview.read_again,
    "readas": overview.read_otherwise,
    "discard": overview.discard,
    "step": steps.show,
    "people": naming.show,
    "findings": answering.show,
    "source": source.show,
    "mark": source.mark,
    "publish": publishing.show,
    "choices": choosing.choices,
}


@admin.register(ImportJob)
class ImportJobAdmin(RecordAdmin):
    group = Group.BULLETINS
    list_display = ("title", "kind", "state", "became", "held_by", "uploaded", "modified")
    list_display_links = None
    list_filter = ("kind", "state")
    search_fields = ("file_name", "sha256", "bulletin__label", "policy__title", "policy__number")
    search_help_text = _("文件名、期号、文号、标题或校验码")
    date_hierarchy = "modified"
    list_select_related = ("bulletin__issuer", "policy", "claimed_by", "uploaded_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportJob]:
        """Without the whole text and the whole record: lists don't show them."""
        rows = super().get_queryset(request)
        return rows.defer("text", "parsed", "reviewed", "settled", "hints")

    @admin.display(description=_("文件"), ordering="file_name")
    def title(self, row: ImportJob) -> SafeString:
        return format_html('<a href="{}">{}</a>', address(row, "change"), row.file_name)

    @admin.display(description=_("发布成了"))
    def became(self, row: ImportJob) -> str:
        return str(row.bulletin or row.policy or "—")

    @admin.display(description=_("审核人"))
    def held_by(self, row: ImportJob) -> str:
        return held_text(row) or "—"

    @admin.display(description=_("上传人"), ordering="uploaded_by")
    def uploaded(self, row: ImportJob) -> str:
        return name_of(row.uploaded_by) or "—"

    # Pages

    def get_urls(self) -> list[Any]:
        pages = [
            path(
                f"<int:pk>/{name}/<slug:step>/" if name == "step" else f"<int:pk>/{name}/",
                self.admin_site.admin_view(self._page(view)),
                name=f"congress_importjob_{name}",
            )
            for name, view in PAGES.items()
        ]
        return [*pages, *super().get_urls()]

    def _page(self, view: View) -> Callable[..., HttpResponseBase]:
        def shown(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            job = (
                ImportJob.objects.select_related(
                    "claimed_by", "uploaded_by", "bulletin__issuer", "policy"
                )
                .filter(pk=pk)
                .first()
            )
            if not self.has_view_permission(request, job):
                raise PermissionDenied
            if job is None:
                raise Http404
            return view(Page(request, job, self, **kwargs))

        return shown

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return uploading.show(request, self)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        if not object_id.isdecimal():
            raise Http404
        return self._page(overview.show)(request, int(object_id))

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: Any
    ) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:congress_importjob_changelist"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A file that came in stays; one that is of no use is put away (``discard``)."""
        return False
