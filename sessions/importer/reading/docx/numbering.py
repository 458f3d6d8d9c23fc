"""Automatic numbers of paragraphs, as Word shows them: 一、 （一） 1. 第三条.

The text of a Word file does not hold them: they are counted here by the rules of
numbering.xml (ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..characters import plain
from .numerals import numeral
from .styles import is_on, number, value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LARGEST = 30_000


@dataclass
class _Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level (from 1) after which it begins again; 0: never
    legal: bool = False
    indent: Element | None = None
    style: str = ""


@dataclass
class _List:
    """A list: the abstract one that it counts with, its own levels and starts."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a file in the order in which they come."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._of_style: dict[str, int] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for item in root.iter("w.abstractNum"):
            key = item.get("w.abstractNumId", "")
            self._abstract[key] = _levels(item)
            if link := value(item.find("w.numStyleLink")):
                links[key] = link
            if link := value(item.find("w.styleLink")):
                styles[link] = key
        for key, link in links.items():
            self._abstract[key] = self._abstract.get(styles.get(link, ""), self._abstract[key])
        for item in root.iter("w.num"):
            self._lists[item.get("w.numId", "")] = _list(item)

    def label(self, listed: str | None, level: int, style: str = "") -> str:
        """The number of the next paragraph of a list; "" for one that has none."""
        one = self._lists.get(listed or "")
        if one is None or not 0 <= level < _LEVELS:
            return ""
        levels = self._abstract.get(one.abstract, {}) | one.levels
        if style:
            level = next((k for k, item in levels.items() if item.style == style), level)
        form = levels.get(level)
        if form is None:
            return ""
        self._count(listed or "", one, levels, level)
        if form.form == "bullet":
            return "".join(plain(ord(char)) for char in form.text)
        counts = self._counts[one.abstract]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            given = levels.get(at, _Level())
            return numeral(
                counts.get(at, given.start), "decimal" if form.legal and at < level else given.form
            )

        return _PLACE.sub(shown, form.text)

    def indent(self, listed: str | None, level: int) -> Element | None:
        """What a level of a list says of its paragraphs' indents (w.pPr)."""
        one = self._lists.get(listed or "")
        if one is None:
            return None
        form = (self._abstract.get(one.abstract, {}) | one.levels).get(level)
        return form.indent if form else None

    def _count(self, key: str, one: _List, levels: dict[int, _Level], level: int) -> None:
        counts = self._counts.setdefault(one.abstract, {})
        for at in (at for at in one.starts if (key, at) not in self._begun):
            self._begun.add((key, at))
            counts.pop(at, None)
        start = one.starts.get(level, levels[level].start)
        counts[level] = min(counts[level] + 1 if level in counts else start, _LARGEST)
        for upper in range(level):
            if upper not in counts and upper in levels:
                counts[upper] = one.starts.get(upper, levels[upper].start)
        for lower in range(level + 1, _LEVELS):
            restart = levels[lower].restart if lower in levels else None
            if restart is None or (restart and level < restart):
                counts.pop(lower, None)


def _levels(parent: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for item in parent.findall("w.lvl"):
        at = number(item.get("w.ilvl"))
        if at is None:
            continue
        restart = number(value(item.find("w.lvlRestart")))
        levels[int(at)] = _Level(
            start=int(number(value(item.find("w.start"))) or 0),
            form=_form(item),
            text=value(item.find("w.lvlText")) or "",
            restart=None if restart is None else int(restart),
            legal=is_on(item.find("w.isLgl")),
            indent=item.find("w.pPr"),
            style=value(item.find("w.pStyle")) or "",
        )
    return levels


def _form(item: Element) -> str:
    """The form of a level's numbers; a newer one may stand beside a fallback."""
    form = item.find("w.numFmt")
    if form is None:
        form = item.find("mc.AlternateContent/mc.Fallback/w.numFmt")
    return value(form) or "decimal"


def _list(item: Element) -> _List:
    one = _List(value(item.find("w.abstractNumId")) or "")
    for override in item.findall("w.lvlOverride"):
        at = number(override.get("w.ilvl"))
        start = number(value(override.find("w.startOverride")))
        if at is not None and start is not None:
            one.starts[int(at)] = int(start)
        one.levels |= _levels(override)
    return one
