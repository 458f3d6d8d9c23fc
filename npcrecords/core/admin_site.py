"""The admin site: its name, its index in the order of work, its pickers.

Outside the package ``admin``, which registers with the site and so needs it first.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Group(Enum):
    """The parts of the index, in the order of work."""

    BULLETINS = _("公报与会议")
    DOCUMENTS = _("文件")
    OPINIONS = _("审议意见与办理")
    POLICIES = _("政策文件与任务")
    PERSONNEL = _("任免与代表")
    PEOPLE = _("人员与机构")
    CHECKS = _("核对与导入")
    ACCOUNTS = _("帐户与权限")


class RecordPicker(AutocompleteJsonView):
    """The choices of a picker: labelled so that homonyms differ; without records that were
    merged into others."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset()
        merges = any(field.name == "merged_into" for field in rows.model._meta.fields)
        return rows.filter(merged_into=None) if merges else rows

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "choice_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class RecordsAdminSite(admin.AdminSite):
    site_header = _("npcrecords 公报记录 · 管理")
    site_title = _("npcrecords 管理")
    index_title = _("工作台")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return RecordPicker.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The index: models by the part of the work they belong to, in the order of work."""
        if app_label:
            return super().get_app_list(request, app_label)
        entries = {
            entry["model"]: entry
            for app in self._build_app_dict(request).values()
            for entry in app["models"]
        }
        parts: dict[Group, list[Any]] = {group: [] for group in Group}
        for model, model_admin in self._registry.items():
            if model in entries:
                parts[getattr(model_admin, "group", Group.ACCOUNTS)].append(entries[model])
        return [
            {
                "name": group.value,
                "app_label": group.name.lower(),
                "app_url": f"{reverse('admin:index', current_app=self.name)}#{group.name.lower()}",
                "has_module_perms": True,
                "models": models,
            }
            for group, models in parts.items()
            if models
        ]
