"""Finding what the cells of a sheet name, for all its rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ..lookup import closed
from ..models import Appointment, Organization, OrganizationAlias, Person, Post
from .columns import LINKS, NEEDED, CellError, text
from .files import Cell

CHUNK = 500
Row = dict[str, Cell]


def _chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


class Lookups:
    """What the records hold of the names and numbers in the rows of a sheet: a few queries for
    every 500 different names."""

    def __init__(self, rows: list[Row]) -> None:
        self.acts = self._acts(rows)
        self.people = self._people(rows)
        self.held = self._held()
        self.organizations = self._organizations(rows)
        self.posts = self._posts()
        self.links = {head: self._links(head, name, rows) for head, name in LINKS.items()}

    def _acts(self, rows: list[Row]) -> dict[int, Appointment]:
        ids = {int(said) for row in rows if is_number(said := text(row.get("编号")))}
        found: dict[int, Appointment] = {}
        for chunk in _chunks(ids):
            acts = Appointment.objects.select_related(*NEEDED).order_by()
            found |= acts.in_bulk(chunk)
        return found

    def _people(self, rows: list[Row]) -> dict[str, list[Person]]:
        names = {closed(text(row.get("姓名"))) for row in rows} - {""}
        found: dict[str, list[Person]] = defaultdict(list)
        for chunk in _chunks(names):
            held = Person.objects.filter(name__in=chunk, merged_into=None)
            for person in held.order_by("pk"):
                found[person.name].append(person)
        return found

    def _held(self) -> dict[tuple[Any, ...], int]:
        """The acts of these persons, by person, post, act and date."""
        ids = {person.pk for bearers in self.people.values() for person in bearers}
        found: dict[tuple[Any, ...], int] = {}
        for chunk in _chunks(ids):
            acts = Appointment.objects.filter(person__in=chunk).exclude(post=None).order_by("-pk")
            for pk, *key in acts.values_list("pk", "person_id", "post_id", "act", "date"):
                found[tuple(key)] = pk
        return found

    def _organizations(self, rows: list[Row]) -> dict[str, list[Organization]]:
        names = {text(row.get("机构")) for row in rows} - {""}
        found: dict[str, dict[int, Organization]] = defaultdict(dict)
        for chunk in _chunks(names):
            held = Organization.objects.filter(name__in=chunk, merged_into=None)
            for row in held.order_by("pk"):
                found[row.name][row.pk] = row
            aliases = OrganizationAlias.objects.filter(
                name__in=chunk, organization__merged_into=None
            )
            for alias in aliases.select_related("organization").order_by("pk"):
                if alias.name not in found or alias.organization_id in found[alias.name]:
                    found[alias.name][alias.organization_id] = alias.organization
        return {name: list(held.values()) for name, held in found.items()}

    def _posts(self) -> dict[tuple[int, str], Post]:
        ids = {row.pk for held in self.organizations.values() for row in held}
        found: dict[tuple[int, str], Post] = {}
        for chunk in _chunks(ids):
            for post in Post.objects.filter(organization__in=chunk).select_related("organization"):
                found[post.organization_id, post.title] = post
        return found

    def _links(self, head: str, name: str, rows: list[Row]) -> dict[str, list[Any]]:
        """The records that the cells of a column name, by number and by full name."""
        model: Any = Appointment._meta.get_field(name).related_model
        said = {text(row.get(head)) for row in rows} - {""}
        ids = {int(first) for cell in said if is_number(first := cell.split()[0])}
        column = {"文件": "title", "会议": "name", "公报": "label"}[head]
        needed = {"文件": ("bulletin__session", "adopted_by"), "公报": ("session",)}.get(head, ())
        found: dict[str, list[Any]] = defaultdict(list)
        rows_ = model._default_manager.select_related(*needed).order_by("pk")
        for chunk in _chunks(ids):
            for pk, row in rows_.in_bulk(chunk).items():
                found[str(pk)].append(row)
        for names in _chunks(cell for cell in said if not is_number(cell.split()[0])):
            for row in rows_.filter(**{f"{column}__in": names}):
                found[getattr(row, column)].append(row)
        return found

    def link(self, head: str, cell: Cell) -> Any:
        """The record that a cell names: by its number, or by its full name where only one is
        called so. Raises CellError."""
        said = text(cell)
        if not said:
            return None
        first = said.split()[0]
        key = str(int(first)) if is_number(first) else said
        found = self.links[head].get(key, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise CellError(_("有 %(count)d 条记录叫这个名称：请写编号。") % {"count": len(found)})
        raise CellError(_("没有这条记录：请写它的编号，或与记录完全相同的名称。"))


def is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < 18
