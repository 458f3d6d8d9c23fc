"""Appointment acts and changes of deputies."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordInline
from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin.filters import RecentFilter, ResolvedFilter
from npcrecords.core.admin_site import Group

from ..models import Appointment, AppointmentTelling, DeputyChange, DeputyChangeTelling
from .starting import congress_of, desk_bulletin, start_sourced


class ActTellingInline(RecordInline):
    """The other places that tell of an act."""

    model = AppointmentTelling
    fields = (
        "document", "page", "line_start", "line_end", "text", "name", "post_text", "other_post",
        "act", "date",
    )  # fmt: skip


class DeputyTellingInline(RecordInline):
    """The other places that tell of a deputy change."""

    model = DeputyChangeTelling
    fields = (
        "document", "page", "line_start", "line_end", "text", "name", "electoral_unit", "change",
        "cause", "date",
    )  # fmt: skip


@admin.register(Appointment)
class AppointmentAdmin(ByHand):
    group = Group.PERSONNEL
    change_list_template = "admin/people/appointment_list.html"
    further_pages: ClassVar[list[Any]] = []  # of apps that know how acts come in
    carried = (
        "act",
        "date",
        "date_precision",
        "date_text",
        "document",
        "session",
        "submitted_by_name",
        "submitted_by_person",
        "submitted_by_organization",
        "explained_by_name",
        "explained_by",
        "to_be_filed",
        "filed_with",
        "bulletin",
        "source_document",
        "source_page",
    )
    list_display = ("person_name", "act", "post_text", "date", "session", "resolved", "place")
    list_filter = (
        "act",
        ("session", RecentFilter),
        ("bulletin", RecentFilter),
        ("person", ResolvedFilter),
        ("post", ResolvedFilter),
        "to_be_filed",
    )
    search_fields = ("person_name", "person__pinyin", "post_text")
    search_help_text = _("姓名、拼音、机构或职务")
    date_hierarchy = "date"
    list_select_related = ("person", "post__organization", "session", "bulletin", "source_document")
    fieldsets = (
        (None, {"fields": (("person_name", "person"), ("post_text", "post"), "act")}),
        (
            _("日期与依据"),
            {
                "fields": (
                    ("date", "date_precision", "date_text"),
                    "document",
                    "session",
                    "reason",
                ),
            },
        ),
        (
            _("提请与说明"),
            {
                "fields": (
                    "submitted_by_name",
                    ("submitted_by_person", "submitted_by_organization"),
                    ("explained_by_name", "explained_by"),
                ),
            },
        ),
        (_("备案"), {"fields": (("to_be_filed", "filed_with"),)}),
    )
    inlines = (ActTellingInline,)

    def get_urls(self) -> list[Any]:
        return [*self.further_pages, *super().get_urls()]

    def starting(self, request: HttpRequest, given: Values) -> Values:
        if not given.keys() & {"document", "session", "bulletin"}:
            given = {**given, "bulletin": desk_bulletin()}
        return {**given, **start_sourced(given)}

    @admin.display(description=_("已认定"), boolean=True)
    def resolved(self, row: Appointment) -> bool:
        """Whether person and post are both linked."""
        return row.person_id is not None and row.post_id is not None


@admin.register(DeputyChange)
class DeputyChangeAdmin(ByHand):
    group = Group.PERSONNEL
    carried = (
        "congress",
        "term",
        "change",
        "date",
        "date_precision",
        "date_text",
        "document",
        "bulletin",
        "source_document",
        "source_page",
    )
    list_display = (
        "person_name",
        "change",
        "cause",
        "electoral_unit",
        "congress",
        "term",
        "date",
        "place",
    )
    list_filter = (
        "change",
        "cause",
        "term",
        ("bulletin", RecentFilter),
        ("person", ResolvedFilter),
    )
    search_fields = ("person_name", "person__pinyin", "electoral_unit")
    search_help_text = _("姓名、拼音或选举单位")
    date_hierarchy = "date"
    list_select_related = ("congress", "bulletin", "source_document")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("person_name", "person"),
                    ("congress", "term"),
                    "electoral_unit",
                    ("change", "cause"),
                ),
            },
        ),
        (_("日期与依据"), {"fields": (("date", "date_precision", "date_text"), "document")}),
    )
    inlines = (DeputyTellingInline,)

    def starting(self, request: HttpRequest, given: Values) -> Values:
        if not given.keys() & {"document", "session", "bulletin"}:
            given = {**given, "bulletin": desk_bulletin()}
        values = {**given, **start_sourced(given)}
        bulletin = values.get("bulletin")
        if bulletin is not None:
            values |= {"term": bulletin.term, "congress": congress_of(bulletin)}
        return values
