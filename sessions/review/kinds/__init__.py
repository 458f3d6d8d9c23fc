"""What of a record people look over and mend: the kinds of items of each format, and the pages
on which they stand.

An item is a part of the record file with a key of its own (an attendee, a document, a row of a
register), or the bulletin, the session or the policy document itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ...choices import ImportKind
from ...importer import record as rec
from . import documents as d
from . import meetings as m
from . import outcomes as o
from . import policies as p
from .fields import (
    ANCHORS,
    CHOICE,
    CHOICES,
    DAY,
    FLAG,
    KEY,
    LINES,
    LONG,
    NUMBER,
    ORGANIZATION,
    PERSON,
    TEXT,
    Field,
    Kind,
    Rows,
    Step,
)
from .named import ORGANIZATIONS, PEOPLE

__all__ = [
    "ANCHORS",
    "CHOICE",
    "CHOICES",
    "DAY",
    "FLAG",
    "FORMATS",
    "KEY",
    "KINDS",
    "LINES",
    "LONG",
    "NUMBER",
    "ORGANIZATION",
    "PERSON",
    "STEP_OF",
    "TEXT",
    "AnyRecord",
    "Field",
    "Format",
    "Kind",
    "Rows",
    "Step",
    "format_of",
    "kinds_within",
]

AnyRecord = rec.Record | rec.PolicyRecord


@dataclass(frozen=True)
class Format:
    """A kind of record files. ``head`` is the item that the record is of, which has the place;
    ``kinds`` are all kinds of its items, ``steps`` the pages of the review in the order of work;
    ``here`` is how the file is called on them."""

    kind: ImportKind
    record: type[rec.Record | rec.PolicyRecord]
    head: Kind
    kinds: tuple[Kind, ...]
    steps: tuple[Step, ...]
    here: Any


BULLETINS = Format(
    ImportKind.BULLETIN,
    rec.Record,
    m.BULLETIN,
    (
        m.BULLETIN, m.SESSION, m.ATTENDANCE, m.AGENDA,
        d.DOCUMENTS, d.SECTIONS, d.FOOTNOTES, d.CITATIONS,
        o.APPOINTMENTS, o.OPINIONS, o.POINTS, o.FOLLOW_UPS, o.RESPONSES,
        o.DEPUTY_CHANGES, o.CREDENTIALS, ORGANIZATIONS, PEOPLE,
    ),
    (
        Step("session", _("会议"), (m.BULLETIN, m.SESSION)),
        Step("attendance", _("出席列席"), (m.ATTENDANCE,)),
        Step("agenda", _("议程"), (m.AGENDA,)),
        Step("documents", _("文件"), (d.DOCUMENTS,)),
        Step("appointments", _("任免"), (o.APPOINTMENTS,)),
        Step("opinions", _("审议意见"), (o.OPINIONS,)),
        Step("follow-ups", _("办理与督办"), (o.FOLLOW_UPS,)),
        Step("deputies", _("代表"), (o.DEPUTY_CHANGES, o.CREDENTIALS)),
        Step("organizations", _("机构"), (ORGANIZATIONS,)),
    ),
    _("本期公报"),
)  # fmt: skip
POLICIES = Format(
    ImportKind.POLICY,
    rec.PolicyRecord,
    p.POLICY,
    (p.POLICY, p.MEASURES, p.REGISTERS, p.TASKS, p.CITATIONS, ORGANIZATIONS, PEOPLE),
    (
        Step("head", _("文号和发文机关"), (p.POLICY,)),
        Step("measures", _("举措"), (p.MEASURES,)),
        Step("register", _("任务清单"), (p.REGISTERS, p.TASKS)),
        Step("citations", _("引用"), (p.CITATIONS,)),
        Step("organizations", _("机构"), (ORGANIZATIONS,)),
    ),
    _("这份文件"),
)
FORMATS: dict[str, Format] = {rec.FORMAT: BULLETINS, rec.POLICY_FORMAT: POLICIES}
_BY_KIND = {one.kind.value: one for one in FORMATS.values()}

KINDS: dict[str, Kind] = {kind.name: kind for one in FORMATS.values() for kind in one.kinds}
STEP_OF: dict[tuple[str, str], Step] = {
    (one.kind.value, kind.name): step
    for one in FORMATS.values()
    for step in one.steps
    for kind in step.kinds
}


def format_of(what: Mapping[str, Any] | str) -> Format:
    """The format of a record as plain data, or of an import of this kind."""
    return _BY_KIND[what] if isinstance(what, str) else FORMATS[what["format"]]


def kinds_within(kind: Kind) -> list[Kind]:
    """The kinds of items that an item of this kind holds."""
    return [one for one in KINDS.values() if one.within == kind.name]
