"""Bulletins, with their publishing; and the files that came in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordAdmin
from npcrecords.core.admin.by_hand import Values
from npcrecords.core.admin.forms import RecordForm
from npcrecords.core.admin.links import list_link
from npcrecords.core.admin_site import Group

from ..choices import Status
from ..importer.publishing.remove import remove_bulletin
from ..models import Bulletin, Response
from ..services import publish_again, take_back
from .finding_links import findings_url, open_findings_link
from .hub import steps
from .publishing import Publishing
from .starting import label_of, start_bulletin


class BulletinForm(RecordForm):
    """The printed number of an issue need not be typed: it follows from term and number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "label" in self.fields:
            self.fields["label"].help_text = gettext(
                "留空则按届、号和总期数写成，如“十六届第19号（总第12期）”。"
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("label"):
            numbers = {name: cleaned.get(name) for name in ("term", "number", "running_number")}
            cleaned["label"] = label_of(Bulletin(**numbers))
        return cleaned


@admin.register(Bulletin)
class BulletinAdmin(Publishing):
    verbs = {Status.PUBLISHED: publish_again, Status.DRAFT: take_back}
    called = "bulletin"
    done = {Status.PUBLISHED: _("公报已发布。"), Status.DRAFT: _("公报已撤回为草稿。")}
    form = BulletinForm
    group = Group.BULLETINS
    carried = ("issuer",)
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
        "congress.ImportJob.bulletin",
    )
    counts = {"documents_count": "congress.Document.bulletin"}
    list_display = (
        "__str__",
        "status",
        "session",
        "pages",
        "documents_count",
        "findings",
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

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_bulletin(given)

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """The steps of the work on an issue, how far each has come and what is missing."""
        return {"steps": steps(obj), "may_publish": self.has_publish_permission(request)}

    @admin.display(description=_("文件"), ordering="documents_count")
    def documents_count(self, row: Any) -> SafeString:
        return list_link("congress.Document.bulletin", row, str(row.documents_count))

    @admin.display(description=_("待核问题"))
    def findings(self, row: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', findings_url(bulletin=row.pk), gettext("查看"))

    @admin.display(description=_("相关记录"))
    def related(self, row: Any) -> SafeString:
        """The lists of the bulletin, and the findings that are open."""
        return format_html("{} · {}", super().related(row), open_findings_link(row))

    @admin.action(description=_("发布所选公报"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Bulletin]) -> None:
        number = self.set_status(request, queryset, Status.PUBLISHED)
        self.message_user(request, gettext("已发布 %(count)s 期公报。") % {"count": number})

    @admin.action(description=_("撤回所选公报为草稿"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Bulletin]) -> None:
        number = self.set_status(request, queryset, Status.DRAFT)
        self.message_user(request, gettext("已把 %(count)s 期公报撤回为草稿。") % {"count": number})

    def in_the_way(self, rows: Any) -> list[Any]:
        """Answers in other bulletins are not: they stand without their point afterwards. Those
        to a report of this one are, which were typed by hand and are in no bulletin."""
        answers = Response.objects.filter(
            pk__in=[row.pk for row in rows if isinstance(row, Response)]
        )
        held = answers.filter(
            Q(point=None) | Q(follow_up__bulletin=F("point__bulletin"))
        ).values_list("pk", flat=True)
        kept = set(held)
        return [row for row in rows if not isinstance(row, Response) or row.pk in kept]

    def remove(self, rows: QuerySet[Bulletin]) -> None:
        for bulletin in rows:
            remove_bulletin(bulletin=bulletin)


class LookOnly(RecordAdmin):
    """Records that the importer makes: people read them here, nobody types them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
