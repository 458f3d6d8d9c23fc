"""The base of the resources' views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property, partial
from typing import Any

import django_filters
from django.conf import settings
from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ErrorDetail, NotFound, ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from npcrecords.core import history, rights
from npcrecords.core.admin.conflicts import last_change, who_and_when
from npcrecords.core.admin.telling import told
from npcrecords.core.changes import remove
from npcrecords.core.models import ActionKind, Tombstone

from .etags import is_stale, record_tag
from .export import CONTENT_TYPES, exported
from .listing import Listing
from .lists import ListFilter, Parameters, read_parameters, read_since, refuse_parameters
from .quick import Numbering, Rows, rows_of_page
from .visibility import Hidden, hidden_from, sees_drafts

WRITING = {"POST": "add", "PUT": "change", "PATCH": "change", "DELETE": "delete"}


class Conflict(APIException):
    """Somebody else changed the record in the meantime."""

    status_code = 409
    default_code = "conflict"
    default_detail = _("这条记录已被别人改动：请重新读取，再作修改。")


class TooLarge(APIException):
    """More was sent than is taken."""

    status_code = 413
    default_code = "too_large"
    default_detail = _("发来的内容太大。")


class StaffWrite(BasePermission):
    """Everybody reads; staff write what they have the permission for."""

    def has_permission(self, request: Request, view: Any) -> bool:
        verb = WRITING.get(request.method or "")
        if verb is None:
            return True
        self.message = rights.why_not(request.user, verb, view.model)
        return not self.message


class StaffOnly(BasePermission):
    """Staff alone, for reading too."""

    def has_permission(self, request: Request, _view: Any) -> bool:
        return sees_drafts(request.user)


class NoFilters(django_filters.FilterSet):
    """The filters of a list that has none."""


class ApiView(GenericViewSet[Any]):
    """What all views share: the size of what comes in, and what the reader does not see."""

    filterset_class: type[django_filters.FilterSet] = NoFilters

    @cached_property
    def hidden(self) -> Hidden:
        """What of the related records this reader does not see."""
        return hidden_from(self.request.user)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        size = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if size.isdigit() and limit is not None and int(size) > limit:
            raise TooLarge
        super().initial(request, *args, **kwargs)

    def answer(
        self,
        listing: Listing,
        name: str,
        *,
        deleted: bool = False,
        if_empty: Callable[[], dict[str, Any]] = dict,
    ) -> HttpResponseBase:
        """The list: a page of it, or all of it as a file called ``name``. A page without rows
        says ``if_empty()`` too."""
        serializer = self.get_serializer()
        if self.request.accepted_renderer.format in CONTENT_TYPES:
            return exported(self.request, name, listing, serializer, deleted=deleted)
        page = self.paginate_queryset(listing)  # type: ignore[arg-type]
        rows = [serializer.to_representation(row) for row in page or ()]
        response = self.get_paginated_response(rows)
        if not rows:
            response.data.update(if_empty())
        return response


class ReadingView(ApiView):
    """A list whose rows come of a computation: subclasses give ``rows()``.

    ``name`` is what an exported file is called.
    """

    name = "list"
    filter_backends: tuple[Any, ...] = (Parameters,)
    http_method_names = ["get", "head", "options"]

    def rows(self, parameters: dict[str, Any]) -> Sequence[Any]:
        """The rows in their order, for the values of the filters and of ``modified_since``, an
        instant or None. To be given."""
        raise NotImplementedError

    def if_empty(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """What a page without rows says besides."""
        return {}

    def list(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        parameters = read_parameters(request, self, "modified_since")
        parameters["modified_since"] = read_since(request)
        listing = Listing.of(self.rows(parameters))
        return self.answer(listing, self.name, if_empty=partial(self.if_empty, parameters))


class OneView(ApiView):
    """One answer that is put together for the address: subclasses give ``retrieve()``.

    ``a_list``: it is about one list, which can be had as CSV and JSON Lines too.
    """

    a_list = False
    filter_backends = ()
    pagination_class = None
    http_method_names = ["get", "head", "options"]

    def get_renderers(self) -> list[Any]:
        """Json alone, where it is no list."""
        found = super().get_renderers()
        return found if self.a_list else found[:1]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        of_csv = ("bom",) if request.accepted_renderer.format == "csv" else ()
        refuse_parameters(request, "format", *of_csv)

    def show(self, values: Any) -> Response:
        """The values as the view's serializer shows them."""
        return Response(self.get_serializer(values).data)


class RecordViewSet(ApiView):
    """A table of records: read by everybody, written by staff.

    ``ordering`` is the order of the list when none is asked for; ``ordering_fields`` what
    it may be ordered by: names of columns, or of fields with the path of their column.
    ``wide``: a row shows so many tables that the list finds its rows before it loads them.
    ``quick`` reads the rows of the pages that many ask for.
    """

    permission_classes = (StaffWrite,)
    filter_backends = (ListFilter,)
    ordering: tuple[str, ...] = ("id",)
    ordering_fields: tuple[str | tuple[str, str], ...] = ()
    wide = False
    quick: Rows | None = None
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ["get", "head", "post", "patch", "delete", "options"]

    @classmethod
    def quick_page(cls, request: Request, numbering: Numbering) -> list[dict[str, Any]] | None:
        """The rows of a page for the public; None where the question has to go the long way."""
        return rows_of_page(cls, cls.quick, request, numbering) if cls.quick else None

    @property
    def model(self) -> Any:
        """The table."""
        return self.queryset.model  # type: ignore[arg-type,union-attr]

    @property
    def resource(self) -> str:
        return str(self.model.resource)

    @classmethod
    def ordering_paths(cls) -> dict[str, str]:
        """The names that ``ordering`` takes, with the paths that they stand for."""
        pairs = (item if isinstance(item, tuple) else (item, item) for item in cls.ordering_fields)
        return dict(pairs)

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if hasattr(rows, "public") and not sees_drafts(self.request.user):
            rows = rows.public()
        return rows

    def _merges(self) -> bool:
        return hasattr(self.model, "merged_into")

    def list(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        rows = self.get_queryset()
        if self._merges():
            rows = rows.filter(merged_into=None)
        listing: Any = ListFilter().filter_queryset(request, rows, self)
        return self.answer(listing, self.resource, deleted=len(listing.parts) > 1)

    def retrieve(self, request: Request, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        refuse_parameters(request, "format", "bom")
        row = self.get_row()
        if self._merges() and row.merged_into_id is not None:
            return redirect_to_survivor(request, row)
        serializer = self.get_serializer()
        if request.accepted_renderer.format in CONTENT_TYPES:
            return exported(request, f"{self.resource}-{row.pk}", [row], serializer)
        return self._shown(row)

    def get_row(self) -> Any:
        """The record that the address names. Raises NotFound, which says whether it is gone."""
        row = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise not_there(self.resource, int(self.kwargs["pk"]))
        return row

    def _shown(self, row: Any, status: int = 200) -> Response:
        response = Response(self.get_serializer(row).data, status)
        if sees_drafts(self.request.user):
            response["ETag"] = record_tag(row)
        return response

    def acting(self, kind: ActionKind) -> AbstractContextManager[history.Recorder]:
        """All that is changed inside is one action of this user, all of it or nothing;
        ``?reason=`` says why."""
        return history.acting(
            kind, by=self.request.user, reason=self.request.query_params.get("reason", "")
        )

    def create(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        with self.acting(ActionKind.CREATE):
            serializer: Any = self.get_serializer(data=_object_in(request))
            serializer.is_valid(raise_exception=True)
            made = serializer.save()
            rights.require(rights.why_not_result(request.user, [made]))
            response = self._shown(get_object_or_404(self.get_queryset(), pk=made.pk), 201)
            serializer.refuse_computed(response.data)
            response["Location"] = request.build_absolute_uri(
                reverse(f"{self.resource}-detail", args=[made.pk])
            )
            return response

    def partial_update(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        with self.acting(ActionKind.CHANGE):
            row = self._row_to_change(request)
            if self._merges() and row.merged_into_id is not None:
                message = _("这条记录已并入编号为 %(id)d 的记录：请改那一条。")
                raise Conflict(message % {"id": survivor_of(row).pk})
            rights.require(rights.why_not_change(request.user, row))
            serializer: Any = self.get_serializer(row, data=_object_in(request), partial=True)
            serializer.is_valid(raise_exception=True)
            before = serializer.to_representation(row)
            serializer.save()
            rights.require(rights.why_not_result(request.user, [row]))
            response = self._shown(get_object_or_404(self.get_queryset(), pk=row.pk))
            serializer.refuse_computed(before, response.data)
            return response

    def destroy(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        with self.acting(ActionKind.DELETE):
            row = self._row_to_change(request)
            rows = self.model._default_manager.filter(pk=row.pk)
            rights.require(rights.why_not_delete(request.user, rows))
            remove(rows)
            return Response(status=204)

    def _row_to_change(self, request: Request) -> Any:
        """The record, held until the change is done. Raises Conflict for a stale If-Match."""
        get_object_or_404(self.model._default_manager.select_for_update(), pk=self.kwargs["pk"])
        row = self.get_row()
        header = request.headers.get("If-Match")
        if header and is_stale(header, row):
            raise Conflict(what_changed(row))
        return row


def what_changed(row: Any) -> str:
    """Who changed a record last, and from what to what, as far as the history tells."""
    change = last_change(row)
    if change is None:
        return str(Conflict.default_detail)
    sentence = _("这条记录已被%(name)s（%(when)s）改动%(what)s：请重新读取，再作修改。")
    differences = [
        f"{one.label} {one.before} → {one.after}" for one in told([change])[0].differences
    ]
    what = _("（%(differences)s）") % {"differences": "；".join(differences)} if differences else ""
    return sentence % {**who_and_when(change), "what": what}


def not_there(resource: str, pk: int) -> NotFound:
    """404, with the day on which the record left the public's sight, where it once was in it."""
    gone = Tombstone.objects.filter(resource=resource, record_id=pk).first()
    if gone is None:
        return NotFound()
    message = _("编号为 %(id)d 的记录已在 %(day)s 删除或撤下。")
    return NotFound(message % {"id": pk, "day": timezone.localdate(gone.modified).isoformat()})


def _object_in(request: Request) -> Any:
    """The body, an object of JSON. Raises ValidationError."""
    if not isinstance(request.data, Mapping):
        raise ValidationError(
            ErrorDetail(str(_("内容要是一个 JSON 对象，如 {“字段”: 值}。")), "invalid")
        )
    return request.data


def survivor_of(row: Any) -> Any:
    """The record that ``row`` was merged into, at the end of the chain."""
    seen = {row.pk}
    while row.merged_into is not None and row.merged_into_id not in seen:
        row = row.merged_into
        seen.add(row.pk)
    return row


def redirect_to_survivor(request: Request, row: Any) -> HttpResponsePermanentRedirect:
    """To the same address of the record that ``row`` was merged into."""
    row = survivor_of(row)
    match: Any = request.resolver_match
    address = reverse(match.view_name, kwargs={**match.kwargs, "pk": row.pk})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
