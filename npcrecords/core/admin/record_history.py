"""The history of a record: what each action did to it, and bringing back an earlier version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from .. import rights
from ..bringing import RefusedError
from ..models import Action, ActionKind, Change, Effect
from ..reverting import signed
from ..versions import foresee_restore, restore, touching
from .telling import Told, name_of, told

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

PER_PAGE = 20


@dataclass
class Entry:
    """An action as the history of one record tells it: whether it was undone since, and
    whether it left a version that is not the present one (after a deletion there is none)."""

    action: Action
    undone: bool
    restorable: bool
    is_now: bool
    own: list[Told] = field(default_factory=list)


class Historic(_ModelAdmin):
    """The part of every record's admin that shows its history."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.restore_view)
        address = "<path:object_id>/history/<int:number>/restore/"
        return [path(address, view, name=self._name("restore")), *super().get_urls()]

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """What each action did to the record and its parts, the newest first."""
        row: Any = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        actions = Action.objects.filter(pk__in=touching(row).values("action")).order_by("-pk")
        page = Paginator(actions, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self._context(request, row),
            "title": _("%(name)s的历史") % {"name": name_of(row)},
            "page": page,
            "entries": _entries(row, page),
            "may_restore": self.has_change_permission(request, row),
            "may_view_actions": request.user.has_perm("core.view_action"),
            "origin": _origin(row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history/record.html", context)

    def _context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "object": row,
            "name": name_of(row),
            "opts": self.opts,
            "module_name": str(self.opts.verbose_name_plural),
            "restore_url": f"admin:{self._name('restore')}",
        }

    def restore_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Asks before the record is brought to how it was after an action, and does it."""
        row: Any = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_change_permission(request, row):
            raise PermissionDenied(rights.why_not_change(request.user, row))
        action = get_object_or_404(
            Action.objects.filter(pk__in=touching(row).values("action")), pk=number
        )
        newest = touching(row).aggregate(newest=Max("pk"))["newest"]
        problems: list[str] = []
        if request.method == "POST":
            if request.POST.get("seen") != str(newest):
                problems = [_("您看这一页的时候，这条记录又被改动了：请重新核对下面的变动。")]
            else:
                problems = self._restore(request, row, action)
                if not problems:
                    return HttpResponseRedirect(self._history_url(row))
        foreseen = foresee_restore(row, action)
        context = {
            **self._context(request, row),
            "title": _("恢复到%(when)s的版本") % signed(action),
            "action": action,
            "seen": newest,
            "changes": told(foreseen.changes, preview=True),
            "problems": foreseen.problems or problems,
            "possible": not foreseen.problems,
            "notes": foreseen.emptied,
            "back": self._history_url(row),
        }
        return TemplateResponse(request, "admin/history/restore.html", context)

    def _restore(self, request: HttpRequest, row: Any, action: Action) -> list[str]:
        """Do it; the sentences on what stands in the way, if anything does."""
        try:
            with transaction.atomic():
                reason = request.POST.get("_reason", "")
                restore(row=row, action=action, by=request.user, reason=reason)
                rights.require(rights.why_not_result(request.user, [row]))
        except RefusedError as refusal:
            return refusal.sentences
        except rights.Refused as refusal:
            return [str(refusal)]
        self.message_user(request, _("已恢复到那一版。"), messages.SUCCESS)
        return []

    def _history_url(self, row: Any) -> str:
        return reverse(f"admin:{self._name('history')}", args=[row.pk])


def _entries(row: Any, page: Iterable[Action]) -> list[Entry]:
    """The actions of a page with what they did to the record: a fixed number of queries."""
    actions = list(page)
    changes = list(touching(row).filter(action__in=actions).order_by("id"))
    by_action: dict[int, list[Told]] = defaultdict(list)
    for one in told(changes):
        by_action[one.change.action_id].append(one)
    undone = undone_among(actions)
    newest = touching(row).aggregate(newest=Max("action_id"))["newest"]
    gone = {
        change.action_id
        for change in changes
        if change.effect == Effect.REMOVED and change.record_id == row.pk and not change.owner_table
    }
    return [
        Entry(
            action=action,
            undone=action.pk in undone,
            restorable=action.pk not in {newest, *gone},
            is_now=action.pk == newest,
            own=by_action[action.pk],
        )
        for action in actions
    ]


def undone_among(actions: Iterable[Action]) -> set[int]:
    """The ids of those actions that were undone, and not done again. One query for each
    undoing of an undoing: rarely more than two."""
    ids = {action.pk for action in actions}
    if not ids:
        return set()
    undoings = list(Action.objects.filter(undoes__in=ids, kind=ActionKind.UNDO))
    taken_back = undone_among(undoings)
    return {one.undoes_id or 0 for one in undoings if one.pk not in taken_back}


def _origin(row: Any) -> str:
    """Where the record comes from, if its history does not begin with its making."""
    table = row._meta.label_lower
    made = Change.objects.filter(table=table, record_id=row.pk, effect=Effect.INSERTED)
    if made.exists():
        return ""
    bulletin, key = getattr(row, "bulletin", None), str(getattr(row, "key", "") or "")
    if bulletin is not None and key:
        return _("由%(bulletin)s导入，早于历史的开始。") % {"bulletin": bulletin}
    return _("这条记录早于历史的开始。")
