"""Characters as producers of PDF and Word files write them, made those of ordinary text.

Some producers map glyphs to the radicals that look like them (⼀ for 一, ⻓ for 长), to
compatibility forms, or to ligatures. Full-width digits and Latin letters stay: they are
what is printed.
"""

from __future__ import annotations

import unicodedata

# Radicals that Unicode does not call equal to the ideographs they are printed for
# (EquivalentUnifiedIdeograph.txt of the Unicode character database).
_RADICALS = dict(
    zip(
        "⺁⺇⺈⺉⺊⺋⺌⺎⺐⺑⺓⺕⺖⺗⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺩⺪⺫⺬⺭⺮⺯⺰⺶⺷⺹⺺⺻⺼⺾⻀⻁⻂⻄⻅⻆⻈⻉⻊⻋⻌⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂几刀刂卜㔾小兀尣尢幺彐忄心扌攵旡月母民氵氺灬爫爫王疋目示礻竹糸纟羊羊耂肀聿月艹艹虎衤西见角讠贝足车辶钅长镸长门阜阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_FORMS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹐﹑﹒﹔﹕﹖﹗﹙﹚",
        "，、。：；！？〖〗…：—_（）{}〔〕【】《》〈〉「」『』，、.；：？！（）",
        strict=True,
    )
)
_SYMBOLS = {0xF06C: "●", 0xF06E: "■", 0xF0A7: "▪", 0xF0B7: "•", 0xF0D8: "➢", 0xF0FC: "✓"}
_DROPPED = frozenset("\xad\ufeff\u200b\u200c\u200d\u2060\ufffe\uffff")
AS_ABOVE = "〃"  # stands in a table's row for a cell that goes on from the row above
_UNREADABLE = "\ufffd"


def plain(code: int) -> str:
    """The character of ordinary text for a code point; "" for one that shows nothing, U+FFFD
    for one that means nothing outside its own font."""
    char = chr(code) if code <= 0x10FFFF else _UNREADABLE
    if 0x4E00 <= code <= 0x9FFF or 0x20 < code < 0x7F:
        return char
    if char.isspace() or char == "\xa0":
        return "\u3000" if char == "\u3000" else " "
    if char in _DROPPED:
        return ""
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF:
        return _UNREADABLE
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return _SYMBOLS.get(code, _UNREADABLE)
    if char in _RADICALS:
        return _RADICALS[char]
    if char in _FORMS:
        return _FORMS[char]
    if _is_compatibility(code):
        return unicodedata.normalize("NFKC", char)
    return char


def _is_compatibility(code: int) -> bool:
    """Kangxi radicals, compatibility ideographs, Latin ligatures."""
    return (
        0x2E80 <= code <= 0x2FDF
        or 0xF900 <= code <= 0xFAFF
        or 0xFB00 <= code <= 0xFB06
        or 0x2F800 <= code <= 0x2FA1F
    )
