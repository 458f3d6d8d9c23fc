"""Pages on which much is typed or pasted before it is written: a log-in that timed out loses none
of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from npcrecords.core import rights


@method_decorator([never_cache, csrf_protect], name="dispatch")
class KeepsTyped(View):
    """A page for staff who may add records of the table ``adds``."""

    adds: ClassVar[Any] = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not admin.site.has_permission(request):
            if request.method != "POST":
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            form = AdminAuthenticationForm(request, request.POST if _logs_in(request) else None)
            if not (_logs_in(request) and form.is_valid()):
                return _log_in_again(request, form)
            login(request, form.get_user())
        if reason := rights.why_not(request.user, "add", self.adds):
            raise PermissionDenied(reason)
        return super().dispatch(request, *args, **kwargs)


def _logs_in(request: HttpRequest) -> bool:
    return "username" in request.POST and "password" in request.POST


def _log_in_again(request: HttpRequest, form: Any) -> HttpResponse:
    """The log-in has timed out: the page asks for it again and keeps all that was typed."""
    left_out = {"csrfmiddlewaretoken", "username", "password"}
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in left_out
        for value in values
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("登录已过期"),
        "form": form,
        "kept": kept,
    }
    return TemplateResponse(request, "admin/congress/log_in_again.html", context)
