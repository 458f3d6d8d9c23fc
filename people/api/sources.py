"""All places that tell of one act or deputy change: its own source, then the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, Q
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from npcrecords.rest.filters import Numbers
from npcrecords.rest.links import Source, SourceField
from npcrecords.rest.visibility import Hidden


class ToldSource(Source):
    """A source, with its words where they are held. ``differs`` names the fields of the record
    that it tells otherwise."""

    text = serializers.CharField(allow_null=True)
    differs = serializers.ListField(child=serializers.CharField())


@extend_schema_field(ToldSource(many=True))
class SourcesField(serializers.Field[Any, Any, Any, Any]):
    """The record's own source first, then its tellings; those in documents that the reader may
    not see are left out. The tellings have to be fetched along (``tellings_of``)."""

    shape = ToldSource

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        own = SourceField().to_representation(value)
        view = self.context.get("view")
        hidden = view.hidden if view is not None else Hidden()
        return all_sources(own, value.telling_set.all(), hidden)


def all_sources(
    own: dict[str, Any] | None, tellings: Iterable[Any], hidden: Hidden
) -> list[dict[str, Any]]:
    """The record's own source and its tellings, those in hidden documents left out."""
    first = [] if own is None else [{**own, "text": None, "differs": []}]
    return first + [
        {
            "bulletin": one.document.bulletin_id,
            "document": one.document_id,
            "page": one.page,
            "line_start": one.line_start,
            "line_end": one.line_end,
            "text": one.text or None,
            "differs": one.differing,
        }
        for one in tellings
        if not hidden.hides(one.document)
    ]


def tellings_of(model: Any) -> Prefetch[Any]:
    """The tellings of the rows of a list, with their documents: one query."""
    rows = model.objects.select_related("document").order_by("document__bulletin_id", "id")
    return Prefetch("telling_set", rows)


def told_by(model: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    """The tellings of the records of these ids, by id. One query, or none."""
    found: dict[int, list[Any]] = {}
    if ids:
        rows = model.objects.select_related("document", model.part_of)
        rows = rows.filter(**{f"{model.part_of}__in": ids})
        for one in rows.order_by("document__bulletin_id", "id"):
            found.setdefault(getattr(one, f"{model.part_of}_id"), []).append(one)
    return found


class ToldIn(Numbers):
    """A document that tells of the record, whether it is taken from there or not. ``telling``
    is the table of the tellings."""

    def __init__(self, *, telling: Any, **kwargs: Any) -> None:
        super().__init__("document_id", **kwargs)
        self.telling = telling

    def condition(self, values: Sequence[int]) -> Q:
        told = self.telling.objects.filter(document_id__in=values)
        return Q(document_id__in=values) | Q(pk__in=told.values(f"{self.telling.part_of}_id"))
