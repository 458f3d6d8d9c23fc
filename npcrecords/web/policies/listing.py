"""The list of policy documents: what its address asks for, the rows that answer it, the counts
beside its filters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.translation import gettext as _

from people.lookup import organization_ids
from people.models import Organization
from sessions.choices import PartyRole
from sessions.models import Policy, PolicyParty
from sessions.policy_queries import unit_is, with_counts

from ..counted import Counted, Dimension
from ..parameters import MOST, ids_and_names, plain, values_of

UNDATED = "none"
ORDERS = ("issued_on", "title", "tasks_count", "measures_count")
NEWEST_FIRST = "-issued_on"
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Of each filter, several values are OR; filters are AND."""

    q: str = ""
    issuer: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    ordering: str = NEWEST_FIRST
    refused: tuple[str, ...] = ()

    def query(self, **changes: str) -> str:
        """The parameters of this question, some of them changed."""
        said: dict[str, object] = {"q": self.q, "issuer": self.issuer, "year": self.year}
        said["ordering"] = "" if self.ordering == NEWEST_FIRST else self.ordering
        kept = {name: value for name, value in (said | changes).items() if value}
        return f"{urlencode(kept, doseq=True)}&" if kept else ""

    @property
    def everything(self) -> str:
        return self.query(q="", issuer="", year="")

    @property
    def hidden(self) -> list[tuple[str, tuple[str, ...]]]:
        """What a form keeps that asks for other words."""
        kept = [("issuer", self.issuer), ("year", self.year)]
        return kept + ([("ordering", (self.ordering,))] if self.ordering != NEWEST_FIRST else [])

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.issuer or self.year)


def asked(query: QueryDict) -> Asked:
    """What these parameters mean; what means nothing is refused with a sentence."""
    refused = []
    years = values_of(query, "year")
    refused += [
        _("“%(year)s”不是年份：请写成 2024 这样。") % {"year": year}
        for year in years
        if not _is_year(year)
    ]
    ordering = query.get("ordering", "") or NEWEST_FIRST
    if ordering.removeprefix("-") not in ORDERS:
        said = _("不能按“%(ordering)s”排序：可用的有 %(known)s。")
        refused.append(said % {"ordering": ordering[:MOST], "known": "、".join(ORDERS)})
        ordering = NEWEST_FIRST
    return Asked(
        q=plain(query.get("q", "")),
        issuer=values_of(query, "issuer", 300),
        year=tuple(filter(_is_year, years)),
        ordering=ordering,
        refused=tuple(refused),
    )


def _is_year(word: str) -> bool:
    return word == UNDATED or _YEAR.fullmatch(word) is not None


def narrowed(wanted: Asked, *, but: str = "") -> QuerySet[Policy]:
    """The public documents that are asked for; ``but`` names a filter that is left out."""
    rows = Policy.objects.public()
    if wanted.year and but != "year":
        years = [int(year) for year in wanted.year if year != UNDATED]
        found = Q(issued_on__year__in=years) if years else Q(pk__in=())
        rows = rows.filter(found | (Q(issued_on=None) if UNDATED in wanted.year else Q(pk__in=())))
    if wanted.issuer and but != "issuer":
        names = ids_and_names(wanted.issuer)[1]
        meant = unit_is(organization_ids(wanted.issuer), names)
        parties = PolicyParty.objects.order_by().filter(meant, role=PartyRole.ISSUER)
        rows = rows.filter(pk__in=parties.values("policy"))
    for word in wanted.q.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(enclosed_title__icontains=word)
            | Q(number__icontains=word)
            | Q(abstract__icontains=word)
        )
    return rows


def listed(wanted: Asked) -> QuerySet[Any]:
    """The rows with their counts and who issued them, in order. A query more for the issuers."""
    name = wanted.ordering.removeprefix("-")
    column = F(name)
    down = name != wanted.ordering
    first = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
    issuers = PolicyParty.objects.filter(role=PartyRole.ISSUER).order_by("order", "id")
    rows = with_counts(narrowed(wanted)).order_by(first, "-id")
    return rows.prefetch_related(
        Prefetch("parties", issuers.select_related("organization"), to_attr="issuers")
    )


def dimensions(wanted: Asked) -> list[Dimension]:
    """The counts beside the filters: three queries."""
    return [_issuers(wanted), _years(wanted)]


def _issuers(wanted: Asked) -> Dimension:
    """The organisations, and the names of those not settled, those with most documents first."""
    of_these = narrowed(wanted, but="issuer").order_by().values("pk")
    parties = PolicyParty.objects.order_by().filter(role=PartyRole.ISSUER, policy__in=of_these)
    named = parties.exclude(organization=None).values_list("organization")
    printed = parties.filter(organization=None).values_list("name")
    held = list(named.annotate(number=Count("policy", distinct=True)))
    names = dict(
        Organization.objects.filter(pk__in=[pk for pk, _number in held]).values_list("pk", "name")
    )
    counts = [
        _count(wanted, "issuer", str(pk), names[pk], number) for pk, number in held if pk in names
    ]
    counts += [
        _count(wanted, "issuer", name, name, number, _("未认定机构"))
        for name, number in printed.annotate(number=Count("policy", distinct=True))
    ]
    counts.sort(key=lambda one: (not one.chosen, -one.number, one.words))
    return Dimension("issuer", _("发文机关"), counts, wanted.query(issuer=""))


def _years(wanted: Asked) -> Dimension:
    found = narrowed(wanted, but="year").order_by().values_list(ExtractYear("issued_on"))
    held: dict[int | None, int] = dict(found.annotate(number=Count("pk")))
    counts = []
    for year in _in_order(held):
        value = UNDATED if year is None else str(year)
        words = _("日期不详") if year is None else _("%(year)s年") % {"year": year}
        counts.append(_count(wanted, "year", value, words, held[year]))
    return Dimension("year", _("成文年份"), counts, wanted.query(year=""))


def _in_order(years: Iterable[int | None]) -> list[int | None]:
    """The newest first, the unknown last."""
    return sorted(years, key=lambda one: -(one or 0))


def _count(
    wanted: Asked, name: str, value: str, words: str, number: int, note: str = ""
) -> Counted:
    chosen = value in getattr(wanted, name) or words in getattr(wanted, name)
    return Counted(words, number, wanted.query(**{name: value}), chosen, note)
