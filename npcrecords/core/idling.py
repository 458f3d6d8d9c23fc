"""How long somebody who is logged in may do nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

KEPT = "kept_alive"
EVERY = 600  # seconds: not every page writes to the database


class KeepAlive:
    """Middleware: who is at work in the admin stays logged in; who does nothing there for
    ``NPC_SESSION_HOURS`` has to log in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.path_info.startswith(
            "/admin/"
        ):
            keep(request)
        return response


def keep(request: HttpRequest) -> None:
    """Begin the time of a log-in anew, unless that was done only minutes ago."""
    user: Any = request.user
    if not user.is_authenticated:
        return
    now = timezone.now().timestamp()
    since = user.last_login.timestamp() if user.last_login else 0
    if now - max(request.session.get(KEPT, 0), since) > EVERY:
        request.session[KEPT] = int(now)
