"""A PDF file to text, by a process of its own; every failure as one sentence for a clerk."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...record import Finding
from ...stages import Progress, ReadingError

_ROOT = Path(__file__).resolve().parents[4]
_PATIENCE = 900  # seconds; the child's own limit is on what it computes
_MOST_NAMED = 12
_FROM_WORD = "请用原来的 Word 文件（.docx）上传，或在 Word 中另存为 PDF 后再试"
_SENTENCES = {
    "password": "是加密的 PDF，打开它需要密码，无法读取。请先解除密码，另存为不加密的 PDF 再上传。",
    "locked": "是加密的 PDF，无法读取（也可能已损坏）。请先解除密码，另存为不加密的 PDF 再上传。",
    "damaged": "是 PDF 文件，但已损坏或不完整，打不开。请重新导出或重新下载后再上传。",
    "no_pages": "是 PDF 文件，但一页也没有。请重新导出后再上传。",
    "too_many_pages": "有 {pages} 页，超过 {limit} 页，不像是一期公报。"
    "请检查是否选错了文件，或一期一期分开上传。",
    "too_much_text": "第 {page} 页的文字多得不像是一页公报，没有读入。"
    "文件可能已损坏；" + _FROM_WORD + "。",
    "pictures": "是扫描件：共 {pages} 页，每页只有图像，没有可读的文字。"
    "请先做文字识别（OCR）再上传，或者上传原来的 Word 文件（.docx）。",
    "no_text": "是 PDF 文件，但各页都没有文字。请检查是否选错了文件；" + _FROM_WORD + "。",
    "garbled": "的字体没有标明各字对应的文字，读出来是乱码。" + _FROM_WORD
    + "；没有原文件的，请先做文字识别（OCR）再上传。",
    "too_heavy": "没有读完：它要用的内存或时间超过了限度，文件可能已损坏。" + _FROM_WORD + "。",
}  # fmt: skip


def pdf_text(
    data: bytes, name: str, progress: Progress | None = None
) -> tuple[str, tuple[Finding, ...]]:
    """The text of a PDF, and findings for the pages that could not be read.

    Raises ReadingError with one sentence for a file that needs a password, is damaged, holds
    nothing but pictures, or is beyond the limits.
    """
    answer = _ask(data, progress)
    if reason := answer.get("refused"):
        if reason == "damaged" and re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
            reason = "locked"
        raise ReadingError(f"{name} {_SENTENCES[reason].format(**answer)}")
    return str(answer["text"]), tuple(_findings(answer, data))


def _ask(data: bytes, progress: Progress | None) -> dict[str, Any]:
    """What the child answers; too_heavy where it ended without an answer."""
    command = [sys.executable, "-m", f"{__package__}.child"]
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        timer = threading.Timer(_PATIENCE, child.kill)
        timer.start()
        try:
            _give(child.stdin, data)
            answer: dict[str, Any] = {"refused": "too_heavy"}
            for line in child.stdout:
                told = json.loads(line)
                if "page" in told and "of" in told:
                    if progress:
                        progress("读取文件", told["page"], told["of"])
                else:
                    answer = told
        finally:
            timer.cancel()
            child.kill()
    return answer


def _give(stdin: Any, data: bytes) -> None:
    try:
        stdin.write(data)
        stdin.close()
    except BrokenPipeError:
        return  # it ended before it had read all: what it answered tells why


# Pages of which a part is missing: the child's name for them, the finding's code, its words.
_MISSING: tuple[tuple[str, str, str, str], ...] = (
    (
        "lost", "pages_unreadable", "error",
        "已损坏，没有读出。请对照原件补录，或重新导出文件后再上传。",
    ),
    (
        "pictures", "pages_scanned", "warning",
        ("只有图像，没有可读的文字。请对照原件补录，或对文件做文字识别（OCR）后重新上传。"),
    ),
    (
        "garbled", "pages_garbled", "warning",
        ("有许多字读不出来（显示为 \ufffd）。请对照原件补正，或上传原来的 Word 文件。"),
    ),
)  # fmt: skip


def _findings(answer: dict[str, Any], data: bytes) -> list[Finding]:
    found = []
    for kind, code, severity, words in _MISSING:
        if pages := answer[kind]:
            message = f"文件{_named(pages)}{words}"
            line = _line_of(answer["text"], pages[0])
            finding = {"code": code, "severity": severity, "message": message, "line": line}
            found.append(Finding.model_validate(finding))
    if not re.search(rb"%%EOF", data[-65536:]):
        found.append(
            Finding(
                code="file_cut_short",
                severity="warning",
                message="文件末尾没有结束标记，可能没有下载完整，后面的页也许缺失。"
                "请核对页数，必要时重新导出文件。",
            )
        )
    return found


def _line_of(text: str, page: int) -> int:
    """The number of the line at which a page of the file begins, or would begin."""
    before = "\f".join(text.split("\f")[: page - 1])
    lines = sum(1 for line in before.splitlines() if line.strip())
    return max(0, min(lines, sum(1 for line in text.splitlines() if line.strip()) - 1))


def _named(pages: Sequence[int]) -> str:
    """The pages of the file in words: 第 3、5—7 页."""
    spans: list[tuple[int, int]] = []
    for page in pages:
        if spans and spans[-1][1] == page - 1:
            spans[-1] = (spans[-1][0], page)
        else:
            spans.append((page, page))
    words = [str(a) if a == b else f"{a}—{b}" for a, b in spans[:_MOST_NAMED]]
    more = f"等共 {len(pages)} 页" if len(spans) > _MOST_NAMED else " 页"
    return f"的第 {'、'.join(words)}{more}"
