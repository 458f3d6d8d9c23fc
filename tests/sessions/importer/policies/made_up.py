"""A made-up register of 青岚市, printed in every layout that registers come in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.enum.section import WD_ORIENT

from sessions.importer.policies.registers import RegistersRead, read_registers
from sessions.importer.reading.read import raw_lines, read_bytes, read_text
from sessions.importer.record.policy import Measure, Task

from ..typeset_pdf import Sheet, pdf, table, wide

TITLE = "青岚市提升服务重点任务清单"
HEADS = ("所属领域", "序号", "重点任务", "具体措施", "牵头领导", "牵头单位", "责任单位", "完成时限")
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A row: a blank domain is that of the row above, a blank serial goes on with its task."""

    domain: str
    serial: str
    task: str
    measure: str
    leader: str
    lead: str
    units: str
    deadline: str

    @property
    def cells(self) -> Cells:
        return (
            self.domain, self.serial, self.task, self.measure, self.leader, self.lead, self.units,
            self.deadline,
        )  # fmt: skip


ROWS = (
    Made("1. 便民服务", "(1)", "推进窗口通办", "各窗口事项一次收件，统一出件。", "林晓峰", "市政务办", "市公安局、市民政局", "2023年6月底前"),
    Made("", "(2)", "建设自助办事点", "每个街道至少设一处自助办事点。", "林晓峰", "市大数据局（市信息中心）", "各镇（街道）", "2023年12月"),
    Made("", "", "", "自助办事点接入水电气缴费。", "贺明", "市城管局", "国网青岚供电公司，青岚水务集团", "持续推进"),
    Made("", "(3)", "清理重复证明", "公布清理后的证明目录。", "林晓峰", "市司法局", "市级有关部门", "2023年9月"),
    Made("2. 市场环境", "(4)", "简化开办流程", "开办材料减至三份以内。", "贺明", "市市场监管局", "市税务局、人行市中心支行", "2023年6月"),
    Made("", "(5)", "规范涉企检查", "同一企业的检查合并进行。", "贺明", "市司法局", "市市场监管局、市生态环境局等有关部门", "每年推进"),
    Made("3. 组织保障", "(6)", "健全考核办法", "考核结果与评先评优挂钩。", "宋远", "市委组织部", "市人力社保局，各县（市、区）政府", "2023年1月至10月"),
    Made("", "(7)", "加强宣传引导", "定期推送办事指南。", "宋远", "市委宣传部", "", "按上级要求"),
)  # fmt: skip

Fact = tuple[object, ...]


def facts(task: Task) -> Fact:
    """What must be the same in every layout."""
    return (
        task.domain, task.serial, task.number, task.continues, task.task, task.measure,
        tuple(leader.name for leader in task.leaders),
        tuple(unit.name for unit in task.lead_units), tuple(unit.name for unit in task.units),
        task.deadline.kind, task.deadline.start, task.deadline.on,
    )  # fmt: skip


# --- as text ------------------------------------------------------------------------------


def pages_of(rows: Sequence[Cells], breaks: Sequence[int]) -> list[list[Cells]]:
    """The rows of each page; the page after row k for each k of ``breaks``."""
    edges = [0, *sorted(set(breaks)), len(rows)]
    return [list(rows[a:b]) for a, b in zip(edges, edges[1:], strict=False) if b > a]


def tabbed(
    rows: Sequence[Cells],
    heads: Cells = HEADS,
    breaks: Sequence[int] = (),
    *,
    parting: str = "\t",
    trailing: bool = True,
    domain_again: bool = True,
) -> str:
    """Rows as lines; the header, and the domain that goes on, come again on every page."""
    lines: list[str] = []
    domain = ""
    for number, page in enumerate(pages_of(rows, breaks)):
        lines.append(parting.join(heads))
        for at, row in enumerate(page):
            domain = row[0] or domain
            first = (
                domain if domain_again and number and at == 0 and heads[0] == HEADS[0] else row[0]
            )
            line = parting.join((first, *row[1:]))
            lines.append(line if trailing else line.rstrip(parting))
        lines.append("")
    return "\n".join(lines)


def gapped(rows: Sequence[Cells], heads: Cells) -> str:
    """Cells set one below the other by blanks, as a text drawn from a page has them."""
    wides = [max(_width(row[at]) for row in (heads, *rows)) + 3 for at in range(len(heads))]
    return "\n".join(
        "".join(
            cell + " " * (room - _width(cell)) for cell, room in zip(row, wides, strict=True)
        ).rstrip()
        for row in (heads, *rows)
    )


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2000 else 1 for char in text)


def stacked(rows: Sequence[Cells], heads: Cells = HEADS, *, tab: str = "\t") -> str:
    """One cell a line; blank cells leave no line."""
    blocks = [heads, *rows]
    return "\n\n".join("\n".join(tab + cell for cell in row if cell) for row in blocks)


def paper(body: str) -> str:
    """The text of a document with a register at its end."""
    return (
        "青岚市人民政府办公室关于印发提升服务实施方案的通知\n\n各镇人民政府：\n\n"
        f"现印发给你们，请认真执行。\n\n附件\n\n{TITLE}\n\n{body}\n\n抄送：市委各部门，市人大常委会办公室。\n"
    )


def read(body: str, *, year: int | None = 2023, measures: Sequence[Measure] = ()) -> RegistersRead:
    """The registers of a document with ``body`` at its end."""
    source = read_text(paper(body))
    return read_registers(source.lines, raw_lines(source), year=year, measures=measures)


def read_file(data: bytes, name: str) -> RegistersRead:
    source = read_bytes(data, name)
    return read_registers(source.lines, raw_lines(source), year=2023, measures=())


# --- as a Word file -----------------------------------------------------------------------


def as_docx(rows: Sequence[Cells], *, spanning: bool = False, two_rows: bool = False) -> bytes:
    """A table in a Word file, cells merged downwards where they go on from above. ``spanning``:
    each domain is a row of its own; ``two_rows``: the units have a head above both."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    document.add_paragraph("青岚市人民政府办公室关于印发提升服务实施方案的通知")
    document.add_paragraph("现印发给你们，请认真执行。")
    document.add_paragraph("附件")
    document.add_paragraph(TITLE)
    heads = HEADS[1:] if spanning else HEADS
    grid = document.add_table(rows=0, cols=len(heads))
    _docx_heads(grid, heads, two_rows)
    above: list[object] = [None] * 3
    for row in rows:
        cells = list(row[1:] if spanning else row)
        if spanning and row[0]:
            line = grid.add_row().cells
            line[0].merge(line[-1]).text = row[0]
        line = grid.add_row().cells
        for at, text in enumerate(cells):
            line[at].text = text
        merging = range(2) if spanning else range(3)
        for at in merging:
            if cells[at]:
                above[at] = line[at]
            elif above[at] is not None and (not cells[merging[-1]] or at == 0 and not spanning):
                text = above[at].text  # type: ignore[attr-defined]
                above[at] = above[at].merge(line[at])  # type: ignore[attr-defined]
                above[at].text = text  # type: ignore[attr-defined]
    document.add_paragraph("抄送：市委各部门。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_heads(grid: object, heads: Cells, two_rows: bool) -> None:
    top = grid.add_row().cells  # type: ignore[attr-defined]
    if not two_rows:
        for at, head in enumerate(heads):
            top[at].text = head
        return
    below = grid.add_row().cells  # type: ignore[attr-defined]
    for at, head in enumerate(heads):
        if head in ("牵头单位", "责任单位"):
            below[at].text = head if head == "牵头单位" else "配合单位"
        else:
            top[at].merge(below[at]).text = head
    lead = heads.index("牵头单位")
    top[lead].merge(top[lead + 1]).text = "责任单位"


# --- as a PDF file ------------------------------------------------------------------------

_LANDSCAPE = (842.0, 595.0)
_ROOM: tuple[float, ...] = (74.0, 34.0, 92.0, 150.0, 56.0, 100.0, 160.0, 84.0)
_SIZE = 9.0


def as_pdf(
    rows: Sequence[Cells],
    breaks: Sequence[int] = (),
    *,
    heads: Cells = HEADS,
    room: Sequence[float] = _ROOM,
    lines: int = 0,
) -> bytes:
    """A table with ruled cells on landscape pages, the header on each. ``lines``: a page has
    room for so many lines, and a row that finds none is torn and goes on on the next page."""
    pages = _torn(rows, room, lines) if lines else _whole(rows, breaks, room)
    sheets = []
    for number, page in enumerate(pages):
        sheet = Sheet(size=_LANDSCAPE)
        if number == 0:
            sheet.put(60, 560, "附件")
            sheet.centred(540, TITLE, 16, middle=_LANDSCAPE[0] / 2)
        xs = [46.0]
        for one in room:
            xs.append(xs[-1] + one)
        ys = [520.0]
        for row in [[[head] for head in heads], *page]:
            top = ys[-1]
            for at, cell in enumerate(row):
                for k, line in enumerate(cell):
                    sheet.put(xs[at] + 4, top - 13 - 12 * k, line, _SIZE)
            ys.append(top - max(18.0, 8 + 12.0 * max(map(len, row))))
        table(sheet, xs, ys)
        sheet.centred(20, f"— {number + 1} —", 9, middle=_LANDSCAPE[0] / 2)
        sheets.append(sheet)
    return pdf(sheets)


Broken = list[list[str]]  # the lines of each cell of a row


def _whole(
    rows: Sequence[Cells], breaks: Sequence[int], room: Sequence[float]
) -> list[list[Broken]]:
    return [
        [[_broken(cell, wide - 8) for cell, wide in zip(row, room, strict=True)] for row in page]
        for page in pages_of(rows, breaks)
    ]


def _torn(rows: Sequence[Cells], room: Sequence[float], lines: int) -> list[list[Broken]]:
    pages: list[list[Broken]] = [[]]
    left = lines
    for row in rows:
        cells = [_broken(cell, wide - 8) for cell, wide in zip(row, room, strict=True)]
        at, high = 0, max(map(len, cells))
        while at < high:
            if not left:
                pages.append([])
                left = lines
            take = min(left, high - at)
            pages[-1].append([cell[at : at + take] for cell in cells])
            at, left = at + take, left - take
    return pages


def _broken(text: str, room: float) -> list[str]:
    if not text:
        return []
    lines = [""]
    for char in text:
        if wide(lines[-1] + char, _SIZE) > room:
            lines.append("")
        lines[-1] += char
    return lines
