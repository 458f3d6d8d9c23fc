"""Links between policies and other records that name the same thing: suggested, to be confirmed
or told not to be related."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core import history, rights
from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin.links import change_link
from npcrecords.core.admin_site import Group
from npcrecords.core.changes import Watch
from npcrecords.core.models import ActionKind

from ..choices import LinkState
from ..models import PolicyLink
from .policy_starting import desk_policy


@admin.register(PolicyLink)
class PolicyLinkAdmin(ByHand):
    group = Group.POLICIES
    carried = ("policy", "name")
    list_display = ("name", "policy", "target", "state", "reason")
    list_filter = ("state", ("policy", RecentFilter))
    search_fields = ("name", "policy__title", "to_policy__title", "opinion__title")
    search_help_text = _("同名事物、政策文件或审议意见标题")
    list_select_related = ("policy", "to_policy", "opinion", "document__bulletin")
    fieldsets = (
        (None, {"fields": ("policy", "name")}),
        (_("与什么有关"), {"fields": ("to_policy", "opinion", "document")}),
        (_("处理"), {"fields": ("state", "reason")}),
    )
    actions = ("confirm", "reject")

    def starting(self, request: HttpRequest, given: Values) -> Values:
        known = {} if "policy" in given else {"policy": desk_policy()}
        return {**known, "state": LinkState.CONFIRMED}

    @admin.display(description=_("与什么有关"))
    def target(self, row: PolicyLink) -> SafeString | str:
        found: Any = row.to_policy or row.opinion or row.document
        return "—" if found is None else change_link(found, f"{found._meta.verbose_name} {found}")

    @admin.action(description=_("确认所选关联"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[PolicyLink]) -> None:
        number = self._settle(request, queryset, LinkState.CONFIRMED)
        self.message_user(request, gettext("已确认 %(count)d 个关联。") % {"count": number})

    @admin.action(description=_("所选的不相关"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[PolicyLink]) -> None:
        number = self._settle(request, queryset, LinkState.REJECTED)
        self.message_user(request, gettext("已记下 %(count)d 个不相关。") % {"count": number})

    def _settle(self, request: HttpRequest, rows: QuerySet[PolicyLink], state: LinkState) -> int:
        """One action for all of them; where one may not be changed, none is."""
        found = [row for row in rows if row.state != state]
        with history.acting(ActionKind.CHANGE, by=request.user, summary=str(state.label)):
            for row in found:
                rights.require(rights.why_not_change(request.user, row))
            watch = Watch(*found)
            for row in found:
                row.state = state
                row.save(update_fields=["state"])
            watch.note(*found)
            rights.require(rights.why_not_result(request.user, found))
        return len(found)
