"""The label of an issue: 【十六届第19号（总第12期）】, 2024年第4号（总号：217）.

In: the words of a cover, a running header or an imprint, without spaces. Out: a ``Label``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..stages import number_of

N = r"[一二三四五六七八九十百〇零○\d]{1,5}"
YEAR = r"(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})"
HAN = r"[\u3400-\u9fff]"
_RUNNING = re.compile(rf"总(?:第|期号?[:：]?|号[:：]?)?(?P<n>{N})[期号]?")
_NUMBER = re.compile(
    rf"(?<!总)第(?P<n>{N})[号期辑]|{YEAR}年(?P<a>{N})[号期](?!文)|(?<!\d){YEAR}[·•.．/](?P<b>\d{{1,2}})(?![\d.])"
    r"|(?i:no)[.．:：]?(?P<c>\d{1,3})(?!\d)"
)
_TERM = re.compile(rf"第?(?P<n>{N})届")
_YEAR_OF = re.compile(rf"(?<!\d){YEAR}年(?!\d{{1,2}}月)")
_BRACKETED = re.compile(r"[【〔\[［][^】〕\]］]{2,40}[】〕\]］]")
ISSUER = re.compile(
    rf"(?P<issuer>{HAN}{{2,36}}?(?:第?{N}届)?(?:人民代表大会|人大)(?:常务委员会|常委会)?)"
    r"(?:公报|会刊|会议文件|文件汇编)"
)
_DATE = re.compile(r"\d+年\d+月\d+日")
WHOLE_LABEL = re.compile(
    rf"[【（(\[]?(?:第?{N}届)?(?:{YEAR}年)?第?{N}[号期](?:[（(]?总.{{1,8}}[）)]?)?[】）)\]]?"
    rf"|[（(]?总第?{N}[期号][）)]?"
)


@dataclass(frozen=True, slots=True)
class Label:
    """The numbers of an issue; ``text`` is the label as printed ("" when there is none)."""

    term: int | None
    number: int | None
    running: int | None
    text: str


def read_label(text: str) -> Label:
    """The numbers of an issue in ``text``, and the words they stand in."""
    text = _DATE.sub("", text)
    bracketed = next((m for m in _BRACKETED.finditer(text) if _NUMBER.search(m.group())), None)
    scope = bracketed.group() if bracketed else text
    running = _RUNNING.search(scope) or _RUNNING.search(text)
    number = _NUMBER.search(scope)
    term = _TERM.search(scope) or _TERM.search(text)
    printed = bracketed.group() if bracketed else ""
    if not printed:
        # Of a label without brackets: from its first part to its last. The year belongs to
        # it, the name of the issuer before it does not.
        rest = ISSUER.sub(lambda match: "\0" * len(match.group()), text)
        parts = [m for p in (_TERM, _YEAR_OF, _NUMBER, _RUNNING) if (m := p.search(rest))]
        if number or running:
            start, end = min(m.start() for m in parts), max(m.end() for m in parts)
            printed = rest[start:end].replace("\0", "")
            printed += "）" if printed.count("（") > printed.count("）") else ""
            printed += ")" if printed.count("(") > printed.count(")") else ""
    return Label(
        _value(term), _value(number), _value(running), printed if len(printed) <= 60 else ""
    )


def _value(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    return number_of(next(group for group in match.groups() if group))


def merge(one: Label, other: Label) -> Label:
    """``one`` with what it leaves out taken from ``other``."""
    return Label(
        one.term if one.term is not None else other.term,
        one.number if one.number is not None else other.number,
        one.running if one.running is not None else other.running,
        one.text or other.text,
    )
