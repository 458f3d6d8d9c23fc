"""What kind of file some bytes are, whatever the file is called.

Reads the bytes; gives text, PDF or Word, or raises ReadingError with one sentence that names
the kind and says what to save the file as.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from ..stages import ReadingError


class FileKind(Enum):
    """The kinds that are read."""

    TEXT = "text"
    PDF = "pdf"
    WORD = "docx"


_SAVE_AS_WORD = "请用原软件打开，另存为 Word 文件（.docx）、PDF 或纯文本（.txt）后再上传。"
_RECOGNISE = "请先做文字识别（OCR），存为 Word 文件（.docx）或纯文本（.txt）后再上传。"
_UNPACK = "请先解压，再上传里面的公报文件（.pdf、.docx 或 .txt）。"
_PICTURES: tuple[tuple[int, bytes], ...] = (
    (0, b"\x89PNG"), (0, b"\xff\xd8\xff"), (0, b"GIF8"), (0, b"II*\x00"), (0, b"MM\x00*"),
    (0, b"BM"), (8, b"WEBP"), (4, b"ftypheic"), (4, b"ftypavif"), (4, b"jP  "), (0, b"AT&TFORM"),
)  # fmt: skip
_ARCHIVES: tuple[tuple[int, bytes], ...] = (
    (0, b"Rar!"), (0, b"7z\xbc\xaf"), (0, b"\x1f\x8b"), (0, b"BZh9"), (0, b"\xfd7zXZ"),
    (0, b"\x28\xb5\x2f\xfd"), (257, b"ustar"), (0, b"MSCF"),
)  # fmt: skip
_COMPOUND = b"\xd0\xcf\x11\xe0"
_HTML = re.compile(rb"(?i)<!doctype html|<html[\s>]")
_WORD_XML = re.compile(rb"mso-application|/package/2006/xmlPackage|office/word/2003/wordml")


def kind_of_file(data: bytes, name: str) -> FileKind:
    """The kind of a file; raises ReadingError for a kind that is not read."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"\x00" not in data[:64]):
        return FileKind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, name)
    if data.startswith(_COMPOUND):
        raise ReadingError(f"{name} {_kind_of_compound(data, name)}")
    if data.startswith(b"{\\rtf"):
        raise ReadingError(f"{name} 是 RTF 文件。{_SAVE_AS_WORD}")
    if not _is_plain(data[:64]):
        if any(data[at : at + len(mark)] == mark for at, mark in _PICTURES):
            raise ReadingError(f"{name} 是图片，没有可读的文字。{_RECOGNISE}")
        if any(data[at : at + len(mark)] == mark for at, mark in _ARCHIVES):
            raise ReadingError(f"{name} 是压缩文件。{_UNPACK}")
    if _HTML.match(head):
        raise ReadingError(f"{name} 是网页文件。请用浏览器打开，另存为 PDF 后再上传。")
    if head.startswith(b"MIME-Version:") and b"multipart/related" in data[:4096]:
        raise ReadingError(f"{name} 是网页存档（.mht）。{_SAVE_AS_WORD}")
    if head.startswith(b"<?xml") and _WORD_XML.search(data[:4096]):
        raise ReadingError(f"{name} 是 XML 格式的 Word 文件。{_SAVE_AS_WORD}")
    return FileKind.TEXT


def _is_plain(head: bytes) -> bool:
    """Whether the bytes are printable ASCII: a text may begin with "BM" or "GIF8" too."""
    return all(32 <= byte < 127 or byte in b"\t\r\n" for byte in head)


def _kind_of_zip(data: bytes, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {item.filename for item in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        if b"word/" in data:
            raise ReadingError(
                f"{name} 是 Word 文件（.docx），但已损坏或不完整，打不开。"
                "请重新导出或重新下载后再上传。"
            ) from None
        raise ReadingError(f"{name} 是压缩文件，而且已损坏。{_UNPACK}") from None
    if any(part.startswith("word/") for part in names):
        return FileKind.WORD
    if any(part.startswith("xl/") for part in names):
        kind = "是 Excel 表格（.xlsx），不是公报文件。" + _SAVE_AS_WORD
    elif any(part.startswith("ppt/") for part in names):
        kind = "是幻灯片（.pptx）。" + _SAVE_AS_WORD
    elif "OFD.xml" in names:
        kind = "是 OFD 文件。请用 OFD 阅读器打开，另存为 PDF 后再上传。"
    elif "META-INF/manifest.xml" in names and "content.xml" in names:
        kind = "是 ODF 文件（.odt 等）。" + _SAVE_AS_WORD
    elif "META-INF/container.xml" in names:
        kind = "是电子书（.epub）。" + _SAVE_AS_WORD
    else:
        kind = "是压缩文件。" + _UNPACK
    raise ReadingError(f"{name} {kind}")


def _kind_of_compound(data: bytes, name: str) -> str:
    """What a file in Microsoft's old container is (.doc, .xls, .wps, or an encrypted .docx)."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "是加密的 Office 文件，打开它需要密码，无法读取。请先解除密码，另存后再上传。"
    if name.lower().endswith(".wps"):
        return "是 WPS 文字文件（.wps）。" + _SAVE_AS_WORD
    if holds("WordDocument"):
        return "是旧版 Word 文件（.doc）。" + _SAVE_AS_WORD
    if holds("Workbook"):
        return "是旧版 Excel 表格（.xls），不是公报文件。" + _SAVE_AS_WORD
    if holds("PowerPoint Document"):
        return "是旧版幻灯片（.ppt）。" + _SAVE_AS_WORD
    return "是旧版 Word/Excel 文件（.doc/.xls）。" + _SAVE_AS_WORD
