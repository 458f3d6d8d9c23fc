"""Book-title marks 《…》 and document numbers (文号) in running text.

Marks nest: 《…〈…《…》…〉…》 by the standard (GB/T 15834), 《…《…》…》 and 《…<…>…》 in
practice; a stack reads them all in linear time. Numbers are read in the forms of GB/T 9704
(甬人大常办函〔2023〕30号, with any brackets round the year) and of orders (主席令第七十二号).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .stages import number_of

LONGEST_TITLE = 200
_DEEPEST = 32
_OPENERS = {"《": "《", "≪": "《", "〈": "〈", "\u2329": "〈", "<": "〈", "＜": "〈"}
_CLOSERS = {"》": "《", "≫": "《", "〉": "〈", "\u232a": "〈", ">": "〈", "＞": "〈"}
_LOOSE = "<＜>＞"  # also signs of comparison: marks only inside others
_MARK = re.compile("[《》≪≫〈〉\u2329\u232a<>＜＞。]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in book-title marks; ``start``/``end`` take in the marks. ``depth`` is 0 for
    a title that stands in no other."""

    start: int
    end: int
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Number:
    """A document number at ``start``/``end``; ``text`` has 〔〕, half-width digits, no spaces."""

    start: int
    end: int
    text: str


def book_titles(text: str) -> tuple[list[Title], list[int]]:
    """The titles in ``text`` in order of their beginnings, and the offsets of marks that
    have no partner. A title does not run over a full stop, nor over 200 characters."""
    titles: list[Title] = []
    lonely: list[int] = []
    stack: list[tuple[str, int]] = []
    for found in _MARK.finditer(text):
        mark, at = found[0], found.start()
        if mark == "。":
            lonely.extend(offset for _, offset in stack)
            stack.clear()
        elif mark in _OPENERS:
            if mark in _LOOSE and not stack:
                continue
            if len(stack) == _DEEPEST:  # no text nests so deep: the marks below are lost
                lonely.extend(offset for _, offset in stack)
                stack.clear()
            stack.append((_OPENERS[mark], at))
        else:
            kind = _CLOSERS[mark]
            if not any(open_kind == kind for open_kind, _ in stack):
                if mark not in _LOOSE:
                    lonely.append(at)
                continue
            while stack[-1][0] != kind:
                lonely.append(stack.pop()[1])
            _, start = stack.pop()
            if at - start - 1 > LONGEST_TITLE:
                lonely.append(start)
            elif at > start + 1:
                inside = clean_title(text[start + 1 : at])
                titles.append(Title(start, at + 1, inside, len(stack)))
    lonely.extend(offset for _, offset in stack)
    titles.sort(key=lambda title: title.start)
    return titles, sorted(lonely)


_SPREAD = re.compile(r"(?:[\u3400-\u9fff—] ){3,}[\u3400-\u9fff—]")


def clean_title(text: str) -> str:
    """A title without the spaces of justified lines (创 新 管 理 → 创新管理)."""
    return _SPREAD.sub(lambda found: found[0].replace(" ", ""), text.strip())


_S = r"\s{0,3}"
_YEAR_AND_SERIAL = re.compile(
    rf"(?P<open>[〔\[［（(【﹝]){_S}(?P<year>[12１２](?:{_S}\d){{3}}){_S}年?{_S}[〕\]］）)】﹞]"
    rf"{_S}第?{_S}(?P<serial>\d(?:{_S}\d){{0,4}}){_S}号(?![楼线院馆门厅井船])"
)
_SERIAL = r"(?:\d(?:\s{0,3}\d){0,4}|[一二三四五六七八九十百〇零]{1,8})"
_ORDER = re.compile(
    rf"(?P<word>令|公告){_S}[（(]?{_S}第?{_S}(?P<serial>{_SERIAL}){_S}号{_S}[）)]?"
    rf"|第{_S}(?P<before>{_SERIAL}){_S}号{_S}(?P<after>令|公告)"
)
_LOOK_BACK = 26
_ISSUER = re.compile(r"[\u3400-\u9fffA-Za-z\s]+\Z")
_LEAD = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|印发|下发|制发|转发|参照|参见|详见|通过|文件|通知"
    r"|按|见|即|以|及|(?<!共)和|与|的)",
    re.DOTALL,
)
# Round brackets also hold plain years: 工程（2023）5号. Only an issuer's mark makes a number.
_ISSUER_END = re.compile(r"[发函办字令通规告批复决议文纪任电]\Z")
_ORGAN_END = re.compile(r"(?:主席|国务院|政府|委员会|常委会|委|部|局|署|厅|院|银行|办公室)\Z")


def document_numbers(text: str) -> list[Number]:
    """The document numbers in ``text``, in order."""
    numbers = []
    for found in _YEAR_AND_SERIAL.finditer(text):
        issuer, start = _issuer(text, found.start())
        if not issuer or (found["open"] in "（(" and not _ISSUER_END.search(issuer)):
            continue
        year, serial = _digits(found["year"]), _digits(found["serial"])
        numbers.append(Number(start, found.end(), f"{issuer}〔{year}〕{serial}号"))
    for found in _ORDER.finditer(text):
        issuer, start = _issuer(text, found.start())
        if not issuer or not _ORGAN_END.search(issuer):
            continue
        if found["word"]:
            label = f"{found['word']}第{_digits(found['serial'])}号"
        else:
            label = f"第{_digits(found['before'])}号{found['after']}"
        # A bracket that was opened before the number is not part of it.
        end = found.end()
        if text[end - 1] in "）)" and not re.search(r"[（(]", found[0]):
            end -= 1
        numbers.append(Number(start, end, issuer + label))
    numbers.sort(key=lambda number: number.start)
    return numbers


def _issuer(text: str, end: int) -> tuple[str, int]:
    """The issuer's abbreviation that ends at ``end``, and where it begins."""
    window = text[max(0, end - _LOOK_BACK) : end]
    found = _ISSUER.search(window)
    if found is None:
        return "", end
    run = found[0]
    lead = _LEAD.match(run.rstrip()[:-1])
    if lead:
        run = run[lead.end() :]
    start = end - len(run) + (len(run) - len(run.lstrip()))
    return re.sub(r"\s+", "", run), start


def _digits(printed: str) -> str:
    printed = re.sub(r"\s+", "", printed)
    return str(number_of(printed)) if printed[0].isdecimal() else printed
