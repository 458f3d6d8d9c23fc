"""Bulletins, with their publishing; what came in, and what people should look at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core import history
from npcrecords.core.admin.base import RecordAdmin
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin.links import change_link, list_link
from npcrecords.core.admin_site import Group
from npcrecords.core.models import ActionKind
from npcrecords.core.wording import place_text

from ..choices import Severity, Status
from ..importer.publishing.remove import remove_bulletin
from ..models import Bulletin, Finding, ImportJob, Response
from ..services import publish_again, take_back

COLOURS = {Severity.ERROR: "#ba2121", Severity.WARNING: "#8a6100", Severity.INFO: "#3a6ea5"}


@admin.register(Bulletin)
class BulletinAdmin(RecordAdmin):
    group = Group.BULLETINS
    public_page = "web:bulletin"
    change_form_template = "admin/congress/bulletin_form.html"
    lists = (
        "congress.Document.bulletin",
        "congress.AgendaItem.bulletin",
        "congress.Attendance.bulletin",
        "people.Appointment.bulletin",
        "people.DeputyChange.bulletin",
        "congress.CredentialsReport.bulletin",
        "congress.OpinionPoint.bulletin",
        "congress.FollowUp.bulletin",
        "congress.Response.bulletin",
        "congress.Citation.bulletin",
        "congress.Finding.bulletin",
        "congress.ImportJob.bulletin",
    )
    counts = {
        "documents_count": "congress.Document.bulletin",
        "findings_count": "congress.Finding.bulletin",
    }
    list_display = (
        "__str__",
        "status",
        "session",
        "pages",
        "documents_count",
        "findings_count",
        "published_at",
    )
    list_filter = ("status", "term", "place")
    search_fields = ("label", "issuer__name", "place", "session__name", "file_name")
    search_help_text = _("期号、编发机关、会议或文件名")
    list_select_related = ("issuer", "session")
    readonly_fields = ("status", "published_at", "file_name", "file_sha256", "lines_count")
    fieldsets = (
        (None, {"fields": (("status", "published_at"),)}),
        (
            _("期号"),
            {
                "fields": (
                    "issuer",
                    ("term", "number", "running_number"),
                    "label",
                    "place",
                    "pages",
                ),
            },
        ),
        (_("会议"), {"fields": ("session",)}),
        (_("来源"), {"fields": ("file_name", "file_sha256", "lines_count")}),
    )
    actions = ("publish", "withdraw")

    @admin.display(description=_("文件"), ordering="documents_count")
    def documents_count(self, row: Any) -> SafeString:
        return list_link("congress.Document.bulletin", row, str(row.documents_count))

    @admin.display(description=_("待核问题"), ordering="findings_count")
    def findings_count(self, row: Any) -> SafeString:
        return list_link("congress.Finding.bulletin", row, str(row.findings_count))

    @admin.action(description=_("发布所选公报"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Bulletin]) -> None:
        number = self._each(request, queryset, publish_again)
        self.message_user(request, gettext("已发布 %(count)s 期公报。") % {"count": number})

    @admin.action(description=_("撤回所选公报为草稿"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Bulletin]) -> None:
        number = self._each(request, queryset, take_back)
        self.message_user(request, gettext("已把 %(count)s 期公报撤回为草稿。") % {"count": number})

    @transaction.atomic
    def _each(
        self, request: HttpRequest, rows: QuerySet[Bulletin], verb: Callable[..., None]
    ) -> int:
        bulletins = list(rows)
        for bulletin in bulletins:
            before = bulletin.status
            verb(bulletin=bulletin, by=request.user, reason=request.POST.get("_reason", ""))
            if bulletin.status != before:
                self.log_change(request, bulletin, str(Status(bulletin.status).label))
        return len(bulletins)

    def acting(
        self, request: HttpRequest, kind: ActionKind
    ) -> AbstractContextManager[history.Recorder]:
        """To save and publish, or take back, is to do that."""
        if "_publish" in request.POST:
            kind = ActionKind.PUBLISH
        elif "_withdraw" in request.POST:
            kind = ActionKind.TAKE_BACK
        return super().acting(request, kind)

    def response_change(self, request: HttpRequest, obj: Bulletin) -> HttpResponse:
        """The two buttons of the form: save, then publish or take back."""
        verb = {"_publish": publish_again, "_withdraw": take_back}
        asked = [verb[name] for name in verb if name in request.POST]
        if not asked:
            return super().response_change(request, obj)
        self._each(request, Bulletin.objects.filter(pk=obj.pk), asked[0])
        done = (
            gettext("公报已发布。") if "_publish" in request.POST else gettext("公报已撤回为草稿。")
        )
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    def view_on_site(self, row: Bulletin) -> str | None:
        return super().view_on_site(row) if row.status == Status.PUBLISHED else None

    def in_the_way(self, rows: Any) -> list[Any]:
        """Answers in other bulletins are not: they stand without their point afterwards."""
        return [row for row in rows if not isinstance(row, Response)]

    def remove(self, rows: QuerySet[Bulletin]) -> None:
        for bulletin in rows:
            remove_bulletin(bulletin=bulletin)


class LookOnly(RecordAdmin):
    """Records that the importer makes: people read them here, nobody types them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Finding)
class FindingAdmin(LookOnly):
    group = Group.CHECKS
    list_display = ("level", "message", "place", "document", "bulletin")
    list_display_links = ("message",)
    list_filter = ("severity", ("bulletin", RecentFilter))
    search_fields = ("message", "code", "document__title")
    search_help_text = _("说明、代码或文件标题")
    list_select_related = ("bulletin__issuer", "document")
    fields = ("level", "message", "place", "document", "bulletin", "code")

    @admin.display(description=_("程度"), ordering="severity")
    def level(self, row: Finding) -> SafeString:
        colour = COLOURS.get(Severity(row.severity), "inherit")
        label = row.get_severity_display()
        return format_html('<strong style="color:{}">{}</strong>', colour, label)

    @admin.display(description=_("位置"), ordering="line")
    def place(self, row: Finding) -> SafeString | str:
        text = place_text(row.page, row.line, row.line)
        return change_link(row.document or row.bulletin, text or gettext("整期公报"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [(None, {"fields": self.fields})]


@admin.register(ImportJob)
class ImportJobAdmin(LookOnly):
    group = Group.CHECKS
    list_display = ("file_name", "bulletin", "is_reviewed", "modified")
    search_fields = ("file_name", "sha256")
    search_help_text = _("文件名或校验码")
    date_hierarchy = "modified"
    list_select_related = ("bulletin__issuer",)
    fields = ("file_name", "sha256", "bulletin", "read", "is_reviewed", "beginning", "modified")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportJob]:
        """Without the whole text and the whole record: lists don't show them."""
        rows = super().get_queryset(request).defer("text", "parsed", "reviewed")
        held = ExpressionWrapper(Q(reviewed__isnull=False), BooleanField())
        found: QuerySet[ImportJob] = rows.annotate(held=held)
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [(None, {"fields": self.fields})]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("人工审定过"), boolean=True)
    def is_reviewed(self, row: Any) -> bool:
        return bool(row.held) if hasattr(row, "held") else row.reviewed is not None

    @admin.display(description=_("读出"))
    def read(self, row: ImportJob) -> str:
        """How many items of each kind the machine read."""
        parts = row.parsed if isinstance(row.parsed, dict) else {}
        counts = {name: len(items) for name, items in parts.items() if isinstance(items, list)}
        return "，".join(f"{name} {count}" for name, count in counts.items()) or "—"

    @admin.display(description=_("原文开头"))
    def beginning(self, row: ImportJob) -> SafeString:
        return format_html('<pre style="white-space:pre-wrap">{}</pre>', row.text[:2000] or "—")
