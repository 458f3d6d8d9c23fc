"""What many ask, answered without what only others need: sessions, log-ins, forms.

Lists that have a quick way are asked first; whatever they leave, and whatever is wrong with a
question, goes on to the views.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from .formats import Json
from .pagination import Pages

PREFIX = "/api/v1/"
PART = re.compile(PREFIX + r"(?P<list>[a-z-]+)/(?P<pk>[0-9]{1,18})/(?P<part>[a-z-]+)/")
ANY_TYPE = ("*/*", "application/json", "application/*")


@cache
def quick_views() -> dict[str, Any]:
    """The views that have a quick way, by the addresses of their lists."""
    from .router import RESOURCES

    return {f"{PREFIX}{name}/": view for name, view in RESOURCES if hasattr(view, "quick_page")}


@cache
def quick_parts() -> dict[tuple[str, str], Any]:
    """The views of what stands below one record that have a quick way, by list and name."""
    from .router import OF_ONE

    return {(name, part): view for name, part, view in OF_ONE if hasattr(view, "quick_part")}


def quick_answer(request: HttpRequest) -> HttpResponse | None:
    """The answer to a question of the public's; None where it has to go the long way."""
    if request.method != "GET" or not _takes_json(request):
        return None
    view = quick_views().get(request.path_info)
    answer = _list(view, request) if view is not None else _part(request)
    if answer is None:
        return None
    return HttpResponse(Json().render(answer), Json.media_type)


def _list(view: Any, request: HttpRequest) -> dict[str, Any] | None:
    pages = Pages()
    try:
        rows = view.quick_page(Request(request), pages)
    except APIException:
        return None
    return None if rows is None else {**pages.answer, "results": rows}


def _part(request: HttpRequest) -> dict[str, Any] | None:
    found = PART.fullmatch(request.path_info)
    if found is None or request.META.get("QUERY_STRING"):
        return None
    view = quick_parts().get((found["list"], found["part"]))
    answer: dict[str, Any] | None = view.quick_part(int(found["pk"])) if view else None
    return answer


def _takes_json(request: HttpRequest) -> bool:
    """Whether the request's ``Accept`` leaves no doubt that JSON is wanted."""
    return request.META.get("HTTP_ACCEPT", ANY_TYPE[0]) in ANY_TYPE
