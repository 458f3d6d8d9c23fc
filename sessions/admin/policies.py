"""Policy documents with their publishing, their measures, what they cite, and what they may have
to do with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin.links import list_link
from npcrecords.core.admin_site import Group

from ..choices import Status
from ..models import Policy, PolicyCitation
from ..services import publish_policy_again, take_back_policy
from .policy_hub import policy_steps
from .policy_rows import BasisInline, MeasureInline, PartyInline
from .policy_starting import desk_policy, start_policy
from .publishing import Publishing


@admin.register(Policy)
class PolicyAdmin(Publishing):
    further_pages: ClassVar[list[Any]] = []  # of pasting a register

    verbs = {Status.PUBLISHED: publish_policy_again, Status.DRAFT: take_back_policy}
    called = "policy"
    done = {Status.PUBLISHED: _("政策文件已发布。"), Status.DRAFT: _("政策文件已撤回为草稿。")}
    group = Group.POLICIES
    carried = ("place",)
    public_page = "web:policy"
    change_form_template = "admin/congress/bulletin_form.html"
    lists = (
        "congress.Measure.policy",
        "congress.Register.policy",
        "congress.Task.policy",
        "congress.PolicyCitation.policy",
        "congress.PolicyLink.policy",
        "congress.PolicyLink.to_policy",
        "congress.ImportJob.policy",
    )
    counts = {
        "measures_count": "congress.Measure.policy",
        "tasks_count": "congress.Task.policy",
    }
    list_display = (
        "title",
        "number",
        "status",
        "place",
        "issued_on",
        "measures",
        "tasks",
        "published_at",
    )
    list_filter = ("status", "place", "begins_late", "ends_early")
    search_fields = ("title", "enclosed_title", "number", "parties__name", "file_name")
    search_help_text = _("标题、文号、发文机关或文件名")
    date_hierarchy = "issued_on"
    readonly_fields = ("status", "published_at", "file_name", "file_sha256", "lines_count")
    fieldsets = (
        (None, {"fields": (("status", "published_at"),)}),
        (
            _("文件"),
            {"fields": ("title", "enclosed_title", ("number", "place"), "disclosure")},
        ),
        (
            _("日期"),
            {
                "fields": (
                    "adopted_by",
                    ("adopted_on", "adopted_on_precision", "adopted_on_text"),
                    ("issued_on", "issued_on_precision", "issued_on_text"),
                    ("printed_on", "effective_on", "expires_on"),
                    ("period_start", "period_end"),
                ),
            },
        ),
        (_("收到的文本"), {"fields": (("begins_late", "ends_early"),)}),
        (_("摘要"), {"fields": ("abstract",)}),
        (_("来源"), {"fields": ("file_name", "file_sha256", "lines_count")}),
    )
    inlines = (PartyInline, BasisInline, MeasureInline)
    actions = ("publish", "withdraw")

    def get_urls(self) -> list[Any]:
        return [*self.further_pages, *super().get_urls()]

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_policy(given)

    def begins_with(self, request: HttpRequest, inline: Any) -> bool:
        return inline is not MeasureInline

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """The steps of the work on a document, how far each has come and what is missing."""
        may_publish = self.has_publish_permission(request)
        return {"steps": policy_steps(obj, may_publish=may_publish), "may_publish": may_publish}

    @admin.display(description=_("举措"), ordering="measures_count")
    def measures(self, row: Any) -> SafeString:
        return list_link("congress.Measure.policy", row, str(row.measures_count))

    @admin.display(description=_("任务"), ordering="tasks_count")
    def tasks(self, row: Any) -> SafeString:
        return list_link("congress.Task.policy", row, str(row.tasks_count))

    @admin.action(description=_("发布所选政策文件"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Policy]) -> None:
        number = self.set_status(request, queryset, Status.PUBLISHED)
        self.message_user(request, gettext("已发布 %(count)s 份政策文件。") % {"count": number})

    @admin.action(description=_("撤回所选政策文件为草稿"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Policy]) -> None:
        number = self.set_status(request, queryset, Status.DRAFT)
        said = gettext("已把 %(count)s 份政策文件撤回为草稿。")
        self.message_user(request, said % {"count": number})


@admin.register(PolicyCitation)
class PolicyCitationAdmin(ByHand):
    group = Group.POLICIES
    carried = ("policy",)
    fixed_once_made = ("policy",)
    list_display = ("name", "number", "count", "policy", "page")
    list_filter = (("policy", RecentFilter),)
    search_fields = ("title", "number", "policy__title")
    search_help_text = _("所引标题、文号或政策文件标题")
    list_select_related = ("policy",)
    fieldsets = (
        (None, {"fields": ("policy", "title", "number", "count")}),
        (_("文件中的位置"), {"fields": ("page", ("line_start", "line_end"))}),
    )

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return {} if "policy" in given else {"policy": desk_policy()}

    @admin.display(description=_("所引标题"), ordering="title")
    def name(self, row: PolicyCitation) -> str:
        return row.title or row.number
