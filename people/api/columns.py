"""Parts of rows that are read as columns: a record in another one, a post, a source.

The columns of a joined table are named after the link: ``post__title`` is ``post_of_title``.
"""

from __future__ import annotations

from typing import Any


def ref(pk: int | None, name: str | None, printed: str = "") -> dict[str, Any] | None:
    """A record by its id and name; where it is not resolved, by its name as printed."""
    if pk is not None:
        return {"id": pk, "name": name}
    return {"id": None, "name": printed} if printed else None


def post_ref(row: Any) -> dict[str, Any] | None:
    """The post of an act, with its organisation."""
    if row.post_id is not None:
        organization = {
            "id": row.post_of_organization_id,
            "name": row.post_of_organization_of_name,
        }
        return {"id": row.post_id, "title": row.post_of_title, "organization": organization}
    if row.post_text:
        return {"id": None, "title": row.post_text, "organization": None}
    return None


def source_of(row: Any) -> dict[str, Any] | None:
    """The place of an act in its bulletin; None where it was typed by hand."""
    if row.bulletin_id is None:
        return None
    return {
        "bulletin": row.bulletin_id,
        "document": row.source_document_id,
        "page": row.source_page,
        "line_start": row.source_line_start,
        "line_end": row.source_line_end,
    }
