"""Which meeting adopted a policy, and when: （2019年12月30日…第八次全体会议通过) under a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..dates import find_dates
from ..forms import squeeze
from ..record import When
from ..stages import Line, join

_LONGEST = 6  # lines
_ADOPTED = re.compile(
    r"[（(](?P<inside>[^（()]*(?:[（(][^（）()]*[）)][^（()]*)*(?:通过|批准|修订|修正|同意)[^（）()]{0,40})[）)]\Z"
)
_VERB = re.compile(r"(?:表决|审议|讨论|研究|审定)*(?:并)?(?:通过|批准|同意|修订|修正)")
_MEETING = re.compile(r"(?:会议|全会|大会|会)\Z")
# …已经市政府第35次常务会议审议通过
_IN_NOTICE = re.compile(
    r"(?:已经|业经|已于|已|经)(?P<words>[^。；，]{2,60}?(?:会议|全会|大会))(?:审议|讨论|研究|表决|审定)*"
    r"(?:通过|同意|批准)(?!的)"
)


def adoption_length(lines: Sequence[Line]) -> int:
    """How many of ``lines`` are the bracket that says who adopted, 0 for none."""
    if not lines or lines[0].text.strip()[:1] not in "（(":
        return 0
    for count in range(1, min(_LONGEST, len(lines)) + 1):
        text = squeeze(join(lines[:count]).text)
        if _ADOPTED.match(text) and find_dates(text):
            return count
        if text.endswith(("）", ")")) and text.count("（") + text.count("(") <= text.count(
            "）"
        ) + text.count(")"):
            return 0
    return 0


def adopted(lines: Sequence[Line]) -> tuple[str, When | None]:
    """The meeting as printed and its day, of the bracket that ``lines`` are."""
    text = squeeze(join(lines).text)
    days = find_dates(text)
    if not days:
        return "", None
    _, end, when = days[0]
    words = text[end:].lstrip("经由，,在")
    verb = _VERB.search(words)
    return (words[: verb.start()] if verb else "").strip("，, "), when


def adopted_in_notice(text: str) -> tuple[str, When | None]:
    """What the words of a notice say of the meeting that adopted what it issues."""
    found = _IN_NOTICE.search(text)
    if found is None:
        return "", None
    words = found["words"]
    days = find_dates(words)
    when = None
    if days:
        start, end, when = days[0]
        words = words[:start] + words[end:]
    words = words.strip("经由，,在于 ")
    return (words, when) if _MEETING.search(words) else ("", None)
