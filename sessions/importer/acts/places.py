"""Places: which place a text speaks of, and 市人大 → 宁波市人大.

In: names of organisations and the name of a place. Out: the name with its place in front.
A bare 市, 县, 区 … at the head of a name stands for the place of that level which the text
(or the caller) has named; without such a place the name stays as printed.
"""

from __future__ import annotations

import re

from ..naming.places import Place

# A place in front of one of the organs of state power. The longest of them: 宁波市鄞州区.
_PLACE = (
    r"(?P<place>[\u4e00-\u9fff]{1,10}"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|[省市县区州盟旗镇乡]))"
)
_BODY = (
    r"(?=第[一二三四五六七八九十\d]{1,4}届|人大|人民代表大会|人民政府|(?:高级|中级)?人民法院|"
    r"人民检察院|监察委员会|监委|人民政协|政府(?!部门))"
)
_PLACE_OF_BODY = re.compile(_PLACE + _BODY)
_BARE = re.compile(r"^(?:本|我)?(自治区|自治州|自治县|自治旗|[省市县区州盟旗镇乡])(?=.)")
# Names that merely begin with such a character.
_NOT_BARE = re.compile(
    r"^(?:市场|市容|市政(?!府|协|务|法|策)|市民(?![政族宗营防航委间事])|市区|区划|区域|县域|省际|乡村|镇海|镇江|镇原|镇平|"
    r"镇远|镇宁|镇沅|镇赉|镇安|镇坪|镇巴|镇雄|镇康|旗舰|州际|乡镇|乡宁|乡城|盟友|市[北南中]区|旗帜)"
)
_NOISE = re.compile(
    r"^.*(?:关于|任命|免去|任免|辞去|请求|接受|批准|选举|决定|担任|通过|听取|[，。、：；的为]|"
    r"(?<=[省市县区州盟旗])[和与及]|^日|^在|^经)"
)
# 报市人大, 向省人大, 本市人大: a bare level behind a small word, no name of a place.
_AFTER_VERB = re.compile(r"任命|免去|免除|辞去|罢免|撤销|接受|选举|补选|批准|同志")
_NO_PLACE = re.compile(
    r"(?:报|向|由|以|对|将|及|到|致|是|按|与|和|本|我|各|该|全|同|原|上|下|出席|列席|会同|两级|三级|多级|我们|所在|"
    r"有关|其他|乡镇|县级|市级|省级|区县|城|新任|包括|现任|原任|担任|时任)+"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|[省市县区州盟旗镇乡])$"
)
# One step of a place's name. 鄞州区, 景德镇市, 新乡市, 沙市区 hold a level's character inside.
_STEP = re.compile(
    r"(?!城市|都市)[\u4e00-\u9fff]{1,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|[省县盟旗]|区(?!划|域)|"
    r"[州镇乡](?![省市县区州镇乡])|市(?!区(?!划|域|县)))"
)
_TOWN = re.compile(r"(?P<above>(?:.*[省市县区州盟旗])?)[^省市县区州盟旗]{1,8}[镇乡]")


class Places:
    """The places in force while a text is read: the text's own, then the caller's."""

    def __init__(self, given: str = "") -> None:
        self._given = levels(given)
        self._heading: dict[str, str] = {}
        self._seen: dict[str, str] = {}

    def enter_document(self) -> None:
        self._heading = {}

    def set_heading(self, text: str) -> None:
        """The body that acts, from a title or an adoption line."""
        for place in places_of_bodies(text):
            for level, name in levels(place).items():
                self._heading.setdefault(level, name)

    def see(self, organization: str) -> None:
        """A full name in the running text: the weakest witness."""
        for place in places_of_bodies(organization, running=True):
            for level, name in levels(place).items():
                self._seen.setdefault(level, name)

    def of_level(self, level: str, near: str = "") -> str:
        """The place for a bare level. `near`: an organisation just named for this person."""
        for place in places_of_bodies(near) or ([leading_place(near)] if near else []):
            found = levels(place).get(level[-1])
            if found:
                return found
        key = level[-1]
        return self._heading.get(key) or self._given.get(key) or self._seen.get(key, "")

    def body_place(self) -> str:
        """The place of the body that acts (its lowest level), "" where not known."""
        for known in (self._heading, self._given):
            if known:
                return max(known.values(), key=len)
        return ""

    def known(self) -> list[str]:
        """All places named so far."""
        return [*self._heading.values(), *self._given.values(), *self._seen.values()]

    def complete(self, name: str, near: str = "") -> str:
        """The name with its place in front, where it begins with a bare level."""
        bare = bare_level(name)
        if not bare:
            return name
        place = self.of_level(bare, near)
        offset = name.index(bare) + len(bare)
        return place + name[offset:] if place else name


def bare_level(name: str) -> str:
    """市 of 市发改委; "" where the name has its place or needs none."""
    match = _BARE.match(name)
    if not match or _NOT_BARE.match(name):
        return ""
    return match.group(1)


def leading_place(name: str) -> str:
    """宁波市 of 宁波市副市长, 宁波市鄞州区 of 宁波市鄞州区教育局; "" where there is none."""
    if bare_level(name):
        return ""
    at = 0
    while match := _STEP.match(name, at):
        # 宁波市 + 镇海区: a further step is short, else it is the name of an organ.
        if at and (len(match.group()) > 6 or bare_level(name[at:])):
            break
        at = match.end()
    return name[:at]


def places_of_bodies(text: str, *, running: bool = False) -> list[str]:
    """The places in front of the organs a text names.

    `running`: in a sentence a name may stand before a bare level (免去张三区人大 …): no place.
    """
    found = []
    for match in _PLACE_OF_BODY.finditer(text):
        if running and _AFTER_VERB.search(text[max(0, match.start() - 4) : match.end()]):
            continue
        place = _NOISE.sub("", match.group("place"))
        # Only counties have names of one character (息县).
        shortest = 2 if place.endswith("县") else 3
        if len(place) >= shortest and not _BARE.match(place) and not _NO_PLACE.match(place):
            found.append(place)
    return found


def levels(place: str) -> dict[str, str]:
    """宁波市鄞州区 → {市: 宁波市, 区: 宁波市鄞州区}, by the last character of the level.

    The towns and townships are added to the levels of ../places.py: they have congresses too.
    """
    place = place.strip()
    town = _TOWN.fullmatch(place)
    found = {
        level[-1]: name
        for level, name in Place.parse(town["above"] if town else place).scopes.items()
    }
    return found | {place[-1]: place} if town else found
