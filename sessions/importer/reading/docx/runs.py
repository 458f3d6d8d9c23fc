"""The text of a paragraph: what Word shows of its runs.

Inserted text counts and deleted text does not; of a field the result, of a phonetic guide the
words under it, of alternatives one. Hidden text is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..characters import plain
from .styles import Styles, is_on, number, value

PAGE = "\f"  # a page break that was typed
RENDERED = "\x0e"  # a page break that Word came to when it last laid the file out
_GONE = frozenset(
    "w.del w.moveFrom w.instrText w.delText w.delInstrText w.rPr w.pPr w.sectPr w.sdtPr w.rt "
    "w.commentReference w.annotationRef w.proofErr w.fldData w.footnoteRef w.endnoteRef".split()
)
_SIGNS = {
    "w.tab": "\t", "w.ptab": "\t", "w.cr": "\n", "w.noBreakHyphen": "-", "w.softHyphen": "",
    "w.lastRenderedPageBreak": RENDERED,
}  # fmt: skip


@dataclass
class Shown:
    """What a paragraph shows. ``boxes`` are the text boxes anchored in it, ``notes`` the
    footnotes and endnotes as (kind, id), ``pictures`` whether it holds a picture."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0


class RunReader:
    """Reads paragraphs one after the other; a field may reach over several of them.

    ``anchor`` gives the number that a note is shown with.
    """

    def __init__(self, styles: Styles, anchor: Callable[[str, str], str]) -> None:
        self._styles = styles
        self._anchor = anchor
        self._fields: list[bool] = []  # of each open field: whether its result has begun

    def read(self, paragraph: Element, *, hidden: bool = False) -> Shown:
        """The text of a paragraph; ``hidden``: its style hides it."""
        shown = Shown()
        parts: list[str] = []
        self._children(paragraph, parts, shown, hidden=hidden)
        shown.text = "".join(parts)
        return shown

    def _children(self, parent: Element, parts: list[str], shown: Shown, *, hidden: bool) -> None:
        for child in parent:
            self._item(child, parts, shown, hidden=hidden)

    def _item(self, item: Element, parts: list[str], shown: Shown, *, hidden: bool) -> None:
        tag = item.tag
        if tag in _GONE:
            return
        if tag == "w.r":
            self._children(item, parts, shown, hidden=self._is_hidden(item, hidden))
        elif tag == "mc.AlternateContent":
            chosen = _chosen(item)
            if chosen is not None:
                self._children(chosen, parts, shown, hidden=hidden)
        elif tag == "w.fldChar":
            self._field(item.get("w.fldCharType", ""))
        elif tag == "w.txbxContent":
            shown.boxes.append(item)
        elif tag in {"a.blip", "v.imagedata"}:
            shown.pictures += 1
        elif hidden or not all(self._fields):
            if tag == "w.lastRenderedPageBreak":
                parts.append(RENDERED)
            elif tag not in {"w.t", "m.t"}:
                self._children(item, parts, shown, hidden=hidden)
        elif tag in {"w.t", "m.t"}:
            parts.append(_words(item.text or ""))
        elif tag in _SIGNS:
            parts.append(_SIGNS[tag])
        elif tag == "w.br":
            parts.append(PAGE if item.get("w.type") == "page" else "\n")
        elif tag == "w.sym":
            parts.append(_symbol(item.get("w.char", "")))
        elif tag in {"w.footnoteReference", "w.endnoteReference"}:
            kind = "footnote" if tag == "w.footnoteReference" else "endnote"
            note = (kind, item.get("w.id", ""))
            if mark := self._anchor(*note):
                shown.notes.append(note)
                parts.append(mark)
        else:
            self._children(item, parts, shown, hidden=hidden)

    def _is_hidden(self, run: Element, hidden: bool) -> bool:
        properties = run.find("w.rPr")
        if properties is None:
            return hidden
        if properties.find("w.vanish") is not None:
            return is_on(properties.find("w.vanish"))
        return hidden or self._styles.hides(value(properties.find("w.rStyle")))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _chosen(item: Element) -> Element | None:
    """The alternative that is read: the first that holds anything."""
    for choice in item:
        if choice.tag in {"mc.Choice", "mc.Fallback"} and len(choice):
            return choice
    return None


def _words(text: str) -> str:
    return "".join(plain(ord(char)) if char > "~" or char < " " else char for char in text)


def _symbol(code: str) -> str:
    try:
        return plain(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def paragraphs_in(element: Element) -> Iterator[Element]:
    """The paragraphs of a note, whatever stands round them."""
    for child in element:
        if child.tag == "w.p":
            yield child
        elif child.tag not in {"w.del", "w.moveFrom"}:
            yield from paragraphs_in(child)


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether a paragraph's end was deleted, so that the next one goes on in its line."""
    mark = paragraph.find("w.pPr/w.rPr")
    return mark is not None and (
        mark.find("w.del") is not None or mark.find("w.moveFrom") is not None
    )


def page_width(section: Element | None) -> float:
    """The width of a line in twentieths of a point, by a section's properties."""
    if section is None:
        return 8306.0  # A4 with Word's usual margins
    size, margin = section.find("w.pgSz"), section.find("w.pgMar")
    columns = section.find("w.cols")
    width = number(size.get("w.w") if size is not None else None) or 11906.0
    for side in ("w.left", "w.right"):
        given = number(margin.get(side) if margin is not None else None)
        width -= 1800.0 if given is None else given
    count = number(columns.get("w.num") if columns is not None else None) or 1
    space = number(columns.get("w.space") if columns is not None else None) or 425.0
    if count > 1:
        width = (width - (count - 1) * space) / count
    return max(width, 1000.0)
