"""What many ask, answered without what only others need: sessions, log-ins, forms.

Lists that have a quick way are asked first; whatever they leave, and whatever is wrong with a
question, goes on to the views.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from .formats import Json
from .pagination import Pages

PREFIX = "/api/v1/"
ANY_TYPE = ("*/*", "application/json", "application/*")


@cache
def quick_views() -> dict[str, Any]:
    """The views that have a quick way, by the addresses of their lists."""
    from .router import RESOURCES

    return {f"{PREFIX}{name}/": view for name, view in RESOURCES if hasattr(view, "quick_page")}


def quick_answer(request: HttpRequest) -> HttpResponse | None:
    """The answer to a question of the public's; None where it has to go the long way."""
    view = quick_views().get(request.path_info)
    if view is None or request.method != "GET" or not _takes_json(request):
        return None
    pages = Pages()
    try:
        rows = view.quick_page(Request(request), pages)
    except APIException:
        return None
    if rows is None:
        return None
    return HttpResponse(Json().render({**pages.answer, "results": rows}), Json.media_type)


def _takes_json(request: HttpRequest) -> bool:
    """Whether the request's ``Accept`` leaves no doubt that JSON is wanted."""
    return request.META.get("HTTP_ACCEPT", ANY_TYPE[0]) in ANY_TYPE
