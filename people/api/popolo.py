"""All that is held on who held what, as one Popolo document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request

from npcrecords.rest.filters import Days, Flags
from npcrecords.rest.lists import filter_parameters, read_parameters, refuse_parameters
from npcrecords.rest.viewsets import ApiView

from .. import popolo
from .filters import REACH, meant, organization, person
from .tenures import known_from, visible_acts


class PopoloFilters(FilterSet):
    person = person()
    organization = organization("post__organization")
    include_children = Flags(help_text=REACH["include_children"])
    include_predecessors = Flags(help_text=REACH["include_predecessors"])
    on = Days(help_text=_("这一天在任的：起任当日算在任，免职当日不算。"))


class PopoloParameters:
    """Tells of the filters."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return filter_parameters(view)


@extend_schema_serializer(many=False)
class PopoloSerializer(serializers.Serializer[Any]):
    """A Popolo document; each list as the Popolo schemas (www.popoloproject.com) say. Where
    ``on`` finds nothing, ``known_from`` is the first day of which anything is known."""

    memberships = serializers.ListField(child=serializers.DictField())
    persons = serializers.ListField(child=serializers.DictField())
    organizations = serializers.ListField(child=serializers.DictField())
    posts = serializers.ListField(child=serializers.DictField())
    known_from = serializers.DateField(required=False, allow_null=True)


class PopoloView(ApiView):
    """人员、机构、职务和任期，按 Popolo 规范，一次给出；on= 只要那一天在任的。"""

    serializer_class = PopoloSerializer
    filterset_class = PopoloFilters
    filter_backends = (PopoloParameters,)
    pagination_class = None
    http_method_names = ["get", "head", "options"]

    def get_renderers(self) -> list[Any]:
        """Json alone."""
        return super().get_renderers()[:1]

    @extend_schema(operation_id="popolo", responses=PopoloSerializer)
    def list(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        refuse_parameters(request, *PopoloFilters.base_filters, "format")
        given = read_parameters(request, self)
        acts = visible_acts(request)
        for name, words in (("person", given["person"]), ("organization", meant(given))):
            acts = PopoloFilters.base_filters[name].filter(acts, words)
        root = request.build_absolute_uri("/api/v1/")
        memberships = popolo.memberships(acts, root=root, on=given["on"])
        document = _document(memberships, lambda: known_from(acts, given["on"]))
        return StreamingHttpResponse(document, content_type="application/json")


def _document(
    memberships: Iterable[dict[str, Any]], if_empty: Callable[[], dict[str, Any]]
) -> Iterator[bytes]:
    """The document, piece by piece: of what the memberships name just the ids are kept. Without
    a membership it says ``if_empty()`` too."""
    named: dict[str, set[int]] = {"person_id": set(), "organization_id": set(), "post_id": set()}

    def noted() -> Iterator[dict[str, Any]]:
        for item in memberships:
            for name, ids in named.items():
                ids.add(int(item[name].rpartition("/")[2]))
            yield item

    lists: list[tuple[str, Callable[[], Iterator[dict[str, Any]]]]] = [
        ("memberships", noted),
        ("persons", lambda: popolo.persons(named["person_id"])),
        ("organizations", lambda: popolo.organizations(named["organization_id"])),
        ("posts", lambda: popolo.posts(named["post_id"])),
    ]
    for number, (name, items) in enumerate(lists):
        yield f'{"," if number else "{"}"{name}":['.encode()
        for count, item in enumerate(items()):
            yield (b"," if count else b"") + orjson.dumps(item)
        yield b"]"
    more = {} if named["person_id"] else if_empty()
    for name, value in more.items():
        yield b"," + orjson.dumps(name) + b":" + orjson.dumps(value)
    yield b"}"
