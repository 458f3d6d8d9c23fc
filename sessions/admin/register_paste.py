"""The page on which a task register is pasted, or taken from a spreadsheet file.

Paste → look over → enter. Nothing is written before the last step; the rows are read anew from
the text each time, so that what is entered is what was shown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from npcrecords.core import rights

from ..choices import DeadlineKind, TaskField
from ..importer import record as rec
from ..models import Policy, Register, Task
from ..register_entering import RowsError, enter_rows
from ..register_pasting import (
    Known,
    PasteError,
    ReadRows,
    held_rows,
    read_rows,
    year_of,
)
from .keeps_typed import KeepsTyped
from .policies import PolicyAdmin
from .register_form import RegisterForm


@dataclass
class Seen:
    """A row to look over: how it will be. ``doubts`` are what was not understood."""

    index: int
    task: rec.Task
    units: list[tuple[str, str, str]]  # lead or shared, name, what it means
    leaders: list[tuple[str, str]]
    deadline: str
    doubts: list[str]
    held: int | None
    take: bool
    errors: list[str] = field(default_factory=list)


class RegisterPasteView(KeepsTyped):
    """``_read`` reads the text, ``_save`` enters the rows that are ticked."""

    adds = Task

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        policy = get_object_or_404(Policy, pk=pk)
        return self._page(request, policy, RegisterForm(policy=policy))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        policy = get_object_or_404(Policy, pk=pk)
        form = RegisterForm(request.POST, request.FILES, policy=policy)
        if not form.is_valid():
            return self._page(request, policy, form)
        said = form.cleaned_data
        try:
            read = read_rows(said["text"], columns=said["columns"], year=year_of(policy))
        except PasteError as error:
            form.add_error("text", str(error))
            return self._page(request, policy, form)
        known = Known.of(read.tasks, policy.place)
        digest = digest_of(read, form.chosen)
        unread = "_save" not in request.POST or request.POST.get("seen") != digest
        if "_save" in request.POST and unread:
            messages.warning(request, _("清单改过了：请看过重新读出的行，再确认录入。"))
        rows = _rows(request, read, known, form.chosen, first=unread)
        if unread:
            return self._page(request, policy, form, read, rows, digest)
        return self._enter(request, policy, form, read, known, rows, digest)

    def _enter(
        self,
        request: HttpRequest,
        policy: Policy,
        form: RegisterForm,
        read: ReadRows,
        known: Known,
        rows: list[Seen],
        digest: str,
    ) -> HttpResponse:
        taken = [row for row in rows if row.take]
        if not taken:
            messages.warning(request, _("没有勾选要录入的行，什么也没有写入。"))
            return self._page(request, policy, form, read, rows, digest)
        try:
            register = enter_rows(
                policy=policy,
                register=form.chosen,
                title=form.cleaned_data["title"].strip() or read.title,
                read=read,
                tasks=[row.task for row in taken],
                known=known,
                by=request.user,
            )
        except RowsError as error:
            for index, sentences in error.problems.items():
                taken[index].errors = sentences
            messages.error(request, _("还有几行要改：请看标红的地方。尚未写入任何记录。"))
            return self._page(request, policy, form, read, rows, digest)
        except rights.Refused as refused:
            messages.error(request, _("%(reason)s尚未写入任何记录。") % {"reason": refused})
            return self._page(request, policy, form, read, rows, digest)
        said = {"count": len(taken), "register": register}
        messages.success(request, _("已录入 %(count)d 行任务（%(register)s）。") % said)
        return HttpResponseRedirect(reverse("admin:congress_policy_change", args=[policy.pk]))

    def _page(
        self,
        request: HttpRequest,
        policy: Policy,
        form: RegisterForm,
        read: ReadRows | None = None,
        rows: list[Seen] | None = None,
        digest: str = "",
    ) -> HttpResponse:
        text = form.cleaned_data.get("text") if form.is_bound and form.is_valid() else None
        context = {
            **admin.site.each_context(request),
            "title": _("粘贴任务清单"),
            "opts": Policy._meta,
            "policy": policy,
            "form": form,
            "text": text if text is not None else form["text"].value() or "",
            "read": read,
            "rows": rows or [],
            "heads": [(one.head, TaskField(one.field).label) for one in read.columns]
            if read
            else [],
            "whole": read.findings.get("", []) if read else [],
            "seen": digest,
            "held": sum(row.held is not None for row in rows or []),
            "doubtful": sum(bool(row.doubts) for row in rows or []),
        }
        return TemplateResponse(request, "admin/congress/register_paste.html", context)


def digest_of(read: ReadRows, register: Register | None) -> str:
    """What tells one reading from another, into whatever register it goes."""
    told = [one.model_dump_json() for one in (*read.columns, *read.tasks)]
    told.append(str(None if register is None else register.pk))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def _rows(
    request: HttpRequest, read: ReadRows, known: Known, register: Register | None, *, first: bool
) -> list[Seen]:
    held = held_rows(register, read.tasks)
    found = []
    for index, task in enumerate(read.tasks):
        pk = held.get(task.key)
        take = pk is None if first else f"take-{index}" in request.POST
        found.append(_seen(index, task, read, known, pk, take=take))
    return found


def _seen(
    index: int, task: rec.Task, read: ReadRows, known: Known, held: int | None, *, take: bool
) -> Seen:
    doubts = list(read.findings.get(task.key, []))
    if not task.task:
        doubts.append(_("没有读到任务的名称。"))
    if not (task.lead_units or task.units):
        doubts.append(_("没有读到单位。"))
    units = [
        (str(label), unit.name, _meaning(unit, known))
        for label, units in ((_("牵头"), task.lead_units), (_("责任"), task.units))
        for unit in units
    ]
    leaders = [(one.name, _who(one.name, known)) for one in task.leaders]
    return Seen(
        index=index,
        task=task,
        units=units,
        leaders=leaders,
        deadline=_deadline(task.deadline),
        doubts=list(dict.fromkeys(doubts)),
        held=held,
        take=take,
    )


def _meaning(unit: rec.Unit, known: Known) -> str:
    if unit.group:
        return _("一类单位")
    meant = known.organizations.get(unit.name)
    return _("尚未认定") if meant is None else meant.name


def _who(name: str, known: Known) -> str:
    if name in known.homonyms:
        return _("有几位同名，待认定")
    person = known.people.get(name)
    return _("尚未认定") if person is None else _("已有人员：%(name)s") % {"name": person}


def _deadline(deadline: rec.Deadline) -> str:
    """Its kind, and the day that it ends on."""
    label = str(DeadlineKind(deadline.kind).label)
    if deadline.on is None:
        return label
    days = f"{deadline.start}–{deadline.on}" if deadline.start else str(deadline.on)
    return f"{label} {days}"


PolicyAdmin.further_pages.append(
    path("<int:pk>/register/", RegisterPasteView.as_view(), name="congress_policy_register")
)
