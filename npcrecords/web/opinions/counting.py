"""How many opinions there are of each state, year, addressee and committee.

The counts of one of them respect the filters on the others, so that each says how many rows its
link leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from people.models import Organization
from sessions.choices import OpinionState

from .asking import UNDATED, Asked, narrowed
from .table import as_of

MOST = 30  # addressees or committees that are named; the form finds the others


@dataclass(frozen=True, slots=True)
class Counted:
    """So many opinions, and the parameters that ask for just these."""

    words: str
    number: int
    query: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """``every`` are the parameters that take the filter away."""

    name: str
    words: str
    counts: list[Counted]
    every: str
    left_out: int = 0

    @property
    def is_narrowed(self) -> bool:
        return any(one.chosen for one in self.counts)


def dimensions(wanted: Asked) -> list[Dimension]:
    """What stands beside the table. Five queries."""
    return [_states(wanted), _years(wanted), *_organizations(wanted)]


def _rows(wanted: Asked, but: str) -> QuerySet[Any]:
    return narrowed(as_of(wanted.on), wanted, but=but).order_by()


def _states(wanted: Asked) -> Dimension:
    rows = _rows(wanted, "state").values_list("state").annotate(number=Count("pk"))
    held = dict(rows)
    counts = [
        Counted(str(state.label), held.get(state, 0), wanted.query(state=state), chosen)
        for state in OpinionState
        if (chosen := state in wanted.state) or state in held
    ]
    return Dimension("state", _("状态"), counts, wanted.query(state=""))


def _years(wanted: Asked) -> Dimension:
    rows = _rows(wanted, "year").values_list(ExtractYear("adopted_on"))
    held: dict[int | None, int] = dict(rows.annotate(number=Count("pk")))
    asked = {None if year == UNDATED else int(year) for year in wanted.year}
    counts = []
    for year in sorted(held.keys() | asked, key=lambda one: -(one or 0)):
        value = UNDATED if year is None else str(year)
        words = _("日期不详") if year is None else _("%(year)s年") % {"year": year}
        query = wanted.query(year=value)
        counts.append(Counted(words, held.get(year, 0), query, value in wanted.year))
    return Dimension("year", _("通过年份"), counts, wanted.query(year=""))


def _organizations(wanted: Asked) -> Iterable[Dimension]:
    """Addressees and committees, those with most opinions first."""
    printed = Case(When(addressee_organization=None, then=F("addressee")), default=Value(""))
    addressees = list(
        _rows(wanted, "addressee")
        .values_list("addressee_organization", printed)
        .annotate(number=Count("pk"))
    )
    bodies = list(_rows(wanted, "body").values_list("body").annotate(number=Count("pk")))
    ids = {one for one, *_rest in [*addressees, *bodies] if one is not None}
    named = Organization.objects.in_bulk(ids)
    counts = []
    for pk, text, number in addressees:
        if pk in named:
            query = wanted.query(addressee=str(pk), addressee_printed="")
            chosen = _means(wanted.addressee, named[pk])
            counts.append(Counted(named[pk].name, number, query, chosen, named[pk].jurisdiction))
        elif text:
            query = wanted.query(addressee="", addressee_printed=text)
            chosen = text in wanted.addressee_printed
            counts.append(Counted(text, number, query, chosen, _("未认定机构")))
    every = wanted.query(addressee="", addressee_printed="")
    yield _largest("addressee", _("交办对象"), counts, every)
    counts = [
        Counted(named[pk].name, number, wanted.query(body=str(pk)), _means(wanted.body, named[pk]))
        for pk, number in bodies
        if pk in named
    ]
    yield _largest("body", _("常委会"), counts, wanted.query(body=""))


def _means(values: tuple[str, ...], organization: Organization) -> bool:
    return str(organization.pk) in values or organization.name in values


def _largest(name: str, words: str, counts: list[Counted], every: str) -> Dimension:
    ranked = sorted(counts, key=lambda one: (not one.chosen, -one.number, one.words))
    return Dimension(name, words, ranked[:MOST], every, max(len(ranked) - MOST, 0))
