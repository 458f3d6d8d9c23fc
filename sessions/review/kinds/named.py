"""Persons and organisations, which records of every format name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from people.choices import Classification

from ...importer import record as rec
from .fields import (
    CHOICE,
    FLAG,
    LINES,
    ORGANIZATION,
    Field,
    Kind,
)

ORGANIZATIONS = Kind(
    "organizations",
    _("机构"),
    (
        Field("name", _("名称"), needed=True),
        Field("aliases", _("简称"), LINES),
        Field("classification", _("类别"), CHOICE, Classification.choices),
        Field("parent", _("上级机构"), ORGANIZATION),
        Field("jurisdiction", _("行政区域")),
    ),
    ("name",),
    rec.Organization,
)

PEOPLE = Kind(
    "people",
    _("人员"),
    (
        Field("name", _("姓名"), needed=True),
        Field("note", _("区别说明"), help=_("区别同名者的说明，如“女”“审判员”。")),
        Field("jurisdiction", _("行政区域"), unstated=True),
        Field("exact", _("已由人认定"), FLAG),
    ),
    ("name", "note"),
    rec.Person,
)
