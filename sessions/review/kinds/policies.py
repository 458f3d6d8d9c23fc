"""A policy document, its measures, its registers with their rows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from npcrecords.core.dates import Precision

from ...choices import CorrectionState, DeadlineKind, MeasureKind, TaskField
from ...importer import record as rec
from .fields import (
    CHOICE,
    DAY,
    FLAG,
    KEY,
    LINES_AT,
    LONG,
    NUMBER,
    ORGANIZATION,
    PERSON,
    Field,
    Kind,
    Rows,
    date_fields,
)


def _units(path: str, label: Any) -> Rows:
    """Those who are to act, or are written to."""
    return Rows(
        path,
        label,
        (
            Field("name", _("名称（原文）"), needed=True),
            Field("organization", _("机构"), ORGANIZATION),
            Field("group", _("一类单位"), FLAG, help=_("如“各镇（街道）”，不是一个机构。")),
        ),
    )


POLICY = Kind(
    "policy",
    _("政策文件"),
    (
        Field("title", _("标题"), LONG, needed=True, help=_("发文的完整标题。")),
        Field("enclosed_title", _("所印发文件的标题"), LONG),
        Field("number", _("文号")),
        Field("place", _("行政区域"), help=_("简称和人名在这个范围内认定。")),
        _units("issuers", _("发文机关")),
        Field("adopted_by", _("通过的会议（原文）")),
        *date_fields("adopted_on", _("通过日期")),
        *date_fields("issued_on", _("成文日期")),
        *date_fields("printed_on", _("印发日期")),
        *date_fields("effective_on", _("施行日期")),
        *date_fields("expires_on", _("失效日期")),
        Field("disclosure", _("公开标识")),
        _units("addressees", _("主送")),
        _units("copies", _("抄送")),
        Rows(
            "implements",
            _("所贯彻的文件"),
            (Field("title", _("标题")), Field("number", _("文号"))),
        ),
        Field("period_start", _("起始年"), NUMBER),
        Field("period_end", _("终止年"), NUMBER),
        Field("begins_late", _("缺开头"), FLAG),
        Field("ends_early", _("缺结尾"), FLAG),
        *LINES_AT,
    ),
    ("title",),
    rec.Policy,
    single=True,
    spread=True,
)
MEASURES = Kind(
    "measures",
    _("举措"),
    (
        Field("kind", _("种类"), CHOICE, MeasureKind.choices, needed=True),
        Field("level", _("层次"), NUMBER, needed=True, help=_("0 为无标题的段落，1 为最上一层。")),
        Field("marker", _("序号")),
        Field("heading", _("小标题"), LONG),
        Field("text", _("正文"), LONG, unstated=True),
        Field("parent", _("上级"), KEY, of="measures"),
        Field("units_text", _("责任单位（原文）")),
        _units("units", _("责任单位")),
        *LINES_AT,
    ),
    ("marker", "heading", "text"),
    rec.Measure,
    new={"kind": "measure", "level": 1},
    counted=("order", 0),
)
REGISTERS = Kind(
    "registers",
    _("任务清单"),
    (
        Field("title", _("标题"), LONG),
        Rows(
            "columns",
            _("表头"),
            (
                Field("head", _("表头（原文）"), needed=True),
                Field("field", _("所载内容"), CHOICE, TaskField.choices, needed=True),
            ),
        ),
        *LINES_AT,
    ),
    ("title",),
    rec.Register,
    spread=True,
    counted=("order", 0),
)
TASKS = Kind(
    "tasks",
    _("任务"),
    (
        Field("table", _("任务清单"), KEY, of="registers", needed=True),
        Field("row", _("行"), NUMBER, help=_("在清单中的第几行；补录时留空，接在最后。")),
        Field("serial", _("序号（原文）")),
        Field("number", _("序号"), NUMBER),
        Field("continues", _("续上一行"), FLAG),
        Field("domain", _("所属领域")),
        Field("task", _("任务"), LONG),
        Field("measure", _("措施"), LONG, unstated=True),
        Rows(
            "leaders",
            _("牵头领导"),
            (
                Field("name", _("姓名（原文）"), needed=True),
                Field("role", _("职务（原文）")),
                Field("person", _("人员"), PERSON),
                Field("lead_unit", _("对应的牵头单位")),
            ),
        ),
        _units("lead_units", _("牵头单位")),
        _units("units", _("责任单位")),
        Field("deadline.kind", _("时限种类"), CHOICE, DeadlineKind.choices, needed=True),
        Field("deadline.text", _("时限（原文）")),
        Field("deadline.start", _("起始日"), DAY),
        Field("deadline.on", _("到期日"), DAY, help=_("时限的最后一天。")),
        Field("deadline.precision", _("精度"), CHOICE, Precision.choices),
        Rows(
            "corrections",
            _("订正"),
            (
                Field("field", _("栏"), CHOICE, TaskField.choices, needed=True),
                Field("printed", _("原文"), LONG),
                Field("value", _("应为"), LONG),
                Field("reason", _("理由"), LONG, needed=True),
                Field("state", _("处理"), CHOICE, CorrectionState.choices),
            ),
            apart=True,
        ),
        Rows(
            "cells",
            _("各栏原文"),
            (
                Field("field", _("栏"), CHOICE, TaskField.choices, needed=True),
                Field("head", _("表头")),
                Field("printed", _("原文"), LONG, unstated=True),
            ),
            apart=True,
        ),
        *LINES_AT,
    ),
    ("serial", "task"),
    rec.Task,
    counted=("row", 1),
    counted_in="table",
)
CITATIONS = Kind(
    "policy_citations",
    _("引用"),
    (
        Field("title", _("所引标题")),
        Field("number", _("文号")),
        Field("count", _("次数"), NUMBER, needed=True),
        *LINES_AT,
    ),
    ("title", "number"),
    rec.PolicyCitation,
    new={"count": 1},
    at="citations",
)
