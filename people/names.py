"""Names as people type them."""

from __future__ import annotations

import re
import unicodedata

from pypinyin import Style, pinyin

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
    """The name by sound, for look-ups: syllables without tones, then run together, then
    the initials (方勤: ``fang qin fangqin fq``). A surname is read as surnames are; of another
    character with two readings the usual one is taken; other characters stand as they are."""
    surname = next((name[:n] for n in (2, 1) if len(name) > n and name[:n] in SURNAMES), "")
    read = SURNAMES[surname].split() if surname else []
    rest = pinyin(name[len(surname) :], style=Style.NORMAL)
    syllables = read + [part[0] for part in rest if part[0].strip()]
    joined = "".join(syllables)
    initials = "".join(syllable[0] for syllable in syllables)
    return " ".join([*syllables, joined, initials]).lower()[:200]


def sound_of(text: str) -> str:
    """What was typed as a sound, as ``pinyin_of`` writes it: without tones, whether marked
    (``fāng qín``) or numbered (``fang2 qin2``), and ``v`` for ``ü``; "" where it is none."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "v")
    plain = re.sub(r"(?<=[a-z])[0-5]", "", MARKS.sub("", plain))
    plain = " ".join(plain.replace("'", "").replace("’", "").split())
    return plain if LATIN.fullmatch(plain) else ""
