"""Word files that are refused, or of which a part is not read."""

from __future__ import annotations

import io
import zipfile

import pytest

from sessions.importer.reading.docx import package
from sessions.importer.reading.files import read_file
from sessions.importer.reading.read import read_bytes
from sessions.importer.stages import ReadingError

from .typeset_docx import paragraph, text_of, with_parts, word


def refusal(data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, "公报.docx")
    message = str(caught.value)
    assert message.startswith("公报.docx 是 Word 文件")
    assert message.endswith("。")
    return message


def with_document(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    return out.getvalue()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>"""
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "实体"),
        (OUTSIDE, "实体"),
        (OUTSIDE.decode().encode("utf-16"), "实体"),
        (b"<?xml version='1.0'?><!DOCTYPE d SYSTEM 'http://example.org/d.dtd'><d/>", "DTD"),
        (b"no xml", "损坏"),
        (b"<d>" * 1000 + b"</d>" * 1000, "损坏"),
        (b"<d/>", "没有正文"),
        (b"\x00" * (package.MOST_OF_A_PART + 1), "解压后"),
        (b"<d>" + b" " * (package.MOST_TIMES * 2**17) + b"</d>", "解压后"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_part_is_refused(content: bytes, words: str) -> None:
    assert words in refusal(with_document(content))


def test_a_part_that_says_it_is_small_and_is_not_is_refused() -> None:
    data = bytearray(with_document(b"<d>" + b" " * 20_000_000 + b"</d>"))
    at = data.rindex(b"PK\x01\x02") + 24  # the size that the directory declares
    data[at : at + 4] = (100).to_bytes(4, "little")

    assert "损坏" in refusal(bytes(data)) or "解压后" in refusal(bytes(data))


def test_too_many_parts_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(package.MOST_PARTS + 1):
            archive.writestr(f"word/{number}", "")

    assert "解压后" in refusal(out.getvalue())


def test_a_file_without_text_is_refused_and_pictures_are_named() -> None:
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"

    assert "没有文字" in refusal(word(""))
    assert "OCR" in refusal(word(paragraph(picture)))


def test_an_embedded_file_is_told_of() -> None:
    file = read_file(word("正文", "<w:altChunk/>"), "公报.docx")

    assert [finding.code for finding in file.findings] == ["part_not_read"]


def test_the_strict_form_of_the_format_is_read_too() -> None:
    data = word("关于古道的报告")
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("word/document.xml").decode()
    content = content.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict
    )

    assert text_of(with_parts(with_document(content.encode()), {})).split() == ["关于古道的报告"]
