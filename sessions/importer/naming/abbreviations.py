"""The standing abbreviations of Chinese public law, and the full names they stand for.

Sources: 地方组织法 and 立法法 (the organs of congresses and their standing committees),
监察法, 法院组织法, 检察院组织法, and the organisation plans of 2018 and 2023 for departments
of local governments. Only what means the same everywhere stands here; an abbreviation that
differs from place to place (城建环资委, 民宗局, 文广旅游局) is left to the full names that
the bulletin itself prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# The subjects of committees, by what abbreviations call them. They serve the congress's
# committee (…委员会) and the standing committee's working one (…工作委员会) alike.
_SUBJECTS = {
    "法": "法制",
    "财经": "财政经济",
    "内司": "内务司法",
    "监司": "监察和司法",
    "监察司法": "监察和司法",
    "预算": "预算",
    "代表": "代表",
    "人代": "人事代表",
    "选任代表": "选举任免代表",
    "选任联": "选举任免联络",
    "社会": "社会建设",
    "教科文卫": "教育科学文化卫生",
    "民宗侨外": "民族宗教侨务外事",
    "民侨外": "民族侨务外事",
    "外侨": "外事侨务",
    "民宗": "民族宗教",
}
# Subjects that are printed in full before 委 and 工委, so that only the end is short.
_FULL_SUBJECTS = re.compile(
    "法制|社会建设|财政经济|监察和司法|内务司法|农业[与和]?农村|农村|民族|民族宗教|民族宗教侨务外事|"
    "华侨|外事|外事侨务|环境与资源保护|教育科学文化卫生|预算|代表|人事代表|代表人事|选举任免|"
    "代表联络|备案审查|基层|街道"
)

# Departments and other organs by what follows the place: short → (full, code).
_GOVERNMENT_SHORT = {
    "发改委": "发展和改革委员会",
    "发改局": "发展和改革局",
    "发展改革委": "发展和改革委员会",
    "发展改革局": "发展和改革局",
    "经信委": "经济和信息化委员会",
    "经信局": "经济和信息化局",
    "经信厅": "经济和信息化厅",
    "工信局": "工业和信息化局",
    "工信厅": "工业和信息化厅",
    "科技局": "科学技术局",
    "科技厅": "科学技术厅",
    "教委": "教育委员会",
    "民委": "民族事务委员会",
    "人社局": "人力资源和社会保障局",
    "人力资源社会保障局": "人力资源和社会保障局",
    "人力资源社会保障厅": "人力资源和社会保障厅",
    "人社厅": "人力资源和社会保障厅",
    "人力社保局": "人力资源和社会保障局",
    "资规局": "自然资源和规划局",
    "自然资源规划局": "自然资源和规划局",
    "住建局": "住房和城乡建设局",
    "住建厅": "住房和城乡建设厅",
    "住房城乡建设局": "住房和城乡建设局",
    "住房城乡建设厅": "住房和城乡建设厅",
    "住建委": "住房和城乡建设委员会",
    "交通局": "交通运输局",
    "交通厅": "交通运输厅",
    "卫健委": "卫生健康委员会",
    "卫健局": "卫生健康局",
    "卫生健康委": "卫生健康委员会",
    "应急局": "应急管理局",
    "应急厅": "应急管理厅",
    "退役军人局": "退役军人事务局",
    "市场监管局": "市场监督管理局",
    "综合执法局": "综合行政执法局",
    "城管局": "城市管理局",
    "医保局": "医疗保障局",
    "国资委": "人民政府国有资产监督管理委员会",
    "外办": "人民政府外事办公室",
    "侨办": "人民政府侨务办公室",
    "口岸办": "人民政府口岸办公室",
    "府研究室": "人民政府研究室",
    "府办公厅": "人民政府办公厅",
    "府办公室": "人民政府办公室",
}
# Full names that a bulletin may print without the place before them.
_GOVERNMENT_FULL = re.compile(
    r"(?:公安|司法|民政|财政|审计|教育|水利|商务|统计|体育|农业农村|生态环境|林业|粮食和物资储备|"
    r"文化广电旅游|文化和旅游|信访|气象|海洋|地震|乡村振兴|政务服务|行政审批服务|数据|大数据发展管理|"
    r"退役军人事务|医疗保障|应急管理|市场监督管理|综合行政执法|自然资源(?:和规划)?|"
    r"住房和城乡建设|交通运输|人力资源和社会保障|卫生健康|科学技术|发展和改革|"
    r"(?:经济|工业)和信息化|民族宗教事务)(?:局|厅|委员会)"
)
_OFFICE_PREFIX = re.compile(r"(?:人民政府|政府)")
_TERM = re.compile(r"第?[一二三四五六七八九十百〇零0-9０-９]{1,4}届")
# The large cities whose governments and congresses have a 办公厅; in counties and districts
# it is a 办公室. Elsewhere the papers themselves must say it.
_WITH_GENERAL_OFFICE = re.compile(
    r"(?:.*(?:省|自治区)|北京市|天津市|上海市|重庆市|广州市|深圳市|南京市|武汉市|沈阳市|西安市|成都市|"
    r"济南市|杭州市|哈尔滨市|长春市|大连市|青岛市|厦门市|宁波市)"
)


class Rest(NamedTuple):
    """What follows the place, written out. ``owner`` is the part of ``name`` that is the
    parent organ ("" when there is none)."""

    name: str
    classification: str
    owner: str = ""


CONGRESS = "人民代表大会"
STANDING = CONGRESS + "常务委员会"
GOVERNMENT = "人民政府"
CONFERENCE = "中国人民政治协商会议"  # before the place, like the next
PARTY = "中国共产党"  # stands before the place: 中国共产党宁波市委员会

_CONGRESS = re.compile(r"(?:人民代表大会|人大)")
_STANDING = re.compile(r"(?:常务委员会|常委会)")
_COURT = re.compile(r"(?P<level>高级|中级|高|中)?(?:人民)?法院|(?P<short>高院|中院)")
_INTERMEDIATE = re.compile(r"[市州盟区]中级(?:人民)?法院")
_PARTY_SHORT = {
    "政法委": "政法委员会",
    "审计委": "审计委员会",
    "审计办": "审计委员会办公室",
    "改革办": "全面深化改革委员会办公室",
    "网信办": "网络安全和信息化委员会办公室",
    "编办": "机构编制委员会办公室",
    "依法治市办": "全面依法治市委员会办公室",
    "依法治县办": "全面依法治县委员会办公室",
    "依法治区办": "全面依法治区委员会办公室",
}
_WORKING = re.compile(
    r"(?:.*(?:工委|工作委员会)|办公[厅室]|研究室|信访办公?室?|预算工委|代表资格审查委员会|机关.*)"
)
_PARTY_PART = re.compile(r"委(?:员会)?(?P<part>(?!员|托|派|任|会).*)")


def departments_in_short() -> list[tuple[str, str]]:
    """(full, short) of the departments: (发展和改革委员会, 发改委)."""
    return [(full, short) for short, full in _GOVERNMENT_SHORT.items()]


def subjects_in_short() -> list[tuple[str, str]]:
    """(full, short) of the subjects of committees: (财政经济, 财经)."""
    return [(full, short) for short, full in _SUBJECTS.items() if full != short]


def drop_term(text: str) -> str:
    """市十六届人大常委会 → 市人大常委会."""
    return _TERM.sub("", text, count=1)


def expand(rest: str, place: str, known: Known, *, bare: bool = False) -> Rest | None:
    """What stands after the place in an organisation's printed name, in full.

    ``place`` is the full place, ``known`` what the bulletin prints in full; ``bare``
    says that no place was printed before it. None when the name is not known; the caller
    then keeps it as printed.
    """
    rest = drop_term(rest)
    if match := _CONGRESS.match(rest):
        return _of_congress(rest[match.end() :], known)
    if match := _STANDING.match(rest):
        return _of_standing(rest[match.end() :], known)
    if match := _OFFICE_PREFIX.match(rest):
        return _of_government(rest[match.end() :], place, known)
    return _other(rest, place, known, bare=bare)


def _of_congress(part: str, known: Known) -> Rest | None:
    if not part:
        return Rest(CONGRESS, "congress")
    if match := _STANDING.match(part):
        return _of_standing(part[match.end() :], known)
    if part == "主席团":
        return Rest(CONGRESS + part, "other", CONGRESS)
    if _WORKING.fullmatch(part):
        # Working committees and offices belong to the standing committee, whoever is named.
        return _of_standing(part, known)
    return Rest(CONGRESS + _committee(part, known), "congress_committee", CONGRESS)


def _of_standing(part: str, known: Known) -> Rest:
    if not part:
        return Rest(STANDING, "standing_committee", CONGRESS)
    if part == "主任会议":
        return Rest(STANDING + part, "other", STANDING)
    return Rest(STANDING + _committee(part, known), "working_committee", STANDING)


def _of_government(part: str, place: str, known: Known) -> Rest:
    if not part:
        return Rest(GOVERNMENT, "government")
    if part == "办":
        office = general_office(place)
        return Rest(GOVERNMENT + (office or part), "department", GOVERNMENT)
    full = known.government(GOVERNMENT + part) or _GOVERNMENT_SHORT.get(part)
    if full is None:
        full = GOVERNMENT + part
        if part.endswith("办") and GOVERNMENT + part + "公室" in known.names:
            full += "公室"
    return Rest(full, "department", GOVERNMENT)


def _other(rest: str, place: str, known: Known, *, bare: bool) -> Rest | None:
    if found := _judicial(rest, place, known):
        return found
    if rest in ("纪委", "纪律检查委员会"):
        return Rest("纪律检查委员会", "party", PARTY)
    if match := _PARTY_PART.fullmatch(rest):
        part = _PARTY_SHORT.get(match["part"], match["part"])
        return Rest("委员会" + part, "party", PARTY)
    if rest in ("政协", "人民政协"):
        return Rest("委员会", "other", CONFERENCE)
    if rest == "府办":
        office = general_office(place)
        return Rest(GOVERNMENT + office, "department", GOVERNMENT) if office else None
    full = known.government(rest) or _GOVERNMENT_SHORT.get(rest)
    if full or _GOVERNMENT_FULL.fullmatch(rest):
        return Rest(full or rest, "department", GOVERNMENT)
    if not bare and rest.endswith(("局", "厅")) and not rest.endswith("税务局"):
        return Rest(rest, "department", GOVERNMENT)
    return None


def _judicial(rest: str, place: str, known: Known) -> Rest | None:
    """Courts, procuratorates and supervisory commissions, and the units in them."""
    if match := _COURT.match(rest):
        level = {"高": "高级", "中": "中级"}.get((match["level"] or match["short"] or "")[:1], "")
        if match.group() == "法院" and known.intermediate_court_of == place:
            level = "中级"
        name, code = level + "人民法院", "court"
    elif match := re.match(r"(?:人民)?检察院", rest):
        name, code = "人民检察院", "procuratorate"
    elif match := re.match(r"监察委员会|监察委|监委", rest):
        name, code = "监察委员会", "supervisory"
    else:
        return None
    unit = rest[match.end() :]
    return Rest(name + unit, code, name if unit else "")


def general_office(place: str) -> str:
    """办公厅 or 办公室, as the rank of the place has it; "" where the rank is not plain."""
    if _WITH_GENERAL_OFFICE.fullmatch(place):
        return "办公厅"
    return "办公室" if place.endswith(("县", "区", "旗")) else ""


def _committee(part: str, known: Known) -> str:
    """A committee's name in full: 财经委 → 财政经济委员会, 法工委 → 法制工作委员会."""
    if part.endswith("工作委员会"):
        return part
    full = "工作委员会" if part.endswith("工委") else "委员会"
    subject = part.removesuffix("工委") if part.endswith("工委") else part.removesuffix("委")
    if not subject or subject == part:
        return part
    if _FULL_SUBJECTS.fullmatch(subject):
        return subject + full
    if printed := known.subject(subject):
        return printed + full
    meaning = _SUBJECTS.get(subject)
    return meaning + full if meaning else part


_STOP = re.compile(
    r"[的对向在把将由为并就等]|提请|关于|认为|根据|审议|通过|报告|主任|成员|负责|相关|有关|各"
)
_COMMITTEES = re.compile(
    r"(?:人民代表大会|人大)(?:常务委员会|常委会)?(?P<subject>[\u4e00-\u9fff]{2,18}?)"
    r"(?:工作)?委员会"
)
_ORGANS = re.compile(
    r"(?P<organ>人民政府[\u4e00-\u9fff]{2,14}?(?:办公室|办公厅|委员会|局)"
    r"|(?<=[省市县区州旗盟])[\u4e00-\u9fff]{3,14}?(?:委员会|办公室))"
)


class Known:
    """The full names that a bulletin prints, against which its own abbreviations are read."""

    def __init__(self, place: str = "") -> None:
        self.place = place
        self.names: set[str] = set()
        self.intermediate_court_of = ""  # the place whose 市法院 is its 中级人民法院
        self._subjects: set[str] = set()

    def learn(self, text: str) -> None:
        """Notes the committees and departments that ``text`` names in full."""
        for match in _COMMITTEES.finditer(text):
            subject = match["subject"].removesuffix("工作")
            if not _STOP.search(subject) and not subject.startswith(("常", "第", "代表资格")):
                self._subjects.add(subject)
        for match in _ORGANS.finditer(text):
            organ = match["organ"]
            if not _STOP.search(organ) and not _CONGRESS.match(organ):
                self.names.add(organ)
        if self.place and _INTERMEDIATE.search(text):
            self.intermediate_court_of = self.place

    def subject(self, short: str) -> str:
        """The one subject printed in full that ``short`` abbreviates; "" if none or several."""
        if short in self._subjects:
            return short
        return _only(full for full in self._subjects if _abbreviates(short, full))

    def government(self, short: str) -> str:
        """The department printed in full that ``short`` (…委, …办) abbreviates."""
        if short in self.names:
            return short
        if not short.endswith(("委", "办")) or short.endswith("党委"):
            return ""
        end = {"委": "委员会", "办": "办公室"}[short[-1]]
        stem = short[:-1].removeprefix("人民政府")
        return _only(
            name
            for name in self.names
            if name.endswith(end)
            and _abbreviates(stem, name.removesuffix(end).removeprefix("人民政府"))
        )


def _abbreviates(short: str, full: str) -> bool:
    """Whether the characters of ``short`` stand in ``full`` in this order, the first first."""
    if len(short) < 2 or len(full) <= len(short) or short[0] != full[0]:
        return False
    rest = iter(full)
    return all(character in rest for character in short)


def _only(found: Iterable[str]) -> str:
    names = set(found)
    return names.pop() if len(names) == 1 else ""
