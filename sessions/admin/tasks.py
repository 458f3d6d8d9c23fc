"""Task registers and their rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core import rights
from npcrecords.core.admin.by_hand import Values
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin.links import list_link
from npcrecords.core.admin_site import Group
from npcrecords.core.wording import place_text

from ..choices import TaskField, TaskStatus, UnitRole
from ..models import Register, Task, TaskStep
from ..policy_queries import with_status
from ..task_corrections import states_of, take_settled
from .measures import InPolicy
from .policy_rows import CorrectionInline, LeaderInline, UnitInline
from .policy_starting import start_register, start_task
from .task_filters import (
    DomainFilter,
    LeaderFilter,
    OverdueFilter,
    StatusFilter,
    UnitFilter,
    UnnamedFilter,
)
from .task_forms import RegisterForm, TaskForm

MOST_AT_ONCE = 200  # tasks of which a step is entered at once


@admin.register(Register)
class RegisterAdmin(InPolicy):
    form = RegisterForm
    group = Group.POLICIES
    carried = ("policy",)
    lists = ("congress.Task.register",)
    counts = {"tasks_count": "congress.Task.register"}
    list_display = ("name", "policy", "tasks", "place")
    list_filter = (("policy", RecentFilter),)
    search_fields = ("title", "policy__title", "policy__number")
    search_help_text = _("清单标题、政策文件标题或文号")
    list_select_related = ("policy",)
    fieldsets = (
        (None, {"fields": ("policy", ("title", "order"), "columns")}),
        (_("文件中的位置"), {"fields": ("page", ("line_start", "line_end"))}),
    )

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_register(given)

    @admin.display(description=_("清单"), ordering="title")
    def name(self, row: Register) -> str:
        return str(row)

    @admin.display(description=_("任务"), ordering="tasks_count")
    def tasks(self, row: Any) -> SafeString:
        return list_link("congress.Task.register", row, str(row.tasks_count))

    def choice_label(self, row: Register) -> str:
        return f"{row} · {row.policy}"


@admin.register(Task)
class TaskAdmin(InPolicy):
    further_pages: ClassVar[list[Any]] = []  # of steps, corrections, pasting

    form = TaskForm
    group = Group.POLICIES
    carried = ("policy", "register", "domain")
    public_page = "web:task"
    fixed_once_made = ("policy", "register")
    change_form_template = "admin/congress/task_form.html"
    lists = ("congress.TaskStep.task",)
    list_display = ("serial", "name", "domain", "leaders", "units", "deadline", "how_far", "paper")
    list_display_links = ("name",)
    list_filter = (
        ("policy", RecentFilter),
        StatusFilter,
        OverdueFilter,
        "deadline_kind",
        DomainFilter,
        UnitFilter,
        LeaderFilter,
        UnnamedFilter,
    )
    search_fields = (
        "serial",
        "task",
        "measure",
        "domain",
        "unit_set__name",
        "leader_set__name",
        "policy__number",
    )
    search_help_text = _("任务、措施、领域、单位、领导或文号")
    date_hierarchy = "deadline_on"
    list_select_related = ("policy", "register__policy")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "policy",
                    "register",
                    ("row", "serial", "number", "continues"),
                    "domain",
                    "task",
                    "measure",
                )
            },
        ),
        (
            _("时限"),
            {
                "fields": (
                    ("deadline_kind", "deadline_text"),
                    ("deadline_start", "deadline_on", "deadline_precision"),
                )
            },
        ),
        (_("文件中的位置"), {"fields": ("page", ("line_start", "line_end"))}),
    )
    inlines = (LeaderInline, UnitInline, CorrectionInline)
    actions = ("enter_step",)

    class Media:
        css = {"all": ("congress/policies.css",)}

    def get_urls(self) -> list[Any]:
        return [*self.further_pages, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        rows = super().get_queryset(request).defer("measure", "cells")
        return with_status(rows, timezone.localdate()).prefetch_related("unit_set", "leader_set")

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_task(given)

    def beside(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """The steps of the task with the buttons for the next, and the row as it is printed."""
        steps = list(obj.steps.select_related("actor", "document"))
        may_add = not rights.why_not(request.user, "add", TaskStep)
        return {
            "task_steps": steps,
            "next_steps": [
                (step_url([obj.pk], status=status), status.label)
                for status in TaskStatus
                if status != TaskStatus.OPEN and may_add
            ],
            "cells": [
                (one.get("head") or TaskField(one["field"]).label, one.get("printed") or "")
                for one in obj.cells
                if isinstance(one, dict) and one.get("field") in TaskField.values
            ],
            "printed_at": place_text(obj.page, obj.line_start, obj.line_end),
        }

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A cell whose correction is rejected here reads as it is printed."""
        before = states_of(form.instance)
        super().save_related(request, form, formsets, change)
        take_settled(form.instance, before)

    # Columns

    @admin.display(description=_("任务"), ordering="task")
    def name(self, row: Task) -> str:
        return row.task or gettext("（无名称）")

    @admin.display(description=_("牵头领导"))
    def leaders(self, row: Task) -> str:
        return "、".join(one.name for one in row.leader_set.all())

    @admin.display(description=_("单位"))
    def units(self, row: Task) -> str:
        """Those that lead first."""
        found = sorted(row.unit_set.all(), key=lambda one: one.role != UnitRole.LEAD)
        names = list(dict.fromkeys(one.name for one in found))
        return "、".join(names[:4]) + (gettext("等") if len(names) > 4 else "")

    @admin.display(description=_("时限"), ordering="deadline_on")
    def deadline(self, row: Task) -> str:
        if row.deadline_text:
            return row.deadline_text
        return str(row.deadline_on or row.get_deadline_kind_display())

    @admin.display(description=_("进展"), ordering="status")
    def how_far(self, row: Any) -> SafeString:
        label = TaskStatus(row.status).label
        if not row.overdue:
            return format_html('<span class="task-{}">{}</span>', row.status, label)
        return format_html(
            '<span class="task-{}">{}</span> <span class="task-overdue">{}</span>',
            row.status,
            label,
            gettext("逾期"),
        )

    @admin.display(description=_("政策文件"), ordering="policy")
    def paper(self, row: Task) -> str:
        return row.policy.number or row.policy.title

    def choice_label(self, row: Task) -> str:
        return f"{row} · {self.paper(row)}"

    # Steps

    @admin.action(description=_("录入进展（报完成、核查、认可……）"), permissions=["step"])
    def enter_step(self, request: HttpRequest, queryset: QuerySet[Task]) -> HttpResponse | None:
        chosen = list(queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            said = gettext("一次最多录入 %(most)d 项任务的进展：请分几次选。")
            self.message_user(request, said % {"most": MOST_AT_ONCE}, "error")
            return None
        return HttpResponseRedirect(step_url(chosen))

    def has_step_permission(self, request: HttpRequest) -> bool:
        return not rights.why_not(request.user, "add", TaskStep)


def step_url(tasks: list[int], **values: Any) -> str:
    """The address of the short form by which a step of these tasks is entered."""
    query = urlencode({"task": tasks, **values}, doseq=True)
    return f"{reverse('admin:congress_task_step')}?{query}"
