"""Persons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordAdmin
from npcrecords.core.admin_site import Group

from ..models import Person


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    group = Group.PEOPLE
    public_page = "web:person"
    lists = (
        "people.Appointment.person",
        "people.DeputyChange.person",
        "congress.Attendance.person",
    )
    counts = {"acts_count": "people.Appointment.person"}
    list_display = ("name", "note", "jurisdiction", "acts_count", "merged_into")
    list_filter = ("jurisdiction", ("note", admin.EmptyFieldListFilter))
    search_fields = ("name", "pinyin", "note")
    search_help_text = _("姓名、拼音（方勤：fangqin 或 fq）或区别说明")
    list_select_related = ("merged_into",)
    readonly_fields = ("pinyin", "merged_into")
    fieldsets = ((None, {"fields": (("name", "note"), "jurisdiction", "pinyin", "merged_into")}),)

    @admin.display(description=_("任免条数"), ordering="acts_count")
    def acts_count(self, row: Any) -> int:
        return int(row.acts_count)

    def choice_label(self, row: Person) -> str:
        return f"{row} · {row.jurisdiction}" if row.jurisdiction else str(row)
