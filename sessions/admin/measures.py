"""The measures of policy documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin_site import Group
from npcrecords.core.wording import place_text

from ..models import Measure
from .policy_rows import MeasureUnitInline
from .policy_starting import start_measure


class InPolicy(ByHand):
    """Rows that stand in a policy document at a page and lines of their own."""

    fixed_once_made: ClassVar[tuple[str, ...]] = ("policy",)

    @admin.display(description=_("出处"), ordering="line_start")
    def place(self, row: Any) -> str:
        return place_text(row.page, row.line_start, row.line_end) or "—"


@admin.register(Measure)
class MeasureAdmin(InPolicy):
    group = Group.POLICIES
    carried = ("policy", "parent", "level", "kind")
    lists = ("congress.Measure.parent",)
    list_display = ("order", "name", "kind", "level", "units_text", "policy", "place")
    list_display_links = ("name",)
    list_filter = ("kind", "level", ("policy", RecentFilter))
    search_fields = ("heading", "units_text", "policy__title", "policy__number")
    search_help_text = _("小标题、责任单位、政策文件标题或文号")
    list_select_related = ("policy",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "policy",
                    "parent",
                    ("kind", "level", "order"),
                    ("marker", "heading"),
                    "text",
                    "units_text",
                )
            },
        ),
        (_("文件中的位置"), {"fields": ("page", ("line_start", "line_end"))}),
    )
    inlines = (MeasureUnitInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        return super().get_queryset(request).defer("text")

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_measure(given)

    @admin.display(description=_("举措"), ordering="heading")
    def name(self, row: Measure) -> str:
        return str(row)

    def choice_label(self, row: Measure) -> str:
        return f"{row} · {row.policy.title}"
