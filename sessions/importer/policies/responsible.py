"""Who is responsible for a measure, as the bracket at its end or a line of its own says it:
[责任单位：区府办，各镇(街道)], （市发改委牵头，市财政局配合）, 责任单位：市发改委.

In: a paragraph's text. Out: the text without it, and the words as printed. Brackets that hold
something else, as （试行）, stay in the text.
"""

from __future__ import annotations

import re

from ..record import Unit
from .units import looks_like_unit, split_units

_OPEN, _CLOSE = "([（［【〔", ")]）］】〕"
_WHO = r"(?:单位|部门|主体|处室|科室|地区|领导)"
_ROLE = (
    r"(?:责任|牵头|配合|主办|协办|承办|实施|落实|参加|参与|协同|主管|主责|负责|支持|组织|完成|共同)"
)
_LABEL = (
    rf"(?:第一|主要)?{_ROLE}{{1,2}}(?:[（(]{_ROLE}[）)]|[和、及]{_ROLE})*{_WHO}(?:[（(]{_ROLE}[）)])?"
    rf"(?:和{_ROLE}{_WHO})?\s*[：:]"
)
_LABELLED = re.compile(_LABEL)
_TIME = r"(?:完成|时间|实施|推进|落实)?(?:时限|时间|期限|节点|进度|要求)\s*[：:]"
_ANY_LABEL = re.compile(rf"{_LABEL}|{_TIME}|责任人\s*[：:]")
_NO_UNITS = re.compile(r"领导|责任人|时限|时间|期限|节点|进度|要求")
_OWN_LINE = re.compile(rf"[\(\[（［【〔]?\s*{_LABEL}")
_OPEN_BRACKET = re.compile(rf"[\(\[（［【〔]\s*{_LABEL}")
_AT_END = re.compile(rf"(?<=[。；;])\s*(?:—{{1,2}}|-{{1,2}})?\s*{_LABEL}")
_DUTY = re.compile(
    r"(?:等)?(?:按照?(?:各自)?职责(?:分工)?|根据职责(?:分工)?|分别|共同|具体)*"
    r"(?:牵头(?:负责|落实)?|负责(?:落实)?|配合|参与|参加|协同|协助|落实|组织实施|承办)(?:落实|实施)?\Z"
)
_SEPARATOR = re.compile(r"[、，,；;]")
_OF_PLACE = re.compile(
    r"各|有关|相关|[省市县区州旗](?!场|民|域)|国家|国网|中国|中共|人行|[\u4e00-\u9fff]{2,3}[市区县]"
)
_STRONG = re.compile(
    r"(?:局|委|办|厅|部门|单位|政府|委员会|党委|党组|党工委|管委会|公司|集团|街道|乡镇|镇|办公室)\Z"
)
_INNER = re.compile(r"[（(\[［【〔][^（()）\[\]［］【】〔〕]*[）)\]］】〕]")
_LONGEST_UNLABELLED = 300


def is_units_line(text: str) -> bool:
    """Whether the paragraph is nothing but who is responsible."""
    return _OWN_LINE.match(text) is not None


def split_responsible(text: str) -> tuple[str, str]:
    """``text`` without what it says at its end of who is responsible, and these words as printed
    ("" where it says nothing of it)."""
    kept, found = text.rstrip(), ""
    tail = ""
    while True:
        bare = kept.rstrip("。；;，, ")
        start = _bracket_start(bare)
        if start is None or not _holds_units(bare[start + 1 : -1]):
            break
        if not found:
            tail = kept[len(bare) :]
        found = bare[start:] + found
        kept = bare[:start].rstrip()
    if found:
        return kept + ("" if kept.endswith(("。", "；", "！", "？")) else tail), found
    if unclosed := _last(_OPEN_BRACKET, kept):
        return kept[: unclosed.start()].rstrip(), kept[unclosed.start() :]
    if (at_end := _AT_END.search(kept)) and "。" not in kept[at_end.end() :].rstrip("。"):
        return kept[: at_end.start()].rstrip(), kept[at_end.start() :].strip()
    return text, ""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of an opening bracket that nothing closes before more text follows."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found if found and "。" not in text[found.end() :].rstrip("。") else None


def _bracket_start(text: str) -> int | None:
    """Where the bracket opens that closes at the end of ``text``; kinds may be mixed."""
    if not text or text[-1] not in _CLOSE:
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] in _CLOSE:
            depth += 1
        elif text[at] in _OPEN:
            depth -= 1
            if depth == 0:
                return at
    return None


def _holds_units(inside: str) -> bool:
    """Whether what stands in a bracket names units: by its label, or by every name in it."""
    if _LABELLED.match(inside.strip()):
        return True
    if len(inside) > _LONGEST_UNLABELLED or "。" in inside or "：" in inside:
        return False
    bare = inside
    for _ in range(3):
        bare = _INNER.sub("", bare)
    pieces = [piece.strip() for piece in _SEPARATOR.split(bare) if piece.strip()]
    duties = [_DUTY.sub("", piece) for piece in pieces]
    names = [duty for duty in duties if duty]
    if not names or not all(looks_like_unit(name) for name in names):
        return False
    if any(duty != piece for duty, piece in zip(duties, pieces, strict=True)):
        return True
    return any(_OF_PLACE.match(name) for name in names) and all(map(_is_strong, names))


def _is_strong(name: str) -> bool:
    return _STRONG.search(name) is not None or _OF_PLACE.match(name) is not None


def units_of(printed: str) -> tuple[Unit, ...]:
    """The units that the words name, each once."""
    units: dict[str, Unit] = {}
    for block in _blocks(printed):
        pieces = [_DUTY.sub("", piece) for piece in _outside(block)]
        for unit in split_units("、".join(piece for piece in pieces if piece)):
            units.setdefault(unit.name, unit)
    return tuple(units.values())


def _blocks(printed: str) -> list[str]:
    """The stretches between labels, brackets round the whole taken off."""
    stretches: list[str] = []
    for line in printed.split("\n"):
        rest = line.strip()
        while (start := _bracket_start(rest.rstrip("。；;"))) is not None:
            rest = rest.rstrip("。；;")
            inside = rest[start + 1 : -1]
            if start and not _holds_units(inside):
                break
            if not start and not _holds_units(inside) and not _LABELLED.search(inside):
                break
            stretches.insert(0, inside)
            rest = rest[:start]
        if rest.strip():
            stretches.append(rest.strip().lstrip(_OPEN) if _OWN_LINE.match(rest) else rest)
    return [part for stretch in stretches for part in _of_units(stretch)]


def _of_units(stretch: str) -> list[str]:
    """What stands behind the labels of a stretch, but for leaders and times."""
    labels = list(_ANY_LABEL.finditer(stretch))
    parts = [stretch[: labels[0].start()] if labels else stretch]
    ends = [*(label.start() for label in labels[1:]), len(stretch)]
    for label, end in zip(labels, ends, strict=False):
        if not _NO_UNITS.search(label[0]):
            parts.append(stretch[label.end() : end])
    return [part.strip(" ，,；;。、") for part in parts if part.strip(" ，,；;。、")]


def _outside(block: str) -> list[str]:
    """The pieces between separators that stand in no bracket."""
    pieces, depth, start = [], 0, 0
    for at, char in enumerate(block):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in "、，,；;":
            pieces.append(block[start:at].strip())
            start = at + 1
    pieces.append(block[start:].strip())
    return pieces
