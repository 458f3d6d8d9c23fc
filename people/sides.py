"""What is known of a person or an organisation, for a reader who has to tell whether two
are one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from npcrecords.core.wording import date_text

from .models import Organization, Person

SHOWN = 12


@dataclass(frozen=True)
class Known:
    """The first of what is known of one kind, in words, and how many there are in all."""

    heading: str
    lines: list[str]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Side:
    """One of two records that may be one; ``years`` is when it is told of (``2021–2024``)."""

    row: Any
    facts: list[tuple[str, str]]
    years: str
    known: list[Known]


def side_of(row: Person | Organization) -> Side:
    """What is known of a record: a fixed number of queries."""
    return _person(row) if isinstance(row, Person) else _organization(row)


def _person(row: Any) -> Side:
    acts = row.appointments.select_related("session").order_by("date", "pk")
    attended = row.attendances.select_related("session").order_by("session__start_date", "pk")
    changes = row.deputy_changes.order_by("date", "pk")
    written = row.authorships.select_related("document").order_by("document_id", "pk")
    known = [
        _known(_("任免"), acts, _act),
        _known(_("出席列席的会议"), attended, lambda one: f"{one.session}：{_roles(one)}"),
        _known(_("代表变动"), changes, lambda one: f"{_day(one)} {one}".strip()),
        _known(_("署名的文件"), written, lambda one: f"{one.document}（{one.role or one.text}）"),
    ]
    days = [
        *acts.values_list("date", flat=True),
        *changes.values_list("date", flat=True),
        *attended.values_list("session__start_date", flat=True),
    ]
    return Side(row, _facts(row, ("note", "jurisdiction")), _years(days), _some(known))


def _organization(row: Any) -> Side:
    sessions = row.sessions.order_by("start_date", "pk")
    bulletins = row.bulletins.select_related("issuer").order_by("term", "number", "pk")
    known = [
        _known(_("简称"), row.alias_set.order_by("name", "pk"), str),
        _known(_("职务"), row.posts.order_by("title", "pk"), lambda one: one.title),
        _known(_("下级机构"), row.children.order_by("name", "pk"), str),
        _known(_("会议"), sessions, str),
        _known(_("公报"), bulletins, str),
    ]
    facts = ("classification", "jurisdiction", "parent", "predecessor")
    days = [
        *sessions.values_list("start_date", flat=True),
        *row.posts.values_list("appointments__date", flat=True),
    ]
    return Side(row, _facts(row, facts), _years(days), _some(known))


def _known(heading: str, rows: QuerySet[Any], words: Any) -> Known:
    return Known(heading, [words(one) for one in rows[:SHOWN]], rows.count())


def _some(known: Iterable[Known]) -> list[Known]:
    return [one for one in known if one.count]


def _facts(row: Any, names: Iterable[str]) -> list[tuple[str, str]]:
    """Columns with their values in words, those that say something."""
    found: list[tuple[str, str]] = []
    for name in names:
        shown = getattr(row, f"get_{name}_display", None)
        value = shown() if shown is not None else getattr(row, name)
        found.append((str(row._meta.get_field(name).verbose_name), str(value or "")))
    return found


def _act(act: Any) -> str:
    words = f"{_day(act)} {act.get_act_display()} {act.post_text or act.post}"
    return f"{words.strip()}（{act.session}）" if act.session else words.strip()


def _day(row: Any) -> str:
    return date_text(row.date, row.date_precision, row.date_text)


def _roles(attendance: Any) -> str:
    return "、".join(map(str, attendance.roles)) or attendance.get_status_display()


def _years(days: Iterable[dt.date | None]) -> str:
    years = sorted({day.year for day in days if day is not None})
    if not years:
        return ""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
