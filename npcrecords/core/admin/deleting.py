"""Deleting in the admin: what goes along is told first, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.translation import gettext

from .. import changes, history, rights
from ..models import ActionKind, Part
from .links import change_link

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

SHOWN = 10  # examples of each kind on the page that asks before deleting


class Deleting(_ModelAdmin):
    """The part of every record's admin that deletes."""

    def remove(self, rows: QuerySet[Any]) -> None:
        """Delete records: the one way, for the button and the action alike."""
        changes.remove(rows)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remove(self.model._default_manager.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        chosen = list(queryset.values_list("pk", flat=True))
        reason = request.POST.get("_reason", "")
        rows = self.model._default_manager.filter(pk__in=chosen)
        if refused := rights.why_not_delete(request.user, rows):
            self.message_user(request, refused, messages.ERROR)
            return
        with history.acting(ActionKind.DELETE, by=request.user, reason=reason):
            self.remove(rows)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        reason = request.POST.get("_reason", "")
        try:
            if request.method != "POST":
                return super().delete_view(request, object_id, extra_context)
            with history.acting(ActionKind.DELETE, by=request.user, reason=reason):
                return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, RestrictedError) as error:  # named since the page was shown
            self.message_user(request, refusal(error), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What deleting takes along: by kind, with counts and a few examples (a bulletin has
        thousands of sections), and what stands in the way."""
        objs = list(objs)
        if not objs:
            return [], {}, set(), []
        collector = NestedObjects(using="default", origin=objs)
        collector.collect(objs)
        tree: list[Any] = []
        counts: dict[Any, int] = {}
        lacking: set[str] = set()
        found: dict[Any, Any] = collector.model_objs
        for model, held in found.items():
            opts = model._meta
            counts[opts.verbose_name_plural] = len(held)
            if not request.user.has_perm(f"{opts.app_label}.delete_{opts.model_name}") and (
                not issubclass(model, Part)
            ):
                lacking.add(str(opts.verbose_name))
            tree += [
                gettext("%(kind)s：%(count)s 条") % {"kind": opts.verbose_name, "count": len(held)}
            ]
            tree.append(_examples(held))
        return tree, counts, lacking, _examples(self.in_the_way(collector.protected))

    def in_the_way(self, rows: Any) -> list[Any]:
        """Those of the records that need a record to be deleted for whose sake it stays."""
        return list(rows)


def _examples(rows: Any) -> list[str]:
    """The first few of the rows, by kind and name; then how many more there are."""
    ordered = sorted(rows, key=lambda row: (type(row).__name__, row.pk))
    shown = [_named(row) for row in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        shown.append(gettext("……另有 %(count)s 条") % {"count": len(ordered) - SHOWN})
    return shown


def _named(row: Any) -> str:
    try:
        link = change_link(row)
    except NoReverseMatch:  # a part of another record has no page of its own
        link = str(row)
    return format_html("{}：{}", row._meta.verbose_name, link)


def refusal(error: ProtectedError | RestrictedError) -> str:
    """Why a record cannot be deleted, as a sentence."""
    held = (
        error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    )
    names = "、".join(str(row) for row in sorted(held, key=lambda row: row.pk)[:3])
    return gettext("不能删除：还有记录引用它（%(names)s）。请先改正或删除这些记录。") % {
        "names": names
    }
