"""Names as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

# Surnames that are read otherwise than the character alone (现代汉语词典, under each).
SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "曾": "zeng", "查": "zha", "朴": "piao",
    "盖": "ge", "翟": "zhai", "任": "ren", "覃": "qin", "员": "yun", "召": "shao", "缪": "miao",
    "种": "chong", "黑": "he", "折": "she", "洗": "xian", "乐": "yue", "卜": "bu", "牟": "mu",
    "隗": "wei", "能": "nai", "繁": "po", "祭": "zhai", "秘": "bi", "冼": "xian", "哈": "ha",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "令狐": "ling hu", "澹台": "tan tai",
    "欧阳": "ou yang", "诸葛": "zhu ge",
}  # fmt: skip
MARKS = re.compile(r"[\u0300-\u036f]")
LATIN = re.compile(r"[a-z ]+")


def pinyin_of(name: str) -> str:
    """The name by sound, for look-ups: syllables without tones; what a name of three and more
    ends in, run together; the whole run together; the initials (方勤: ``fang qin fangqin fq``,
    方勤远: ``fang qin yuan qinyuan fangqinyuan fqy``). A surname is read as surnames are; of
    another character with two readings the usual one is taken; other characters stand as they
    are."""
    surname = next((name[:n] for n in (2, 1) if len(name) > n and name[:n] in SURNAMES), "")
    read = SURNAMES[surname].split() if surname else []
    rest = pinyin(name[len(surname) :], style=Style.NORMAL)
    syllables = read + [part[0] for part in rest if part[0].strip()]
    return _words(syllables).lower()


def _words(syllables: Sequence[str]) -> str:
    """These syllables as ``pinyin_of`` writes them."""
    ends = ["".join(syllables[start:]) for start in range(len(syllables) - 2, 0, -1)]
    initials = "".join(syllable[0] for syllable in syllables)
    return " ".join([*syllables, *ends, "".join(syllables), initials])[:200]


def sound_of(text: str) -> str:
    """What was typed as a sound, as ``pinyin_of`` writes it: without tones, whether marked
    (``fāng qín``) or numbered (``fang2 qin2``), and ``v`` for ``ü``; "" where it is none."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "v")
    plain = re.sub(r"(?<=[a-z])[0-5]", "", MARKS.sub("", plain))
    plain = " ".join(plain.replace("'", "").replace("’", "").split())
    return plain if LATIN.fullmatch(plain) else ""


LONGEST = 40  # letters of a name that is typed by sound


def whole_names(sound: str) -> list[str]:
    """The names by sound, as ``pinyin_of`` writes them, that a ``sound`` (as of ``sound_of``) may
    be the whole of: where syllables run together, each way to part them (``xian``: 先, 西安)."""
    if len(sound) > LONGEST:
        return []
    ways: list[list[str]] = [[]]
    for word in sound.split():
        ways = [[*before, *after] for before in ways for after in _parted(word)]
    return [_words(syllables) for syllables in ways if syllables]


def _parted(word: str) -> list[list[str]]:
    """The ways to part letters into syllables."""
    if not word:
        return [[]]
    return [
        [word[:size], *rest]
        for size in range(1, min(len(word), 6) + 1)
        if word[:size] in _syllables()
        for rest in _parted(word[size:])
    ]


@cache
def _syllables() -> frozenset[str]:
    """All syllables without tones, but the few without a vowel (嗯)."""
    read = (sound_of(one) for told in PINYIN_DICT.values() for one in told.split(","))
    return frozenset(one for one in read if set(one) & set("aeiouv"))
