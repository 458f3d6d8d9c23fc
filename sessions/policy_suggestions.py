"""Things of one name in a policy and in another policy, an opinion or a report: proposed to
staff as links, never more. Nobody sees a link before somebody confirms it, and none is a
citation.

The names are those that the measures and tasks of the policy call things by
(``named_things``); where one stands in another record word for word, a link is suggested. A
name that stands in very many records tells nothing and is left out. What staff decided stays;
a suggestion that no longer holds goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q

from npcrecords.core import history
from npcrecords.core.generation import bury

from .choices import LinkState
from .models import Measure, Opinion, OpinionPoint, Policy, PolicyLink, Section, Task
from .named_things import names_in

MOST_RECORDS = 12  # a name in more records than these is a common word
CHUNK = 40  # names asked for in one query
Target = tuple[str, int]


@dataclass(frozen=True)
class Suggested:
    """The links that were suggested anew, and how many suggestions went."""

    made: tuple[PolicyLink, ...] = ()
    removed: frozenset[int] = frozenset()


@transaction.atomic
def suggest_links(policy: Policy) -> Suggested:
    """Bring the suggestions of a policy to what its names are found in."""
    wanted = _wanted(policy)
    still = set(wanted)
    held = {_key(link): link for link in PolicyLink.objects.filter(policy=policy)}
    others = PolicyLink.objects.filter(to_policy=policy).values_list("policy", "name")
    from_there = {(name, ("to_policy", pk)) for pk, name in others}
    made = [
        PolicyLink(policy=policy, name=name, **{f"{column}_id": pk})
        for name, (column, pk) in wanted
        if (name, (column, pk)) not in held and (name, (column, pk)) not in from_there
    ]
    stale = {
        link.pk
        for key, link in held.items()
        if link.state == LinkState.SUGGESTED and key not in still
    }
    if made:
        PolicyLink.objects.bulk_create(made)
        history.record(history.made(made))
    if stale:
        with history.changing(PolicyLink, stale):
            PolicyLink.objects.filter(pk__in=stale).delete()
        bury(PolicyLink.resource, stale)
    return Suggested(tuple(made), frozenset(stale))


def _key(link: PolicyLink) -> tuple[str, Target]:
    for column in ("to_policy", "opinion", "document"):
        if (pk := getattr(link, f"{column}_id")) is not None:
            return link.name, (column, pk)
    raise ValueError("a link that leads nowhere")


def _wanted(policy: Policy) -> list[tuple[str, Target]]:
    """The names of the policy with the records that they stand in, too."""
    names = list(dict.fromkeys(name for text in _texts(policy) for name in names_in(text)))
    found: dict[str, set[Target]] = defaultdict(set)
    for start in range(0, len(names), CHUNK):
        for name, target in _standing(names[start : start + CHUNK], policy):
            found[name].add(target)
    return [
        (name, target)
        for name in names
        if 0 < len(found[name]) <= MOST_RECORDS
        for target in sorted(found[name])
    ]


def _texts(policy: Policy) -> Iterator[str]:
    for row in policy.measures.order_by("order", "pk").values_list("heading", "text"):
        yield "\n".join(filter(None, row))
    for row in policy.tasks.order_by("register", "row").values_list("task", "measure"):
        yield "\n".join(filter(None, row))


def _standing(names: Iterable[str], policy: Policy) -> Iterator[tuple[str, Target]]:
    """The names with the records in whose texts they stand. Five queries."""
    asked = list(names)
    own = set(Opinion.objects.exclude(document=None).values_list("document", flat=True))
    places: tuple[tuple[Any, str, str, str, str], ...] = (
        (Measure.objects.exclude(policy=policy), "policy", "heading", "text", "to_policy"),
        (Task.objects.exclude(policy=policy), "policy", "task", "measure", "to_policy"),
        (OpinionPoint.objects.all(), "opinion", "title", "text", "opinion"),
        (Section.objects.all(), "document", "heading", "text", "document"),
    )
    for rows, record, heading, text, column in places:
        holds = reduce(
            or_, (Q(**{f"{one}__contains": name}) for name in asked for one in (heading, text))
        )
        for pk, head, body in rows.order_by("pk").filter(holds).values_list(record, heading, text):
            if column == "document" and pk in own:
                continue  # the points of the opinion say it
            whole = f"{head}\n{body or ''}"
            for name in asked:
                if name in whole:
                    yield name, (column, pk)
