"""What is no text, PDF or Word file is named; what cannot be read is refused in a sentence."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from sessions.importer.build import build_record
from sessions.importer.reading.files import LARGEST_FILE, read_file, text_of
from sessions.importer.reading.pdf.child import RefusedError, read
from sessions.importer.reading.pdf.model import Limits
from sessions.importer.reading.read import read_bytes
from sessions.importer.stages import ReadingError

from .bulletins import PAPERS
from .typeset_docx import papers_docx, word
from .typeset_pdf import Form, Sheet, papers_pdf, pdf


def zipped(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(99)


KINDS: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "old Word": ("公报.doc", compound("WordDocument"), ("旧版 Word", ".docx")),
    "old Excel": ("名单.xls", compound("Workbook"), ("Excel", ".docx")),
    "old slides": ("a.ppt", compound("PowerPoint Document"), ("幻灯片",)),
    "WPS": ("公报.wps", compound("WordDocument"), ("WPS", ".docx")),
    "encrypted Word": ("公报.docx", compound("EncryptedPackage"), ("加密", "解除密码")),
    "RTF": ("公报.rtf", b"{\\rtf1\\ansi text}", ("RTF", ".docx")),
    "Excel": ("名单.xlsx", zipped("xl/workbook.xml"), ("Excel",)),
    "slides": ("a.pptx", zipped("ppt/presentation.xml"), ("幻灯片",)),
    "OFD": ("公报.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), ("OFD", "PDF")),
    "ODT": ("公报.odt", zipped("mimetype", "content.xml", "META-INF/manifest.xml"), ("ODF",)),
    "e-book": ("公报.epub", zipped("META-INF/container.xml"), ("电子书",)),
    "zip": ("公报.zip", zipped("a.txt"), ("压缩", "解压")),
    "broken zip": ("公报.zip", zipped("a.txt")[:40], ("压缩", "损坏")),
    "RAR": ("公报.rar", b"Rar!\x1a\x07\x00" + bytes(99), ("压缩", "解压")),
    "gzip": ("公报.gz", b"\x1f\x8b\x08" + bytes(99), ("压缩",)),
    "PNG": ("公报.png", b"\x89PNG\r\n\x1a\n" + bytes(64), ("图片", "OCR")),
    "JPEG": ("公报.jpg", b"\xff\xd8\xff\xe0" + bytes(64), ("图片", "OCR")),
    "web page": ("公报.html", "<!DOCTYPE html><p>公报</p>".encode(), ("网页", "PDF")),
    "saved web page": (
        "公报.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related;\n" + bytes(9), ("网页",),
    ),
    "Word XML": (
        "公报.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', ("XML",),
    ),
    "broken Word": ("公报.docx", word("公报")[:3000], ("Word", "损坏")),
}  # fmt: skip


def refusal(data: bytes, name: str = "公报.pdf") -> str:
    """The sentence with which a file is refused: one, and it begins with the file's name."""
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, name)
    message = str(caught.value)
    assert message.startswith(name)
    assert "\n" not in message
    assert message.endswith("。")
    return message


@pytest.mark.parametrize("kind", KINDS)
def test_other_kinds_are_named_and_what_to_do_is_said(kind: str) -> None:
    name, data, words = KINDS[kind]
    message = refusal(data, name)

    assert all(word in message for word in words), message


def test_the_kind_is_told_by_the_content_and_not_by_the_name() -> None:
    assert text_of(pdf([page()]), "公报.txt")[1] == "pdf"
    assert text_of(word("关于古道的报告"), "公报.pdf")[1] == "docx"
    assert text_of("关于古道的报告。".encode("gbk"), "公报.docx")[1] == "gb18030"


def test_a_file_beyond_the_limit_is_refused_by_its_size() -> None:
    assert "50 MB" in refusal(b"%PDF-1.7\n" + bytes(LARGEST_FILE))


# --- PDF ----------------------------------------------------------------------------------


def page(text: str = "关于我市古道保护情况的报告，全市登记古道四十六条。") -> Sheet:
    sheet = Sheet()
    for k in range(3):
        sheet.put(60, 700 - 20 * k, text)
    return sheet


def scan() -> Sheet:
    return Sheet(picture=True)


def objects(*bodies: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(out))
    return out + head + table + tail


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), more, content)


def without_map() -> bytes:
    """A page whose font does not say which characters its glyphs are."""
    codes = b"".join(b"%04x" % (300 + n) for n in range(40))
    return objects(
        CATALOGUE,
        ONE_PAGE,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(b"BT /F1 12 Tf 60 700 Td <" + codes + b"> Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+X/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+X/DW 1000/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/AAAAAA+X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
        b"/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    )


BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "a password": (lambda: pdf([page()], encrypt=StandardEncryption("开", "主")), "密码"),
    "nothing but scans": (lambda: pdf([scan(), scan()]), "OCR"),
    "scans but for one page in twenty": (lambda: pdf([*[scan()] * 19, page()]), "扫描"),
    "cut in half": (lambda: pdf([page()] * 3)[:1500], "损坏"),
    "noise": (lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(9000), "损坏"),
    "an encryption nobody knows": (
        lambda: b"%PDF-1.7\ntrailer << /Encrypt 9 0 R >>", "加密",
    ),
    "no pages": (lambda: objects(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"), "一页也没有"),
    "empty pages": (lambda: pdf([Sheet()]), "没有文字"),
    "no character map": (without_map, "乱码"),
    "English": (lambda: pdf([page("Minutes of the harbour committee, 12 March.")]), "不像是公报"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_pdf_that_cannot_be_read_is_refused(name: str) -> None:
    make, words = BROKEN[name]

    assert words in refusal(make())


def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    data = pdf([page()], encrypt=StandardEncryption("", "主", canCopy=0))

    assert "古道保护" in read_file(data, "公报.pdf").text


def test_scanned_pages_among_others_are_named() -> None:
    sheets = [page(), scan(), page(), page(), scan(), scan(), page()]
    file = read_file(pdf(sheets), "公报.pdf")

    (finding,) = file.findings
    assert (finding.code, finding.severity) == ("pages_scanned", "warning")
    assert "第 2、5—6 页" in finding.message
    assert finding.line == 3
    assert file.text.count("\f") == 6


def test_a_pdf_without_its_end_is_read_with_a_finding() -> None:
    data = pdf([page()])
    file = read_file(data[: data.rindex(b"%%EOF")], "公报.pdf")

    assert [finding.code for finding in file.findings] == ["file_cut_short"]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pages=2), "too_many_pages"),
        (Limits(page_characters=20), "too_much_text"),
        (Limits(characters=100), "too_much_text"),
    ],
)
def test_a_pdf_beyond_the_limits_is_refused(limits: Limits, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        read(pdf([page()] * 3), limits)


def test_a_page_that_unpacks_to_more_than_memory_ends_in_a_sentence() -> None:
    content = zlib.compress(
        b"BT /F1 12 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 2_000_000
    )
    data = objects(
        CATALOGUE,
        ONE_PAGE,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        stream(content, b"/Filter/FlateDecode"),
    )
    assert len(data) < 2**20
    assert "公报" in refusal(data)


# --- progress -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "steps"), [(papers_pdf(PAPERS, Form()), 4), (papers_docx(PAPERS), None)]
)
def test_progress_is_told_stage_by_stage(data: bytes, steps: int | None) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))

    build_record(read_bytes(data, progress=progress), progress=progress)

    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["读取文件", "分出文件", "整理段落", "提取事实"]
    for stage in stages:
        done = [(count, total) for name, count, total in told if name == stage]
        assert done == sorted(done)
        assert done[-1][0] == done[-1][1]
    if steps:
        assert ("读取文件", steps, steps) in told


def test_the_text_that_was_read_is_kept(tmp_path: Path) -> None:
    data = papers_pdf(PAPERS, Form())

    assert read_bytes(data).text == text_of(data, "公报.pdf")[0]
