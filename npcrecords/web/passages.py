"""A text as a page shows it: whole where it is short, else folded behind its beginning."""

from __future__ import annotations

from dataclasses import dataclass

LONG = 400  # characters; a longer text is folded
LEAD = 72  # characters of a folded text that are seen


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading and paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a section and of all below it. The heading of the first is shown by whoever
    shows the passage. In the cell of a table ``long`` is less than elsewhere."""

    parts: tuple[Part, ...] = ()
    long: int = LONG

    @property
    def words(self) -> str:
        return "".join(part.heading + "".join(part.paragraphs) for part in self.parts)

    @property
    def length(self) -> int:
        return len(self.words)

    @property
    def is_long(self) -> bool:
        return self.length > self.long

    @property
    def lead(self) -> str:
        """How a folded text begins."""
        return f"{self.words[:LEAD]}…"


NOTHING = Passage()


def passage(text: str | None, long: int = LONG) -> Passage:
    """The paragraphs of a text, which stand on lines of their own."""
    lines = tuple(line for line in (text or "").split("\n") if line.strip())
    return Passage((Part("", lines),) if lines else (), long)
