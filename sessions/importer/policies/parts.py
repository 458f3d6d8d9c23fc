"""The parts of a policy document: what ``parting`` tells apart and the other modules read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..stages import Line


@dataclass
class Stretch:
    """Text with an outline of its own: the notice, the plan, one annex. ``title_lines`` name it;
    ``label_lines`` are 附件 or 附件2 above them."""

    lines: list[Line] = field(default_factory=list)
    title_lines: list[Line] = field(default_factory=list)
    label_lines: list[Line] = field(default_factory=list)
    title: str = ""


@dataclass
class Parts:
    """The lines of each part. ``stretches`` hold the text; the first belongs to the title."""

    labelled: list[Line] = field(default_factory=list)
    masthead: list[Line] = field(default_factory=list)
    number: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    adoption: list[list[Line]] = field(default_factory=list)
    addressee: list[Line] = field(default_factory=list)
    disclosure: list[Line] = field(default_factory=list)
    signature: list[Line] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)  # 附件：…, 联系人：…
    imprint: list[Line] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    enclosed: Stretch | None = None

    def head(self) -> list[Line]:
        """All lines that are neither text of a measure nor of a table."""
        found = [
            *self.labelled, *self.masthead, *self.number, *self.title, *self.addressee,
            *self.disclosure, *self.signature, *self.dates, *self.notes, *self.imprint,
        ]  # fmt: skip
        for block in self.adoption:
            found += block
        for stretch in self.stretches:
            found += (*stretch.title_lines, *stretch.label_lines)
        return found
