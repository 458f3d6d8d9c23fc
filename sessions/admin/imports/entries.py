"""The items of a record as the review shows them: each fact with the lines it came from, what
the machine read beside what people mended, and what was struck out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...choices import CorrectionState, TaskField
from ...review.drafts import (
    Data,
    Item,
    Place,
    differing,
    find,
    items,
    place_of,
    shown,
    shown_rows,
    title_of,
    value_at,
)
from ...review.kinds import KEY, KINDS, ORGANIZATION, PERSON, Field, Kind, Rows, kinds_within
from ...review.lines import MOST, SourceLine, SourceLines, source_of

READ, MENDED, ADDED, STRUCK = "read", "mended", "added", "struck"
STATES = {
    READ: "",
    MENDED: gettext_lazy("已订正"),
    ADDED: gettext_lazy("人工补录"),
    STRUCK: gettext_lazy("已删去"),
}
# Told beside the entry, or of no interest while it says what it mostly says.
_UNTOLD = ("source.document", "source.page", "source.line_start", "source.line_end")
HEAD = 8  # lines of a place that holds other items: enough to know it again
_PLACES = ("page", "line_start", "line_end", "page_start", "page_end")


@dataclass(frozen=True)
class Fact:
    """One field in words. ``was`` is what the machine read, where people mended it; ``badge``
    says what a person or organisation will become, ``tone`` how much to look at it."""

    label: Any
    text: str
    was: str | None = None
    badge: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Telling:
    """Another place that tells of an item: the title of its document, its lines; its words
    where there is no source to show lines of."""

    title: str
    lines: tuple[SourceLine, ...]
    text: str


@dataclass(frozen=True)
class Proposed:
    """A correction of a row of a register, as people may decide on it there."""

    index: int
    field: str
    printed: str
    value: str
    reason: str
    state: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One item as shown."""

    place: Place
    title: str
    state: str
    facts: tuple[Fact, ...]
    lines: tuple[SourceLine, ...]
    page: int | None
    tellings: tuple[Telling, ...] = ()
    corrections: tuple[Proposed, ...] = ()
    children: tuple[Entry, ...] = ()

    @property
    def state_label(self) -> Any:
        return STATES[self.state]

    @property
    def query(self) -> str:
        """The place as parameters of an address."""
        return query_of(self.place)

    @property
    def anchor(self) -> str:
        """By which the page can be opened at this entry."""
        return anchor_of(self.place)

    @property
    def first_line(self) -> int | None:
        return next((line.number for line in self.lines if line.told), None)


def query_of(place: Place) -> str:
    """The place as parameters of an address."""
    return urlencode({"kind": place.kind, "key": place.key, "within": place.within})


def anchor_of(place: Place) -> str:
    """The place as the name of a part of a page."""
    return urlencode({"at": str(place)})


class Shelf:
    """Makes the entries of one import: ``now`` is the record as it stands, ``read`` what the
    machine read, ``badges`` what persons will become, by their keys."""

    def __init__(
        self, now: Data, read: Data, lines: SourceLines, badges: dict[str, tuple[str, str]]
    ) -> None:
        self.now = now
        self.read = read
        self.lines = lines
        self.badges = badges

    def entries(self, kind: Kind, within: str = "") -> list[Entry]:
        """The entries of a kind, those struck out among them where they stood."""
        held = items(self.now, kind, within)
        keys = {item.get("key") for item in held}
        read = items(self.read, kind, within)
        gone = [item for item in read if item.get("key") not in keys]
        if kind.single and held:
            gone = []
        found = [self.entry(kind, item, within) for item in held]
        for item in gone:
            place = place_of(kind, item, within)
            at = next((n for n, one in enumerate(found) if _stands_after(one, item)), len(found))
            found.insert(at, self._entry(place, item, STRUCK, {}))
        return found

    def entry(self, kind: Kind, item: Item, within: str = "") -> Entry:
        """One entry, without the items that it holds."""
        place = place_of(kind, item, within)
        original = find(self.read, place) if _has_holder(self.read, place) else None
        if original is None:
            return self._entry(place, item, ADDED, {})
        changed = differing(kind, original, item)
        return self._entry(place, item, MENDED if changed else READ, changed)

    def with_children(self, entry: Entry) -> Entry:
        """The entry with the items that it holds."""
        children = [
            child
            for kind in kinds_within(entry.place.what)
            for child in self.entries(kind, entry.place.key)
        ]
        return replace(entry, children=tuple(children))

    def _entry(self, place: Place, item: Item, state: str, changed: dict[str, Any]) -> Entry:
        where = self._section_of(place, item) or item
        span = source_of(where)
        most = HEAD if place.what.spread or kinds_within(place.what) else MOST
        lines = tuple(self.lines.around(*span, most)) if span and len(self.lines) else ()
        source = where.get("source") or where
        return Entry(
            place=place,
            title=title_of(place.what, item) or _("（无标题）"),
            state=state,
            facts=tuple(self._facts(place.what, item, changed)),
            lines=lines,
            page=source.get("page") or source.get("page_start"),
            tellings=tuple(map(self._telling, item.get("told") or ())),
            corrections=tuple(_corrections(place, item)),
        )

    def _telling(self, told: Item) -> Telling:
        span = source_of(told)
        lines = tuple(self.lines.around(*span)) if span and len(self.lines) else ()
        title = self._title(KINDS["documents"], told["source"]["document"] or "")
        return Telling(title, lines, told["text"] or "")

    def _section_of(self, place: Place, item: Item) -> Item | None:
        """The section that an answer stands in: an answer has no place of its own."""
        if place.kind != "responses":
            return None
        report = find(self.now, place.holder)
        document = report["document"] if report else ""
        return find(self.now, Place("sections", item["section"], document))

    def _facts(self, kind: Kind, item: Item, changed: dict[str, Any]) -> Iterator[Fact]:
        for one in kind.fields:
            if one.path == "corrections":  # shown with the buttons that decide on them
                continue
            value = value_at(item, one.path)
            was = self._words(one, changed[one.path][0]) if one.path in changed else None
            if isinstance(one, Field) and was is None and _is_quiet(one, value):
                continue
            text = self._words(one, value)
            if not text and was is None:
                continue
            badge, tone = "", ""
            if isinstance(one, Field) and one.form == PERSON and value:
                badge, tone = self.badges.get(value, ("", ""))
            yield Fact(one.label, text, was, badge, tone)

    def _words(self, one: Field | Rows, value: Any) -> str:
        if isinstance(one, Rows):
            return shown_rows(one, value)
        if value and one.form == KEY:
            return self._title(KINDS[one.of], value)
        if value and one.form in (PERSON, ORGANIZATION):
            among = self.now["people" if one.form == PERSON else "organizations"]
            held = next((row for row in among if row["key"] == value), None)
            note = held.get("note") if held else ""
            name = held["name"] if held else value
            return f"{name}（{note}）" if note else str(name)
        return shown(one, value)

    def _title(self, kind: Kind, key: str) -> str:
        """The title of an item that another names; of one within others, wherever it is."""
        holders = [""]
        if kind.within:
            holders = [item["key"] for item in items(self.now, KINDS[kind.within])]
        for within in holders:
            if found := find(self.now, Place(kind.name, key, within)):
                return title_of(kind, found)
        return key


def _corrections(place: Place, item: Item) -> Iterator[Proposed]:
    if place.kind != "tasks":
        return
    for index, one in enumerate(item["corrections"]):
        yield Proposed(
            index,
            str(TaskField(one["field"]).label),
            one["printed"],
            one["value"],
            one["reason"],
            one["state"],
            str(CorrectionState(one["state"]).label),
        )


def _is_quiet(one: Field, value: Any) -> bool:
    """Whether a field has nothing to say that one does not see anyway."""
    name = one.path.rpartition(".")[2]
    return one.path in _UNTOLD or one.path in _PLACES or (name == "precision" and value == "day")


def _has_holder(data: Data, place: Place) -> bool:
    return not place.what.within or find(data, place.holder) is not None


def _stands_after(entry: Entry, item: Item) -> bool:
    span = source_of(item)
    return span is not None and entry.first_line is not None and entry.first_line > span[0]
