"""What people mended by hand, record by record: a publication leaves it as they left it.

A bulletin is published again when its file was read anew or its record mended. What the
record says then, and what people changed in the admin or over the API since, may differ: the
last word is that of the person, until somebody says otherwise (``take_over``). The history
knows which is which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from npcrecords.core.models import Change, Effect, Part

from ...models import Measure, PolicyCitation, Register, Task

Values = Mapping[str, Any]
OF_POLICIES = (Measure, Register, Task, PolicyCitation)


@dataclass(frozen=True)
class Kept:
    """A row in which people's words stay: ``values`` holds ``[held, said by the record]`` by
    column; of a row that people deleted, and of a list of parts, none. ``key`` is the natural
    key of a deleted row."""

    table: str
    record_id: int
    values: Mapping[str, list[Any]] = field(default_factory=dict)
    key: str = ""

    @property
    def name(self) -> str:
        """By which ``take_over`` calls it."""
        return f"{self.table}:{self.record_id}"


class ByHand:
    """What people decided of the rows of one bulletin or policy. ``take_over`` names the rows in
    which the record shall win (``people.appointment:17``); ``kept`` collects those in which it
    does not."""

    def __init__(self, take_over: frozenset[str] = frozenset()) -> None:
        self.take_over = take_over
        self.kept: list[Kept] = []
        self._removed: dict[str, dict[str, int]] = defaultdict(dict)

    def know_removed(self, bulletin: int) -> None:
        """Look up what people deleted of this bulletin's rows. One query."""
        self._know(Change.objects.filter(bulletin_id=bulletin))

    def know_removed_of_policy(self, policy: int) -> None:
        """Look up what people deleted of this policy's rows. One query."""
        tables = [model._meta.label_lower for model in OF_POLICIES]
        rows = Change.objects.filter(table__in=tables)
        self._know(rows.filter(values__policy_id__0=policy))

    def _know(self, rows: QuerySet[Change]) -> None:
        for change in rows.filter(effect=Effect.REMOVED).select_related("action__undoes"):
            key = (change.values.get("key") or [""])[0]
            if key and change.action.is_by_hand:
                self._removed[change.table][key] = change.record_id

    def is_removed(self, model: type[Model], key: str) -> bool:
        """Whether people deleted the row of this key, and it is not to be taken over."""
        table = model._meta.label_lower
        if (pk := self._removed[table].get(key)) is None:
            return False
        kept = Kept(table, pk, key=key)
        if kept.name in self.take_over:
            return False
        self.kept.append(kept)
        return True

    def left(
        self, model: type[Model], differing: Mapping[Any, Values]
    ) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Each row with those of its differing values that may be written."""
        if not differing:
            return
        table = model._meta.label_lower
        decided = self._decided(table, {row.pk for row in differing})
        for row, values in differing.items():
            stay = {name for name in values if name in decided[row.pk]}
            kept = Kept(table, row.pk, {n: [getattr(row, n), values[n]] for n in sorted(stay)})
            if stay and kept.name not in self.take_over:
                self.kept.append(kept)
                yield row, {name: value for name, value in values.items() if name not in stay}
            else:
                yield row, dict(values)

    def _decided(self, table: str, ids: set[int]) -> dict[int, set[str]]:
        """The columns of each row whose last change was made by hand. One query."""
        decided: dict[int, set[str]] = defaultdict(set)
        rows = Change.objects.filter(table=table, record_id__in=ids, effect=Effect.UPDATED)
        for change in rows.select_related("action__undoes").order_by("id"):
            if change.action.is_by_hand:
                decided[change.record_id] |= set(change.values)
            else:
                decided[change.record_id] -= set(change.values)
        return decided

    def left_lists(
        self, owner: type[Model], part: type[Part], differing: Mapping[int, Any]
    ) -> list[int]:
        """Those of the owners whose list of parts may be written. One query."""
        if not differing:
            return []
        last: dict[int, bool] = {}
        rows = Change.objects.filter(
            table=part._meta.label_lower,
            owner_table=owner._meta.label_lower,
            owner_id__in=differing,
        )
        for change in rows.select_related("action__undoes").order_by("id"):
            last[change.owner_id or 0] = change.action.is_by_hand
        free: list[int] = []
        for pk in differing:
            kept = Kept(part._meta.label_lower, pk)
            if last.get(pk) and kept.name not in self.take_over:
                self.kept.append(kept)
            else:
                free.append(pk)
        return free
