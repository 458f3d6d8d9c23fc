"""The columns of tables: what a header's words call them, and which cell stands in which.

In: cells of a header, lines as printed. Out: the kind of a column, the column of a cell. A row
of a table typed with gaps has no empty cells: what stands in it is told by where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from .text import Piece

_COLUMNS = {
    "姓名": "name", "名字": "name", "被任免人": "name", "任免人员": "name", "人员": "name",
    "拟任人选": "name", "职务": "post", "任免职务": "post", "职位": "post", "岗位": "post",
    "职务名称": "post", "担任职务": "post", "任命职务": "post_appoint", "任职": "post_appoint",
    "拟任职务": "post_proposed", "新任职务": "post_appoint", "任命为": "post_appoint",
    "拟任": "post_proposed", "任职职务": "post_appoint",
    "拟任命职务": "post_proposed", "现任命职务": "post_appoint", "免去职务": "post_remove",
    "免职": "post_remove", "免职职务": "post_remove", "拟免职务": "post_proposed_remove",
    "拟免去职务": "post_proposed_remove", "辞去职务": "post_resign", "辞职职务": "post_resign",
    "撤销职务": "post_dismiss", "免除职务": "post_remove",
    "任/免": "verb", "任免": "verb", "任免情况": "verb", "任免类别": "verb", "类别": "verb",
    "方式": "verb", "任免方式": "verb", "任免类型": "verb", "类型": "verb", "事项": "verb",
    "任免形式": "verb", "任或免": "verb", "单位": "org", "工作单位": "org", "机构": "org",
    "部门": "org", "任职单位": "org", "法院": "org", "原任职务": "info", "现任职务": "info",
    "原职务": "info", "现职务": "info", "备注": "info", "性别": "info", "民族": "info",
    "序号": "info", "出生年月": "info", "说明": "info", "文号": "info", "学历": "info",
    "编号": "info", "政治面貌": "info", "任免日期": "date", "日期": "date", "任职时间": "date",
    "任免时间": "date", "时间": "date", "通过日期": "date", "提请人": "info", "票数": "info",
    "届次": "info", "选区": "unit", "原选区": "unit", "选举单位": "unit", "原选举单位": "unit",
    "选区名称": "unit", "所在选区": "unit", "选举单位名称": "unit", "原因": "cause",
    "变动原因": "cause", "出缺原因": "cause", "终止原因": "cause", "资格终止原因": "cause",
    "任免原因": "cause", "免职原因": "cause", "辞职原因": "cause", "代表姓名": "name",
}  # fmt: skip
_PREFIX = {"决定": "decide", "批准": "approve"}
_PREFIXED = re.compile(r"(决定|批准|接受|同意)(?=任命|任职|免去|免职|免除|辞去|辞职|撤销)")


def column_of(text: str) -> str:
    """What a header calls its column, "" where it is none; 批准免去职务 → post_remove@approve."""
    text = re.sub(r"（[^（）]{0,20}）", "", text).rstrip("：")
    if text in _COLUMNS:
        return _COLUMNS[text]
    match = _PREFIXED.match(text) if text.endswith("职务") else None
    kind = _COLUMNS.get(text[match.end() :], "") if match else ""
    prefix = _PREFIX.get(match.group(1), "") if match else ""
    return f"{kind}@{prefix}" if kind and prefix else kind


def starts_of(raw: str, cells: Sequence[Piece]) -> tuple[int, ...]:
    """Where each cell begins on its line, counted in half-widths."""
    starts: list[int] = []
    at = width = 0
    for cell in cells:
        for i, char in enumerate(cell.raw):
            found = raw.find(char, at)
            if found < 0:
                return ()
            if not i:
                width += sum(_width(c) for c in raw[at:found])
                starts.append(width)
                width += sum(_width(c) for c in raw[found : found + 1])
            else:
                width += sum(_width(c) for c in raw[at : found + 1])
            at = found + 1
    return tuple(starts)


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns_of_cells(
    columns: Sequence[str],
    header_starts: Sequence[int],
    starts: Sequence[int],
    count: int,
) -> tuple[str, ...]:
    """The column of each of a row's cells; () where that cannot be told."""
    if len(columns) == count:
        return tuple(columns)
    if count > len(columns) or len(header_starts) != len(columns) or len(starts) != count:
        return ()
    found: list[str] = []
    first = 0
    for i, start in enumerate(starts):
        free = range(first, len(columns) - (count - i - 1))
        nearest = min(free, key=lambda c: abs(header_starts[c] - start))
        found.append(columns[nearest])
        first = nearest + 1
    return tuple(found)
