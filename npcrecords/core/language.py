"""Which language an answer is in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

API = "/api/"


class LanguageMiddleware(LocaleMiddleware):
    """Pages are in Chinese unless the reader chose otherwise on them (a cookie); the API
    goes by ``Accept-Language``, since a program has chosen what it sends."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(API):
            super().process_request(request)
            return
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = dict(settings.LANGUAGES)
        language = wanted if wanted in known else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not request.path_info.startswith(API):  # of the API's answers, the API says it
            patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
