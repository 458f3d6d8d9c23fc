"""The root of the API: what lists there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView


class ResourcesView(APIView):
    """列出所有资源的地址。"""

    names: Sequence[str] = ()

    @extend_schema(
        operation_id="root",
        tags=["about"],
        responses={200: {"type": "object", "additionalProperties": {"type": "string"}}},
    )
    def get(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        lists = {name: reverse(f"{name}-list", request=request) for name in self.names}
        about = {name: reverse(name, request=request) for name in ("schema", "docs")}
        return Response({**lists, **about})
