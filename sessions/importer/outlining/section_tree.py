"""The sections of one document as a tree: what stands under what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..record import Section, Source


class SectionTree:
    """Questions on a document's sections, which are given in reading order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = tuple(sections)
        self._children: dict[str | None, list[Section]] = {}
        self._by_key = {section.key: section for section in sections}
        for section in sections:
            self._children.setdefault(section.parent, []).append(section)

    def at(self, key: str) -> Section:
        """The section of that key."""
        return self._by_key[key]

    def headed(self, parent: Section | None = None) -> list[Section]:
        """The sections with a marker right under ``parent``, or those at the top."""
        return [one for one in self.children(parent) if one.marker]

    def children(self, parent: Section | None = None) -> list[Section]:
        """All sections right under ``parent``, those without a marker too."""
        return self._children.get(parent.key if parent else None, [])

    def below(self, section: Section) -> Iterator[Section]:
        """Every section under ``section``, in reading order."""
        stack = list(reversed(self.children(section)))
        while stack:
            one = stack.pop()
            yield one
            stack.extend(reversed(self.children(one)))

    def said(self, section: Section) -> str:
        """All the text of ``section`` and of those under it, without its own heading."""
        parts = [section.text or "", *map(_with_heading, self.below(section))]
        return "\n".join(part for part in parts if part)

    def opening(self) -> str:
        """The text before the first heading; without headings the whole text."""
        parts = []
        for section in self.children():
            if section.marker:
                break
            parts.append(section.text or "")
        return "\n".join(parts)


def place_of(section: Section, document: str) -> Source:
    """Where ``section`` stands."""
    return Source(
        document=document,
        page=section.page,
        line_start=section.line_start,
        line_end=section.line_end,
    )


def _with_heading(section: Section) -> str:
    stop = "。" if section.heading else ""
    return f"{section.marker}{section.heading}{stop}{section.text or ''}"
