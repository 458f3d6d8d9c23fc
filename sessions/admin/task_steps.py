"""How far tasks have come: the steps one by one, and the short form by which a step of one task
or of several is entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from npcrecords.core import rights
from npcrecords.core.admin.by_hand import ByHand, Values
from npcrecords.core.admin.filters import RecentFilter
from npcrecords.core.admin.forms import DayField
from npcrecords.core.admin_site import Group
from people.models import Organization

from ..choices import DeadlineKind, TaskStatus, UnitRole
from ..models import Task, TaskStep, TaskUnit
from ..policy_queries import with_status
from ..task_progress import Said, StepError, enter_steps
from .hub import list_url
from .paste_forms import picker
from .policy_starting import start_step
from .tasks import MOST_AT_ONCE, TaskAdmin


@admin.register(TaskStep)
class TaskStepAdmin(ByHand):
    group = Group.POLICIES
    carried = ("on", "status", "actor", "evidence")
    fixed_once_made = ("task",)
    list_display = ("on", "status", "task", "year", "actor", "evidence")
    list_filter = ("status", ("task__policy", RecentFilter), "year")
    search_fields = ("task__task", "task__serial", "evidence", "note", "actor__name")
    search_help_text = _("任务、凭据、说明或办理机关")
    date_hierarchy = "on"
    list_select_related = ("task__policy", "actor")
    fieldsets = (
        (None, {"fields": ("task", ("status", "on", "year"))}),
        (_("谁办的"), {"fields": ("actor", "person")}),
        (_("凭据"), {"fields": ("evidence", "document", "note")}),
    )

    def starting(self, request: HttpRequest, given: Values) -> Values:
        return start_step(given)


class StepForm(forms.Form):
    """What happened to the tasks. The year is asked for where one of them is yearly."""

    status = forms.ChoiceField(
        label=_("进展"),
        choices=[choice for choice in TaskStatus.choices if choice[0] != TaskStatus.OPEN],
        initial=TaskStatus.REPORTED,
    )
    on = DayField(label=_("日期"), widget=AdminDateWidget(), help_text=_("这一步是哪天的。"))
    evidence = forms.CharField(
        label=_("凭据"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("凭什么这样说：文件、网址、现场记录；选了凭据文件的可以不写。"),
    )
    note = forms.CharField(
        label=_("说明"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
    )
    year = forms.IntegerField(
        label=_("年度"),
        required=False,
        min_value=1900,
        max_value=2999,
        help_text=_("所选任务里有每年都要做的：写明是哪一年的进展。"),
        error_messages={"invalid": _("请写四位数的年份，如 2021。")},
    )

    def __init__(self, *args: Any, tasks: list[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = tasks
        self.fields["actor"] = picker(TaskStep, "actor", _("谁办的"))
        self.fields["actor"].help_text = _("报完成的单位，或核查、认可的机关。")
        self.fields["person"] = picker(TaskStep, "person", _("经手人"))
        self.fields["document"] = picker(TaskStep, "document", _("凭据文件"))
        leading, actor = self.initial.get("actor"), self.fields["actor"]
        if isinstance(leading, Organization):
            label = actor.label_from_instance(leading)  # type: ignore[attr-defined]
            actor.widget.known = ((str(leading.pk), label),)
        yearly = any(task.deadline_kind == DeadlineKind.YEARLY for task in tasks)
        if not yearly:
            del self.fields["year"]
        else:
            self.fields["year"].required = True
        names = ("status", "on", "year", "actor", "person", "evidence", "document", "note")
        self.order_fields(names)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("%(day)s 还没有到：进展请写已经发生的日期。"), params={"day": day}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("evidence") and cleaned.get("document") is None:
            if "evidence" not in self.errors:
                self.add_error("evidence", _("请写明凭据，或选凭据文件。"))
        return cleaned


def step_view(request: HttpRequest) -> HttpResponse:
    """The short form for the tasks that the address names; or what was typed in it."""
    if reason := rights.why_not(request.user, "add", TaskStep):
        raise PermissionDenied(reason)
    sent = request.method == "POST"
    tasks = _tasks((request.POST if sent else request.GET).getlist("task"))
    if not tasks:
        messages.warning(request, gettext("没有选任务：请在列表里勾选，再选“录入进展”。"))
        return HttpResponseRedirect(reverse("admin:congress_task_changelist"))
    form = (
        StepForm(request.POST, tasks=tasks)
        if sent
        else StepForm(initial=_starting(request, tasks), tasks=tasks)
    )
    problems: list[str] = []
    if sent and form.is_valid():
        said = dict(form.cleaned_data)
        year = said.pop("year", None)
        try:
            enter_steps(tasks=tasks, said=Said(**said), year=year, by=request.user)
        except StepError as error:
            problems = error.sentences
        except rights.Refused as refused:
            problems = [str(refused)]
        else:
            done = gettext("已录入 %(count)d 项任务的进展。")
            messages.success(request, done % {"count": len(tasks)})
            return HttpResponseRedirect(_next(tasks))
    context = {
        **admin.site.each_context(request),
        "title": gettext("录入任务进展"),
        "opts": Task._meta,
        "form": form,
        "tasks": tasks,
        "problems": problems,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/congress/task_step.html", context)


def _tasks(asked: list[str]) -> list[Task]:
    """The tasks of these ids, each with its status, in the order of the registers."""
    ids = [int(one) for one in asked if one.isdecimal() and len(one) < 19][:MOST_AT_ONCE]
    rows = with_status(
        Task.objects.filter(pk__in=ids).select_related("policy"), timezone.localdate()
    )
    found: list[Any] = list(rows.defer("measure", "cells"))
    for task in found:
        task.how_far = TaskStatus(task.status).label
    return found


def _starting(request: HttpRequest, tasks: list[Task]) -> dict[str, Any]:
    values: dict[str, Any] = {"on": timezone.localdate()}
    status = request.GET.get("status", "")
    if status in TaskStatus.values and status != TaskStatus.OPEN:
        values["status"] = status
    if status in ("", TaskStatus.REPORTED) and (leading := _leading(tasks)) is not None:
        values["actor"] = leading
    return values


def _leading(tasks: list[Task]) -> Organization | None:
    """The one organisation that leads all these tasks: who reports them done. One query."""
    rows = TaskUnit.objects.filter(task__in=tasks, role=UnitRole.LEAD).select_related(
        "organization"
    )
    leads: dict[int, set[int | None]] = {task.pk: set() for task in tasks}
    found: dict[int | None, Organization | None] = {}
    for row in rows:
        leads[row.task_id].add(row.organization_id)
        found[row.organization_id] = row.organization
    return next(iter(found.values())) if len(found) == 1 and all(leads.values()) else None


def _next(tasks: list[Task]) -> str:
    """Back to the task; of several, to the list of their document."""
    if len(tasks) == 1:
        return reverse("admin:congress_task_change", args=[tasks[0].pk])
    return list_url(Task, policy__id__exact=tasks[0].policy_id)


TaskAdmin.further_pages.append(
    path("step/", admin.site.admin_view(step_view), name="congress_task_step")
)
