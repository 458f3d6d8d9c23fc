"""The place of a bulletin, and what 市, 县, 区 … in front of an organisation mean there.

Public papers name their own organs by the level alone: 市司法局 in a bulletin of 宁波市 is
宁波市司法局, and 市 in the bulletin of a county-level city is that city.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HAN = r"[\u3400-\u9fff]"
_PLACE = re.compile(
    rf"(?P<province>{_HAN}{{2,9}}?(?:省|自治区))?"
    rf"(?P<city>{_HAN}{{1,14}}?(?:市|自治州|盟|州(?!.)|地区(?!.)))?"
    rf"(?P<county>{_HAN}{{1,14}}?(?:自治县|自治旗|县|旗|区|市))?"
)
# What may follow the name of another place when an organ of it is named.
_ORGAN_HEAD = (
    r"(?=(?:第?[一二三四五六七八九十〇零0-9]{1,3}届)?"
    r"(?:人大|人民|常委会|政府|中级|基层|法院|检察|监委|监察|纪委|政协|委(?![员托派任])))"
)
_OTHER_PLACE = re.compile(
    rf"(?P<name>(?!各){_HAN}{{1,14}}?(?:自治[区州县旗]|省|市|县|区|旗|盟|州)){_ORGAN_HEAD}"
)
_OWN = re.compile(r"(?:我|本|全)(?=[省市县区州旗盟])")
# Words that begin with the name of a level but do not mean it.
_WORDS = re.compile(r"市场|市政(?!府|协|务)|市容|市民(?!政|宗|族)|区域|区块|县域|省际|州际")
_LEVELS = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "新区",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
    "州",
)
# The peoples as they stand in the names of autonomous places (恩施土家族苗族自治州 → 恩施州).
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|"
    "东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|"
    "保安|裕固|独龙|鄂伦春|门巴|珞巴"
)
_AUTONOMOUS = re.compile(
    rf"(?P<stem>{_HAN}{{2,6}}?)(?:(?:{_PEOPLES})族|各族)*自治(?P<level>[州县旗])"
)


@dataclass(frozen=True, slots=True)
class Located:
    """An organisation's name cut in two: ``prefix`` is the place written out, ``rest`` what
    follows. ``certain`` is False where the level names no place known here (省 in a
    bulletin of a city): then ``prefix`` is as printed."""

    prefix: str
    rest: str
    certain: bool = True


@dataclass(frozen=True)
class Place:
    """``name`` is the place (宁波市, 宁波市奉化区, 浙江省) as its organs put it before their
    names, without the province of a lower place; ``scopes`` tells what each level means."""

    printed: str
    name: str = ""
    scopes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, printed: str) -> Place:
        """The place that ``printed`` names; one of unknown form has no levels."""
        printed = "".join(printed.split())
        match = _PLACE.fullmatch(printed)
        if not printed or match is None:
            return cls(printed, printed)
        province, city, county = match["province"], match["city"], match["county"]
        scopes: dict[str, str] = {}
        if province:
            scopes |= _scopes(province, province, whole=not (city or county))
        if city:
            scopes |= _scopes(city, city)
        if county:
            scopes |= _scopes(county, (city or "") + county)
        name = (city or "") + (county or "") or printed
        return cls(printed, name, scopes)

    @property
    def last(self) -> str:
        """The place without the city it lies in: 奉化区."""
        match = _PLACE.fullmatch(self.name)
        return (match and match["county"]) or self.name

    @property
    def short(self) -> str:
        """What an autonomous place is called for short (恩施州, 景宁县); "" for others."""
        match = _AUTONOMOUS.fullmatch(self.last)
        return match["stem"] + match["level"] if match else ""

    def locate(self, text: str) -> Located:
        """``text``, the printed name of an organisation, with its place written out."""
        text = _OWN.sub("", text, count=1) if _OWN.match(text) else text
        for own in (self.printed, self.name, self.last, self.short):
            if len(own) > 1 and text.startswith(own):
                return self._within(text[len(own) :])
        if not _WORDS.match(text):
            for level in _LEVELS:
                if text.startswith(level):
                    rest = text[len(level) :]
                    prefix = self.scopes.get(level)
                    return Located(prefix or level, rest, certain=prefix is not None)
        other = _OTHER_PLACE.match(text)
        if other and other["name"] not in _LEVELS:
            return Located(other["name"], text[other.end() :])
        return Located("", text)

    def _within(self, rest: str) -> Located:
        """A place that lies in this one: 宁波市 + 鄞州区人民法院."""
        other = _OTHER_PLACE.match(rest)
        if other and not _WORDS.match(rest):
            return Located(self.name + other["name"], rest[other.end() :])
        return Located(self.name, rest)


def _scopes(level: str, prefix: str, *, whole: bool = True) -> dict[str, str]:
    """The words that stand for a place in its own papers, by the end of its name."""
    found = {end: prefix for end in _LEVELS if level.endswith(end)}
    if level.endswith("自治区") and not whole:
        found.pop("区", None)
    return found


def place_of(issuer: str) -> str:
    """The place in the name of a congress or its standing committee; "" when there is none.

    宁波市第十六届人民代表大会常务委员会 → 宁波市.
    """
    issuer = "".join(issuer.split())
    if issuer.startswith("全国人"):
        return "全国"
    match = re.match(
        rf"({_HAN}{{2,30}}?(?:自治[区州县旗]|省|市|县|区|旗|盟|州))"
        r"(?=(?:第?[一二三四五六七八九十〇零百0-9]{1,4}届)?(?:人民代表大会|人大))",
        issuer,
    )
    return match[1] if match else ""
