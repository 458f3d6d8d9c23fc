"""Persons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin_site import Group

from ..candidates import candidates
from ..models import Appointment, Person
from .merging import WithMerging

ASKED = 300  # names in one question


@admin.register(Person)
class PersonAdmin(ByHand, WithMerging):
    group = Group.PEOPLE
    public_page = "web:person"
    carried = ("jurisdiction",)
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

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.candidates_view)
        return [path("candidates/", view, name="people_person_candidates"), *super().get_urls()]

    def candidates_view(self, request: HttpRequest) -> JsonResponse:
        """The persons who bear the names that are asked for (``name=…``, several), for the
        form in which they were typed."""
        if not self.has_view_permission(request):
            return JsonResponse({}, status=403)
        names = request.GET.getlist("name")[:ASKED]
        found = candidates(names, request.GET.get("place", ""))
        return JsonResponse(
            {
                name: [{"id": one.person.pk, "label": one.label} for one in bearers]
                for name, bearers in found.items()
            }
        )

    def starting(self, request: HttpRequest, given: Values) -> Values:
        last = Person.objects.order_by("-pk").values_list("jurisdiction", flat=True).first()
        return {"jurisdiction": last or ""}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Where a person is chosen, homonyms are told apart by what they held last."""
        rows, twice = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            held = Appointment.objects.filter(person=OuterRef("pk")).order_by("-date", "-id")
            rows = rows.annotate(held=Subquery(held.values("post_text")[:1]))
        return rows, twice

    @admin.display(description=_("任免条数"), ordering="acts_count")
    def acts_count(self, row: Any) -> int:
        return int(row.acts_count)

    def choice_label(self, row: Person) -> str:
        parts = [str(row), row.jurisdiction, getattr(row, "held", "") or ""]
        return " · ".join(part for part in parts if part)
