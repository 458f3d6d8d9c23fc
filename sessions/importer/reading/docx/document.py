"""A Word file to text: its paragraphs, tables, text boxes and notes in the order shown.

A paragraph is one line, its automatic number before it, its indent as full-width spaces;
what is centred or set to the right is indented as far. The cells of a table's row are parted
by tabs. A note stands below the paragraph that calls it, its number in square brackets.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ...layout import width
from ...record import Finding
from ...stages import Progress, ReadingError
from .numbering import Numbering
from .package import Package
from .runs import PAGE, RENDERED, RunReader, Shown, mark_is_deleted, page_width, paragraphs_in
from .styles import Look, Styles, read_styles, value
from .tables import rows_of, text_of_cell

_MOST_LINES = 400_000
_DEEPEST_INDENT = 30
_SHORT = 1_500  # characters that fit on two pages
_EVERY = 50  # blocks between two reports of progress


def docx_text(
    data: bytes, name: str, progress: Progress | None = None
) -> tuple[str, tuple[Finding, ...]]:
    """The text of a Word file, and findings for what in it could not be read.

    Raises ReadingError with one sentence for a file that is broken, beyond the limits, or
    without text.
    """
    package = Package(data, name)
    main = package.main_part()
    root = package.xml(main)
    body = root.find("w.body") if root is not None else None
    if body is None:
        raise ReadingError(
            f"{name} 是 Word 文件（.docx），但里面没有正文。请用 Word 或 WPS 打开，另存后再上传。"
        )
    related = dict(package.related(main).values())

    def part(kind: str) -> Element | None:
        return package.xml(related[kind]) if kind in related else None

    reader = _Reader(
        read_styles(part("styles")),
        Numbering(part("numbering")),
        {kind: _notes(part(f"{kind}s"), kind) for kind in ("footnote", "endnote")},
    )
    reader.read(body, progress)
    if not any(line.strip() for line in reader.lines):
        what = "只有图片，没有可读的文字" if reader.pictures else "里面没有文字"
        raise ReadingError(
            f"{name} 是 Word 文件，但{what}。"
            "请检查是否选错了文件；扫描的图片请先做文字识别（OCR）。"
        )
    return reader.text(), tuple(reader.findings())


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    """The notes of a file by their id, without the lines that part them from the text."""
    found = {}
    for note in root.iter(f"w.{kind}") if root is not None else ():
        if note.get("w.type", "normal") == "normal":
            found[note.get("w.id", "")] = note
    return found


class _Reader:
    """Reads the blocks of a file into lines."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: dict[str, dict[str, Element]]
    ) -> None:
        self.lines: list[str] = []
        self.pictures = 0
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._numbers: dict[tuple[str, str], int] = {}
        self._runs = RunReader(styles, self._anchor)
        self._width = page_width(None)
        self._feeds = 0  # page breaks before the next line
        self._typed = False  # whether the last of them was typed, and nothing came since
        self._rendered = False
        self._embedded = 0
        self._before = ""  # a paragraph whose end was deleted

    # --- blocks -----------------------------------------------------------------------

    def read(self, body: Element, progress: Progress | None) -> None:
        """Reads the whole text."""
        self._sections = body.iter("w.sectPr")
        self._section = next(self._sections, None)
        self._width = page_width(self._section)
        for done, block in enumerate(body, start=1):
            self._block(block)
            if progress and (done % _EVERY == 0 or done == len(body)):
                progress("读取文件", done, len(body))

    def _block(self, block: Element) -> None:
        if len(self.lines) > _MOST_LINES:
            return
        if block.tag == "w.p":
            self._paragraph(block)
        elif block.tag == "w.tbl":
            self._table(block)
        elif block.tag == "w.altChunk":
            self._embedded += 1
        elif block.tag == "mc.AlternateContent":
            for choice in list(block)[:1]:
                self._blocks(choice)
        elif block.tag not in {"w.sectPr", "w.del", "w.moveFrom", "w.sdtPr"}:
            self._blocks(block)  # w.sdt, w.sdtContent, w.ins, w.customXml …

    def _blocks(self, parent: Element) -> None:
        for block in parent:
            self._block(block)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find("w.pPr")
        look = self._look(properties)
        shown = self._runs.read(paragraph, hidden=look.hidden)
        self.pictures += shown.pictures
        text = self._before + shown.text
        if mark_is_deleted(paragraph):
            self._before = text
            text = ""
        else:
            self._before = ""
        if look.break_before:
            self._feed(typed=True)
        label = "" if look.hidden else self._label(paragraph, look)
        self._lines(label, text, look)
        self._attached(shown)
        section = properties.find("w.sectPr") if properties is not None else None
        if section is not None:
            self._end_section()

    def _look(self, properties: Element | None) -> Look:
        look = self._styles.look(properties)
        own = properties is not None and properties.find("w.ind") is not None
        listed = self._numbering.indent(look.list, look.level)
        if listed is not None and not own:
            look = self._styles.indented(look, listed)
        return look

    def _label(self, paragraph: Element, look: Look) -> str:
        """The automatic number of a paragraph; one without any text shows it too, but numbers
        nothing."""
        if not look.list or look.list == "0":
            return ""
        style = value(paragraph.find("w.pPr/w.pStyle")) or ""
        own = paragraph.find("w.pPr/w.numPr/w.ilvl") is not None
        return self._numbering.label(look.list, look.level, "" if own else style)

    def _lines(self, label: str, text: str, look: Look) -> None:
        """Adds a paragraph: one line, or several where line breaks were typed."""
        parts = text.split("\n")
        if label and text.strip("\n\f\x0e \t\u3000"):
            first = next(k for k, part in enumerate(parts) if part.strip())
            gap = "" if not label[-1].isascii() or label[-1] in "()" else " "
            parts[first] = f"{label}{gap}{parts[first].lstrip()}"
        for at, part in enumerate(parts):
            self._line(part, look, first=at == 0)

    def _line(self, part: str, look: Look, *, first: bool) -> None:
        leading = part[: len(part) - len(part.lstrip("\f\x0e \t\u3000\xa0"))]
        self._breaks(leading)
        bare = part.replace(PAGE, "").replace(RENDERED, "")
        if bare.strip():
            indent = self._indent(bare, look, first=first)
            self.lines.append("\f" * self._feeds + "\u3000" * indent + bare.rstrip())
            self._feeds = 0
            self._typed = False
        self._breaks(part[len(leading) :])

    def _indent(self, text: str, look: Look, *, first: bool) -> int:
        """The indent of a line in characters; of a centred one, as much as is free beside it."""
        room = self._width / (20 * look.size)
        if look.align == "center":
            free = (room - width(text.strip())) / 2
        elif look.align in {"right", "end"}:
            free = room - width(text.strip())
        else:
            free = look.indent() if first else look.indent() - _first(look)
        return max(0, min(round(free), _DEEPEST_INDENT))

    def _breaks(self, signs: str) -> None:
        for sign in signs:
            if sign == PAGE:
                self._feed(typed=True)
            elif sign == RENDERED:
                self._rendered = True
                self._feed(typed=False)

    def _feed(self, *, typed: bool) -> None:
        """A page ends. Where a break was typed, Word notes the same one once more."""
        if not typed and self._typed and self._feeds:
            self._typed = False
            return
        self._feeds += 1
        self._typed = typed

    def _end_section(self) -> None:
        self._section = next(self._sections, None)
        self._width = page_width(self._section)
        kind = value(self._section.find("w.type")) if self._section is not None else None
        if kind not in {"continuous", "nextColumn"}:
            self._feed(typed=True)

    # --- what hangs on paragraphs -----------------------------------------------------

    def _attached(self, shown: Shown) -> None:
        """The text boxes and the notes of a paragraph, below it."""
        for box in shown.boxes:
            self._blocks(box)
        for kind, key in shown.notes:
            self._note(kind, key)

    def _note(self, kind: str, key: str) -> None:
        texts = []
        for paragraph in paragraphs_in(self._notes[kind][key]):
            text = self._runs.read(paragraph).text
            texts.append(_in_one_line(text))
        words = "".join(text for text in texts if text)
        if words:
            self.lines.append(f"[{self._numbers[kind, key]}] {words}")

    def _anchor(self, kind: str, key: str) -> str:
        """The number of a note, in brackets: they run on through the file."""
        if key not in self._notes[kind]:
            return ""
        self._numbers.setdefault((kind, key), len(self._numbers) + 1)
        return f"[{self._numbers[kind, key]}]"

    # --- tables -----------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        rows = list(rows_of(table))
        if all(len(row) == 1 for row in rows):
            for (cell,) in rows:  # a frame round text, not a table
                if cell.element is not None:
                    self._blocks(cell.element)
            return
        for row in rows:
            attached: list[Shown] = []
            nested: list[Element] = []
            cells = [text_of_cell(cell, self._cell_paragraph, attached, nested) for cell in row]
            line = "\t".join(cells).rstrip()
            if line.strip():
                self.lines.append("\f" * self._feeds + line)
                self._feeds = 0
                self._typed = False
            for shown in attached:
                self._attached(shown)
            for inner in nested:
                self._table(inner)

    def _cell_paragraph(self, paragraph: Element, attached: list[Shown]) -> str:
        """A paragraph of a cell as one text."""
        look = self._look(paragraph.find("w.pPr"))
        shown = self._runs.read(paragraph, hidden=look.hidden)
        attached.append(shown)
        self.pictures += shown.pictures
        self._breaks("".join(sign for sign in shown.text if sign in PAGE + RENDERED))
        text = _in_one_line(shown.text)
        label = "" if look.hidden else self._label(paragraph, look)
        return f"{label}{text}" if text else label

    # --- what is given ----------------------------------------------------------------

    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines) + "\n"

    def findings(self) -> list[Finding]:
        """What a person should know of how the file was read."""
        found = []
        if self._embedded:
            found.append(
                Finding(
                    code="part_not_read",
                    severity="warning",
                    message=f"这份 Word 文件里嵌有 {self._embedded} 个别的文件，"
                    "其中的文字没有读入。请用 Word 打开，另存为新的 .docx 后重新上传，"
                    "或对照原件补录。",
                )
            )
        if not self._rendered and sum(map(len, self.lines)) > _SHORT:
            found.append(
                Finding(
                    code="pages_not_known",
                    severity="info",
                    message="这份 Word 文件没有记下每页在哪里结束，页码只按手动分页推算，"
                    "可能与印出的不同。引用页码前请对照印本。",
                )
            )
        return found


def _in_one_line(text: str) -> str:
    """A text without its breaks; a padded name keeps its full-width space."""
    return re.sub(r"[\t\n ]+", " ", text.replace(PAGE, "").replace(RENDERED, "")).strip()


def _first(look: Look) -> float:
    """How much further in the first line of a paragraph begins than the others."""
    if look.first_characters is not None:
        return look.first_characters
    return look.first / (20 * look.size)
