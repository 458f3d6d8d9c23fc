"""The forms of units' names: what ends one, what begins one, what stands for a group.

In: a name or a word as printed. Out: what its form tells. Nothing is looked up.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "（(〔【［[〈《“", "）)〕】］]〉》”"
_BRACKETS = str.maketrans("()[]［］【】〔〕", "（）（）（）（）（）")
_BLANK = re.compile(r"[\s/／—–\-－_无〃\.。]*\Z")
_GROUP = re.compile(
    r"各|有关|相关|其他|其它|成员单位|责任单位|牵头单位|配合单位|部门(?:党委|党组|\Z|（)"
    r"|\A(?:[省市区县旗]级?)?(?:镇|乡|镇乡|乡镇|镇街|街镇|街道|镇（街道）|乡镇（街道）|街道（镇）|属地.{0,8})"
    r"(?:政府|党委|党工委|办事处|（党工委）|（街道）)*\Z"
    r"|\A[省市区县]?(?:级|直|属)(?:单位|部门|企业|国企|国有企业|机关)"
    r"|[省市区县]属(?:国有)?(?:企业|国企)\Z|\A等"
)
# What an organisation's name ends with, so that a blank after it may part two names.
END = re.compile(
    r"(?:局|委|办|院|(?<!社)会|协会|委员会|联合会|厅|部|署|处|所|站|队|司|行|社|台|团|海关|中心|政府|公司|集团"
    r"|学校|大学|单位|部门|办公室|街道|镇|乡|企业|口岸|港|(?:科|政)协|(?:残|妇|文|侨|工商)联|联盟|团[省市区县]委"
    r"|军分区|(?:高新|经开|开发|示范|度假|保税|产业)区|[）)\]］】])\Z"
)
_LEVEL = re.compile(r"[省市区县州旗](?!场|政(?!府|务|协|法)|级机)|团[省市区县]委")
_START = re.compile(
    rf"{_LEVEL.pattern}|各|有关|相关|其他|国网|国家|中国|人行|驻|属地|[一-龥]{{2,3}}(?:市|县|区)(?=.{{2}})"
)
_OWN_NAME = re.compile(
    r"(?:海关|公司|支行|银行|集团|大学|学院|边检站|税务局|监局|协会|口岸)(?:[（(].*)?\Z"
)


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, —, /, 无."""
    return _BLANK.match(text) is not None


def plain_name(name: str) -> str:
    """``name`` for comparing: without blanks, brackets all of one kind."""
    return "".join(name.split()).translate(_BRACKETS)


def is_group(name: str) -> bool:
    """Whether a name stands for several bodies that it does not name (各镇（街道）)."""
    return _GROUP.search(plain_name(name)) is not None


def looks_like_unit(text: str) -> bool:
    """Whether ``text`` has the form of one organisation's or group's name."""
    name = "".join(text.split())
    if not 2 <= len(name) <= 40 or re.search(r"[。；：“”\d％%]", name):
        return False
    return END.search(name) is not None or is_group(name)


def begins_with_level(word: str) -> bool:
    """Whether a word begins as names of a level's bodies do: 市文化广电…"""
    return len(word) > 2 and _LEVEL.match(word) is not None


def begins_anew(left: str, right: str) -> bool:
    """Whether a word after a blank begins a further name, ``left`` being one by its form: it
    has the level (市…) or the place before it, or neither of both has."""
    if left in ("市委", "区委", "县委", "省委") and right[0] not in "省市区县各":
        return False
    if _START.match(right) or _OWN_NAME.search(right):
        return True
    return _START.match(left) is None and len(left) > 2
