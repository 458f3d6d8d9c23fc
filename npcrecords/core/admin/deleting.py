"""Deleting in the admin: what goes along is told first, and what stands in the way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.translation import gettext

from .. import changes, history, rights
from ..models import ActionKind, Part
from . import conflicts
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
        with history.acting(ActionKind.DELETE, by=request.user, reason=reason):
            held = {str(row.pk): row for row in rows.select_for_update()}
            rights.require(rights.why_not_delete(request.user, rows))
            for seen in request.POST.getlist(conflicts.FIELD):
                pk, _colon, moment = seen.partition(":")
                if pk not in held or _is_stale(held[pk], moment):
                    rights.require(
                        gettext("没有删除：您选好以后，其中有记录被人改过。请重新选择。")
                    )
            try:
                self.remove(rows)
            except (ProtectedError, RestrictedError) as error:  # named since the page was shown
                rights.require(refusal(error))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except rights.Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        reason = request.POST.get("_reason", "")
        try:
            if request.method != "POST":
                return super().delete_view(request, object_id, extra_context)
            with history.acting(ActionKind.DELETE, by=request.user, reason=reason):
                extra = {**(extra_context or {}), **self._changed_meanwhile(request, object_id)}
                return super().delete_view(request, object_id, extra)
        except (ProtectedError, RestrictedError) as error:  # named since the page was shown
            self.message_user(request, refusal(error), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def _changed_meanwhile(self, request: HttpRequest, object_id: str) -> dict[str, str]:
        """Keep the record until it is deleted. Where it was changed since the page was shown,
        it is shown again, with a sentence."""
        pk = unquote(object_id)
        if not (pk.isdecimal() and len(pk) < 19):
            return {}
        row = self.model._default_manager.order_by().select_for_update().filter(pk=pk).first()
        if row is None:
            return {}
        rows = self.model._default_manager.filter(pk=row.pk)
        if not self.has_delete_permission(request, row) or rights.why_not_delete(
            request.user, rows
        ):
            raise PermissionDenied(rights.why_not_delete(request.user, rows))
        seen = request.POST.get(conflicts.FIELD, "")
        if not seen or not _is_stale(row, seen.partition(":")[2]):
            return {}
        reason = request.POST.get("_reason", "")
        request.method, request.POST = "GET", QueryDict()
        said = conflicts.who_and_when(conflicts.last_change(row))
        sentence = gettext(
            "您打开这一页以后，%(name)s（%(when)s）改过这条记录。还要删除，请再确认。"
        )
        return {"stale": sentence % said, "reason": reason}

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
                lacking.add(rights.lacking(rights.right_label("delete", opts.verbose_name)))
            tree += [
                gettext("%(kind)s：%(count)s 条") % {"kind": opts.verbose_name, "count": len(held)}
            ]
            tree.append(_examples(held))
        chosen = self.model._default_manager.filter(pk__in=[row.pk for row in objs])
        stays = self.in_the_way(collector.protected)
        if not lacking and not stays and (reason := self._why_not(request, chosen)):
            lacking.add(reason)
        if lacking and request.POST.get("post"):
            rights.require(min(lacking))
        return tree, counts, lacking, _examples(stays)

    @staticmethod
    def _why_not(request: HttpRequest, rows: QuerySet[Any]) -> str:
        try:
            return rights.why_not_delete(request.user, rows)
        except (ProtectedError, RestrictedError) as error:
            return refusal(error)

    def in_the_way(self, rows: Any) -> list[Any]:
        """Those of the records that need a record to be deleted for whose sake it stays."""
        return list(rows)


def _is_stale(row: Any, moment: str) -> bool:
    """Whether a record was changed since; not, where nothing says since when."""
    try:
        return bool(row.modified != dt.datetime.fromisoformat(moment))
    except ValueError:
        return bool(moment)


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
