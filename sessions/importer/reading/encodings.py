"""Bytes to text: which encoding a file is in, and whether it is text at all.

Reads the bytes of a file, gives ``(text, encoding)``. Chinese offices hand over UTF-8 (with
or without a byte order mark), GBK/GB18030 and UTF-16. A wrong guess turns a whole bulletin
into rare characters without any error, so every decoding is judged by how plausible its
characters are: running Chinese keeps to the level-1 characters of GB 2312.
"""

from __future__ import annotations

import codecs

from ..stages import ReadingError

# A bulletin of 134 pages has half a megabyte; what is forty times that is no bulletin, and
# reading it would take the memory of the machine.
LARGEST = 20 * 2**20

_SAMPLE = 20_000
_PLAUSIBLE = 0.75
_DAMAGED_SHARE = 0.002

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)

_SAVE_AS_TEXT = "请先在原软件中另存为 Word 文件（.docx）、PDF 或纯文本（.txt，UTF-8 编码）再导入。"


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text in ``data`` and the name of its encoding.

    Raises ReadingError with one sentence for a clerk when ``data`` is empty, too large, or in
    no encoding that gives plausible Chinese.
    """
    if len(data) > LARGEST:
        raise ReadingError(
            f"{name} 超过 {LARGEST // 2**20} MB，不像是一期公报。"
            "请检查是否选错了文件，或分成几个文件导入。"
        )
    if not data:
        raise ReadingError(f"{name} 是空文件，没有可读的内容。请检查文件后重新上传。")
    for mark, encoding, label in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, name), label
    best = _best_decoding(data)
    if best is None:
        raise ReadingError(
            f"{name} 不是可读的中文文本（可能是二进制文件，或编码不明）。" + _SAVE_AS_TEXT
        )
    return best


def _decode_marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        if _is_slight(text):
            return text
        raise ReadingError(
            f"{name} 标明是 {encoding.upper()} 编码，但第 {error.start + 1} 个字节起读不出来，"
            "文件可能已损坏。请重新导出后再试。"
        ) from None


def _best_decoding(data: bytes) -> tuple[str, str] | None:
    candidates: list[tuple[float, str, str]] = []
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        # Strict on the sample first: a decoder that fails early costs nothing.
        text = _strict(data, encoding)
        if text is None:
            continue
        score = plausibility(text)
        if encoding == "utf-8" and "\x00" not in text[:_SAMPLE]:
            return text, encoding  # random bytes are hardly ever valid UTF-8
        candidates.append((score, encoding, text))
    candidates.sort(key=lambda item: -item[0])
    if candidates and candidates[0][0] >= _PLAUSIBLE:
        return candidates[0][2], candidates[0][1]
    return _damaged_utf8(data)


def _strict(data: bytes, encoding: str) -> str | None:
    if encoding.startswith("utf-16"):
        data = data[: len(data) // 2 * 2]  # a file cut in mid-character
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _damaged_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 or GB18030 with a few broken bytes (a file cut in mid-character)."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        if _is_slight(text):
            return text, encoding
    return None


def _is_slight(text: str) -> bool:
    """Whether few characters of ``text`` are damaged and the others plausible."""
    damage = text.count("\ufffd")
    return damage <= max(1, len(text) * _DAMAGED_SHARE) and plausibility(text) >= _PLAUSIBLE


def plausibility(text: str) -> float:
    """How much of ``text`` (0 to 1) is what Chinese office texts are written in."""
    sample = text if len(text) <= _SAMPLE else _spread(text)
    if not sample:
        return 0.0
    return sum(map(_usual, sample)) / len(sample)


def _spread(text: str) -> str:
    step = len(text) // 4
    return "".join(text[start : start + _SAMPLE // 4] for start in range(0, 4 * step, step))


def _usual(char: str) -> bool:
    if char in "\t\r\n\f" or " " <= char <= "~":
        return True
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or "\u2010" <= char <= "\u2027":
        return True
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
