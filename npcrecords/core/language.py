"""Which language an answer is in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

API = "/api/"


class LanguageMiddleware:
    """Pages are in Chinese unless the reader chose otherwise on them (a cookie); the API
    goes by ``Accept-Language``, since a program has chosen what it sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = wanted_language(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if not request.path_info.startswith(API):  # of the API's answers, the API says it
            patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


def wanted_language(request: HttpRequest) -> str:
    """The language that the reader of an answer wants, of those that there are."""
    if request.path_info.startswith(API):
        return translation.get_language_from_request(request)
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
