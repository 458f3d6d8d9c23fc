"""Pages of a list: by number, with a count; or by cursor, at a constant cost."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from npcrecords.rest.listing import Listing
from npcrecords.rest.lists import problem

PAGE_SIZE = 50
MOST = 200
SALT = "npcrecords.api.cursor"
NOT_OF_THE_QUERY = {"cursor", "page", "page_size", "format", "bom"}


class Pages(BasePagination):
    """``page`` and ``page_size``; or ``cursor``, without a count.

    A cursor names the part of the list and the place in it where the page before ended. It
    is signed, and holds for the list, the filters and the ordering it was made for.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        listing: Listing = queryset
        number = self.read(request)
        if "cursor" in request.query_params:
            return self._by_cursor(listing)
        counts = listing.counts()
        self.number_pages(number, sum(counts))
        return listing.page(counts, (number - 1) * self.size, number * self.size)

    def read(self, request: Request) -> int:
        """The number of the page that is asked for. Raises ValidationError."""
        self.request = request
        self.size = min(self._number("page_size", PAGE_SIZE), MOST)
        return self._number("page", 1)

    def number_pages(self, number: int, count: int) -> None:
        """Say where page ``number`` of ``count`` rows stands. Raises NotFound."""
        last = max(1, -(-count // self.size))
        if number > last:
            raise NotFound(
                _("没有第 {number} 页：一共有 {last} 页。").format(number=number, last=last)
            )
        url = self.request.build_absolute_uri() if last > 1 else ""
        self.answer = {
            "count": count,
            "next": replace_query_param(url, "page", number + 1) if number < last else None,
            "previous": None,
        }
        if number > 1:
            self.answer["previous"] = (
                replace_query_param(url, "page", number - 1)
                if number > 2
                else remove_query_param(url, "page")
            )

    def _by_cursor(self, listing: Listing) -> list[Any]:
        parts = [half for part in listing.parts for half in part.split()]
        shape = self._shape(parts)
        index, position = self._place(shape)
        rows: list[Any] = []
        ends: list[tuple[int, list[Any]]] = []
        while index < len(parts) and len(rows) <= self.size:
            part = parts[index]
            found = part.after(position, self.size + 1 - len(rows))
            start = position[0] if position and isinstance(position[0], int) else 0
            rows += found
            ends += [(index, part.position(row, start + n)) for n, row in enumerate(found)]
            index, position = index + 1, None
        self.answer = {"next": None, "previous": None}
        if len(rows) > self.size:
            cursor = signing.dumps([shape, *ends[self.size - 1]], salt=SALT)
            url = remove_query_param(self.request.build_absolute_uri(), "page")
            self.answer["next"] = replace_query_param(url, "cursor", cursor)
        return rows[: self.size]

    def _shape(self, parts: list[Any]) -> str:
        """What a cursor holds for: the address, the query and the ordering."""
        query = sorted(
            (name, value)
            for name, values in self.request.query_params.lists()
            if name not in NOT_OF_THE_QUERY
            for value in values
        )
        keys = [part.keys for part in parts]
        return hashlib.sha256(repr((self.request.path, query, keys)).encode()).hexdigest()[:16]

    def _place(self, shape: str) -> tuple[int, list[Any] | None]:
        text = self.request.query_params["cursor"]
        if not text:
            return 0, None
        try:
            made_for, index, position = signing.loads(text, salt=SALT)
        except (signing.BadSignature, ValueError):
            raise problem(
                "cursor",
                "invalid_cursor",
                _("这个游标不对：请从 cursor=（空）开始，再沿着 next 走。"),
            )
        if made_for != shape:
            raise problem(
                "cursor",
                "foreign_cursor",
                _("这个游标属于另一个列表、另一组条件或另一种排序：请从 cursor=（空）重新开始。"),
            )
        return index, position

    def _number(self, name: str, default: int) -> int:
        text = self.request.query_params.get(name, "").strip()
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0):
            raise problem(
                name,
                "invalid_number",
                _("“{text}”不是页码或条数：请写成 1、2、3 这样的数字。").format(text=text),
            )
        return int(text)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({**self.answer, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": str(COUNT)},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": str(description),
                "schema": schema,
            }
            for name, description, schema in PARAMETERS
        ]


COUNT = gettext_lazy("总条数；用游标时没有。")
PARAMETERS: list[tuple[str, Any, dict[str, Any]]] = [
    ("page", gettext_lazy("第几页，从 1 起。"), {"type": "integer", "minimum": 1}),
    (
        "page_size",
        gettext_lazy("每页条数，最多 200。"),
        {"type": "integer", "minimum": 1, "default": PAGE_SIZE},
    ),
    (
        "cursor",
        gettext_lazy("用游标走完一个长列表：从空的开始，再沿着 next 走；不给总条数。"),
        {"type": "string"},
    ),
    (
        "format",
        gettext_lazy("json；csv 和 jsonl 是整个列表，不分页。"),
        {"type": "string", "enum": ["json", "csv", "jsonl"]},
    ),
    (
        "bom",
        gettext_lazy("1：CSV 以 BOM 开头，供 Excel 打开。"),
        {"type": "string", "enum": ["0", "1"]},
    ),
]
