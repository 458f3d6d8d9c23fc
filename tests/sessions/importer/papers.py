"""Papers for tests: a document made of a few lines, and the seed bulletin read as far as its
sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sessions.importer.naming.names import Names
from sessions.importer.outlining.outline import outline
from sessions.importer.reading.read import read
from sessions.importer.record import DocumentKind, Section
from sessions.importer.splitting.split import split
from sessions.importer.stages import DocumentText, Line, join
from tests.seeds import seed


def lines_of(text: str, start: int = 0) -> tuple[Line, ...]:
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    return tuple(Line(start + number, row, page=1) for number, row in enumerate(rows))


def paper(
    kind: DocumentKind,
    title: str,
    body: str = "",
    *,
    adoption: str = "",
    author: str = "",
    addressee: str = "",
    dated: str = "",
    sequence: int = 1,
    start: int = 0,
) -> DocumentText:
    """A document whose parts are the given texts, a line of text a line."""
    parts: dict[str, tuple[Line, ...]] = {}
    at = start
    for name, text in (
        ("title_lines", title),
        ("author_lines", author),
        ("adoption_lines", adoption),
        ("addressee_lines", addressee),
        ("body", body),
        ("date_lines", dated),
    ):
        parts[name] = lines_of(text, at)
        at += len(parts[name])
    return DocumentText(
        key=title,
        sequence=sequence,
        kind=kind,
        title=title,
        lines=tuple(line for part in parts.values() for line in part),
        line_start=start,
        line_end=at - 1,
        **parts,
    )


def sections_of(document: DocumentText) -> tuple[Section, ...]:
    return outline(document).sections


@dataclass(frozen=True)
class Seed:
    """The seed bulletin, cut into documents with their sections."""

    documents: tuple[DocumentText, ...]
    sections: dict[str, tuple[Section, ...]]
    names: Names

    def of_kind(self, *kinds: DocumentKind) -> list[DocumentText]:
        return [document for document in self.documents if document.kind in kinds]

    def minutes(self) -> Sequence[Section]:
        (minutes,) = self.of_kind(DocumentKind.MINUTES)
        return self.sections[minutes.key]


def seed_bulletin() -> Seed:
    """The seed read once a run; skips where it is missing."""
    return _read(str(seed("001_")))


@cache
def _read(path: str) -> Seed:
    documents = split(read(path))
    names = Names("宁波市")
    for document in documents:
        names.learn(join(document.lines).text)
    sections = {document.key: sections_of(document) for document in documents}
    return Seed(documents, sections, names)
