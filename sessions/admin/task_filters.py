"""By what the list of tasks is narrowed: domain, unit, leader, status, what is overdue, what is
not known yet. What is offered is of the document that the list is narrowed to."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import TaskStatus
from ..models import Task, TaskLeader, TaskUnit

MOST = 40  # choices of one filter; the chosen one is offered whatever its place


def _chosen_policy(request: HttpRequest) -> int | None:
    number = request.GET.get("policy__id__exact", "")
    return int(number) if number.isdecimal() and len(number) < 19 else None


class DomainFilter(admin.SimpleListFilter):
    """The domains of the tasks, in the order of the registers."""

    title = _("所属领域")
    parameter_name = "domain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        rows = Task.objects.exclude(domain="")
        if (policy := _chosen_policy(request)) is not None:
            rows = rows.filter(policy=policy)
        names = rows.order_by("policy_id", "register_id", "row").values_list("domain", flat=True)
        return [(name, name) for name in dict.fromkeys(names[:2000])][:MOST]

    def has_output(self) -> bool:
        return bool(self.lookup_choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(domain=self.value()) if self.value() else queryset


class _NamedFilter(admin.SimpleListFilter):
    """Somebody named in a table of parts: by the record where it is known (``12``), else by the
    printed name (``=市水利局``). Those named most come first."""

    model: Any
    link = ""
    link_name = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        rows = self.model.objects.order_by()
        if (policy := _chosen_policy(request)) is not None:
            rows = rows.filter(task__policy=policy)
        found = (
            rows.values(linked=F(f"{self.link}_id"), called=F(self.link_name), printed=F("name"))
            .annotate(number=Count("task", distinct=True))
            .order_by("-number", "printed")
        )
        named: dict[str, str] = {}
        for row in found[: 4 * MOST]:
            code = str(row["linked"]) if row["linked"] else f"={row['printed']}"
            named.setdefault(code, row["called"] or row["printed"])
        offered = dict(list(named.items())[:MOST])
        if (value := self.value()) and value not in offered:
            offered[value] = named.get(value, value.removeprefix("="))
        return list(offered.items())

    def has_output(self) -> bool:
        return bool(self.lookup_choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        parts = self.model.objects.order_by().filter(task=OuterRef("pk"))
        if value.startswith("="):
            return queryset.filter(Exists(parts.filter(name=value[1:])))
        if value.isdecimal() and len(value) < 19:
            return queryset.filter(Exists(parts.filter(**{self.link: int(value)})))
        return queryset


class UnitFilter(_NamedFilter):
    """Units, leading or sharing."""

    title = _("单位")
    parameter_name = "unit"
    model = TaskUnit
    link, link_name = "organization", "organization__name"


class LeaderFilter(_NamedFilter):
    title = _("牵头领导")
    parameter_name = "leader"
    model = TaskLeader
    link, link_name = "person", "person__name"


class StatusFilter(admin.SimpleListFilter):
    """How far the tasks have come; the list is annotated with it."""

    title = _("进展")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return TaskStatus.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(status=self.value()) if self.value() else queryset


class OverdueFilter(admin.SimpleListFilter):
    title = _("到期")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("overdue", _("逾期未认可")), ("ahead", _("还没有到期"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == "overdue":
            return queryset.filter(overdue=True)
        return queryset.filter(deadline_on__gte=today) if self.value() == "ahead" else queryset


class UnnamedFilter(admin.SimpleListFilter):
    """Tasks with somebody of whom it is not known yet who it is."""

    title = _("认定")
    parameter_name = "named"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("units", _("有单位尚未认定")), ("leaders", _("有领导尚未认定"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        this = {"task": OuterRef("pk")}
        if self.value() == "units":
            rows = TaskUnit.objects.order_by().filter(**this, organization=None, group=False)
            return queryset.filter(Exists(rows))
        if self.value() == "leaders":
            return queryset.filter(
                Exists(TaskLeader.objects.order_by().filter(**this, person=None))
            )
        return queryset
