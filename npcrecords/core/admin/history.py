"""What was done, action by action: the list, the rows of each, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import reverting, rights
from ..admin_site import Group
from ..bringing import RefusedError
from ..counts import count_of
from ..models import Action, ActionKind, Change, Effect
from .record_history import undone_among
from .telling import kind_of, told

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _ModelAdmin = admin.ModelAdmin[Action]
else:
    _ModelAdmin = admin.ModelAdmin

PER_PAGE = 100
MOST_NAMES = 100
SYSTEM = "-"  # in an address: what no account did


def action_url(action: Action) -> str:
    """The page of an action."""
    return reverse("admin:core_action_change", args=[action.pk])


class WhoFilter(admin.SimpleListFilter):
    """By whom it was done: by the names that they had then."""

    title = _("操作人")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = Action.objects.order_by("by_name").values_list("by_name", flat=True).distinct()
        return [(name or SYSTEM, name or gettext("系统")) for name in names[:MOST_NAMES]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(by_name="" if self.value() == SYSTEM else self.value())


@admin.register(Action)
class ActionAdmin(_ModelAdmin):
    """Nobody writes history; what was done can be undone, as an action of its own."""

    group = Group.CHECKS
    list_display = ("at", "who", "what", "summary", "reason", "rows")
    list_display_links = ("at", "what")
    list_filter = ("kind", "at", WhoFilter)
    search_fields = ("summary", "reason", "by_name")
    search_help_text = _("概要、理由、操作人，或已删除记录的内容")
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Action]:
        undone = Action.objects.filter(undoes=OuterRef("pk"), kind=ActionKind.UNDO)
        rows = super().get_queryset(request)
        return rows.annotate(number=count_of("core.Change.action"), undone=Exists(undone))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Also what deleted: a record is found by anything that it said."""
        found, twice = super().get_search_results(request, queryset, search_term)
        if not (words := search_term.split()):
            return found, twice
        deleted = Change.objects.annotate(said=Cast("values", TextField())).filter(
            effect=Effect.REMOVED, action=OuterRef("pk")
        )
        for word in words:
            deleted = deleted.filter(said__contains=word)
        return queryset.filter(Q(pk__in=found.order_by().values("pk")) | Exists(deleted)), False

    @admin.display(description=_("操作人"), ordering="by_name")
    def who(self, row: Action) -> str:
        return row.by_name or gettext("系统")

    @admin.display(description=_("操作"), ordering="kind")
    def what(self, row: Any) -> str:
        label = str(ActionKind(row.kind).label)
        return gettext("%(kind)s（撤销过）") % {"kind": label} if row.undone else label

    @admin.display(description=_("改动行数"), ordering="number")
    def rows(self, row: Any) -> int:
        return int(row.number)

    # One action

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="core_action_undo"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What an action did: how many rows of each kind, and each of them, in pages."""
        action = self._action(request, object_id)
        changes = action.changes.order_by("table", "effect", "id")
        counted = changes.values("table", "effect").annotate(number=Count("pk"))
        kinds = [
            {
                "key": f"{row['table']}-{row['effect']}",
                "label": kind_of(row["table"]),
                "what": Effect(row["effect"]).label,
                "number": row["number"],
            }
            for row in counted.order_by("table", "effect")
        ]
        chosen = request.GET.get("kind", "")
        table, _dash, effect = chosen.rpartition("-")
        if table:
            changes = changes.filter(table=table, effect=effect)
        page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self._context(request, action),
            "kinds": kinds,
            "chosen": chosen,
            "page": page,
            "changes": told(page.object_list),
            "why_not": reverting.why_not(action),
            "may_undo": rights.may_undo(request.user),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history/action.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """An action has no history: it is one."""
        return HttpResponseRedirect(action_url(self._action(request, object_id)))

    def _action(self, request: HttpRequest, pk: Any) -> Action:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not str(pk).isdecimal():
            raise Http404
        return get_object_or_404(Action.objects.select_related("undoes"), pk=int(pk))

    def _context(self, request: HttpRequest, action: Action) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": str(action),
            "action": action,
            "opts": self.opts,
            "undone": action.pk in undone_among([action]),
        }

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks before an action is undone, showing what that changes; and undoes it."""
        action = self._action(request, pk)
        if not rights.may_undo(request.user):
            raise PermissionDenied(rights.lacking(gettext("撤销操作")))
        problems: list[str] = []
        if request.method == "POST":
            reason = request.POST.get("_reason", "")
            try:
                done = reverting.undo(action=action, by=request.user, reason=reason)
            except RefusedError as refusal:
                problems = refusal.sentences
            else:
                self.message_user(request, gettext("已撤销这次操作。"), messages.SUCCESS)
                return HttpResponseRedirect(action_url(done))
        foreseen = reverting.foresee_undo(action)
        shown = foreseen.changes[:PER_PAGE]
        context = {
            **self._context(request, action),
            "title": gettext("撤销：%(action)s") % {"action": action},
            "changes": told(shown, preview=True),
            "more": len(foreseen.changes) - len(shown),
            "number": len(foreseen.changes),
            "problems": foreseen.problems or problems,
            "possible": not foreseen.problems,
            "notes": foreseen.emptied,
        }
        return TemplateResponse(request, "admin/history/undo.html", context)
