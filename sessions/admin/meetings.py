"""Sessions with who was there, and their agenda."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordAdmin, RecordInline
from npcrecords.core.admin.filters import RecentFilter, ResolvedFilter
from npcrecords.core.admin_site import Group

from ..models import (
    AgendaItem,
    AgendaItemKind,
    Attendance,
    Outcome,
    Reporter,
    Session,
    SessionChair,
)


class ChairInline(RecordInline):
    model = SessionChair


@admin.register(Session)
class SessionAdmin(RecordAdmin):
    group = Group.BULLETINS
    lists = (
        "congress.Bulletin.session",
        "congress.AgendaItem.session",
        "congress.Attendance.session",
        "people.Appointment.session",
        "congress.Document.adopted_by",
        "congress.Opinion.considered_at",
        "congress.Opinion.adopted_by",
    )
    counts = {"agenda_count": "congress.AgendaItem.session"}
    list_display = (
        "name",
        "kind",
        "term",
        "number",
        "start_date",
        "end_date",
        "members_present",
        "agenda_count",
    )
    list_filter = ("kind", "term")
    search_fields = ("name", "body__name", "venue")
    search_help_text = _("会议名称、机关或地点")
    date_hierarchy = "start_date"
    list_select_related = ("body",)
    fieldsets = (
        (None, {"fields": ("name", ("body", "kind"), ("term", "number"))}),
        (
            _("时间地点"),
            {
                "fields": (("start_date", "start_half"), ("end_date", "end_half"), "venue"),
            },
        ),
        (_("人数"), {"fields": (("members_present", "deputies_present", "citizens_observing"),)}),
    )
    inlines = (ChairInline,)

    @admin.display(description=_("议程项数"), ordering="agenda_count")
    def agenda_count(self, row: Any) -> int:
        return int(row.agenda_count)


class KindInline(RecordInline):
    model = AgendaItemKind


class ReporterInline(RecordInline):
    model = Reporter


class OutcomeInline(RecordInline):
    model = Outcome


@admin.register(AgendaItem)
class AgendaItemAdmin(RecordAdmin):
    group = Group.BULLETINS
    lists = ("congress.Document.agenda_item",)
    list_display = (
        "number",
        "short_text",
        "kinds",
        "outcomes",
        "session",
        "minutes_number",
        "place",
    )
    list_display_links = ("short_text",)
    list_filter = ("kind_set__kind", "outcome_set__kind", ("session", RecentFilter))
    search_fields = ("text", "session__name", "reporter_set__name")
    search_help_text = _("议程文字、会议或报告人")
    list_select_related = ("session", "bulletin", "source_document")
    fieldsets = (
        (None, {"fields": ("session", ("number", "number_text"), "text")}),
        (
            _("纪要"),
            {
                "fields": (
                    ("minutes_number", "minutes_number_text"),
                    ("minutes_page", "minutes_line_start", "minutes_line_end"),
                ),
            },
        ),
    )
    inlines = (KindInline, ReporterInline, OutcomeInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgendaItem]:
        return super().get_queryset(request).prefetch_related("kind_set", "outcome_set")

    @admin.display(description=_("议程"), ordering="text")
    def short_text(self, row: AgendaItem) -> str:
        return row.text if len(row.text) <= 60 else f"{row.text[:60]}……"

    @admin.display(description=_("种类"))
    def kinds(self, row: AgendaItem) -> str:
        return "、".join(str(kind) for kind in row.kind_set.all())

    @admin.display(description=_("结果"))
    def outcomes(self, row: AgendaItem) -> str:
        return "、".join(outcome.get_kind_display() for outcome in row.outcome_set.all())


@admin.register(Attendance)
class AttendanceAdmin(RecordAdmin):
    group = Group.BULLETINS
    list_display = ("name", "status", "offices", "count", "person", "session", "place")
    list_filter = ("status", ("session", RecentFilter), ("person", ResolvedFilter))
    search_fields = ("name", "person__pinyin", "session__name")
    search_help_text = _("姓名、拼音、群体名称或会议")
    list_select_related = ("person", "session", "bulletin", "source_document")
    fieldsets = ((None, {"fields": ("session", ("name", "person"), "status", "roles", "count")}),)

    @admin.display(description=_("职务（原文）"))
    def offices(self, row: Attendance) -> str:
        return "、".join(map(str, row.roles))
