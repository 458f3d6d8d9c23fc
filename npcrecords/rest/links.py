"""Serializer fields for what a record points to: other records, and its place in a bulletin.

A link to what the reader may not see is shown as null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty


def refuse_unknown(data: Mapping[Any, Any], known: Iterable[str]) -> None:
    """Whoever sends what is not held is told so. Raises ValidationError."""
    names = list(known)
    message = _("没有“{name}”这一项：可用的有 {known}。")
    errors = {
        str(name): [
            serializers.ErrorDetail(
                message.format(name=name, known="、".join(names)), "unknown_field"
            )
        ]
        for name in data
        if name not in names
    }
    if errors:
        raise serializers.ValidationError(errors)


class IdField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of a record that is seen by whoever sees this one."""


class HeldField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of a record in a bulletin; null where the reader may not see it.

    The related row has to be selected along, or each costs a query.
    """

    def use_pk_only_optimization(self) -> bool:
        return False

    def to_representation(self, value: Any) -> Any:
        return None if hides(self, value) else value.pk


def hides(field: serializers.Field[Any, Any, Any, Any], row: Model) -> bool:
    """Whether the reader of this answer does not see ``row``."""
    name = row._meta.model_name
    if not (getattr(row, "public_by", ()) or name in ("session", "policy")):
        return False  # such a table has no drafts: nothing to look up
    view = field.context.get("view")
    return view is not None and view.hidden.hides(row)


class Ref(serializers.Serializer[Any]):
    """A record in another one: its id and name; id is null when it is not resolved yet."""

    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


@extend_schema_field(Ref)
class RefField(serializers.Field[Any, Any, Any, Any]):
    """A record in another one, as ``{"id", "name"}``.

    ``link`` is the foreign key, ``printed`` the column with the words as printed, which
    stand where the link is not resolved. Takes an id, an object with ``id``, or null; with
    ``{"id": null, "name": …}`` the printed words come in too.
    """

    shape: ClassVar[type[serializers.Serializer[Any]]] = Ref
    called: ClassVar[str] = "name"  # the key that the printed words stand under
    default_error_messages = {
        "not_a_reference": _('这里要写编号，或者 {{"id": 编号}}。'),
        "does_not_exist": _("没有编号为 {id} 的记录。"),
    }

    def __init__(
        self, link: str, rows: QuerySet[Any] | None = None, *, printed: str = "", **kwargs: Any
    ) -> None:
        if rows is None:
            kwargs["read_only"] = True
        else:
            kwargs.setdefault("allow_null", True)
            kwargs.setdefault("required", not kwargs["allow_null"])
        kwargs.setdefault("source", "*")  # but None where it is the child of a list
        super().__init__(**kwargs)
        self.link = link
        self.rows = rows
        self.printed = printed

    def run_validation(self, data: Any = empty) -> Any:
        if data is None and self.rows is not None and self.allow_null:
            return {self.link: None}
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        printed: dict[str, Any] = {}
        if isinstance(data, Mapping):
            refuse_unknown(data, self.shape().fields)
            printed = self.words(data)
            data = data.get("id")
        if data is None:
            return {self.link: None, **printed}
        if isinstance(data, bool) or not isinstance(data, int) or not 0 < data < 2**63:
            self.fail("not_a_reference")
        row = self.rows.filter(pk=data).first() if self.rows is not None else None
        if row is None:
            self.fail("does_not_exist", id=data)
        return {self.link: row, **printed}

    def words(self, data: Mapping[Any, Any]) -> dict[str, Any]:
        """The column of the printed words, as far as they come in."""
        words = data.get(self.called)
        if self.printed and isinstance(words, str) and words:
            return {self.printed: serializers.CharField().run_validation(words)}
        return {}

    def to_representation(self, value: Any) -> Any:
        row = getattr(value, self.link)
        if row is not None:
            return None if hides(self, row) else self.show(row)
        printed = getattr(value, self.printed) if self.printed else ""
        return self.unresolved(printed) if printed else None

    def show(self, row: Model) -> dict[str, Any]:
        return {"id": row.pk, "name": row.name}  # type: ignore[attr-defined]

    def unresolved(self, printed: str) -> dict[str, Any]:
        return {"id": None, "name": printed}


class Source(serializers.Serializer[Any]):
    """Where a record was found: the printed page, and the 0-based numbers of the non-blank
    lines of the bulletin's text."""

    bulletin = serializers.IntegerField()
    document = serializers.IntegerField(allow_null=True)
    page = serializers.IntegerField(allow_null=True)
    line_start = serializers.IntegerField(allow_null=True)
    line_end = serializers.IntegerField(allow_null=True)


class Place(serializers.Serializer[Any]):
    """A source as it comes in: the ids are looked up."""

    bulletin = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    document = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, allow_null=True, default=None
    )
    page = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    line_start = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    line_end = serializers.IntegerField(min_value=0, allow_null=True, default=None)


@extend_schema_field(Source)
class SourceField(serializers.Field[Any, Any, Any, Any]):
    """The source of a row of a ``Sourced`` table; null where it was typed by hand."""

    shape = Source

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", required=False, allow_null=True, **kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        if data is None:
            return {"bulletin_id": None, **_source_columns({})}
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, Mapping):
            refuse_unknown(data, Place().fields)
        place = Place(data=data)
        place.is_valid(raise_exception=True)
        values = place.validated_data
        return {"bulletin_id": values["bulletin"], **_source_columns(values)}

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        if value.bulletin_id is None:
            return None
        return {
            "bulletin": value.bulletin_id,
            "document": value.source_document_id,
            "page": value.source_page,
            "line_start": value.source_line_start,
            "line_end": value.source_line_end,
        }


def _source_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "source_document_id": values.get("document"),
        "source_page": values.get("page"),
        "source_line_start": values.get("line_start"),
        "source_line_end": values.get("line_end"),
    }


@extend_schema_field({"type": "null"})
class NullField(serializers.Field[Any, Any, Any, Any]):
    """Null: what such a record has not, or what is not held here."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, _value: Any) -> None:
        return None


@extend_schema_field(Source)
class OwnSourceField(serializers.Field[Any, Any, Any, Any]):
    """The source of what is a piece of a bulletin's text itself.

    ``document`` and ``place`` name the row that is the document, and the one with the page
    and lines: this one, unless named.
    """

    shape = Source

    def __init__(self, document: str = "", place: str = "") -> None:
        super().__init__(source="*", read_only=True, allow_null=True)
        self.document = document
        self.place = place

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        document = getattr(value, self.document) if self.document else value
        if document is None or hides(self, document):
            return None
        place = getattr(value, self.place) if self.place else value
        page = place.page_start if place is document else place.page
        if page is None and place.line_start is None:
            return None  # typed by hand
        return {
            "bulletin": document.bulletin_id,
            "document": document.pk,
            "page": page,
            "line_start": place.line_start,
            "line_end": place.line_end,
        }
