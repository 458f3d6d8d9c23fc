"""The forms of the lines that a policy's head and end are made of: organs, titles, document
numbers, dates, marks of disclosure. Each function looks at one line (or lines already joined)
and knows nothing of its place.
"""

from __future__ import annotations

import re

from ..dates import parse_date
from ..forms import squeeze
from ..marks import document_numbers
from ..outlining.markers import MarkerType, read_marker

ORGAN_END = (
    r"(?:委员会|党委|党组|党工委|工委|纪委|监委|(?<=[省市县区州旗盟])委|人民政府|政府|办公厅|办公室|"
    r"[局厅部院署会社行]|发改委|经信委|卫健委|国资委|建委|教委|公司|中心|集团|管委会|指挥部|领导小组|"
    r"司令部|军分区|党校|大学|法院|检察院|联盟|协会)"
)
_ORGAN = re.compile(
    rf"[\u3400-\u9fff（）()]{{2,40}}?{ORGAN_END}(?:（[^（）]{{2,20}}）)?(?:文件)?\Z"
)
_NOT_AN_ORGAN = re.compile(
    r"关于|印发|通知|的|已经|同意|工作|机制|加强|推进|完善|健全|建设|社会\Z|全部|系统"
)
_BETWEEN_ORGANS = re.compile(r"[\s、]+")
_NOUN = (
    r"(?:决定|决议|通知|通告|公告|意见|建议|方案|计划|规划|纲要|办法|规定|细则|条例|规则|措施|政策|"
    r"要点|清单|任务书|规程|指引|指南|标准|制度|预案|报告|批复|函|命令|令|纲领|举措|"
    r"章程|责任书|路线图|时间表|任务表|十条|条)"
)
_TITLE_END = re.compile(rf"{_NOUN}[”’》]?(?:\s*[（(][^（）()]{{1,24}}[）)])*\Z")
# 中共…委办公厅印发《…的意见》, as a newspaper has it.
_NEWS_END = re.compile(r"(?:印发|转发|公布|发布)《[^《》]{4,100}》\Z")
_MARKED = re.compile(
    r"(?:[0-9]{6}|(?:绝密|机密|秘密)(?:[★☆].{0,10})?|特急|加急|特提|平急|急件|(?:共印|印数)[：:]?\s*[0-9]+\s*份"
    r"|(?:份号|密级|紧急程度|签发人)\s*[：:].{0,20})\Z"
)
_ISSUES = re.compile(r"(?:关于|[^\s]{0,20})(?:印发|转发|批转|公布|下发|发布)")
_ISSUING_END = re.compile(r"(?:通知|公告|通告|函|决定|批复|令)(?:[（(][^（）()]{1,24}[）)])*\Z")
_BRACKET_ONLY = re.compile(r"[（(][^（）()]{1,24}[）)]\Z")
_DISCLOSURE = re.compile(
    r"[（(\[【]?\s*(?P<mark>(?:此|本|该)(?:件|文)[^。；]{0,14}?(?:公开|发布|印发)[^。；]{0,12}?"
    r"|(?:主动|依申请|不予)公开|(?:信息)?公开(?:方式|属性|类别|形式|选项)[：:]\s*[\u3400-\u9fff]{2,10})"
    r"\s*[。]?[）)\]】]?\Z"
)
_ANNEX_HEAD = re.compile(
    r"附(?:件|表|录)\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?\s*[：:]?\Z"
)
_ANNEX_NOTE = re.compile(
    r"附(?:件|表)?\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]\s*\S"
)
_CONTACT = re.compile(r"[（(]?\s*(?:联系人|联系电话|联系方式|联系单位)")
_NAVIGATION = re.compile(
    r"(?:首页|当前位置)\s*[：:]?.{0,40}[>＞»›]|字\s*[号体]\s*[：:]?\s*[\[【（(]?\s*[大小][\s\]】/]"
    r"|分享到|浏览次数|阅读次数|点击(?:次数|量)|打印本页|关闭窗口"
    r"|\A\s*(?:打印|分享|收藏|扫一扫[^。]{0,20})\s*\Z|\A\s*(?:发布时间|更新时间)\s*[：:]"
)
_SIGNED_FOR = re.compile(r"\s*签\s*发\s*人\s*[：:].*\Z")
LABELS = (
    r"发文字号|文\s*号|文件编号|发文机关|发布机关|制发机关|发文单位|发布机构|成文日期|发文日期|"
    r"索\s*引\s*号|主题分类|主\s*题\s*词|公文种类|组配分类|发布日期|公开日期|有\s*效\s*性|"
    r"信息来源|来\s*源|规范性文件(?:统一)?编号|统一编号|标\s*题|名\s*称|公开方式|生成日期|体裁分类|密\s*级|"
    r"紧急程度|废止日期|失效日期|生效日期|信息索引号|服务对象|备注[/／]文号"
)
_LABELLED = re.compile(rf"[【\[]?(?P<label>{LABELS})[】\]]?\s*[：:]\s*")
_BAD_TITLE_END = re.compile(r"[。；;，,：:、！!？?]\Z")


def is_organs(text: str) -> bool:
    """Whether the line is nothing but one or several organs (a masthead, a signature)."""
    text = text.strip()
    if not 4 <= len(squeeze(text)) <= 120 or _NOT_AN_ORGAN.search(text):
        return False
    if _ORGAN.match(squeeze(text)) and len(squeeze(text)) <= 42:
        return True
    parts = [part for part in _BETWEEN_ORGANS.split(text) if part]
    return len(parts) > 1 and all(_ORGAN.match(part) for part in parts)


def is_masthead(text: str) -> bool:
    """Whether the line is a masthead (…人民政府办公厅文件)."""
    plain = squeeze(text)
    return plain == "文件" or (plain.endswith("文件") and is_organs(plain.removesuffix("文件")))


def ends_title(text: str) -> bool:
    """Whether a title could end with ``text``."""
    plain = squeeze(text)
    if _NEWS_END.search(plain) and is_balanced(plain):
        return True
    if not _TITLE_END.search(plain) or not is_balanced(plain):
        return False
    return not _ISSUES.match(plain) or _ISSUING_END.search(plain) is not None


def may_be_title(text: str) -> bool:
    """Whether ``text`` may be a line of a title."""
    plain = squeeze(text)
    if not plain or len(plain) > 80 or _BAD_TITLE_END.search(plain):
        return False
    marker = read_marker(text)
    if marker and marker.type is not MarkerType.ARABIC_BRACKETS:
        return False
    return not (
        is_date_line(text)
        or disclosure(text)
        or is_annex_head(text)
        or labelled(text)
        or is_navigation(text)
    )


def is_bracket(text: str) -> bool:
    """Whether ``text`` is one bracket with few words: （试行）, （2018—2022年）."""
    return _BRACKET_ONLY.match(squeeze(text)) is not None


def is_issuing(text: str) -> bool:
    """Whether a title says that another document is issued (关于印发…的通知)."""
    return _ISSUES.match(squeeze(text)) is not None


_OPEN, _CLOSE = "（(《“[［【〔「『〈", "）)》”]］】〕」』〉"


def is_marked(text: str) -> bool:
    """Whether the line is a number of the copy, a degree of secrecy or of urgency."""
    return len(text) <= 40 and _MARKED.match(squeeze(text)) is not None


def is_balanced(text: str) -> bool:
    """Whether as many brackets and quotation marks close as open."""
    return sum(text.count(mark) for mark in _OPEN) == sum(text.count(mark) for mark in _CLOSE)


def is_date_line(text: str) -> bool:
    """Whether the whole line is a day, brackets round it allowed."""
    return len(text) < 40 and parse_date(squeeze(text)) is not None


def disclosure(text: str) -> str:
    """The mark of disclosure that the line is (此件公开发布), without its brackets."""
    found = _DISCLOSURE.match(squeeze(text)) if len(text) <= 40 else None
    return found["mark"] if found else ""


def number_line(text: str) -> str:
    """The document number that the line is, normalised; "" for other lines."""
    plain = _SIGNED_FOR.sub("", text.strip())
    if len(plain) > 50:
        return ""
    inside = plain.strip("（）()[]【】 \u3000") if plain[:1] in "（([【" else plain
    for candidate in (plain, inside):
        squeezed = squeeze(candidate)
        found = document_numbers(squeezed)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(squeezed)):
            return found[0].text
    return ""


def is_annex_head(text: str) -> bool:
    """Whether the line is nothing but 附件 or 附件2."""
    return _ANNEX_HEAD.match(text.strip()) is not None


def is_annex_note(text: str) -> bool:
    """Whether the line says which annexes there are (附件：…清单)."""
    return _ANNEX_NOTE.match(text.strip()) is not None


def is_navigation(text: str) -> bool:
    """Whether the line is of a web page's frame: 首页 > 政务公开, 字号：[大 中 小] 打印."""
    return len(text) <= 120 and _NAVIGATION.search(text) is not None


def is_contact(text: str) -> bool:
    """Whether the line tells whom to call."""
    return len(text) <= 80 and _CONTACT.match(text.strip()) is not None


def labelled(text: str) -> list[tuple[str, str]]:
    """The (label, value) pairs of a line of a web page's head (发文字号：…　成文日期：…)."""
    found = list(_LABELLED.finditer(text))
    if not found or found[0].start() > 1:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        (squeeze(match["label"]), text[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    ]
