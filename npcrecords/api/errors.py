"""Errors, all in one shape: RFC 9457 problem details."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as ModelError
from django.db import IntegrityError
from django.db.models import Model, ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from rest_framework import exceptions

from npcrecords.rest.viewsets import Conflict, TooLarge

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("请求有误"),
    401: gettext_lazy("需要登录"),
    403: gettext_lazy("没有权限"),
    404: gettext_lazy("没有找到"),
    405: gettext_lazy("不支持这个操作"),
    406: gettext_lazy("不支持这种格式"),
    409: gettext_lazy("与现有记录冲突"),
    413: gettext_lazy("内容太大"),
    415: gettext_lazy("不支持这种内容"),
    429: gettext_lazy("请求太频繁"),
    500: gettext_lazy("服务器出错"),
    503: gettext_lazy("暂时不能服务"),
}
DETAILS = {
    400: gettext_lazy("请求中有错误，请看 errors 里的说明。"),
    401: gettext_lazy("请先登录：在 Authorization 里写“Token 密钥”。"),
    403: gettext_lazy("这个账户没有这项权限。"),
    404: gettext_lazy("没有这条记录，或者它还没有发布。"),
    405: gettext_lazy("这个地址不支持 {method}：可用的有 {allowed}。"),
    406: gettext_lazy("没有这种格式：可用的有 json、csv、jsonl。"),
    415: gettext_lazy("请用 application/json 发送内容。"),
    429: gettext_lazy("请求太频繁：请在 {wait} 秒后再试。"),
    500: gettext_lazy("服务器出了错，已经记录下来。请稍后再试。"),
}


def problem(
    status: int,
    detail: str,
    *,
    errors: list[dict[str, Any]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """An answer that says what went wrong: ``detail`` is a sentence for people."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(status, "")) or str(status),
        "status": status,
        "detail": detail,
    }
    if errors is not None:
        body["errors"] = errors
    return HttpResponse(
        orjson.dumps(body), status=status, content_type=CONTENT_TYPE, headers=dict(headers or {})
    )


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponseBase | None:
    """The answer to an exception of a view. None: it is a fault of ours, and goes on up."""
    error = _as_api_error(error)
    if not isinstance(error, exceptions.APIException):
        return None
    status = error.status_code
    headers: dict[str, str] = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    errors = None
    if isinstance(error, exceptions.ValidationError):
        errors = list(_flattened(error.detail))
        detail = errors[0]["message"] if len(errors) == 1 else str(DETAILS[400])
    elif isinstance(error, exceptions.MethodNotAllowed):
        allowed = context["view"].allowed_methods
        headers["Allow"] = ", ".join(allowed)
        method = context["request"].method
        detail = str(DETAILS[405]).format(method=method, allowed="、".join(allowed))
    elif isinstance(error, exceptions.ParseError):
        detail = _("内容不是正确的 JSON：{error}。").format(error=error.detail)
        errors = [{"field": None, "code": "parse_error", "message": detail}]
    elif status == 403 and str(error.detail).startswith("CSRF "):
        detail = _("缺少防伪令牌，或令牌不对：请在 X-CSRFToken 里写 Cookie 中的 csrftoken。")
    elif status in DETAILS and error.detail == error.default_detail:
        detail = str(DETAILS[status])
    elif status in {406, 415}:
        detail = str(DETAILS[status])
    else:
        detail = str(error.detail)
    return problem(status, detail, errors=errors, headers=headers)


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied(str(error) or None)
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, ModelError):
        return exceptions.ValidationError(
            exceptions.ErrorDetail("；".join(error.messages), "invalid")
        )
    if isinstance(error, ProtectedError | RestrictedError):
        rows: Any = error.args[1]
        kinds = Counter(str(row._meta.verbose_name) for row in rows if isinstance(row, Model))
        told = "、".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
        sentence = _("还有 {count} 条记录用到它（{kinds}），不能删除：请先删除或改正这些记录。")
        return Conflict(sentence.format(count=len(rows), kinds=told))
    if isinstance(error, IntegrityError):
        return Conflict()
    return error


def _flattened(detail: Any, field: str | None = None) -> Iterator[dict[str, Any]]:
    """Each message with the field it is about; ``authors.0.person`` for one further in."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            if name in {"non_field_errors", "__all__"}:
                yield from _flattened(inner, field)
            else:
                yield from _flattened(inner, f"{field}.{name}" if field else str(name))
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, Mapping)
            yield from _flattened(inner, f"{field}.{number}" if nested and field else field)
    else:
        yield {
            "field": field,
            "code": getattr(detail, "code", "invalid"),
            "message": str(detail),
        }


def too_many(wait: float | None) -> HttpResponse:
    """429, with the seconds to wait."""
    seconds = max(1, math.ceil(wait or 1))
    return problem(
        429, str(DETAILS[429]).format(wait=seconds), headers={"Retry-After": str(seconds)}
    )


def unknown_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 for what no address of the API is like; one that lacks its last ``/`` is sent on."""
    if not request.path_info.endswith("/") and request.method in {"GET", "HEAD"}:
        try:
            match = resolve(request.path_info + "/")
        except Resolver404:
            match = None
        if match is not None and match.func is not unknown_address:
            return HttpResponse(
                status=301, headers={"Location": request.get_full_path(force_append_slash=True)}
            )
    return problem(404, _("没有“{path}”这个地址：可用的见 /api/v1/。").format(path=request.path))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404: a problem below /api/, a page elsewhere."""
    if request.path_info.startswith("/api/"):
        return unknown_address(request)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's handler500: the same. The traceback goes to the log alone."""
    if request.path_info.startswith("/api/"):
        return problem(500, str(DETAILS[500]))
    return defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400: a request that Django itself turned away."""
    if not request.path_info.startswith("/api/"):
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return problem(413, str(TooLarge.default_detail))
    return problem(400, _("这个请求不能接受。"))
