"""Merging in the admin: choose the other record, see what moves, say why, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core import rights
from npcrecords.core.admin.base import RecordAdmin
from npcrecords.core.admin.forms import KnownAutocomplete
from npcrecords.core.admin.history import action_url
from npcrecords.core.admin.links import change_link
from npcrecords.core.bringing import RefusedError

from ..merging import merge, preview
from ..sides import side_of


class WithMerging(RecordAdmin):
    """The admin of records that may turn out to be one."""

    actions = ("merge_chosen",)

    def get_urls(self) -> list[Any]:
        opts = self.model._meta
        page = path(
            "<int:pk>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name=f"{opts.app_label}_{opts.model_name}_merge",
        )
        return [page, *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Asked for the action of the list."""
        return rights.may_merge(request.user, self.model)

    @admin.action(description=_("合并所选的两条"), permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        rows = list(queryset.order_by("pk")[:3])
        if len(rows) != 2:
            self.message_user(request, gettext("请正好选两条，再合并。"), messages.WARNING)
            return None
        return HttpResponseRedirect(f"{self._merge_url(rows[0])}?other={rows[1].pk}")

    def _merge_url(self, row: Any) -> str:
        opts = self.model._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_merge", args=[row.pk])

    # The record's own page

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was merged into another record is only looked at."""
        merged = obj is not None and obj.merged_into_id is not None
        return not merged and super().has_change_permission(request, obj)

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """A link to the page that merges, for who may."""
        shown = super().beside(request, obj)
        if obj.merged_into_id is None and self.has_merge_permission(request):
            shown["merge_url"] = self._merge_url(obj)
        return shown

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of a merged record says where it went."""
        if request.method == "GET":
            row = self._row(unquote(object_id))
            if row is not None and row.merged_into_id is not None:
                self._say_where(request, row)
        return super().change_view(request, object_id, form_url, extra_context)

    def _say_where(self, request: HttpRequest, row: Any) -> None:
        opts = self.model._meta
        history = reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[row.pk])
        message = gettext("这条记录已并入{}，旧编号会转到那里；要撤销合并，请看它的{}。")
        link = format_html('<a href="{}">{}</a>', history, gettext("历史"))
        messages.warning(request, format_html(message, change_link(row.merged_into), link))

    # Merging

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose the other record; see what would move; merge."""
        if not self.has_merge_permission(request):
            raise PermissionDenied(rights.lacking(gettext("合并")))
        kept = self._row(pk)
        if kept is None:
            raise Http404
        asked = request.POST if request.method == "POST" else request.GET
        other = self._row(asked.get("other", ""))
        problems: list[str] = []
        if request.method == "POST" and other is not None:
            try:
                action = merge(
                    kept=kept,
                    merged=other,
                    reason=request.POST.get("_reason", ""),
                    by=request.user,
                    take=request.POST.getlist("take"),
                )
            except RefusedError as refusal:
                problems = refusal.sentences
            else:
                messages.success(request, gettext("已合并；需要时可以在这里撤销。"))
                return HttpResponseRedirect(action_url(action))
        return self._page(request, kept, other, problems)

    def _row(self, pk: Any) -> Any:
        rows = self.model._default_manager.select_related(*self.links_needed(), "merged_into")
        text = str(pk)
        return rows.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 19 else None

    def _page(
        self, request: HttpRequest, kept: Any, other: Any, problems: list[str]
    ) -> HttpResponse:
        chooser = self._chooser()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": gettext("合并：%(row)s") % {"row": self.choice_label(kept)},
            "kept": kept,
            "kept_label": self.choice_label(kept),
            "chooser": chooser,
            "media": self.media + chooser.media,
        }
        if other is not None:
            context |= self._foreseen(request, kept, other, problems)
        return TemplateResponse(request, "admin/people/merge.html", context)

    def _chooser(self) -> forms.Form:
        field = self.model._meta.get_field("merged_into")
        chooser = forms.Form()
        chooser.fields["other"] = forms.ModelChoiceField(
            self.model._default_manager.none(),
            widget=KnownAutocomplete(field, self.admin_site),
            label=_("另一条"),
        )
        return chooser

    def _foreseen(
        self, request: HttpRequest, kept: Any, other: Any, problems: list[str]
    ) -> dict[str, Any]:
        """Both sides, what moves, what stands in the way."""
        seen = preview(kept, other)
        sides = [side_of(kept), side_of(other)]
        words = dict(sides[1].facts)
        labels = {name: str(self.model._meta.get_field(name).verbose_name) for name in seen.offered}
        taken = request.POST.getlist("take") if request.method == "POST" else seen.offered
        return {
            "other": other,
            "other_label": self.choice_label(other),
            "swapped": f"{self._merge_url(other)}?other={kept.pk}",
            "sides": sides,
            "seen": seen,
            "problems": seen.problems or problems,
            "offered": [
                {"name": name, "label": label, "value": words[label], "taken": name in taken}
                for name, label in labels.items()
            ],
            "reason": request.POST.get("_reason", ""),
        }
