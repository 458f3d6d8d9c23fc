"""The imprint at a policy's end: 抄送：… over several lines, …办公室　2018年8月2日印发.

In: lines. Out: which of them are the imprint, the copies that it names, the day of printing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..dates import find_dates
from ..forms import squeeze
from ..record import When
from ..stages import Line, join
from .line_forms import is_date_line, is_organs

_LAST = 60  # lines in which an imprint may begin
_COPIES = re.compile(r"\s*(?:抄\s*送|抄\s*报|分\s*送|主\s*送|发\s*送|印\s*送|送)\s*[：:]")
_PRINTED = re.compile(
    r"(?:[\u3400-\u9fff（）\s\u3000]{2,40})?[\s\u3000]*[0-9０-９〇○一二三四五六七八九十\s]{4,8}年"
    r"[\s0-9０-９一二三四五六七八九十]{1,6}月[\s0-9０-９一二三四五六七八九十]{1,6}日\s*(?:印发|印制|印)\s*。?\Z"
)
_COUNT = re.compile(r"[（(]?\s*(?:共印|印数|打字|校对|录入)\s*[：:]?[^。]{0,30}\Z")
_LONGEST_COPIES = 10


def imprint_lines(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that are an imprint."""
    found: set[int] = set()
    start = max(0, len(lines) - _LAST)
    at = start
    while at < len(lines):
        text = lines[at].text
        if _COPIES.match(text):
            end = _copies_end(lines, at)
            found |= {line.number for line in lines[at:end]}
            at = end
            continue
        if _PRINTED.match(text) or _COUNT.match(text):
            found.add(lines[at].number)
        elif is_organs(text) and at + 1 < len(lines) and _is_printed_below(lines[at + 1].text):
            found |= {lines[at].number, lines[at + 1].number}
            at += 1
        at += 1
    return found


def _is_printed_below(text: str) -> bool:
    return squeeze(text).endswith("印发") and is_date_line(squeeze(text).removesuffix("印发"))


def _copies_end(lines: Sequence[Line], at: int) -> int:
    """Where the copies that begin at ``at`` end: at a full stop, or before another part."""
    end = at + 1
    while end < min(len(lines), at + _LONGEST_COPIES):
        text = lines[end].text
        if lines[end - 1].text.rstrip().endswith("。") or _COPIES.match(text):
            break
        if _PRINTED.match(text) or is_date_line(text):
            break
        if is_organs(text) and end + 1 < len(lines) and _is_printed_below(lines[end + 1].text):
            break
        end += 1
    return end


def copies_text(lines: Sequence[Line]) -> str:
    """To whom copies go, without the words before them."""
    blocks: list[list[Line]] = []
    for line in lines:
        if _COPIES.match(line.text):
            blocks.append([line])
        elif blocks and not _PRINTED.match(line.text) and not _is_printed_below(line.text):
            if not (is_organs(line.text) and line is lines[-2:][0]) or "、" in line.text:
                blocks[-1].append(line)
    texts = (_COPIES.sub("", join(block).text, count=1) for block in blocks)
    return "，".join(text.strip(" 。\u3000") for text in texts)


def printed_on(lines: Sequence[Line]) -> When | None:
    """The day of printing."""
    for line in reversed(lines):
        if "印" in line.text and (days := find_dates(line.text)):
            return days[-1][2]
    return None
