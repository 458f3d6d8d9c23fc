"""What stands in which column of the sheet of appointments, and how a cell is read.

The heads are Chinese in every language of the pages: a file that one clerk makes is read by
all others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from npcrecords.core.dates import Precision, first_day
from npcrecords.core.written_dates import written_date

from ..choices import Act
from ..models import Appointment
from .files import Cell, plain

EXCEL_BEGINS = dt.date(1899, 12, 30)
SERIALS = range(10_000, 110_000)  # 1927 … 2201: a day as a number of Excel's
YES = frozenset({"是", "有", "√", "1", "true", "yes", "y"})
NO = frozenset({"", "否", "无", "0", "false", "no", "n"})


class CellError(ValueError):
    """A cell that cannot be taken: what is wrong and what would do."""


@dataclass(frozen=True)
class Column:
    """A column: its head, and what it holds of an act."""

    head: str
    out: Callable[[Appointment], Cell]


def _label(choices: Any, code: str) -> str:
    with translation.override("zh-hans"):
        return str(choices(code).label) if code else ""


def date_out(act: Appointment) -> Cell:
    """A day as a date; half a date in words, as far as it is known."""
    if act.date is None:
        return ""
    if act.date_precision == Precision.MONTH:
        return f"{act.date.year}年{act.date.month}月"
    if act.date_precision == Precision.YEAR:
        return f"{act.date.year}年"
    return act.date


def link_out(row: Any, label: str) -> str:
    """A link as its number and name: 47 任免名单."""
    return "" if row is None else f"{row.pk} {label}"


COLUMNS = (
    Column("编号", lambda act: act.pk),
    Column("姓名", lambda act: act.person_name),
    Column("区别说明", lambda act: act.person.note if act.person else ""),
    Column("机构", lambda act: act.post.organization.name if act.post else ""),
    Column("职务", lambda act: act.post.title if act.post else ""),
    Column("职务（原文）", lambda act: act.post_text),
    Column("任免", lambda act: _label(Act, act.act)),
    Column("日期", date_out),
    Column("精度", lambda act: _label(Precision, act.date_precision) if act.date else ""),
    Column("日期原文", lambda act: act.date_text),
    Column("文件", lambda act: link_out(act.document, getattr(act.document, "title", ""))),
    Column("会议", lambda act: link_out(act.session, getattr(act.session, "name", ""))),
    Column("公报", lambda act: link_out(act.bulletin, getattr(act.bulletin, "label", ""))),
    Column("事由", lambda act: act.reason),
    Column("提请者", lambda act: act.submitted_by_name),
    Column("说明人", lambda act: act.explained_by_name),
    Column("须报备案", lambda act: "是" if act.to_be_filed else ""),
    Column("备案机关", lambda act: act.filed_with),
)
HEADS = tuple(column.head for column in COLUMNS)
TEXTS = {
    "职务（原文）": "post_text",
    "日期原文": "date_text",
    "事由": "reason",
    "提请者": "submitted_by_name",
    "说明人": "explained_by_name",
    "备案机关": "filed_with",
}
LINKS = {"文件": "document", "会议": "session", "公报": "bulletin"}
NEEDED = ("document__bulletin", "session", "bulletin", "person", "post__organization")


def text(cell: Cell) -> str:
    """What a cell says, as text: a number without .0, a date as 2024-07-31."""
    value = plain(cell)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()


class Day(NamedTuple):
    on: dt.date | None
    precision: str


def read_day(cell: Cell, precision: Cell) -> Day:
    """The date of the two columns. Raises CellError."""
    given = read_code(Precision, text(precision), _("日、旬、月、年"))
    if isinstance(cell, dt.date):
        on, written = cell, Precision.DAY.value
    else:
        said = text(cell)
        if not said:
            return Day(None, given or Precision.DAY)
        if isinstance(cell, float) and 1000 <= cell < 3000 and not cell.is_integer():
            raise CellError(
                _("Excel 把它当成了数字，分不清是 1 月还是 10 月：请写成“2024年10月”这样。")
            )
        on, written = _day_in(said)
    if given in ("", written):
        return Day(on, written)
    if written not in {Precision.DAY, given}:
        raise CellError(
            _("日期只写到%(written)s，精度却是%(given)s：请改正其中一个。")
            % {"written": Precision(written).label, "given": Precision(given).label}
        )
    if on != first_day(on, given):
        raise CellError(
            _("日期只知道到%(precision)s时，写其可能的第一天：请写 %(day)s。")
            % {"precision": Precision(given).label, "day": first_day(on, given)}
        )
    return Day(on, given)


def _day_in(said: str) -> tuple[dt.date, str]:
    if said.isascii() and said.isdigit() and int(said) in SERIALS:
        return EXCEL_BEGINS + dt.timedelta(days=int(said)), Precision.DAY
    written = written_date(said)
    if written is None:
        raise CellError(_("这不是日期：请写成 2024-07-31、2024年7月31日，或 2024年7月。"))
    return written.on, written.precision


def read_code(choices: Any, said: str, labels: str) -> str:
    """The code of a label in Chinese or in the language of the pages, or of the code itself;
    "" for nothing. Raises CellError."""
    if not said:
        return ""
    for code in choices.values:
        if said in (code, _label(choices, code), str(choices(code).label)):
            return str(code)
    raise CellError(_("没有这个说法：可写%(labels)s。") % {"labels": labels})


def act_labels() -> str:
    with translation.override("zh-hans"):
        return "、".join(str(label) for label in Act.labels)


def read_yes(cell: Cell) -> bool:
    """是 or nothing. Raises CellError."""
    said = text(cell).lower()
    if said in YES:
        return True
    if said in NO:
        return False
    raise CellError(_("请写“是”或“否”。"))
