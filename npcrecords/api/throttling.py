"""How often one address may ask without logging in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from rest_framework.throttling import SimpleRateThrottle

from .caching import is_anonymous
from .errors import too_many

COUNTED = "npcrecords.counted"  # in a request's META: that it was counted already


class AnonymousRate(SimpleRateThrottle):
    """So many requests in a time (``NPC_ANON_RATE``: ``600/min``) from one address."""

    scope = "anonymous"

    def get_rate(self) -> str | None:
        return settings.NPC_ANON_RATE or None

    def get_cache_key(self, request: HttpRequest, _view: object) -> str:
        ident = self.get_ident(request)  # type: ignore[arg-type]
        return self.cache_format % {"scope": self.scope, "ident": ident}


class Throttle:
    """Middleware: 429 to who asks too often, before any work is done for him."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        counted = COUNTED in request.META
        if not counted and request.path_info.startswith("/api/") and is_anonymous(request):
            rate = AnonymousRate()
            if not rate.allow_request(request, None):  # type: ignore[arg-type]
                return too_many(rate.wait())
        return self.get_response(request)
