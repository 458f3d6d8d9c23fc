"""What of the related records a reader may not see.

Lists show published records alone. But a published record may point to one in a bulletin
that is still a draft; such a link is shown as null. Drafts are few, so one query fetches
them all, once for each request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hidden:
    """The ids of bulletins, and of the sessions known from them alone, that are not shown."""

    bulletins: frozenset[int] = NONE
    sessions: frozenset[int] = NONE

    def hides(self, row: Any) -> bool:
        """Whether this document, section, … or session is not to be shown."""
        if row._meta.model_name == "session":
            return row.pk in self.sessions
        return getattr(row, "bulletin_id", None) in self.bulletins


def sees_drafts(user: Any) -> bool:
    """Drafts are for staff."""
    return bool(user and user.is_active and user.is_staff)


def hidden_from(user: Any) -> Hidden:
    """What this user does not see. One query; none for staff."""
    if sees_drafts(user):
        return Hidden()
    bulletins = apps.get_model("congress", "Bulletin")._default_manager
    published = bulletins.filter(session=OuterRef("session"), status="published")
    rows = list(
        bulletins.exclude(status="published")
        .order_by()
        .values_list("pk", "session_id", Exists(published))
    )
    return Hidden(
        bulletins=frozenset(pk for pk, _, _ in rows),
        sessions=frozenset(session for _, session, known in rows if session and not known),
    )
