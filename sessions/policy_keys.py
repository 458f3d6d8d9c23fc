"""Which held policy a title or a document number means, asked of a table of all of them.

Policies are few: their keys are read in one query, and kept for the public as long as nothing
changes. What is asked within a query of the database is in ``cited_policies``; both follow one
rule, which stands there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from npcrecords.core.recent import remembered

from .models import Policy
from .titles import same_number, same_title

Row = tuple[int, str, str, str, str]


class PolicyKeys:
    """Policies by their keys: rows of id, place, number, title and enclosed title."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.place: dict[int, str] = {}
        self.numbered: dict[str, set[int]] = defaultdict(set)
        self.titled: dict[str, set[int]] = defaultdict(set)
        for pk, place, number, title, enclosed in rows:
            self.place[pk] = place
            if number:
                self.numbered[number].add(pk)
            for key in (title, enclosed):
                if key:
                    self.titled[key].add(pk)

    def meant(self, *, title: str, number: str, place: str, but: int | None = None) -> int | None:
        """The policy that is meant by these words in a paper of ``place``: by its number, else
        by one of its titles; None where none is held or several may be. ``but`` is the policy
        that says so: it does not mean itself."""
        by_number = self.numbered.get(same_number(number)) if number else None
        found = self._only(by_number or set(), place)
        if found is None and title:
            found = self._only(self.titled.get(same_title(title)) or set(), place)
        return None if found == but else found

    def _only(self, held: set[int], place: str) -> int | None:
        if len(held) == 1:
            return next(iter(held))
        near = [pk for pk in held if place and self.place[pk] == place]
        return near[0] if len(near) == 1 else None


def policy_keys(*, drafts: bool = False) -> PolicyKeys:
    """The keys of the policies that everybody sees; with ``drafts`` of all. One query; for
    everybody none, where they were asked for in this generation."""
    if drafts:
        return _read(drafts=True)
    return remembered("policy keys", lambda: _read(drafts=False))


def _read(*, drafts: bool) -> PolicyKeys:
    rows = Policy.objects.order_by()
    if not drafts:
        rows = rows.public()
    return PolicyKeys(rows.values_list("pk", "place", "number_key", "title_key", "enclosed_key"))
