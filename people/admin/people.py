"""Persons."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.base import RecordAdmin
from npcrecords.core.admin_site import Group
from npcrecords.core.counts import count_of

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
    list_display = ("name", "note", "jurisdiction", "acts_count", "merged_into")
    list_filter = ("jurisdiction", ("note", admin.EmptyFieldListFilter))
    search_fields = ("name", "pinyin", "note")
    search_help_text = _("姓名、拼音（方勤：fangqin 或 fq）或区别说明")
    list_select_related = ("merged_into",)
    readonly_fields = ("pinyin", "merged_into")
    fieldsets = ((None, {"fields": (("name", "note"), "jurisdiction", "pinyin", "merged_into")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return (
            super().get_queryset(request).annotate(acts_count=count_of("people.Appointment.person"))
        )

    @admin.display(description=_("任免条数"), ordering="acts_count")
    def acts_count(self, row: Person) -> int:
        return int(row.acts_count)  # type: ignore[attr-defined]

    def choice_label(self, row: Person) -> str:
        return f"{row} · {row.jurisdiction}" if row.jurisdiction else str(row)
