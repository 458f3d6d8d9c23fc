"""The tables of a Word file: rows and cells, each merged cell once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..characters import AS_ABOVE
from .runs import Shown
from .styles import number, value

_THROUGH = frozenset({"w.sdt", "w.sdtContent", "w.customXml", "w.ins", "w.moveTo"})


@dataclass(frozen=True)
class Cell:
    """A cell; ``element`` is None for the places of a row that none covers. ``continued``:
    it goes on from the row above."""

    element: Element | None
    continued: bool = False


def rows_of(table: Element) -> Iterator[list[Cell]]:
    """The rows of a table that were not deleted."""
    for row in _children(table, "w.tr"):
        properties = row.find("w.trPr")
        if properties is not None and properties.find("w.del") is not None:
            continue
        cells: list[Cell] = []
        before = number(value(properties.find("w.gridBefore") if properties is not None else None))
        cells += [Cell(None)] * int(min(before or 0, 20))
        for cell in _children(row, "w.tc"):
            merged = cell.find("w.tcPr/w.vMerge")
            continued = merged is not None and merged.get("w.val", "continue") == "continue"
            cells.append(Cell(cell, continued))
        if cells:
            yield cells


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """The children with a tag, also inside content controls and inserted parts."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _children(child, tag)


def text_of_cell(
    cell: Cell,
    paragraph: Callable[[Element, list[Shown]], str],
    attached: list[Shown],
    nested: list[Element],
) -> str:
    """The text of a cell, its paragraphs parted by a space; a ditto mark for one that goes on
    from above. Tables inside it are put to ``nested``."""
    if cell.element is None:
        return ""
    if cell.continued:
        return AS_ABOVE
    texts: list[str] = []
    _collect(cell.element, paragraph, attached, nested, texts)
    return " ".join(text for text in texts if text)


def _collect(
    parent: Element,
    paragraph: Callable[[Element, list[Shown]], str],
    attached: list[Shown],
    nested: list[Element],
    texts: list[str],
) -> None:
    for child in parent:
        if child.tag == "w.p":
            texts.append(paragraph(child, attached))
        elif child.tag == "w.tbl":
            nested.append(child)
        elif child.tag not in {"w.tcPr", "w.del", "w.moveFrom", "w.sdtPr"}:
            _collect(child, paragraph, attached, nested, texts)
