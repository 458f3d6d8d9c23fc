"""The reports on the deputies' credentials: the seat arithmetic."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin_site import Group
from people.admin.starting import congress_of, desk_bulletin

from ..models import CredentialsReport


@admin.register(CredentialsReport)
class CredentialsReportAdmin(ByHand):
    group = Group.PERSONNEL
    carried = ("congress", "term", "bulletin")
    list_display = ("congress", "term", "sum", "seats", "adds_up", "document", "place")
    list_filter = ("term", ("bulletin", RecentFilter))
    search_fields = ("congress__name", "document__title")
    search_help_text = _("人民代表大会或文件标题")
    list_select_related = ("congress", "document", "bulletin", "source_document")
    readonly_fields = ("adds_up",)
    fieldsets = (
        (None, {"fields": (("congress", "term"), "document", "seats")}),
        (_("增减"), {"fields": (("before", "vacated", "by_elected", "after"), "adds_up")}),
    )

    def starting(self, request: HttpRequest, given: Values) -> Values:
        document, bulletin = given.get("document"), given.get("bulletin")
        if bulletin is None:
            bulletin = document.bulletin if document is not None else desk_bulletin()
        if bulletin is None:
            return {}
        values = {"bulletin": bulletin, "term": bulletin.term, "source_document": document}
        return {**values, "congress": congress_of(bulletin)}

    @admin.display(description=_("增减"))
    def sum(self, row: CredentialsReport) -> str:
        return str(row)

    @admin.display(description=_("相符"), boolean=True)
    def adds_up(self, row: CredentialsReport) -> bool | None:
        return row.adds_up
