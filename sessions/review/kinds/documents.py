"""The documents of a bulletin, and what is in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ...choices import DocumentKind, RelationKind
from ...importer import record as rec
from .fields import (
    CHOICE,
    KEY,
    LONG,
    NUMBER,
    ORGANIZATION,
    PERSON,
    PRINTED_AT,
    SOURCE,
    Field,
    Kind,
    Rows,
    date_fields,
    meeting_fields,
)

DOCUMENTS = Kind(
    "documents",
    _("文件"),
    (
        Field("kind", _("种类"), CHOICE, DocumentKind.choices, needed=True),
        Field("title", _("标题"), LONG, needed=True),
        Rows(
            "authors",
            _("作者"),
            (
                Field("text", _("署名（原文）")),
                Field("organization", _("机构"), ORGANIZATION),
                Field("role", _("职务（原文）")),
                Field("name", _("姓名（原文）")),
                Field("person", _("人员"), PERSON),
            ),
        ),
        Field("addressee", _("主送")),
        *date_fields("dated_on", _("落款日期")),
        *meeting_fields(
            "adopted_by",
            _("通过的会议：机关"),
            _("通过的会议：种类"),
            _("通过的会议：届"),
            _("通过的会议：次"),
        ),
        *date_fields("adopted_on", _("通过日期")),
        Field("agenda_item", _("议程"), KEY, of="agenda"),
        Rows(
            "relations",
            _("文件关系"),
            (
                Field("kind", _("关系"), CHOICE, RelationKind.choices, needed=True),
                Field("document", _("对象文件"), KEY, of="documents", needed=True),
            ),
        ),
        Field("abstract", _("摘要"), LONG, unstated=True),
        Field("page_start", _("起始页"), NUMBER),
        Field("page_end", _("终止页"), NUMBER),
        Field("line_start", _("起始行"), NUMBER),
        Field("line_end", _("终止行"), NUMBER),
    ),
    ("title",),
    rec.Document,
    new={"kind": "other"},
    counted=("sequence", 1),
)

SECTIONS = Kind(
    "sections",
    _("段落"),
    (
        Field("level", _("层次"), NUMBER, needed=True, help=_("0 为无标题的段落，1 为“一、”。")),
        Field("marker", _("序号")),
        Field("heading", _("小标题"), LONG),
        Field("text", _("正文"), LONG, unstated=True),
        Field("parent", _("上级段落"), KEY, of="sections"),
        *PRINTED_AT,
    ),
    ("marker", "heading", "text"),
    rec.Section,
    within="documents",
    new={"level": 1, "line_start": 0, "line_end": 0},
    counted=("order", 0),
)

FOOTNOTES = Kind(
    "footnotes",
    _("脚注"),
    (
        Field("marker", _("注号"), needed=True),
        Field("text", _("注文"), LONG, unstated=True),
        *PRINTED_AT,
    ),
    ("marker", "text"),
    rec.Footnote,
    within="documents",
    new={"line_start": 0, "line_end": 0},
)

CITATIONS = Kind(
    "citations",
    _("引用"),
    (
        Field("title", _("所引标题")),
        Field("number", _("文号")),
        Field("count", _("次数"), NUMBER, needed=True),
        Field("cited_document", _("所引文件"), KEY, of="documents"),
        *SOURCE,
    ),
    ("title", "number"),
    rec.Citation,
    within="documents",
    new={"count": 1},
)
