"""Titles of documents: which runs of lines may be one, and how much speaks for it.

Reads the flow; gives candidates with a weight. Titles are known by their form (short lines
without end punctuation, closed brackets, ending in a noun for a document), by what stands
above them (the end of a document) and below them (author, adoption, addressee).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .forms import close_up, ends_clause, is_date, squeeze
from .heads import CLOSING, Head, is_organ_line, is_person_line, read_head
from .layout import width
from .markers import read_marker
from .stages import Line, join

_NOUNS = (
    "报告 意见 意见书 决定 决议 议案 说明 名单 纪要 议程 日程 公告 讲话 摘要 条例 办法 规定 方案 实录 规则 细则 通知 通报 函 建议 致辞 "
    "发言 情况 要点 计划 规划 纲要 草案 汇报 批复 令 倡议书 名册 解释 总结 清单 誓词 任免 记录 综述 侧记 提要 公报 事项 安排 简历 报告书 "
    "决算 汇总 一览表"
).split()
_SUFFIX = re.compile(
    r"(?:[（(〔【][^（）()〔〕【】]{1,30}[）)〕】]|[0-9一二三四五六七八九十]{1,3})\Z"
)
_ENDS_IN_NOUN = re.compile(rf"(?:{'|'.join(sorted(_NOUNS, key=len, reverse=True))})\Z")
_FORBIDDEN = re.compile(r"[。；！？!?;]|[：:].{0,200}[，。]")
_BAD_START = re.compile(
    r"[，。、；：！？）》”’〉」』】〕…)\]]|[一二三四五六七八九十]+[、是要]|（[一二三四五六七八九十]+）|[0-9０-９]+[.．、)）]|第[一二三四五六七八九十百]+[条章节款]|附"
    r"|[①-⑳]|\([一二三四五六七八九十]+\)|注"
)
_SESSION_PAPER = re.compile(
    r"(?:次|届).{0,12}会议.{0,6}(?:纪要|议程|日程|公报|综述)\Z|会议纪要\Z|会议议程\Z|议程\Z"
)
_LIST_PAPER = re.compile(
    r"(?:任免|任命|免职|辞职|决定任免|批准任免|任免职).{0,12}(?:名单|的?决定|事项)\Z|公告\Z|实录\Z"
)
# Such a title is complete: what follows is no more of it.
SELF_CONTAINED = re.compile(r"(?:纪要|议程|日程|名单|公告|实录)\Z")
_FORMAL_START = re.compile(
    r"关于|在.{2,60}(?:会议|大会)|《|.{2,40}(?:常务委员会|常委会|人民政府|委员会|法院|检察院|人大|人民代表大会)"
)
_NUMBER_LINE = re.compile(
    r"[（(〔【\[]?[^，。：；（）()]{0,20}第?\s*[0-9一二三四五六七八九十百〇○零]{1,6}\s*号[）)〕】\]]?\Z"
)
_ARTICLE_ONE = re.compile(r"第[一1]条|第[一1]章|目\s*录\Z|第一节")
_MAX_LINES = 7
_MAX_TITLE = 160


@dataclass(frozen=True)
class Surroundings:
    """What is known round a candidate: the lines at which pages start, the squeezed titles
    of a table of contents, and whether the document above is a list (an agenda, a list of
    names), whose lines end without a full stop. ``below_title``: the line stands right below
    the head of another document, whose title asks for no more."""

    page_starts: frozenset[int] = frozenset()
    known: frozenset[str] = frozenset()
    in_list: bool = False
    below_title: bool = False


@dataclass(frozen=True)
class Candidate:
    """A run of lines (first index, index after the last) that may be a title."""

    start: int
    end: int
    title: str
    head: Head
    weight: float
    reasons: tuple[str, ...] = ()


def candidate_at(flow: Sequence[Line], at: int, surroundings: Surroundings) -> Candidate | None:
    """The best reading of the lines from ``flow[at]`` on as a title, None when there is none."""
    if not _may_begin(flow, at):
        return None
    best: Candidate | None = None
    for count in range(1, _MAX_LINES + 1):
        end = at + count
        if end > len(flow):
            break
        last = flow[end - 1].text
        if _FORBIDDEN.search(last) or last[-1:] in "，：:" or is_date(last):
            break
        if count > 1 and read_marker(last) is not None:
            break
        if best is not None and SELF_CONTAINED.search(best.title) and last[:1] not in "的（":
            break
        title = title_text(flow[at:end])
        if len(title) > _MAX_TITLE:
            break
        if not is_title_form(title):
            continue
        candidate = _weigh(flow, at, end, title, surroundings)
        if best is None or candidate.weight >= best.weight:
            best = candidate
    return best


def title_text(lines: Sequence[Line]) -> str:
    """The lines of a title as one text; words spaced out for their looks are closed up."""
    return join([replace(line, text=close_up(line.text)) for line in lines]).text


def is_title_form(title: str) -> bool:
    """Whether a text has the form of a document's title."""
    bare = squeeze(title)
    if not 4 <= len(bare) <= _MAX_TITLE or _BAD_START.match(bare) or not closed(bare):
        return False
    while match := _SUFFIX.search(bare):
        bare = bare[: match.start()]
    return _ENDS_IN_NOUN.search(bare) is not None


def closed(text: str) -> bool:
    """Whether all brackets and book-title marks in ``text`` are closed in order."""
    stack: list[str] = []
    pairs = {"》": "《", "）": "（", "”": "“", "〉": "〈", ")": "(", "】": "【", "〕": "〔"}
    for char in text:
        if char in "《（“〈(【〔":
            stack.append(char)
        elif char in pairs:
            if char == ")" and stack and stack[-1] == "（":
                stack.pop()
            elif not stack or stack.pop() != pairs[char]:
                return False
    return not stack


def _may_begin(flow: Sequence[Line], at: int) -> bool:
    text = flow[at].text
    if len(text) > _MAX_TITLE or _BAD_START.match(text) or _FORBIDDEN.search(text):
        return False
    if is_date(text) or is_person_line(text):
        return False
    return at == 0 or not re.match(r"附件?\s*[0-9一二三四五]*\s*[：:]?\Z", flow[at - 1].text)


def _weigh(
    flow: Sequence[Line],
    at: int,
    end: int,
    title: str,
    surroundings: Surroundings,
) -> Candidate:
    reasons: list[str] = []
    weight = 0.0

    def add(value: float, reason: str) -> None:
        nonlocal weight
        weight += value
        reasons.append(reason)

    bare = squeeze(title)
    if end < len(flow) and len(flow[end].text) < 30 and _NUMBER_LINE.match(flow[end].text):
        add(2, "文号")
        title += title_text(flow[end : end + 1])
        end += 1
    head = read_head(flow, end)
    if head.weight:
        add(head.weight, "标题下有作者、通过日期或称呼")
    following = flow[head.end].text if head.end < len(flow) else ""
    if _ARTICLE_ONE.match(following):
        add(4, "标题下是第一条")
    if _FORMAL_START.match(bare):
        add(1, "标题形式")
    if _SESSION_PAPER.search(bare):
        add(3, "会议文件")
    elif _LIST_PAPER.search(bare):
        add(2, "名单、公告")
    if surroundings.known & {bare, squeeze(title)}:
        add(5, "目录中有")
    add(*_ending(flow, at, surroundings))
    return Candidate(at, end, title, head, weight, tuple(reasons))


def _ending(flow: Sequence[Line], at: int, surroundings: Surroundings) -> tuple[float, str]:
    """How much the line above speaks for the end of a document."""
    if at == 0:
        return 3.0, "全文开头"
    above = flow[at - 1].text
    page = 1.5 if flow[at].number in surroundings.page_starts else 0.0
    if is_date(above) or CLOSING.search(squeeze(above)):
        return 2.0 + page, "上文结束"
    if is_person_line(above) and at > 1 and ends_clause(flow[at - 2].text):
        return 2.0 + page, "上文署名"
    if surroundings.below_title:
        return 0.5 + page, "上文只有标题"
    if ends_clause(above):
        return 1.0 + page, "上文句号"
    if surroundings.in_list or is_organ_line(above) or _is_unfilled(flow, at - 1):
        return page, "上文短行"
    return page - 3.0, "上文未完"


def _is_unfilled(flow: Sequence[Line], at: int) -> bool:
    """Whether the line is much shorter than those round it: its break was meant."""
    near = [width(line.text) for line in flow[max(0, at - 6) : at]]
    return bool(near) and width(flow[at].text) <= 0.75 * max(near)
