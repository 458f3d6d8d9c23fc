"""Checks of persons who may be held twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from people.models import Appointment, Person

from .found import INFO, WARNING, Found, finding

# The dots of names from other languages, and blanks: one name is printed in several ways.
_DOTS = r"[\s·•‧・∙⋅●．.]"


def homonyms() -> Iterator[Found]:
    """Several persons of one name in one place: homonyms, or one person held twice."""
    several = (
        _unmerged()
        .order_by()
        .values("name", "jurisdiction")
        .annotate(bearers=Count("pk"))
        .filter(bearers__gt=1)
    )
    rows = _unmerged().filter(name__in=several.values("name"))
    for same in _grouped(rows, lambda row: (row.name, row.jurisdiction)):
        if len(same) > 1:
            yield _of_persons(
                "same_name",
                INFO,
                same,
                _(
                    "%(place)s有 %(count)d 位“%(name)s”：%(notes)s。"
                    "确是同一人的，请合并；不是的，请写明区别说明。"
                ),
                count=len(same),
                notes=_("、").join(row.note or _("无说明") for row in same),
            )


def spelled_alike() -> Iterator[Found]:
    """Persons of one place whose names differ in dots and blanks alone."""
    dotted = list(_unmerged().filter(name__regex=_DOTS))
    bare = {re.sub(_DOTS, "", row.name) for row in dotted}
    rows = [*dotted, *_unmerged().filter(name__in=bare)]
    for same in _grouped(rows, lambda row: (re.sub(_DOTS, "", row.name), row.jurisdiction)):
        if len({row.name for row in same}) > 1:
            yield _of_persons(
                "names_spelled_alike",
                WARNING,
                same,
                _(
                    "%(place)s的%(names)s只差间隔号或空格，多半是同一人。"
                    "请核对；是同一人的，请合并。"
                ),
                names=_("、").join(f"“{row.name}”" for row in same),
            )


def known_elsewhere() -> Iterator[Found]:
    """Persons of one name in several places who were appointed to one post, or removed from
    it: somebody who moved, or whose post two places tell of. (The name alone says nothing:
    most bearers of one name in two places are two.)"""
    shared = (
        _unmerged()
        .order_by()
        .values("name")
        .annotate(places=Count("jurisdiction", distinct=True))
        .filter(places__gt=1)
    )
    acts = (
        Appointment.objects.order_by()
        .filter(person__merged_into=None, person__name__in=shared.values("name"))
        .exclude(post=None)
        .values_list("person_id", "person__name", "post__organization__name", "post__title")
        .distinct()
    )
    of_post: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for pk, *post in acts:
        name, organization, title = post
        of_post[name, organization, title].add(pk)
    several = {key: ids for key, ids in of_post.items() if len(ids) > 1}
    rows = Person.objects.in_bulk({pk for ids in several.values() for pk in ids})
    told: set[frozenset[int]] = set()
    for (_name, organization, title), ids in sorted(several.items()):
        same = [rows[pk] for pk in sorted(ids)]
        if len({row.jurisdiction for row in same}) < 2 or frozenset(ids) in told:
            continue
        told.add(frozenset(ids))
        yield _of_persons(
            "same_person_elsewhere",
            INFO,
            same,
            _(
                "%(places)s各有一位“%(name)s”，都任过或免过“%(post)s”，多半是同一人。"
                "请核对；是同一人的，请合并。"
            ),
            post=f"{organization}{title}",
            places=_("、").join(row.jurisdiction or _("未写行政区域") for row in same),
        )


def _unmerged() -> Any:
    return Person.objects.filter(merged_into=None).order_by("name", "jurisdiction", "pk")


def _grouped(rows: Iterable[Person], key: Any) -> Iterator[list[Person]]:
    groups: dict[Any, dict[int, Person]] = defaultdict(dict)
    for row in rows:
        groups[key(row)][row.pk] = row
    for group in groups.values():
        yield [group[pk] for pk in sorted(group)]


def _of_persons(
    code: str, severity: str, same: Sequence[Person], message: str, **values: object
) -> Found:
    first = same[0]
    return finding(
        code,
        severity,
        "people",
        first.pk,
        message
        % {
            "place": first.jurisdiction or _("未写行政区域的人员中"),
            "name": first.name,
            **values,
        },
        {"persons": [[row.pk, row.name, row.jurisdiction, row.note] for row in same]},
    )
