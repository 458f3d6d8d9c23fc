"""The container of a Word file: its parts, unpacked and parsed within limits.

A container is a zip of XML parts. A small one may unpack to more than a machine has, and XML
may call for files or for texts that grow without end; both are refused before they do.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ...stages import ReadingError

MOST_PARTS = 10_000
MOST_UNPACKED = 400 * 2**20  # of all parts; pictures are never unpacked
MOST_OF_A_PART = 48 * 2**20
MOST_TIMES = 100  # a part that grows more is no text: text packs to about a tenth
_SMALL = 4 * 2**20  # parts below this may grow as they like
_DEEPEST = 250
_MOST_ELEMENTS = 4_000_000

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
}


class Package:
    """The parts of a Word file. Raises ReadingError, one sentence, for what is beyond the
    limits or broken."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            items = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise self._damaged() from None
        self._sizes = {item.filename: item for item in items}
        unpacked = sum(item.file_size for item in items)
        if len(items) > MOST_PARTS or unpacked > MOST_UNPACKED:
            raise self._too_large()

    def main_part(self) -> str:
        """The name of the part that holds the text."""
        for kind, target in self.related("").values():
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that ``part`` refers to: id → (kind, name)."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for item in root if root is not None else ():
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            target = item.get("Target", "")
            if item.get("TargetMode") != "External":
                joined = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                found[item.get("Id", "")] = (kind, posixpath.normpath(joined).lstrip("/"))
        return found

    def xml(self, part: str) -> Element | None:
        """A part as a tree whose tags are like w.p; None where the file has no such part."""
        item = self._sizes.get(part)
        if item is None:
            return None
        return self._parse(self._unpacked(item))

    def _unpacked(self, item: zipfile.ZipInfo) -> bytes:
        limit = min(MOST_OF_A_PART, max(_SMALL, MOST_TIMES * item.compress_size))
        if item.file_size > limit:
            raise self._too_large()
        try:
            with self._archive.open(item) as opened:
                data = opened.read(limit + 1)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
        ):  # fmt: skip
            raise self._damaged() from None
        if len(data) > limit:
            raise self._too_large()
        return data

    def _parse(self, data: bytes) -> Element:
        try:
            return _tree(data)
        except _ForbiddenError:
            raise ReadingError(
                f"{self._name} 是 Word 文件，但内含外部定义（DTD 或实体），为安全起见没有读入。"
                "请用 Word 或 WPS 打开，另存为新的 .docx 后再上传。"
            ) from None
        except (expat.ExpatError, LookupError, ValueError, AssertionError):
            raise self._damaged() from None

    def _damaged(self) -> ReadingError:
        return ReadingError(
            f"{self._name} 是 Word 文件（.docx），但已损坏或不完整，打不开。"
            "请用 Word 或 WPS 打开，另存后再上传。"
        )

    def _too_large(self) -> ReadingError:
        return ReadingError(
            f"{self._name} 是 Word 文件，但解压后大得不像是一期公报，没有读入。"
            "请检查是否选错了文件，或用 Word 打开，另存为新的 .docx 后再上传。"
        )


class _ForbiddenError(Exception):
    """A document type declaration or an entity."""


def _tree(data: bytes) -> Element:
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    known: dict[str, str] = {}
    depth = count = 0

    def short(name: str) -> str:
        space, _, local = name.rpartition("}")
        prefix = _NAMESPACES.get(space, "other") if space else ""
        return known.setdefault(name, f"{prefix}.{local}" if prefix else local)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise ValueError
        pairs = {known.get(key) or short(key): value for key, value in attributes.items()}
        builder.start(known.get(name) or short(name), pairs)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(known[name])

    def refuse(*_: object) -> None:
        raise _ForbiddenError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(data, True)
    return builder.close()
