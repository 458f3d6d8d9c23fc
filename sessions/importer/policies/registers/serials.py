"""The serials of rows: (1), （1）, 1, 1., 1、, ①, 一, 第3项 → their values."""

from __future__ import annotations

import re

from ...stages import number_of

_FORM = re.compile(
    r"第?[（(\[［【]?(?P<number>\d{1,4}|[０-９]{1,4}|[〇零一二三四五六七八九十百]{1,5})[）)\]］】]?(?:[.．、。]|项|条)?\Z"
)
_NESTED = re.compile(r"\d{1,3}(?:[.．\-－—]\d{1,3}){1,3}[.．]?\Z")
_CIRCLED = {char: at for at, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}
_CIRCLED |= {char: at for at, char in enumerate("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", 1)}
_CIRCLED |= {char: at for at, char in enumerate("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", 1)}


def serial_of(text: str) -> int | None:
    """The value of a serial; None for what is none, and for one within one (1.2)."""
    text = "".join(text.split())
    if text in _CIRCLED:
        return _CIRCLED[text]
    match = _FORM.match(text)
    return number_of(match["number"]) if match else None


def is_serial(text: str) -> bool:
    """Whether the whole text is a serial."""
    return serial_of(text) is not None or _NESTED.match("".join(text.split())) is not None


def is_chinese(text: str) -> bool:
    """Whether a serial is written in Chinese numerals."""
    return serial_of(text) is not None and re.search(r"[一二三四五六七八九十]", text) is not None
