"""Accounts and groups: what a clerk may do is ticked in Chinese words, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group as AccountGroup
from django.contrib.auth.models import Permission, User
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..admin_site import Group

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

RECORDS = ("people", "congress")  # the apps whose records clerks work on
VERBS = {
    "view": _("查看"),
    "add": _("增加"),
    "change": _("修改"),
    "delete": _("删除"),
}

admin.site.unregister((User, AccountGroup))


def permission_label(permission: Permission) -> str:
    """``公报：修改``."""
    verb = permission.codename.split("_", 1)[0]
    name = permission.content_type.name
    return gettext("%(kind)s：%(verb)s") % {"kind": name, "verb": VERBS.get(verb, permission.name)}


def _tick(permissions: QuerySet[Permission]) -> QuerySet[Permission]:
    return permissions.filter(content_type__app_label__in=RECORDS).select_related("content_type")


class _Ticked(_ModelAdmin):
    """Permissions and groups as boxes to tick."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple(attrs={"class": "checkboxes"})
        if db_field.name == "permissions":
            kwargs["queryset"] = _tick(Permission.objects.order_by("content_type", "id"))
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.help_text = ""
        if db_field.name == "permissions":
            field.label_from_instance = permission_label
        return field


@admin.register(AccountGroup)
class ClerksAdmin(_Ticked, GroupAdmin):  # type: ignore[misc]
    group = Group.ACCOUNTS
    show_full_result_count = False


@admin.register(User)
class AccountAdmin(_Ticked, UserAdmin):  # type: ignore[type-arg]
    """Permissions are given by groups alone: one place to look."""

    group = Group.ACCOUNTS
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("个人信息"), {"fields": ("last_name", "first_name", "email")}),
        (_("权限"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("日期"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "last_name", "first_name", "is_staff", "is_active", "last_login")
