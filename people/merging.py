"""Merging two persons, or two organisations, that turn out to be one.

All that names the merged one names the kept one afterwards. The merged row stays, with
``merged_into`` set: its id and its name lead on. It is undone as any action is
(``npcrecords.core.reverting``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from npcrecords.core import history
from npcrecords.core.bringing import SAID, Bringing, RefusedError, links_of, links_to
from npcrecords.core.history import titled
from npcrecords.core.models import Action, ActionKind, Part, leads_back
from npcrecords.core.reverting import foresee

from .models import Organization, OrganizationAlias, Person, Post

Merged = TypeVar("Merged", Person, Organization)
SHOWN = 5
# What the kept one may take over where it has nothing of its own.
TAKEN: dict[type[Model], tuple[str, ...]] = {
    Person: ("note", "jurisdiction"),
    Organization: ("classification", "jurisdiction", "parent", "predecessor"),
}
# Clashes that merging settles by itself: two become one.
SETTLED = (Post, OrganizationAlias)


@dataclass(frozen=True)
class Moving:
    """The rows that name the merged one by one link: how many, and the first few in words."""

    field: Any
    count: int
    examples: list[str]

    @property
    def label(self) -> str:
        """What the rows are, and as what they name it."""
        return f"{self.field.model._meta.verbose_name}（{self.field.verbose_name}）"

    @property
    def more(self) -> int:
        """How many the examples don't show."""
        return self.count - len(self.examples)


@dataclass(frozen=True)
class Preview:
    """What merging would do: what moves, the columns that the kept one may take over
    (``offered``), and sentences on what stands in the way."""

    moves: list[Moving]
    offered: list[str]
    problems: list[str]


def preview(kept: Merged, merged: Merged) -> Preview:
    """What ``merge()`` would do with all that is offered taken over."""
    if problem := _unfit(kept, merged):
        return Preview([], [], [problem])
    moves = [
        Moving(field, rows.count(), [_words(row) for row in _first(rows)])
        for field, rows in _naming(merged)
        if field.name != "merged_into"
    ]
    taken = offered(kept, merged)
    seen = foresee(lambda: _merge(kept, merged, taken))
    return Preview([move for move in moves if move.count], taken, seen.problems)


def merge(
    *, kept: Merged, merged: Merged, reason: str, by: Any = None, take: Iterable[str] = ()
) -> Action:
    """Make two records one; the action that does so, which can be undone.

    ``take`` names the columns that the kept one takes over, of those ``offered()``.
    Raises RefusedError, with sentences, where the two cannot be one, or no reason is given.
    """
    if not reason.strip():
        raise RefusedError(_("请用一句话写明合并的理由。"))
    words = {"merged": titled(merged), "kept": titled(kept)}
    summary = _("%(merged)s并入%(kept)s") % words
    with history.acting(ActionKind.MERGE, by=by, reason=reason, summary=summary) as recorder:
        model = type(kept)
        ids = sorted({kept.pk, merged.pk})
        held = {row.pk: row for row in model.objects.select_for_update().filter(pk__in=ids)}
        if set(held) != {kept.pk, merged.pk}:
            raise RefusedError(_("要合并的记录已被删除：请重新选择。"))
        if problem := _unfit(held[kept.pk], held[merged.pk]):
            raise RefusedError(problem)
        chosen = [name for name in offered(kept, merged) if name in set(take)]
        _merge(held[kept.pk], held[merged.pk], chosen)
    return recorder.action


def offered(kept: Merged, merged: Merged) -> list[str]:
    """The columns of which only the merged one knows something."""
    return [name for name in TAKEN[type(kept)] if _may_take(kept, merged, name)]


def _may_take(kept: Model, merged: Model, name: str) -> bool:
    value, held = getattr(merged, name), getattr(kept, name)
    if held not in (None, "", merged) or value in (None, "", kept):
        return False
    return not isinstance(value, Model) or not _is_above(kept, value, name)


def _is_above(row: Model, start: Any, link: str) -> bool:
    """Whether ``row`` is met on the way up from ``start``."""
    seen: set[Any] = set()
    while start is not None and start.pk not in seen:
        if start.pk == row.pk:
            return True
        seen.add(start.pk)
        start = getattr(start, link)
    return False


def _first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The first few, with all that their names may need."""
    links = [field.name for field in links_of(rows.model)]
    return rows.select_related(*links).order_by("pk")[:SHOWN]


def _words(row: Any) -> str:
    """What a row is called; a part by the record that it is part of, too."""
    if not isinstance(row, Part):
        return str(row)
    return f"{getattr(row, row.part_of)}：{row}".rstrip("：")


def _unfit(kept: Any, merged: Any) -> str:
    """Why the two cannot be merged at all, as a sentence; "" where they can."""
    if kept.pk == merged.pk:
        return _("两边是同一条记录：请选另一条。")
    for row in (kept, merged):
        if row.merged_into_id is not None:
            return _("%(row)s已经并入别的记录：请选没有并入过的记录。") % {"row": titled(row)}
    return ""


def _naming(row: Any) -> Iterator[tuple[Any, QuerySet[Any]]]:
    """The links that lead to a record's table, each with the rows that name this record."""
    for field in links_to(type(row)):
        yield field, field.model._default_manager.filter(**{field.name: row})


def _merge(kept: Any, merged: Any, take: Iterable[str]) -> list[str]:
    """Do it. Raises RefusedError."""
    problems = [*_clashes(kept, merged), *_loops(kept, merged)]
    if problems:
        raise RefusedError(*problems[:SAID])
    bringing = Bringing(cleaning=False)  # who is named in a row says nothing of the rest of it
    kept, merged = (type(row)._default_manager.get(pk=row.pk) for row in (kept, merged))
    put = bringing.put
    put[type(kept), kept.pk] = kept
    put[type(merged), merged.pk] = merged
    for field, rows in _naming(merged):
        for row in rows:
            setattr(put.setdefault((type(row), row.pk), row), field.name, kept)
    _free_of_itself(kept, merged)
    for name in take:
        setattr(kept, name, getattr(merged, name))
    merged.merged_into = kept
    if isinstance(kept, Organization):
        _join_posts(kept, bringing)
        _join_aliases(kept, merged, bringing)
    bringing.bring()
    return bringing.emptied


def _free_of_itself(kept: Any, merged: Any) -> None:
    """What stood under (or came after) the merged one stands under what is above that."""
    for field in type(kept)._meta.concrete_fields:
        if field.related_model is type(kept) and getattr(kept, field.attname) == kept.pk:
            above = getattr(merged, field.attname)
            setattr(kept, field.attname, None if above == kept.pk else above)


def _join_posts(kept: Organization, bringing: Bringing) -> None:
    """Posts of the same title become one: that of the kept one."""
    put = bringing.put
    own = {post.title: post for post in Post.objects.filter(organization=kept)}
    for key, post in list(put.items()):
        if not isinstance(post, Post) or post.title not in own:
            continue
        del put[key]
        bringing.drop[Post].add(post.pk)
        for field, rows in _naming(post):
            for row in rows:
                setattr(put.setdefault((type(row), row.pk), row), field.name, own[post.title])


def _join_aliases(kept: Organization, merged: Organization, bringing: Bringing) -> None:
    """The aliases move, but those that the kept one has; the merged one's name is one more."""
    known = {(kept.name, kept.jurisdiction)}
    known |= set(kept.alias_set.values_list("name", "jurisdiction"))
    for key, alias in list(bringing.put.items()):
        if not isinstance(alias, OrganizationAlias):
            continue
        name = (alias.name, alias.jurisdiction)
        if name in known or alias.name == kept.name:
            del bringing.put[key]
            bringing.drop[OrganizationAlias].add(alias.pk)
        known.add(name)
    if (merged.name, merged.jurisdiction) not in known:
        bringing.make.append(
            OrganizationAlias(organization=kept, name=merged.name, jurisdiction=merged.jurisdiction)
        )


# What stands in the way


def _clashes(kept: Any, merged: Any) -> Iterator[str]:
    """Rows of the two that a rule allows once alone: two sessions of one number …"""
    for field in links_to(type(kept)):
        for rule in field.model._meta.constraints:
            if (
                isinstance(rule, UniqueConstraint)
                and field.name in rule.fields
                and field.model not in SETTLED
            ):
                yield from _twice(field, rule, kept, merged)


def _twice(field: Any, rule: UniqueConstraint, kept: Any, merged: Any) -> Iterator[str]:
    others = [name for name in rule.fields if name != field.name]
    rows = field.model._default_manager.filter(rule.condition or Q()).order_by("pk")
    by_key = {
        tuple(getattr(row, name) for name in others): row
        for row in rows.filter(**{field.name: kept})
    }
    for row in rows.filter(**{field.name: merged}):
        same = by_key.get(tuple(getattr(row, name) for name in others))
        if same is not None:
            yield _(
                "%(rule)s%(kept)s（编号 %(kept_id)s）和%(merged)s（编号 %(merged_id)s）"
                "是同一个，要先改正或删除其中一个，再来合并。"
            ) % {
                "rule": rule.get_violation_error_message(),
                "kept": titled(same),
                "kept_id": same.pk,
                "merged": titled(row),
                "merged_id": row.pk,
            }


def _loops(kept: Any, merged: Any) -> Iterator[str]:
    """One that stands far above the other cannot be it."""
    said = {
        "parent": _("%(kept)s在%(merged)s之下，中间还隔着%(between)s：请先改正上级机构。"),
        "predecessor": _("%(kept)s由%(merged)s演变而来，中间还隔着%(between)s：请先改正前身。"),
    }
    for link, message in said.items():
        if isinstance(kept, Person):
            return
        between = getattr(kept, link)
        if between is None or between.pk == merged.pk or leads_back(kept, link):
            continue
        if _is_above(merged, between, link):
            yield message % {
                "kept": titled(kept),
                "merged": titled(merged),
                "between": titled(between),
            }
