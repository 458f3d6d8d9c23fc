"""The process that reads a PDF: bytes on its standard input, lines of JSON on its output.

A file from outside may be made to take all memory, never to end, or to crash the library
that reads it. So it is read in a process of its own, under limits that the system keeps; it
imports nothing that is not needed.

Output: {"page": n, "of": m} as it goes, then {"text": …, …} or {"refused": reason, …}.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

import pypdfium2.raw as pdfium

from .glyphs import TooMuchTextError, read_page
from .layout import cut, text_of_pages
from .model import Cut, Limits

MEMORY = 2 << 30
SECONDS = 300
_FEW = 30  # characters on a page that is a picture but for its number
_FEWEST_FOR_SHARE = 20
_REASONS = {
    pdfium.FPDF_ERR_PASSWORD: "password",
    pdfium.FPDF_ERR_SECURITY: "password",
}


class RefusedError(Exception):
    """A file that cannot be read, with the reason's name and what else is to be told."""

    def __init__(self, reason: str, **more: int) -> None:
        super().__init__(reason)
        self.answer: dict[str, Any] = {"refused": reason, **more}


def main() -> int:
    """Reads the file on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = sys.stdin.buffer.read()
    try:
        answer = read(data, Limits())
    except RefusedError as refused:
        answer = refused.answer
    except MemoryError:
        answer = {"refused": "too_heavy"}
    _tell(answer)
    return 0


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def read(data: bytes, limits: Limits) -> dict[str, Any]:
    """The text of a PDF with what is to be said of its pages; raises RefusedError."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise RefusedError(_REASONS.get(pdfium.FPDF_GetLastError(), "damaged"))
    try:
        return _read(document, limits)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read(document: Any, limits: Limits) -> dict[str, Any]:
    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise RefusedError("no_pages")
    if count > limits.pages:
        raise RefusedError("too_many_pages", pages=count, limit=limits.pages)
    cuts: list[Cut] = []
    lost: list[int] = []
    pictures: list[int] = []
    garbled: list[int] = []
    total = damaged = 0
    for number in range(1, count + 1):
        sheet = None
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if page:
            try:
                sheet = read_page(page, limits)
            except TooMuchTextError:
                raise RefusedError("too_much_text", page=number) from None
            finally:
                pdfium.FPDF_ClosePage(page)
        if sheet is None:
            lost.append(number)
            cuts.append(Cut((), (), 0.0, 0.0))
        else:
            shown = sum(1 for glyph in sheet.glyphs if not glyph.char.isspace())
            total += shown
            damaged += sheet.damaged
            if sheet.pictured and shown < _FEW:
                pictures.append(number)
            if sheet.damaged * 4 > shown:
                garbled.append(number)
            cuts.append(cut(sheet))
        if total > limits.characters:
            raise RefusedError("too_much_text", page=number)
        _tell({"page": number, "of": count})
    if len(lost) * 2 >= count:
        raise RefusedError("damaged")
    if total == 0:
        raise RefusedError("pictures" if pictures else "no_text", pages=count)
    if len(pictures) * 10 >= count * 9:
        raise RefusedError("pictures", pages=count)
    if damaged * 4 > total >= _FEWEST_FOR_SHARE:
        raise RefusedError("garbled")
    return {
        "text": text_of_pages(cuts),
        "lost": lost,
        "pictures": pictures,
        "garbled": garbled,
    }


if __name__ == "__main__":
    sys.exit(main())
