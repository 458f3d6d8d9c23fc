"""Lines that are no document's text: cover, table of contents, imprint, repeated lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..forms import ends_sentence, is_date, squeeze
from .page_traces import is_issue_line

_ENTRY = re.compile(
    r"(?P<title>.{2,200}?)\s*(?:[.．…·•‥⋯。—\-_]{3,}|[.．…·•‥⋯\s]{2,}|\s)\s*"
    r"(?P<author>[^0-9０-９.．…·。，（）()]{2,40}?)?\s*[（(【]?(?P<page>[0-9０-９]{1,4})[)）】]?\Z"
)
_LEADERS = re.compile(r"[.．…·•‥⋯—_]{3,}\s*[（(【]?[0-9０-９]{1,4}[)）】]?\Z")
_COVER = re.compile(
    r"公\s*报\Z|【.*】\Z|总第|年第|年\s*第|主办|编辑|办公室\s*编|（?内部资料"
    r"|\A[A-Z][A-Z .,]+\Z|\A[0-9]{4}\s*年?\Z|\A[0-9]{4}\s*[.．]\s*[0-9]{1,2}\Z"
)
_ISSUE_ALONE = re.compile(r"第[^，。（）]{1,8}[号期]\Z")
_CHAPTER = re.compile(r"第\s*[一1]\s*[编章节条]")
_MONTH = re.compile(
    r"[0-9〇○一二三四五六七八九十]{2,5}\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月\Z"
)
_IMPRINT = re.compile(
    r"(?:主\s*办|主\s*编|编\s*印|编\s*辑|印\s*数|印\s*刷|发\s*行|出\s*版|准印证|责任编辑|地\s*址"
    r"|邮\s*编|邮政编码|电\s*话|传\s*真|网\s*址|审\s*核|校\s*对|承\s*印|电子邮箱|投稿|定\s*价|送\s*[：:])"
)
_STRONG_IMPRINT = re.compile(r"编印|印数|发行|准印证|责任编辑|承印|印刷|出版")


def contents_lines(texts: Sequence[str]) -> tuple[int, int] | None:
    """The span (first, last line) of the table of contents, None when there is none."""
    limit = min(len(texts), 400)
    start = next(
        (i for i in range(limit) if squeeze(texts[i]) in ("目录", "目次", "本期目录")), None
    )
    led = [i for i in range(limit) if _LEADERS.search(texts[i])]
    if start is not None and _belongs_to_text(texts, start):
        start = None
    if start is None:
        if len(led) < 3:
            return None
        start = led[0]
    last = start
    i = start + 1
    while i < len(texts):
        if _ENTRY.match(texts[i]) and not texts[i].endswith("。"):
            last = i
        elif i - last > 4:
            break
        i += 1
    if last > start:
        return start, last
    end = _until_first_repeat(texts, start)
    return (start, end) if end > start else None


def _belongs_to_text(texts: Sequence[str], start: int) -> bool:
    """Whether a 目录 is a regulation's own: of chapters, or below sentences."""
    below = texts[start + 1] if start + 1 < len(texts) else ""
    return _CHAPTER.match(below) is not None or any(map(ends_sentence, texts[:start]))


def _until_first_repeat(texts: Sequence[str], start: int) -> int:
    """A table without page numbers ends where its first title comes again."""
    if start + 1 >= len(texts):
        return start
    first = squeeze(texts[start + 1])
    for i in range(start + 2, min(len(texts), start + 300)):
        if squeeze(texts[i]) == first:
            return i - 1
    return start


def contents_titles(texts: Sequence[str]) -> list[tuple[str, int | None]]:
    """The entries of a table of contents: squeezed title and page."""
    entries: list[tuple[str, int | None]] = []
    waiting = ""
    for text in texts:
        match = _ENTRY.match(text)
        if match:
            entries.append((squeeze(waiting + match["title"]), int(match["page"])))
            waiting = ""
        else:
            waiting += text
    return entries


def pages_by_contents(
    texts: Sequence[str], page_of: Sequence[int | None], kinds: dict[int, str]
) -> list[int | None]:
    """Counted pages made printed ones by what the table of contents says of its titles.

    Two titles at least must be found, and all but a few agree; else pages count from the
    first text on.
    """
    entries = contents_titles([texts[i] for i in sorted(kinds) if kinds[i] == "contents"][1:])
    rest = [i for i in range(len(texts)) if i not in kinds]
    if not entries or not rest or page_of[rest[0]] is None:
        return pages_from_first_text(page_of, kinds)
    wanted = {title: page for title, page in entries if page is not None}
    shifts: Counter[int] = Counter()
    for at, line in enumerate(rest):
        title = ""
        for following in rest[at : at + 6]:
            title += squeeze(texts[following])
            page = page_of[line]
            if page is not None and title in wanted:
                shifts[wanted.pop(title) - page] += 1
    if not shifts:
        return pages_from_first_text(page_of, kinds)
    shift, count = shifts.most_common(1)[0]
    if count < 2 or count * 4 < shifts.total() * 3:
        return pages_from_first_text(page_of, kinds)
    return _shifted(page_of, shift)


def pages_from_first_text(page_of: Sequence[int | None], kinds: dict[int, str]) -> list[int | None]:
    """Counted pages that begin with the first text: a sheet that holds nothing but a cover or
    a table of contents bears no number."""
    first = next((i for i in range(len(page_of)) if i not in kinds), None)
    front = first is not None and all(kinds[i] in ("cover", "contents") for i in range(first))
    if first is None or not front or page_of[first] is None or page_of[first] == page_of[0]:
        return list(page_of)
    return _shifted(page_of, 1 - (page_of[first] or 1))


def _shifted(page_of: Sequence[int | None], shift: int) -> list[int | None]:
    return [page + shift if page and page + shift >= 1 else None for page in page_of]


def cover_end(texts: Sequence[str], contents: tuple[int, int] | None) -> int:
    """How many lines at the beginning are a cover (0: none)."""
    if contents is not None:
        return contents[0] if contents[0] <= 60 else 0
    end = 0
    for i in range(min(len(texts), 30)):
        text = texts[i]
        if len(text) > 40 or text[-1:] in "。，；：":
            break
        below = end == i > 0
        if (
            is_issue_line(text)
            or _COVER.search(text)
            or (below and (_ISSUE_ALONE.match(text) or _MONTH.match(text) or is_date(text)))
        ):
            end = i + 1
        elif i - end >= 3:
            break
    return end if any("公报" in squeeze(text) for text in texts[:end]) else 0


def imprint_start(texts: Sequence[str]) -> int:
    """The line at which the imprint at the end begins (len(texts): none)."""
    start = len(texts)
    for i in range(len(texts) - 1, max(-1, len(texts) - 21), -1):
        if len(texts[i]) <= 80 and not texts[i].endswith("。") and _IMPRINT.search(texts[i][:40]):
            start = i
        elif start - i > 3:
            break
    strong = any(_STRONG_IMPRINT.search(squeeze(text)) for text in texts[start:])
    return start if strong else len(texts)


def repeated_lines(texts: Sequence[str], flow: Sequence[int], breaks: set[int]) -> set[int]:
    """Lines printed twice round a page break or a block of notes: the second printing.

    ``flow`` are the numbers of the lines left; ``breaks`` those before which something was
    taken out or a page starts.
    """
    twice: set[int] = set()
    for at, line in enumerate(flow):
        if line not in breaks or at == 0:
            continue
        for count in range(min(10, at, len(flow) - at), 0, -1):
            before = [squeeze(texts[i]) for i in flow[at - count : at]]
            after = [squeeze(texts[i]) for i in flow[at : at + count]]
            if before == after and sum(map(len, before)) >= 12:
                twice.update(flow[at : at + count])
                break
    return twice
