"""The lead of a paragraph: the words before its first full stop, which say what it is about.

In: a paragraph's text without its marker. Out: heading and text; the full stop is in neither.
"""

from __future__ import annotations

import re

from ..forms import STOP

_LONGEST = 60
_LONGEST_BARE = 80
_LONGEST_ACTION = 32
_LONGEST_LOOSE = 24
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|[（(][^（）()]*[）)]")
_COLON = re.compile(r"(?P<lead>[^，。,；;：:、]{2,20})[：:](?P<text>.*)\Z", re.DOTALL)
_NO_LEAD = re.compile(r"(?:责任|牵头|配合|完成|时间|时限|目标责任)")
_TITLED = re.compile(
    r"[【（(\[](?P<lead>[^【】（）()\[\]]{2,20})[】）)\]]\s*(?P<text>.+)\Z", re.DOTALL
)


def marked_lead(text: str) -> tuple[str, str]:
    """(heading, text) of a paragraph behind its marker."""
    colon = _COLON.match(text)
    stop = STOP.search(text)
    if colon and not _NO_LEAD.match(colon["lead"]) and colon["text"].strip():
        if stop is None or colon.end("lead") < stop.start():
            return colon["lead"].strip(), colon["text"].strip()
    if stop is None:
        return _bare(text)
    first, rest = text[: stop.start()].strip(), text[stop.end() :].strip()
    if text[stop.start()] != "。" and text[stop.start()] != ".":
        return "", text
    if first and _length(first) <= _LONGEST and "；" not in first:
        return first, rest
    return "", text


def article_lead(text: str) -> tuple[str, str]:
    """(heading, text) of an article (第三条): only one set in brackets is a heading."""
    titled = _TITLED.match(text) if text[:1] == "【" else None
    return (titled["lead"], titled["text"].strip()) if titled else ("", text)


def _bare(text: str) -> tuple[str, str]:
    """A paragraph without a full stop: a heading unless it goes on or is long."""
    if text.endswith(("；", ";", "，", ",", "、")) or _length(text) > _LONGEST_BARE:
        return "", text
    if text.endswith(("：", ":")):
        return (text[:-1].strip(), "") if len(text) <= _LONGEST else ("", text)
    return text.strip(), ""


def _length(heading: str) -> int:
    """The length of a heading; what it quotes counts for little."""
    return len(_QUOTED.sub("“”", heading))


def action_lead(text: str, *, loose: bool = False) -> tuple[str, str] | None:
    """(heading, text) of a paragraph without a marker that begins with what it is about; None
    for others. ``loose``: the document's paragraphs all begin so, a comma is no hindrance."""
    stop = STOP.search(text)
    if stop is None or text[stop.start()] not in "。.":
        return None
    first, rest = text[: stop.start()].strip(), text[stop.end() :].strip()
    if not rest or not 3 <= _length(first) <= _LONGEST_ACTION or len(first) > 2 * _LONGEST_ACTION:
        return None
    plain = _QUOTED.sub("“”", first)
    commas = len(re.findall(r"[，,]", plain))
    if re.search(r"[；;：:]", plain) or commas > loose or (commas and len(plain) > _LONGEST_LOOSE):
        return None
    return first, rest
