"""The words of deputies' changes: causes, electing units, seats."""

from __future__ import annotations

import re

from ..stages import number_of
from .places import leading_place

_MOVED = r"调离|调出|迁出|调任外地|离开本行政区域"
_RESIGNED = (
    r"辞去(?:其|市|省|县|区|全国|.{0,24}?)代表职务|辞去[^，。；：]{0,30}代表|辞职|请辞|辞去代表"
)
_DIED = r"去世|病故|逝世|死亡|病逝|身故|亡故|殉职|牺牲|辞世"
_RECALLED = r"罢免"
_OTHER = r"丧失|判处|剥夺政治权利|未经批准两次|责令辞|取消资格"
_ALL = rf"{_MOVED}|{_RESIGNED}|{_DIED}|{_RECALLED}|{_OTHER}"
CAUSE = re.compile(_ALL)

# A cause with a number, or before a colon, is a heading: it governs what follows.
HEADING = re.compile(
    rf"(?:{_MOVED}|{_RESIGNED}|{_DIED}|被?{_RECALLED}|{_OTHER})[^，。；：]{{0,16}}?"
    r"(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:名|人|位)[^，。；：]{0,4}(?:[：，](?:即|为|是|分别[为是])?|即|为|是)|的?(?:代表)?(?:有)?：|的(?:代表)?有)"
)
ELECTED_BY = re.compile(
    r"(?P<unit>[^，。；：、]{2,40}?)(?:依法)?(?:补选产生|选举产生|选举|选出|推选|补选)的"
    r"(?!(?:办法|结果|程序|决定|公告|规定|工作|有关|报告|国家|议案|单位|其他|方式|情况|条件))(?:代表|原代表)?"
)
SEAT_ENDS = re.compile(
    r"(?:同志)?的(?:[^，。；：]{0,24})代表资格(?:依法|自行|自然|予以|相应|即行)*终止"
)
# As minutes tell it: 终止张三的代表资格，确认补选的李四的代表资格有效.
SEAT_ENDED = re.compile(r"终止了?(?P<who>[^，。；：]{2,60}?)(?:同志)?的[^，。；：]{0,24}代表资格")
SEAT_CONFIRMED = re.compile(
    r"(?:补选|增选)的(?P<who>[^，。；：]{2,60}?)(?:同志)?的[^，。；：]{0,24}代表资格(?:合法)?有效"
)
DECIDED = re.compile(
    r"(?P<body>[^，。；：]{2,40}?(?:人大常委会|人民代表大会常务委员会|常务委员会|人民代表大会|大会)[^，。；：]{0,16}?|)"
    r"(?:会议)?(?:还)?(?:依法)?(?P<verb>(?:决定)?(?:：|，)?(?:接受|同意|批准|罢免))(?:了)?(?P<who>[^，。；：]{2,60}?)"
    r"(?:同志)?(?:提出的?|请求|的请求|要求|申请|因[^，。；：]{2,20})*(?:辞去|的)"
    r"(?P<seat>[^，。；]{0,30}?(?:人大|人民代表大会))代表(?:职务|资格)?"
)
DEPUTY_NAMED = re.compile(
    r"(?P<unit>[^，。；：]{0,24}?)(?:选举产生的|选出的|选举的)?[^，。；：的]{0,30}?(?:人大|人民代表大会|选出的|选举的)代表"
    r"(?P<who>[^，。；：]{2,80}?)(?:同志)?(?=因|由于|已|调离|，|去世|病故|逝世|死亡|辞去|向|提出|被|不幸)"
)
BY_ELECTION = re.compile(
    r"(?P<unit>(?:^|(?<=[，。；：、]))[^，。；：、]{0,60}?|)(?P<verb>(?:依法|分别|已|另行|进行了)*(?:补选|增选|另选|递补))(?!的(?!代表)|了[^，。]{0,6}名|产生的|法|工作|办法|结果)(?:了|产生了?|出)?(?:代表)?"
)
# A seat: the word 代表 ends it (代表大会常务委员会委员, 代表资格审查委员会 are something else).
STANDS_FOR = re.compile(
    r"(?:等?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:名|位|人)(?:同志)?)?(?:同志)?(?:当选)?为"
    r"(?P<seat>[^，。；：]{0,40}?)代表(?!团|资格|工|大会|法|小组|联络|建议|处)"
)
CHOSEN = re.compile(
    r"(?P<who>[^，。；：]{2,80}?)(?:同志)?当选为?(?P<seat>[^，。；：]{0,40}?)代表(?!团|资格|工|大会|法|小组|联络|建议|处)"
)
_SEAT = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,30}?)(?:第?(?P<term>[一二三四五六七八九十\d]{1,4})届)?(?P<body>人大|人民代表大会)$"
)

_UNIT_NOISE = re.compile(
    r"^.*第[一二三四五六七八九十百〇零\d]{1,5}号(?!选)|"  # of the announcement, above it
    r"^.*(?:其中|分别是|包括|即|以来|规定|期间|代表法|选举法|[的](?!$))|^(?:由|系由?|经|据|原|在|是|为|和|及|与|以及|并|本次|另外|此外|同时|还有)+"
)
_UNIT_TAIL = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,4}届|人大|人民代表大会|人民政府|常务委员会|常委会|于\d|于[一二]|召开|分别|依法|选民|已|进行|"
    r"\d{4}年|军人代表大会|军人大会).*$"
)


def cause_of(words: str) -> str:
    """The code of API.md for the words of a cause."""
    for pattern, code in (
        (_RECALLED, "recalled"), (_MOVED, "moved_away"), (_DIED, "died"),
        (r"责令辞", "other"), (_RESIGNED, "resigned"),
    ):  # fmt: skip
        if re.search(pattern, words):
            return code
    return "other"


def seat_of(words: str) -> tuple[str, int | None]:
    """The congress and its term: 北原省第十三届人民代表大会 → (北原省人民代表大会, 13)."""
    match = _SEAT.search(words)
    if match is None:
        return "", None
    term = match["term"]
    return match["place"] + match["body"], number_of(term) if term else None


def unit_of(words: str) -> str:
    """The electing unit: 定海区第十八届人大常委会第十七次会议于…依法 → 定海区."""
    words = _UNIT_NOISE.sub("", words.strip("，、：；"))
    words = re.sub(r"^(?:年|月|日|\d)+", "", words)
    unit = _UNIT_TAIL.sub("", words)
    if unit in (
        "市",
        "县",
        "省",
        "区",
        "原选区",
        "选区",
        "原选举单位",
        "选举单位",
        "会议",
        "本次会议",
        "全体",
    ):
        return ""
    return unit if len(unit) > 1 else leading_place(words)
