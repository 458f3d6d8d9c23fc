"""Prints texts as Word files: paragraphs, automatic numbers, breaks, tables, notes.

``papers_docx`` sets the made-up bulletin as an office would; ``word`` makes a file of any
paragraphs, given as their XML where python-docx has no words for them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sessions.importer.reading.files import read_file

from .bulletins import Paper

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:wps="urn:wps" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_MARKER = re.compile(
    r"(?P<chinese>[一二三四五六七八九十]+、)|(?P<brackets>（[一二三四五六七八九十]+）)|(?P<digits>\d+\.)"
)
_LEVELS = {"chinese": 0, "brackets": 1, "digits": 2}

Indents = Literal["characters", "twips", "typed", "none"]


def xml(text: str) -> Any:
    """An element of WordprocessingML; the prefixes w, mc, wps and v are known."""
    return parse_xml(re.sub(r"\A<([\w:]+)", rf"<\1 {_NAMES}", text))


def word(*paragraphs: str, parts: Mapping[str, str] | None = None, section: str = "") -> bytes:
    """A file of paragraphs: plain text, or the XML of a w:p, a w:tbl or another block.
    ``parts``: further parts by their kind (numbering, footnotes …) as XML."""
    document = Document()
    body = document.element.body
    for paragraph in paragraphs:
        if paragraph.startswith("<"):
            body.insert(len(body) - 1, xml(paragraph))
        else:
            document.add_paragraph(paragraph)
    if section:
        body[-1].append(xml(section))
    return with_parts(saved(document), parts or {})


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, str]) -> bytes:
    """A file with further parts, or others instead of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = {f"word/{kind}.xml" for kind in parts}
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/_rels/document.xml.rels":
                kinds = "".join(
                    f'<Relationship Id="rx{kind}" Target="{kind}.xml" Type='
                    f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
                    for kind in parts
                )
                content = content.replace(b"</Relationships>", f"{kinds}</Relationships>".encode())
            if item.filename not in names:
                new.writestr(item, content, zipfile.ZIP_DEFLATED)
        for kind, text in parts.items():
            root = re.sub(r"\A<([\w:]+)", rf"<\1 {_NAMES}", text)
            new.writestr(
                f"word/{kind}.xml",
                f'<?xml version="1.0" encoding="UTF-8"?>{root}',
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


def numbering(
    *forms: tuple[str, str], lists: int = 1, starts: Sequence[int] = (), running: int = -1
) -> str:
    """numbering.xml: one abstract list with the (form, text) of its levels, and ``lists`` lists
    of it. Those in ``starts`` begin anew; the level ``running`` runs on below new headings."""
    levels = "".join(
        f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + ('<w:lvlRestart w:val="0"/>' if k == running else "")
        + f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for k, (form, text) in enumerate(forms)
    )
    anew = "".join(
        f'<w:lvlOverride w:ilvl="{k}"><w:startOverride w:val="1"/></w:lvlOverride>'
        for k in range(len(forms))
    )
    numbers = "".join(
        f'<w:num w:numId="{k}"><w:abstractNumId w:val="0"/>{anew if k in starts else ""}</w:num>'
        for k in range(1, lists + 1)
    )
    return (
        f'<w:numbering><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>{numbers}</w:numbering>"
    )


def numbered(text: str, level: int = 0, listed: int = 1, more: str = "") -> str:
    """The XML of a paragraph with an automatic number."""
    return (
        f'<w:p><w:pPr>{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


# --- small files --------------------------------------------------------------------------


def text_of(data: bytes) -> str:
    return read_file(data, "公报.docx").text


def lines_of(*paragraphs: str, **more: object) -> list[str]:
    return text_of(word(*paragraphs, **more)).splitlines()  # type: ignore[arg-type]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


# --- the bulletin -------------------------------------------------------------------------


def papers_docx(
    papers: Sequence[Paper],
    *,
    indents: Indents = "characters",
    automatic: bool = False,
    titles: Literal["paragraphs", "breaks"] = "paragraphs",
    pages: bool = False,
) -> bytes:
    """A bulletin as a Word file. ``automatic``: the markers are automatic numbers. ``titles``:
    the lines of a title are paragraphs, or parted by line breaks. ``pages``: each paper begins
    a page."""
    document = Document()
    lists = 0
    for k, paper in enumerate(papers):
        if pages and k:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        lines = paper.title if titles == "paragraphs" else ("\n".join(paper.title),)
        for line in lines:
            document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
        for line in paper.head:
            paragraph = document.add_paragraph(line)
            if not line.endswith("："):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        lists += 1
        for text in paper.body:
            marker = _MARKER.match(text) if automatic else None
            if marker is None:
                paragraph = document.add_paragraph(text)
            else:
                paragraph = document.add_paragraph(text[marker.end() :])
                _number_it(paragraph, lists, _LEVELS[str(marker.lastgroup)])
            _indent(paragraph, indents)
        for line in paper.tail:
            document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    data = saved(document)
    if not automatic:
        return data
    # Digits run on through the headings above them; every paper begins a list of its own.
    part = numbering(
        ("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."),
        lists=lists, starts=range(1, lists + 1), running=2,
    )  # fmt: skip
    return with_parts(data, {"numbering": part})


def _number_it(paragraph: Any, listed: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>')
    )


def _indent(paragraph: Any, indents: Indents) -> None:
    if indents == "typed":
        paragraph.runs[0].text = f"　　{paragraph.runs[0].text}"
    elif indents != "none":
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLine"), "440")
        if indents == "characters":
            indent.set(qn("w:firstLineChars"), "200")
