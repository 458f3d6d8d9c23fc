"""What all admin pages of records share: quick lists, and changes that keep in step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import changes, history, rights
from ..admin_site import Group
from ..counts import count_of
from ..models import ActionKind, Part, Sourced
from ..wording import place_text
from . import conflicts
from .deleting import Deleting
from .filters import ChosenFilter
from .forms import TEXT_WIDGETS, KnownAutocomplete, RecordForm, RecordFormSet
from .links import change_link, related_links
from .opened import Opened
from .record_history import Historic

if TYPE_CHECKING:  # Django's own classes take no parameters at run time
    _TabularInline = admin.TabularInline[Any, Any]
    _BaseModelAdmin = BaseModelAdmin[Any]
else:
    _TabularInline = admin.TabularInline
    _BaseModelAdmin = object


class _Pickers(_BaseModelAdmin):
    """Every link to another record is chosen by typing part of it, never from a list of all."""

    form = RecordForm
    formfield_overrides = TEXT_WIDGETS

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        target = self.admin_site.get_model_admin(db_field.related_model)
        needed: Any = target.list_select_related or ()
        kwargs.setdefault("widget", KnownAutocomplete(db_field, self.admin_site))
        kwargs.setdefault(
            "queryset", target.model._default_manager.select_related(*needed).order_by()
        )
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField):
            field.label_from_instance = target.choice_label  # type: ignore[attr-defined,method-assign]
        return field

    def links_needed(self) -> list[str]:
        """The links that a form shows, each with what the name of its record needs."""
        paths: list[str] = []
        for field in self.model._meta.fields:
            if isinstance(field, models.ForeignKey) and self.admin_site.is_registered(
                field.related_model
            ):
                target = self.admin_site.get_model_admin(field.related_model)
                paths.append(field.name)
                needed: Any = target.list_select_related or ()
                paths += [f"{field.name}__{name}" for name in needed]
        return paths


class RecordAdmin(_Pickers, Deleting, Historic):
    """Base of the admin of all records.

    ``group`` is the part of the index; ``lists`` names the lists that a record's page links
    to, as ``congress.Section.document``; ``counts`` those whose length its list shows;
    ``public_page`` is the name of its page for everybody.
    """

    group: ClassVar[Group] = Group.CHECKS
    lists: ClassVar[tuple[str, ...]] = ()
    public_page: ClassVar[str] = ""
    fixed_once_made: ClassVar[tuple[str, ...]] = ()
    counts: ClassVar[dict[str, str]] = {}

    list_select_related: ClassVar[tuple[str, ...]] = ()
    change_form_template: ClassVar[Any] = "admin/record_form.html"
    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "—"

    def choice_label(self, row: Any) -> str:
        """How the record is named where it may be chosen."""
        return str(row)

    # Reading

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if self.list_select_related:
            rows = rows.select_related(*self.list_select_related)
        rows = rows.annotate(**{name: count_of(path) for name, path in self.counts.items()})
        return rows  # noqa: RET504 — annotate() returns Any

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The record of a change page, with all that its form names, in one query."""
        try:
            pk = self.model._meta.pk.to_python(object_id)
            return self.model._default_manager.select_related(*self.links_needed()).get(pk=pk)
        except (self.model.DoesNotExist, ValidationError, ValueError, OverflowError):
            return None

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """The filters of the list, and those that a link from another page brought along."""
        filters = list(super().get_list_filter(request))
        named = {
            item[0]
            for item in filters
            if isinstance(item, tuple) and issubclass(item[1], ChosenFilter)
        }
        for field in self.model._meta.fields:
            if isinstance(field, models.ForeignKey) and field.name not in named:
                if f"{field.name}__id__exact" in request.GET:
                    filters.insert(0, (field.name, ChosenFilter))
        return filters

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        if issubclass(self.model, Sourced):
            fields.append("place")
        return [*fields, "related", "modified", *self.fixed_once_made] if obj else fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The fieldsets; on the page of a record that exists, with its lists at the top and
        its place and time at the end."""
        sets = list(super().get_fieldsets(request, obj))
        if issubclass(self.model, Sourced):
            sets.append((gettext("出处"), {"fields": self._source_fields(obj)}))
        if obj is None:
            return sets
        if self.lists:
            sets.insert(0, (None, {"fields": ("related",)}))
        if hasattr(self.model, "modified"):
            sets.append((gettext("记录"), {"fields": ("modified",), "classes": ("collapse",)}))
        return sets

    @staticmethod
    def _source_fields(obj: Any) -> list[Any]:
        numbers = ("source_page", "source_line_start", "source_line_end")
        return [*(["place"] if obj else []), "bulletin", "source_document", numbers]

    @admin.display(description=_("相关记录"))
    def related(self, row: Any) -> SafeString | str:
        return related_links(self.admin_site, row, self.lists)

    @admin.display(description=_("出处"), ordering="source_line_start")
    def place(self, row: Any) -> SafeString | str:
        """The place in the bulletin, linked to the document that stands there."""
        text = place_text(row.source_page, row.source_line_start, row.source_line_end)
        if row.bulletin_id is None:
            return gettext("手工录入")
        target = row.source_document or row.bulletin
        return change_link(target, f"{gettext('公报')} {text}".strip())

    def view_on_site(self, row: Any) -> str | None:
        """The page of the record for everybody, if it has one and everybody may see it."""
        if not self.public_page or not changes.is_public(row):
            return None
        try:
            return reverse(self.public_page, args=[row.pk])
        except NoReverseMatch:
            return None

    # Rights

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What everybody can see is changed only by who may publish."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or _kept(request, "change", obj, rights.may_change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Likewise. Whether what goes along may be deleted is asked when it comes to that."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not _kept(request, "delete", obj, rights.is_held_back)

    # Writing

    def acting(
        self, request: HttpRequest, kind: ActionKind
    ) -> AbstractContextManager[history.Recorder]:
        """All that is changed inside is one action of this user, with the reason given."""
        return history.acting(kind, by=request.user, reason=request.POST.get("_reason", ""))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        kind = ActionKind.CHANGE if object_id else ActionKind.CREATE
        try:
            with self.acting(request, kind):
                held: Any = self.get_object(request, unquote(object_id)) if object_id else None
                if object_id and held is None:
                    return self._made_anew(request, unquote(object_id), extra_context)
                if getattr(held, "merged_into_id", None) is not None:
                    return self._onto_survivor(request, held.merged_into, extra_context)
                if held is not None:
                    self._meet(request, held)
                response = super().changeform_view(request, object_id, form_url, extra_context)
        except rights.Refused as refused:  # the form comes back as it was typed
            request.refused = str(refused)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)
        conflict: conflicts.Conflict | None = getattr(request, "conflict", None)
        if conflict is not None and response.status_code == 302:
            said = {"sentence": conflict.sentence, "fields": "、".join(conflict.merged)}
            kept = gettext("%(sentence)s没有冲突，两边的改动都保留了（%(fields)s）。") % said
            self.message_user(request, kept, messages.WARNING)
        return response

    def _meet(self, request: HttpRequest, row: Any) -> None:
        """Join what is sent with what others changed meanwhile. Raises Refused where that
        needs a decision, and where this user may not change the record."""
        if not self.has_change_permission(request, row):
            raise PermissionDenied(rights.why_not_change(request.user, row))
        request.conflict = conflicts.settle(self, request, row)  # type: ignore[attr-defined]
        if request.conflict is not None and request.conflict.clashes:  # type: ignore[attr-defined]
            rights.require(gettext("还没有保存：请先看看别人改了什么。"))

    def _made_anew(self, request: HttpRequest, object_id: str, extra_context: Any) -> Any:
        """The record was deleted meanwhile: what was typed can be saved as a new one."""
        was_shown = conflicts.FIELD in request.POST
        gone = conflicts.deletion_of(self.model, object_id)
        if not (was_shown or gone) or not self.has_add_permission(request):
            return super().changeform_view(request, object_id, "", extra_context)
        request.POST = conflicts.as_new(self, request, gone)  # type: ignore[assignment]
        happened = gettext("这条记录刚刚被人删除了。")
        if gone is not None:
            happened = gettext("%(name)s（%(when)s）删除了这条记录。")
            happened %= conflicts.who_and_when(gone)
        anew = gettext("下面是您填的内容：再点保存，就作为新记录录入。")
        request.refused = happened + anew  # type: ignore[attr-defined]
        opts = self.model._meta
        add = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
        return super().changeform_view(request, None, add, extra_context)

    def _onto_survivor(self, request: HttpRequest, survivor: Any, extra_context: Any) -> Any:
        """The record was merged into another one meanwhile: what was typed can be saved there."""
        if not self.has_change_permission(request, survivor):
            raise PermissionDenied(rights.why_not_change(request.user, survivor))
        conflicts.carry_over(self, request, survivor)
        request.refused = gettext(  # type: ignore[attr-defined]
            "您改的那条记录已并入“%(row)s”，还没有保存。下面是“%(row)s”，您改过的项已经填上："
            "请核对，再点保存。"
        ) % {"row": survivor}
        opts = self.model._meta
        name = f"admin:{opts.app_label}_{opts.model_name}_change"
        page = reverse(name, args=[survivor.pk])
        return super().changeform_view(request, str(survivor.pk), page, extra_context)

    def why_only_shown(self, request: HttpRequest, row: Any) -> str:
        """Why the page of a record shows it without a form; "" where its table is only read."""
        if not super().has_change_permission(request, row):
            return ""
        return rights.why_not_change(request.user, row)

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the page of a record shows besides its form."""
        return {}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            form = context["adminform"].form
            tables = [one.formset for one in context["inline_admin_formsets"]]
            opened = getattr(request, "opened", None) or Opened.of(form, tables)
            context["version"] = opened.packed()
            conflict = getattr(request, "conflict", None)
            context["conflict"] = conflict if conflict and conflict.clashes else None
        elif obj is not None:
            context["why_only_shown"] = self.why_only_shown(request, obj)
        context["reason"] = request.POST.get("_reason", "")
        if obj is not None and not context.get("is_popup"):
            context |= self.beside(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused", "")
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        request.watch = changes.Watch(obj)  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        watch: changes.Watch = getattr(request, "watch", None) or changes.Watch(form.instance)
        for formset in formsets:
            watch.also(*(one.instance for one in formset.forms if one.has_changed()))
        super().save_related(request, form, formsets, change)
        watch.note(form.instance)
        rows = [one.instance for formset in formsets for one in formset.forms if one.has_changed()]
        rights.require(rights.why_not_result(request.user, [form.instance, *rows]))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Inlines: records that a clerk strikes out there are deleted like any other."""
        if issubclass(formset.model, Part):
            formset.save()
            return
        rows = formset.save(commit=False)
        for row in rows:
            if row.pk is not None:
                rights.require(rights.why_not_change(request.user, row))
        if struck := [row.pk for row in formset.deleted_objects]:
            gone = formset.model._default_manager.filter(pk__in=struck)
            rights.require(rights.why_not_delete(request.user, gone))
            changes.remove(gone)
        watch = changes.Watch(*rows)
        for row in rows:
            row.save()
        watch.note(*rows)
        formset.save_m2m()


def _kept(request: HttpRequest, verb: str, row: Any, may: Callable[[Any, Any], bool]) -> bool:
    """What a right comes to, asked once for a request: Django asks for it several times."""
    known: dict[Any, bool] = request.__dict__.setdefault("known_rights", {})
    key = (verb, type(row), row.pk)
    if key not in known:
        known[key] = may(request.user, row)
    return known[key]


class RecordInline(_Pickers, _TabularInline):  # type: ignore[misc]
    """Rows of another table on a record's page: one query however many there are. Parts of the
    record are changed by who may change the record."""

    extra = 0
    formset = RecordFormSet

    def _may(self, request: HttpRequest, verb: str, own: bool) -> bool:
        if not issubclass(self.model, Part):
            return own
        opts = self.parent_model._meta
        user: Any = request.user
        return bool(user.has_perm(f"{opts.app_label}.{verb}_{opts.model_name}"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view", super().has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", super().has_add_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", super().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", super().has_delete_permission(request, obj))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.links_needed())
