"""From the parameters of a request to the list that it asks for.

An unknown parameter, a value that a filter cannot read, an unknown ordering: 400, with what
is wrong and what would do.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from npcrecords.core.mentions import public_rows
from npcrecords.core.models import Tombstone

from .filters import Numbers
from .listing import ID, Key, Listing, Part, key_of
from .visibility import sees_drafts

COMMON = ("page", "page_size", "cursor", "format", "bom")
ORDERED = ("ordering", "modified_since")
NOTHING = 0  # an id that no record has
TOMBSTONE_KEYS = (Key("modified"), ID)
DESCRIPTIONS: dict[str, Any] = {
    "ordering": gettext_lazy("排序字段，多个用逗号分开；前面加 - 为倒序。"),
    "modified_since": gettext_lazy(
        "只要这一时刻（含）以来修改过的，如 2024-07-30T08:00:00Z；此时按修改时间排列，"
        "并在最后列出这以后删除或撤下的记录。"
    ),
    "only_since": gettext_lazy("只要这一时刻（含）以来有变动的，如 2024-07-30T08:00:00Z。"),
}
MODIFIED_SINCE: dict[str, Any] = {
    "name": "modified_since",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "format": "date-time"},
}


def problem(field: str, code: str, message: str) -> ValidationError:
    """The error of one parameter."""
    return ValidationError({field: [ErrorDetail(message, code)]})


def refuse_parameters(request: Request, *known: str) -> None:
    """Only the ``known`` parameters are taken. Raises ValidationError."""
    for name in request.query_params:
        if name not in known:
            message = _("没有“%(name)s”这个参数：可用的有 %(known)s。")
            raise problem(
                name, "unknown_parameter", message % {"name": name, "known": "、".join(known)}
            )


def read_parameters(request: Request, view: Any, *more: str) -> dict[str, Any]:
    """The values of a view's filters, by name: what is empty was not given.

    ``more`` are the parameters that the view reads for itself. Raises ValidationError.
    """
    return dict(_filterset(request, view, more, None).form.cleaned_data)


def _filterset(request: Request, view: Any, more: tuple[str, ...], rows: Any) -> Any:
    filterset_class = view.filterset_class
    refuse_parameters(request, *filterset_class.base_filters, *more, *COMMON)
    if rows is None:
        rows = Tombstone.objects.none()  # the values alone are wanted: any table will do
    filterset = filterset_class(request.query_params, queryset=rows, request=request)
    if not filterset.form.is_valid():
        raise ValidationError(
            {
                name: [
                    ErrorDetail(message, item.code or "invalid")
                    for item in errors.as_data()
                    for message in item.messages
                ]
                for name, errors in filterset.form.errors.items()
            }
        )
    return filterset


def read_since(request: Request) -> dt.datetime | None:
    """The instant that ``modified_since`` names; None where it is not given.

    Raises ValidationError.
    """
    text = request.query_params.get("modified_since", "").strip()
    if not text:
        return None
    # A “+” that was not written as %2B comes in as a blank.
    text = re.sub(r" (?=\d\d:?\d\d$)", "+", text)
    try:
        instant = parse_datetime(text)
        if instant is not None and instant.tzinfo is not None:
            return instant.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise problem(
        "modified_since",
        "invalid_instant",
        _("“%(text)s”不是带时区的时刻：请写成 2024-07-30T08:00:00Z 这样。") % {"text": text},
    )


def _shut_out(filterset: Any, model: Any) -> None:
    """Links that are shown as null find nothing: the ids of what the reader may not see give
    way to one that nothing has. One query for each such filter that is used."""
    values = filterset.form.cleaned_data
    for name, one in filterset.filters.items():
        if not (isinstance(one, Numbers) and values.get(name)):
            continue
        target = _linked_by(model, (*getattr(one, "columns", ()), one.field_name or "")[0])
        if target is not None:
            seen = public_rows(target).filter(pk__in=values[name])
            values[name] = list(seen.values_list("pk", flat=True)) or [NOTHING]


def _linked_by(model: Any, path: str) -> Any:
    """The table that the link ``follow_up__opinion_id`` leads to; None where it is none."""
    here = model
    for part in path.split("__"):
        try:
            field = here._meta.get_field(part.removesuffix("_id"))
        except FieldDoesNotExist:
            return None
        if not field.related_model:
            return None
        here = field.related_model
    return here


def ordering_keys(request: Request, view: Any, *default: str) -> tuple[Key, ...]:
    """What the list is to be ordered by, last by id. Raises ValidationError."""
    model = view.queryset.model
    given = ",".join(request.query_params.getlist("ordering"))
    names = [name.strip() for name in given.split(",") if name.strip()]
    paths = {"id": "id", "modified": "modified", **view.ordering_paths()}
    wanted: list[str] = []
    for name in names:
        if name.removeprefix("-") not in paths or name.startswith("--"):
            message = _("不能按“%(name)s”排序：可用的有 %(known)s。")
            raise problem(
                "ordering",
                "unknown_ordering",
                message % {"name": name, "known": "、".join(paths)},
            )
        sign = "-" if name.startswith("-") else ""
        wanted.append(sign + paths[name.removeprefix("-")])
    keys: list[Key] = []
    for name in wanted or list(default) or list(view.ordering):
        key = key_of(model, name)
        if key.path not in {known.path for known in keys}:
            keys.append(key)
    if "id" not in {key.path for key in keys}:
        keys.append(ID)
    return tuple(keys[: [key.path for key in keys].index("id") + 1])


class ListFilter(BaseFilterBackend):
    """Filters, orders and, with ``modified_since``, adds what was deleted."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        filterset = _filterset(request, view, ORDERED, queryset)
        if not sees_drafts(request.user):
            _shut_out(filterset, queryset.model)
        rows = filterset.qs
        whole = view.queryset.all() if view.wide else None
        since = read_since(request)
        if since is None:
            return Listing((Part(rows, ordering_keys(request, view), whole),))
        keys = ordering_keys(request, view, "modified")
        changed = Part(rows.filter(modified__gte=since), keys, whole)
        return Listing((changed, Part(self._deleted(queryset, since), TOMBSTONE_KEYS)))

    def _deleted(self, queryset: QuerySet[Any], since: dt.datetime) -> QuerySet[Any]:
        """The tombstones of this list; one whose record is seen (again) tells nothing."""
        seen = queryset.model._default_manager.filter(
            pk__in=queryset.order_by().filter(pk=OuterRef(OuterRef("record_id"))).values("pk")
        )
        return Tombstone.objects.filter(
            ~Exists(seen), resource=queryset.model.resource, modified__gte=since
        )

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            *filter_parameters(view),
            {
                "name": "ordering",
                "in": "query",
                "required": False,
                "description": DESCRIPTIONS["ordering"],
                "schema": {"type": "string"},
                "example": "-modified",
            },
            {**MODIFIED_SINCE, "description": DESCRIPTIONS["modified_since"]},
        ]


class PlainParameters(BaseFilterBackend):
    """Tells of the filters of a list whose view reads them for itself."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        return queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return filter_parameters(view)


class Parameters(PlainParameters):
    """The same of a list that can be synchronised."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        told = {**MODIFIED_SINCE, "description": DESCRIPTIONS["only_since"]}
        return [*filter_parameters(view), told]


def filter_parameters(view: Any) -> list[dict[str, Any]]:
    """The filters of a view, as parameters of the OpenAPI document."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": str(filter_.extra.get("help_text", "")) or name,
            "schema": {"type": "array", "items": filter_.schema},
            "style": "form",
            "explode": False,
        }
        for name, filter_ in view.filterset_class.base_filters.items()
    ]
