"""How many opinions there are of each state, year, addressee and committee.

The counts of one of them respect the filters on the others, so that each says how many rows its
link leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from people.models import Organization
from sessions.choices import OpinionState

from ..counted import Counted, Dimension
from .asking import UNDATED, Asked, narrowed

MOST = 30  # addressees or committees that are named; the form finds the others


def dimensions(rows: QuerySet[Any], wanted: Asked) -> list[Dimension]:
    """What stands beside the table; ``rows`` are ``table.as_of`` of the day. Five queries."""
    rows = rows.order_by()
    return [_states(rows, wanted), _years(rows, wanted), *_organizations(rows, wanted)]


def _states(rows: QuerySet[Any], wanted: Asked) -> Dimension:
    found = narrowed(rows, wanted, but="state").values_list("state")
    held = dict(found.annotate(number=Count("pk")))
    counts = [
        Counted(str(state.label), held.get(state, 0), wanted.query(state=state), chosen)
        for state in OpinionState
        if (chosen := state in wanted.state) or state in held
    ]
    return Dimension("state", _("状态"), counts, wanted.query(state=""))


def _years(rows: QuerySet[Any], wanted: Asked) -> Dimension:
    found = narrowed(rows, wanted, but="year").values_list(ExtractYear("adopted_on"))
    held: dict[int | None, int] = dict(found.annotate(number=Count("pk")))
    asked = {None if year == UNDATED else int(year) for year in wanted.year}
    counts = []
    for year in sorted(held.keys() | asked, key=lambda one: -(one or 0)):
        value = UNDATED if year is None else str(year)
        words = _("日期不详") if year is None else _("%(year)s年") % {"year": year}
        query = wanted.query(year=value)
        counts.append(Counted(words, held.get(year, 0), query, value in wanted.year))
    return Dimension("year", _("通过年份"), counts, wanted.query(year=""))


def _organizations(rows: QuerySet[Any], wanted: Asked) -> Iterable[Dimension]:
    """Addressees and committees, those with most opinions first."""
    printed = Case(When(addressee_organization=None, then=F("addressee")), default=Value(""))
    addressees = list(
        narrowed(rows, wanted, but="addressee")
        .values_list("addressee_organization", printed)
        .annotate(number=Count("pk"))
    )
    of_body = narrowed(rows, wanted, but="body").values_list("body")
    bodies = list(of_body.annotate(number=Count("pk")))
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
