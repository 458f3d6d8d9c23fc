"""The filters of the people app's lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from npcrecords.rest.filters import Codes, Days, Flags, Many, Named, Numbers, Texts
from npcrecords.rest.lists import NOTHING

from ..choices import ACTS_BY_EFFECT, Act, Classification, DeputyChangeKind, Effect
from ..lookup import (
    organization_ids,
    organizations_called,
    organizations_like,
    people_called,
    people_like,
    posts_called,
)
from ..models import AppointmentTelling, DeputyChangeTelling
from ..queries import with_descendants, with_predecessors
from .sources import ToldIn


def person(field_name: str = "person", printed: str = "") -> Named:
    """A person by id, name or pinyin; ``printed`` is the column with the name as printed."""
    return Named(field_name, find=people_called, printed=printed)


def organization(field_name: str = "organization") -> Named:
    """An organisation by id, name or alias."""
    return Named(field_name, find=organizations_called)


class Like(Many):
    """What is found by any of the words; ``like`` gives the condition of one word."""

    def __init__(self, *, like: Callable[[str], Q], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.like = like

    def condition(self, values: Sequence[str]) -> Q:
        return reduce(or_, map(self.like, values))


class EffectFilter(Codes):
    """The effect of an act, which the act tells."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(act__in=[act for value in values for act in ACTS_BY_EFFECT[Effect(value)]])


class OrganizationName(Many):
    """The whole name of an organisation, or one of its aliases."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(pk__in=organizations_called([], values))


class OrganizationFilters(FilterSet):
    name = OrganizationName()
    q = Like(like=organizations_like)
    jurisdiction = Texts("jurisdiction")
    classification = Codes("classification", codes=Classification)
    parent = organization("parent")


class PostFilters(FilterSet):
    organization = organization()
    title = Texts("title")


class PersonName(Many):
    """The whole name of a person."""

    def condition(self, values: Sequence[str]) -> Q:
        return Q(pk__in=people_called([], values))


class PersonFilters(FilterSet):
    name = PersonName()
    q = Like(like=people_like)
    jurisdiction = Texts("jurisdiction")


REACH: dict[str, Any] = {
    "include_children": _("1：与 organization 合用，连同下属机构的职务。"),
    "include_predecessors": _("1：与 organization 合用，连同更名、合并前的机构。"),
}


def meant(values: dict[str, Any]) -> list[str]:
    """The words of ``organization``; where the flags of ``REACH`` ask for more, the ids of these
    organisations, of what they came of, and of all that stand below them. At most three
    queries."""
    words: list[str] = values["organization"]
    before, below = any(values["include_predecessors"]), any(values["include_children"])
    if not words or not (before or below):
        return words
    found = set(organization_ids(words))
    if before:
        found = with_predecessors(found)
    if below:
        found = with_descendants(found)
    return [str(pk) for pk in found] or [str(NOTHING)]


class AppointmentFilters(FilterSet):
    person = person(printed="person_name")
    organization = organization("post__organization")
    include_children = Flags(help_text=REACH["include_children"], method="passed")
    include_predecessors = Flags(help_text=REACH["include_predecessors"], method="passed")
    post = Named("post", find=posts_called)
    act = Codes("act", codes=Act)
    effect = EffectFilter(codes=Effect)
    date_after = Days("date", bound="after")
    date_before = Days("date", bound="before")
    session = Numbers("session_id")
    document = Numbers("document_id")
    told_in = ToldIn(telling=AppointmentTelling)
    bulletin = Numbers("bulletin_id")
    to_be_filed = Flags("to_be_filed")

    def passed(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """A flag of ``REACH``: it says how ``organization`` is read, and filters nothing."""
        return rows

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        values = self.form.cleaned_data
        values["organization"] = meant(values)
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        return rows


class DeputyChangeFilters(FilterSet):
    person = person(printed="person_name")
    congress = organization("congress")
    electoral_unit = Texts("electoral_unit")
    change = Codes("change", codes=DeputyChangeKind)
    term = Numbers("term")
    date_after = Days("date", bound="after")
    date_before = Days("date", bound="before")
    document = Numbers("document_id")
    told_in = ToldIn(telling=DeputyChangeTelling)
    bulletin = Numbers("bulletin_id")
