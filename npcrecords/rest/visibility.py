"""What of the related records a reader may not see.

Lists show published records alone. But a published record may point to one in a bulletin
that is still a draft; such a link is shown as null. Drafts are few, so one query fetches
them all, once for each request; what is known from them alone is asked for where there are
any. Policy documents that are drafts are asked for where a record points to one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hidden:
    """The ids of the bulletins that are not shown, and of what is known from them alone;
    ``nothing``: all is shown."""

    bulletins: frozenset[int] = NONE
    nothing: bool = False

    @cached_property
    def policies(self) -> frozenset[int]:
        """The policy documents that are not shown. One query; none where all is."""
        if self.nothing:
            return NONE
        policies = apps.get_model("congress.Policy")._default_manager.order_by()
        return frozenset(policies.filter(status="draft").values_list("pk", flat=True))

    @cached_property
    def sessions(self) -> frozenset[int]:
        """The sessions that are not shown."""
        return self._unknown("congress.Session")

    def sessions_among(self, ids: Iterable[int | None]) -> frozenset[int]:
        """Those of these sessions that are not shown. One query where there are drafts."""
        asked = frozenset(pk for pk in ids if pk is not None)
        if not self.bulletins or not asked:
            return NONE
        sessions = apps.get_model("congress.Session")._default_manager.order_by()
        shown = sessions.public().filter(pk__in=asked).values_list("pk", flat=True)
        return asked - frozenset(shown)

    def _unknown(self, table: str) -> frozenset[int]:
        if not self.bulletins:
            return NONE
        rows = apps.get_model(table)._default_manager.order_by()
        shown = rows.public().values("pk")
        return frozenset(rows.exclude(pk__in=shown).values_list("pk", flat=True))

    def hides(self, row: Any) -> bool:
        """Whether this document, section, point … or session is not to be shown. The rows by
        which it is public have to be selected along, or each costs a query."""
        name = row._meta.model_name
        if name == "policy":
            return row.pk in self.policies
        if getattr(row, "policy_id", None) is not None:
            return row.policy_id in self.policies
        if not self.bulletins:
            return False
        if name == "session":
            return row.pk in self.sessions
        if getattr(row, "bulletin_id", None) is not None:
            return row.bulletin_id in self.bulletins
        links = [link for link in getattr(row, "public_by", ()) if link != "bulletin"]
        return any(
            self.hides(getattr(row, link))
            for link in links
            if getattr(row, f"{link}_id") is not None
        )


def sees_drafts(user: Any) -> bool:
    """Drafts are for staff."""
    return bool(user and user.is_active and user.is_staff)


def hidden_from(user: Any) -> Hidden:
    """What this user does not see. One query; none for staff."""
    if sees_drafts(user):
        return Hidden(nothing=True)
    return Hidden(frozenset(drafts().values_list("pk", flat=True)))


def drafts() -> QuerySet[Any]:
    """The bulletins that are not shown."""
    bulletins: QuerySet[Any] = apps.get_model("congress", "Bulletin")._default_manager.order_by()
    return bulletins.filter(status="draft")
