"""Accounts and what was done to them; the history of all records."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..admin_site import Group
from . import accounts, history

__all__ = ["LogEntryAdmin", "accounts", "history"]


@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What was done to accounts and groups; what was done to records is in the history."""

    group = Group.ACCOUNTS
    list_display = ("action_time", "user", "content_type", "object_repr", "said")
    list_filter = ("action_flag",)
    search_fields = ("object_repr", "user__username")
    date_hierarchy = "action_time"
    list_select_related = ("user", "content_type")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fields = ("action_time", "user", "content_type", "object_repr", "said")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LogEntry]:
        return super().get_queryset(request).exclude(content_type__app_label__in=accounts.RECORDS)

    @admin.display(description=_("内容"))
    def said(self, row: LogEntry) -> str:
        return row.get_change_message()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
