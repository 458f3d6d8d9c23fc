"""The tellings of acts and deputy changes, written as parts of their records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from people.models import AppointmentTelling, DeputyChangeTelling

from .. import record as rec
from .table import Table, put_children

DocumentId = Callable[[str | None], int | None]


def publish_act_tellings(
    table: Table, items: Sequence[rec.Appointment], document: DocumentId
) -> None:
    """What else tells of the acts in ``table``. ``document`` gives the id of a document's key."""

    def said(one: rec.ActTelling) -> dict[str, Any]:
        return {
            "post_text": one.organization_text + one.post,
            "other_post": one.other_post,
            "act": str(one.act or ""),
        }

    _put(table, items, document, AppointmentTelling, said)


def publish_deputy_tellings(
    table: Table, items: Sequence[rec.DeputyChange], document: DocumentId
) -> None:
    """What else tells of the deputy changes in ``table``."""

    def said(one: rec.DeputyTelling) -> dict[str, Any]:
        return {
            "electoral_unit": one.electoral_unit,
            "change": one.change or "",
            "cause": one.cause or "",
        }

    _put(table, items, document, DeputyChangeTelling, said)


def _put(
    table: Table, items: Sequence[Any], document: DocumentId, model: Any, said: Callable[..., Any]
) -> None:
    parent = f"{model.part_of}_id"
    rows = {item.key: item for item in items if item.key in table.rows}  # not what people deleted
    owners = [table.rows[key].pk for key in rows]
    held = model.objects.filter(**{f"{parent}__in": owners}).exclude(text="")
    words = {
        (getattr(row, parent), row.document_id, row.line_start): row.text
        for row in (held if any(item.told for item in rows.values()) else ())
    }
    wanted: dict[int, list[dict[str, Any]]] = {}
    for key, item in rows.items():
        pk = table.rows[key].pk
        wanted[pk] = []
        for one in item.told:
            place = (pk, document(one.source.document), one.source.line_start)
            wanted[pk].append(
                {
                    "document_id": place[1],
                    "page": one.source.page,
                    "line_start": one.source.line_start,
                    "line_end": one.source.line_end,
                    "text": words.get(place, "") if one.text is None else one.text,
                    "name": one.name,
                    "date": one.date.on if one.date else None,
                    "date_precision": one.date.precision if one.date else "day",
                    "date_text": one.date.text if one.date else "",
                    **said(one),
                }
            )
    put_children(table, model, parent, wanted)
