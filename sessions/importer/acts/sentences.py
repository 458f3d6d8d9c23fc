"""Lines → units: sentences joined over broken lines, and the rows of tables.

In: raw lines. Out: `Unit`s in order. A line break is a real one only where the forms of these
texts say so: before and after a heading, a title, an adoption line, a numbered item, and
where one line ends a post and the next begins with a name (张三为 …). All other breaks, and
all white space, are accidents of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .headings import ADOPTION, BARE_ADOPTION, NUMBERING, heading_mode, title_of_document
from .names import all_names, is_loose_name, is_name
from .reach import Numbered
from .tables import Row, continued, row_of
from .text import Piece, join, piece_of
from .titles import is_post, title_of

_ITEM = re.compile(r"[\u3400-\u9fff·、某]{2,40}?(?:同志)?(?:为|的|任|辞去|不再担任|代理|当选)")
_VERB = re.compile(
    r"(?:会议)?(?:决定|批准|接受|同意)?(?:任命|免去|撤销|罢免|选举|补选|接受|批准)(?!的)"
)
_ADOPTION_START = re.compile(r"（(?:[12]\d{3}年|[一二][一二三四五六七八九〇零]{3}年|\d{4}[-.])")
_DATE_LINE = re.compile(
    r"(?:[12]\d{3}|[一二][一二三四五六七八九〇零]{3})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_TITLE_END = re.compile(
    r"(?:名单|的决定|的决议|的公告|公告|的通知|的议案|的说明|的报告|公示|纪要|简历|（草案）)$"
)
_CONTINUES = re.compile(r"^[，。；、：）》”的和与及并]")
_POST_LINE = re.compile(r"(?:[^，。；：]{2,50})：")
_ISO_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:\d{2}：\d{2}(?:：\d{2})?)?$")
_CLOSING = re.compile(r"(?:现予|特此|此布|以上名单|此复|抄送)")
_RULE = re.compile(r"[-—–－─━=＝_＿*＊~～.…·]{3,}")
_PAGE_NUMBER = re.compile(
    r"[-—–－·]{0,3}(?:第?\d{1,4}页(?:[，/]?共\d{1,4}页)?|\d{1,4})[-—–－·]{0,3}"
)
_STRONG_END = "。！？"
_MAX = 6000


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence (or heading, or title), or one row of a table."""

    piece: Piece
    row: Row | None = None
    opens_line: bool = False


def _complete(text: str) -> bool:
    """Whether a line may end here: a mark, a post, a heading, a title."""
    if text[-1] in "。！？：；）":
        return True
    tail = text[-40:]
    return bool(
        title_of(tail)
        or tail.endswith(("职务", "名单"))
        or _TITLE_END.search(tail)
        or heading_mode(text)
    )


def _begins_item(text: str) -> bool:
    head = NUMBERING.sub("", text[:60])
    match = _ITEM.match(head)
    if not match:
        return False
    body = re.sub(r"(?:同志)?(?:为|的|任|辞去|不再担任|代理|当选)$", "", match.group())
    return bool(all_names(body, 0, len(body)))


def _spaced(raw: str, line: int) -> Piece:
    """任命 李明 王芳 为 …: a gap between two whole names parts them like 、."""
    words: list[str] = []
    for word in raw.split():
        # 赵 强: a name padded inside is one word.
        if len(word) == 1 and words and len(words[-1]) == 1 and is_name(words[-1] + word):
            words[-1] += word
        else:
            words.append(word)
    marked = [
        word + "、" if is_name(word) and is_name(after) else word
        for word, after in zip(words, [*words[1:], ""], strict=True)
    ]
    return piece_of("".join(marked), line)


def _ends_with_names(text: str) -> bool:
    """主任：张三、李四: a line that has given a post its names."""
    _, colon, names = text.rpartition("：")
    return bool(colon and all_names(names, 0, len(names), loose=True))


def is_break(before: str, after: str) -> bool:
    """Whether the break between two lines (normalised, without space) is a real one."""
    if not before or not after:
        return True
    if before[-1] in _STRONG_END:
        return True
    if BARE_ADOPTION.fullmatch(before):
        return True
    if _DATE_LINE.fullmatch(after) or _DATE_LINE.fullmatch(before):
        return True
    if _ISO_DATE.search(before):
        return True
    if before[-1] in "，、和与及为的由":
        return False
    if _CONTINUES.match(after):
        return False
    if _ADOPTION_START.match(after) and before[-1] != "：":
        return True
    if re.search(r"(?:通过|草案|批准|公布)）$", before) and not heading_mode(before):
        return True
    if _TITLE_END.search(before):
        return True
    if _CLOSING.match(after):
        return True
    if _POST_LINE.match(after) and _ends_with_names(before):
        return True
    if not _complete(before):
        return False
    if heading_mode(after) or heading_mode(before):
        return not before.endswith("：") or bool(heading_mode(after))
    if before.endswith("："):
        return False
    return bool(NUMBERING.match(after) or _VERB.match(after) or _begins_item(after))


def units_of(lines: Iterable[Numbered]) -> Iterator[Unit]:
    """The units of a text, given its non-blank lines with their numbers.

    Lines that are left out part what stands before and behind them.
    """
    block: list[Piece] = []
    previous_row: Row | None = None
    pending: Unit | None = None
    last = ""
    expected_number = -1
    for number, raw in lines:
        if number != expected_number and last:
            last = _STRONG_END[0]
        expected_number = number + 1
        spaced = " " in raw and len(raw) < _MAX
        piece = _spaced(raw, number) if spaced else piece_of(raw, number)
        if not piece or _PAGE_NUMBER.fullmatch(piece.text):
            continue
        if _RULE.fullmatch(piece.text):
            last = _STRONG_END[0]
            continue
        expected = last.endswith("：") or bool(previous_row and previous_row.kind == "names")
        row = row_of(raw, number, previous_row, names_expected=expected)
        if row is None and _is_name_line(raw, piece, previous_row, block, last):
            row = Row((piece,), number, "names", ("name",))
        if row is None and pending is not None and pending.row is not None:
            more = continued(raw, number, pending.row)
            if more is not None:
                pending = Unit(pending.piece, more, True)
                continue
        if pending is not None:
            yield pending
            pending = None
        if row is not None:
            yield from _sentences(block)
            block = []
            pending = Unit(piece, row, True)
            previous_row, last = row, ""
            continue
        if last and is_break(last, piece.text):
            yield from _sentences(block)
            block = []
            last = ""
        previous_row = None
        block.append(piece)
        last = (last + piece.text)[-200:] if len(piece) < 200 else piece.text
    if pending is not None:
        yield pending
    yield from _sentences(block)


def _is_name_line(
    raw: str, piece: Piece, previous: Row | None, block: Sequence[Piece], last: str
) -> bool:
    """A line that is one name: below other names, below a colon, or below its post."""
    if len(piece) > 16:
        return False
    expected = bool(previous) or last.endswith("：")
    if not expected and not (len(block) <= 2 and len(last) <= 60 and is_post(last)):
        return False
    if is_name(piece.text):
        return True
    set_in = raw[:2].isspace() and (previous is None or previous.kind == "names")
    return set_in and len(piece) <= 4 and is_loose_name(piece.text)


def _sentences(block: Sequence[Piece]) -> Iterator[Unit]:
    """The sentences of joined lines. Adoption lines become units of their own."""
    if not block:
        return
    whole = join(block)
    start, opens = 0, True
    for match in re.finditer(
        r"[。！？]+[”》）]?|（[12]\d{3}年\d{1,2}月\d{1,2}日）|（[12一二][^（）]{10,90}(?:通过|批准|公布)）",
        whole.text,
    ):
        if match.group()[0] == "（":
            # Only at the beginning or after a title: elsewhere a bracket is a remark.
            if match.start() > start:
                yield from _bounded(whole[start : match.start()], opens)
            yield Unit(whole[match.start() : match.end()], None, True)
            start, opens = match.end(), True
            continue
        yield from _bounded(whole[start : match.end()], opens)
        start, opens = match.end(), False
    if start < len(whole):
        yield from _bounded(whole[start:], opens)


def _bounded(piece: Piece, opens: bool) -> Iterator[Unit]:
    """No sentence longer than a page: it is cut at a mark so that reading stays linear."""
    while len(piece) > _MAX:
        cut = max(piece.text.rfind(mark, 0, _MAX) for mark in "；，、") + 1
        cut = cut if cut > _MAX // 2 else _MAX
        yield Unit(piece[:cut], None, opens)
        piece, opens = piece[cut:], False
    if piece:
        yield Unit(piece, None, opens)


__all__ = ["ADOPTION", "Unit", "is_break", "title_of_document", "units_of"]
