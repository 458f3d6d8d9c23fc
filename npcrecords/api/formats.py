"""What comes in and goes out: JSON, and lists as CSV and JSON Lines."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import orjson
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ParseError, ValidationError
from rest_framework.metadata import BaseMetadata
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import BaseRenderer


class Json(BaseRenderer):
    """JSON, as bytes of UTF-8."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, *_args: Any, **_kwargs: Any) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=_default)


def _default(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


class Csv(BaseRenderer):
    """CSV: the list view writes it itself, row by row."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, *_args: Any, **_kwargs: Any) -> bytes:
        return Json().render(data)


class JsonLines(Csv):
    """JSON Lines: the same."""

    media_type = "application/x-ndjson"
    format = "jsonl"


class Negotiation(DefaultContentNegotiation):
    """``format=`` goes before ``Accept``; an unknown one is 400 and says which there are."""

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002
        found = [renderer for renderer in renderers if renderer.format == format]
        if not found:
            known = "、".join(renderer.format for renderer in renderers)
            message = _("没有“{format}”这种格式：可用的有 {known}。")
            raise ValidationError(
                {
                    "format": [
                        ErrorDetail(message.format(format=format, known=known), "invalid_code")
                    ]
                }
            )
        return found


class Methods(BaseMetadata):
    """What OPTIONS answers: the methods that the address takes, as ``Allow`` does."""

    def determine_metadata(self, _request: Any, view: Any) -> dict[str, Any]:
        return {"methods": view.allowed_methods}


class JsonBody(JSONParser):
    """JSON that comes in; nested too deep it is as wrong as when it is malformed."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise ParseError(_("嵌套太深"))
        except ParseError as error:
            raise ParseError(_where(error.__context__)) from error


def _where(error: BaseException | None) -> str:
    """Where the JSON goes wrong, as far as the parser says."""
    if isinstance(error, json.JSONDecodeError):
        message = _("第 {line} 行第 {column} 个字符处有误")
        return message.format(line=error.lineno, column=error.colno)
    if isinstance(error, UnicodeDecodeError):
        return _("不是 UTF-8 编码")
    return _("有 JSON 不容许的值")
