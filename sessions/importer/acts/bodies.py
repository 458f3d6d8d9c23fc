"""The organs of state power and their units: which unit is a part of which body.

In: names of organisations (normalised or as printed). Out: the body of a unit, whether a name
is a unit of a body. Source: 地方组织法 (办事机构, 工作委员会), 法院组织法 (审判庭, 审判委员会),
检察院组织法 (检察委员会).
"""

from __future__ import annotations

import re

_COURT = re.compile(
    r"^.*?(?:人民法院|[海专铁军金知]\w{0,5}法院|法院)(?:第?[一二三四五]?分院)?", re.S
)
_PROCURATORATE = re.compile(r"^.*?检察院(?:第?[一二三四五]分院|.{0,4}分院)?", re.S)
_COMMITTEE = re.compile(r"^.*?(?:人大|人民代表大会|届)(?:常委会|常务委员会)", re.S)
_COMMITTEE_TRAD = re.compile(r"^.*?(?:人大|人民代表大會|人民代表大会)(?:常委會|常務委員會)", re.S)
_CONGRESS = re.compile(r"^.*?(?:人大|人民代表大会|人民代表大會)", re.S)
_GOVERNMENT = re.compile(r"^.*?(?:人民政府|政府)", re.S)
_SUPERVISION = re.compile(r"^.*?(?:监察委员会|監察委員會|监委|監委)", re.S)
_BASES = (_COURT, _PROCURATORATE, _COMMITTEE, _COMMITTEE_TRAD, _SUPERVISION, _CONGRESS, _GOVERNMENT)

_COURT_UNIT = re.compile(
    r"(?:庭|审判委员会|審判委員會|执行局|執行局|法警.*队|司法警察.*队|审管办|赔偿委员会|审委会|审判团队|"
    r"执行(?:裁判|指挥)?.{0,4}庭|政治部|办公室|研究室|立案.{0,4}|.{1,8}处|书记员.{0,3})$"
)
_PROC_UNIT = re.compile(
    r"(?:检察委员会|檢察委員會|检委会|检察部|第.{1,3}检察.*|.{2,8}检察[部处厅室]|监所.*|反贪.*局|反渎.*局|"
    r"政治部|办公室|研究室|.{1,8}[处科厅局])$"
)
_COMMITTEE_UNIT = re.compile(
    r"(?:工作委员会|工委|办公厅|办公室|研究室|预算工作.*|法工委|代表资格审查委员会|代表工作.*|信访室|"
    r".{0,10}街道.*工.*委.*|机关.*|专家委员会|人大工委|备案审查.*|服务中心|工作室|联络.*委员会|信息中心|"
    r"工作機構|工作委員會|辦公廳|辦公室|研究室|处|编辑部|调查研究室|[\u4e00-\u9fff]{2,10}室)$"
)
_SURELY_COMMITTEE = re.compile(
    r"^(?:办公厅|办公室|研究室|代表资格审查委员会|[^人局厅]{2,16}(?:工作委员会|工委)|辦公廳|辦公室|研究室)$"
)
_CONGRESS_UNIT = re.compile(
    r"^(?:法制|监察和司法|监察司法|财政经济|财经|教育科学文化卫生|教科文卫|教育科学|社会建设|民族|华侨|"
    r"民族宗教|民族华侨|民宗|外事|环境|城乡建设|城建|农业|农村|内务司法|内司|宪法|预算|民族侨务|资源|"
    r"环资|社会|城建环保|农业农村|農業|社會建設|監察|環境|華僑|法制|財政).{0,14}(?:委员会|委|委員會)$"
)
_GOVERNMENT_UNIT = re.compile(
    r"^(?:办公厅|办公室|研究室|参事室|口岸.*|辦公廳|辦公室|.{2,6}办公室|驻.*办事处)$"
)
_STARTS_COMMITTEE = re.compile(r"^(?:常委会|常务委员会|常委會|常務委員會)")
_STARTS_CONGRESS = re.compile(r"^(?:人大|人民代表大会|人民代表大會)")
_TERM = re.compile(r"第?[一二三四五六七八九十\d]{1,4}届")
_STATE_ORGAN = re.compile(
    r"^(?:人大|人民代表大会|人民政府|政府|监察委员会|监委|人民法院|中级人民法院|人民检察院|检察院|法院)"
)
_LOCAL_ORGAN = re.compile(r"(?:局|委|委员会|办|办公室|厅|院|会|署|中心|政府|人大|部)$")


def base_of(organization: str) -> str:
    """宁波市中级人民法院审判委员会 → 宁波市中级人民法院: the body a unit belongs to."""
    for pattern in _BASES:
        match = pattern.match(organization)
        if match and match.group():
            return match.group()
    return organization


def is_internal(text: str) -> bool:
    """Whether a name is by its kind a unit of a body (庭, 工委, 办公厅 …)."""
    return bool(
        _STARTS_COMMITTEE.match(text)
        or (text.endswith("庭") and "法院" not in text)
        or text in ("审判委员会", "检察委员会", "办公厅", "办公室", "研究室", "执行局")
    )


def belongs_under(text: str, known: str, *, heading: bool = False) -> str:
    """What has to stand in front of a unit's name, given a body or unit already named.

    "" where the unit is no part of that body. `heading`: the body comes from a heading; it
    lends itself only to what can be nothing but its own.
    """
    if not known:
        return ""
    base = base_of(known)
    base = _TERM.sub("", base)
    congress = _CONGRESS.match(base)
    if _STARTS_COMMITTEE.match(text) or _STARTS_CONGRESS.match(text):
        if congress and _STARTS_COMMITTEE.match(text):
            return congress.group()
        if congress and _STARTS_CONGRESS.match(text):
            return re.sub(r"(?:人大|人民代表大会|人民代表大會)$", "", congress.group())
        return ""
    if "法院" in text or "检察院" in text or "人民政府" in text:
        return ""
    if "法院" in base:
        return base if _COURT_UNIT.search(text) else ""
    if "检察院" in base or "檢察院" in base:
        return base if _PROC_UNIT.search(text) else ""
    if _COMMITTEE.match(base) or _COMMITTEE_TRAD.match(base):
        if heading and not _SURELY_COMMITTEE.search(text):
            return congress.group() if congress and _CONGRESS_UNIT.match(text) else ""
        if _COMMITTEE_UNIT.search(text):
            return base
        if congress and _CONGRESS_UNIT.match(text):
            return congress.group()
        return ""
    if congress:
        if re.search(r"(?:工作委员会|工委|工作委員會|办公厅|辦公廳)$", text):
            return congress.group() + ("常委会" if "人大" in congress.group() else "常务委员会")
        return congress.group() if _CONGRESS_UNIT.match(text) else ""
    if base.endswith("政府"):
        return base if _GOVERNMENT_UNIT.match(text) and not heading else ""
    if re.search(r"(?:监察委员会|监委)$", base) and re.search(r".{1,8}[室部厅]$", text):
        return base
    return ""


def is_standing_committee_unit(text: str) -> bool:
    """An organ of state named without its place: 人大常委会, 人民法院 …"""
    return bool(_STATE_ORGAN.match(text))


def fits(text: str) -> bool:
    """A local organ whose place may have been named just before (发改委, 教育局)."""
    return bool(_LOCAL_ORGAN.search(text)) and not text.startswith(
        ("国家", "中国", "中华", "最高", "全国", "国务院", "中央", "驻")
    )
