"""What somebody is told who typed a wrong password too often."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def locked_out(
    request: HttpRequest, original_response: Any = None, credentials: Any = None
) -> HttpResponse:
    """The page of a locked log-in: why, and how long to wait (status 429)."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    sentence = _(
        "密码连续输错 %(times)d 次，这个帐户在这里暂停登录 %(minutes)d 分钟。"
        "请过一会儿再试，或请管理员解除。"
    ) % {"times": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
    context = {**admin.site.each_context(request), "sentence": sentence}
    response = TemplateResponse(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response.render()
