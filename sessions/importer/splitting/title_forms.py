"""The form of a document's title, as text: no positions, no surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..forms import close_up, is_date, squeeze
from ..stages import Line, join
from .heads import is_person_line

LONGEST = 160

_NOUN_LIST = (
    "报告 意见 意见书 决定 决议 议案 说明 名单 纪要 议程 日程 公告 讲话 摘要 "
    "条例 办法 规定 方案 实录 规则 细则 通知 通报 函 建议 致辞 发言 情况 "
    "要点 计划 规划 纲要 草案 汇报 批复 令 倡议书 名册 解释 总结 清单 誓词 "
    "任免 记录 综述 侧记 提要 公报 事项 安排 简历 报告书 决算 汇总 一览表 "
    "简况 结果 法 任命书 通知书"
).split()
_NOUNS = tuple(_NOUN_LIST)
_NO_LAW = re.compile(r"[依司执立违方做合守普用说看想非书无枪]法\Z")
_SUFFIX_ENDS = frozenset("）)〕】0123456789一二三四五六七八九十")
_LAST_CHARACTERS = frozenset(noun[-1] for noun in _NOUNS) | _SUFFIX_ENDS
_SUFFIX = re.compile(
    r"(?:[（(〔【][^（）()〔〕【】]{1,30}[）)〕】]|[0-9]{1,3}|[一二三四五六七八九十]{1,3})\Z"
)
_FORBIDDEN = re.compile(
    r"[。；！？!?;]|[\u4e00-\u9fff]\.|[\u4e00-\u9fff》”）],|[：:].{0,200}[，。]|\S[ \u3000]{3,}\S"
    r"|[—─━＿_=＝\-－*＊~～]{5}"
)
_BAD_START = re.compile(
    r"[，。、；：！？）》”’〉」』】〕…)\]]|[一二三四五六七八九十]+[、是要]|（[一二三四五六七八九十]+）"
    r"|[0-9０-９]+[.．、)）]|第[一二三四五六七八九十百]+[条章节款]|附|[①-⑳]|\([一二三四五六七八九十]+\)|注"
)
_SESSION_PAPER = re.compile(
    r"(?:次|届).{0,12}会议.{0,6}(?:纪要|议程|日程|公报|综述|简况)\Z|会议纪要\Z|议程\Z"
)
_LIST_PAPER = re.compile(
    r"(?:任免|任命|免职|辞职|任免职).{0,12}(?:名单|的?决定|事项)\Z|公告\Z|实录\Z"
)
_FORMAL = re.compile(
    r"关于|在.{2,60}(?:会议|大会)|《|.{2,40}(?:常务委员会|常委会|人民政府|委员会|法院|检察院|人大|人民代表大会)"
)
_COMPLETE = re.compile(r"(?:纪要|议程|日程|简况|名单|公告|实录)\Z")
_LETTER = re.compile(
    r"[\u4e00-\u9fff]{1,10}[〔\[（(【]\s*[0-9０-９]{4}\s*[〕\]）)】]\s*第?\s*[0-9０-９]{1,5}\s*号\Z"
)
_NUMBER = re.compile(
    r"[（(〔【\[]?[^，。：；（）()]{0,20}第?\s*[0-9０-９一二三四五六七八九十百〇○零]{1,6}\s*号[）)〕】\]]?\Z"
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_PAIRS = {"》": "《", "）": "（", "〉": "〈", ")": "(", "】": "【", "〕": "〔"}


def title_text(lines: Sequence[Line]) -> str:
    """The lines of a title as one text; words spaced out for their looks are closed up, and
    full-width digits made half-width, since titles are what documents are found by."""
    return join([replace(line, text=close_up(line.text)) for line in lines]).text.translate(
        _HALF_WIDTH
    )


def may_begin(text: str) -> bool:
    """Whether a title may begin with this line."""
    if len(text) > LONGEST or _BAD_START.match(text) or _FORBIDDEN.search(text):
        return False
    return not (is_date(text) or is_person_line(text))


def may_go_on(text: str) -> bool:
    """Whether this line may be one of a title's."""
    return not (
        len(text) > LONGEST or _FORBIDDEN.search(text) or text[-1] in "，：:" or is_date(text)
    )


def may_end(text: str) -> bool:
    """Whether a title may end with this line: a quick test by its last character."""
    return text[-1] in _LAST_CHARACTERS


def is_title_form(title: str) -> bool:
    """Whether a text has the form of a document's title: it ends in a noun for a document,
    and every bracket in it is closed."""
    bare = squeeze(title)
    if not 3 <= len(bare) <= LONGEST or _BAD_START.match(bare):
        return False
    while bare and bare[-1] in _SUFFIX_ENDS and (match := _SUFFIX.search(bare)):
        bare = bare[: match.start()]
    return bare.endswith(_NOUNS) and not _NO_LAW.search(bare) and closed(squeeze(title))


def closed(text: str) -> bool:
    """Whether all brackets and book-title marks in ``text`` are closed in order. Quotation
    marks are left aside: too many are misprinted."""
    stack: list[str] = []
    for char in text:
        if char in "《（〈(【〔":
            stack.append(char)
        elif char in _PAIRS:
            if not stack or not _match(stack.pop(), char):
                return False
    return not stack


def _match(opening: str, closing: str) -> bool:
    return _PAIRS[closing] == opening or (opening in "（(" and closing in "）)")


def is_complete(title: str) -> bool:
    """Whether nothing more belongs to a title that ends so (…会议纪要, …名单, …公告)."""
    return _COMPLETE.search(title) is not None


def is_number_line(text: str) -> bool:
    """Whether a line below a title is the document's number (（第三号）, 〔五届〕第七号,
    东人大审〔2020〕9号)."""
    return len(text) < 30 and _NUMBER.match(text) is not None


def is_letter_number(text: str) -> bool:
    """Whether a line is a letter's number (潞人常〔2022〕15号)."""
    return len(text) < 30 and _LETTER.match(text) is not None


def is_serial(text: str) -> bool:
    """Whether a number tells papers of one name apart (公告 （第三号）), and so belongs to
    the title, as a letter's number does not."""
    return "第" in text


def serial(text: str) -> str:
    """A number as it is added to a title: in round brackets, unless it has others of its own."""
    bare = squeeze(text)
    if bare[0] in "（(【[" and bare[-1] in "）)】]":
        bare = bare[1:-1]
    return bare if bare[0] in "〔【" else f"（{bare}）"


def form_weight(title: str) -> list[tuple[float, str]]:
    """What the form of a squeezed title says for it: (weight, reason)."""
    found: list[tuple[float, str]] = []
    if commas := title.count("，"):
        found.append((-1.5 * commas, "有逗号"))
    if _FORMAL.match(title):
        found.append((1.0, "标题形式"))
    if _SESSION_PAPER.search(title):
        found.append((3.0, "会议文件"))
        if not title.startswith("关于"):
            found.append((1.0, "会议文件全称"))
    elif _LIST_PAPER.search(title):
        found.append((2.0, "名单、公告"))
    return found
