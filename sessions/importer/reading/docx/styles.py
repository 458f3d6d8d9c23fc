"""What the styles of a Word file say of a paragraph: indents, alignment, list, visibility."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
_USUAL_SIZE = 10.5


def value(element: Element | None, name: str = "w.val") -> str | None:
    """An attribute of an element that may be missing."""
    return None if element is None else element.get(name)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w.vanish is there and not switched off."""
    return element is not None and element.get("w.val", "true").lower() not in _OFF


def number(text: str | None) -> float | None:
    """The number that an attribute holds, None for none."""
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None


@dataclass
class Look:
    """How a paragraph looks. Indents are in twentieths of a point, unless in characters."""

    align: str = "left"
    left: float = 0.0
    first: float = 0.0  # of the first line, from ``left``; below 0 it hangs
    left_characters: float | None = None
    first_characters: float | None = None
    size: float = _USUAL_SIZE
    break_before: bool = False
    hidden: bool = False
    list: str | None = None  # numId
    level: int = 0

    def indent(self) -> float:
        """How far in the first line begins, in characters."""
        width = 20 * self.size
        left = self.left / width if self.left_characters is None else self.left_characters
        first = self.first / width if self.first_characters is None else self.first_characters
        return left + first


@dataclass
class Styles:
    """The styles of a file by their id, and what holds where no style says anything."""

    by_id: dict[str, Element] = field(default_factory=dict)
    paragraph_default: str = ""
    default_size: float = _USUAL_SIZE

    def look(self, properties: Element | None) -> Look:
        """The look of a paragraph with these w.pPr."""
        look = Look(size=self.default_size)
        style = value(properties.find("w.pStyle") if properties is not None else None)
        for one in self._chain(style or self.paragraph_default):
            _apply(look, one.find("w.pPr"), one.find("w.rPr"))
        if properties is not None:
            _apply(look, properties, None)
        return look

    def indented(self, look: Look, properties: Element) -> Look:
        """A look with the indents of a list's level."""
        if (indent := properties.find("w.ind")) is not None:
            _apply_indent(look, indent)
        return look

    def hides(self, style: str | None) -> bool:
        """Whether characters of this style are hidden."""
        hidden = False
        for one in self._chain(style or ""):
            properties = one.find("w.rPr")
            if properties is not None and properties.find("w.vanish") is not None:
                hidden = is_on(properties.find("w.vanish"))
        return hidden

    def _chain(self, style: str) -> Iterable[Element]:
        """A style with those it is based on, the most general first."""
        chain: list[Element] = []
        while style in self.by_id and len(chain) < _DEEPEST:
            chain.append(self.by_id[style])
            style = value(self.by_id[style].find("w.basedOn")) or ""
        return reversed(chain)


def read_styles(root: Element | None) -> Styles:
    """The styles in styles.xml."""
    styles = Styles()
    for style in root.iter("w.style") if root is not None else ():
        key = style.get("w.styleId", "")
        styles.by_id[key] = style
        if style.get("w.type") == "paragraph" and style.get("w.default", "0") not in _OFF:
            styles.paragraph_default = key
    half_points = root.find("w.docDefaults/w.rPrDefault/w.rPr/w.sz") if root is not None else None
    if size := number(value(half_points)):
        styles.default_size = size / 2
    return styles


def _apply(look: Look, paragraph: Element | None, run: Element | None) -> None:
    if run is not None:
        if size := number(value(run.find("w.sz"))):
            look.size = size / 2
        if run.find("w.vanish") is not None:
            look.hidden = is_on(run.find("w.vanish"))
    if paragraph is None:
        return
    look.align = value(paragraph.find("w.jc")) or look.align
    if paragraph.find("w.pageBreakBefore") is not None:
        look.break_before = is_on(paragraph.find("w.pageBreakBefore"))
    numbering = paragraph.find("w.numPr")
    if numbering is not None:
        listed = value(numbering.find("w.numId"))
        look.list = listed if listed is not None else look.list
        level = number(value(numbering.find("w.ilvl")))
        look.level = int(level) if level is not None else look.level
    if (indent := paragraph.find("w.ind")) is not None:
        _apply_indent(look, indent)


def _apply_indent(look: Look, indent: Element) -> None:
    left = number(indent.get("w.left") or indent.get("w.start"))
    if left is not None:
        look.left = left
    characters = number(indent.get("w.leftChars") or indent.get("w.startChars"))
    if characters is not None:
        look.left_characters = characters / 100 or None
    for name, sign in (("w.firstLine", 1), ("w.hanging", -1)):
        if (given := number(indent.get(name))) is not None:
            look.first = sign * given
        if (given := number(indent.get(f"{name}Chars"))) is not None:
            look.first_characters = sign * given / 100 or None
