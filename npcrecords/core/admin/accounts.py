"""Accounts and groups: what a clerk may do is ticked in Chinese words, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.utils import reset
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group as AccountGroup
from django.contrib.auth.models import Permission, User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import rights
from ..admin_site import Group
from ..models import Part

if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

RECORDS = ("people", "congress")  # the apps whose records clerks work on
OTHERS = frozenset(
    {
        *(f"auth.{verb}_{what}" for verb in rights.VERBS for what in ("user", "group")),
        "admin.view_logentry",
        "core.view_action",
        "core.view_change",
        rights.UNDO,
    }
)
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


def group_label(group: AccountGroup) -> str:
    """The name of a group with a sentence on what it may do, where the system made it."""
    what = rights.GROUPS.get(group.name)
    return f"{group.name}：{what}" if what else group.name


def _tick(permissions: QuerySet[Permission]) -> QuerySet[Permission]:
    """Those that mean something here: of records (parts go with their record), the history,
    accounts and the log."""
    wanted = Q(content_type__app_label__in=RECORDS) & ~Q(content_type__model__in=_parts())
    for name in OTHERS:
        label, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=label, codename=codename)
    return permissions.filter(wanted).select_related("content_type")


def _parts() -> list[str]:
    """The names of the tables whose rows are part of a record."""
    return [model._meta.model_name or "" for model in apps.get_models() if issubclass(model, Part)]


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
        if db_field.name == "groups":
            field.label_from_instance = group_label
        return field


@admin.register(AccountGroup)
class ClerksAdmin(_Ticked, GroupAdmin):  # type: ignore[misc]
    """A group keeps the permissions that have no box here."""

    group = Group.ACCOUNTS
    show_full_result_count = False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        held = form.instance.permissions
        offered = form.fields["permissions"].queryset.values("pk")
        others = list(held.exclude(pk__in=offered)) if change else []
        super().save_related(request, form, formsets, change)
        held.add(*others)


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
    actions = ("unlock",)
    list_display = ("username", "last_name", "first_name", "is_staff", "is_active", "last_login")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser makes superusers."""
        fixed = ("last_login", "date_joined")
        return fixed if _is_superuser(request.user) else (*fixed, "is_superuser")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who is in a group is staff: else the group would be of no use."""
        super().save_related(request, form, formsets, change)
        account = form.instance
        if not account.is_staff and account.groups.exists():
            account.is_staff = True
            account.save(update_fields=["is_staff"])

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Superusers among those chosen stay, unless a superuser deletes them."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if not _is_superuser(request.user):
            protected = [*protected, *(str(one) for one in objs if one.is_superuser)]
        return to_delete, counts, lacking, protected

    @admin.action(description=_("解除暂停登录"), permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let these people log in again who typed wrong passwords too often."""
        for account in queryset:
            reset(username=account.get_username())
        self.message_user(request, gettext("已解除：可以重新登录。"))


def _is_superuser(user: Any) -> bool:
    return bool(user.is_superuser)


def _may_touch(user: Any, account: Any) -> bool:
    return account is None or not account.is_superuser or _is_superuser(user)
