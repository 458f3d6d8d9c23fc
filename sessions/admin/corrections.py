"""The page on which staff confirm or reject the corrections of registers, one or several."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from npcrecords.core import rights
from npcrecords.core.wording import place_text

from ..choices import CorrectionState, TaskField
from ..corrections import corrections_of, decide
from ..models import Policy, Task
from .tasks import TaskAdmin

PER_PAGE = 100
VERBS = {"_confirm": CorrectionState.CONFIRMED, "_reject": CorrectionState.REJECTED}


def corrections_view(request: HttpRequest) -> HttpResponse:
    """The corrections of a document (``policy``), or of all; or a decision on some of them.

    ``_confirm`` and ``_reject`` decide on those that are ticked, or on the one that the button
    names; ``_all`` makes it all that wait on this list.
    """
    if reason := rights.why_not(request.user, "view", Task):
        raise PermissionDenied(reason)
    asked = request.GET.get("policy", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    policy = None if number is None else Policy.objects.filter(pk=number).first()
    state = request.GET.get("state", "")
    state = state if state in CorrectionState.values else ""
    if request.method == "POST":
        _decide(request, policy)
        return HttpResponseRedirect(request.get_full_path())
    rows = corrections_of(None if policy is None else policy.pk, state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.label = TaskField(row.field).label  # type: ignore[attr-defined]
        task = row.task
        row.place = place_text(task.page, task.line_start, task.line_end)  # type: ignore[attr-defined]
    waiting = corrections_of(None if policy is None else policy.pk, CorrectionState.PROPOSED)
    context = {
        **admin.site.each_context(request),
        "title": _("订正") if policy is None else _("订正：%(policy)s") % {"policy": policy},
        "opts": Task._meta,
        "policy": policy,
        "page": page,
        "state": state,
        "states": [("", _("全部")), *CorrectionState.choices],
        "waiting": waiting.count(),
        "may_decide": not rights.why_not(request.user, "change", Task),
    }
    return TemplateResponse(request, "admin/congress/corrections.html", context)


def _decide(request: HttpRequest, policy: Policy | None) -> None:
    state = next((VERBS[name] for name in VERBS if name in request.POST), None)
    if state is None:
        return
    button = request.POST["_confirm" if state == CorrectionState.CONFIRMED else "_reject"]
    rows = corrections_of(None if policy is None else policy.pk)
    if "_all" in request.POST:
        rows = rows.filter(state=CorrectionState.PROPOSED)
    else:
        ticked = [button] if button.isdecimal() else request.POST.getlist("correction")
        rows = rows.filter(pk__in=[int(one) for one in ticked if one.isdecimal()])
    chosen: list[Any] = list(rows)
    if not chosen:
        messages.warning(request, _("没有选订正：请先勾选，再点按钮。"))
        return
    reason = request.POST.get("_reason", "")
    try:
        number = decide(corrections=chosen, state=state, by=request.user, reason=reason)
    except rights.Refused as refused:
        messages.error(request, str(refused))
        return
    done = {
        CorrectionState.CONFIRMED: _("已确认 %(count)d 处订正。"),
        CorrectionState.REJECTED: _("已不采用 %(count)d 处订正：这些栏改回按原文读。"),
    }
    messages.success(request, done[state] % {"count": number})


TaskAdmin.further_pages.append(
    path("corrections/", admin.site.admin_view(corrections_view), name="congress_task_corrections")
)
