"""Names as people type them."""

from __future__ import annotations

from pypinyin import Style, pinyin


def pinyin_of(name: str) -> str:
    """The name by sound, for look-ups: syllables without tones, then run together, then
    the initials (方勤: ``fang qin fangqin fq``). Of a character with two readings the one
    usual in names is taken; other characters stand as they are."""
    syllables = [part[0] for part in pinyin(name, style=Style.NORMAL) if part[0].strip()]
    joined = "".join(syllables)
    initials = "".join(syllable[0] for syllable in syllables)
    return " ".join([*syllables, joined, initials]).lower()[:200]
