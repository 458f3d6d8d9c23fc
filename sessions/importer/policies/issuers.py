"""Who issues a policy, and which place it is of.

In: the words of title, masthead and signature. Out: organs as printed, and the place (宁波市,
宁波市奉化区) that scopes abbreviations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..forms import squeeze
from .line_forms import is_organs

_HAN = r"[\u3400-\u9fff]"
_PARTY = re.compile(r"^(?:中共|中国共产党|共青团|中国共产主义青年团)")
_CITY = rf"{_HAN}{{1,10}}?(?:市|自治州|盟|州|地区)"
_COUNTY = rf"{_HAN}{{1,10}}?(?:自治县|自治旗|新区|开发区|高新区|县|旗|区|市)"
_PROVINCE = rf"{_HAN}{{2,9}}?(?:省|自治区)"
_STRICT = (
    r"(?=(?:第?[一二三四五六七八九十]{1,3}届)?(?:人民政府|政府|委员会|委(?![员托派任])|人民代表大会|人大|政协|纪委|监委|"
    r"人民法院|中级|人民检察院|管委会|管理委员会|党委|党工委))"
)
_LOOSE = (
    r"(?=(?:城市|市场|市政|市容|区域|县域|口岸|[^省市县区旗]){1,20}?"
    r"(?:局|厅|委员会|委|部|办公室|办公厅|中心|集团|公司|支队|总队|领导小组|工会|联合会)(?!.))"
)
_PLACE_STRICT = re.compile(rf"(?P<place>(?:{_PROVINCE})?(?:{_CITY})?(?:{_COUNTY})?){_STRICT}")
_PLACE_LOOSE = re.compile(rf"(?P<place>(?:{_PROVINCE})??(?:{_CITY})??(?:{_COUNTY})??){_LOOSE}")
_NATIONAL = re.compile(r"国务院|中共中央|中央|国家|全国")
# A 部 with no place before it; 明州市委宣传部 is of its city.
_MINISTRY = re.compile(r"[\u3400-\u9fff]{2,12}部(?!.)")
_LOWER_ALONE = re.compile(rf"{_HAN}{{1,8}}(?:区|县|旗)\Z")
_END = "委会府厅室局部院署处"


def place_of_organ(organ: str) -> str:
    """The place in an organ's name; "" where it names none."""
    plain = _PARTY.sub("", squeeze(organ))
    if _NATIONAL.match(plain):
        return "全国"
    for pattern in (_PLACE_STRICT, _PLACE_LOOSE):
        found = pattern.match(plain)
        if found and len(found["place"]) > 1:
            return found["place"]
    return "全国" if _MINISTRY.match(plain) else ""


def place_of(organs: Sequence[str], text: str) -> str:
    """The place of the first organ that names one; a district with its city where ``text``
    prints it so."""
    place = next((found for organ in organs if (found := place_of_organ(organ))), "")
    if place and _LOWER_ALONE.fullmatch(place) and "市" not in place and "州" not in place:
        fuller = Counter(re.findall(rf"(?<!{_HAN})({_HAN}{{2,6}}(?:市|州)){place}", text))
        fuller += Counter(re.findall(rf"({_HAN}{{2,3}}市){place}", text))
        if fuller:
            return str(fuller.most_common(1)[0][0]) + place
    return place


def organs_in(text: str) -> list[str]:
    """The organs that ``text`` names one after the other, with or without blanks between."""
    organs: list[str] = []
    for part in re.split(r"[\s\u3000、，,]+", text.strip()):
        organs += _cut(part.removesuffix("文件"))
    return [organ for organ in organs if organ]


def _cut(text: str) -> list[str]:
    """Organs that run together: 中共青岚市委办公室青岚市人民政府办公室."""
    place = place_of_organ(text)
    if not place or place == "全国":
        return [text]
    pattern = rf"(?<=[{_END}])(?=(?:中共|中国共产党)?{re.escape(place)})"
    return re.split(pattern, text)


_ABOUT = re.compile(r"\s*(?:关于|印发|转发|批转|公布|发布|令)")


def issuers_in_title(title: str) -> list[str]:
    """The organs that a title begins with, before 关于."""
    found = _ABOUT.search(title)
    if found is None or not found.start():
        return []
    organs = organs_in(title[: found.start()])
    return organs if organs and all(map(_is_organ, organs)) else []


def _is_organ(text: str) -> bool:
    return is_organs(text) or (len(text) <= 40 and bool(place_of_organ(text)))
