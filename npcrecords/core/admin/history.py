"""Who did what: the list of actions, and the page of one, where it can be undone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import rights
from ..admin_site import Group
from ..bringing import RefusedError
from ..models import Action
from ..reverting import foresee_undo, undo, why_not
from .telling import told

PER_PAGE = 100


def action_url(action: Action) -> str:
    return reverse("admin:core_action_change", args=[action.pk])


@admin.register(Action)
class ActionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nobody writes history; what was done can be undone, as an action of its own."""

    group = Group.CHECKS
    list_display = ("at", "who", "kind", "summary", "reason", "changes_count")
    list_display_links = ("at", "summary")
    list_filter = ("kind",)
    search_fields = ("summary", "reason", "by_name")
    search_help_text = _("摘要、理由或操作人")
    date_hierarchy = "at"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_select_related = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Action]:
        found: QuerySet[Action] = super().get_queryset(request).annotate(number=Count("changes"))
        return found

    @admin.display(description=_("操作人"), ordering="by_name")
    def who(self, row: Action) -> str:
        return row.by_name or gettext("系统")

    @admin.display(description=_("改动条数"), ordering="number")
    def changes_count(self, row: Any) -> int:
        return int(row.number)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        own = path(
            "<int:pk>/undo/", self.admin_site.admin_view(self.undo_view), name="core_action_undo"
        )
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        action = self._action(request, object_id)
        page = _page(request, action.changes.order_by("id"), PER_PAGE)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": str(action),
            "action": action,
            "page": page,
            "told": told(page.object_list),
            "may_undo": rights.may_undo(request.user),
            "why_not": why_not(action),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/action.html", context)

    def _action(self, request: HttpRequest, pk: Any) -> Action:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Action.objects.select_related("undoes").filter(
            pk=int(pk) if str(pk).isdecimal() else 0
        )
        if (action := found.first()) is None:
            raise Http404
        return action

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What undoing would do; or undo."""
        action = self._action(request, pk)
        if not rights.may_undo(request.user):
            raise PermissionDenied(rights.lacking(_("撤销操作")))
        if request.method == "POST":
            try:
                done = undo(action=action, by=request.user, reason=request.POST.get("_reason", ""))
            except RefusedError as refusal:
                for sentence in refusal.sentences:
                    messages.error(request, sentence)
                return HttpResponseRedirect(action_url(action))
            messages.success(request, gettext("已撤销。"))
            return HttpResponseRedirect(action_url(done))
        seen = foresee_undo(action)
        return TemplateResponse(
            request,
            "admin/take_back.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.model._meta,
                "title": gettext("撤销：%(action)s") % {"action": action},
                "back": action_url(action),
                "seen": seen,
                "told": told(seen.changes[:PER_PAGE], preview=True),
                "more": max(0, len(seen.changes) - PER_PAGE),
                "verb": gettext("撤销这次操作"),
                "media": self.media,
            },
        )


def _page(request: HttpRequest, rows: QuerySet[Any], size: int) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("p"))
