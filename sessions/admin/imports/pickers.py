"""Choosing persons and organisations of a record under review: by typing part of the name,
from those the record names, those held already, or a new one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import JsonResponse
from django.utils.translation import gettext as _

from people.lookup import organizations_like, people_like
from people.models import Organization, OrganizationAlias, Person

from ...review.choosing import ORGANIZATIONS, PEOPLE, Chosen
from ...review.drafts import Data
from ...review.identity import told_apart
from ...review.kinds import format_of

MOST = 20


class Picker(forms.Select):
    """A select of one option whose others are asked for while one types."""

    def __init__(self, url: str, chosen: tuple[str, str] | None) -> None:
        super().__init__(
            attrs={
                "class": "admin-autocomplete",
                "data-ajax--url": url,
                "data-ajax--delay": 250,
                "data-ajax--cache": "true",
                "data-theme": "admin-autocomplete",
                "data-allow-clear": "true",
                "data-placeholder": "",
            },
            choices=[("", ""), *([chosen] if chosen else [])],
        )

    @property
    def media(self) -> forms.Media:
        return AutocompleteSelect(Person._meta.get_field("merged_into"), None).media  # type: ignore[arg-type]


class EntityField(forms.Field):
    """Who was chosen, as ``Chosen``; None for nobody."""

    def __init__(
        self, *, among: str, url: str, chosen: tuple[str, str] | None, **kwargs: Any
    ) -> None:
        super().__init__(widget=Picker(url, chosen), **kwargs)
        self.among = among

    def to_python(self, value: Any) -> Chosen | None:
        return Chosen.of(self.among, str(value)) if value else None


def choices(data: Data, among: str, term: str) -> JsonResponse:
    """The choices for what was typed, as select2 takes them."""
    term = term.strip()[:50]
    find = _people if among == PEOPLE else _organizations
    results = list(find(data, term))
    return JsonResponse({"results": results, "pagination": {"more": False}})


def label_of(data: Data, among: str, key: str) -> str:
    """How somebody whom the record names is called in a picker."""
    item = next((one for one in data[among] if one["key"] == key), None)
    if item is None:
        return key
    note = item.get("note", "")
    return f"{item['name']}（{note}）" if note else str(item["name"])


def _people(data: Data, term: str) -> Iterator[dict[str, str]]:
    yield from _of_record(data, PEOPLE, term)
    rows = Person.objects.filter(merged_into=None).order_by("name", "pk")
    if term:
        rows = rows.filter(people_like(term))
    found = list(rows[:MOST])
    held = told_apart(found)
    for row in found:
        words = " · ".join(filter(None, (str(row), row.jurisdiction, held.get(row.pk, ""))))
        yield {"id": f"id:{row.pk}", "text": words}
    if term:
        yield {"id": f"new:{term}", "text": _("＋ 新人员“%(name)s”") % {"name": term}}


def _organizations(data: Data, term: str) -> Iterator[dict[str, str]]:
    yield from _of_record(data, ORGANIZATIONS, term)
    rows = Organization.objects.filter(merged_into=None).order_by("name", "pk")
    if term:
        rows = rows.filter(organizations_like(term))
    found = list(rows[:MOST])
    aliases: dict[int, list[str]] = {}
    for alias in OrganizationAlias.objects.filter(organization__in=found):
        aliases.setdefault(alias.organization_id, []).append(alias.name)
    for row in found:
        outside = row.jurisdiction if row.jurisdiction not in row.name else ""
        words = " · ".join(filter(None, (row.name, outside, "、".join(aliases.get(row.pk, ())))))
        yield {"id": f"id:{row.pk}", "text": words}
    if term:
        yield {"id": f"new:{term}", "text": _("＋ 新机构“%(name)s”") % {"name": term}}


def _of_record(data: Data, among: str, term: str) -> Iterator[dict[str, str]]:
    """Those that the record names, with their printed short names."""
    number = 0
    for item in data[among]:
        names = [item["name"], *item.get("aliases", ())]
        if any(term in name for name in names) and number < MOST:
            number += 1
            label = label_of(data, among, item["key"])
            yield {
                "id": f"key:{item['key']}",
                "text": _("%(name)s（%(here)s）") % {"name": label, "here": format_of(data).here},
            }
