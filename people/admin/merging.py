"""Merging in the admin: choose the other record, see what moves, say why, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core import rights
from npcrecords.core.admin.base import RecordAdmin
from npcrecords.core.admin.forms import KnownAutocomplete
from npcrecords.core.admin.history import action_url
from npcrecords.core.bringing import RefusedError

from ..merging import merge, preview


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

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """A link to the page that merges, for who may."""
        shown = super().beside(request, obj)
        if obj.merged_into_id is None and self.has_merge_permission(request):
            shown["merge_url"] = self._merge_url(obj)
        return shown

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose the other record; see what would move; merge."""
        if not self.has_merge_permission(request):
            raise PermissionDenied(rights.lacking(_("合并")))
        kept = self._row(pk)
        if kept is None:
            raise Http404
        asked = request.POST if request.method == "POST" else request.GET
        other = self._row(asked.get("other", ""))
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
                for sentence in refusal.sentences:
                    messages.error(request, sentence)
            else:
                messages.success(request, gettext("已合并；需要时可以在这里撤销。"))
                return HttpResponseRedirect(action_url(action))
        return self._page(request, kept, other)

    def _row(self, pk: Any) -> Any:
        rows = self.model._default_manager.select_related(*self.links_needed())
        return rows.filter(pk=int(pk)).first() if str(pk).isdecimal() else None

    def _page(self, request: HttpRequest, kept: Any, other: Any) -> HttpResponse:
        field = self.model._meta.get_field("merged_into")
        chooser = forms.Form()
        chooser.fields["other"] = forms.ModelChoiceField(
            self.model._default_manager.all(),
            widget=KnownAutocomplete(field, self.admin_site),
            label=_("另一条"),
        )
        seen = preview(kept, other) if other is not None else None
        labels = [
            {"name": name, "label": self.model._meta.get_field(name).verbose_name,
             "value": getattr(other, name)}
            for name in (seen.offered if seen else ())
        ]  # fmt: skip
        return TemplateResponse(
            request,
            "admin/people/merge.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.model._meta,
                "title": gettext("合并：%(row)s") % {"row": self.choice_label(kept)},
                "kept": kept,
                "other": other,
                "kept_label": self.choice_label(kept),
                "other_label": self.choice_label(other) if other is not None else "",
                "swapped": f"{self._merge_url(other)}?other={kept.pk}" if other else "",
                "seen": seen,
                "offered": labels,
                "chooser": chooser,
                "reason": request.POST.get("_reason", ""),
                "media": self.media + chooser.media,
            },
        )
