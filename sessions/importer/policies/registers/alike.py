"""Names of organisations that lack or have one character too many: 市数据局 for 市大数据局.

In: the names that all cells of units print, with how often. Out: the name that a rare one must
mean. The evidence is the document itself: the other name stands in it several times, the rare
one once. A character that makes another body of it (市公安局, 市公安分局) is no misprint, nor is
one in place of another (市民政局, 市财政局).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..units import is_group, plain_name

_OFTEN = 3
_SHORTEST = 4
# Characters that tell one body from another, or a longer short name from a shorter one.
_TELLING = frozenset(
    "委府政分总副省市区县州旗镇乡上下东西南北中一二三四五六七八九十第老新小会党群团支"
)


def misprinted(names: Iterable[str]) -> dict[str, str]:
    """For each misprinted name the one that it must mean."""
    counts = Counter(plain_name(name) for name in names)
    often = {name for name, count in counts.items() if count >= _OFTEN and not is_group(name)}
    by_shorter: dict[str, set[str]] = {}
    for name in often:
        for at in range(1, len(name) - 1):
            if name[at] not in _TELLING:
                by_shorter.setdefault(name[:at] + name[at + 1 :], set()).add(name)
    found: dict[str, str] = {}
    for name, count in counts.items():
        if count > 1 or len(name) < _SHORTEST or name in often or is_group(name):
            continue
        meant = set(by_shorter.get(name, ()))
        for at in range(1, len(name) - 1):
            shorter = name[:at] + name[at + 1 :]
            if shorter in often and name[at] not in _TELLING and _repeats(name, at):
                meant.add(shorter)
        if len(meant) == 1:
            found[name] = meant.pop()
    return found


def _repeats(name: str, at: int) -> bool:
    """Whether a character is printed twice in a row: 市市场监督督管理局."""
    return name[at] in (name[at - 1], name[at + 1])
