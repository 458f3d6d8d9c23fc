"""A file of any kind that is read, to its text: text, PDF, Word.

The text has the same form from every kind: lines, form feeds between pages, indents as
full-width spaces, the cells of a table's row parted by tabs, the number of a note in square
brackets. Raises ReadingError with one sentence for a file that cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..record import Finding
from ..stages import Progress, ReadingError
from .docx.document import docx_text
from .encodings import LARGEST, decode
from .kinds import FileKind, kind_of_file
from .pdf.document import pdf_text

# Files with pictures in them are larger than what they say.
LARGEST_FILE = 50 * 2**20


@dataclass(frozen=True)
class FileText:
    """What a file says. ``encoding`` is its encoding, or its kind (pdf, docx)."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def text_of(data: bytes, name: str, *, progress: Progress | None = None) -> tuple[str, str]:
    """The text of a file, and its encoding or kind."""
    read = read_file(data, name, progress=progress)
    return read.text, read.encoding


def read_file(data: bytes, name: str, *, progress: Progress | None = None) -> FileText:
    """The text of a file, and what could not be read of it."""
    if len(data) > LARGEST_FILE:
        raise ReadingError(_too_large(name, LARGEST_FILE))
    kind = kind_of_file(data, name)
    if kind is FileKind.TEXT:
        return FileText(*decode(data, name))
    read = pdf_text if kind is FileKind.PDF else docx_text
    text, findings = read(data, name, progress)
    if len(text) > LARGEST // 3:  # as UTF-8, three bytes a character
        raise ReadingError(
            f"{name} 的文字超过 {LARGEST // 2**20} MB，不像是一期公报。"
            "请检查是否选错了文件，或一期一期分开上传。"
        )
    return FileText(text, kind.value, findings)


def _too_large(name: str, limit: int) -> str:
    return (
        f"{name} 超过 {limit // 2**20} MB，不像是一期公报。"
        "请检查是否选错了文件，或分成几个文件导入。"
    )
