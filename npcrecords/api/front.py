"""The program that the server runs: Django's, with the way of what many ask of the API made short.

Django tells all who listen that a request begins and ends, and guards each middleware by itself.
A public question that has a quick way (``quick_answers``) needs none of that: it goes through
the same middleware up to ``caching.Answers``, and no further.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest, get_script_name
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import set_script_prefix
from django.utils.module_loading import import_string

from .quick_answers import PREFIX
from .throttling import COUNTED

Environ = dict[str, Any]
LAST = "npcrecords.api.caching.Answers"
FILES = "whitenoise.middleware.WhiteNoiseMiddleware"  # none stand below the API's address
LOG = logging.getLogger(__name__)
SAYS_WHO = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")


class LongWay(Exception):  # noqa: N818 (nothing is wrong)
    """The question has no quick way."""


def _go_on(_request: HttpRequest) -> HttpResponseBase:
    raise LongWay


def first_middleware() -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware up to the kept and the quick answers, without the one that looks for files;
    raises LongWay for what they leave."""
    names = settings.MIDDLEWARE[: settings.MIDDLEWARE.index(LAST) + 1]
    handle: Callable[[HttpRequest], HttpResponseBase] = _go_on
    for name in reversed(names):
        if name != FILES:
            handle = import_string(name)(handle)
    return handle


class Application(WSGIHandler):
    """A WSGI program: the quick way where there is one, else Django's."""

    def __init__(self) -> None:
        super().__init__()
        self.first = first_middleware()

    def __call__(  # type: ignore[override]  # what WSGI says
        self, environ: Environ, start_response: Any
    ) -> Iterable[bytes]:
        response = self.quick(environ) if may_be_quick(environ) else None
        if response is None:
            return super().__call__(environ, start_response)
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, list(response.items()))
        return [response.content]

    def quick(self, environ: Environ) -> HttpResponse | None:
        """The answer of the quick way; None where there is none, or where something goes wrong:
        then Django's way tells what."""
        close_old_connections()
        set_script_prefix(get_script_name(environ))
        try:
            response = self.first(WSGIRequest(environ))
        except (LongWay, SuspiciousOperation):
            return None
        except Exception:
            LOG.exception("the quick way of %s failed", environ.get("PATH_INFO"))
            return None
        finally:
            environ[COUNTED] = True
        return response if isinstance(response, HttpResponse) else None


def may_be_quick(environ: Environ) -> bool:
    """Whether somebody who does not say who he is reads from the API."""
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and environ.get("PATH_INFO", "").startswith(PREFIX)
        and not any(name in environ for name in SAYS_WHO)
    )
