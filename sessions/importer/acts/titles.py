"""The titles of posts: what a post's printed name ends with.

Source: 地方组织法, 监察法, 法院组织法, 检察院组织法 (the offices a congress or its committee
fills) and the ranks and offices that lists print beside them (一级巡视员, 党组书记).
"""

from __future__ import annotations

import re

# Heads of the people's governments: their title names the kind of place.
GOVERNMENT_HEADS = "省长|市长|州长|县长|区长|旗长|盟长|乡长|镇长"

_CORES = (
    GOVERNMENT_HEADS,
    "主任委员|委员长|秘书长|检察长|审计长|参谋长|行政长官|特首",
    "主任|主席|主委|会长|理事长|委员|书记|部长|厅长|局长|司长|处长|科长|署长|行长|股长",
    (
        "院长|庭长|审判长|审判员|检察员|人民陪审员|陪审员|人民监督员|书记员|执行员|法官助理|"
        "检察官助理|大法官|大检察官|法官|检察官|司法警察|法医"
    ),
    "专员|总理|大使衔代表|特命全权大使|大使|代办|总领事|代表",
    (
        "司令员|政治委员|政委|总队长|支队长|大队长|中队长|队长|所长|站长|馆长|校长|台长|社长|园长|"
        "总编辑|总编|主编|董事长|总裁|总经理|经理|监事长|监事|董事|总会计师|总工程师|总经济师|总农艺师|"
        "总规划师|总建筑师|总审计师|总畜牧师|总兽医师|总统计师|督学|督察|督察长|巡视员|调研员|"
        "主任科员|科员|主办|顾问|参事|馆员|组长|团长|成员|常委|秘书|召集人|发言人|指挥长|总指挥|"
        "国务委员|总监|总干事|干事|负责人|警务专员|警长|政务司司长|财政司司长|专务|联络员|仲裁员|审查员|"
        "监察员|监察专员|监察官|主管|村主任|会员|团委书记|纪检员|组织员|助理员|总师|关长|港长|局长助理"
    ),
)
_PREFIX = (
    r"(?:代理?|第[一二三四五]|常务|执行|专职|兼职|名誉|首席|常驻|驻会|挂职|副|临时|"
    r"[一二三四]级(?:高级)?|高级|助理|荣誉|非领导职务|见习|代理)*"
)
_SUFFIX = r"(?:助理)?"
_TITLE = rf"{_PREFIX}(?:{'|'.join(_CORES)}){_SUFFIX}"

# 副主任委员 must not be read as 委员: the leftmost match is the longest one.
TITLE_END = re.compile(rf"(?:{_TITLE})$")
_TITLE_START = re.compile(_TITLE)
_LONGEST = 18

# Titles of the body itself, never of the unit named before them in the same list:
# 市人大常委会办公厅主任、副秘书长 (副秘书长 belongs to the committee).
OF_THE_COURT = re.compile(r"(?:助理)?审判员$|陪审员$|书记员$|执行员$")
OF_THE_PROCURATORATE = re.compile(r"(?:助理)?检察员$|检察长$")
OF_THE_COMMITTEE = re.compile(r"秘书长$|委员长$")

ACTING_PREFIX = re.compile(r"^(?:代理|代)(?!表)")
_WORDS_INSIDE = re.compile(
    r"[了由并还就各等们这那哪是被把：；。！？《》“”]|向(?!阳)|将(?!乐|军)|对(?!外|口|台)|曾(?!都)|让(?!胡)|从(?!江|化)|会议|出席|列席|主持|参加|进行|宣誓|"
    r"作出|汇报|报告|讲话|发言|颁发|提名|提请|要求|指出|强调|认为|表示|通过|审议|听取|根据|依照|同时|"
    r"全体|分别|本次|此次|任命|免去|接受|辞去|选举了|决定|有关|其中|担任|不再|任期|按照|以及各|"
    r"名单|拟任|备案|建议|为了|提出|开展|为(?!民|公|国|农)"
)


def title_of(text: str) -> str:
    """The title a text ends with, or ""."""
    match = TITLE_END.search(text[-_LONGEST:])
    return match.group() if match else ""


def is_post(text: str) -> bool:
    """Whether a text is one printed post: an organisation (or none) and a title."""
    return len(text) <= 80 and bool(title_of(text)) and not _WORDS_INSIDE.search(text)


def unlike_post(text: str) -> bool:
    """Whether words of a sentence stand in what should be a post."""
    return bool(_WORDS_INSIDE.search(text))


def title_starts(text: str, at: int) -> bool:
    """Whether a title begins here (副主任 …)."""
    return bool(_TITLE_START.match(text, at))


def title_ends(text: str) -> list[int]:
    """Where titles end in a text, from the right to the left."""
    return [end for end in range(len(text), 1, -1) if text.endswith(_WORDS, 0, end)]


_WORDS = (*(word for core in _CORES for word in core.split("|")), "长助理")
