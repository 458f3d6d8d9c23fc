"""Satisfaction votes, and the rules on by when opinions are answered."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import ByHand
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin_site import Group

from ..models import DueRule, SatisfactionVote


@admin.register(SatisfactionVote)
class SatisfactionVoteAdmin(ByHand):
    group = Group.OPINIONS
    carried = ("opinion", "session", "voted_on", "bulletin", "source_document")
    list_display = (
        "opinion",
        "point",
        "voted_on",
        "satisfied",
        "basically",
        "not_satisfied",
        "place",
    )
    list_filter = (("bulletin", RecentFilter), ("session", RecentFilter))
    search_fields = ("opinion__title", "opinion__letter_number")
    search_help_text = _("审议意见或函号")
    list_select_related = ("opinion", "point__opinion", "session", "bulletin", "source_document")
    fieldsets = (
        (None, {"fields": ("opinion", "point", "session", "voted_on")}),
        (
            _("票数"),
            {"fields": (("satisfied", "basically", "not_satisfied"), ("abstained", "absent"))},
        ),
    )

    def choice_label(self, row: SatisfactionVote) -> str:
        return f"{row.opinion}：{row}"


@admin.register(DueRule)
class DueRuleAdmin(ByHand):
    group = Group.OPINIONS
    list_display = ("where", "report_kind", "months", "basis", "valid_from", "valid_to")
    list_filter = ("report_kind",)
    search_fields = ("place", "basis")
    search_help_text = _("行政区域或依据")
    fieldsets = (
        (None, {"fields": ("place", "also_in", "report_kind", "months", "basis")}),
        (_("起止"), {"fields": (("valid_from", "valid_to"),)}),
    )

    @admin.display(description=_("行政区域"), ordering="place")
    def where(self, row: DueRule) -> Any:
        return row.place or _("各地")
